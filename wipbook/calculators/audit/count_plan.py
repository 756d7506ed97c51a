"""How often the items of each class are counted, and how many that is a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wipbook.calculators.faults import CannotTest

COUNTS_PER_YEAR = {"A": Decimal(4), "B": Decimal(2), "C": Decimal(1)}
"""Accounting rule 62: A items are counted four times a year, B twice, C once."""


@dataclass(frozen=True)
class ClassItems:
    """``items`` of one class (1: a row per item); ``counts_per_year`` of each item, None: the rule for the class."""

    item_class: str = field(metadata={"header": "Class", "aliases": ("ABC", "ABC Class")})
    items: Decimal = field(default=Decimal(1), metadata={"least": 0, "aliases": ("Number of Items",)})
    counts_per_year: Decimal | None = field(
        default=None, metadata={"header": "Counts per Year", "least": 0, "aliases": ("Frequency", "Times per Year")}
    )
    row: int = field(default=0, metadata={"row_number": True})


@dataclass(frozen=True)
class PlannedCounts:
    """``counts_per_year`` of one item; ``counts`` of all items of the class in a year; ``counts_per_day`` of them."""

    item_class: str = field(metadata={"header": "Class"})
    items: Decimal
    counts_per_year: Decimal | None = field(metadata={"header": "Counts per Year"})
    counts: Decimal
    counts_per_day: Decimal = field(metadata={"header": "Counts per Day"})


def count_plan(classes: Sequence[ClassItems], working_days: Decimal = Decimal(250)) -> list[PlannedCounts]:
    """One row per class in alphabetical order, then the total.

    ``working_days``: days a year on which is counted. Equations: counts = items counts per year; per day = counts /
    working days, not rounded. Source: Heizer, Render & Munson, Operations Management, ch. 12, Example 2; frequencies
    by default 4, 2, 1.

    >>> plan = count_plan([ClassItems("A", Decimal(500), Decimal(12))], Decimal(240))
    >>> plan[-1].counts_per_day
    Decimal('25')
    """
    items: dict[str, Decimal] = {}
    often: dict[str, Decimal] = {}
    for row, line in enumerate(classes, 2):
        name = line.item_class.strip().upper()
        counts = COUNTS_PER_YEAR.get(name) if line.counts_per_year is None else line.counts_per_year
        if counts is None:
            raise CannotTest(
                where=f"classes, row {line.row or row}", found=f"class {name!r} without Counts per Year",
                expected=f"{', '.join(COUNTS_PER_YEAR)}, or a column Counts per Year",
            )
        if often.setdefault(name, counts) != counts:
            raise CannotTest(
                where=f"classes, row {line.row or row}",
                found=f"class {name} {counts} times a year, above {often[name]} times",
                expected="one frequency per class",
            )
        items[name] = items.get(name, Decimal(0)) + line.items
    rows = [
        PlannedCounts(
            name, items[name], often[name], items[name] * often[name], items[name] * often[name] / working_days
        )
        for name in sorted(items)
    ]
    counts = sum((row.counts for row in rows), Decimal(0))
    total = PlannedCounts("Total", sum(items.values(), Decimal(0)), None, counts, counts / working_days)
    return [*rows, total]
