"""Estimating: what finished jobs teach about the standard of a product, the next quote, and those who estimate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import polars as pl

from wipbook.books.analysis.variances.standards import Standards
from wipbook.books.jobs.comparable import (
    FEWEST,
    Comparable,
    ComparableJobs,
    FinishedJob,
    accuracy_of_jobs,
    folded_text,
)
from wipbook.books.results import Results
from wipbook.calculators.jobs.spread import median_of
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.fixed import divide_half_up

PRODUCT, PLANNED, FAMILY, ESTIMATOR, ALL = "product", "planned job", "family", "estimator", "all jobs"
UNNAMED = "not named"
ESTIMATING = {
    "Of": pl.String, "Code": pl.String, "Name": pl.String, "Jobs": pl.Int64, "Comparable": pl.String,
    "Unit Cost": pl.Int64, "Low": pl.Int64, "High": pl.Int64, "Estimated": pl.Int64, "Bias": pl.Int64,
    "Error": pl.Int64, "Standard": pl.Int64, "Difference": pl.Int64, "Proposed Standard": pl.Int64, "Lot": pl.Int64,
    "Quote Cost": pl.Int64, "Quote Low": pl.Int64, "Quote High": pl.Int64, "Margin": pl.Int64, "Quote Price": pl.Int64,
    **{f"Unit {element}": pl.Int64 for element in ELEMENTS}, "Least": pl.Int64, "Most": pl.Int64,
    "With Estimate": pl.Int64, "Margin From": pl.String,
}
"""Unit figures in millionths of currency, amounts in the smallest currency unit, quantities and shares in
millionths."""
_MILLION = 1_000_000


def estimating(results: Results) -> pl.DataFrame:
    """``ESTIMATING``, made once: a row per product with finished jobs, per planned job, per family, per estimator, and
    one of all jobs.

    Of the comparable jobs of a product (``ComparableJobs``): the median of what a unit cost, in all and by element (the
    medians of elements need not sum to that of the whole), quartiles (Low, High) and ends (Least, Most), blank of one
    job; Estimated, the median estimate of a unit; Bias, the mean of (cost - estimate) / estimate, and Error, the median
    of the same whatever its sign, of those with an estimate.

    Proposed Standard: the median where there is no standard, or where at least three jobs say that it lies outside
    their quartiles. The quote is for a Lot: what a planned job is to make, else what the middle one of the jobs made.
    Quote Cost is the median times that, Quote Low and High the quartiles. Margin: median of (price - cost) / price of
    the jobs with a price, else of Selling Price and the median; Quote Price is the cost that leaves it.
    """
    return results.once(estimating, lambda: _estimating(results))


def _estimating(results: Results) -> pl.DataFrame:
    jobs = ComparableJobs(results)
    rows = [row for part in (_products, _planned, _accuracies) for row in part(results, jobs)]
    return pl.DataFrame([{**dict.fromkeys(ESTIMATING), **row} for row in rows], schema=ESTIMATING)


def _products(results: Results, jobs: ComparableJobs) -> Iterator[dict[str, Any]]:
    materials = _materials(results)
    standards = Standards(results.ledger, results.solution).price
    for product in sorted({one.product for one in jobs.every}):
        material = materials.get(product, {})
        found = jobs.of(product, material.get("Family") or "", material.get("Unit") or "")
        row = dict(found.once("figures", lambda found=found: _figures(results, found)))  # type: ignore[misc]
        row |= {"Of": PRODUCT, "Code": product, "Name": material.get("Description")}
        row |= _standard(row, len(found.jobs), standards.get(product))
        made = sorted(one.made for one in found.jobs)
        yield row | _quote(results, found, material, made[(len(made) - 1) // 2])


def _planned(results: Results, jobs: ComparableJobs) -> Iterator[dict[str, Any]]:
    """Jobs that are to be quoted, or released: what they should cost by those that are finished."""
    materials = _materials(results)
    planned = results.job_costs.filter(pl.col("Status") == JobStatus.PLANNED).sort("Job")
    for job in planned.iter_rows(named=True):
        material = materials.get(job["Material"], {})
        found = jobs.of(job["Material"], material.get("Family") or "", material.get("Unit") or "")
        row = dict(found.once("figures", lambda found=found: _figures(results, found)))  # type: ignore[misc]
        if job["Budget"]:
            row["Estimated"] = divide_half_up(job["Budget"] * _scale(results), job["Quantity"])
        row |= {"Of": PLANNED, "Code": job["Job"], "Name": job["Description"], "Bias": None, "Error": None,
                "With Estimate": None}
        yield row | _quote(results, found, material, job["Quantity"])


def _accuracies(results: Results, jobs: ComparableJobs) -> Iterator[dict[str, Any]]:
    """How good the estimates of families and estimators were, of all finished jobs."""
    for of, name in ((FAMILY, "family"), (ESTIMATOR, "estimator")):
        groups: dict[str, list[FinishedJob]] = defaultdict(list)
        for one in jobs.every:
            groups[folded_text(getattr(one, name))].append(one)
        for key in sorted(groups, key=lambda key: (not key, key)):
            spelled = min(getattr(one, name).strip() for one in groups[key]) or UNNAMED
            if key or of == ESTIMATOR:
                yield {"Of": of, "Code": spelled, "Jobs": len(groups[key])} | _accuracy(groups[key])
    if jobs.every:
        yield {"Of": ALL, "Jobs": len(jobs.every)} | _accuracy(list(jobs.every))


def _accuracy(jobs: list[FinishedJob] | tuple[FinishedJob, ...]) -> dict[str, Any]:
    found = accuracy_of_jobs(jobs)
    if found is None:
        return {"With Estimate": 0}
    return {"With Estimate": found.compared, "Bias": _whole(found.bias * _MILLION),
            "Error": _whole(found.error * _MILLION)}


def _figures(results: Results, found: Comparable) -> dict[str, Any]:
    """What a unit cost, how far it spreads, what had been estimated."""
    scale = _scale(results)
    row = {"Jobs": len(found.jobs), "Comparable": found.basis} | _accuracy(found.jobs)
    spread = found.spread
    if spread is None:
        return row
    row["Unit Cost"] = _whole(spread.median * scale)
    if len(found.jobs) > 1:
        ends = {"Low": spread.low, "High": spread.high, "Least": spread.least, "Most": spread.most}
        row |= {name: _whole(figure * scale) for name, figure in ends.items()}
    for at, element in enumerate(ELEMENTS):
        middle = median_of([one.unit_cost(one.costs[at]) for one in found.jobs])
        row[f"Unit {element}"] = _whole((middle or Fraction(0)) * scale)
    estimated = median_of([one.unit_cost(one.estimate) for one in found.jobs if one.estimate])
    row["Estimated"] = None if estimated is None else _whole(estimated * scale)
    return row


def _standard(row: dict[str, Any], jobs: int, standard: int | None) -> dict[str, Any]:
    """The standard, by how much a unit cost more, and another where the jobs speak for it."""
    median = row["Unit Cost"]
    if standard is None:
        return {"Proposed Standard": median}
    outside = jobs >= FEWEST and not row["Low"] <= standard <= row["High"]
    return {"Standard": standard, "Difference": divide_half_up((median - standard) * _MILLION, standard),
            "Proposed Standard": median if outside else None}


def _quote(results: Results, found: Comparable, material: dict[str, Any], lot: int) -> dict[str, Any]:
    """What a lot should cost and be sold for."""
    row: dict[str, Any] = {"Lot": lot or None}
    spread = found.spread
    if spread is None or not lot:
        return row
    cost = spread.median * lot
    row["Quote Cost"] = _whole(cost)
    if len(found.jobs) > 1:
        row |= {"Quote Low": _whole(spread.low * lot), "Quote High": _whole(spread.high * lot)}
    margin, source = _margin(results, found, material, spread.median)
    if margin is None:
        return row
    row |= {"Margin": _whole(margin * _MILLION), "Margin From": source}
    if margin < 1:
        row["Quote Price"] = _whole(cost / (1 - margin))
    return row


def _margin(
    results: Results, found: Comparable, material: dict[str, Any], unit_cost: Fraction
) -> tuple[Fraction | None, str]:
    """What is kept of a price, as a share of it, and where that is known from."""
    kept = [1 - Fraction(one.cost, one.price) for one in found.jobs if one.price]
    if kept:
        return median_of(kept), f"{len(kept)} jobs with a price" if len(kept) > 1 else "one job with a price"
    price = material.get("Selling Price")
    if price:
        return 1 - unit_cost * _scale(results) / price, "Selling Price"
    return None, ""


def _materials(results: Results) -> dict[str, dict[str, Any]]:
    columns = "Material", "Description", "Unit", "Family", "Selling Price"
    return {row["Material"]: row for row in results.ledger.table("Materials").select(columns).iter_rows(named=True)}


def _scale(results: Results) -> int:
    """From the smallest currency unit per millionth of a unit to millionths of currency per unit."""
    return int(10 ** (12 - results.policy.currency_places))


def _whole(figure: Fraction) -> int:
    return divide_half_up(figure.numerator, figure.denominator)
