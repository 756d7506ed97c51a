"""Write-downs: lower of cost and net realisable value."""

from __future__ import annotations

from wipbook.calculators.stock import net_realisable_value as rules
from wipbook.calculators.stock.net_realisable_value import CarryingValue, ItemToValue

from ..boundary.arguments import PLACES, Number, Records, Text
from ..boundary.example import Example
from ..boundary.excel_function import excel_function

KIESO = "Kieso, Weygandt, Warfield, Intermediate Accounting, ch. 9"
FOODS = [
    ["Item", "Quantity", "Unit Cost", "NRV", "Group"],
    ["Spinach", 1, 80000, 120000, "Frozen"],
    ["Carrots", 1, 100000, 110000, "Frozen"],
    ["Cut beans", 1, 50000, 40000, "Frozen"],
    ["Peas", 1, 90000, 72000, "Canned"],
    ["Mixed vegetables", 1, 95000, 92000, "Canned"],
]


@excel_function(
    items=Records(ItemToValue),
    by=Text(choices=("item", "group")),
    places=PLACES,
    returns=CarryingValue,
    # carrying value of the five items together
    example=Example((FOODS,), "384000", KIESO + " (IFRS ed.), lower of cost and NRV item by item", at=(7, 4)),
)
def wip_lcnrv(items, by="item", places=2):
    """Stock at the lower of cost and net realisable value, with the write-down of each item or group.

    Arguments:
        items: Table with headers: Item, Quantity, Unit Cost, NRV (net realisable value of one unit); optional Group.
        by: item (left out: item) or group of similar items, never a whole class (IAS 2.29). An item without a Group
            stands by itself.
        places: Decimal places of the currency, 0 to 4; in a workbook of ours ``wip_places``. Left out: 2.

    Returns the columns Item, Cost, NRV, Carrying Value, Write-Down (currency, for the quantity) and a total row.

    >>> wip_lcnrv([["Item", "Quantity", "Unit Cost", "NRV"], ["A", 10, 5, 4]])[1]
    ['A', 50.0, 40.0, 40.0, 10.0]
    """
    return rules.carrying_values(items, by == "group", places)


@excel_function(
    selling_price=Number(least=0),
    completion_cost=Number(least=0),
    selling_cost=Number(least=0),
    # unfinished goods: sales value 1,000, completion 50, cost to sell 200
    example=Example((1000, 50, 200), "750", KIESO + ", computation of NRV"),
)
def wip_nrv(selling_price, completion_cost=0, selling_cost=0):
    """Net realisable value: selling price less costs to complete and to sell.

    Arguments:
        selling_price: Estimated selling price in the ordinary course of business.
        completion_cost: Estimated cost to complete. Left out: 0.
        selling_cost: Estimated cost to sell. Left out: 0.

    Returns currency, for whatever unit the arguments are given; below zero when costs exceed the price (IAS 2.6).

    >>> wip_nrv(1000, 50, 200)
    750.0
    """
    return rules.net_realisable_value(selling_price, completion_cost, selling_cost)


@excel_function(
    cost=Number(least=0),
    replacement_cost=Number(least=0),
    nrv=Number(),
    normal_margin=Number(least=0),
    # peas: replacement cost 36,000 is below the floor of 72,000 - 24,000
    example=Example((90000, 36000, 72000, 24000), "48000", KIESO + ", lower of cost or market with ceiling and floor"),
)
def wip_lcm(cost, replacement_cost, nrv, normal_margin):
    """Lower of cost or market: replacement cost between NRV (ceiling) and NRV less a normal margin (floor).

    Arguments:
        cost: What the goods cost.
        replacement_cost: What they would cost today.
        nrv: Net realisable value: the ceiling of market.
        normal_margin: Normal profit margin in currency; NRV less this margin is the floor of market.

    Returns currency, per unit or for the whole quantity as the arguments are, never below zero. For LIFO and the retail
    method under US GAAP; else use ``wip_lcnrv`` (ASC 330-10-35).

    >>> wip_lcm(50000, 45000, 40000, 12500)
    40000.0
    """
    return rules.lower_of_cost_or_market(cost, replacement_cost, nrv, normal_margin)
