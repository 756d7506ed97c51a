"""Valuation: what stock is worth and what left it cost."""

from __future__ import annotations

from wipbook.costing import list_valuation
from wipbook.costing.list_valuation import MethodResult, OpenLayer
from wipbook.schema.methods import methods

from ..boundary.arguments import PLACES, Date, Text
from ..boundary.example import Example
from ..boundary.excel_function import excel_function
from ..boundary.movements import Movements

METHOD = Text(choices=tuple(method.name for method in methods()))

# "The Spy Who Loves You": 150 at 21 on hand, 225 bought at 27 and 210 at 33, 300 of the 585 sold.
SPY = [
    ["Date", "Type", "Quantity", "Unit Cost"],
    ["2026-07-01", "Opening", 150, 21],
    ["2026-07-05", "Shipment", 120, None],
    ["2026-07-10", "Receipt", 225, 27],
    ["2026-07-15", "Shipment", 180, None],
    ["2026-07-25", "Receipt", 210, 33],
]
OPENSTAX_10 = "OpenStax, Principles of Accounting vol. 1 (2019), ch. 10, The Spy Who Loves You"


@excel_function(
    movements=Movements(priced=False),
    as_of=Date(),
    material=Text(),
    # 585 units available, 300 sold
    example=Example(([row[:3] for row in SPY],), "285", OPENSTAX_10),
)
def wip_on_hand(movements, as_of=None, material=None):
    """Quantity on hand from a list of movements.

    Arguments:
        movements: Table with headers: Date, Quantity (+ in, - out) or Type and Quantity; optional Material, Location,
            Lot.
        as_of: Last day that counts. Left out: all movements.
        material: Code of one material. Left out: all together.

    Returns units; below zero where more went out than came in. A material that is not in the list is an error. Columns
    of costs are not read.

    >>> wip_on_hand([["Date", "Quantity", "Unit Cost"], ["2026-01-02", 10, 2.5], ["2026-01-03", -4, None]])
    6.0
    """
    return list_valuation.quantity_on_hand(movements, as_of, material)


@excel_function(
    movements=Movements(),
    method=METHOD,
    as_of=Date(),
    material=Text(),
    places=PLACES,
    # 10.3, perpetual FIFO: 75 at 27 + 210 at 33
    example=Example((SPY, "FIFO"), "8955.00", OPENSTAX_10 + ", 10.3 perpetual FIFO"),
)
def wip_value(movements, method="FIFO", as_of=None, material=None, places=2):
    """Value of the stock on hand by a cost flow method.

    Arguments:
        movements: Table with headers: Date, Quantity (+ in, - out) or Type and Quantity, Unit Cost of what came in;
            optional Material, Location, Lot, Standard Cost, Landed Cost.
        method: FIFO, LIFO, Moving Average, Periodic FIFO, Periodic LIFO, Periodic Average, Standard or Specific. Left
            out: FIFO.
        as_of: Last day that counts. Left out: all movements.
        material: Code of one material. Left out: all together.
        places: Decimal places of the currency, 0 to 4; in a workbook of ours ``wip_places``. Left out: 2.

    Returns the value in currency, to the last place, by the engine that values the workbook. Periodic methods take the
    month as their interval. Rows need not be sorted; within a day the order of the rows decides, times of day do not
    count. A number that stands for a date is read in the 1900 date system: in a workbook with the 1904 date system
    format dates as dates.

    >>> wip_value([["Date", "Quantity", "Unit Cost"], ["2026-01-02", 10, 2.5], ["2026-01-03", -4, None]], "fifo")
    15.0
    """
    return list_valuation.value_on_hand(movements.with_places(places), method, as_of, material)


@excel_function(
    movements=Movements(),
    method=METHOD,
    start=Date(),
    end=Date(),
    material=Text(),
    places=PLACES,
    # 10.3, perpetual LIFO: 120 at 21 + 180 at 27
    example=Example((SPY, "LIFO"), "7380.00", OPENSTAX_10 + ", 10.3 perpetual LIFO"),
)
def wip_cogs(movements, method="FIFO", start=None, end=None, material=None, places=2):
    """Cost of everything that left stock in a period.

    Arguments:
        movements: Table with headers: Date, Quantity (+ in, - out) or Type and Quantity, Unit Cost of what came in;
            optional Material, Location, Lot, Standard Cost.
        method: FIFO, LIFO, Moving Average, Periodic FIFO, Periodic LIFO, Periodic Average, Standard or Specific. Left
            out: FIFO.
        start: First day of the period. Left out: from the first movement.
        end: Last day of the period. Left out: to the last movement.
        material: Code of one material. Left out: all together.
        places: Decimal places of the currency, 0 to 4; in a workbook of ours ``wip_places``. Left out: 2.

    Returns currency, to the last place: issues, shipments, scrap and losses, less what came back from jobs and
    customers.

    >>> wip_cogs([["Date", "Quantity", "Unit Cost"], ["2026-01-02", 10, 2.5], ["2026-01-03", -4, None]])
    10.0
    """
    return list_valuation.cost_of_goods(movements.with_places(places), method, start, end, material)


