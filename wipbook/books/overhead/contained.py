"""How much overhead there is in work in process, in finished goods and in cost of goods sold."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from wipbook.books.statement import GL_ROLE
from wipbook.books.stock.valuation import on_hand
from wipbook.costing.solution import Solution
from wipbook.schema.jobs.cost_element import CostElement
from wipbook.schema.ledger.account_role import AccountRole
from wipbook.schema.stock.movement_type import MovementType

SOLD = (AccountRole.COGS.value, AccountRole.LATE_JOB_COST.value, AccountRole.CONTRACT_COST.value)
_CAME = (MovementType.OPENING, MovementType.RECEIPT, MovementType.RETURN_TO_SUPPLIER, MovementType.COMPLETION)
OVERHEAD_ALONE = frozenset({CostElement.OVERHEAD.value})
_ROUNDS, _CLOSE = 100, 1e-12


@dataclass(frozen=True)
class Shares:
    """The part of overhead, 0 to 1, in what stands in stock of a material (``materials``), in what jobs drew from
    stock (``drawn``) and in what they made (``made``)."""

    materials: dict[str, float]
    drawn: dict[str, float]
    made: dict[str, float]


def contained(
    solution: Solution, entries: pl.DataFrame, since: dt.date, elements: frozenset[str] = OVERHEAD_ALONE
) -> tuple[int, int, int]:
    """Overhead (or other ``elements`` of cost) in WIP and finished goods at the as-of date, and in cost of goods sold
    from ``since`` on; each zero or more, in the smallest currency unit.

    In a job: what it was charged and has not given up yet, and the part of overhead in the made goods it drew. Stock
    has no elements of cost. Its part is that of its material: the overhead in what jobs completed of it, over all that
    came into stock of it (completed, received, opened with); goods sold have that of the material as well, so that
    both together have what was completed. Made goods that a job draws carry their part into what it makes, through all
    levels. Made goods that stand in the stage Raw Materials are none of the three balances, and take nothing.
    """
    shares = overhead_shares(solution, elements)
    wip = 0.0
    for job, element, amount in solution.job_entries.group_by("Job", "Element").agg(pl.col("Amount").sum()).sort(
        "Job", "Element"
    ).iter_rows():
        wip += amount * _part(shares, job, element, elements)
    stock = on_hand(solution).filter(pl.col("Stage") == GL_ROLE["Finished Goods"]).group_by("Material").agg(
        pl.col("Value").sum()
    ).sort("Material")
    goods = sum(value * shares.materials.get(material, 0.0) for material, value in stock.iter_rows())
    gone = entries.filter(pl.col("Role").is_in(SOLD) & (pl.col("Date") >= since)).with_columns(
        pl.when(pl.col("Role") == AccountRole.CONTRACT_COST).then("Kind").alias("_element")
    ).group_by("Material", "Job", "_element").agg(pl.col("Amount").sum()).sort(
        "Material", "Job", "_element", nulls_last=False
    )
    sold = sum(
        amount * _gone_part(shares, material, job, element, elements)
        for material, job, element, amount in gone.iter_rows()
    )
    return max(0, round(wip)), max(0, round(goods)), max(0, round(sold))


def overhead_shares(solution: Solution, elements: frozenset[str] = OVERHEAD_ALONE) -> Shares:
    """Through all levels of made goods; circles converge, as every round adds a smaller part."""
    jobs = solution.job_entries
    left = jobs.filter(pl.col("Entry").is_in(["Completed", "Late Cost"])).group_by("Job", "Element").agg(
        -pl.col("Amount").sum()
    ).sort("Job", "Element").rows()
    charged = dict(jobs.filter(pl.col("Entry") == "Material").group_by("Job").agg(pl.col("Amount").sum()).iter_rows())
    moves = solution.movements.filter(~pl.col("direct")).with_columns(
        (pl.col("value_in") - pl.col("value_out")).alias("_net")
    )
    made = _by(moves.filter(pl.col("Type") == MovementType.COMPLETION))
    came = _by(moves.filter(pl.col("Type").is_in(_CAME)), "Material")
    products = list({material for material, _, _ in made})
    drawn = _by(moves.filter(
        pl.col("Type").is_in([MovementType.ISSUE, MovementType.RETURN_FROM_JOB]) & pl.col("Material").is_in(products)
    ))
    inflow = dict(came)
    shares = Shares({}, {}, {})
    for _ in range(_ROUNDS):
        in_jobs = _ratio(((job, -net * shares.materials.get(material, 0.0)) for material, job, net in drawn), charged)
        so_far = Shares(shares.materials, in_jobs, shares.made)
        given: defaultdict[str, float] = defaultdict(float)
        for job, _element, amount in left:
            given[job] += amount
        contained_in = ((job, amount * _part(so_far, job, element, elements)) for job, element, amount in left)
        outputs = _ratio(contained_in, given)
        materials = _ratio(((material, net * outputs.get(job, 0.0)) for material, job, net in made), inflow)
        moved = max((abs(part - shares.materials.get(material, 0.0)) for material, part in materials.items()),
                    default=0.0)
        shares = Shares(materials, in_jobs, outputs)
        if moved < _CLOSE or not drawn:
            break
    return shares


def _part(shares: Shares, job: str, element: str, elements: frozenset[str]) -> float:
    """The part of overhead in an element of a job's cost."""
    if element in elements:
        return 1.0
    return shares.drawn.get(job, 0.0) if element == CostElement.MATERIAL else 0.0


def _gone_part(
    shares: Shares, material: str | None, job: str, element: str | None, elements: frozenset[str]
) -> float:
    """The part of overhead in what was sold: goods of a material, the work of a job, an element of a contract."""
    if element is not None:
        return _part(shares, job, element, elements)
    return shares.made.get(job, 0.0) if material is None else shares.materials.get(material, 0.0)


def _by(moves: pl.DataFrame, *keys: str) -> list[tuple[Any, ...]]:
    """The net value of movements by material and job, or by ``keys``, in one order."""
    named = keys or ("Material", "Job")
    return moves.group_by(named).agg(pl.col("_net").sum()).sort(named, nulls_last=False).rows()


def _ratio(parts: Iterable[tuple[str, float]], whole: Mapping[str, float]) -> dict[str, float]:
    """The sum of the parts of each, over its whole, within 0 to 1; 0 where there is no whole."""
    sums: defaultdict[str, float] = defaultdict(float)
    for key, amount in parts:
        sums[key] += amount
    return {
        key: min(1.0, max(0.0, amount / whole[key])) for key, amount in sums.items() if whole.get(key, 0) > 0
    }
