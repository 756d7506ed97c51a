"""What a completed unit takes out of its job: figures worked out by hand, or published, for each kind of case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.plant import Books, Plant, day

MAKES = {"valuation_method": "FIFO"}


def plant(**settings: Any) -> Plant:
    return Plant(dict(settings)).material("FG", "finished").material("RM")


def shown(books: Books) -> Books:
    books.assert_conserved()
    return books


def lots(books: Books, *numbers: int) -> list[float]:
    """What the completions brought, as they were first valued."""
    return [books.movement(number)["value_in"] for number in numbers]


def quarter(months: list[int]) -> Plant:
    """A job of 1,000: 100 made and shipped at a time; each time 100 at 20, labor 500 and overhead 600."""
    book = plant().job("J", "FG", 1000)
    book.move(day(1), "Receipt", "RM", 400, unit_cost=20)
    book.add("Overhead", pool="SHOP", period=day(1), driver="labor hours", budget_cost=120, budget_activity=1)
    for number, month in enumerate(months):
        when = dt.date(2026, month, 3 + 5 * number)
        book.move(when, "Issue", "RM", 100, job="J").ticket(when, 5, job="J", rate=100)
        book.move(when, "Completion", "FG", 100, job="J").move(when, "Shipment", "FG", 100)
    return book


def test_four_lots_of_a_month_cost_the_same() -> None:
    # (4 x (2,000 + 500 + 600)) / 400 = 31.00 a unit
    books = shown(quarter([1, 1, 1, 1]).solve())
    assert lots(books, 3, 6, 9, 12) == [3100.00] * 4
    assert [books.cost(n) for n in (4, 7, 10, 13)] == [3100.00] * 4
    assert books.job("J")["WIP"] == 0


def test_material_before_the_first_completion_is_for_the_whole_job_until_a_later_issue_shows_otherwise() -> None:
    january = quarter([1, 2, 2, 2])
    january.settings["As_Of"] = day(31)
    books = shown(january.solve())
    # January: labor and overhead 1,100, and a tenth of the material, 200
    assert lots(books, 3) == [1300.00]
    assert books.job("J")["WIP"] == 1800.00
    books = shown(quarter([1, 2, 2, 2]).solve())
    assert lots(books, 3, 6, 9, 12) == [1300.00, 3100.00, 3100.00, 3100.00]
    # what was held back follows the 100 that were shipped
    assert books.job("J")["Late Cost"] == 1800.00
    assert books.job("J")["WIP"] == 0
    sold = sum(books.cost(n) for n in (4, 7, 10, 13))
    assert sold + 1800.00 == 12400.00


def test_closed_days_and_the_as_of_day_cut_the_average() -> None:
    # 100 planned, bill 1, 10 h; material 1,000 on the 2nd, 5 h = 500 on the 5th, 50 made on the 10th; 5 h = 700 on the
    # 20th, 50 made on the 25th
    def book(**settings: Any) -> Plant:
        made = plant(**settings).job("J", "FG", 100)
        made.add("Bill of Materials", product="FG", component="RM", quantity_per=1)
        made.add("Operations", job="J", step="10", work_center="WC", planned_hours=10)
        made.move(day(1), "Receipt", "RM", 100, unit_cost=10).move(day(2), "Issue", "RM", 100, job="J")
        made.ticket(day(5), 5, job="J", rate=100).move(day(10), "Completion", "FG", 50, job="J")
        return made.ticket(day(20), 5, job="J", rate=140).move(day(25), "Completion", "FG", 50, job="J")

    assert lots(shown(book(As_Of=day(15)).solve()), 3) == [1000.00]
    assert lots(shown(book(As_Of=day(31)).solve()), 3, 4) == [1100.00, 1100.00]
    assert lots(shown(book(As_Of=day(31), Closed_Through=day(15)).solve()), 3, 4) == [1000.00, 1200.00]


def test_leftovers_returned_in_the_month_lower_the_lot() -> None:
    book = plant().job("J", "FG", 10, status="Closed", closed=day(20), finished=day(10))
    book.move(day(1), "Receipt", "RM", 12, unit_cost=10).move(day(2), "Issue", "RM", 12, job="J")
    book.move(day(10), "Completion", "FG", 10, job="J").move(day(11), "Return from Job", "RM", 2, job="J")
    books = shown(book.solve())
    assert books.value("FG") == 100.00
    assert (books.job("J")["Expensed"], books.value("RM")) == (0, 20.00)


def test_equivalent_units_of_a_textbook() -> None:
    # the shape of OpenStax vol. 2, 5.4: 7,000 started, 5,000 done, the rest with all material and half converted:
    # 76,500 x 5,000 / 7,000 + 89,100 x 5,000 / 6,000 = 54,642.86 + 74,250.00
    book = plant().job("J", "FG", 7000)
    book.add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    book.add("Estimates", job="J", date=day(31), percent_complete=600_000 / 7000)
    book.move(day(1), "Receipt", "RM", 7000, amount=76500).move(day(2), "Issue", "RM", 7000, job="J")
    book.ticket(day(5), 1, job="J", rate=89100).move(day(10), "Completion", "FG", 5000, job="J")
    book.settings["As_Of"] = day(31)
    books = shown(book.solve())
    assert books.value("FG") == pytest.approx(128892.86, abs=0.01)


@pytest.mark.parametrize(
    ("issued", "expected"), [(10, 7.00), (7.75, 9.03), (5.5, 12.73), (3.25, 21.54), (1, 70.00)]
)
def test_the_first_of_ten_while_nine_hold_a_part_of_their_material(issued: float, expected: float) -> None:
    # published example of an ERP's manual: 70 charged, one made, nine holding 100, 75, 50, 25, 0 % of their material
    book = plant().job("J", "FG", 10)
    book.add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    book.move(day(1), "Receipt", "RM", issued, amount=70).move(day(2), "Issue", "RM", issued, job="J")
    book.move(day(10), "Completion", "FG", 1, job="J")
    assert shown(book.solve()).value("FG") == expected


def to_date(*, more: bool) -> Books:
    book = plant(Relief_Basis="to date").job("J", "FG", 100)
    book.move(day(1), "Receipt", "RM", 100, unit_cost=10).move(day(2), "Issue", "RM", 100, job="J")
    book.move(day(10), "Completion", "FG", 50, job="J").move(day(5, 2), "Return from Job", "RM", 60, job="J")
    if more:
        book.move(day(20, 2), "Completion", "FG", 10, job="J")
    return shown(book.solve())


def test_to_date_takes_all_and_a_return_comes_back_out_of_the_lots() -> None:
    books = to_date(more=False)
    assert lots(books, 3) == [1000.00]
    assert (books.value("FG"), books.job("J")["WIP"]) == (400.00, 0)
    books = to_date(more=True)
    # 400 for sixty, 6.67 each
    assert lots(books, 5) == [66.67]
    assert books.value("FG") == 400.00
    assert [value for _, value in books.layers("FG")] == [333.33, 66.67]


def test_units_made_before_the_first_issue_of_a_component_get_their_share_of_it() -> None:
    book = plant().job("J", "FG", 20)
    book.add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    book.move(day(1), "Receipt", "RM", 20, unit_cost=10).move(day(31), "Completion", "FG", 10, job="J")
    book.move(day(1, 2), "Issue", "RM", 20, job="J")
    books = shown(book.solve())
    assert (books.value("FG"), books.job("J")["WIP"]) == (100.00, 100.00)


def test_late_cost_goes_to_where_the_units_are() -> None:
    # A: ten for 100, six went into B (five made, two sold), invoice 50 next month: 20 to A's stock, 18 to B's, 12 gone
    book = Plant().material("A", "subassembly").material("B", "finished").material("RM").material("PLATE", "supply")
    book.job("JA", "A", 10, status="Finished", finished=day(5)).job("JB", "B", 5)
    book.move(day(1), "Receipt", "RM", 10, unit_cost=10).move(day(2), "Issue", "RM", 10, job="JA")
    book.move(day(5), "Completion", "A", 10, job="JA").move(day(6), "Issue", "A", 6, job="JB")
    book.move(day(8), "Completion", "B", 5, job="JB").move(day(9), "Shipment", "B", 2)
    before = shown(book.solve())
    book.move(day(7, 2), "Receipt", "PLATE", 1, unit_cost=50, job="JA")
    books = shown(book.solve())
    assert books.value("A") - before.value("A") == 20.00
    assert books.value("B") - before.value("B") == 18.00
    line = books.line("Late cost of jobs")
    assert sum(line.values()) == -12.00
    assert books.job("JA")["Late Cost"] == 50.00
    assert (books.job("JA")["WIP"], books.job("JB")["WIP"]) == (0, 0)


@pytest.mark.parametrize(
    ("method", "stock", "late"),
    [("Moving Average", 108.00, 30.00), ("FIFO", 120.00, 10.00), ("LIFO", 96.00, 50.00), ("Standard", 88.00, 50.00)],
)
def test_late_cost_beside_a_purchase(method: str, stock: float, late: float) -> None:
    # a lot of ten for 100 beside ten at 12, twelve sold, late 50; at standard 11 it is a variance of 50 more
    book = plant(Valuation_Method=method, Framework="US GAAP")
    book.rows["Materials"][0]["Standard Cost"] = 11
    book.rows["Materials"][1]["Standard Cost"] = 10
    book.job("J", "FG", 10, status="Finished", finished=day(5))
    book.move(day(1), "Receipt", "RM", 10, unit_cost=10).move(day(2), "Issue", "RM", 10, job="J")
    book.move(day(3), "Receipt", "FG", 10, unit_cost=12).move(day(5), "Completion", "FG", 10, job="J")
    book.move(day(9), "Shipment", "FG", 12)
    before = shown(book.solve())
    book.move(day(7, 2), "Receipt", "RM", 1, unit_cost=50, job="J")
    books = shown(book.solve())
    assert books.value("FG") == stock
    if method == "Standard":
        change = books.line("Standard cost variance")["Finished Goods"] - before.line("Standard cost variance")[
            "Finished Goods"]
        assert change == -late
    else:
        assert sum(books.line("Late cost of jobs").values()) == -late


def test_late_cost_over_three_levels() -> None:
    book = Plant()
    for code, kind in (("A", "subassembly"), ("B", "subassembly"), ("C", "finished"), ("RM", "raw"), ("X", "supply")):
        book.material(code, kind)
    book.job("JA", "A", 10, status="Finished", finished=day(5)).job("JB", "B", 5).job("JC", "C", 4)
    book.move(day(1), "Receipt", "RM", 10, unit_cost=10).move(day(2), "Issue", "RM", 10, job="JA")
    book.move(day(5), "Completion", "A", 10, job="JA").move(day(6), "Issue", "A", 6, job="JB")
    book.move(day(8), "Completion", "B", 5, job="JB").move(day(9), "Issue", "B", 4, job="JC")
    book.move(day(10), "Completion", "C", 4, job="JC").move(day(11), "Shipment", "C", 3)
    before = shown(book.solve())
    book.move(day(7, 2), "Receipt", "X", 1, unit_cost=50, job="JA")
    books = shown(book.solve())
    assert [books.value(code) - before.value(code) for code in "ABC"] == [20.00, 6.00, 6.00]
    assert sum(books.line("Late cost of jobs").values()) == -18.00


def test_late_cost_looks_at_all_documents_not_at_each_alone() -> None:
    # three jobs of 100 for 100 at moving average, 180 sold, 20 late for each: stock 144, late cost 36 (an ERP's manual
    # shows 180 there, each document looking at coverage alone)
    book = plant(Valuation_Method="Moving Average").move(day(1), "Receipt", "RM", 300, unit_cost=1)
    for number in (1, 2, 3):
        book.job(f"J{number}", "FG", 100, status="Finished", finished=day(5))
        book.move(day(2), "Issue", "RM", 100, job=f"J{number}")
        book.move(day(5), "Completion", "FG", 100, job=f"J{number}")
    book.move(day(9), "Shipment", "FG", 180)
    for number in (1, 2, 3):
        book.move(day(7, 2), "Receipt", "RM", 1, unit_cost=20, job=f"J{number}")
    books = shown(book.solve())
    assert books.value("FG") == 144.00
    assert sum(books.line("Late cost of jobs").values()) == -36.00


def test_percent_complete_by_date() -> None:
    # 1,000 charged each month; 25 % at the end of January, ten made: 1,000 x 10 / 25; 75 % at the end of February,
    # thirty more: 1,600 x 30 / (30 + 35)
    book = plant(As_Of=day(28, 2)).job("J", "FG", 100)
    book.add("Estimates", job="J", date=day(31), percent_complete=25)
    book.add("Estimates", job="J", date=day(28, 2), percent_complete=75)
    book.ticket(day(5), 10, job="J", rate=100).move(day(10), "Completion", "FG", 10, job="J")
    book.ticket(day(5, 2), 10, job="J", rate=100).move(day(10, 2), "Completion", "FG", 30, job="J")
    assert lots(shown(book.solve()), 1, 2) == [400.00, 738.46]


def test_a_short_finish_leaves_nothing_behind() -> None:
    book = plant().job("J", "FG", 100, status="Finished", finished=day(10, 2))
    book.move(day(1), "Receipt", "RM", 100, unit_cost=10).move(day(2), "Issue", "RM", 100, job="J")
    book.move(day(10), "Completion", "FG", 80, job="J")
    books = shown(book.solve())
    assert lots(books, 3) == [800.00]
    assert (books.value("FG"), books.job("J")["WIP"]) == (1000.00, 0)


def test_over_production_takes_the_average_out_of_the_earlier_lots() -> None:
    book = plant().job("J", "FG", 100)
    book.move(day(1), "Receipt", "RM", 100, unit_cost=10).move(day(2), "Issue", "RM", 100, job="J")
    book.move(day(5), "Completion", "FG", 100, job="J").move(day(9), "Shipment", "FG", 50)
    book.move(day(5, 2), "Completion", "FG", 5, job="J")
    books = shown(book.solve())
    assert lots(books, 3, 5) == [1000.00, 47.62]
    assert books.job("J")["Late Cost"] == -47.62
    # half of the first lot was sold
    assert sum(books.line("Late cost of jobs").values()) == pytest.approx(23.81)


def test_a_credit_goes_to_lots_in_proportion_to_their_cost() -> None:
    # by quantity the first lot would be worth -40
    book = plant(Relief_Basis="to date").job("J", "FG", 20)
    book.ticket(day(2), 1, job="J", rate=10).move(day(5), "Completion", "FG", 10, job="J", lot="L1")
    book.ticket(day(2, 2), 1, job="J", rate=190).move(day(5, 2), "Completion", "FG", 10, job="J", lot="L2")
    book.add("Job Adjustments", adjustment="A", date=day(5, 3), from_job="J", to_job="K", element="Labor", amount=100)
    book.job("K", "FG", 1)
    books = shown(book.solve())
    assert [value for _, value in books.layers("FG")] == [5.00, 95.00]


def test_taken_apart_with_the_second_part_next_month() -> None:
    book = Plant().material("UNIT", "finished").material("P1", "component").material("P2", "component")
    book.job("D", "P1", 1)
    book.move(day(1), "Receipt", "UNIT", 1, unit_cost=100).move(day(1), "Receipt", "P1", 10, unit_cost=60)
    book.move(day(1), "Receipt", "P2", 10, unit_cost=30).move(day(2), "Issue", "UNIT", 1, job="D")
    book.move(day(5), "Completion", "P1", 1, job="D")
    assert shown(book.solve()).value("P1") == 700.00
    book.move(day(5, 2), "Completion", "P2", 1, job="D")
    books = shown(book.solve())
    assert (books.value("P1"), books.value("P2")) == (666.67, 333.33)


def test_planned_relief_and_its_difference_when_the_job_is_done() -> None:
    book = plant(Relief_Basis="planned").job("J", "FG", 10, budget_labor=100)
    book.ticket(day(2), 12, job="J", rate=10).move(day(5), "Completion", "FG", 5, job="J")
    book.move(day(5, 2), "Completion", "FG", 5, job="J")
    books = shown(book.solve())
    assert lots(books, 1, 2) == [50.00, 60.00]
    assert [value for _, value in books.layers("FG")] == [60.00, 60.00]


def test_cents_are_rounded_once_over_all_pools() -> None:
    # 853.20 x 48 / 50 + 853.40 x 48 / 50 = 819.072 + 819.264 = 1,638.336; pool by pool it would be 1,638.33
    book = plant().job("J", "FG", 50)
    book.add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    book.add("Operations", job="J", step="10", work_center="WC", planned_hours=1)
    book.move(day(1), "Receipt", "RM", 50, amount=853.20).move(day(2), "Issue", "RM", 50, job="J")
    book.ticket(day(3), 1, job="J", rate=853.40).move(day(5), "Completion", "FG", 48, job="J")
    assert shown(book.solve()).value("FG") == 1638.34
    book = plant().job("J", "FG", 2)
    book.add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    book.add("Operations", job="J", step="10", work_center="WC", planned_hours=1)
    book.move(day(1), "Receipt", "RM", 2, amount=3.33).move(day(2), "Issue", "RM", 2, job="J")
    book.ticket(day(3), 1, job="J", rate=3.33).move(day(5), "Completion", "FG", 1, job="J")
    assert shown(book.solve()).value("FG") == 3.33
