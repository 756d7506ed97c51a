"""The model against the figures of books.md, of textbooks and of hand calculations; to the fraction."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from tests.model.history import Job
from tests.model.told import Told, day, stock, wip

BILL = {"FG": {"RM": Fraction(1)}}


def order(planned: int, **more: object) -> Job:
    return Job("J", "FG", planned, 0, **more)  # type: ignore[arg-type]


def quarter(months: list[int]) -> Told:
    book = Told(order(1000), overhead=120_00).say(day(1), "buy", "RM", 400, amount=8000)
    for number, month in enumerate(months):
        when = dt.date(2026, month, 3 + 5 * number)
        book.say(when, "issue", "RM", 100, job="J").say(when, "ticket", quantity=5, amount=500, job="J")
        book.say(when, "complete", "FG", 100, job="J").say(when, "ship", "FG", 100)
    return book


def test_four_lots_at_31() -> None:
    model = quarter([1, 1, 1, 1]).solve()
    assert (model.sold, wip(model)) == (12_400_00, 0)


def test_once_in_january_and_thrice_in_february() -> None:
    model = quarter([1, 2, 2, 2]).solve(day(31))
    assert (model.sold, wip(model)) == (1_300_00, 1800)
    model = quarter([1, 2, 2, 2]).solve()
    assert (model.sold, wip(model), model.late["J"]) == (12_400_00, 0, 1_800_00)


def test_leftovers_returned_after_the_last_unit() -> None:
    book = Told(order(10, finished=day(10), closed=day(20))).say(day(1), "buy", "RM", 12, amount=120)
    book.say(day(2), "issue", "RM", 12, job="J").say(day(10), "complete", "FG", 10, job="J")
    model = book.say(day(11), "back", "RM", 2, job="J", of=2).solve()
    assert (stock(model, "FG"), stock(model, "RM"), model.expensed["J"]) == (100, 20, 0)


def test_equivalent_units_of_a_textbook() -> None:
    # OpenStax vol. 2, 5.4: 76,500 x 5,000 / 7,000 + 89,100 x 5,000 / 6,000; half converted: 6,000 / 7,000 of all hours
    book = Told(order(7000, hours=14), bill=BILL).say(day(1), "buy", "RM", 7000, amount=76_500)
    book.say(day(2), "issue", "RM", 7000, job="J").say(day(5), "ticket", quantity=12, amount=89_100, job="J")
    model = book.say(day(10), "complete", "FG", 5000, job="J").solve(day(31))
    assert stock(model, "FG") == Fraction(76_500 * 5, 7) + Fraction(89_100 * 5, 6)


@pytest.mark.parametrize(("issued", "lot"), [(40, 7), (31, Fraction(280, 31)), (22, Fraction(280, 22)), (4, 70)])
def test_the_first_of_ten(issued: int, lot: Fraction) -> None:
    # published example of an ERP's manual, in quarters of a unit of material: 9.0323 = 280 / 31, 12.7273 = 280 / 22
    book = Told(order(10), bill={"FG": {"RM": Fraction(4)}}).say(day(1), "buy", "RM", issued, amount=70)
    book.say(day(2), "issue", "RM", issued, job="J").say(day(10), "complete", "FG", 1, job="J")
    assert stock(book.solve(), "FG") == lot


def test_to_date() -> None:
    book = Told(order(100, basis="to date")).say(day(1), "buy", "RM", 100, amount=1000)
    book.say(day(2), "issue", "RM", 100, job="J").say(day(10), "complete", "FG", 50, job="J")
    model = book.say(day(5, 2), "back", "RM", 60, job="J", of=2).solve()
    assert (stock(model, "FG"), wip(model)) == (400, 0)
    model = book.say(day(20, 2), "complete", "FG", 10, job="J").solve()
    assert stock(model, "FG") == 400 and model.late["J"] == -60_000 - Fraction(400_00, 6)


def test_units_made_before_the_first_issue() -> None:
    book = Told(order(20), bill=BILL).say(day(1), "buy", "RM", 20, amount=200)
    book.say(day(31), "complete", "FG", 10, job="J").say(day(1, 2), "issue", "RM", 20, job="J")
    model = book.solve()
    assert (stock(model, "FG"), wip(model)) == (100, 100)


def two_levels() -> Told:
    book = Told(Job("JA", "A", 10, 0, finished=day(5)), Job("JB", "B", 5, 1)).say(day(1), "buy", "RM", 10, amount=100)
    book.say(day(2), "issue", "RM", 10, job="JA").say(day(5), "complete", "A", 10, job="JA")
    book.say(day(6), "issue", "A", 6, job="JB").say(day(8), "complete", "B", 5, job="JB")
    return book.say(day(9), "ship", "B", 2)


def test_late_cost_to_where_the_units_are() -> None:
    before, after = two_levels().solve(), two_levels().say(day(7, 2), "direct", amount=50, job="JA").solve()
    assert [stock(after, code) - stock(before, code) for code in "AB"] == [20, 18]
    assert (after.sold - before.sold, after.late["JA"], wip(after, "JB")) == (12_00, 50_00, 0)


@pytest.mark.parametrize(("method", "value"), [("Moving Average", 108), ("FIFO", 120), ("LIFO", 96)])
def test_late_cost_beside_a_purchase(method: str, value: int) -> None:
    book = Told(order(10, finished=day(5)), method=method).say(day(1), "buy", "RM", 10, amount=100)
    book.say(day(2), "issue", "RM", 10, job="J").say(day(3), "buy", "FG", 10, amount=120)
    book.say(day(5), "complete", "FG", 10, job="J").say(day(9), "ship", "FG", 12)
    assert stock(book.say(day(7, 2), "direct", amount=50, job="J").solve(), "FG") == value


def test_a_short_finish() -> None:
    book = Told(order(100, finished=day(10, 2))).say(day(1), "buy", "RM", 100, amount=1000)
    book.say(day(2), "issue", "RM", 100, job="J").say(day(10), "complete", "FG", 80, job="J")
    model = book.solve(day(31))
    assert (stock(model, "FG"), wip(model)) == (800, 200)
    assert (stock(book.solve(), "FG"), wip(book.solve())) == (1000, 0)


def test_over_production() -> None:
    book = Told(order(100)).say(day(1), "buy", "RM", 100, amount=1000).say(day(2), "issue", "RM", 100, job="J")
    book.say(day(5), "complete", "FG", 100, job="J").say(day(9), "ship", "FG", 50)
    model = book.say(day(5, 2), "complete", "FG", 5, job="J").solve()
    assert model.late["J"] == -1000_00 * Fraction(5, 105)
    assert model.sold == 500_00 - 1000_00 * Fraction(5, 210)


def test_a_credit_by_cost_not_by_quantity() -> None:
    book = Told(order(20, basis="to date"), Job("K", "FG", 1, 0)).say(day(2), "ticket", quantity=1, amount=10, job="J")
    book.say(day(5), "complete", "FG", 10, job="J").say(day(2, 2), "ticket", quantity=1, amount=190, job="J")
    book.say(day(5, 2), "complete", "FG", 10, job="J").say(day(6, 2), "ship", "FG", 10)
    book.say(day(5, 3), "adjust", job="J", to_job="K", element="Labor", amount=100)
    model = book.solve()
    assert (model.sold, stock(model, "FG")) == (5_00, 95)


def test_planned_relief() -> None:
    book = Told(order(10, basis="planned", budget={"labor": 100_00})).say(
        day(2), "ticket", quantity=12, amount=120, job="J"
    )
    book.say(day(5), "complete", "FG", 5, job="J")
    assert (stock(book.solve(), "FG"), wip(book.solve())) == (50, 70)
    model = book.say(day(5, 2), "complete", "FG", 5, job="J").say(day(6, 2), "ship", "FG", 5).solve()
    assert (model.sold, stock(model, "FG")) == (60_00, 60)


@pytest.mark.parametrize("method", ["FIFO", "LIFO", "Moving Average"])
def test_a_lot_taken_back(method: str) -> None:
    book = Told(order(40), method=method).say(day(1), "buy", "RM", 40, amount=400)
    book.say(day(2), "issue", "RM", 40, job="J").say(day(5), "complete", "FG", 40, job="J")
    book.say(day(5, 2), "uncomplete", "FG", 10, job="J", of=3)
    assert (stock(book.solve(), "FG"), wip(book.solve())) == (300, 100)
    book.say(day(3, 3), "ticket", quantity=1, amount=20, job="J").say(day(5, 3), "complete", "FG", 10, job="J")
    assert (stock(book.solve(), "FG"), wip(book.solve())) == (420, 0)


@pytest.mark.parametrize(("abnormal", "good", "lost"), [(True, 90, 10_00), (False, 100, 0)])
def test_scrap_of_product(abnormal: bool, good: int, lost: int) -> None:
    book = Told(order(10)).say(day(1), "buy", "RM", 10, amount=100).say(day(2), "issue", "RM", 10, job="J")
    book.say(day(5), "complete", "FG", 9, job="J").say(day(6), "scrap", "FG", 1, job="J", abnormal=abnormal)
    model = book.solve()
    assert (stock(model, "FG"), model.scrapped["J"]) == (good, lost)


def test_normal_scrap_waits() -> None:
    book = Told(order(10)).say(day(1), "buy", "RM", 10, amount=100).say(day(2), "issue", "RM", 10, job="J")
    book.say(day(20), "scrap", "FG", 1, job="J", abnormal=False)
    assert wip(book.solve(day(31))) == 100
    assert stock(book.say(day(5, 2), "complete", "FG", 9, job="J").solve(), "FG") == 100


def test_unfinished_units_hold_their_part_of_all_outputs() -> None:
    # 9,000 for 100 with as many co-products at 60 : 30, half of both made: 3,000, 1,500 and 4,500 in process
    book = Told(Job("J", "A", 100, 0), prices={"A": 60, "B": 30}).say(day(1), "buy", "RM", 100, amount=9000)
    book.say(day(2), "issue", "RM", 100, job="J")
    model = book.say(day(5), "complete", "A", 50, job="J").say(day(5), "complete", "B", 50, job="J").solve()
    assert (stock(model, "A"), stock(model, "B"), wip(model)) == (3000, 1500, 4500)


def test_a_revaluation_follows_its_units() -> None:
    book = Told().say(day(1), "buy", "RM", 10, amount=100).say(day(2), "ship", "RM", 4)
    model = book.say(day(5, 2), "revalue", "RM", amount=30, of=1).solve()
    assert (stock(model, "RM"), model.sold) == (78, 52_00)


def test_a_receipt_corrected_while_its_goods_are_in_a_job() -> None:
    # ten at 10, after the close 20: in a job of 10, five made, two shipped -> WIP 50, product 30, cost of sales 20
    book = Told(order(10), bill=BILL).say(day(1), "buy", "RM", 10, amount=100).say(day(2), "issue", "RM", 10, job="J")
    book.say(day(5), "complete", "FG", 5, job="J").say(day(6), "ship", "FG", 2)
    model = book.solve()
    assert (wip(model), stock(model, "FG"), model.sold) == (50, 30, 20_00)
