"""Functions given what they cannot compute with: in a cell, one line that begins with #WIP."""

from __future__ import annotations

from error_samples import raises
from udfs.boundary.fault import BadArgument
from wipbook.calculators.faults import CannotPlan, CannotTest
from wipbook.calculators.jobs.contracts import NoCostExpected
from wipbook.calculators.jobs.cost_of_goods import MoreThanThereWas
from wipbook.calculators.jobs.earned_value import MoreThanTheBudget
from wipbook.calculators.jobs.job_cost_sheet import CannotCost
from wipbook.calculators.overhead.activity_costing import PoolWithoutActivity
from wipbook.calculators.process.process_costing import CostWithoutWork, UnitsDoNotReconcile
from wipbook.calculators.process.sharing import CannotShare
from wipbook.calculators.process.spoilage import WorthMoreThanItCost
from wipbook.calculators.stock.net_realisable_value import NoGroups
from wipbook.costing.movement_list import CannotValue, NoStandardCost


@raises(BadArgument)
def bad_argument() -> None:
    from udfs import wip_overhead_rate

    wip_overhead_rate(250000, "none")


@raises(CannotValue)
def cannot_value() -> None:
    from udfs import wip_value

    rows = [["Date", "Material", "Quantity", "Unit Cost"], ["2026-01-02", "S", 10, 2.5]]
    wip_value(rows, "FIFO", None, "STEEL")


@raises(NoStandardCost)
def no_standard_cost() -> None:
    from udfs import wip_value

    wip_value([["Date", "Quantity", "Unit Cost"], ["2026-01-02", 10, 2.5]], "Standard")


@raises(NoCostExpected)
def no_cost_expected() -> None:
    from decimal import Decimal

    from wipbook.calculators.jobs.contracts import contract_position

    contract_position(Decimal(100), Decimal(0), Decimal(0), Decimal(0))


@raises(MoreThanThereWas)
def more_than_there_was() -> None:
    from decimal import Decimal

    from wipbook.calculators.jobs.cost_of_goods import cost_of_goods_manufactured

    cost_of_goods_manufactured(*map(Decimal, (10, 20, 31, 0, 0, 0, 0, 0, 0)))


@raises(MoreThanTheBudget)
def more_than_the_budget() -> None:
    from decimal import Decimal

    from wipbook.calculators.jobs.earned_value import earned_value_of

    earned_value_of(Decimal(100), Decimal(120), Decimal(40), Decimal(50))


@raises(CannotCost)
def cannot_cost() -> None:
    from wipbook.calculators.jobs.job_cost_sheet import cost_sheet

    cost_sheet("J9", [], [], [])


@raises(WorthMoreThanItCost)
def worth_more_than_it_cost() -> None:
    from decimal import Decimal

    from wipbook.calculators.process.spoilage import spoilage_cost

    spoilage_cost(Decimal(90), Decimal(10), Decimal(1), disposal_per_unit=Decimal(2))


@raises(CannotShare)
def cannot_share() -> None:
    from decimal import Decimal

    from wipbook.calculators.process.sharing import shares

    shares(Decimal(100), [Decimal(0), Decimal(0)])


@raises(UnitsDoNotReconcile)
def units_do_not_reconcile() -> None:
    from decimal import Decimal

    from wipbook.calculators.process.process_costing import equivalent_units

    half = [Decimal("0.5")]
    equivalent_units(Decimal(0), Decimal(10), Decimal(6), Decimal(5), half, half)


@raises(CostWithoutWork)
def cost_without_work() -> None:
    from udfs import wip_process_cost

    units = [["Begin", "Started", "Completed", "Ending"], [0, 10, 0, 10]]
    costs = [["Element", "Begin %", "End %", "Begin Cost", "Added Cost"], ["Labor", 0, 0, 0, 100]]
    wip_process_cost(units, costs)


@raises(PoolWithoutActivity)
def pool_without_activity() -> None:
    from udfs import wip_activity_cost

    wip_activity_cost([["Pool", "Cost"], ["Set-up", 100]], [["Pool", "Product", "Activity"], ["Setup", "F", 1]])


@raises(NoGroups)
def no_groups() -> None:
    from decimal import Decimal

    from wipbook.calculators.stock.net_realisable_value import ItemToValue, carrying_values

    carrying_values([ItemToValue("F", Decimal(1), Decimal(9), Decimal(8))], by_group=True)


@raises(CannotPlan)
def cannot_plan() -> None:
    from decimal import Decimal

    from wipbook.calculators.orders.safety_stock import safety_stock

    safety_stock(Decimal(95), Decimal(10), Decimal(2), Decimal(1))


@raises(CannotTest)
def cannot_test() -> None:
    from decimal import Decimal

    from wipbook.calculators.audit.benford import digit_frequencies

    digit_frequencies([Decimal(0)])
