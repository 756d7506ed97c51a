"""When each open job will be finished, how late that is, why, and what money waits."""

from __future__ import annotations

import numpy as np
import polars as pl

from wipbook.books.books import Books
from wipbook.books.jobs.finished import change_orders
from wipbook.forecast.shop.schedule_error import FLOW_TIME, ScheduleError, flow_moments
from wipbook.forecast.shop.scheduling.schedule import NEVER_DUE
from wipbook.forecast.shop.scheduling.work_calendar import WorkCalendar, dates_of
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.lookup import looked_up

OVERDUE, LATE, AT_RISK, ON_TIME, UNKNOWN = "overdue", "late", "in danger", "on time", "cannot say"
_LACKS, _NO_CAPACITY, _CHANGE, _QUEUE = "lacks", "has no capacity", "change order", "waits"
_SCRAP, _NOT_REPORTED = "scrap or rework", "all steps done, not reported finished"
NEAR = 0.5
"""A wait of at least so many working days is named as a cause."""


def due_dates(
    books: Books, steps: pl.DataFrame, finishes: pl.DataFrame, ready: pl.DataFrame, flow: pl.DataFrame,
    error: ScheduleError, calendar: WorkCalendar,
) -> pl.DataFrame:
    """Open jobs, those first whose due date has passed, then the latest.

    ``finishes`` as of ``job_finishes``; ``ready`` of ``material_ready``; ``flow``: Product, Flow Days; ``error``: the
    measured error of the forecast, which also says by which method it is made. Columns: Job, Description, Customer,
    Product, Status, Quantity (millionths), Due, Promised, Scheduled (finish by the schedule alone), Expected (with the
    typical error of the past), Earliest, Latest (80 % of past jobs ended between them), Days Late (working days,
    Expected after Due; below 0 early; of an overdue job at least 1, and to the as-of date where nothing is expected),
    State, Cause, WIP and Contract Price (smallest currency unit), Method.

    A job without steps, or with a work center that has no capacity, is expected after the usual flow time of its
    product from its release; where that is not known either nothing is expected.
    """
    jobs = books.jobs.filter(pl.col("Status").is_in([JobStatus.PLANNED, JobStatus.RELEASED])).select(
        "Job", "Description", "Customer", pl.col("Material").alias("Product"), "Status", "Quantity", "Due", "Promised",
        "Released", "WIP", "Contract Price", "Percent Complete",
    )
    planned = steps.group_by("Job").agg(
        pl.col("Planned Start").drop_nulls().first().alias("_plan"), pl.col("Start").min().alias("_begun"),
        pl.col("Scrapped").sum().alias("_scrapped"), pl.col("Reworked").sum().alias("_reworked"),
        pl.len().alias("_steps"), (~pl.col("Done")).sum().alias("_open"),
    )
    jobs = looked_up(jobs, "Job", planned, finishes, _waiting_for_approval(books))
    jobs = jobs.join(
        ready.select("Job", pl.col("Material").alias("_lacks"), "Ready", "From", "By"), on="Job", how="left",
        maintain_order="left",
    ).join(flow.select("Product", "Flow Days"), on="Product", how="left", maintain_order="left")
    by_schedule = jobs["Finish Moment"].fill_null(np.nan).to_numpy()
    begin = jobs.select(
        pl.coalesce(pl.max_horizontal("Released", "Ready"), "_plan", pl.lit(books.as_of)).alias("Released")
    )
    by_flow = flow_moments(begin.with_columns(jobs["Flow Days"]), calendar)
    no_schedule = np.isnan(by_schedule)
    use_flow = no_schedule | ((error.method == FLOW_TIME) & ~np.isnan(by_flow))
    base = np.where(use_flow, by_flow, by_schedule)
    low, middle, high = error.spread(base)
    measured_so = use_flow == (error.method == FLOW_TIME)
    shift = np.where(measured_so, middle, 0.0)
    expected = np.maximum(base + shift, np.minimum(base, 1.0))
    latest = np.where(measured_so, np.maximum(base + high, expected), np.nan)
    earliest = np.where(measured_so, np.clip(base + low, np.minimum(expected, 1.0), expected), np.nan)
    due = calendar.end_of(dates_of(jobs["Due"]))
    due = np.where(jobs["Due"].is_null().to_numpy(), NEVER_DUE, due)
    late = np.where(due < NEVER_DUE, np.ceil(expected - 1e-9) - due, np.nan)
    passed = (jobs["Due"] < books.as_of).fill_null(False).to_numpy()
    late = np.where(passed, np.fmax(np.where(np.isnan(late), -due, late), 1.0), late)
    jobs = jobs.with_columns(
        _dates("Scheduled", by_schedule, calendar),
        _dates("Expected", expected, calendar),
        _dates("Earliest", earliest, calendar),
        _dates("Latest", latest, calendar),
        pl.Series("Days Late", late, nan_to_null=True).round(0).cast(pl.Int64),
        pl.Series("_risk", np.where(np.isnan(latest), False, np.ceil(latest - 1e-9) > due)),
        pl.Series("Method", np.where(np.isnan(base), "", np.where(use_flow, FLOW_TIME, "schedule"))),
    )
    overdue = pl.Series(passed)
    state = (
        pl.when(overdue).then(pl.lit(OVERDUE)).when(pl.col("Expected").is_null()).then(pl.lit(UNKNOWN))
        .when(pl.col("Days Late") > 0).then(pl.lit(LATE)).when("_risk").then(pl.lit(AT_RISK)).otherwise(pl.lit(ON_TIME))
    )
    jobs = jobs.with_columns(state.alias("State")).with_columns(_cause().alias("Cause"))
    first = pl.col("State") == OVERDUE
    return jobs.sort(first, "Days Late", "WIP", descending=True, nulls_last=True, maintain_order=True).select(
        "Job", "Description", "Customer", "Product", "Status", "Quantity", "Due", "Promised", "Scheduled", "Expected",
        "Earliest", "Latest", "Days Late", "State", "Cause", "WIP", "Contract Price", "Method",
    )


