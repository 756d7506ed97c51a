"""Overhead variances in three or four ways, and what of them a job at standard carries."""

from __future__ import annotations

from dataclasses import dataclass

from wipbook.values.fixed import multiply_divide


@dataclass(frozen=True)
class OverheadSplit:
    """+ unfavorable, smallest currency unit. ``spending`` = ``variable_spending`` + ``fixed_spending`` where actual
    fixed cost is known, else those two are None (three ways); ``total`` = spending + efficiency + volume = actual less
    what standard activity applies, exactly."""

    spending: int
    variable_spending: int | None
    fixed_spending: int | None
    efficiency: int
    volume: int

    @property
    def total(self) -> int:
        return self.spending + self.efficiency + self.volume


def overhead_split(
    actual: int, actual_fixed: int | None, activity: int, standard_activity: int, variable_rate: int,
    fixed_rate: int, fixed_budget: int, scale: int,
) -> OverheadSplit:
    """Spending, efficiency and volume of a pool (Horngren, Cost Accounting, ch. 8): the four-way analysis where
    ``actual_fixed``, what of ``actual`` is fixed, is known, else the three-way one.

    Activity x rate / ``scale`` is money. spending = actual - (variable rate x activity + fixed budget); efficiency =
    (activity - standard activity) x variable rate; volume = fixed budget - standard activity x fixed rate.

    4,500 hours at 30 variable and 57.50 fixed, 4,000 allowed; fixed budget 276,000; actual 130,500 + 285,000:

    >>> overhead_split(415_500, 285_000, 4_500, 4_000, 30, 57, 276_000, 1)
    OverheadSplit(spending=4500, variable_spending=-4500, fixed_spending=9000, efficiency=15000, volume=48000)
    """
    flexible = multiply_divide(activity * variable_rate, 1, scale)
    allowed = multiply_divide(standard_activity * variable_rate, 1, scale)
    volume = fixed_budget - multiply_divide(standard_activity * fixed_rate, 1, scale)
    fixed = None if actual_fixed is None else actual_fixed - fixed_budget
    variable = None if actual_fixed is None else actual - actual_fixed - flexible
    return OverheadSplit(actual - flexible - fixed_budget, variable, fixed, flexible - allowed, volume)
