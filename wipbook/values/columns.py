"""Exact arithmetic on whole columns of fixed-point integers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wipbook.errors import WipbookError
from wipbook.values.fixed import QUANTITY_PLACES, UNIT_COST_PLACES

_LARGEST = 9e18  # just below what a signed 64-bit integer holds


class TooLarge(WipbookError):
    """An amount or a sum that 64-bit integers cannot hold exactly."""


Integers = NDArray[np.int64]
_MILLION = 10**QUANTITY_PLACES
HUNDRED_PERCENT = 100 * _MILLION
"""100 % in the fixed point of a percent column."""


def half_up(numbers: Integers, divisor: int) -> Integers:
    """``numbers / divisor`` rounded half away from zero.

    >>> half_up(np.array([5, -5, 4]), 2).tolist()
    [3, -3, 2]
    """
    magnitude = np.abs(numbers)
    return np.asarray(np.sign(numbers) * ((magnitude + divisor // 2) // divisor), dtype=np.int64)


def times_unit_cost(quantity: Any, unit_cost: Any, currency_places: int) -> Integers:
    """Amounts in the smallest currency unit of quantities (millionths) at unit costs (millionths of currency).

    Exact without 128-bit integers: the quantity is split into whole units and millionths, and the part of the
    product below a millionth of the currency cannot change a half-up rounding.

    Errors: ``TooLarge`` when an amount reaches 9 * 10**12 units of currency.

    >>> times_unit_cost(np.array([3_000_000, 500_000]), np.array([333_333, 1_010_000]), 2).tolist()
    [100, 51]
    """
    quantities = np.asarray(quantity, dtype=np.int64)
    costs = np.asarray(unit_cost, dtype=np.int64)
    sign = np.sign(quantities) * np.sign(costs)
    quantities, costs = np.abs(quantities), np.abs(costs)
    _refuse_too_large(quantities / _MILLION * costs)
    whole, part = np.divmod(quantities, _MILLION)
    millionths = whole * costs + (part * costs) // _MILLION
    return sign * half_up(millionths, int(10 ** (UNIT_COST_PLACES - currency_places)))


def percent_of(amounts: Integers, percents: Integers) -> Integers:
    """``amounts`` times percents (100 % is ``HUNDRED_PERCENT``), rounded half away from zero.

    Errors: ``TooLarge`` when a result does not fit.

    >>> percent_of(np.array([1_005, -1_005, 10**15]), np.array([50_000_000, 50_000_000, 37_500_000])).tolist()
    [503, -503, 375000000000000]
    """
    amounts, percents = np.asarray(amounts, dtype=np.int64), np.asarray(percents, dtype=np.int64)
    sign = np.sign(amounts) * np.sign(percents)
    amounts, percents = np.abs(amounts), np.abs(percents)
    _refuse_too_large(amounts / HUNDRED_PERCENT * percents)
    _refuse_too_large(percents * float(HUNDRED_PERCENT))
    whole, part = np.divmod(amounts, HUNDRED_PERCENT)
    return np.asarray(sign * (whole * percents + half_up(part * percents, HUNDRED_PERCENT)), dtype=np.int64)


def _refuse_too_large(sizes: NDArray[Any]) -> None:
    if sizes.size and float(sizes.max()) > _LARGEST:
        raise TooLarge(
            found=f"an amount of some {float(sizes.max()):.1e} in the smallest unit",
            expected="amounts that 64 bits hold",
            remedy="look for a quantity, hours, rate or cost with too many digits",
        )
