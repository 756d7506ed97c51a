"""Movements that correct others: amounts, reversals, revaluations, cost moved between jobs, returns to their origin."""

from __future__ import annotations

import pytest

from tests.plant import Books, Plant, day
from wipbook.sheets.value.movement_costs import _rows


def shown(books: Books) -> Books:
    books.assert_conserved()
    return books


def listed(books: Books) -> list[str]:
    return books.ledger.rejections.frame()["Row Key"].to_list()


def statuses(books: Books) -> list[str]:
    return _rows(books.results)["Status"].to_list()


def test_the_amount_of_a_line_wins_over_its_unit_cost() -> None:
    books = shown(Plant().move(day(1), "Receipt", "A", 3, unit_cost=33.33, amount=100).solve())
    assert books.value("A") == 100.00


@pytest.mark.parametrize(
    ("quantity", "unit_cost", "value"),
    # 1,000,000 at 1.2345 per thousand; 300,000 for 1,000.00; 120,000 (10,000 dozen at 0.35); 40 at 0.049
    [(1_000_000, 0.0012345, 1234.50), (300_000, 0.00333333333333, 1000.00), (120_000, 0.0291666666667, 3500.00),
     (40, 0.049, 1.96)],
)
def test_a_price_per_thousand_counts_with_all_its_digits(quantity: float, unit_cost: float, value: float) -> None:
    assert shown(Plant().move(day(1), "Receipt", "A", quantity, unit_cost=unit_cost).solve()).value("A") == value


def reversed_completion() -> Plant:
    book = Plant().material("FG", "finished").material("RM").job("J", "FG", 40)
    book.move(day(1), "Receipt", "RM", 40, unit_cost=10).move(day(2), "Issue", "RM", 40, job="J")
    book.move(day(5), "Completion", "FG", 40, job="J")
    return book.move(day(5, 2), "Completion", "FG", 10, reverses="M3")


@pytest.mark.parametrize("method", ["FIFO", "Moving Average", "LIFO"])
def test_a_lot_taken_back_goes_into_its_job_again(method: str) -> None:
    # 40 made for 400, ten reversed next month: 300 and 100; made again with 20 of labor: 420
    book = reversed_completion()
    book.settings |= {"Valuation_Method": method, "Framework": "US GAAP"}
    books = shown(book.solve())
    assert (books.value("FG"), books.job("J")["WIP"]) == (300.00, 100.00)
    book.ticket(day(3, 3), 1, job="J", rate=20).move(day(5, 3), "Completion", "FG", 10, job="J")
    books = shown(book.solve())
    assert (books.value("FG"), books.job("J")["WIP"]) == (420.00, 0)


def test_a_completion_taken_back_in_its_month_is_netted() -> None:
    book = Plant().material("FG", "finished").material("RM").job("J1", "FG", 1000)
    book.move(day(1), "Receipt", "RM", 2000, unit_cost=1).move(day(2), "Issue", "RM", 1000, job="J1")
    book.move(day(3), "Completion", "FG", 1000, job="J1").move(day(4), "Completion", "FG", -500, job="J1")
    books = shown(book.solve())
    assert (books.quantity("FG"), books.value("FG"), books.job("J1")["WIP"]) == (500, 500.00, 500.00)


def test_every_type_can_be_taken_back_at_its_own_cost() -> None:
    book = Plant().move(day(1), "Receipt", "A", 10, unit_cost=10).move(day(2), "Receipt", "A", 10, unit_cost=20)
    book.move(day(3), "Scrap", "A", 2, reason="wrong part").move(day(4), "Scrap", "A", -2, reason="reversal")
    assert shown(book.solve()).value("A") == 300.00
    book.move(day(5), "Shipment", "A", 12).move(day(6), "Shipment", "A", 12, reverses="M5")
    assert shown(book.solve()).value("A") == 300.00
    book = Plant().move(day(1), "Receipt", "A", 10, unit_cost=10).move(day(2), "Receipt", "A", 10, unit_cost=20)
    book.move(day(7), "Receipt", "A", 10, reverses="M2")  # its ten at 20, not the older ones
    books = shown(book.solve())
    assert (books.quantity("A"), books.value("A")) == (10, 100.00)


