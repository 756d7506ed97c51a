"""Jobs: cost sheets, roll-forward, cost of goods, contracts, earned value."""

from __future__ import annotations

from wipbook.calculators.jobs import contracts, cost_of_goods, job_cost_sheet, overtime
from wipbook.calculators.jobs.cost_of_goods import ScheduleLine
from wipbook.calculators.jobs.earned_value import EarnedValue, earned_value_of
from wipbook.calculators.jobs.job_cost_sheet import CostLine, JobLabor, JobMaterial, JobOverhead, JobPeriod, RolledJob

from ..boundary.arguments import PLACES, Number, Records, Text
from ..boundary.example import Example
from ..boundary.excel_function import excel_function

AMOUNT, INVENTORY = Number(), Number(least=0)


@excel_function(
    job=Text(),
    movements=Records(JobMaterial, may_be_empty=True),
    labor=Records(JobLabor, may_be_empty=True),
    overhead=Records(JobOverhead, may_be_empty=True),
    returns=CostLine,
    # job WPP 298: materials 4,606 + labor 1,579 + 88 hours at 40; the hourly rate is 1,579 / 88
    example=Example(
        (
            "WPP 298",
            [["Job", "Material", "Quantity", "Cost"], ["WPP 298", "Metal brackets and housings", 1, 4606]],
            [["Job", "Hours", "Rate"], ["WPP 298", 88, 17.943181818]],
            [["Pool", "Activity", "Rate"], ["Manufacturing overhead", 88, 40]],
        ),
        "9705.00", "Horngren, Datar, Rajan, Cost Accounting, ch. 4, Robinson Company, job WPP 298", at=(5, 4),
    ),
)
def wip_job_cost(job, movements, labor=(), overhead=()):
    """The cost sheet of one job: material by material, labor, overhead by pool, total.

    Arguments:
        job: Code of the job.
        movements: Table with headers: Job, Quantity (positive) and Cost or Unit Cost; optional Material, Type (Issue or
            blank adds, Return from Job deducts; completions and scrap are no input).
        labor: Table with headers: Job, Hours, Rate. Left out: none.
        overhead: Table with headers: Activity, Rate; optional Pool, Job (without it all rows are this job's). Left out:
            none.

    Returns the columns Element, Quantity, Rate (the average), Amount (currency, each row to the cent) and a total row.

    >>> wip_job_cost("J", [["Job", "Quantity", "Unit Cost"], ["J", 2, 3]])[-1]
    ['Total', None, None, 6.0]
    """
    return job_cost_sheet.cost_sheet(job, movements, labor, overhead)


@excel_function(
    table=Records(JobPeriod, amounts_only=True),
    places=PLACES,
    returns=RolledJob,
    # 4 + 16 material + 12 labor + 9 overhead - 25 completed - 1 scrapped
    example=Example(
        ([["Job", "Opening", "Material", "Labor", "Overhead", "Completed", "Scrapped"], ["A", 4, 16, 12, 9, 25, 1]],),
        "15", "by hand from the identity of OpenStax, Principles of Accounting vol. 2, 4.3", at=(2, 9),
    ),
)
def wip_roll_forward(table, places=2):
    """Work in process by job: opening, what the period added, what it took out, closing.

    Arguments:
        table: Table with headers: Job and any of Opening, Material, Labor, Overhead, Subcontract, Completed, Scrapped;
            optional Closing to be compared. Amounts in currency, Completed and Scrapped positive.
        places: Decimal places of the currency, 0 to 4; in a workbook of ours ``wip_places``. Left out: 2.

    Returns these columns, to the last place, with Closing and Status (what differs, or is below zero), and a total row
    that foots and cross-foots. Other columns of texts do not matter; one of numbers is refused, it might be a cost
    under another name.

    >>> wip_roll_forward([["Job", "Opening", "Labor", "Completed"], ["J", 5, 2, 6]])[1][-2:]
    [1.0, 'ok']
    """
    return job_cost_sheet.roll_forward(table, places)


