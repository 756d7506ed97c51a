"""Planning: flow of work, equipment, delivery."""

from __future__ import annotations

from wipbook.calculators.shop import equipment, flow_measures, service

from ..boundary.arguments import Number, Records
from ..boundary.example import Example
from ..boundary.excel_function import excel_function


@excel_function(
    wip=Number(least=0),
    throughput=Number(least=0),
    cycle_time=Number(least=0),
    # A rack of 160 bottles on average, 8 bought a month: each stays 20 months
    example=Example(
        (160, 8, None), "20",
        "Little & Graves, Little's Law, in: Chhajed & Lowe (eds.), Building Intuition (2008), ch. 5, the wine rack",
    ),
)
def wip_littles_law(wip=None, throughput=None, cycle_time=None):
    """Little's law: work in process = throughput x cycle time. Give two, leave the third blank and get it.

    Arguments:
        wip: Work in process on average, in units. Blank: it is computed.
        throughput: Units completed per period on average. Blank: it is computed.
        cycle_time: Time a unit stays on average, in periods. Blank: it is computed.

    Returns the one that was left blank.

    >>> wip_littles_law(160, 8)
    20.0
    """
    return flow_measures.littles_law(wip, throughput, cycle_time)


@excel_function(
    planned=Number(above=0),
    run=Number(least=0),
    ideal_cycle=Number(above=0),
    total=Number(least=0),
    good=Number(least=0),
    # In seconds: 420 minutes planned, 373 run, 1.0 second ideal; 19,271 pieces, 423 rejected
    example=Example((25200, 22380, 1, 19271, 18848), "0.7479", "Vorne, OEE.com, Calculate OEE (74.79 %)", at=(2, 4)),
    row=equipment.Effectiveness,
)
def wip_oee(planned, run, ideal_cycle, total, good):
    """Overall equipment effectiveness and its three factors.

    Arguments:
        planned: Planned production time, in the unit of ideal_cycle, above 0.
        run: Time in which it ran, a part of planned.
        ideal_cycle: Shortest time per piece, above 0.
        total: Pieces made, good or not.
        good: Pieces right the first time, a part of total.

    Returns Availability, Performance, Quality and OEE as fractions; a factor is blank when nothing ran or was made.
    A Performance above 1 says that the ideal cycle time is too long.

    >>> [round(cell, 4) for cell in wip_oee(25200, 22380, 1, 19271, 18848)[1]]
    [0.8881, 0.8611, 0.978, 0.7479]
    """
    return equipment.effectiveness(planned, run, ideal_cycle, total, good)


@excel_function(
    lines=Records(service.DeliveryLine),
    # One of four is late, another short: two came on time and in full
    example=Example(
        (
            [
                ["Promised", "Quantity Ordered", "Delivered", "Quantity Delivered"],
                ["2026-03-02", 10, "2026-03-02", 10],
                ["2026-03-03", 10, "2026-03-05", 10],
                ["2026-03-04", 10, "2026-03-04", 9],
                ["2026-03-05", 10, "2026-03-04", 10],
            ],
        ), "0.50",
        "by hand from the definition: lines on time and in full / lines, 2 / 4",
    ),
)
def wip_otif(lines):
    """On time in full: the fraction of the order lines that came complete by the promised day.

    Arguments:
        lines: Table with headers: Promised, Quantity Ordered, Delivered, Quantity Delivered, a row per order line. A
            line with a blank Delivered or a smaller quantity is a miss; early is on time.

    Returns a fraction, 0.95 for 95 %.

    >>> wip_otif([["Promised", "Quantity Ordered", "Delivered", "Quantity Delivered"],
    ...           ["2026-03-02", 10, "2026-03-02", 10], ["2026-03-03", 10, "2026-03-05", 10]])
    0.5
    """
    return service.on_time_in_full(lines)


@excel_function(
    defects=Number(least=0),
    units=Number(above=0),
    example=Example((18, 45000), "400", "by hand from the definition: defects / units x 1,000,000"),
)
def wip_ppm(defects, units):
    """Defective units per million units.

    Arguments:
        defects: Defective units (or defects, when a unit can have several).
        units: Units received, made or inspected, above 0.

    Returns a number of units: 400 of a million is 0.04 %.

    >>> wip_ppm(18, 45000)
    400.0
    """
    return service.defects_per_million(defects, units)


@excel_function(
    cogs=Number(least=0),
    begin=Number(least=0),
    end=Number(least=0),
    days=Number(above=0),
    # Keever Inc., current year: 9.0 turns
    example=Example(
        (9270000, 940000, 1120000), "40.6",
        "Warren, Reeve & Duchac, Accounting, 27th ed., exercise 17-11 (days' sales in inventory)",
        at=(2, 2),
    ),
    row=flow_measures.Turnover,
)
def wip_turnover(cogs, begin, end, days=365):
    """Inventory turnover, and how many days the inventory lasts.

    Arguments:
        cogs: Cost of goods sold of the period, in currency.
        begin: Inventory at the beginning of the period at cost, in currency.
        end: Inventory at the end of the period at cost, in currency.
        days: Days of the period. Left out: 365.

    Returns Turns (cogs / average inventory) and Days in Inventory (days / turns; blank when nothing was sold).

    >>> [round(cell, 1) for cell in wip_turnover(9270000, 940000, 1120000)[1]]
    [9.0, 40.6]
    """
    return flow_measures.turnover(cogs, begin, end, days)