def test_a_transfer_taken_back_returns_the_goods() -> None:
    book = Plant().move(day(1), "Receipt", "A", 10, unit_cost=5, location="MAIN")
    book.move(day(2), "Transfer", "A", 4, location="MAIN", to_location="LINE")
    book.move(day(3), "Transfer", "A", 4, reverses="M2")
    books = shown(book.solve())
    main = books.results.valuation.to_dicts()
    assert [(row["Location"], row["Quantity"]) for row in main] == [("MAIN", 10_000_000)]


def test_never_more_than_the_original_and_never_of_nothing() -> None:
    book = Plant().move(day(1), "Receipt", "A", 10, unit_cost=10)
    book.move(day(2), "Receipt", "A", 6, reverses="M1").move(day(3), "Receipt", "A", 6, reverses="M1")
    book.move(day(4), "Receipt", "A", 6, reverses="M99")
    books = shown(book.solve())
    assert books.quantity("A") == 4
    assert sorted(listed(books)) == ["M3", "M4"]


def test_what_is_gone_leaves_at_the_cost_of_the_method() -> None:
    book = Plant().move(day(1), "Receipt", "A", 10, unit_cost=10).move(day(2), "Receipt", "A", 10, unit_cost=20)
    book.move(day(3), "Shipment", "A", 8).move(day(4), "Receipt", "A", 4, reverses="M1")
    books = shown(book.solve())
    assert books.cost(4) == 2 * 10 + 2 * 20
    assert listed(books) == ["M4"]
    assert statuses(books)[3] == "gone: others left instead"


@pytest.mark.parametrize("method", ["FIFO", "Moving Average"])
def test_a_revaluation_follows_its_units(method: str) -> None:
    # ten at 10, four sold, late freight of 30: 18 on hand, 12 with what was sold
    book = Plant({"Valuation_Method": method}).move(day(1), "Receipt", "A", 10, unit_cost=10, document="PO1", line="1")
    book.move(day(2), "Shipment", "A", 4)
    book.move(day(5, 2), "Revaluation", "A", 0, amount=30, document="PO1", line="1")
    books = shown(book.solve())
    assert books.value("A") == 60.00 + 18.00
    assert books.line("Revaluations")["Raw Materials"] == 30.00
    assert books.line("Price differences")["Raw Materials"] == -12.00


def test_a_rebate_and_a_revaluation_of_all_on_hand() -> None:
    # IAS 2.11: rebates are deducted from the cost of purchase
    book = Plant().move(day(5), "Receipt", "A", 100, unit_cost=10, landed_cost=-400)
    assert shown(book.solve()).value("A") == 600.00
    book.move(day(9), "Revaluation", "A", 0, amount=-60)
    assert shown(book.solve()).value("A") == 540.00
    book.move(day(9), "Revaluation", "A", 0, amount=-60, document="PO7")
    books = shown(book.solve())
    assert (books.value("A"), listed(books)) == (540.00, ["M3"])
    assert _rows(books.results)["Movement"].to_list() == ["M1", "M2"], "what is left out has no cost"


def test_an_adjustment_of_no_units_is_a_revaluation_or_listed() -> None:
    book = Plant().move(day(5), "Receipt", "A", 100, unit_cost=10).move(day(9), "Adjustment", "A", 0, amount=-400)
    assert shown(book.solve()).value("A") == 600.00
    book = Plant().move(day(5), "Receipt", "A", 100, unit_cost=10).move(day(9), "Adjustment", "A", 0, unit_cost=4)
    books = shown(book.solve())
    assert (books.value("A"), listed(books)) == (1000.00, ["M2"])


def test_returns_find_the_line_they_belong_to() -> None:
    book = Plant()
    for number, cost in enumerate((10, 20, 60), 1):
        book.move(day(number), "Receipt", "A", 1, unit_cost=cost)
    for number in (1, 2, 3):
        book.move(day(10 + number), "Shipment", "A", 1, document="SO1", line=str(number))
    book.move(day(20), "Sales Return", "A", 1, document="SO1", line="2")
    assert shown(book.solve()).value("A") == 20.00
    book.move(day(21), "Sales Return", "A", 1, document="so1 ")  # of what is left: the average of 10 and 60
    books = shown(book.solve())
    assert books.value("A") == 55.00
    assert statuses(books)[-2:] == ["ok", "average of several"]


