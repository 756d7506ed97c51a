"""The budget of the plant against what was spent: as planned, and as the output that was achieved allows."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.analysis.flux import budgets
from wipbook.books.analysis.windows import Window, this_period
from wipbook.books.results import Results
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.ledger.statement_line import name_of_line
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import HUNDRED_PERCENT
from wipbook.values.fixed import multiply_divide

ELEMENT, POOL = "element", "pool"
BUDGET = {
    "Of": pl.String, "Name": pl.String, "Budget": pl.Int64, "Flexible Budget": pl.Int64, "Actual": pl.Int64,
    "Volume": pl.Int64, "Over Budget": pl.Int64, "Basis": pl.String,
}


def budget_against_actual(results: Results) -> pl.DataFrame:
    """``BUDGET`` of the period: a row per cost element and overhead pool, in the smallest currency unit.

    Elements: Budget is that of the sheet Budgets (blank: none); Flexible Budget what the budgets of the jobs allow for
    the units they completed in the period; Actual the cost of these units. Pools: Budget Cost of their months; flexible
    is the fixed part and the variable part for the activity that was worked (Variable %); Actual the Actual Cost, blank
    while it is not in. Volume is what the activity alone changes (flexible less budget), Over Budget what was spent
    beyond it (actual less flexible, + = over): Horngren, Cost Accounting, ch. 7, levels 1 and 2.
    """
    window = this_period(results.policy)
    planned = budgets(results, window)
    allowed, unknown = _allowed(results, window)
    cost = dict(
        results.solution.job_entries.filter(
            pl.col("Date").is_between(window.start, window.end)
            & pl.col("Entry").is_in(["Completed", "Late Cost", "Contract Cost", "Scrapped"])
        ).group_by("Element").agg(-pl.col("Amount").sum()).iter_rows()
    )
    rows = []
    for element in ELEMENTS:
        actual, flexible = int(cost.get(element, 0)), allowed[element]
        basis = "budgets of jobs for the units completed" + (f"; {unknown} jobs have none" if unknown else "")
        rows.append(_row(ELEMENT, element, planned.get(name_of_line(element)), flexible, actual, basis))
    return pl.DataFrame([*rows, *_pools(results, window)], schema=BUDGET, orient="row")


def _row(of: str, name: str, budget: int | None, flexible: int, actual: int | None, basis: str) -> tuple[object, ...]:
    volume = None if budget is None else flexible - budget
    return (of, name, budget, flexible, actual, volume, None if actual is None else actual - flexible, basis)


def _allowed(results: Results, window: Window) -> tuple[dict[str, int], int]:
    """By element, what the jobs' budgets allow for the units they completed; how many of these jobs have none."""
    sign = pl.when(pl.col("flipped")).then(-1).otherwise(1)
    made = results.solution.movements.filter(
        (pl.col("Type") == MovementType.COMPLETION) & pl.col("Date").is_between(window.start, window.end)
    ).group_by("Job", "Material").agg((pl.col("quantity") * sign).sum().alias("_made"))
    names = [f"Budget {element}" for element in ELEMENTS]
    jobs = results.ledger.table("Jobs").select("Job", "Material", "Quantity", *(pl.col(n).fill_null(0) for n in names))
    found, unknown = dict.fromkeys(ELEMENTS, 0), 0
    for row in made.join(jobs, on=["Job", "Material"], how="inner").sort("Job").iter_rows(named=True):
        if not any(row[name] for name in names):
            unknown += 1
        for element, name in zip(ELEMENTS, names, strict=True):
            found[element] += multiply_divide(row[name], row["_made"], row["Quantity"])
    return found, unknown


def _pools(results: Results, window: Window) -> list[tuple[object, ...]]:
    months = results.solution.overhead.filter(
        pl.col("Period").is_between(window.start.replace(day=1), window.end)
    ).sort("Pool", "Period")
    terms = {
        (pool, period): (variable or 0, activity or 0)
        for pool, period, variable, activity in results.ledger.table("Overhead").select(
            "Pool", "Period", "Variable %", "Budget Activity"
        ).iter_rows()
    }
    sums: dict[str, list[int | None]] = {}
    for pool, period, cost, activity, actual in months.select(
        "Pool", "Period", "Budget Cost", "Activity", "Actual Cost"
    ).iter_rows():
        held = sums.setdefault(pool, [0, 0, 0])
        flexible = _flexible(cost, activity, *terms.get((pool, _first(period)), (0, 0)))
        held[0], held[1] = (held[0] or 0) + cost, (held[1] or 0) + flexible
        held[2] = None if actual is None or held[2] is None else held[2] + actual
    return [
        _row(POOL, pool, budget, flexible or 0, actual, "fixed part, and the variable part of the activity worked")
        for pool, (budget, flexible, actual) in sums.items()
    ]


def _flexible(cost: int, activity: int, variable: int, planned: int) -> int:
    part = multiply_divide(cost, variable, HUNDRED_PERCENT)
    return cost - part + (multiply_divide(part, activity, planned) if planned else part)


def _first(period: dt.date) -> dt.date:
    return period.replace(day=1)
