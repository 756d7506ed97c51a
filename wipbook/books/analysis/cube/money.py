"""The money of the cube: what went into jobs, what left them, what was sold, by all that the books know of it."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.cube.measures import (
    CHARGED,
    COMPLETED,
    CONTRACT_COST,
    CONTRACT_MARGIN,
    EXPENSED,
    FACT,
    LATE_CHARGED,
    REVENUE,
    SALES,
    SALES_COST,
    SALES_MARGIN,
    SCRAP,
    SOLD,
    SOLD_STAGE,
    facts,
)
from wipbook.books.closed import shown
from wipbook.books.jobs.job_costs import RELIEFS
from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE, LINE_OF_ENTRY
from wipbook.books.stock.reserve import reserve_entries
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.tables import ROW
from wipbook.schema.ledger.account_role import AccountRole
from wipbook.schema.ledger.statement_line import OPENING, PRIOR_PERIODS
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import times_unit_cost
from wipbook.values.lookup import looked_up

_LATE = LINE_OF_ENTRY["Late Cost"]
_RELIEFS = {
    LINE_OF_ENTRY["Completed"]: COMPLETED, _LATE: COMPLETED, LINE_OF_ENTRY["Scrapped"]: SCRAP,
    LINE_OF_ENTRY["Expensed"]: EXPENSED, LINE_OF_ENTRY["Contract Cost"]: CONTRACT_COST,
}
"""Lines by which cost leaves a job, and the measure that counts it."""
_SOLD = (AccountRole.COGS.value, AccountRole.LATE_JOB_COST.value)
_ROLES = (*GL_ROLE, *_SOLD)
_EVENT = {"Date": pl.Date, "Line": pl.String, "Role": pl.String, "Job": pl.String, "Material": pl.String,
          "Kind": pl.String, "Amount": pl.Int64, "Leaves": pl.Boolean}
WIP = AccountRole.WIP.value
_NO_MATERIAL = pl.lit(None, dtype=pl.String).alias("Material")
_MILLION, _LARGEST = 1_000_000, 9e18
"""Of a quantity and a price in millionths, what 64 bits still hold: a line beyond it was not sold at that price."""


def stage_events(results: Results) -> pl.DataFrame:
    """Every change of a stage as the Statement has it: Date, Line, Role, Job, Material, Kind, Amount (+ = into the
    stage), Leaves (cost that leaves a job; by its elements).

    Computed, and where closed periods come to something else now, the difference to what was closed, without a
    material: on the last day of its period.
    """
    return results.once(stage_events, lambda: _stage_events(results))


def _stage_events(results: Results) -> pl.DataFrame:
    entries = results.entries.with_columns(_relieves().alias("Leaves"))
    kept = entries.filter(pl.col("Role").is_in(_ROLES) & ~pl.col("Leaves")).select(*_EVENT)
    left = _left(results.solution.job_entries)
    rows = [kept, left, _closed_otherwise(results)]
    return pl.concat(rows).filter(pl.col("Date") <= results.policy.as_of)


def _relieves() -> pl.Expr:
    """Whether an entry takes cost out of a job. Late cost that enters a job is Material there."""
    line = pl.col("Line")
    return (pl.col("Role") == WIP) & line.is_in(list(_RELIEFS)) & ((line != _LATE) | pl.col("Kind").is_null())


def _closed_otherwise(results: Results) -> pl.DataFrame:
    """What leads from computed entries to posted ones; nothing where no close is behind the report, or nothing was
    changed since."""
    closed = results.ledger.closed
    if not closed.standing or not results.span.as_closed:
        return pl.DataFrame(schema=_EVENT)
    held = shown.posted_entries(closed, results.entries, results.adjusted)
    by = ("Date", "Line", "Role", "Job", "Kind")
    others = _changed(by, held.filter(~_relieves()), _at_their_close(closed, results.entries.filter(~_relieves())))
    recorded = [record.part("jobs").with_columns(pl.lit(record.end).alias("Date")) for record in closed.standing]
    entries = results.solution.job_entries.filter(
        pl.col("Date").is_between(closed.standing[0].start, closed.standing[-1].end)
    )
    left = ("Date", "Entry", "Job", "Element")
    relieved = _changed(left, pl.concat(recorded, how="diagonal"), _at_their_close(closed, entries))
    return pl.concat([
        others.filter(pl.col("Role").is_in(_ROLES)).with_columns(_NO_MATERIAL, pl.lit(False).alias("Leaves")).select(
            *_EVENT
        ),
        _left(relieved),
    ])


def _left(entries: pl.DataFrame) -> pl.DataFrame:
    """Job entries by which cost left, as events."""
    return entries.filter(pl.col("Entry").is_in(RELIEFS)).select(
        "Date", pl.col("Entry").replace_strict(LINE_OF_ENTRY, default=None, return_dtype=pl.String).alias("Line"),
        pl.lit(WIP).alias("Role"), "Job", _NO_MATERIAL, pl.col("Element").alias("Kind"), "Amount",
        pl.lit(True).alias("Leaves"),
    )


def _at_their_close(closed: Closed, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of closed periods on the last day of their period, where what was closed is recorded."""
    ends = pl.DataFrame({"_end": [record.end for record in closed.standing]}, schema={"_end": pl.Date}).sort("_end")
    inside = pl.col("Date").is_between(closed.standing[0].start, closed.standing[-1].end)
    found = rows.sort("Date").join_asof(ends, left_on="Date", right_on="_end", strategy="forward")
    return found.with_columns(pl.when(inside).then("_end").otherwise("Date").alias("Date"))