@excel_function(
    begin_materials=INVENTORY, purchases=AMOUNT, end_materials=INVENTORY, labor=AMOUNT, overhead=AMOUNT,
    begin_wip=INVENTORY, end_wip=INVENTORY, begin_fg=INVENTORY, end_fg=INVENTORY,
    returns=ScheduleLine,
    # Cellular Products: cost of goods sold 108,000 (thousands in the book)
    example=Example(
        (11000, 73000, 8000, 9000, 20000, 6000, 7000, 22000, 18000), "108000",
        "Horngren, Datar, Rajan, Cost Accounting, ch. 2, Cellular Products", at=(15, 2),
    ),
)
def wip_cogm(begin_materials, purchases, end_materials, labor, overhead, begin_wip=0, end_wip=0, begin_fg=0, end_fg=0):
    """Schedule of cost of goods manufactured and sold.

    Arguments:
        begin_materials: Direct materials at the beginning, in currency.
        purchases: Purchases of direct materials.
        end_materials: Direct materials at the end, positive like every inventory here, no more than there was.
        labor: Direct labor.
        overhead: Manufacturing overhead (applied, or actual).
        begin_wip: Work in process at the beginning. Left out: 0.
        end_wip: Work in process at the end. Left out: 0.
        begin_fg: Finished goods at the beginning. Left out: 0.
        end_fg: Finished goods at the end. Left out: 0.

    Returns the columns Line, Amount: materials used, costs incurred, cost of goods manufactured, cost of goods sold.
    Deductions are negative.

    >>> wip_cogm(11, 73, 8, 9, 20, 6, 7, 22, 18)[10]
    ['Cost of goods manufactured', 104.0]
    """
    return cost_of_goods.cost_of_goods_manufactured(
        begin_materials, purchases, end_materials, labor, overhead, begin_wip, end_wip, begin_fg, end_fg
    )


@excel_function(
    hours=Number(least=0),
    regular_hours=Number(least=0),
    rate=Number(least=0),
    multiplier=Number(least=1, most=10),
    row=overtime.OvertimePay,
    # 45 hours, 40 of them regular, at 20: 5 hours of premium at half of 20
    example=Example((45, 40, 20, 1.5), "50.00", "by hand from the definition of the overtime premium", at=(2, 2)),
)
def wip_overtime(hours, regular_hours, rate, multiplier=1.5):
    """Overtime taken apart: direct cost at the base rate, premium, gross pay.

    Arguments:
        hours: All hours worked.
        regular_hours: Hours that are paid without a premium.
        rate: Base rate per hour, in currency.
        multiplier: Pay of an overtime hour in base rates: 1.5 is time and a half (left out: 1.5), at most 10.

    Returns the columns Direct Cost, Premium, Gross. The premium is overhead unless the job caused the overtime.

    >>> wip_overtime(45, 40, 20)[1]
    [900.0, 50.0, 950.0]
    """
    return overtime.overtime_pay(hours, regular_hours, rate, multiplier)


@excel_function(
    price=Number(least=0),
    cost_to_date=Number(least=0),
    cost_to_complete=Number(least=0),
    billed=Number(least=0),
    row=contracts.ContractPosition,
    # Hardhat Construction, first year: 1,000,000 of 4,000,000 spent on a price of 4,500,000, 900,000 billed
    example=Example(
        (4500000, 1000000, 3000000, 900000), "1125000.00",
        "Kieso, Weygandt, Warfield, Intermediate Accounting, ch. 18, Hardhat Construction, year 1", at=(2, 2),
    ),
)
def wip_contract(price, cost_to_date, cost_to_complete, billed=0):
    """A contract by percentage of completion (cost to cost): revenue, profit, over- or under-billing, loss.

    Arguments:
        price: Contract price in currency, with approved change orders only.
        cost_to_date: Cost incurred from the start of the contract, without uninstalled material.
        cost_to_complete: Estimated cost still to come.
        billed: Billed from the start of the contract. Left out: 0.

    Returns the columns Percent Complete (fraction), Earned Revenue, Gross Profit, Under Billing (an asset), Over
    Billing (a liability), Loss Provision, all to date: what a year adds is this less the year before. An expected loss
    is provided for in full at once: Gross Profit less Loss Provision is the whole loss.

    >>> wip_contract(4500000, 1000000, 3000000, 900000)[1]
    [0.25, 1125000.0, 125000.0, 225000.0, 0.0, 0.0]
    """
    return contracts.contract_position(price, cost_to_date, cost_to_complete, billed)


@excel_function(
    budget=Number(above=0),
    planned_value=Number(least=0),
    earned_value=Number(least=0),
    actual_cost=Number(least=0),
    row=EarnedValue,
    # BAC 1,000, EV 400 for AC 600: 1,000 x 600 / 400
    example=Example(
        (1000, 500, 400, 600), "1500.00", "by hand from the definitions of the PMBOK Guide (EAC = BAC / CPI)", at=(2, 5)
    ),
)
def wip_earned_value(budget, planned_value, earned_value, actual_cost):
    """Earned value of a job: variances, indices, estimates at and to completion.

    Arguments:
        budget: Budget at completion, in currency.
        planned_value: Budget of the work that should be done by now, in currency, not in percent.
        earned_value: Budget of the work that is done, in currency, not in percent.
        actual_cost: What that work has cost.

    Returns the columns CV, SV (+ is good), CPI, SPI (above 1 is good), EAC, ETC, VAC; blank where it would divide by
    zero.

    >>> wip_earned_value(1000, 500, 400, 600)[1][:2]
    [-200.0, -100.0]
    """
    return earned_value_of(budget, planned_value, earned_value, actual_cost)
