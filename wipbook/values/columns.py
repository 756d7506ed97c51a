"""Exact arithmetic on whole columns of fixed-point integers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wipbook.values.fixed import QUANTITY_PLACES, UNIT_COST_PLACES

Integers = NDArray[np.int64]
_MILLION = 10**QUANTITY_PLACES


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

    >>> times_unit_cost(np.array([3_000_000, 500_000]), np.array([333_333, 1_010_000]), 2).tolist()
    [100, 51]
    """
    quantities = np.asarray(quantity, dtype=np.int64)
    costs = np.asarray(unit_cost, dtype=np.int64)
    sign = np.sign(quantities) * np.sign(costs)
    quantities, costs = np.abs(quantities), np.abs(costs)
    whole, part = np.divmod(quantities, _MILLION)
    millionths = whole * costs + (part * costs) // _MILLION
    return sign * half_up(millionths, int(10 ** (UNIT_COST_PLACES - currency_places)))
