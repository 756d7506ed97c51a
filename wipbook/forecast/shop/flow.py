"""How work flows through the work centers: queues, cycle times, Little's law, and which of them holds up the rest."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.forecast.shop.scheduling.work_calendar import WorkCalendar, dates_of
from wipbook.forecast.shop.shop_floor import ShopFloor
from wipbook.values.lookup import looked_up
from wipbook.values.period import year_before

"""Days up to the as-of date over which flow is measured."""


def visits(floor: ShopFloor, steps: pl.DataFrame, calendar: WorkCalendar, since: dt.date) -> pl.DataFrame:
    """Stays of jobs at work centers that overlap the days after ``since``: a job arrives when it could start there and
    leaves when the step is finished.

    Columns: Job, Step, Work Center, Quantity, Planned (hours), Arrived, Start, Finish (blank while it is there), Cycle
    and Wait (working days from arrival to finish and to start, both days counted in), Stay (calendar days of the stay
    that lie in the window). Steps without a day of arrival or, finished, without a day of finish are left out.
    """
    as_of = floor.books.as_of
    seen = steps.filter(
        pl.col("Arrived").is_not_null() & (pl.col("Finish").is_not_null() | (pl.col("Open") & ~pl.col("Done")))
        & (pl.coalesce("Finish", pl.lit(as_of)) > since)
    )
    arrived, finish, start = (dates_of(seen[name]) for name in ("Arrived", "Finish", "Start"))
    waited = calendar.between(arrived, start) - 1
    inside = pl.min_horizontal(pl.coalesce("Finish", pl.lit(as_of)), pl.lit(as_of)) - pl.max_horizontal(
        "Arrived", pl.lit(since)
    )
    return seen.select(
        "Job", "Step", "Work Center", "Quantity", "Planned", "Arrived", "Start", "Finish",
        pl.Series("Cycle", calendar.between(arrived, finish)), pl.Series("Wait", waited.clip(0)),
        inside.dt.total_days().clip(0).alias("Stay"),
    ).with_columns(
        pl.when(pl.col("Finish").is_not_null()).then("Cycle").alias("Cycle"),
        pl.when(pl.col("Start").is_not_null()).then("Wait").alias("Wait"),
    )


def flow(floor: ShopFloor, steps: pl.DataFrame, centers: pl.DataFrame, calendar: WorkCalendar) -> pl.DataFrame:
    """One row per work center, those with open work first, the bottleneck on top.

    Measured over the last year (or since the first step there is a date of). Columns: Work Center, Name;
    Utilisation (hours worked over capacity of the working days, a fraction), Queue Days (hours of work waiting on
    average over a day's capacity: how long it would take to work off the queue), Pressure (Utilisation times Queue
    Days); Finished (steps), Jobs per Day, Units per Day (working days), Cycle P50, Cycle P85, Mean Wait (working days);
    Jobs There (on average), By Little's Law (Jobs per Day times mean cycle), Law Gap (the one over the other less 1);
    now: Open Jobs (with a step there that is not done), Jobs Now (those that have arrived), Units Now, Value Now (WIP
    of the jobs there), Oldest (calendar days since arrival), Mean Age.

    Bottleneck: of the work centers with open jobs the one with the highest Pressure, since a machine that is busy
    without a queue and a queue before an idle machine both have other causes, and where nothing is left to do nothing
    is held up. Source: Hopp & Spearman, Factory Physics, 3rd ed., ch. 7 (Little's
    law) and 8 (queue and utilisation).
    """
    as_of = floor.books.as_of
    days_known = steps.select(pl.min_horizontal(pl.col("Start").min(), pl.col("Finish").min())).item()
    since = year_before(as_of)
    if days_known is not None:
        since = max(since, days_known - dt.timedelta(days=1))
    stays = visits(floor, steps, calendar, since)
    length = (as_of - since).days
    working = int(calendar.between([since + dt.timedelta(days=1)], [as_of])[0])
    # a stay counts from the day of arrival to that of the finish: what comes and goes on one day was there for one
    day_of_stay = pl.col("Stay") + 1
    waiting = (
        (pl.coalesce("Start", pl.lit(as_of)) - pl.max_horizontal("Arrived", pl.lit(since))).dt.total_days().clip(0)
    )
    ended = pl.col("Finish").is_not_null()
    measured = stays.group_by("Work Center").agg(
        (pl.col("Planned") * waiting).sum().alias("_queue_hours"),
        ended.sum().cast(pl.Int64).alias("Finished"), pl.col("Quantity").filter(ended).sum().alias("_units"),
        pl.col("Cycle").median().alias("Cycle P50"), pl.col("Cycle").quantile(0.85, "higher").alias("Cycle P85"),
        pl.col("Cycle").mean().alias("_cycle"), pl.col("Wait").mean().alias("Mean Wait"),
        day_of_stay.sum().alias("_stays"),
        (pl.col("Finish") - pl.col("Arrived")).dt.total_days().mean().alias("_calendar_cycle"),
    )
    of_step = steps.select("Job", "Step", "Work Center")
    worked = floor.hours.filter(pl.col("Date") > since).join(of_step, on=["Job", "Step"], how="inner")
    worked = worked.group_by("Work Center").agg(pl.col("Hours").sum().alias("_worked"))
    here = stays.filter(~ended).join(
        steps.select("Job", "Step", "WIP", "Left"), on=["Job", "Step"], how="left", maintain_order="left"
    ).unique("Job", keep="first", maintain_order=True)
    age = (pl.lit(as_of) - pl.col("Arrived")).dt.total_days()
    now = here.group_by("Work Center").agg(
        pl.len().cast(pl.Int64).alias("Jobs Now"), pl.col("Quantity").sum().alias("Units Now"),
        pl.col("WIP").sum().alias("Value Now"), age.max().alias("Oldest"), age.mean().alias("Mean Age"),
    )
    to_do = steps.filter(pl.col("Open") & ~pl.col("Done")).group_by("Work Center").agg(
        pl.col("Job").n_unique().cast(pl.Int64).alias("Open Jobs")
    )
    frame = looked_up(centers.select("Work Center", "Name", "Capacity"), "Work Center", measured, worked, now, to_do)
    capacity = pl.when(pl.col("Capacity") > 0).then(pl.col("Capacity"))
    per_day = pl.col("Finished") / max(working, 1)
    there = pl.col("_stays") / max(length, 1)
    little = pl.col("Finished") / max(length, 1) * (pl.col("_calendar_cycle") + 1)
    frame = frame.with_columns(
        pl.col("Finished", "Open Jobs", "Jobs Now", "Value Now").fill_null(0),
        pl.col("Units Now", "_worked").fill_null(0.0),
    ).with_columns(
        (pl.col("_worked") / (capacity * max(working, 1))).alias("Utilisation"),
        (pl.col("_queue_hours") / max(length, 1) / capacity).alias("Queue Days"),
    )
    return frame.with_columns((pl.col("Utilisation") * pl.col("Queue Days")).alias("Pressure")).select(
        "Work Center", "Name", "Utilisation", "Queue Days", "Pressure", "Finished", per_day.alias("Jobs per Day"),
        (pl.col("_units") / max(working, 1)).alias("Units per Day"), "Cycle P50", "Cycle P85", "Mean Wait",
        there.alias("Jobs There"), little.alias("By Little's Law"),
        pl.when(little > 0).then(there / little - 1).alias("Law Gap"),
        "Open Jobs", "Jobs Now", "Units Now", "Value Now", "Oldest", "Mean Age",
    ).sort(pl.col("Open Jobs") > 0, "Pressure", "Utilisation", descending=True, nulls_last=True, maintain_order=True)
