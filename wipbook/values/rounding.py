"""Rounding of Decimals: half-up, the one rule of the house."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def half_up(number: Decimal, places: int) -> Decimal:
    """``number`` to ``places`` decimals, half away from zero.

    >>> half_up(Decimal("2.445"), 2), half_up(Decimal("-0.5"), 0)
    (Decimal('2.45'), Decimal('-1'))
    """
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
