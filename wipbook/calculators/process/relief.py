"""What completed units take out of a job: the weighted average of process costing, element by element.

The textbook twin of what the workbook does for every job, pool and period (``wipbook.costing.relief``); it shares no
code with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from wipbook.calculators.faults import CannotPlan


@dataclass(frozen=True)
class ElementRelief:
    element: str
    charged: Decimal
    in_process: Decimal
    unit_cost: Decimal
    relieved: Decimal
    left: Decimal


def job_relief(
    charged: Sequence[Decimal], made: Decimal, in_process: Decimal, equivalents: Sequence[Decimal], places: int = 2
) -> list[ElementRelief]:
    """One row per element and their total: charged x made / (made + units in process that hold it already).

    ``charged`` is each element's balance with what the period brought; ``equivalents`` the share of it that a unit in
    process holds (one for all, or one per element). What is relieved is rounded once, over all elements, to ``places``.

    Errors: ``CannotPlan`` when there are not as many shares as elements, or nothing was made and nothing is in process.

    >>> job_relief([Decimal("3.33"), Decimal("3.33")], Decimal(1), Decimal(1), [Decimal(1)])[-1].relieved
    Decimal('3.33')
    """
    shares = list(equivalents) * (len(charged) if len(equivalents) == 1 else 1)
    if len(shares) != len(charged):
        raise CannotPlan(
            where="equivalents", found=f"{len(shares)} shares", expected=f"one, or {len(charged)}, as many as elements"
        )
    if made + in_process <= 0:
        raise CannotPlan(where="made", found="no units at all", expected="units made, or units in process")
    cent = Decimal(1).scaleb(-places)
    rows, exact, given = [], Decimal(0), Decimal(0)
    for number, (cost, share) in enumerate(zip(charged, shares, strict=True), 1):
        held = in_process * share
        units = made + held
        rate = cost / units if units else Decimal(0)
        exact += cost * made / units if units else Decimal(0)
        reached = exact.quantize(cent, ROUND_HALF_UP)
        rows.append(ElementRelief(f"Element {number}", cost, held, rate, reached - given, cost - (reached - given)))
        given = reached
    whole = sum(charged, Decimal(0))
    total = given / made if made else Decimal(0)
    rows.append(ElementRelief("Total", whole, in_process, total, given, whole - given))
    return rows