def _dates(name: str, moments: np.ndarray, calendar: WorkCalendar) -> pl.Series:
    known = ~np.isnan(moments)
    days = pl.Series(name, calendar.days_of(np.where(known, moments, 0.0), ended=True)).cast(pl.Date)
    return pl.select(pl.when(pl.Series(known)).then(days).alias(name)).to_series()


def _waiting_for_approval(books: Books) -> pl.DataFrame:
    """Job, _change: a change order the customer has not approved."""
    waiting = change_orders(books).filter(~pl.col("decided"))
    return waiting.group_by("Job").agg(pl.col("Document").first().alias("_change"))


def _cause() -> pl.Expr:
    """Why a job is late or in danger; for others what stands in the way of saying when it ends."""
    troubled = pl.col("State").is_in([OVERDUE, LATE, AT_RISK])
    short = pl.col("_lacks").is_not_null()
    waits = pl.col("Wait There").fill_null(0) >= NEAR
    queue = pl.format(f"{_QUEUE} {{}} days at {{}}", pl.col("Wait There").round(1), "Waits At")
    lacks = pl.format(
        f"{_LACKS} {{}} ({{}}), there {{}}", "_lacks", "From",
        pl.coalesce(pl.col("Ready").cast(pl.String), pl.lit("when?")),
    )
    return (
        pl.when(pl.col("Blocked").is_not_null()).then(pl.format(f"{{}} {_NO_CAPACITY}", "Blocked"))
        .when(pl.col("_steps").is_null()).then(pl.lit("no operations"))
        .when(~troubled).then(pl.lit(""))
        .when(pl.col("_change").is_not_null()).then(pl.format(f"{_CHANGE} {{}} not approved", "_change"))
        .when(short & waits).then(pl.format("{}; {}", lacks, queue))
        .when(short).then(lacks).when(waits).then(queue)
        .when((pl.col("Due") < pl.col("Released")).fill_null(False)).then(pl.lit("due before its release"))
        .when((pl.col("_scrapped").fill_null(0) + pl.col("_reworked").fill_null(0)) > 0).then(pl.lit(_SCRAP))
        .when((pl.col("_begun") > pl.col("_plan")).fill_null(False)).then(pl.lit("started after plan"))
        .when((pl.col("_open") == 0).fill_null(False)).then(pl.lit(_NOT_REPORTED))
        .otherwise(pl.lit("work left takes longer than the time left"))
    )


def waits_for(cause: pl.Expr) -> pl.Expr:
    """A cause in one word that names no material, supplier, work center or other job: material, capacity, approval,
    rework, reporting, work; blank where there is no cause."""
    return (
        pl.when(cause.fill_null("") == "").then(pl.lit(""))
        .when(cause.str.starts_with(_CHANGE)).then(pl.lit("approval"))
        .when(cause.str.starts_with(_LACKS)).then(pl.lit("material"))
        .when(cause.str.starts_with(_QUEUE) | cause.str.ends_with(_NO_CAPACITY)).then(pl.lit("capacity"))
        .when(cause == _SCRAP).then(pl.lit("rework")).when(cause == _NOT_REPORTED).then(pl.lit("reporting"))
        .otherwise(pl.lit("work"))
    )
