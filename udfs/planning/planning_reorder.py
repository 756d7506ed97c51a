"""Planning: when to order, and what matters most."""

from __future__ import annotations

from wipbook.calculators.orders import safety_stock as uncertainty
from wipbook.calculators.stock import abc_classes

from ..boundary.arguments import Number, Numbers
from ..boundary.example import Example
from ..boundary.excel_function import excel_function

# Annual usage of ten stock items: 1,000 at 90.00, 500 at 154.00, 1,550 at 17.00 ...
DRAM_CHIPS = [90000, 77000, 26350, 15001, 12500, 8502, 1200, 850, 504, 150]


@excel_function(
    service_level=Number(least=0.5, below=1),
    demand=Number(least=0),
    demand_sd=Number(least=0),
    lead_time=Number(least=0),
    lead_time_sd=Number(least=0),
    # Tons of sand: mean 50 and standard deviation 5 over the lead time, a stockout risk of 3 %
    example=Example(
        (0.97, 50, 5, 1), "9.40", "Stevenson, Operations Management, 14th ed., ch. 12, example 8b (safety stock)"
    ),
)
def wip_safety_stock(service_level, demand, demand_sd, lead_time, lead_time_sd=0):
    """Safety stock for a probability of no stockout while an order is on its way.

    Arguments:
        service_level: Probability of no stockout per order, a fraction from 0.5 up to below 1: 95 % is 0.95.
        demand: Mean demand per period, in units.
        demand_sd: Standard deviation of the demand per period, in units.
        lead_time: Mean time from order to receipt, in the same periods.
        lead_time_sd: Standard deviation of that time, in periods. Left out: 0.

    Returns units, not rounded. Equation: z sqrt(lead_time demand_sd² + demand² lead_time_sd²), z the exact normal
    quantile; printed tables round it (1.65 for 1.645).

    >>> round(wip_safety_stock(0.97, 50, 5, 1), 2)
    9.4
    """
    return uncertainty.safety_stock(service_level, demand, demand_sd, lead_time, lead_time_sd)


@excel_function(
    demand=Number(least=0),
    lead_time=Number(least=0),
    safety_stock=Number(least=0),
    example=Example(
        (50, 1, 9.40), "59.40", "Stevenson, Operations Management, 14th ed., ch. 12, example 8c (reorder point)"
    ),
)
def wip_reorder_point(demand, lead_time, safety_stock=0):
    """Reorder point: the stock on hand and on order at which to order again.

    Arguments:
        demand: Mean demand per period, in units.
        lead_time: Time from order to receipt, in the same periods.
        safety_stock: Units kept against uncertainty, as from wip_safety_stock. Left out: 0.

    Returns units. Equation: demand lead_time + safety_stock.

    >>> wip_reorder_point(50, 1, 9.4)
    59.4
    """
    return uncertainty.reorder_point(demand, lead_time, safety_stock)


@excel_function(
    values=Numbers(each=Number(least=0), blank="zero"),
    cuts=Numbers(each=Number(above=0, most=1)),
    returns=abc_classes.Ranked,
    example=Example(
        (DRAM_CHIPS,), "0.388",
        "Heizer, Render & Munson, Operations Management, ch. 12, example 1 (ABC analysis, 38.8 % of dollar volume)",
        at=(2, 3),
    ),
)
def wip_abc(values, cuts=None):
    """ABC class of every item by its share of the total value, in the order of the items.

    Arguments:
        values: Annual usage (or stock) of each item in currency, none negative: one row or column. A blank between
            counts as 0.
        cuts: Cumulative shares that end a class, rising fractions. Left out: 0.80 for A and 0.95 for B, the
            rest is C.

    Returns a row per item, so that it can stand beside the items: Class, Rank (1 is the largest), Share, Cumulative
    Share. A class goes on until the items before have reached its cut; the largest item is always A, and no class
    is passed over.

    >>> [row[0] for row in wip_abc([5, 80, 15])]
    ['Class', 'C', 'A', 'B']
    """
    return abc_classes.abc_classes(values, cuts)
