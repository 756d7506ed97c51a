"""The cube: one row per month, stage, product, customer, job, work center, element and measure."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.analysis.cube.classes import classes
from wipbook.books.analysis.cube.measures import (
    BALANCE,
    CHARGED,
    CONTRACT_COST,
    COST_DAYS,
    KEYS,
    MEASURES,
    SALES_COST,
    STAGES,
    WIP,
)
from wipbook.books.analysis.cube.money import contract_facts, job_facts, sales_facts, stage_events, stock_scrap
from wipbook.books.analysis.cube.work import stations, work_facts
from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE
from wipbook.values.fixed import QUANTITY_PLACES
from wipbook.values.lookup import looked_up

CUBE = {
    "Period": pl.Date, "Reported": pl.String, "Stage": pl.String, "Family": pl.String, "Product": pl.String,
    "Product Class": pl.String, "Customer": pl.String, "Customer Class": pl.String, "Job": pl.String,
    "Work Center": pl.String, "Center Class": pl.String, "Element": pl.String, "Measure": pl.String,
    "Amount": pl.Int64, "Unit": pl.String,
}
THIS_PERIOD, EARLIER = "This period", "Earlier"
MOST_ROWS = 20_000
"""Above so many rows the sheet has its jobs summed up; the file of ``wipbook export`` never has."""
LONGEST = 50_000
"""Above so many rows without jobs the sheet has customers summed up as well, then products (families stay), then work
centers: it never grows so long that a sheet cannot hold it."""
_SUMMED = (("Job",), ("Customer", "Customer Class"), ("Product", "Product Class"), ("Work Center", "Center Class"))
_MONTHS_BEFORE = 12
_MONEY = ("currency", "currency days")
_GROUP = ("_month", "Reported", *KEYS)


def cube(results: Results) -> pl.DataFrame:
    """``CUBE`` of all months up to the as-of date, sorted by them and the other columns; Amount in millionths.

    Period: the month's first day. Reported: *This period* for what the reports of the period show, which are its flows
    and the balances at its end; *Earlier* for all else, so that one filter adds up to the Statement. Balance: at the
    end of each month, or at the as-of date, at the work center where the job stood. WIP cost days: what stood in a job
    at the end of each day, added up over the days of the month. Family: of Materials. Classes: ``classes``, of
    products by cost charged and cost of sales, of customers by cost of sales and contract cost, of work centers by cost
    charged.
    """
    return results.once(cube, lambda: _cube(results))


def on_sheet(results: Results) -> pl.DataFrame:
    """What the sheet has of the cube: the months of the report and the twelve before the last; summed up where that has
    too many rows, which ``summed_up`` names."""
    return _on_sheet(results)[0]


def summed_up(results: Results) -> tuple[str, ...]:
    """The columns over which the sheet is summed up: none, Job, or Job and what follows it."""
    return _on_sheet(results)[1]


def _recent(results: Results) -> pl.DataFrame:
    first = min(month_of(results.policy.period_start), month_of(results.policy.as_of) - _MONTHS_BEFORE)
    return cube(results).filter(pl.col("Period") >= day_of(first))


def _on_sheet(results: Results) -> tuple[pl.DataFrame, tuple[str, ...]]:
    return results.once(_on_sheet, lambda: _summed(_recent(results)))


def _summed(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    gone: list[str] = []
    for names in _SUMMED:
        if rows.height <= (LONGEST if gone else MOST_ROWS):
            break
        gone += names
        by = [name for name in CUBE if name not in (*names, "Amount")]
        rows = rows.group_by(by).agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0).with_columns(
            pl.lit(None, dtype=CUBE[name]).alias(name) for name in names
        ).select(*CUBE)
    return (_sorted(rows) if gone else rows), tuple(name for name in gone if not name.endswith("Class"))


def month_of(day: dt.date) -> int:
    """A month as a number that goes up by one from each to the next."""
    return day.year * 12 + day.month - 1


def day_of(month: int) -> dt.date:
    """The first day of a month so counted.

    >>> day_of(month_of(dt.date(2026, 12, 24)) + 1)
    datetime.date(2027, 1, 1)
    """
    return dt.date(month // 12, month % 12 + 1, 1)


def _month() -> pl.Expr:
    return pl.col("Date").dt.year().cast(pl.Int64) * 12 + pl.col("Date").dt.month().cast(pl.Int64) - 1


def _reported(results: Results) -> pl.Expr:
    since = pl.col("Date") >= results.policy.period_start
    return pl.when(since).then(pl.lit(THIS_PERIOD)).otherwise(pl.lit(EARLIER)).alias("Reported")


def _cube(results: Results) -> pl.DataFrame:
    flows = pl.concat([
        job_facts(results), stock_scrap(results), sales_facts(results), contract_facts(results), work_facts(results),
    ]).with_columns(_month().alias("_month"), _reported(results))
    parts = [_with_jobs(results, flows).group_by(_GROUP).agg(pl.col("Amount").sum()),
             *(_with_jobs(results, part.lazy()) for part in (_balances(results), _cost_days(results)))]
    rows = pl.concat([part.select(*_GROUP, "Amount") for part in parts]).filter(pl.col("Amount") != 0).collect()
    unit = pl.col("Measure").replace_strict(MEASURES, return_dtype=pl.String)
    scale = 10 ** (QUANTITY_PLACES - results.policy.currency_places)
    rows = rows.with_columns(
        unit.alias("Unit"), pl.date(pl.col("_month") // 12, pl.col("_month") % 12 + 1, 1).alias("Period"),
    ).with_columns(pl.when(pl.col("Unit").is_in(_MONEY)).then(pl.col("Amount") * scale).otherwise("Amount"))
    families = results.ledger.table("Materials").select(pl.col("Material").alias("Product"), "Family")
    return _sorted(_classed(results, looked_up(rows, "Product", families)).select(*CUBE))


def _with_jobs(results: Results, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Product and Customer, where a row does not say them, as its job does."""
    jobs = results.ledger.table("Jobs").lazy().select(
        "Job", pl.col("Material").alias("_product"), pl.col("Customer").alias("_customer")
    )
    return rows.join(jobs, on="Job", how="left").with_columns(
        pl.coalesce("Product", "_product").alias("Product"), pl.coalesce("Customer", "_customer").alias("Customer")
    )