@excel_function(
    movements=Movements(),
    method=METHOD,
    as_of=Date(),
    material=Text(),
    places=PLACES,
    returns=OpenLayer,
    # 10.3, perpetual FIFO leaves 75 at 27 and 210 at 33: the second layer is worth 6,930
    example=Example((SPY, "FIFO"), "6930.00", OPENSTAX_10 + ", 10.3 perpetual FIFO", at=(3, 5)),
)
def wip_layers(movements, method="FIFO", as_of=None, material=None, places=2):
    """The cost layers still on hand, oldest first.

    Arguments:
        movements: Table with headers: Date, Quantity (+ in, - out) or Type and Quantity, Unit Cost of what came in;
            optional Material, Location, Lot, Standard Cost.
        method: FIFO, LIFO, Moving Average, Periodic FIFO, Periodic LIFO, Periodic Average, Standard or Specific. Left
            out: FIFO.
        as_of: Last day that counts. Left out: all movements.
        material: Code of one material. Left out: all.
        places: Decimal places of the currency, 0 to 4; in a workbook of ours ``wip_places``. Left out: 2.

    Returns the columns Material, Date, Quantity, Unit Cost, Value. The layers sum to ``wip_value``; under an average or
    standard they show the age of the goods at the common cost. A shortage is a layer without a date, below zero.

    >>> wip_layers([["Date", "Quantity", "Unit Cost"], ["2026-01-02", 10, 2.5], ["2026-01-03", -4, None]])[1]
    ['all', datetime.date(2026, 1, 2), 6.0, 2.5, 15.0]
    """
    return list_valuation.open_layers(movements.with_places(places), method, as_of, material)


@excel_function(
    movements=Movements(),
    method=METHOD,
    places=PLACES,
    spills=True,
    # 10.3, perpetual average: 180 sold at 6,705 / 255 = 26.2941 for 4,732.94
    example=Example(
        (SPY, "Moving Average"), "-4732.94", OPENSTAX_10 + ", 10.3 weighted average (unrounded rate)", at=(5, 5)
    ),
)
def wip_movement_costs(movements, method="FIFO", places=2):
    """Every movement with its cost and the balance after it.

    Arguments:
        movements: Table with headers: Date, Quantity (+ in, - out) or Type and Quantity, Unit Cost of what came in;
            optional Material, Location, Lot, Standard Cost.
        method: FIFO, LIFO, Moving Average, Periodic FIFO, Periodic LIFO, Periodic Average, Standard or Specific. Left
            out: FIFO.
        places: Decimal places of the currency, 0 to 4; in a workbook of ours ``wip_places``. Left out: 2.

    Returns the list as given, blank rows between included, and Cost (+ came in, - left), Quantity After, Value After,
    Rate After, Status. A row that cannot be read says so in Status, and its material gets no figures.

    >>> wip_movement_costs([["Date", "Quantity", "Unit Cost"], ["2026-01-02", 10, 2.5], ["2026-01-03", -4, None]])[2]
    ['2026-01-03', -4, None, -10.0, 6.0, 15.0, 2.5, 'ok']
    """
    return list_valuation.movement_costs(movements.with_places(places), method)


@excel_function(
    movements=Movements(),
    as_of=Date(),
    material=Text(),
    places=PLACES,
    returns=MethodResult,
    # 10.2, periodic LIFO: ending inventory 150 at 21 + 135 at 27 = 6,795
    example=Example((SPY,), "6795.00", OPENSTAX_10 + ", 10.2 periodic LIFO", at=(6, 4)),
)
def wip_compare_methods(movements, as_of=None, material=None, places=2):
    """The same movements valued by every method, side by side.

    Arguments:
        movements: Table with headers: Date, Quantity (+ in, - out) or Type and Quantity, Unit Cost of what came in;
            optional Material, Location, Lot, Standard Cost.
        as_of: Last day that counts. Left out: all movements.
        material: Code of one material. Left out: all together.
        places: Decimal places of the currency, 0 to 4; in a workbook of ours ``wip_places``. Left out: 2.

    Returns the columns Method, Quantity, Unit Cost, Value, Cost of Goods. Standard needs a column Standard Cost,
    Specific a Lot in every row; without them they are left out.

    >>> [row[0] for row in wip_compare_methods([["Date", "Quantity", "Unit Cost"], ["2026-01-02", 10, 2.5]])][:3]
    ['Method', 'FIFO', 'LIFO']
    """
    return list_valuation.compare_methods(movements.with_places(places), as_of, material)
