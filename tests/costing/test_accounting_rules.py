"""Rules an expert insists on; each test names the rule of the list in docs/rules.md that it proves."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from tests.plant import Plant, day
from wipbook.books.overhead.disposition import IDLE, SHARED, disposition
from wipbook.ledger.policy import LifoUnderIfrs
from wipbook.values.allocate import NothingToAllocateOn, allocate


def test_rule_1_lifo_is_refused_under_ifrs() -> None:
    with pytest.raises(LifoUnderIfrs, match=r"IAS 2\.25"):
        Plant({"Framework": "IFRS", "Valuation_Method": "LIFO"}).move(day(1), "Receipt", "A", 1, unit_cost=1).solve()
    with pytest.raises(LifoUnderIfrs, match="Materials!E6"):
        Plant({"Framework": "IFRS"}).material("A", method="Periodic LIFO").move(
            day(1), "Receipt", "A", 1, unit_cost=1
        ).solve()


def test_rule_5_periodic_and_perpetual_fifo_agree() -> None:
    def book(method: str) -> float:
        plant = Plant({"Valuation_Method": method})
        plant.move(day(1), "Receipt", "A", 10, unit_cost=1).move(day(2), "Shipment", "A", 4)
        plant.move(day(3), "Receipt", "A", 10, unit_cost=2).move(day(4), "Shipment", "A", 9)
        return plant.solve().value("A")

    assert book("FIFO") == book("Periodic FIFO") == 14.00


def test_rule_6_and_7_amounts_are_rounded_once_half_up_and_nothing_is_lost() -> None:
    # 0.285 is held by a float as 0.28499999...; half-up makes 0.29 of it
    plant = (
        Plant().move(day(1), "Receipt", "A", 1, unit_cost=0.285).move(day(2), "Receipt", "B", 3, unit_cost=33.333333)
    )
    for number in range(3):
        plant.move(day(3 + number), "Issue", "B", 1, job="J")
    books = plant.material("P", "finished").job("J", "P", 1).solve()
    assert books.movement(1)["value_in"] == 0.29
    # three thirds of 100.00 are 33.33, 33.34 and 33.33: the running total is rounded, never the pieces
    assert [books.cost(n) for n in (3, 4, 5)] == [33.33, 33.34, 33.33]
    assert books.job("J")["Material Cost"] == 100.00


@pytest.mark.parametrize("method", ["FIFO", "Moving Average", "Standard"])
def test_rule_8_and_9_no_quantity_no_value(method: str) -> None:
    plant = Plant({"Valuation_Method": method}).material("A", standard_cost=0.333333)
    plant.move(day(1), "Receipt", "A", 0.1, unit_cost=0.3333).move(day(1), "Receipt", "A", 0.2, unit_cost=0.3333)
    plant.move(day(2), "Shipment", "A", 0.3)  # 0.1 + 0.2 is not 0.3 in floats
    books = plant.solve()
    assert books.quantity("A") == 0
    assert books.value("A") == 0
    books.assert_conserved()


@pytest.mark.parametrize("method", ["FIFO", "LIFO", "Moving Average", "Standard"])
def test_rule_10_a_transfer_moves_exactly_the_value_that_left(method: str) -> None:
    plant = Plant({"Valuation_Method": method, "Framework": "US GAAP"}).material("A", standard_cost=1.37)
    plant.move(day(1), "Receipt", "A", 3, unit_cost=1.01, location="MAIN")
    plant.move(day(2), "Receipt", "A", 4, unit_cost=2.03, location="MAIN")
    plant.move(day(3), "Transfer", "A", 5, location="MAIN", to_location="LINE")
    plant.move(day(4), "Shipment", "A", 5, location="LINE")
    books = plant.solve()
    transfer = books.movement(3)
    assert transfer["value_in"] == transfer["value_out"]
    assert books.cost(4) == transfer["value_in"]
    expected = {"FIFO": 3 * 1.01 + 2 * 2.03, "LIFO": 4 * 2.03 + 1.01, "Moving Average": 7.96, "Standard": 6.85}
    assert transfer["value_out"] == pytest.approx(expected[method])
    books.assert_conserved()


def test_rule_11_within_a_day_the_order_of_entry_decides_and_stays() -> None:
    plant = Plant().move(day(1), "Receipt", "A", 1, unit_cost=10).move(day(1), "Receipt", "A", 1, unit_cost=20)
    plant.move(day(1), "Shipment", "A", 1)
    assert [plant.solve().cost(3) for _ in range(3)] == [10.00, 10.00, 10.00]


def test_rule_12_returns_leave_and_come_back_at_their_own_cost() -> None:
    plant = Plant()
    plant.move(day(1), "Receipt", "A", 10, unit_cost=5, supplier="S1", document="PO1")
    plant.move(day(2), "Receipt", "A", 10, unit_cost=8, supplier="S2", document="PO2", landed_cost=10)
    plant.move(day(3), "Return to Supplier", "A", 4, supplier="S2", document="PO2")
    plant.move(day(4), "Shipment", "A", 12, customer="C1", document="D1")
    plant.move(day(5), "Sales Return", "A", 3, customer="C1", document="D1")
    books = plant.solve()
    assert books.cost(3) == 36.00  # four at 8 + 1 of landed cost, although the layer at 5 is older
    assert books.cost(4) == 68.00  # ten at 5 and two at 9
    assert books.movement(5)["value_in"] == 17.00  # 68 x 3 / 12
    books.assert_conserved()


def test_rule_14_negative_stock_carries_the_last_rate_and_is_trued_up() -> None:
    # ERPNext, test_negative_fifo_valuation: 10 at 10, -15, -5, +15 at 15: the balance changes by 175
    plant = Plant({"Negative_Stock": "warn"}).move(day(1), "Receipt", "A", 10, unit_cost=10)
    plant.move(day(2), "Shipment", "A", 15).move(day(3), "Shipment", "A", 5).move(
        day(4), "Receipt", "A", 15, unit_cost=15
    )
    books = plant.solve()
    assert [books.movement(n)["value_after"] for n in (2, 3, 4)] == [-50.00, -100.00, 75.00]
    assert books.movement(4)["value_after"] - books.movement(3)["value_after"] == 175.00
    assert books.movement(4)["true_up"] == 50.00
    assert "5 more than was on hand" in books.ledger.rejections.frame()["Found"][0]
    books.assert_conserved()


def test_rule_15_a_backdated_receipt_reprices_the_whole_chain() -> None:
    def book(*, backdated: bool) -> Plant:
        plant = Plant().material("RAW").material("SUB", "subassembly").material("FG", "finished")
        plant.job("J1", "SUB", 10).job("J2", "FG", 5)
        plant.move(day(5), "Receipt", "RAW", 20, unit_cost=3)
        plant.move(day(6), "Issue", "RAW", 10, job="J1").move(day(7), "Completion", "SUB", 10, job="J1")
        plant.move(day(8), "Issue", "SUB", 10, job="J2").move(day(9), "Completion", "FG", 5, job="J2")
        plant.move(day(10), "Shipment", "FG", 5)
        if backdated:
            plant.move(day(4), "Receipt", "RAW", 10, unit_cost=2)
        return plant

    before, after = book(backdated=False).solve(), book(backdated=True).solve()
    assert (before.cost(6), after.cost(6)) == (30.00, 20.00)
    after.assert_conserved()


def test_rule_16_an_issue_never_sees_a_later_receipt_however_early_it_was_typed() -> None:
    plant = Plant().move(day(20), "Receipt", "A", 10, unit_cost=99).move(day(1), "Receipt", "A", 10, unit_cost=1)
    plant.move(day(10), "Shipment", "A", 10)
    assert plant.solve().cost(3) == 10.00


def test_rule_17_a_count_resets_the_balance_whatever_is_entered_before_it() -> None:
    def book(*, late: bool) -> Plant:
        plant = Plant().move(day(1), "Receipt", "A", 10, unit_cost=2)
        plant.move(day(10), "Count", "A", -1, document="CT1").add(
            "Counts", count="CT1", date=day(10), material="A", counted=9
        )
        if late:
            plant.move(day(5), "Receipt", "A", 4, unit_cost=2)
        return plant

    assert book(late=False).solve().quantity("A") == 9
    assert book(late=True).solve().quantity("A") == 9


def test_rule_18_the_backdated_entry_is_refused_not_the_later_good_one() -> None:
    plant = Plant({"Negative_Stock": "refuse"}).move(day(1), "Receipt", "A", 10, unit_cost=1)
    plant.move(day(10), "Shipment", "A", 8, entered_at=dt.datetime(2026, 1, 10, 9))
    plant.move(day(5), "Shipment", "A", 5, entered_at=dt.datetime(2026, 1, 12, 9))
    books = plant.solve()
    listed = books.ledger.rejections.frame()
    assert listed["Row Key"].to_list() == ["M3"]
    assert listed["Effect"].to_list() == ["row excluded"]
    assert books.quantity("A") == 2
    books.assert_conserved()


def test_rule_19_a_backdated_row_is_listed_and_counts() -> None:
    plant = Plant({"Backdating": "refuse", "Late_Entry_Days": 5})
    plant.move(day(1), "Receipt", "A", 1, unit_cost=1, entered_at=dt.datetime(2026, 1, 20, 8))
    plant.move(day(18), "Receipt", "A", 1, unit_cost=1, entered_at=dt.datetime(2026, 1, 20, 8))
    books = plant.solve()
    assert books.ledger.rejections.frame().select("Row Key", "Effect").rows() == [("M1", "warning")]
    assert books.quantity("A") == 2


def test_rule_20_an_earlier_day_is_valued_with_what_was_known_then() -> None:
    plant = Plant({"As_Of": day(10)}).move(day(1), "Receipt", "A", 10, unit_cost=2)
    plant.move(day(20), "Receipt", "A", 10, unit_cost=9)
    assert plant.solve().value("A") == 20.00


def test_rule_21_a_late_entry_keeps_its_date_and_is_listed() -> None:
    """What it changes is posted on the first open day, once the period is closed (tests/closed)."""
    plant = Plant({"Closed_Through": day(31)})
    plant.move(day(1), "Receipt", "A", 10, unit_cost=2, entered_at=dt.datetime(2026, 1, 1, 8))
    plant.move(day(15), "Receipt", "A", 1, unit_cost=7, entered_at=dt.datetime(2026, 2, 3, 8))
    books = plant.solve()
    assert books.movement(2)["Date"] == day(15)
    assert "close the period" in books.ledger.rejections.frame()["What To Do"][0]


def job_shop() -> Plant:
    """One job from material to completion, with labor, overhead and outside work."""
    plant = Plant({"Period_Start": day(1, 2), "Period_End": day(28, 2)})
    plant.material("STEEL").material("FG", "finished").material("PLATING", "supply")
    plant.job("J1", "FG", 10, status="Released").job("J2", "FG", 4)
    plant.move(day(10), "Receipt", "STEEL", 100, unit_cost=4).move(day(20), "Issue", "STEEL", 30, job="J1")
    plant.ticket(day(21), 10, job="J1", rate=20)
    plant.add(
        "Overhead",
        pool="SHOP",
        period=day(1),
        driver="labor hours",
        budget_cost=1000,
        budget_activity=100,
        actual_cost=90,
    )
    plant.move(day(5, 2), "Issue", "STEEL", 10, job="J1").move(
        day(6, 2), "Receipt", "PLATING", 1, unit_cost=55, job="J1"
    )
    plant.ticket(day(7, 2), 5, job="J1", rate=20)
    plant.move(day(10, 2), "Completion", "FG", 6, job="J1").move(day(11, 2), "Scrap", "FG", 1, job="J1")
    plant.move(day(12, 2), "Issue", "STEEL", 5, job="J2").move(day(12, 2), "Return from Job", "STEEL", 1, job="J2")
    plant.move(day(15, 2), "Shipment", "FG", 2)
    return plant


def test_rule_23_the_roll_forward_identity() -> None:
    books = job_shop().solve()
    roll = books.results.roll_forward
    row = roll.filter(pl.col("Job") == "J1").to_dicts()[0]
    assert row["Opening"] == 120_00 + 200_00 + 100_00
    assert (row["Material Cost"], row["Labor Cost"], row["Overhead Cost"], row["Subcontract Cost"]) == (
        40_00, 100_00, 50_00, 55_00,
    )
    charged = 420_00 + 245_00
    # seven of ten were made: they hold 7 / 10 of the material (160, all issued before), and all labor, overhead and
    # outside work, of which nothing says that a part is in process: 112 + 300 + 150 + 55 = 617
    assert row["Completed"] == 528_86  # 617 x 6 / 7
    assert row["Scrapped"] == 88_14
    assert row["Closing"] == charged - row["Completed"] - row["Scrapped"]
    books.assert_conserved()


def test_rule_24_each_level_feeds_the_next() -> None:
    books = job_shop().solve()
    statement = books.results.statement
    sums = {line: statement.filter(pl.col("Line") == line) for line in statement["Line"]}
    # materials used = opening + purchases - closing
    raw = statement["Raw Materials"]
    used = sums["Issued to jobs"]["Raw Materials"].item() + sums["Returned from jobs"]["Raw Materials"].item()
    assert (
        -used
        == sums["Opening"]["Raw Materials"].item()
        + sums["Purchases and landed cost"]["Raw Materials"].item()
        - raw.sum()
    )
    # what the jobs completed is what finished goods received
    assert sums["Completed"]["Work in Process"].item() == -sums["Completed"]["Finished Goods"].item()


def test_rule_25_and_26_a_closed_job_holds_nothing_and_what_it_held_is_shown() -> None:
    plant = Plant().material("A").material("FG", "finished")
    plant.job("DONE", "FG", 10, status="Closed", finished=day(10), closed=day(12)).job(
        "FAILED", "FG", 10, status="Closed", closed=day(12)
    )
    plant.move(day(1), "Receipt", "A", 10, unit_cost=10)
    plant.move(day(2), "Issue", "A", 4, job="DONE").move(day(10), "Completion", "FG", 9, job="DONE")
    plant.move(day(2), "Issue", "A", 3, job="FAILED").ticket(day(20), 2, job="DONE", rate=30)
    plant.ticket(day(20, 2), 1, job="DONE", rate=45).ticket(day(20), 1, job="FAILED", rate=5)
    books = plant.solve()
    assert books.job("DONE") | {"WIP": 0.0} == books.job("DONE")
    assert books.job("DONE")["Completed"] == 100.00  # a finished job is cleared, of all its month brought
    assert books.job("DONE")["Late Cost"] == 45.00  # a ticket of the next month follows the nine, all on hand
    assert (books.job("DONE")["Expensed"], books.value("FG")) == (0, 145.00)
    assert books.job("FAILED")["Expensed"] == 35.00  # no lot it could follow
    assert books.line("Expensed from closed jobs")["Work in Process"] == -35.00
    books.assert_conserved()


def test_rule_29_fixed_overhead_is_applied_on_normal_capacity_and_idle_capacity_is_shown() -> None:
    # IAS 2.13. Budget 20,000, 40 % variable, budget activity 800 h, normal 1,000 h: 8,000 / 800 + 12,000 / 1,000 = 22
    plant = Plant().material("FG", "finished").job("J", "FG", 1).ticket(day(5), 20, job="J", rate=10)
    plant.add("Overhead", pool="SHOP", period=day(1), driver="labor hours", budget_cost=20000, budget_activity=800,
              normal_activity=1000, actual_cost=19000, variable_percent=40)
    books = plant.solve()
    row = books.solution.overhead.to_dicts()[0]
    assert row["Rate"] == 22_000_000
    assert row["Applied"] == 440_00
    assert row["Idle Capacity"] == 12_000_00 * 980 // 1000


def test_rule_30_31_and_33_predetermined_rates_by_pool_and_the_balance_left() -> None:
    # OpenStax, Principles of Accounting vol. 2, 4.4: 250,000 of overhead over 4,000 direct labor hours is 62.50
    plant = Plant().material("FG", "finished").material("M").job("J", "FG", 1).ticket(day(5), 10, job="J", rate=10)
    plant.move(day(1), "Receipt", "M", 10, unit_cost=10).move(day(2), "Issue", "M", 4, job="J")
    plant.add(
        "Overhead",
        pool="LABOR",
        period=day(1),
        driver="labor hours",
        budget_cost=250000,
        budget_activity=4000,
        actual_cost=600,
    )
    plant.add(
        "Overhead",
        pool="STORES",
        period=day(1),
        driver="material cost",
        budget_cost=500,
        budget_activity=10000,
        actual_cost=3,
    )
    books = plant.solve()
    by_pool = {row["Pool"]: row for row in books.solution.overhead.to_dicts()}
    assert by_pool["LABOR"]["Rate"] == 62_500_000
    assert by_pool["LABOR"]["Applied"] == 625_00
    assert by_pool["LABOR"]["Over Applied"] == 25_00
    assert by_pool["STORES"]["Applied"] == 2_00  # 5 % of 40.00
    assert by_pool["STORES"]["Over Applied"] == -1_00
    assert books.job("J")["Overhead Cost"] == 627.00


def test_rule_34_applied_overhead_is_a_line_of_its_own_in_the_statement() -> None:
    books = job_shop().solve()
    assert books.line("Overhead applied") == {"Raw Materials": 0.0, "Work in Process": 50.0, "Finished Goods": 0.0}


def test_rule_41_unused_material_reduces_the_job_at_issue_cost() -> None:
    plant = Plant().material("FG", "finished").job("J", "FG", 1)
    plant.move(day(1), "Receipt", "A", 10, unit_cost=3).move(day(2), "Receipt", "A", 10, unit_cost=7)
    plant.move(day(3), "Issue", "A", 10, job="J").move(day(4), "Return from Job", "A", 2, job="J")
    books = plant.solve()
    assert books.movement(4)["value_in"] == 6.00
    assert books.job("J")["Material Cost"] == 24.00
    books.assert_conserved()


def test_rule_50_overtime_premium_goes_to_overhead_unless_the_job_caused_it() -> None:
    def book(target: str) -> dict[str, float]:
        plant = Plant({"Overtime_Premium_To": target}).material("FG", "finished").job("J", "FG", 1)
        plant.ticket(day(5), 4, job="J", rate=20, pay_type="Overtime")
        return plant.solve().job("J")

    assert book("overhead")["Labor Cost"] == 80.00
    assert book("job")["Labor Cost"] == 120.00


def test_rule_51_and_52_idle_time_is_overhead_and_burden_follows_the_policy() -> None:
    def book(target: str) -> Plant:
        plant = Plant({"Burden_To": target}).material("FG", "finished").job("J", "FG", 1)
        plant.add("Employees", employee="E1", name="Sam", rate=20, burden_percent=25)
        plant.ticket(day(5), 8, job="J").ticket(day(6), 2, pay_type="Idle")
        return plant

    books = book("job").solve()
    assert books.job("J")["Labor Cost"] == 200.00
    assert books.solution.labor["Indirect"].sum() == 50_00
    assert book("overhead").solve().job("J")["Labor Cost"] == 160.00


def test_rule_58_goods_of_others_are_counted_but_have_no_value() -> None:
    plant = Plant().material("C", owner="Customer").move(day(1), "Receipt", "C", 10, unit_cost=9)
    books = plant.solve()
    assert (books.quantity("C"), books.value("C")) == (10, 0)


def test_rule_63_and_65_landed_cost_is_part_of_the_cost_and_reprices_what_was_issued() -> None:
    def book(landed: float) -> Plant:
        plant = Plant().material("FG", "finished").job("J", "FG", 1)
        plant.move(day(1), "Receipt", "A", 10, unit_cost=5, landed_cost=landed)
        return plant.move(day(2), "Issue", "A", 4, job="J")

    assert (book(0).solve().cost(2), book(15).solve().cost(2)) == (20.00, 26.00)
    assert book(15).solve().value("A") == 39.00


def test_rule_64_a_basis_of_zero_is_refused_and_shares_sum_to_the_charge() -> None:
    with pytest.raises(NothingToAllocateOn):
        allocate(100, [0, 0])
    assert sum(allocate(10001, [333, 333, 334])) == 10001


def test_rule_68_a_currency_without_decimals_is_rounded_to_whole_units() -> None:
    # Odoo, test_currency_precision_and_standard_svl_value: three at 0.5 in a currency of whole units
    plant = Plant({"Currency": "JPY", "Currency_Places": 0}).move(day(1), "Receipt", "A", 3, unit_cost=0.5)
    plant.move(day(2), "Shipment", "A", 3)
    books = plant.solve()
    assert books.movement(1)["value_in"] == 2
    assert books.value("A") == 0


def test_rule_31_a_material_balance_is_prorated_and_an_immaterial_one_expensed() -> None:
    # Balances of 300 in WIP, 300 in finished goods and 600 sold share an over-applied 60 as 15, 15 and 30
    def book(materiality: float, choice: str) -> list[int]:
        plant = Plant({"Materiality": materiality, "Overhead_Disposition": choice})
        plant.material("M").material("FG", "finished").job("J", "FG", 4)
        plant.move(day(1), "Receipt", "M", 100, unit_cost=10).move(day(2), "Issue", "M", 100, job="J")
        plant.ticket(day(3), 20, job="J", rate=5)
        # three of four made, the fourth with everything in it: a quarter of 1,200 stays
        plant.add("Bill of Materials", product="FG", component="M", quantity_per=25)
        plant.add("Operations", job="J", step="10", work_center="W", planned_hours=20)
        plant.add(
            "Overhead",
            pool="P",
            period=day(1),
            driver="labor hours",
            budget_cost=100,
            budget_activity=20,
            actual_cost=40,
        )
        plant.move(day(5), "Completion", "FG", 3, job="J").move(day(6), "Shipment", "FG", 2)
        books = plant.solve()
        frame = disposition(books.results)
        assert frame.row(0)[:3] == (IDLE, 0, 0)
        frame = frame.filter(pl.col("Balance Of").is_in(SHARED))
        assert frame["Balance"].to_list() == [300_00, 300_00, 600_00]
        return frame["Takes"].to_list()

    assert book(50, "prorate") == [15_00, 15_00, 30_00]
    assert book(50, "expense") == [0, 0, 60_00]
    assert book(100, "prorate") == [0, 0, 60_00]