def test_goods_sent_back_leave_their_line_or_the_average_of_its_document() -> None:
    book = Plant().move(day(1), "Receipt", "B", 10, unit_cost=10, document="PO1", line="1")
    book.move(day(1), "Receipt", "B", 10, unit_cost=20, document="PO1", line="2")
    book.move(day(3), "Return to Supplier", "B", 10, document="PO1", line="1")
    assert shown(book.solve()).value("B") == 200.00
    book.rows["Movements"][2]["Line"] = None
    books = shown(book.solve())
    assert (books.cost(3), books.value("B")) == (150.00, 150.00)
    assert statuses(books)[2] == "average of several"


def test_a_return_to_the_supplier_that_names_a_job_credits_it() -> None:
    book = Plant().material("FG", "finished").material("SUB", "supply").job("J", "FG", 1)
    book.move(day(2), "Receipt", "SUB", 1, unit_cost=50, job="J", document="PO9")
    book.move(day(5), "Return to Supplier", "SUB", 1, job="J", document="PO9")
    books = shown(book.solve())
    assert books.job("J")["Subcontract Cost"] == 0


def test_cost_is_moved_between_jobs_and_every_row_sums_to_zero() -> None:
    book = Plant().material("FG", "finished").job("J", "FG", 1).job("K", "FG", 1).ticket(day(2), 2, job="J", rate=20)
    book.add("Job Adjustments", adjustment="A1", date=day(3), from_job="J", to_job="K", element="Labor", amount=15)
    books = shown(book.solve())
    assert (books.job("J")["WIP"], books.job("K")["WIP"]) == (25.00, 15.00)


def test_a_component_short_then_dearer() -> None:
    # five at 5, ten used in a job, then five at 10: the product holds 75; what was sold by then takes its part
    book = Plant({"Valuation_Method": "Moving Average"}).material("FG", "finished").material("C")
    book.job("J", "FG", 2, status="Closed", finished=day(2), closed=day(2))
    book.move(day(1), "Receipt", "C", 5, unit_cost=5).move(day(2), "Issue", "C", 10, job="J")
    book.move(day(2), "Completion", "FG", 2, job="J").move(day(3), "Receipt", "C", 5, unit_cost=10)
    books = shown(book.solve())
    assert (books.value("FG"), books.value("C")) == (75.00, 0)
    assert books.movement(4)["true_up"] == 0
    # next month, one of the two sold: half of the 25 stays, half is cost of what was sold
    book.rows["Movements"][3]["Date"] = day(3, 2)
    book.move(day(20), "Shipment", "FG", 1)
    books = shown(book.solve())
    assert books.value("FG") == 25.00 + 12.50
    assert sum(books.line("Late cost of jobs").values()) == -12.50


def test_no_cost_known_at_all_is_said() -> None:
    books = shown(Plant().move(day(1), "Shipment", "A", 5).move(day(2), "Count", "B", 3).solve())
    said = books.ledger.rejections.frame()["Found"].to_list()
    assert any("no cost" in text for text in said), said


def test_a_count_without_its_line_and_a_unit_cost_nobody_uses_are_listed() -> None:
    book = Plant().move(day(1), "Receipt", "A", 5, unit_cost=2).move(day(2), "Count", "A", 1, document="CT1")
    book.move(day(3), "Shipment", "A", 1, unit_cost=9)
    assert sorted(listed(shown(book.solve()))) == ["M2", "M3"]


def test_a_new_standard_revalues_what_is_on_hand() -> None:
    book = Plant({"Valuation_Method": "Standard"}).material("A", standard_cost=6)
    book.add("Standards", material="A", **{"from": day(1)}, standard_cost=4)
    book.add("Standards", material="A", **{"from": day(1, 2)}, standard_cost=6)
    book.move(day(5), "Receipt", "A", 5, unit_cost=4).move(day(5, 2), "Receipt", "A", 1, unit_cost=7)
    book.settings["As_Of"] = day(31)
    assert shown(book.solve()).value("A") == 20.00
    del book.settings["As_Of"]
    books = shown(book.solve())
    assert books.value("A") == 36.00
    assert books.line("Standards changed")["Raw Materials"] == 10.00
    assert books.line("Standard cost variance")["Raw Materials"] == -1.00


