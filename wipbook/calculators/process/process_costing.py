"""Process costing: equivalent units and the production cost report (OpenStax vol. 2, ch. 5; Horngren ch. 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from wipbook.calculators.process.sharing import shares
from wipbook.errors import WipbookError
from wipbook.values.fixed import currency_text
from wipbook.values.rounding import half_up
from wipbook.values.spill import Spill

FIFO, WEIGHTED_AVERAGE = "FIFO", "Weighted Average"
METHODS = (WEIGHTED_AVERAGE, FIFO)
FRACTION = {"least": 0, "most": 1}


class UnitsDoNotReconcile(WipbookError, ValueError):
    """Units to account for are not the units accounted for (accounting rule 47)."""


class CostWithoutWork(WipbookError, ValueError):
    """An element has cost but no equivalent units to spend it on."""


@dataclass(frozen=True)
class EquivalentUnits:
    element: str
    from_beginning: Decimal
    started_and_completed: Decimal
    in_ending: Decimal
    equivalent_units: Decimal


@dataclass(frozen=True)
class PhysicalUnits:
    begin: Decimal = field(metadata={"least": 0, "aliases": ("Beginning", "Opening")})
    started: Decimal = field(metadata={"least": 0})
    completed: Decimal = field(metadata={"least": 0})
    ending: Decimal = field(metadata={"least": 0, "aliases": ("End", "Closing")})


@dataclass(frozen=True)
class ElementCost:
    """``begin`` and ``end`` are fractions complete; transferred-in cost is an element that is complete (rule 48)."""

    element: str
    begin: Decimal = field(metadata={**FRACTION, "header": "Begin %", "aliases": ("Begin Pct", "Begin")})
    end: Decimal = field(metadata={**FRACTION, "header": "End %", "aliases": ("End Pct", "End")})
    begin_cost: Decimal = field(metadata={"aliases": ("Beginning Cost",)})
    added_cost: Decimal = field(metadata={"aliases": ("Current Cost", "Cost Added")})


def equivalent_units(
    begin: Decimal, started: Decimal, completed: Decimal, ending: Decimal, begin_complete: Sequence[Decimal],
    end_complete: Sequence[Decimal], method: str = WEIGHTED_AVERAGE, names: Sequence[str] = (),
) -> list[EquivalentUnits]:
    """Work done in whole units, per element of cost. Weighted average counts all work in the units, FIFO this
    period's alone.

    Errors: ``UnitsDoNotReconcile``.

    >>> half = [Decimal("0.5")]
    >>> equivalent_units(Decimal(0), Decimal(10), Decimal(6), Decimal(4), half, half)[0].equivalent_units
    Decimal('8.0')
    """
    if begin + started != completed + ending:
        raise UnitsDoNotReconcile(
            where="units",
            found=f"{begin + started:f} to account for, {completed + ending:f} accounted for",
            expected="begin + started = completed + ending",
            remedy="book spoiled units as completed or as an element of their own",
        )
    if len(begin_complete) != len(end_complete):
        raise UnitsDoNotReconcile(
            where="end_pct", found=f"{len(end_complete)} elements", expected=f"{len(begin_complete)}, as in begin_pct"
        )
    if completed < begin and method == FIFO:
        raise UnitsDoNotReconcile(
            where="completed", found=f"{completed:f}",
            expected=f"at least the {begin:f} that were begun before: FIFO completes them first",
        )
    finished = min(begin, completed)
    rows = []
    for number, (before, after) in enumerate(zip(begin_complete, end_complete, strict=True)):
        first = finished * (1 - before) if method == FIFO else finished
        name = names[number] if names else f"Element {number + 1}"
        total = first + (completed - finished) + ending * after
        rows.append(EquivalentUnits(name, first, completed - finished, ending * after, total))
    return rows


def production_cost_report(
    units: Sequence[PhysicalUnits], costs: Sequence[ElementCost], method: str = WEIGHTED_AVERAGE
) -> Spill:
    """Units and costs to account for and accounted for, a column per element; the differences are zero.

    FIFO shows what it cost to finish the opening work apart from what was started and completed (rule 49).
    Errors: ``UnitsDoNotReconcile``, ``CostWithoutWork``.
    """
    if len(units) != 1:
        raise UnitsDoNotReconcile(where="units", found=f"{len(units)} rows", expected="one row of units")
    one = units[0]
    names = [cost.element for cost in costs]
    equivalents = equivalent_units(
        one.begin, one.started, one.completed, one.ending, [c.begin for c in costs], [c.end for c in costs], method,
        names,
    )
    columns = [_element(cost, work, method) for cost, work in zip(costs, equivalents, strict=True)]
    blank = [None] * len(costs)
    physical: list[list[Any]] = [
        ["Units to account for", *blank, one.begin + one.started],
        ["Units accounted for", *blank, one.completed + one.ending],
    ]
    lines = list(columns[0])
    money = {"Beginning work in process", "Costs added", "Costs to account for", "Finished from beginning work",
             "Started and completed", "Completed and transferred out", "Ending work in process",
             "Costs accounted for", "Difference", "Cost per equivalent unit"}
    rows: list[list[Any]] = [[line, *(column[line] for column in columns)] for line in lines]
    return Spill(
        ["Line", *names, "Total"],
        physical + [[*row, sum(row[1:], Decimal(0)) if row[0] in money else None] for row in rows],
    )


def _element(cost: ElementCost, work: EquivalentUnits, method: str) -> dict[str, Decimal]:
    begin, added = half_up(cost.begin_cost, 2), half_up(cost.added_cost, 2)
    pooled = added if method == FIFO else begin + added
    if pooled and not work.equivalent_units:
        raise CostWithoutWork(
            where=f"costs, {cost.element}", found=f"a cost of {currency_text(pooled, 2)} without equivalent units",
            expected="work that the cost was spent on",
        )
    parts = [work.from_beginning, work.started_and_completed, work.in_ending]
    finished, through, ending = (
        (part.share for part in shares(pooled, parts)) if pooled else (Decimal(0), Decimal(0), Decimal(0))
    )
    first = finished + begin if method == FIFO else finished
    rate = half_up(pooled / work.equivalent_units, 6) if work.equivalent_units else Decimal(0)
    lines = {
        "Equivalent units": work.equivalent_units,
        "Beginning work in process": begin,
        "Costs added": added,
        "Costs to account for": begin + added,
        "Cost per equivalent unit": rate,
    }
    if method == FIFO:
        lines |= {"Finished from beginning work": first, "Started and completed": through}
    return lines | {
        "Completed and transferred out": first + through,
        "Ending work in process": ending,
        "Costs accounted for": first + through + ending,
        "Difference": begin + added - first - through - ending,
    }