def _changed(by: tuple[str, ...], now: pl.DataFrame, was: pl.DataFrame) -> pl.DataFrame:
    both = pl.concat([now.select(*by, "Amount"), was.select(*by, -pl.col("Amount"))])
    return both.group_by(by).agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0)


def job_facts(results: Results) -> pl.LazyFrame:
    """``FACT`` of what went into jobs and what left them, positive both; labor by its work center, overhead by that of
    a pool which has one alone."""
    events = stage_events(results).filter((pl.col("Role") == WIP) & ~pl.col("Line").is_in([OPENING, PRIOR_PERIODS]))
    measure = (
        pl.when("Leaves").then(pl.col("Line").replace_strict(_RELIEFS, default=CHARGED, return_dtype=pl.String))
        .when(pl.col("Line") == _LATE).then(pl.lit(LATE_CHARGED)).otherwise(pl.lit(CHARGED))
    )
    amount = pl.when("Leaves").then(-pl.col("Amount")).otherwise(pl.col("Amount"))
    whole = events.select("Date", "Job", pl.col("Kind").alias("Element"), "Amount", measure.alias("_measure"),
                          amount.alias("_amount"))
    return pl.concat([
        facts(whole, pl.col("_amount"), pl.col("_measure")), *_at_work_centers(results),
    ])


def _at_work_centers(results: Results) -> list[pl.LazyFrame]:
    """Labor and overhead once at the work center that is known, and once taken off where none is."""
    labor = results.solution.labor.filter(pl.col("Work Center").is_not_null() & (pl.col("Direct") != 0)).select(
        "Date", "Job", "Work Center", pl.lit("Labor").alias("Element"), pl.col("Direct").alias("Amount")
    )
    alone = results.ledger.table("Work Centers").filter(pl.col("Overhead Pool").is_not_null()).group_by(
        pl.col("Overhead Pool").str.to_lowercase().alias("_pool")
    ).agg(pl.col("Work Center").first(), pl.len().alias("_many")).filter(pl.col("_many") == 1)
    overhead = results.solution.charged.with_columns(pl.col("Pool").str.to_lowercase().alias("_pool")).join(
        alone, on="_pool", how="inner", maintain_order="left"
    ).select("Date", "Job", "Work Center", pl.lit("Overhead").alias("Element"), pl.col("Amount").cast(pl.Int64))
    known = pl.concat([labor, overhead]).filter(pl.col("Date") <= results.policy.as_of)
    return [facts(known, pl.col("Amount"), CHARGED),
            facts(known.drop("Work Center"), -pl.col("Amount"), CHARGED)]


def stock_scrap(results: Results) -> pl.LazyFrame:
    """``FACT`` of what was scrapped out of the stores."""
    lost = stage_events(results).filter(
        (pl.col("Role") != WIP) & pl.col("Role").is_in(list(GL_ROLE)) & (pl.col("Line") == LINE_OF_ENTRY["Scrapped"])
    ).with_columns(pl.col("Material").alias("Product"))
    return facts(lost, -pl.col("Amount"), SCRAP, pl.col("Role").replace_strict(GL_ROLE, return_dtype=pl.String))


