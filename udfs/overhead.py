"""Overhead: rates, absorption, variances."""

from __future__ import annotations

from udfs.boundary.arguments import Number
from udfs.boundary.example import Example
from udfs.boundary.excel_function import excel_function
from wipbook.costing import overhead_rate


@excel_function(
    budget_cost=Number(least=0),
    budget_activity=Number(above=0),
    places=Number(least=0, most=10, whole=True),
    # Budgeted overhead of 250,000 over 62,500 (direct labor cost)
    example=Example((250000, 62500), "4.00", "OpenStax, Principles of Accounting vol. 2 (2019), 4.4"),
)
def wip_overhead_rate(budget_cost, budget_activity, places=None):
    """Predetermined overhead rate: budgeted overhead per unit of budgeted activity.

    Arguments:
        budget_cost: Budgeted overhead of the period, in currency.
        budget_activity: Budgeted activity of the driver (hours, cost, units); more than zero.
        places: Decimal places of the rate, rounded half-up. Left out: not rounded.

    >>> wip_overhead_rate(250000, 62500)
    4.0
    """
    return overhead_rate.predetermined_rate(budget_cost, budget_activity, places)
