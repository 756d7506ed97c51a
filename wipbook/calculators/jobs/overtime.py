"""Overtime: the base rate is direct cost, the premium is not (accounting rule 50)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wipbook.values.rounding import half_up


@dataclass(frozen=True)
class OvertimePay:
    direct_cost: Decimal
    premium: Decimal
    gross: Decimal


def overtime_pay(
    hours: Decimal, regular_hours: Decimal, rate: Decimal, multiplier: Decimal = Decimal("1.5")
) -> OvertimePay:
    """Direct cost (all hours at the base rate), overtime premium (overhead, unless the job caused it), gross pay.

    >>> overtime_pay(Decimal(45), Decimal(40), Decimal(20)).premium
    Decimal('50.00')
    """
    direct = half_up(hours * rate, 2)
    premium = half_up(max(hours - regular_hours, Decimal(0)) * rate * (multiplier - 1), 2)
    return OvertimePay(direct, premium, direct + premium)
