"""Overhead: rates, absorption, activity-based costing, variances."""

from __future__ import annotations

from wipbook.calculators.overhead import activity_costing, normal_capacity, overhead_rate, variances
from wipbook.calculators.overhead.activity_costing import ActivityPool, DriverUse

from ..boundary.arguments import Number, Records
from ..boundary.example import Example
from ..boundary.excel_function import excel_function

HORNGREN = "Horngren, Datar, Rajan, Cost Accounting, "
QUANTITY = Number(least=0)


@excel_function(
    budget_cost=QUANTITY,
    budget_activity=Number(above=0),
    places=Number(least=0, most=10, whole=True),
    # budgeted overhead of 250,000 over a budgeted direct labor cost of 62,500
    example=Example((250000, 62500), "4.00", "OpenStax, Principles of Accounting vol. 2 (2019), 4.4"),
)
def wip_overhead_rate(budget_cost, budget_activity, places=None):
    """Predetermined overhead rate: budgeted overhead per unit of budgeted activity.

    Arguments:
        budget_cost: Budgeted overhead of the period, in currency.
        budget_activity: Budgeted activity of the driver (hours, cost, units); more than zero.
        places: Decimal places of the rate, rounded half-up. Left out: not rounded.

    Returns currency per unit of activity.

    >>> wip_overhead_rate(250000, 62500)
    4.0
    """
    return overhead_rate.predetermined_rate(budget_cost, budget_activity, places)


@excel_function(
    actual=QUANTITY,
    applied=QUANTITY,
    example=Example((1215000, 1080000), "-135000", HORNGREN + "ch. 4, Robinson Company, underallocated overhead"),
)
def wip_over_under(actual, applied):
    """Over- or under-applied overhead: applied less actual.

    Arguments:
        actual: Overhead incurred, in currency.
        applied: Overhead applied to jobs, in currency.

    Returns currency: + over-applied, - under-applied.

    >>> wip_over_under(1215000, 1080000)
    -135000.0
    """
    return overhead_rate.over_under_applied(actual, applied)


@excel_function(
    fixed_cost=QUANTITY,
    normal_activity=Number(above=0),
    actual_activity=QUANTITY,
    row=normal_capacity.Absorption,
    # 200,000 over 10,000 hours is 20 an hour; 7,500 hours absorb 150,000 and leave 50,000 idle
    example=Example((200000, 10000, 7500), "50000.00", "by hand from the rule of IAS 2.13", at=(2, 3)),
)
def wip_absorption(fixed_cost, normal_activity, actual_activity):
    """Fixed overhead on normal capacity: rate, what product absorbs, what idle capacity costs the period.

    Arguments:
        fixed_cost: Fixed production overhead of the period, in currency.
        normal_activity: Activity at normal capacity.
        actual_activity: Activity of the period, same unit.

    Returns the columns Rate, Absorbed, Idle Capacity Expense. Above normal capacity the rate falls, so that no more is
    absorbed than was spent (IAS 2.13).

    >>> wip_absorption(200000, 10000, 7500)[1]
    [20.0, 150000.0, 50000.0]
    """
    return normal_capacity.absorb(fixed_cost, normal_activity, actual_activity)


@excel_function(
    pools=Records(ActivityPool),
    drivers=Records(DriverUse),
    spills=True,
    # product A uses 6,000 of 26,000 labor hours, 60 of 220 orders, 30 of 100 part types, 500 of 2,000 boards,
    # 3,000 of 20,000 machine hours: 36,000 + 3,000 + 24,000 + 22,500 + 27,000
    example=Example(
        (
            [["Pool", "Cost", "Activity"], ["Labor-related", 156000, 26000], ["Purchase orders", 11000, 220],
             ["Parts management", 80000, 100], ["Board etching", 90000, 2000], ["General factory", 180000, 20000]],
            [["Product", "Pool", "Activity"], ["A", "Labor-related", 6000], ["A", "Purchase orders", 60],
             ["A", "Parts management", 30], ["A", "Board etching", 500], ["A", "General factory", 3000],
             ["Others", "Labor-related", 20000], ["Others", "Purchase orders", 160],
             ["Others", "Parts management", 70], ["Others", "Board etching", 1500],
             ["Others", "General factory", 17000]],
        ),
        "112500.00",
        "Garrison, Noreen, Brewer, Managerial Accounting, exercise Sultan Company, product A (solved by hand)",
        at=(2, 7),
    ),
)
def wip_activity_cost(pools, drivers):
    """Activity-based costing: pools of cost spread over products by what they use.

    Arguments:
        pools: Table with headers: Pool, Cost; optional Activity (practical capacity; left out: all that is used).
        drivers: Table with headers: Product, Pool, Activity: what each product uses of each pool.

    Returns the columns Product, one per pool, Total; a row for unused capacity where there is some, and a total row.
    Each pool is shared to the cent.

    >>> wip_activity_cost([["Pool", "Cost"], ["Setup", 90]],
    ...                   [["Product", "Pool", "Activity"], ["A", "Setup", 2], ["B", "Setup", 1]])[1]
    ['A', 60.0, 60.0]
    """
    return activity_costing.activity_costs(pools, drivers)


