"""Jobs with several outputs, with scrap, with rework: figures of textbooks or worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plant import Books, Plant, day


def shown(books: Books) -> Books:
    books.assert_conserved()
    return books


def joint(basis: str, values: dict[str, float], cost: float, **more: Any) -> Plant:
    """One job that yields a unit of each material in ``values`` (the first is its product) for ``cost``."""
    book = Plant({"Joint_Cost_Basis": basis})
    for code, price in values.items():
        book.material(code, "finished", selling_price=price, **more)
    first = next(iter(values))
    book.job("J", first, 1).ticket(day(2), 1, job="J", rate=cost)
    for code in values:
        book.move(day(5), "Completion", code, 1, job="J")
    return book


def test_joint_cost_by_sales_value() -> None:
    books = shown(joint("sales value", {"A": 70, "B": 15, "C": 15}, 4000).solve())
    assert [books.value(code) for code in "ABC"] == [2800.00, 600.00, 600.00]


def test_joint_cost_by_quantity_nrv_and_percent() -> None:
    books = shown(joint("quantity", {"A": 70, "B": 15, "C": 15}, 900).solve())
    assert [books.value(code) for code in "ABC"] == [300.00] * 3
    # net realisable value: 70 - 10, 30 - 10
    books = shown(joint("NRV", {"A": 70, "B": 30}, 800, completion_cost=10).solve())
    assert [books.value(code) for code in "AB"] == [600.00, 200.00]
    book = joint("percent", {"A": 1, "B": 1}, 1000)
    book.add("Outputs", product="A", output="B", cost_share_percent=25)
    books = shown(book.solve())
    assert [books.value(code) for code in "AB"] == [750.00, 250.00]


def test_by_products_are_credited_at_what_they_sell_for() -> None:
    # cost 450, by-products worth 48, 20 and 0: 382 for the main product
    book = joint("sales value", {"A": 900, "B": 48, "C": 20, "D": 0}, 450)
    for code in "BCD":
        book.add("Outputs", product="A", output=code, kind="By-Product")
    books = shown(book.solve())
    assert [books.value(code) for code in "ABCD"] == [382.00, 48.00, 20.00, 0]


def test_a_by_product_never_drives_the_cost_below_zero() -> None:
    book = joint("sales value", {"A": 900, "B": 5000}, 450)
    book.add("Outputs", product="A", output="B", kind="By-Product")
    books = shown(book.solve())
    assert [books.value(code) for code in "AB"] == [0, 450.00]


def test_taken_apart_by_what_the_parts_are_worth_themselves() -> None:
    book = Plant().material("UNIT", "finished").material("P1", "component").material("P2", "component")
    book.job("D", "P1", 1).move(day(1), "Receipt", "UNIT", 1, unit_cost=100)
    book.move(day(1), "Receipt", "P1", 10, unit_cost=60).move(day(1), "Receipt", "P2", 10, unit_cost=30)
    book.move(day(2), "Issue", "UNIT", 1, job="D")
    book.move(day(3), "Completion", "P1", 1, job="D").move(day(3), "Completion", "P2", 1, job="D")
    books = shown(book.solve())
    assert [books.movement(number)["value_in"] for number in (5, 6)] == [66.67, 33.33]


def scrapped(kind: str) -> Plant:
    book = Plant({"Product_Scrap": kind}).material("FG", "finished").material("RM").job("J", "FG", 10)
    return book.move(day(1), "Receipt", "RM", 10, unit_cost=10).move(day(2), "Issue", "RM", 10, job="J")


def test_normal_scrap_is_borne_by_the_good_units() -> None:
    book = scrapped("normal").move(day(5), "Completion", "FG", 9, job="J").move(day(6), "Scrap", "FG", 1, job="J")
    books = shown(book.solve())
    assert (books.value("FG"), books.job("J")["Scrapped"]) == (100.00, 0)  # nine at 11.11


def test_abnormal_scrap_is_expensed_at_the_unit_cost_of_the_period() -> None:
    book = scrapped("normal").move(day(5), "Completion", "FG", 9, job="J")
    book.move(day(6), "Scrap", "FG", 1, job="J", abnormal=True)
    books = shown(book.solve())
    assert (books.value("FG"), books.job("J")["Scrapped"]) == (90.00, 10.00)


def test_normal_scrap_waits_in_process_for_good_units() -> None:
    book = scrapped("normal").move(day(20), "Scrap", "FG", 1, job="J")
    book.settings["As_Of"] = day(31)
    assert shown(book.solve()).job("J")["WIP"] == 100.00
    del book.settings["As_Of"]
    book.move(day(5, 2), "Completion", "FG", 9, job="J")
    books = shown(book.solve())
    assert (books.value("FG"), books.job("J")["Expensed"], books.job("J")["WIP"]) == (100.00, 0, 0)


def test_unfinished_units_hold_their_part_of_all_outputs() -> None:
    # 9,000 for 100 main units with as many co-products at 60 : 30; 50 and 50 made, the rest with everything in it
    book = Plant({"Joint_Cost_Basis": "sales value"}).material("A", "finished", selling_price=60)
    book.material("B", "finished", selling_price=30).material("RM").job("J", "A", 100)
    book.move(day(1), "Receipt", "RM", 100, unit_cost=90).move(day(2), "Issue", "RM", 100, job="J")
    book.move(day(5), "Completion", "A", 50, job="J").move(day(5), "Completion", "B", 50, job="J")
    books = shown(book.solve())
    assert (books.value("A"), books.value("B"), books.job("J")["WIP"]) == (3000.00, 1500.00, 4500.00)


@pytest.mark.parametrize("method", ["FIFO", "Moving Average", "LIFO"])
def test_rework_into_the_same_material(method: str) -> None:
    # 50 received at 10, five into the job, labor 20, five completed: 50 units, 520, the five at 14
    book = Plant({"Valuation_Method": method, "Framework": "US GAAP"}).material("FG", "finished").job("J", "FG", 5)
    book.move(day(1), "Receipt", "FG", 50, unit_cost=10).move(day(2), "Issue", "FG", 5, job="J")
    book.ticket(day(3), 1, job="J", rate=20).move(day(5), "Completion", "FG", 5, job="J")
    books = shown(book.solve())
    assert (books.quantity("FG"), books.value("FG")) == (50, 520.00)
    assert books.movement(3)["value_in"] == 70.00


def test_rework_takes_the_unit_cost_of_the_last_period_end() -> None:
    # January ends with 50 units at 520: 10.40 each; February's five cost 52, and labor of 18 makes them 70
    book = Plant({"Valuation_Method": "Moving Average"}).material("FG", "finished").job("J", "FG", 5)
    book.move(day(1), "Receipt", "FG", 50, unit_cost=10).move(day(2), "Issue", "FG", 5, job="J")
    book.ticket(day(3), 1, job="J", rate=20).move(day(5), "Completion", "FG", 5, job="J").job("K", "FG", 5)
    book.move(day(2, 2), "Issue", "FG", 5, job="K").ticket(day(3, 2), 1, job="K", rate=18)
    book.move(day(5, 2), "Completion", "FG", 5, job="K")
    books = shown(book.solve())
    assert (books.cost(4), books.movement(5)["value_in"]) == (52.00, 70.00)
    assert (books.quantity("FG"), books.value("FG")) == (50, 538.00)


def test_two_materials_that_consume_one_another() -> None:
    # ten A become B and five of them A again: what goes round costs what it did at the end of the month before
    book = Plant({"Valuation_Method": "Moving Average"}).material("A", "subassembly").material("B", "subassembly")
    book.job("JB", "B", 10).job("JA", "A", 5)
    book.move(day(1), "Receipt", "A", 20, unit_cost=10).move(day(2), "Issue", "A", 10, job="JB")
    book.ticket(day(3), 1, job="JB", rate=50).move(day(5), "Completion", "B", 10, job="JB")
    book.move(day(2, 2), "Issue", "B", 5, job="JA").ticket(day(3, 2), 1, job="JA", rate=5)
    book.move(day(5, 2), "Completion", "A", 5, job="JA")
    books = shown(book.solve())
    # B: (100 + 50) / 10 = 15; five of them and labor of 5 make five A for 80
    assert (books.value("A"), books.value("B")) == (180.00, 75.00)


def test_completion_before_its_material_and_over_production() -> None:
    book = Plant().material("FG", "finished").material("RM").job("J", "FG", 10)
    book.move(day(1), "Receipt", "RM", 20, unit_cost=10).move(day(5), "Completion", "FG", 12, job="J")
    book.move(day(9), "Issue", "RM", 12, job="J")
    books = shown(book.solve())
    assert (books.value("FG"), books.job("J")["WIP"]) == (120.00, 0)
