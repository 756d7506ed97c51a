"""How many hours lie before each work center, week by week, against what it can do."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.shop.scheduling.work_calendar import WorkCalendar, dates_of
from wipbook.values.lookup import looked_up


def week_load(steps: pl.DataFrame, centers: pl.DataFrame, calendar: WorkCalendar, weeks: int) -> pl.DataFrame:
    """Load by work center and week, as planned and without regard to capacity.

    Capacity is what the work center can do in the hours of the calendar. The hours left of a step are spread evenly
    over the working days from its planned start to its planned finish (where these are blank: the due date of its job);
    what should be done by now falls on the first working day.
    Columns: Work Center, Name, Week (its Monday), Days (working days), Hours (to be worked), Capacity, Load (Hours over
    Capacity, a fraction), Overload (hours above capacity), Backlog (hours carried over to the next week when each week
    does what it can), Steps. One row per work center of ``centers`` and week; hours beyond the last week are left out.
    """
    spans = calendar.weeks(weeks)
    open_ = steps.filter(pl.col("Open") & ~pl.col("Done") & (pl.col("Left") > 0))
    last = pl.coalesce("Planned Finish", "Due", "Planned Start")
    first = pl.min_horizontal(pl.coalesce("Planned Start", last), last)
    work = open_.select("Job", "Work Center", "Left", first.alias("_first"), last.alias("_last"))
    begin = pl.Series("_from", calendar.start_of(dates_of(work["_first"])))
    end = pl.Series("_to", calendar.end_of(dates_of(work["_last"])))
    work = work.with_columns(begin, end).with_columns(
        pl.when(pl.col("_to") < 1).then(0.0).otherwise("_from").alias("_from")
    ).with_columns(pl.max_horizontal("_to", pl.col("_from") + 1).alias("_to"))
    edges = spans.with_columns(
        pl.Series("_begin", calendar.start_of(dates_of(spans["First"]))),
        pl.Series("_end", calendar.end_of(dates_of(spans["Last"]))),
    )
    # an interval join week by week: weeks are few, steps are many
    parts = []
    for week, lower, upper in edges.select("Week", "_begin", "_end").iter_rows():
        inside = pl.min_horizontal("_to", pl.lit(upper)) - pl.max_horizontal("_from", pl.lit(lower))
        hours = pl.col("Left") * inside.clip(0) / (pl.col("_to") - pl.col("_from"))
        part = work.with_columns(hours.alias("Hours")).filter(pl.col("Hours") > 0).group_by("Work Center").agg(
            pl.col("Hours").sum(), pl.len().cast(pl.Int64).alias("Steps")
        )
        parts.append(part.with_columns(pl.lit(week, pl.Date).alias("Week")))
    loaded = pl.concat(parts)
    grid = centers.select("Work Center", "Name", pl.col("Capacity").alias("_day")).join(
        edges.select("Week", "Days"), how="cross", maintain_order="left_right"
    )
    worked = _worked(edges, calendar, dict(centers.select("Work Center", "Hours").iter_rows()))
    frame = looked_up(grid, ["Work Center", "Week"], loaded, worked).with_columns(
        pl.col("Hours").fill_null(0.0),
        pl.col("Steps").fill_null(0),
        (pl.col("_day") * pl.coalesce("_worked", "Days")).alias("Capacity"),
    )
    surplus = (pl.col("Hours") - pl.col("Capacity")).cum_sum().over("Work Center")
    least = pl.min_horizontal(surplus.cum_min().over("Work Center"), pl.lit(0.0))
    return frame.select(
        "Work Center", "Name", "Week", "Days", "Hours", "Capacity",
        pl.when(pl.col("Capacity") > 0).then(pl.col("Hours") / pl.col("Capacity")).alias("Load"),
        (pl.col("Hours") - pl.col("Capacity")).clip(0).alias("Overload"),
        (surplus - least).clip(0).alias("Backlog"), "Steps",
    )


def _worked(edges: pl.DataFrame, calendar: WorkCalendar, hours: dict[str, float]) -> pl.DataFrame:
    """Work Center, Week, _worked (usual days worked) of the work centers that do not work the same every day."""
    rows = [
        (center, week, openings.worked(begin, end))
        for center, openings in calendar.openings(hours).items()
        for week, begin, end in edges.select("Week", "_begin", "_end").iter_rows()
    ]
    return pl.DataFrame(rows, {"Work Center": pl.String, "Week": pl.Date, "_worked": pl.Float64}, orient="row")


def center_load(by_week: pl.DataFrame, steps: pl.DataFrame, centers: pl.DataFrame) -> pl.DataFrame:
    """One row per work center, the fullest first.

    Columns: Work Center, Name, Hours Left (of all open steps), Steps, Jobs, Not Released (hours of planned jobs), Per
    Week (capacity of a full week), Weeks (Hours Left over Per Week), Peak Week, Peak Load (fraction), Overload (hours
    above capacity over the weeks shown), Late Hours (still undone though planned to be finished by the as-of date),
    Note.
    """
    open_ = steps.filter(pl.col("Open") & ~pl.col("Done"))
    hours = open_.group_by("Work Center").agg(
        pl.col("Left").sum().alias("Hours Left"), pl.len().cast(pl.Int64).alias("Steps"),
        pl.col("Job").n_unique().cast(pl.Int64).alias("Jobs"),
        pl.col("Left").filter("Unreleased").sum().alias("Not Released"),
        pl.col("Left").filter(pl.col("Overdue")).sum().alias("Late Hours"),
        (pl.col("Planned") == 0).sum().alias("_unplanned"),
    )
    top = pl.col("Load").arg_max()
    peaks = by_week.group_by("Work Center").agg(
        pl.col("Week").get(top).alias("Peak Week"), pl.col("Load").max().alias("Peak Load"),
        pl.col("Overload").sum(), pl.col("Days").max().alias("_days"),
    )
    frame = looked_up(centers.select("Work Center", "Name", "Capacity", "Status"), "Work Center", hours, peaks)
    frame = frame.with_columns(
        pl.col("Hours Left", "Steps", "Jobs", "Not Released", "Late Hours", "_unplanned").fill_null(0),
        (pl.col("Capacity") * pl.col("_days").fill_null(5)).alias("Per Week"),
    )
    weeks = pl.when(pl.col("Per Week") > 0).then(pl.col("Hours Left") / pl.col("Per Week"))
    note = (
        pl.when(pl.col("Status") != "").then("Status")
        .when(pl.col("_unplanned") > 0).then(pl.format("{} steps have no planned hours", "_unplanned"))
        .when(pl.col("Overload") > 0).then(pl.lit("overloaded"))
        .when(pl.col("Steps") == 0).then(pl.lit("nothing to do"))
        .otherwise(pl.lit(""))
    )
    stuck = (pl.col("Per Week") <= 0) & (pl.col("Hours Left") > 0)
    return frame.with_columns(weeks.alias("Weeks"), note.alias("Note")).sort(
        stuck, pl.col("Overload") > 0, "Weeks", descending=True, nulls_last=True, maintain_order=True
    ).select(
        "Work Center", "Name", "Hours Left", "Steps", "Jobs", "Not Released", "Late Hours", "Per Week", "Weeks",
        *(pl.when(pl.col("Steps") > 0).then(name).alias(name) for name in ("Peak Week", "Peak Load")),
        "Overload", "Note",
    )
