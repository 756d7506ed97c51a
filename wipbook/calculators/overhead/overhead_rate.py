"""The predetermined overhead rate and what a period applied too much or too little."""

from __future__ import annotations

from decimal import Decimal

from wipbook.values.rounding import half_up


def predetermined_rate(budget_cost: Decimal, budget_activity: Decimal, places: int | None = None) -> Decimal:
    """Budgeted overhead divided by budgeted activity (OpenStax, Principles of Accounting vol. 2, 4.4).

    Unit: currency per unit of activity. ``places`` rounds half-up; None does not round.

    >>> predetermined_rate(Decimal(10), Decimal(3), 4)
    Decimal('3.3333')
    """
    rate = budget_cost / budget_activity
    return rate if places is None else half_up(rate, places)


def over_under_applied(actual: Decimal, applied: Decimal) -> Decimal:
    """Applied less actual overhead: + over-applied, - under-applied.

    >>> over_under_applied(Decimal(105), Decimal(100))
    Decimal('-5')
    """
    return applied - actual
