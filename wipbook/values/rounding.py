"""Rounding of Decimals: half-up, the one rule of the house."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

# The usual 28 digits are too few for 10**14 units at 10**14: rounding must not fail on a typing error.
_ROUNDING = Context(prec=100, rounding=ROUND_HALF_UP)
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(13))
_KNOWN = len(_STEPS)


def half_up(number: Decimal, places: int) -> Decimal:
    """``number`` to ``places`` decimals, half away from zero.

    >>> half_up(Decimal("2.445"), 2), half_up(Decimal("-0.5"), 0)
    (Decimal('2.45'), Decimal('-1'))
    >>> half_up(Decimal(10) ** 40, 2) == 10**40
    True
    """
    # the step is looked up in place: a call would take as long as the rounding
    return number.quantize(_STEPS[places] if 0 <= places < _KNOWN else _step(places), None, _ROUNDING)


def all_half_up(numbers: Iterable[Decimal], places: int) -> list[Decimal]:
    """``half_up`` of a long column.

    >>> all_half_up([Decimal("0.125"), Decimal(-1)], 2)
    [Decimal('0.13'), Decimal('-1.00')]
    """
    step = _step(places)
    return [number.quantize(step, None, _ROUNDING) for number in numbers]


def _step(places: int) -> Decimal:
    return _STEPS[places] if 0 <= places < _KNOWN else Decimal(1).scaleb(-places)
