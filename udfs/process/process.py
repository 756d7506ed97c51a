"""Process costing: equivalent units, production cost report, relief of a job, spoilage."""

from __future__ import annotations

from wipbook.calculators.process import process_costing, relief, spoilage
from wipbook.calculators.process.process_costing import METHODS, ElementCost, EquivalentUnits, PhysicalUnits
from wipbook.calculators.process.relief import ElementRelief

from ..boundary.arguments import Number, Numbers, Records, Text
from ..boundary.example import Example
from ..boundary.excel_function import excel_function

PACIFIC = "Horngren, Datar, Rajan, Cost Accounting, ch. 17, Pacific Electronics, assembly department, March"
QUANTITY = Number(least=0)
FRACTIONS = Numbers(each=Number(least=0, most=1))


@excel_function(
    begin=QUANTITY,
    started=QUANTITY,
    completed=QUANTITY,
    ending=QUANTITY,
    begin_pct=FRACTIONS,
    end_pct=FRACTIONS,
    method=Text(choices=METHODS),
    returns=EquivalentUnits,
    # FIFO: 225 x 40 % + 175 + 100 x 50 % of conversion work
    example=Example((225, 275, 400, 100, [1, 0.6], [1, 0.5], "FIFO"), "315", PACIFIC + ", FIFO", at=(3, 5)),
)
def wip_equivalent_units(begin, started, completed, ending, begin_pct, end_pct, method="Weighted Average"):
    """Equivalent units of production, per element of cost.

    Arguments:
        begin: Units in process at the beginning.
        started: Units started.
        completed: Units completed.
        ending: Units in process at the end.
        begin_pct: How complete the beginning units were: a fraction, 0.6 for 60 %, or a row of them, one per element of
            cost (material, conversion).
        end_pct: How complete the ending units are: fractions, as many.
        method: Weighted Average (left out) or FIFO.

    Returns the columns Element, From Beginning, Started and Completed, In Ending, Equivalent Units. Units that do not
    reconcile (begin + started = completed + ending) are refused; under FIFO, which completes the beginning units first,
    also fewer completed than begun.

    >>> wip_equivalent_units(225, 275, 400, 100, [1, 0.6], [1, 0.5])[2]
    ['Element 2', 225.0, 175.0, 50.0, 450.0]
    """
    return process_costing.equivalent_units(begin, started, completed, ending, begin_pct, end_pct, method)


@excel_function(
    units=Records(PhysicalUnits),
    costs=Records(ElementCost),
    method=Text(choices=METHODS),
    spills=True,
    # weighted average: 400 units at 130.00 transferred out
    example=Example(
        (
            [["Begin", "Started", "Completed", "Ending"], [225, 275, 400, 100]],
            [["Element", "Begin %", "End %", "Begin Cost", "Added Cost"], ["Direct materials", 1, 1, 18000, 19800],
             ["Conversion", 0.6, 0.5, 8100, 16380]],
        ),
        "52000.00", PACIFIC + ", weighted average", at=(9, 4),
    ),
)
def wip_process_cost(units, costs, method="Weighted Average"):
    """Production cost report of a process: units and costs to account for and accounted for.

    Arguments:
        units: Table of one row with headers: Begin, Started, Completed, Ending (units).
        costs: Table with headers: Element, Begin %, End % (fractions 0 to 1, 0.6 for 60 %), Begin Cost, Added Cost.
            Transferred-in cost is an element that is complete (1).
        method: Weighted Average (left out) or FIFO.

    Returns the column Line, one per element, Total. Lines: units and costs to account for and accounted for, equivalent
    units, cost per equivalent unit, what was transferred out and what is left in process, and the Difference, which is
    zero.

    >>> report = wip_process_cost([["Begin", "Started", "Completed", "Ending"], [0, 10, 6, 4]],
    ...     [["Element", "Begin %", "End %", "Begin Cost", "Added Cost"], ["Material", 0, 0.5, 0, 80]])
    >>> [row for row in report if row[0] == "Ending work in process"]
    [['Ending work in process', 20.0, 20.0]]
    """
    return process_costing.production_cost_report(units, costs, method)


@excel_function(
    charged=Numbers(each=Number()),
    made=QUANTITY,
    in_process=QUANTITY,
    equivalents=FRACTIONS,
    places=Number(least=0, most=4, whole=True),
    returns=ElementRelief,
    # 70 charged to an order of ten, one made, nine holding 75 % of their material: 70 / (1 + 6.75)
    example=Example(
        ([70], 1, 9, [0.75], 4), "9.0323", "Cost of a partial receipt by material consumed, an ERP's published table",
        at=(2, 5),
    ),
)
def wip_relief(charged, made, in_process, equivalents=1, places=2):
    """What completed units take out of a job, by element, and what stays in process.

    Arguments:
        charged: What each element holds: its balance at the start and what the period brought, one cell per element.
        made: Units made in the period.
        in_process: Units begun and not made at its end.
        equivalents: Share of an element that a unit in process holds already: a fraction, 0.75 for 75 %; one for all or
            one per element. Left out: 1.
        places: Decimal places of the currency, 0 to 4; in a workbook of ours ``wip_places``. Left out: 2.

    Returns the columns Element, Charged, In Process (in equivalents), Unit Cost, Relieved, Left, and a row Total.
    Relieved is charged x made / (made + in process x share), the weighted average of process costing, rounded once over
    all elements; charged = relieved + left.

    >>> [row[4] for row in wip_relief([600, 1100], 10, 15, [1, 0])[1:]]
    [240.0, 1100.0, 1340.0]
    """
    return relief.job_relief(charged, made, in_process, equivalents, places)


@excel_function(
    good=Number(above=0),
    spoiled=QUANTITY,
    cost_per_unit=QUANTITY,
    disposal_per_unit=QUANTITY,
    normal_rate=Number(least=0, most=1),
    charged_to=Text(choices=("job", "overhead")),
    row=spoilage.Spoilage,
    # Hull: 5 of 50 parts spoiled, all normal and due to the job; (100,000 - 3,000) / 45
    example=Example(
        (45, 5, 2000, 600, 0.2, "job"), "2155.56",
        "Horngren, Datar, Rajan, Cost Accounting, ch. 18, Hull Machine Shop, spoilage attributable to the job",
        at=(2, 7),
    ),
)
def wip_spoilage(good, spoiled, cost_per_unit, disposal_per_unit=0, normal_rate=0, charged_to="job"):
    """Normal and abnormal spoilage, net of what spoiled units fetch.

    Arguments:
        good: Good units.
        spoiled: Spoiled units.
        cost_per_unit: Cost of one unit up to inspection, in currency.
        disposal_per_unit: What one spoiled unit fetches, no more than it cost. Left out: 0.
        normal_rate: Normal spoilage as a fraction of the good units, 0.02 for 2 %. Left out: 0, all is abnormal.
        charged_to: Who bears normal spoilage: job (left out) or overhead.

    Returns the columns Normal Units, Abnormal Units, Normal Cost, Abnormal Cost (loss of the period), Disposal Value,
    Cost of Good Units (with normal cost that the job bears), Cost per Good Unit. To the cent they are all that was
    spent.

    >>> wip_spoilage(45, 5, 2000, 600, 0.2)[1][2:4]
    [7000.0, 0.0]
    """
    return spoilage.spoilage_cost(good, spoiled, cost_per_unit, disposal_per_unit, normal_rate, charged_to)