@excel_function(
    actual_quantity=QUANTITY,
    actual_price=QUANTITY,
    standard_price=QUANTITY,
    # 22,200 square yards bought at 28 against a standard of 30
    example=Example((22200, 28, 30), "-44400.00", HORNGREN + "ch. 7, Webb Company, direct materials price variance"),
)
def wip_price_variance(actual_quantity, actual_price, standard_price):
    """Price variance of material (for labor: rate variance): (actual price - standard price) x actual quantity.

    Arguments:
        actual_quantity: Quantity bought or used (hours, for labor).
        actual_price: Price paid for one unit, in currency.
        standard_price: Standard price of one unit, in currency.

    Returns currency: + is unfavorable.

    >>> wip_price_variance(22200, 28, 30)
    -44400.0
    """
    return variances.price_variance(actual_quantity, actual_price, standard_price)


@excel_function(
    actual_quantity=QUANTITY,
    standard_quantity=QUANTITY,
    standard_price=QUANTITY,
    # 22,200 square yards used where 20,000 are allowed, at 30
    example=Example((22200, 20000, 30), "66000.00", HORNGREN + "ch. 7, Webb Company, materials efficiency variance"),
)
def wip_quantity_variance(actual_quantity, standard_quantity, standard_price):
    """Quantity variance of material (for labor: efficiency variance) at the standard price.

    Arguments:
        actual_quantity: Quantity used (hours, for labor).
        standard_quantity: Quantity the standard allows for what was made.
        standard_price: Standard price of one unit, in currency.

    Returns currency: + is unfavorable.

    >>> wip_quantity_variance(22200, 20000, 30)
    66000.0
    """
    return variances.quantity_variance(actual_quantity, standard_quantity, standard_price)


@excel_function(
    actual_cost=QUANTITY,
    actual_activity=QUANTITY,
    standard_activity=QUANTITY,
    variable_rate=QUANTITY,
    fixed_budget=QUANTITY,
    fixed_rate=QUANTITY,
    row=variances.OverheadVariances,
    # 130,500 variable + 285,000 fixed; 4,500 machine hours where 4,000 are allowed; volume 46,000 U
    example=Example(
        (415500, 4500, 4000, 30, 276000, 57.5), "46000.00",
        HORNGREN + "ch. 8, Webb Company, production-volume variance", at=(2, 4),
    ),
)
def wip_overhead_variance(actual_cost, actual_activity, standard_activity, variable_rate, fixed_budget, fixed_rate):
    """Overhead variances: spending, efficiency, budget, volume, total.

    Arguments:
        actual_cost: Overhead incurred, variable and fixed, in currency.
        actual_activity: Activity (hours) actually used.
        standard_activity: Activity the standard allows for what was made.
        variable_rate: Variable overhead per unit of activity.
        fixed_budget: Budgeted fixed overhead.
        fixed_rate: Fixed overhead applied per unit of activity.

    Returns the columns Spending, Efficiency, Budget (spending + efficiency), Volume, Total (budget + volume): + is
    unfavorable.

    >>> wip_overhead_variance(415500, 4500, 4000, 30, 276000, 57.5)[1]
    [4500.0, 15000.0, 19500.0, 46000.0, 65500.0]
    """
    return variances.overhead_variances(
        actual_cost, actual_activity, standard_activity, variable_rate, fixed_budget, fixed_rate
    )