def test_a_charge_is_shared_over_its_receipts_and_follows_them() -> None:
    # 90 of freight by value over 100 and 200: 30 and 60; half of the second was sold
    book = Plant().move(day(1), "Receipt", "A", 10, unit_cost=10, document="PO1")
    book.move(day(1), "Receipt", "B", 10, unit_cost=20, document="PO2", line="1").move(day(5), "Shipment", "B", 5)
    book.add("Landed Cost Charges", charge="F1", date=day(5, 2), amount=90, documents="PO1; PO2/1")
    books = shown(book.solve())
    assert (books.value("A"), books.value("B")) == (130.00, 130.00)
    assert books.line("Price differences")["Raw Materials"] == -30.00
    book.add("Landed Cost Charges", charge="F2", date=day(5, 2), amount=90, documents="PO77")
    assert listed(shown(book.solve())) == ["F2"]


def test_late_freight_follows_a_component_into_its_product() -> None:
    # accounting rule 65: ten at 10, all in a product by now, freight of 20 next month
    book = Plant().material("FG", "finished").material("RM").job("J", "FG", 2, status="Finished", finished=day(5))
    book.move(day(1), "Receipt", "RM", 10, unit_cost=10, document="PO1").move(day(2), "Issue", "RM", 10, job="J")
    book.move(day(5), "Completion", "FG", 2, job="J").move(day(9), "Shipment", "FG", 1)
    book.move(day(5, 2), "Revaluation", "RM", 0, amount=20, document="PO1")
    books = shown(book.solve())
    assert books.value("FG") == 50.00 + 10.00
    assert sum(books.line("Late cost of jobs").values()) == -10.00


def test_a_revaluation_numbered_like_a_job_is_told_from_its_late_cost() -> None:
    # job 7's late cost of 50 and revaluation 7 of 30: each says what of it went into the job that used the goods
    book = Plant().material("A", "subassembly").material("FG", "finished").material("RM")
    book.job("7", "A", 10, status="Finished", finished=day(5)).job("K", "FG", 10)
    book.move(day(1), "Receipt", "RM", 10, unit_cost=10, document="PO1").move(day(2), "Issue", "RM", 10, job="7")
    book.move(day(5), "Completion", "A", 10, job="7").move(day(6), "Issue", "A", 10, job="K")
    book.move(day(7, 2), "Receipt", "RM", 1, unit_cost=50, job="7")
    book.move(day(8, 2), "Revaluation", "RM", 0, amount=30, document="PO1")
    book.rows["Movements"][-1]["Movement"] = "7"
    books = shown(book.solve())
    costs = _rows(books.results)
    of = {row["Movement"]: row["To Jobs"] for row in costs.to_dicts()}
    assert of["7"] == 30_00
    assert {name: amount for name, amount in of.items() if name.startswith("7 ")} == {
        "7 2026-02-07": 50_00, "7 2026-02-08": 30_00
    }
    assert books.job("K")["Material Cost"] == 180.00


def test_goods_sent_back_out_of_a_job_credit_it_to_the_cent() -> None:
    # a third of 100,000,000,000.01, in integers: floats lose the cent
    book = Plant().material("FG", "finished").material("SUB", "supply").job("J", "FG", 1)
    book.move(day(2), "Receipt", "SUB", 3, amount=100_000_000_000.01, job="J", document="PO9")
    book.move(day(5), "Return to Supplier", "SUB", 1, job="J", document="PO9")
    books = shown(book.solve())
    entries = books.solution.job_entries["Amount"].to_list()
    assert entries == [10_000_000_000_001, -3_333_333_333_334]


def test_a_plan_nobody_made_is_said_once_however_often_costing_starts_again() -> None:
    book = Plant({"Negative_Stock": "refuse", "Relief_Basis": "planned"}).material("FG", "finished").job("J", "FG", 1)
    book.move(day(1), "Receipt", "A", 1, unit_cost=1).move(day(2), "Shipment", "A", 1).move(day(3), "Shipment", "A", 1)
    assert sorted(listed(shown(book.solve()))) == ["J", "M3"]
