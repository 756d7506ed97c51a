"""How much of their limits of hours and cost jobs have used, and when they will run out."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.forecast.performance.at_end import at_end
from wipbook.forecast.shop.scheduling.work_calendar import WorkCalendar
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.lookup import looked_up

BURN_WEEKS = 4
STOP, WILL_STOP, WARN, FINE, NO_LIMIT = "stop", "will pass the limit", "warning", "fine", "no limit"


def labor_limits(
    books: Books, steps: pl.DataFrame, progress: pl.DataFrame, estimated: pl.DataFrame
) -> pl.DataFrame:
    """One row per open job, what has to be stopped first.

    ``steps`` as of ``ShopFloor.steps``, ``progress`` of ``job_progress``, ``estimated`` of ``estimates``. Columns: Job,
    Description, Status, Hour Limit, Hours (worked by people), Hours Used (fraction), Hours Left (planned hours of steps
    that are not done), Hours at End (``at_end``), Cost Limit, Cost (charged), Cost Used (fraction), Cost at End, Burn
    (hours a week over the last ``BURN_WEEKS`` weeks, or since the first ticket), Runs Out (day on which the hours reach
    the limit at that pace; blank when they do not before the work is done), State.

    State: stop from 100 % of a limit on, warning from the share of the sheet Settings on (Labor Warning %), will pass
    the limit when hours or cost at the end are beyond it. Hours are floats, money the smallest currency unit.
    """
    worked = books.tickets.filter(pl.col("Job").is_not_null() & ~pl.col("Idle"))
    since = books.as_of - dt.timedelta(weeks=BURN_WEEKS)
    recent = pl.col("Date") > since
    hours = worked.group_by("Job").agg(
        (pl.col("Hours").sum() / MILLION).alias("Hours"),
        (pl.col("Hours").filter(recent).sum() / MILLION).alias("_recent"), pl.col("Date").min().alias("_first"),
    )
    left = steps.group_by("Job").agg(
        pl.col("Left").filter(~pl.col("Done")).sum().alias("Hours Left"),
        (pl.col("Planned").sum() > 0).alias("Routed"),
    )
    limits = books.ledger.table("Jobs").select(
        "Job", (pl.col("Hour Limit") / MILLION).alias("Hour Limit"), "Cost Limit"
    )
    jobs = books.jobs.filter(pl.col("Status").is_in([JobStatus.PLANNED, JobStatus.RELEASED])).select(
        "Job", "Description", "Status", pl.col("Charged").alias("Cost")
    )
    jobs = looked_up(jobs, "Job", limits, hours, left, progress.select("Job", "Percent", "EAC"))
    days = (pl.lit(books.as_of) - pl.max_horizontal("_first", pl.lit(since + dt.timedelta(days=1)))).dt.total_days() + 1
    hour_limit = pl.when(pl.col("Hour Limit") > 0).then("Hour Limit")
    cost_limit = pl.when(pl.col("Cost Limit") > 0).then("Cost Limit")
    jobs = at_end(books, jobs.with_columns(pl.col("Hours", "Hours Left", "_recent").fill_null(0.0)), estimated)
    jobs = jobs.with_columns(
        (pl.col("Hours") / hour_limit).alias("Hours Used"), (pl.col("Cost") / cost_limit).alias("Cost Used"),
        pl.when(pl.col("_recent") > 0).then(pl.col("_recent") / days * 7).fill_null(0.0).alias("Burn"),
    )
    used = pl.max_horizontal("Hours Used", "Cost Used")
    beyond = (pl.col("Hours at End") > hour_limit + 1e-6).fill_null(False)
    beyond_cost = (pl.col("Cost at End") > cost_limit).fill_null(False)
    warn = books.policy.labor_warning_percent / 100
    state = (
        pl.when(used.is_null()).then(pl.lit(NO_LIMIT)).when(used >= 1).then(pl.lit(STOP))
        .when(beyond | beyond_cost).then(pl.lit(WILL_STOP)).when(used >= warn).then(pl.lit(WARN))
        .otherwise(pl.lit(FINE))
    )
    room = (hour_limit - pl.col("Hours")).clip(0)
    out = room / pl.col("Burn") * 7
    reached = beyond & (pl.col("Burn") > 0) & (out < 3650)
    runs_out = pl.when(reached).then(pl.lit(books.as_of) + pl.duration(days=out.fill_nan(None).ceil().cast(pl.Int64)))
    order = [STOP, WILL_STOP, WARN, FINE, NO_LIMIT]
    rank = pl.col("State").replace_strict({name: at for at, name in enumerate(order)}, return_dtype=pl.Int64)
    return jobs.with_columns(state.alias("State"), runs_out.alias("Runs Out")).sort(
        rank, pl.max_horizontal("Hours Used", "Cost Used"), descending=[False, True], nulls_last=True,
        maintain_order=True,
    ).select(
        "Job", "Description", "Status", "State", "Hour Limit", "Hours", "Hours Used", "Hours Left", "Hours at End",
        "Burn", "Runs Out", "Cost Limit", "Cost", "Cost Used", "Cost at End",
    )


def labor_need(books: Books, by_week: pl.DataFrame, calendar: WorkCalendar) -> pl.DataFrame:
    """Hours of people needed and there, by department and week.

    Needed: the load of ``by_week`` of the work centers at which the people of a department usually work (shared by
    their number where several departments work at one). Available: people employed in the week, times the working days,
    times the hours one of them booked on an average working day of the last 90 days (8 where nobody booked any).
    Columns: Department, Week, People, Needed, Available, Short (hours), Load (fraction), Hours a Day (of one person).
    """
    people = (
        books.ledger.table("Employees")
        .filter(pl.col("Work Center").is_not_null())
        .select(
            "Employee", pl.coalesce("Department", pl.lit("(none)")).alias("Department"), "Work Center", "Hired", "Left"
        )
    )
    since = books.as_of - dt.timedelta(days=90)
    booked = (
        books.tickets.filter(pl.col("Date") > since)
        .group_by("Employee")
        .agg((pl.col("Hours").sum() / MILLION).alias("_hours"), pl.col("Date").min().alias("_from"))
    )
    active = looked_up(people, "Employee", booked).with_columns(
        pl.max_horizontal(pl.coalesce("Hired", pl.lit(since)), pl.lit(since + dt.timedelta(days=1))).alias("_begin"),
        pl.min_horizontal(pl.coalesce("Left", pl.lit(books.as_of)), pl.lit(books.as_of)).alias("_end"),
    )
    ends = active.select("_begin", "_end").to_numpy()
    days = calendar.between(ends[:, 0], ends[:, 1]).tolist() if active.height else []
    active = active.with_columns(pl.Series("_days", days, pl.Int64))
    pace = active.filter(pl.col("_hours").is_not_null() & (pl.col("_days") > 0)).group_by("Department").agg(
        (pl.col("_hours").sum() / pl.col("_days").sum()).clip(0, 24).alias("Hours a Day")
    )
    weeks = by_week.select("Week", "Days").unique("Week", maintain_order=True)
    there = people.join(weeks, how="cross").filter(
        (pl.coalesce("Hired", "Week") <= pl.col("Week") + pl.duration(days=6))
        & (pl.col("Left").is_null() | (pl.col("Left") >= pl.col("Week")))
    )
    counted = there.group_by("Department", "Work Center", "Week").agg(pl.len().alias("_people"))
    share = pl.col("_people") / pl.col("_people").sum().over("Work Center", "Week")
    needed = counted.with_columns(share.alias("_share")).join(
        by_week.select("Work Center", "Week", "Hours"), on=["Work Center", "Week"], how="left"
    ).group_by("Department", "Week").agg(
        pl.col("_people").sum().cast(pl.Int64).alias("People"),
        (pl.col("Hours").fill_null(0.0) * pl.col("_share")).sum().alias("Needed"),
    )
    frame = needed.join(pace, on="Department", how="left").join(weeks, on="Week", how="left").with_columns(
        pl.col("Hours a Day").fill_null(8.0)
    ).with_columns((pl.col("People") * pl.col("Days") * pl.col("Hours a Day")).alias("Available"))
    return frame.with_columns(
        (pl.col("Needed") - pl.col("Available")).clip(0).alias("Short"),
        pl.when(pl.col("Available") > 0).then(pl.col("Needed") / pl.col("Available")).alias("Load"),
    ).sort("Week", "Department").select(
        "Department", "Week", "People", "Needed", "Available", "Short", "Load", "Hours a Day"
    )
