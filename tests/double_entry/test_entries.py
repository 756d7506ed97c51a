"""Both sides of what happens, figures by hand."""

from __future__ import annotations

import polars as pl

from tests.double_entry.laws import assert_double, assert_roll_forward, assert_statement
from tests.plant import Plant, day
from wipbook.books.entries import ACTUAL_OVERHEAD, CONTAINED_LABOR, INDIRECT_LABOR, MOVED
from wipbook.books.ledger_postings import ledger_postings
from wipbook.books.results import Results


def posted(plant: Plant) -> Results:
    books = plant.solve().results
    assert not books.ledger.rejections.rows, books.ledger.rejections.rows
    assert_double(books.entries)
    assert_statement(books, books.policy.period_start)
    assert_roll_forward(books, books.policy.period_start)
    return books


def roles(books: Results, line: str | None = None) -> dict[str, float]:
    """Balance of every role, of one line or of all, in currency."""
    entries = books.entries if line is None else books.entries.filter(pl.col("Line") == line)
    sums = entries.group_by("Role").agg(pl.col("Amount").sum()).iter_rows()
    return {role: amount / 100 for role, amount in sums if amount}


def test_what_was_received_waits_for_its_invoice_and_freight_for_its_own() -> None:
    plant = Plant().move(day(1), "Opening", "RAW", 10, unit_cost=10)
    plant.move(day(2), "Receipt", "RAW", 10, unit_cost=10, landed_cost=5, document="PO-1")
    plant.move(day(3), "Return to Supplier", "RAW", 2, document="PO-1")
    books = posted(plant)
    assert roles(books, "Opening") == {"Raw Materials": 100, "Opening Balances": -100}
    assert roles(books, "Purchases and landed cost") == {
        "Raw Materials": 105, "Goods Received Not Invoiced": -100, "Freight Clearing": -5,
    }
    assert roles(books, "Returns to suppliers") == {"Raw Materials": -21, "Goods Received Not Invoiced": 21}


def test_an_invoice_at_another_price_is_value_of_its_receipt() -> None:
    """Receipt 10 at 10, invoice 110: the accrual is 110, so that the invoice clears it."""
    plant = Plant().move(day(2), "Receipt", "RAW", 10, unit_cost=10, document="PO-1")
    plant.move(day(20), "Revaluation", "RAW", 0, amount=10, document="PO-1")
    assert roles(posted(plant)) == {"Raw Materials": 110, "Goods Received Not Invoiced": -110}


def test_a_revaluation_of_goods_that_were_not_received_has_a_role_of_its_own() -> None:
    plant = Plant().move(day(2), "Opening", "RAW", 10, unit_cost=10)
    plant.move(day(20), "Revaluation", "RAW", 0, amount=-30)
    assert roles(posted(plant)) == {"Raw Materials": 70, "Opening Balances": -100, "Revaluation": 30}


def test_the_part_of_a_late_price_whose_goods_are_gone_is_a_price_difference() -> None:
    """Half of 10 shipped at 10 each; the invoice is 20 higher: 10 to stock, 10 a difference."""
    plant = Plant().move(day(2), "Receipt", "RAW", 10, unit_cost=10, document="PO-1")
    plant.move(day(5), "Shipment", "RAW", 5).move(day(20), "Revaluation", "RAW", 0, amount=20, document="PO-1")
    books = posted(plant)
    assert roles(books) == {
        "Raw Materials": 60, "COGS": 50, "Price Differences": 10, "Goods Received Not Invoiced": -120,
    }
    assert ledger_postings(books).filter(pl.col("Role") == "Variance")["Amount"].sum() == 1000


def test_charges_over_several_receipts_wait_for_the_freight_bill() -> None:
    plant = Plant().move(day(2), "Receipt", "RAW", 10, unit_cost=10, document="PO-1")
    plant.move(day(3), "Receipt", "RED", 10, unit_cost=30, document="PO-2")
    plant.add("Landed Cost Charges", charge="F1", date=day(9), amount=40, documents="PO-1, PO-2", basis="value")
    books = posted(plant)
    assert roles(books, "Landed cost charges") == {"Raw Materials": 40, "Freight Clearing": -40}
    shares = books.entries.filter((pl.col("Role") == "Raw Materials") & (pl.col("Line") == "Landed cost charges"))
    assert dict(shares.select("Material", "Amount").iter_rows()) == {"RAW": 1000, "RED": 3000}


def shop() -> Plant:
    """A job with 2 h, an hour without job and an idle hour, 25 each; actual overhead 200, of it 50 payroll."""
    plant = Plant({"Period_End": day(31), "As_Of": day(31)}).material("FG", "finished").job("J-1", "FG", 10)
    plant.ticket(day(5), 2, rate=25, job="J-1").ticket(day(6), 1, rate=25)
    plant.ticket(day(7), 1, rate=25, pay_type="Idle")
    return plant.add("Overhead", pool="SHOP", period=day(1), driver="labor hours", budget_cost=160, budget_activity=8,
                     actual_cost=200)


def test_payroll_is_in_overhead_once() -> None:
    books = posted(shop())
    assert roles(books, "Direct labor") == {"WIP": 50, "Wages Clearing": -50}
    assert roles(books, INDIRECT_LABOR) == {"Overhead Control": 50, "Wages Clearing": -50}
    assert roles(books, ACTUAL_OVERHEAD) == {"Overhead Control": 200, "Overhead Clearing": -200}
    assert roles(books, CONTAINED_LABOR) == {"Overhead Control": -50, "Overhead Clearing": 50}
    assert roles(books) == {
        "WIP": 90, "Overhead Applied": -40, "Overhead Control": 200, "Wages Clearing": -100, "Overhead Clearing": -150,
    }
    kinds = books.entries.filter((pl.col("Line") == INDIRECT_LABOR) & (pl.col("Role") == "Overhead Control"))
    assert dict(kinds.select("Kind", "Amount").iter_rows()) == {"Regular": 2500, "Idle": 2500}