def sales_facts(results: Results) -> pl.LazyFrame:
    """``FACT`` of what was sold: cost of sales as it was posted, by customer where a shipment names one; sales and
    margin at Selling Price, of materials that have one: an expectation, not what was billed."""
    posted = stage_events(results).filter(pl.col("Role").is_in(_SOLD)).select(
        "Date", "Job", pl.col("Material").alias("Product"), "Amount"
    )
    blank = pl.lit(None, dtype=pl.String)
    settled = [
        frame.filter(pl.col("Role").is_in(_SOLD) & (pl.col("Date") <= results.policy.as_of)).select(
            "Date", "Job", blank.alias("Product"), "Amount"
        ) for frame in _estimates(results)
    ]
    cost = pl.concat([posted, *settled])
    shipped = _shipped(results)
    to_customer = shipped.filter(pl.col("Customer").is_not_null())
    costs = pl.concat([
        facts(cost, pl.col("Amount"), SALES_COST, SOLD_STAGE),
        facts(to_customer, pl.col("_cost"), SALES_COST, SOLD_STAGE),
        facts(to_customer.with_columns(blank.alias("Customer")), -pl.col("_cost"), SALES_COST, SOLD_STAGE),
    ])
    priced = shipped.filter(pl.col("_price").is_not_null())
    priced = priced.filter((pl.col("_units").cast(pl.Float64) / _MILLION * pl.col("_price")).abs() < _LARGEST)
    sales = times_unit_cost(priced["_units"].to_numpy(), priced["_price"].to_numpy(), results.policy.currency_places)
    priced = priced.with_columns(pl.Series("_sales", sales, dtype=pl.Int64))
    return pl.concat([
        costs, facts(shipped, pl.col("_units"), SOLD, SOLD_STAGE),
        facts(priced, pl.col("_sales"), SALES, SOLD_STAGE),
        facts(priced, pl.col("_sales") - pl.col("_cost"), SALES_MARGIN, SOLD_STAGE),
    ])


def _estimates(results: Results) -> list[pl.DataFrame]:
    """What closes booked besides: overhead that was settled, write-downs; they are posted where closes stand."""
    if not results.span.as_closed or not results.ledger.closed.standing:
        return []
    return [results.settled, reserve_entries(results.ledger.closed, results.policy.as_of)]


def _shipped(results: Results) -> pl.DataFrame:
    """Shipments less returns: Date, Product, Customer, Job, _units, _cost, _price."""
    kinds = {MovementType.SHIPMENT: 1, MovementType.SALES_RETURN: -1}
    moves = results.solution.movements.filter(pl.col("Type").is_in(list(kinds)) & pl.col("ours"))
    known = results.ledger.table("Movements").select(ROW, "Customer")
    price = results.ledger.table("Materials").select("Material", pl.col("Selling Price").alias("_price"))
    frame = looked_up(looked_up(moves, ROW, known), "Material", price)
    return frame.filter(pl.col("Date") <= results.policy.as_of).select(
        "Date", pl.col("Material").alias("Product"), "Customer", "Job", "_price",
        (pl.col("quantity_out") - pl.col("quantity_in")).alias("_units"),
        (pl.col("value_out") - pl.col("value_in")).alias("_cost"),
    )


def contract_facts(results: Results) -> pl.LazyFrame:
    """``FACT`` of contracts whose revenue is earned over time: revenue and margin as they are estimated, and the losses
    still to come that were provided for, a cost without an element."""
    estimated = results.contract_entries.filter(pl.col("Date") <= results.policy.as_of)
    if estimated.is_empty():
        return pl.LazyFrame(schema=FACT)
    revenue = estimated.filter(pl.col("Role") == AccountRole.CONTRACT_REVENUE)
    provided = estimated.filter(pl.col("Role") == AccountRole.CONTRACT_COST)
    cost = stage_events(results).filter((pl.col("Role") == WIP) & (pl.col("Line") == LINE_OF_ENTRY["Contract Cost"]))
    return pl.concat([
        facts(revenue, -pl.col("Amount"), REVENUE, SOLD_STAGE), facts(provided, pl.col("Amount"), CONTRACT_COST),
        *(facts(part.drop("Kind"), -pl.col("Amount"), CONTRACT_MARGIN, SOLD_STAGE) for part in (revenue, provided)),
        facts(cost, pl.col("Amount"), CONTRACT_MARGIN, SOLD_STAGE),
    ])
