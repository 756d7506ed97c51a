"""What a method would have forecast at the end of every period, so that it can be judged on the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from wipbook.calculators.faults import CannotPlan

History = NDArray[np.float64]
"""Demand per period, oldest first; the last axis is time, so that many series can be forecast at once."""

LONGEST_HISTORY = 10_000


@dataclass(frozen=True)
class Origins:
    """The forecast made after each period: ``level``, and per period ahead ``slope`` times a power of ``damping``.

    All have the shape of the history. h periods ahead: level + slope (damping + damping² + ... + damping^h).
    """

    level: History
    slope: History
    damping: History

    @classmethod
    def flat(cls, level: History) -> Origins:
        """The same forecast for every period ahead."""
        return cls(level, np.zeros_like(level), np.ones_like(level))

    def ahead(self, periods: int) -> History:
        """Forecasts 1 .. ``periods`` ahead from every origin, on a new last axis.

        >>> Origins(np.array([10.0]), np.array([2.0]), np.array([0.5])).ahead(3)
        array([[11.  , 11.5 , 11.75]])
        """
        powers = self.damping[..., None] ** np.arange(1, periods + 1)
        return self.level[..., None] + self.slope[..., None] * np.cumsum(powers, axis=-1)


def history_of(demand: Sequence[Decimal | float]) -> History:
    """One series as an array; refused when there is none, or more than ``LONGEST_HISTORY`` periods."""
    if not 1 <= len(demand) <= LONGEST_HISTORY:
        raise CannotPlan(
            where="history", found=f"{len(demand):,} periods", expected=f"1 to {LONGEST_HISTORY:,} periods"
        )
    return np.array([float(one) for one in demand], dtype=np.float64)
