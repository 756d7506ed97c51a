"""Fixed overhead on normal capacity (IAS 2.13)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wipbook.values.rounding import half_up


@dataclass(frozen=True)
class Absorption:
    rate: Decimal
    absorbed: Decimal
    idle_capacity_expense: Decimal


def absorb(fixed_cost: Decimal, normal_activity: Decimal, actual_activity: Decimal) -> Absorption:
    """What fixed overhead goes into product, and what idle capacity costs the period.

    The rate rests on normal activity; when actual activity is above it, on actual activity, so that no more is absorbed
    than was spent (IAS 2.13).

    >>> absorb(Decimal(200), Decimal(10), Decimal(8))
    Absorption(rate=Decimal('20.000000'), absorbed=Decimal('160.00'), idle_capacity_expense=Decimal('40.00'))
    """
    base = max(normal_activity, actual_activity)
    absorbed = half_up(fixed_cost * actual_activity / base, 2)
    return Absorption(half_up(fixed_cost / base, 6), absorbed, half_up(fixed_cost, 2) - absorbed)