def _classed(results: Results, rows: pl.DataFrame) -> pl.DataFrame:
    last = month_of(results.policy.as_of)
    axes = (
        ("Product", "Product Class", (CHARGED, SALES_COST)),
        ("Customer", "Customer Class", (SALES_COST, CONTRACT_COST)),
        ("Work Center", "Center Class", (CHARGED,)),
    )
    for axis, name, measures in axes:
        carried = rows.filter(pl.col("Measure").is_in(measures)).select(axis, pl.col("_month").alias("Month"), "Amount")
        rows = looked_up(rows, axis, classes(carried, axis, last).rename({"Class": name}))
    return rows


def _sorted(rows: pl.DataFrame) -> pl.DataFrame:
    order = {name: at for at, name in enumerate(MEASURES)}
    stages = {name: at for at, name in enumerate(STAGES)}
    return rows.sort(
        "Period", pl.col("Reported") == THIS_PERIOD,
        pl.col("Measure").replace_strict(order, return_dtype=pl.Int64),
        pl.col("Stage").replace_strict(stages, default=len(stages), return_dtype=pl.Int64),
        "Product", "Customer", "Job", "Work Center", "Element", nulls_last=True,
    )


def _balances(results: Results) -> pl.DataFrame:
    """What stood in each stage at the ends of months: a row for each month until it is nothing again."""
    last = month_of(results.policy.as_of)
    events = stage_events(results).filter(pl.col("Role").is_in(list(GL_ROLE))).with_columns(
        pl.col("Role").replace_strict(GL_ROLE, return_dtype=pl.String).alias("Stage"), _month().alias("_month")
    )
    in_jobs = pl.col("Stage") == WIP
    key = ("Stage", "Product", "Job", "Element")
    sums = events.group_by(
        "Stage", pl.when(~in_jobs).then("Material").alias("Product"), pl.when(in_jobs).then("Job").alias("Job"),
        pl.when(in_jobs).then("Kind").alias("Element"), "_month",
    ).agg(pl.col("Amount").sum()).sort(*key, "_month").with_columns(
        pl.col("Amount").cum_sum().over(key), pl.col("_month").shift(-1).over(key).fill_null(last + 1).alias("_next"),
    ).filter((pl.col("Amount") != 0) & (pl.col("_month") <= last))
    ends = sums.with_columns(pl.int_ranges("_month", "_next").alias("_month")).explode("_month").with_columns(
        pl.date(pl.col("_month") // 12, pl.col("_month") % 12 + 1, 1).dt.month_end().alias("End")
    )
    placed = stations(results, ends.filter(pl.col("Stage") == WIP).with_columns(
        pl.min_horizontal("End", pl.lit(results.policy.as_of)).alias("End")
    ))
    elsewhere = ends.filter(pl.col("Stage") != WIP).with_columns(pl.lit(None, dtype=pl.String).alias("Work Center"))
    whole = pl.concat([placed.select(elsewhere.columns), elsewhere])
    return whole.with_columns(
        pl.when(pl.col("_month") == last).then(pl.lit(THIS_PERIOD)).otherwise(pl.lit(EARLIER)).alias("Reported"),
        pl.lit(BALANCE).alias("Measure"), pl.lit(None, dtype=pl.String).alias("Customer"),
    ).select(*_GROUP, "Amount")


def _cost_days(results: Results) -> pl.DataFrame:
    """What stood in each job at the end of each day, added up over days: of an amount, itself for each day from its
    own to the last of the month, and for all days of each month that it stands through."""
    as_of, start = results.policy.as_of, results.policy.period_start
    events = stage_events(results).filter(pl.col("Role") == "WIP").group_by("Job", "Date").agg(pl.col("Amount").sum())
    if events.is_empty():
        return pl.DataFrame(schema={"_month": pl.Int64, "Reported": pl.String, **KEYS, "Amount": pl.Int64})
    stood = events.sort("Job", "Date").with_columns(
        pl.col("Amount").cum_sum().over("Job"),
        pl.col("Date").shift(-1).over("Job").fill_null(as_of + dt.timedelta(days=1)).alias("_until"),
    ).filter((pl.col("Amount") != 0) & (pl.col("_until") > pl.col("Date")))
    first = month_of(events["Date"].min())  # type: ignore[arg-type]
    cuts = sorted({day_of(month) for month in range(first, month_of(as_of) + 2)} | {max(start, day_of(first))})
    spans = pl.DataFrame({"_since": cuts[:-1], "_end": cuts[1:]}, schema={"_since": pl.Date, "_end": pl.Date})
    within = stood.lazy().join_where(
        spans.lazy(), pl.col("Date") < pl.col("_end"), pl.col("_until") > pl.col("_since")
    ).with_columns(
        (pl.min_horizontal("_until", "_end") - pl.max_horizontal("Date", "_since")).dt.total_days().alias("_days"),
        pl.max_horizontal("Date", "_since").alias("Date"),
    )
    blank = [pl.lit(None, dtype=pl.String).alias(name) for name in KEYS if name not in ("Stage", "Job", "Measure")]
    return within.select(
        *blank, "Job", _month().alias("_month"), _reported(results), pl.lit(WIP).alias("Stage"),
        pl.lit(COST_DAYS).alias("Measure"), (pl.col("Amount") * pl.col("_days")).alias("Amount"),
    ).group_by(_GROUP).agg(pl.col("Amount").sum()).select(*_GROUP, "Amount").collect()
