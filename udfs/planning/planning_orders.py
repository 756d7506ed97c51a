"""Planning: how much to order."""

from __future__ import annotations

from wipbook.calculators.orders import economic_order, lot_sizing, newsvendor

from ..boundary.arguments import Number, Numbers, Records, Text
from ..boundary.example import Example
from ..boundary.excel_function import excel_function


@excel_function(
    demand=Number(above=0),
    order_cost=Number(above=0),
    holding_cost=Number(above=0),
    price_breaks=Records(economic_order.PriceBreak),
    discount=Text(choices=economic_order.DISCOUNTS),
    example=Example(
        (1300, 8, 0.225), "304.0468",
        "Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed. (2019), example 3.1 (stockpyl documentation)",
        at=(2, 1),
    ),
    row=economic_order.OrderQuantity,
)
def wip_eoq(demand, order_cost, holding_cost, price_breaks=None, discount="all units"):
    """Economic order quantity: the order that costs least per period, with or without price breaks.

    Arguments:
        demand: Units per period (a year, as a rule), above 0.
        order_cost: Cost of placing one order, in currency, above 0.
        holding_cost: Without price breaks: currency per unit and period. With price breaks: a fraction of the unit
            price per period, 0.30 for 30 %. Above 0.
        price_breaks: Table with From Quantity (the first 0 or 1) and Unit Price. Left out: the price does not depend
            on the quantity.
        discount: all units (the price of a break holds for the whole order) or incremental (only for the units beyond
            it). Left out: all units.

    Returns Quantity, Cost per period (with price breaks including the goods), Orders per period and Unit Price (with
    price breaks). Equation: Q = sqrt(2 demand order_cost / holding_cost).

    >>> [round(cell, 2) for cell in wip_eoq(1300, 8, 0.225)[1][:2]]
    [304.05, 68.41]
    >>> wip_eoq(1300, 8, 0.3, [["From Quantity", "Unit Price"], [0, 0.75], [400, 0.72], [800, 0.68]])[1][:2]
    [800.0, 978.6]
    """
    return economic_order.economic_order(demand, order_cost, holding_cost, price_breaks, discount)


@excel_function(
    demand=Numbers(each=Number(least=0), blank="zero"),
    order_cost=Number(least=0),
    holding_cost=Number(least=0),
    returns=lot_sizing.Lot,
    # Orders of 210 and 150
    example=Example(
        ([90, 120, 80, 70], 500, 2), "1380",
        "Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed. (2019), example 3.9 (stockpyl documentation)",
        at=(6, 7),
    ),
)
def wip_lot_sizes(demand, order_cost, holding_cost):
    """Lot sizes with the least cost for a demand that is known but changes from period to period (Wagner-Whitin).

    Arguments:
        demand: Units per period, in order: one row or column of up to 2,000 periods. A blank between is a period
            without demand.
        order_cost: Cost of placing one order, in currency.
        holding_cost: Currency per unit in stock at the end of a period.

    Returns a row per period and a total: Period, Demand, Order, Ending Stock, Order Cost, Holding Cost, Cost.

    >>> [row[2] for row in wip_lot_sizes([90, 120, 80, 70], 500, 2)]
    ['Order', 210.0, 0.0, 150.0, 0.0, 360.0]
    """
    return lot_sizing.lot_sizes(demand, order_cost, holding_cost)


@excel_function(
    mean=Number(least=0),
    sd=Number(least=0),
    holding_cost=Number(above=0),
    shortage_cost=Number(above=0),
    lead_time=Number(least=0),
    example=Example(
        (50, 8, 0.18, 0.70), "56.60",
        "Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed. (2019), example 4.3 (stockpyl documentation)",
    ),
)
def wip_newsvendor(mean, sd, holding_cost, shortage_cost, lead_time=0):
    """Base stock: the level to order up to, where the cost of holding balances the cost of running short.

    Arguments:
        mean: Mean demand per period, in units.
        sd: Standard deviation of the demand per period, in units; normal demand.
        holding_cost: Currency per unit left over at the end of a period, above 0.
        shortage_cost: Currency per unit short at the end of a period, above 0.
        lead_time: Periods from order to receipt; the level also covers the period until the next review. Left out: 0.

    Returns units, not rounded. Equation: (lead_time + 1) mean + z sd sqrt(lead_time + 1), z the normal quantile of
    shortage_cost / (shortage_cost + holding_cost).

    >>> round(wip_newsvendor(50, 8, 0.18, 0.70), 2)
    56.6
    """
    return newsvendor.base_stock(mean, sd, holding_cost, shortage_cost, lead_time)
