"""Standard cost variances. Sign: + is unfavorable (more was spent than the standard allows)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wipbook.values.rounding import half_up

PLACES = 2


@dataclass(frozen=True)
class OverheadVariances:
    spending: Decimal
    efficiency: Decimal
    budget: Decimal
    volume: Decimal
    total: Decimal


def price_variance(actual_quantity: Decimal, actual_price: Decimal, standard_price: Decimal) -> Decimal:
    """(actual price - standard price) x actual quantity; for labor the rate variance.

    >>> price_variance(Decimal(2500), Decimal("8.90"), Decimal("9.00"))
    Decimal('-250.00')
    """
    return half_up((actual_price - standard_price) * actual_quantity, PLACES)


def quantity_variance(actual_quantity: Decimal, standard_quantity: Decimal, standard_price: Decimal) -> Decimal:
    """(actual quantity - standard quantity) x standard price; for labor the efficiency variance.

    >>> quantity_variance(Decimal(110), Decimal(100), Decimal(3))
    Decimal('30.00')
    """
    return half_up((actual_quantity - standard_quantity) * standard_price, PLACES)


def overhead_variances(
    actual_cost: Decimal, actual_activity: Decimal, standard_activity: Decimal, variable_rate: Decimal,
    fixed_budget: Decimal, fixed_rate: Decimal,
) -> OverheadVariances:
    """Actual overhead (variable and fixed) less overhead applied, taken apart (Horngren, Cost Accounting, ch. 8).

    spending: actual less the budget for actual activity; efficiency: the activity beyond standard at the variable rate;
    budget = spending + efficiency (the flexible-budget variance); volume: fixed budget less fixed overhead applied on
    standard activity. total = budget + volume = actual - applied, to the cent: what rounding leaves is in spending.

    >>> overhead_variances(Decimal(100), Decimal(10), Decimal(10), Decimal(4), Decimal(50), Decimal(5)).total
    Decimal('10.00')
    """
    applied = standard_activity * (variable_rate + fixed_rate)
    total = half_up(actual_cost - applied, PLACES)
    efficiency = half_up((actual_activity - standard_activity) * variable_rate, PLACES)
    volume = half_up(fixed_budget - standard_activity * fixed_rate, PLACES)
    return OverheadVariances(total - volume - efficiency, efficiency, total - volume, volume, total)
