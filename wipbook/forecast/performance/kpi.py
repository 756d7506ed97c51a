"""The few figures a plant is run by: where they stand today, and month by month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from wipbook.books.books import Books
from wipbook.calculators.shop.flow_measures import turnover
from wipbook.forecast.performance.supplier_scorecard import due_lines
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up
from wipbook.values.period import YEAR, year_before

FRACTION, DAYS, TIMES, COUNT, WEEKS = "fraction", "days", "times a year", "jobs", "weeks"


@dataclass(frozen=True)
class Measure:
    """A KPI: ``value`` (None: cannot be said), ``count`` of what it is made of, and the words that define it."""

    name: str
    value: float | None
    unit: str
    count: int
    definition: str


def kpis(
    books: Books, finished: pl.DataFrame, steps: pl.DataFrame, poor_quality: int, backlog_weeks: float | None
) -> list[Measure]:
    """All KPIs over the ``YEAR`` days up to the as-of date. ``finished`` as of ``estimates.finished_jobs``; ``steps``
    as of ``ShopFloor.steps``; ``poor_quality``: cost of the year (smallest currency unit); ``backlog_weeks``: of the
    fullest work center."""
    since = books.year_ago
    sold = _cost_of_goods(books, since)
    stock, months = _average_inventory(books)
    turns = None if stock <= 0 else float(turnover(Decimal(sold), Decimal(stock), Decimal(stock)).turns)
    completed = -int(
        books.solution.job_entries.filter((pl.col("Entry") == "Completed") & (pl.col("Date") > since))["Amount"].sum()
    )
    wip = books.subledger["Work in Process"]
    jobs = finished.filter(pl.col("Ended") > since).drop_nulls("Due")
    done = steps.filter(pl.col("Finish") > since)
    planned = done.drop_nulls("Planned Finish")
    into = float((done["Good"].fill_null(0) + done["Scrapped"].fill_null(0)).sum())
    right = float((done["Good"].fill_null(0) - done["Reworked"].fill_null(0)).clip(0).sum())
    pools = books.solution.overhead.filter(
        (pl.col("Period") > since) & (pl.col("Period") <= books.as_of) & (pl.col("Actual Cost") > 0)
    )
    spent = int(pools["Actual Cost"].sum())
    counts = books.count_lines.filter(
        (pl.col("Date") > since) & (pl.col("Date") <= books.as_of) & pl.col("Outside").is_not_null()
    )
    lines = due_lines(books).filter(pl.coalesce("Due", "Came") > since)
    still_open = pl.col("Status").is_in([JobStatus.PLANNED, JobStatus.RELEASED])
    late = books.jobs.filter(still_open & (pl.col("Due") < books.as_of)).height
    moved = books.moves.filter((pl.col("Date") > since) & (pl.col("Type") == MovementType.SHIPMENT)).height
    return [
        Measure("On-time delivery", _share((jobs["Ended"] <= jobs["Due"]).sum(), jobs.height), FRACTION, jobs.height,
                "jobs finished by their due date / jobs finished, last 365 days"),
        Measure("Late open jobs", float(late), COUNT, late, "open jobs whose due date has passed"),
        Measure("Schedule adherence", _share((planned["Finish"] <= planned["Planned Finish"]).sum(), planned.height),
                FRACTION, planned.height, "steps finished by their planned finish / steps finished, last 365 days"),
        Measure("First-pass yield", _share(right, into), FRACTION, done.height,
                "(good - reworked) / (good + scrapped) units of finished steps, last 365 days"),
        Measure("Cost of poor quality", _share(poor_quality, sold), FRACTION, moved,
                "scrap, rework and rejected receipts / cost of goods shipped, last 365 days"),
        Measure("Supplier OTIF", _share(lines["OTIF"].sum(), lines.height), FRACTION, lines.height,
                "order lines on time and in full / order lines due, last 365 days"),
        Measure("Inventory turns", turns, TIMES, months,
                "cost of goods shipped in 365 days / mean month-end stock and work in process"),
        Measure("Days in inventory", YEAR / turns if turns else None, DAYS, months, "365 / inventory turns"),
        Measure("WIP days", wip / completed * YEAR if completed > 0 else None, DAYS, finished.height,
                "work in process / cost completed by jobs a day, last 365 days"),
        Measure("Overhead absorption", _share(pools["Applied"].sum(), spent), FRACTION, pools.height,
                "overhead applied / overhead incurred of months with actual cost, last 365 days"),
        Measure("Stock accuracy", _share((~counts["Outside"]).sum(), counts.height), FRACTION, counts.height,
                "count lines within the tolerance of their class / count lines, last 365 days"),
        Measure("Backlog of the fullest work center", backlog_weeks, WEEKS, 1, "hours left / capacity of a week"),
    ]


def snapshot(day: dt.date, measures: list[Measure]) -> pl.DataFrame:
    """Date, KPI, Value (blank: cannot be said), Unit, Count, Definition: what a run adds to the KPI History."""
    rows = [
        (day, each.name, None if each.value is None else round(each.value, 4), each.unit, each.count, each.definition)
        for each in measures
    ]
    schema = {"Date": pl.Date, "KPI": pl.String, "Value": pl.Float64, "Unit": pl.String, "Count": pl.Int64,
              "Definition": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def kpi_months(books: Books, adherence: pl.DataFrame, quality: pl.DataFrame) -> pl.DataFrame:
    """The last twelve months: Month, On Time, Steps on Time, First Pass, Supplier OTIF (fractions), Stock and WIP (at
    the month end, smallest currency unit), Days in Inventory (both over the cost of goods a day of the last twelve
    months, or as many as there are).

    ``adherence`` as of ``adherence.adherence``, ``quality`` of ``quality_by_month``.
    """
    frame = adherence.select("Month", "On Time", "Steps on Time").join(
        quality.select("Month", "First Pass"), on="Month", how="left", maintain_order="left"
    )
    lines = due_lines(books).group_by(pl.coalesce("Due", "Came").dt.truncate("1mo").alias("Month")).agg(
        pl.col("OTIF").mean().alias("Supplier OTIF")
    )
    stock = books.trend.select(
        pl.col("Month").dt.truncate("1mo"), (pl.col("Raw Materials") + pl.col("Finished Goods")).alias("Stock"),
        pl.col("Work in Process").alias("WIP"),
    )
    sold = books.moves.filter(pl.col("Type").is_in([MovementType.SHIPMENT, MovementType.SALES_RETURN])).group_by(
        pl.col("Date").dt.truncate("1mo").alias("Month")
    ).agg((pl.col("value_out") - pl.col("value_in")).sum().alias("_sold"))
    frame = looked_up(frame, "Month", lines, stock)
    first = sold["Month"].min()
    days = []
    for month in frame["Month"]:
        end = min((month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1), books.as_of)
        begin = year_before(end)
        cost = sold.filter((pl.col("Month") > begin) & (pl.col("Month") <= end))["_sold"].sum()
        known = YEAR if first is None else min(YEAR, (end - first).days + 1)
        held = frame.filter(pl.col("Month") == month).select(pl.col("Stock") + pl.col("WIP")).item()
        days.append(held / cost * known if cost and held and held > 0 and known > 0 else None)
    return frame.with_columns(pl.Series("Days in Inventory", days, pl.Float64))


def _share(part: float | Decimal, whole: float) -> float | None:
    return float(part) / float(whole) if whole else None


def _cost_of_goods(books: Books, since: dt.date) -> int:
    to_customers = pl.col("Type").is_in([MovementType.SHIPMENT, MovementType.SALES_RETURN])
    sold = books.moves.filter(to_customers & (pl.col("Date") > since))
    return int((sold["value_out"] - sold["value_in"]).sum())


def _average_inventory(books: Books) -> tuple[int, int]:
    """Mean of the month ends of the last year that hold anything, and how many these are."""
    held = books.trend.select(pl.sum_horizontal(pl.exclude("Month")).alias("held"))["held"]
    some = held.filter(held != 0)
    return (round(float(some.mean() or 0)), some.len()) if some.len() else (0, 0)  # type: ignore[arg-type]
