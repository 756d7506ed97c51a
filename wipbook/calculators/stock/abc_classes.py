"""ABC classes: the few that carry most of the value, and the many that carry the rest."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from wipbook.calculators.faults import CannotPlan

CUTS = (Decimal("0.8"), Decimal("0.95"))


@dataclass(frozen=True)
class Ranked:
    """``rank`` from 1, the largest value; shares of the total as fractions (floats: a million are divided quickly, and
    the class is found from exact sums)."""

    abc_class: str = field(metadata={"header": "Class"})
    rank: int
    share: float
    cumulative_share: float


def abc_classes(values: Sequence[Decimal], cuts: Sequence[Decimal] | None = None) -> list[Ranked]:
    """The class of every value, in the order of the values.

    ``values``: annual usage in currency, none negative. ``cuts``: cumulative shares up to which a class goes, rising,
    above 0 and up to 1; None: 0.80 for A, 0.95 for B, C the rest. From the largest value down, a value belongs to
    the first class whose cut the values before it have not reached: what carries the sum over the cut still belongs
    to the class, and the largest is always A. No class is passed over: where one value alone carries the sum over two
    cuts the next one still begins the next class; only what is 0 is of the last at once. Equal values rank in their
    order. Source: Heizer, Render & Munson, Operations Management, ch. 12, Example 1 (where the limits between the
    classes are a judgement).

    >>> [row.abc_class for row in abc_classes([Decimal(5), Decimal(80), Decimal(15)])]
    ['C', 'A', 'B']
    >>> [row.abc_class for row in abc_classes([Decimal(97), Decimal(2), Decimal(1)])]
    ['A', 'B', 'C']
    """
    limits = list(CUTS if cuts is None else cuts)
    if any(a >= b for a, b in pairwise(limits)) or len(limits) >= len(string.ascii_uppercase):
        raise CannotPlan(
            where="cuts", found=", ".join(map(str, limits[:5])), expected="rising shares such as 0.80, 0.95"
        )
    total = sum(values, Decimal(0))
    if not total:
        raise CannotPlan(where="values", found="only zeros", expected="at least one value above 0")
    reached, whole, sizes = [limit * total for limit in limits], float(total), list(map(float, values))
    rows: list[Ranked | None] = [None] * len(values)
    running, number = Decimal(0), 0
    for rank, at in enumerate(sorted(range(len(values)), key=sizes.__getitem__, reverse=True), 1):
        while number < len(reached) and running >= reached[number]:
            number += 1
            if values[at]:
                break  # the next class, though the sum may be beyond that as well
        running += values[at]
        rows[at] = Ranked(string.ascii_uppercase[number], rank, sizes[at] / whole, float(running) / whole)
    return [row for row in rows if row is not None]
