"""Material: more or less of it than the bill allows, another mix, another price."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from wipbook.books.analysis.variances.causes import ISSUE_PRICE, MIX, PURCHASE_PRICE, USAGE, YIELD, Lacking, Variance
from wipbook.books.analysis.variances.output import Output, Window
from wipbook.books.analysis.variances.standards import Standards
from wipbook.calculators.overhead.mix_yield import mix_and_yield
from wipbook.costing.relief.pools import bill_of_jobs
from wipbook.costing.solution import Solution
from wipbook.costing.workings import Workings
from wipbook.ledger.ledger import Ledger
from wipbook.schema.jobs.cost_element import CostElement
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import divide_half_up

_INTO = (MovementType.ISSUE, MovementType.RETURN_FROM_JOB)
_MILLION = 1_000_000


class Materials:
    """What jobs drew, by day, and what their bills allow. ``told``: jobs whose usage could be told, of some input."""

    def __init__(self, ledger: Ledger, solution: Solution, output: Output, standards: Standards) -> None:
        self._output, self._standards = output, standards
        self.told: set[str] = set()
        moves = solution.movements.filter(pl.col("Type").is_in(_INTO) & pl.col("Job").is_not_null()).select(
            "Job", "Date", "Material", (pl.col("quantity_out") - pl.col("quantity_in")).alias("Quantity"),
            (pl.col("value_out") - pl.col("value_in")).alias("Amount"),
        )
        self._drawn: dict[str, list[tuple[dt.date, str, int, int]]] = defaultdict(list)
        for job, day, material, quantity, amount in moves.iter_rows():
            self._drawn[job].append((day, material, quantity, amount))
        first = solution.job_entries.group_by("Job").agg(pl.col("Date").min().alias("_first"))
        jobs = output.jobs.join(first, on="Job", how="left").with_columns(
            pl.coalesce("Released", "_first", pl.lit(ledger.policy.as_of)).alias("bill_day")
        )
        self.bill: dict[str, dict[str, int]] = defaultdict(dict)
        named = {number: job for job, number in jobs.select("Job", "job").iter_rows()}
        bills = bill_of_jobs(Workings(ledger), jobs)
        for number, component, per in bills.select("job", "Component", "Per").iter_rows():
            self.bill[named[number]][component] = per

    def of_job(self, job: str, window: Window, booked: bool, lacking: Lacking) -> Iterator[Variance]:
        """Usage, or mix and yield where all inputs are measured alike; at standard jobs the price at issue as well."""
        bill = self.bill.get(job)
        used: dict[str, int] = defaultdict(int)
        cost: dict[str, int] = defaultdict(int)
        for day, material, quantity, amount in self._drawn.get(job, ()):
            if window.since is None or day > window.since:
                used[material] += quantity
                cost[material] += amount
        if not bill:
            if used:
                lacking.add((USAGE, MIX, YIELD), "no bill of material of what is made", job)
            return
        standards = self._standards
        units = window.units(CostElement.MATERIAL)
        above, below = units.numerator, units.denominator * _MILLION
        allowed = {component: divide_half_up(per * above, below) for component, per in bill.items()}
        inputs = sorted({*allowed, *used})
        for component in inputs:
            if component not in standards.price:
                lacking.add((USAGE, MIX, YIELD), "no standard cost", component)
        priced = [component for component in inputs if component in standards.price]
        if priced:
            self.told.add(job)
        alike = len({standards.unit.get(component, "") for component in inputs}) == 1
        mixed = alike and len(priced) == len(inputs) > 1 and len(bill) > 1
        prices = [standards.price[component] for component in priced]
        rows = mix_and_yield(
            [used.get(c, 0) for c in priced], [allowed.get(c, 0) for c in priced], prices, standards.scale
        )
        for component, price, row in zip(priced, prices, rows, strict=True):
            if not (booked or row.usage or row.mix):
                continue
            note = None if component in bill else "not on the bill"
            actual = standards.money(used.get(component, 0), price)
            if mixed:
                yield Variance(MIX, booked, actual, actual - row.mix, job, component, note=note)
                yield Variance(YIELD, booked, actual - row.mix, actual - row.usage, job, component, note=note)
            else:
                yield Variance(USAGE, booked, actual, actual - row.usage, job, component, note=note)
            if booked and component not in standards.at_standard and used.get(component, 0):
                yield Variance(ISSUE_PRICE, booked, cost[component], actual, job, component)


def purchase_prices(
    ledger: Ledger, solution: Solution, standards: Standards, lacking: Lacking
) -> Iterator[Variance]:
    """Receipts of the period against standard, of materials whose stock is not held at standard: told, not booked."""
    policy = ledger.policy
    bought = solution.movements.filter(
        (pl.col("Type") == MovementType.RECEIPT) & ~pl.col("direct") & pl.col("ours")
        & pl.col("Date").is_between(policy.period_start, policy.as_of)
        & ~pl.col("Material").is_in(sorted(standards.at_standard))
    ).group_by("Material").agg(
        (pl.col("quantity_in") - pl.col("quantity_out")).sum(), (pl.col("value_in") - pl.col("value_out")).sum()
    ).sort("Material")
    for material, quantity, value in bought.iter_rows():
        price = standards.price.get(material)
        if price is None:
            lacking.add((PURCHASE_PRICE,), "no standard cost", material)
        else:
            yield Variance(PURCHASE_PRICE, False, value, standards.money(quantity, price), material=material)
