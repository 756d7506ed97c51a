"""The variances of the period: rows as a Pareto, sums by cause, and that the booked ones are the accounts'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import polars as pl

from wipbook.books.analysis.variances.booked import ROLES, booked
from wipbook.books.analysis.variances.budget import Budgets
from wipbook.books.analysis.variances.causes import (
    BOOKED,
    CAUSES,
    FIXED_SPENDING,
    ISSUE_PRICE,
    LABOR_BUDGET,
    LABOR_EFFICIENCY,
    LABOR_RATE,
    MATERIAL_BUDGET,
    MEMO,
    MIX,
    OVERHEAD_BUDGET,
    OVERHEAD_EFFICIENCY,
    PURCHASE_PRICE,
    SPENDING,
    UNEXPLAINED,
    USAGE,
    VARIABLE_SPENDING,
    VOLUME,
    YIELD,
    Lacking,
    Variance,
)
from wipbook.books.analysis.variances.labor import Labor
from wipbook.books.analysis.variances.material import Materials, purchase_prices
from wipbook.books.analysis.variances.output import Output
from wipbook.books.analysis.variances.overhead import Overhead
from wipbook.books.analysis.variances.standards import Standards
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.schema.jobs.cost_element import CostElement

VARIANCES = {
    "Cause": pl.String, "Booked": pl.String, "Job": pl.String, "Material": pl.String, "Work Center": pl.String,
    "Actual": pl.Int64, "Standard": pl.Int64, "Variance": pl.Int64, "Share": pl.Int64, "Cumulative": pl.Int64,
    "Note": pl.String,
}
"""A row per cause, job, material and work center (or pool), the largest first; + is unfavorable. Share: of the sum of
all, whatever their sign, in millionths."""
BY_CAUSE = {
    "Cause": pl.String, "Booked": pl.Int64, "Memo": pl.Int64, "Variance": pl.Int64, "Share": pl.Int64,
    "Cumulative": pl.Int64, "Note": pl.String,
}
_MILLION = 1_000_000


@dataclass(frozen=True)
class VarianceReport:
    """``rows``: ``VARIANCES``; ``causes``: ``BY_CAUSE``, each cause once; ``booked``: what is booked, by element
    of cost (blank: of none)."""

    rows: pl.DataFrame
    causes: pl.DataFrame
    booked: dict[str, int]


MATERIAL, LABOR, OVERHEAD, SUBCONTRACT = (element.value for element in CostElement)
_ELEMENT_OF_CAUSE = dict.fromkeys((PURCHASE_PRICE, ISSUE_PRICE, USAGE, MIX, YIELD, MATERIAL_BUDGET), MATERIAL) | \
    dict.fromkeys((LABOR_RATE, LABOR_EFFICIENCY, LABOR_BUDGET), LABOR) | \
    dict.fromkeys((SPENDING, VARIABLE_SPENDING, FIXED_SPENDING, OVERHEAD_EFFICIENCY, VOLUME, OVERHEAD_BUDGET), OVERHEAD)


def variance_report(
    ledger: Ledger, solution: Solution, entries: pl.DataFrame, journals: pl.DataFrame
) -> VarianceReport:
    """Variances from the start of the period to the as-of date.

    Booked are those that the accounts Variance, Price Differences and Late Job Cost hold: of jobs relieved at standard,
    and of jobs whose product is held at standard, taken apart into their causes, with a row for what these do not
    explain; memo those of all other jobs against standard or budget, purchase prices of materials not held at standard,
    and overhead, which stands on its own accounts until it is settled. ``journals``: what was posted; where closed
    periods stand as they were closed, a row for the difference makes booked what the accounts have.
    """
    lacking = Lacking()
    output, standards = Output(ledger, solution), Standards(ledger, solution)
    materials, labor = Materials(ledger, solution, output, standards), Labor(ledger, solution, output)
    budgets, overhead = Budgets(solution, output), Overhead(ledger, solution, output, labor)
    account = booked(ledger, solution, entries)
    analysed: list[Variance] = []
    for job in sorted(set(solution.job_entries["Job"].unique())):
        window = output.window(job)
        if window is None:
            lacking.add((USAGE, LABOR_EFFICIENCY), "not done, and unfinished units not counted", job)
            continue
        own = job in account.jobs
        found = [*materials.of_job(job, window, own, lacking)]
        untold = [SUBCONTRACT] if job in materials.told else [MATERIAL, SUBCONTRACT]
        if job in labor.planned or not budgets.has(job, LABOR):
            found += labor.of_job(job, window, own, lacking)
        else:
            untold.append(LABOR)
        if job not in labor.planned:
            untold.append(OVERHEAD)
        analysed += [*found, *budgets.of_job(job, window, untold, own, lacking)]
    analysed += overhead.variances(frozenset(account.jobs), lacking)
    told: dict[str | None, int] = defaultdict(int)
    for row in analysed:
        told[row.job] += row.amount if row.booked else 0
    bought = _without_booked(purchase_prices(ledger, solution, standards, lacking), analysed)
    rows = [*account.rows, *bought, *analysed]
    rows += [
        Variance(UNEXPLAINED, True, amount - told[job], 0, job,
                 note="its standard cost is not its bill, hours and rates, or it does not tell its output yet")
        for job, amount in sorted(account.jobs.items())
    ]
    held = int(journals.filter(pl.col("Role").is_in(ROLES))["Amount"].sum())
    rest = held - sum(row.amount for row in rows if row.booked)
    if rest:
        rows.append(Variance(UNEXPLAINED, True, rest, 0, note="closed periods stand as they were closed"))
    return VarianceReport(_pareto(rows), _by_cause(rows, lacking), _by_element(rows))


def _without_booked(bought: Iterable[Variance], analysed: list[Variance]) -> Iterator[Variance]:
    """Purchase prices without those of goods that jobs drew whose variance is booked: there they stand already, as the
    price at issue."""
    drawn: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
    for row in analysed:
        if row.cause == ISSUE_PRICE and row.booked:
            drawn[row.material][0] += row.actual
            drawn[row.material][1] += row.standard
    for row in bought:
        actual, standard = drawn.get(row.material, (0, 0))
        if not standard:
            yield row
        elif standard < row.standard:
            yield replace(row, actual=row.actual - actual, standard=row.standard - standard,
                          note="without what jobs at standard drew")


def _pareto(rows: list[Variance]) -> pl.DataFrame:
    kept = sorted((row for row in rows if row.amount), key=lambda row: (
        -abs(row.amount), CAUSES.index(row.cause), row.job or "", row.material or "", row.center or "", row.note or ""
    ))
    shares = _shares([row.amount for row in kept])
    return pl.DataFrame([
        (row.cause, BOOKED if row.booked else MEMO, row.job, row.material, row.center, row.actual, row.standard,
         row.amount, share, reached, row.note)
        for row, (share, reached) in zip(kept, shares, strict=True)
    ], schema=VARIANCES, orient="row")


def _shares(amounts: list[int]) -> list[tuple[int, int]]:
    """Of each amount, its share in the sum of all, and what is reached with it; in the order given."""
    whole = sum(abs(amount) for amount in amounts)
    found, running = [], 0
    for amount in amounts:
        running += abs(amount)
        found.append((_part(abs(amount), whole), _part(running, whole)))
    return found


def _part(amount: int, whole: int) -> int:
    return (2 * amount * _MILLION + whole) // (2 * whole) if whole else 0


def _by_cause(rows: list[Variance], lacking: Lacking) -> pl.DataFrame:
    sums = {cause: [0, 0] for cause in CAUSES}
    for row in rows:
        sums[row.cause][0 if row.booked else 1] += row.amount
    order = sorted(CAUSES, key=lambda cause: (-abs(sum(sums[cause])), CAUSES.index(cause)))
    shares = _shares([sum(sums[cause]) for cause in order])
    return pl.DataFrame([
        (cause, *sums[cause], sum(sums[cause]), share, reached, lacking.text(cause))
        for cause, (share, reached) in zip(order, shares, strict=True)
    ], schema=BY_CAUSE, orient="row")


def _by_element(rows: list[Variance]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.booked and row.amount:
            found[_ELEMENT_OF_CAUSE.get(row.cause, "")] += row.amount
    return dict(found)
