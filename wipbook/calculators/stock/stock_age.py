"""How old a list of open layers is, in quantity and value."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from wipbook.calculators.faults import CannotTest

LIMITS = (30, 60, 90, 180, 365)


@dataclass(frozen=True)
class Layer:
    """An open layer: ``date`` received (None: unknown), ``quantity`` in units, ``value`` or ``unit_cost`` in
    currency."""

    quantity: Decimal = field(metadata={"aliases": ("Qty",)})
    date: dt.date | None = field(default=None, metadata={"aliases": ("Receipt Date", "Received", "Released")})
    unit_cost: Decimal | None = field(default=None, metadata={"aliases": ("Cost", "Rate")})
    value: Decimal | None = field(default=None, metadata={"aliases": ("Amount",)})
    row: int = field(default=0, metadata={"row_number": True})


@dataclass(frozen=True)
class AgeBucket:
    """``share`` of the value as a fraction; blank when the values sum to zero."""

    age: str
    quantity: Decimal
    value: Decimal
    share: Decimal | None


def stock_age(
    layers: Sequence[Layer], as_of: dt.date | None = None, buckets: Sequence[int] | None = None
) -> list[AgeBucket]:
    """Quantity and value per age bucket, youngest first, and their total.

    ``as_of``: the day on which age is counted; None: the latest date of the layers. ``buckets``: upper limits in days,
    rising; None: 30, 60, 90, 180, 365. A limit belongs to its bucket: 30 days are "0-30 days". The value of a layer is
    its value, else quantity times unit cost; shortages (negative) count against their bucket. Layers without a date
    and layers dated after ``as_of`` have a row of their own when there are any. Quantity and value are conserved.

    >>> layer = Layer(Decimal(5), dt.date(2026, 1, 1), unit_cost=Decimal(2))
    >>> [(row.age, row.value) for row in stock_age([layer], dt.date(2026, 3, 1), [30, 60])][:2]
    [('0-30 days', Decimal('0')), ('31-60 days', Decimal('10'))]
    """
    limits = list(LIMITS if buckets is None else buckets)
    if any(a >= b for a, b in pairwise(limits)):
        raise CannotTest(where="buckets", found=", ".join(map(str, limits[:6])), expected="rising days such as 30, 60")
    dated = [layer.date for layer in layers if layer.date is not None]
    names = [f"{low}-{high} days" for low, high in zip([0, *(limit + 1 for limit in limits)], limits, strict=False)]
    names += [f"over {limits[-1]} days", "after the as-of date", "without a date"]
    day = as_of or max(dated, default=dt.date.min)
    first, dateless = day.toordinal(), len(names) - 1
    quantities, values = ([Decimal(0)] * len(names) for _ in range(2))
    used = set(range(len(limits) + 1))
    for row, layer in enumerate(layers, 2):
        value = layer.value
        if value is None:
            if layer.unit_cost is None:
                raise CannotTest(
                    where=f"layers, row {layer.row or row}", found="no Value and no Unit Cost", expected="one of them"
                )
            value = layer.quantity * layer.unit_cost
        at = dateless
        if layer.date is not None:
            age = first - layer.date.toordinal()
            at = bisect_left(limits, age) if age >= 0 else dateless - 1
        used.add(at)
        quantities[at] += layer.quantity
        values[at] += value
    total = sum(values, Decimal(0))
    rows = [
        AgeBucket(name, quantities[at], values[at], values[at] / total if total else None)
        for at, name in enumerate(names)
        if at in used
    ]
    return [*rows, AgeBucket("Total", sum(quantities, Decimal(0)), total, Decimal(1) if total else None)]
