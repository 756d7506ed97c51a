"""Demand by period as numbers: one history, or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from wipbook.calculators.faults import CannotPlan

History = NDArray[np.float64]
"""Demand per period, oldest first; the last axis is time, so that many series can be forecast at once."""

LONGEST_HISTORY = 10_000


def history_of(demand: Sequence[Decimal | float]) -> History:
    """One series as an array; refused when there is none, or more than ``LONGEST_HISTORY`` periods."""
    if not 1 <= len(demand) <= LONGEST_HISTORY:
        raise CannotPlan(
            where="history", found=f"{len(demand):,} periods", expected=f"1 to {LONGEST_HISTORY:,} periods"
        )
    return np.array([float(one) for one in demand], dtype=np.float64)
