"""What stands on the variance accounts in the period: by job where it is a job's, else by what it came from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import polars as pl

from wipbook.books.analysis.variances.causes import (
    EXPENSED,
    LATE_JOB_COST,
    OTHER,
    PRICE_DIFFERENCES,
    PURCHASE_PRICE,
    REVALUED,
    STANDARDS_CHANGED,
    Variance,
)
from wipbook.books.entries import STANDARD_VARIANCE
from wipbook.books.statement import LINE_OF_ENTRY
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.schema.ledger.account_role import AccountRole
from wipbook.schema.stock.movement_type import MovementType

ROLES = (AccountRole.VARIANCE.value, AccountRole.PRICE_DIFFERENCES.value, AccountRole.LATE_JOB_COST.value)
"""The accounts that variances are booked on."""
_LINES = {"Standards changed": STANDARDS_CHANGED, LINE_OF_ENTRY["Late Cost"]: LATE_JOB_COST}
_BOUGHT = (MovementType.RECEIPT, MovementType.RETURN_TO_SUPPLIER, MovementType.OPENING)


@dataclass(frozen=True)
class Booked:
    """``jobs``: what was booked for making at standard, by job, to be taken apart; ``rows``: all else."""

    jobs: dict[str, int]
    rows: list[Variance]


def booked(ledger: Ledger, solution: Solution, entries: pl.DataFrame) -> Booked:
    """The entries of the period on ``ROLES``, debit positive: unfavorable."""
    policy = ledger.policy
    inside = pl.col("Date").is_between(policy.period_start, policy.as_of)
    basis = pl.coalesce("Relief Basis", pl.lit(policy.relief_basis)) == "standard"
    at_standard = set(ledger.table("Jobs").filter(basis)["Job"].to_list())
    mine = entries.filter(inside & pl.col("Role").is_in(ROLES)).group_by("Role", "Line", "Job", "Material").agg(
        pl.col("Amount").sum()
    ).sort("Role", "Line", "Job", "Material", nulls_last=False)
    jobs: dict[str, int] = defaultdict(int)
    rows: list[Variance] = []
    for role, line, job, material, amount in mine.iter_rows():
        if line == STANDARD_VARIANCE:
            continue
        if line == LINE_OF_ENTRY["Expensed"] and job in at_standard:
            jobs[job] += amount
        elif role == AccountRole.LATE_JOB_COST:
            rows.append(Variance(LATE_JOB_COST, True, amount, 0, job, material))
        elif role == AccountRole.PRICE_DIFFERENCES:
            rows.append(Variance(PRICE_DIFFERENCES, True, amount, 0, job, material))
        else:
            cause = EXPENSED if line == LINE_OF_ENTRY["Expensed"] else _LINES.get(line, REVALUED)
            rows.append(Variance(cause, True, amount, 0, job, material, note=line))
    moves = solution.movements.filter(inside & (pl.col("variance") != 0)).group_by("Type", "Job", "Material").agg(
        pl.col("variance").sum()
    ).sort("Type", "Job", "Material", nulls_last=False)
    for kind, job, material, amount in moves.iter_rows():
        if kind == MovementType.COMPLETION and job is not None:
            jobs[job] += amount
        else:
            cause = PURCHASE_PRICE if kind in _BOUGHT else OTHER
            rows.append(Variance(cause, True, amount, 0, job, material, note=kind))
    events = solution.events.filter(inside & (pl.col("position") < 0) & (pl.col("variance") != 0))
    names = dict(solution.materials.select("material", "Material").iter_rows())
    by = ("Line", "Source", "material")
    sums = events.group_by(by).agg(pl.col("variance").sum()).sort(by, nulls_last=False)
    for line, source, number, amount in sums.iter_rows():
        cause = _LINES.get(line, REVALUED)
        job = source if cause == LATE_JOB_COST else None
        rows.append(Variance(cause, True, amount, 0, job, names.get(number), note=line))
    return Booked({job: amount for job, amount in jobs.items() if amount}, rows)