def test_payroll_beyond_the_pools_stays_in_overhead_control() -> None:
    """Actual cost 30 cannot contain 50 of payroll: 50 are in Overhead Control and nothing in clearing."""
    plant = shop()
    plant.rows["Overhead"][0]["Actual Cost"] = 30
    found = roles(posted(plant))
    assert found["Overhead Control"] == 50
    assert "Overhead Clearing" not in found


def test_a_ledger_without_wages_clearing_holds_the_actual_cost_at_the_end_of_its_month() -> None:
    def control(as_of: int) -> int:
        plant = shop()
        plant.settings |= {"Period_End": day(as_of), "As_Of": day(as_of)}
        postings = ledger_postings(posted(plant))
        return int(postings.filter(pl.col("Role") == "Overhead Control")["Amount"].sum())

    assert (control(30), control(31)) == (0, 20_000)


def test_what_is_moved_between_jobs_has_its_sides_in_two_jobs() -> None:
    plant = Plant().material("FG", "finished").job("J-1", "FG", 10).job("J-2", "FG", 10)
    plant.move(day(1), "Receipt", "RAW", 10, unit_cost=10).move(day(2), "Issue", "RAW", 10, job="J-1")
    plant.ticket(day(3), 4, rate=25, job="J-1")
    for number, (element, amount) in enumerate((("Material", 30), ("Labor", 20), ("Subcontract", 5))):
        plant.add("Job Adjustments", adjustment=f"A{number}", date=day(9), from_job="J-1", to_job="J-2",
                  element=element, amount=amount)
    books = posted(plant)
    moved = books.entries.filter(pl.col("Line") == MOVED)
    assert sorted(moved.select("Job", "Kind", "Amount").iter_rows()) == [
        ("J-1", "Labor", -2000), ("J-1", "Material", -3000), ("J-1", "Subcontract", -500),
        ("J-2", "Labor", 2000), ("J-2", "Material", 3000), ("J-2", "Subcontract", 500),
    ]
    assert roles(books) == {"WIP": 200, "Goods Received Not Invoiced": -100, "Wages Clearing": -100}


def test_what_is_bought_for_a_job_waits_for_its_invoice_too() -> None:
    """A plate at 40 with 3 of freight; half of it goes back to the supplier at half of what it came at."""
    plant = Plant().material("FG", "finished").material("PLATE", "supply").job("J-1", "FG", 10)
    plant.move(day(1), "Receipt", "PLATE", 4, unit_cost=10, landed_cost=3, job="J-1", document="P-1")
    plant.move(day(2), "Return to Supplier", "PLATE", 2, job="J-1", document="P-1")
    books = posted(plant)
    assert roles(books) == {"WIP": 21.5, "Goods Received Not Invoiced": -18.5, "Freight Clearing": -3}


def test_a_receipt_taken_back_takes_its_freight_back() -> None:
    plant = Plant().move(day(1), "Receipt", "RAW", 10, unit_cost=10, landed_cost=5)
    plant.move(day(2), "Receipt", "RAW", 4, reverses="M1")
    books = posted(plant)
    assert roles(books) == {"Raw Materials": 63, "Goods Received Not Invoiced": -60, "Freight Clearing": -3}


def test_late_cost_goes_where_the_goods_went() -> None:
    """10 made for 100 and 6 shipped; 50 of late labor: 30 with what was shipped, 20 on hand."""
    plant = Plant({"Period_End": day(28, 2), "As_Of": day(28, 2)}).material("FG", "finished").job("J-1", "FG", 10)
    plant.move(day(1), "Receipt", "RAW", 10, unit_cost=10).move(day(2), "Issue", "RAW", 10, job="J-1")
    plant.move(day(3), "Completion", "FG", 10, job="J-1").move(day(4), "Shipment", "FG", 6)
    plant.ticket(day(5, 2), 2, rate=25, job="J-1")
    books = posted(plant)
    assert roles(books, "Late cost of jobs") == {"Finished Goods": 20, "WIP": -50, "Late Job Cost": 30}
    assert ledger_postings(books).filter(pl.col("Role") == "COGS")["Amount"].sum() == 9000


def test_work_on_goods_of_others_is_cost_of_sales_when_it_is_completed() -> None:
    plant = Plant().material("THEIRS", "finished", owner="ACME").job("J-1", "THEIRS", 1)
    plant.ticket(day(3), 4, rate=25, job="J-1").move(day(4), "Completion", "THEIRS", 1, job="J-1")
    assert roles(posted(plant)) == {"COGS": 100, "Wages Clearing": -100}


def test_a_new_standard_and_a_price_beside_it_are_variances() -> None:
    """10 at 12 against a standard of 10: 20; then the standard is 11: 10 more on hand."""
    plant = Plant({"Valuation_Method": "Standard"}).material("RAW", "raw", standard_cost=10)
    plant.move(day(1), "Receipt", "RAW", 10, unit_cost=12)
    plant.rows["Standards"] = [{"Material": "RAW", "From": day(15), "Standard Cost": 11}]
    books = posted(plant)
    assert roles(books, "Standard cost variance") == {"Raw Materials": -20, "Variance": 20}
    assert roles(books, "Standards changed") == {"Raw Materials": 10, "Variance": -10}
