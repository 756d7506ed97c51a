"""Allocation: amounts shared out to the last cent."""

from __future__ import annotations

from wipbook.calculators.process import sharing
from wipbook.calculators.process.sharing import AdjustedBalance, LandedLine, PurchaseLine, Share

from ..boundary.arguments import Number, Numbers, Records, Text
from ..boundary.example import Example
from ..boundary.excel_function import excel_function

LINES = [
    ["Item", "Quantity", "Unit Cost", "Weight"],
    ["Motor", 10, 50, 4],
    ["Frame", 20, 10, 8],
    ["Cable", 100, 1, 0],
]


@excel_function(
    amount=Number(),
    weights=Numbers(each=Number(least=0), blank="zero"),
    places=Number(least=0, most=6, whole=True),
    returns=Share,
    # land bought for 1,000,000; lots A, B and C sell for 1,000,000, 600,000 and 900,000
    example=Example(
        (1000000, [1000000, 600000, 900000]), "360000",
        "Kieso, Weygandt, Warfield, Intermediate Accounting, ch. 9, relative sales value (Woodland Developers)",
        at=(4, 1),
    ),
)
def wip_allocate(amount, weights, places=2):
    """An amount shared in proportion to weights; the shares sum to the amount to the last place.

    Arguments:
        amount: What is shared, in currency; may be negative.
        weights: Row or column of weights, zero or more; a blank between is zero, blanks at the end do not count. Their
            sum must be above zero.
        places: Decimal places of the shares. Left out: 2.

    Returns the column Share, one row per weight. A sum of zero is refused: there is nothing to share on.

    >>> [row[0] for row in wip_allocate(100, [1, 1, 1])]
    ['Share', 33.33, 33.34, 33.33]
    """
    return sharing.shares(amount, weights, places)


@excel_function(
    lines=Records(PurchaseLine),
    charge=Number(least=0),
    basis=Text(choices=("value", "quantity", "weight", "volume")),
    returns=LandedLine,
    # values 500, 200 and 100 share 80: 50, 20 and 10; a motor lands at (500 + 50) / 10
    example=Example((LINES, 80, "value"), "55.00", "by hand from IAS 2.11: freight is a cost of purchase", at=(2, 6)),
)
def wip_landed_cost(lines, charge, basis="value"):
    """Freight, duty and handling of a receipt spread over its lines.

    Arguments:
        lines: Table with headers: Quantity, Unit Cost; optional Item, Weight and Volume of one unit.
        charge: Freight, duty and handling to spread, in currency.
        basis: value, quantity, weight or volume. Left out: value.

    Returns the columns Item, Quantity, Unit Cost, Charge Share, Landed Value, Landed Unit Cost; the shares sum to the
    charge to the cent. A basis that sums to zero is refused.

    >>> wip_landed_cost([["Quantity", "Unit Cost"], [10, 5], [5, 10]], 9)[1]
    ['', 10.0, 5.0, 4.5, 54.5, 5.45]
    """
    return sharing.landed_cost(lines, charge, basis)


@excel_function(
    amount=Number(),
    balances=Numbers(each=Number(least=0)),
    weights=Numbers(each=Number(least=0), blank="zero"),
    returns=AdjustedBalance,
    # 135,000 under-applied over WIP, finished goods and cost of goods sold by the overhead they contain
    example=Example(
        (-135000, [50000, 75000, 2375000], [16200, 31320, 1032480]), "129060",
        "Horngren, Datar, Rajan, Cost Accounting, ch. 4, Robinson Company, proration on allocated overhead",
        at=(4, 2),
    ),
)
def wip_prorate(amount, balances, weights=None):
    """Over- or under-applied overhead spread over WIP, finished goods and cost of goods sold.

    Arguments:
        amount: Signed as by wip_over_under: + over-applied (taken off the balances), - under-applied (added).
        balances: Row or column of ending balances, as a rule work in process, finished goods, cost of goods sold.
        weights: Overhead contained in each balance, the preferred basis, one per balance. Left out: the balances
            themselves.

    Returns the columns Balance, Adjustment, Adjusted Balance; the adjustments sum to minus the amount, to the cent.

    >>> wip_prorate(-10, [30, 70])[1]
    [30.0, 3.0, 33.0]
    """
    return sharing.prorate(amount, balances, weights)
