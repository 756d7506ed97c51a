"""Whatever a plant does: booked variances are those of the accounts; what is missing is named; no order matters."""

from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.model.plants import plant as random_plant
from tests.model.sheets import workbook
from tests.plant import Plant, day
from tests.variances.told import by, causes, note, report
from wipbook.books.analysis.variances.causes import BOOKED, LATE_JOB_COST, MEMO, UNEXPLAINED
from wipbook.books.analysis.variances.proration import proration

pytestmark = pytest.mark.slow


def month(number: int, **settings: Any) -> Plant:
    start = day(1, number)
    return Plant({"Period_Start": start, "Period_End": day(28, number), "As_Of": day(28, number), **settings})


def made(book: Plant, **job: Any) -> Plant:
    """Ten of FG, 12 RM at 11 drawn; the bill allows one at 10 each."""
    book.material("RM", standard_cost=10).material("FG", "finished", standard_cost=10)
    book.add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    book.job("J", "FG", 10, **job)
    book.move(day(2, 3), "Receipt", "RM", 12, unit_cost=11).move(day(3, 3), "Issue", "RM", 12, job="J")
    return book.move(day(9, 3), "Completion", "FG", 10, job="J")


@pytest.mark.parametrize("first", [
    0, *(pytest.param(first, marks=[pytest.mark.heavy, pytest.mark.fuzz]) for first in (20, 40)),
])
def test_booked_variances_are_those_of_the_accounts_on_random_plants(first: int) -> None:
    rows = 0
    for seed in range(first, first + 20):
        book = workbook(random_plant(seed))
        book.settings |= {"Period_Start": day(1, 2), "Period_End": day(31, 12)}
        for material in book.rows["Materials"]:
            material.setdefault("Standard Cost", 700.0)
        rows += report(book.solve()).rows.filter(pl.col("Booked") == BOOKED).height
    assert rows > 30


@pytest.mark.parametrize("seed", [3, 8, 17])
def test_neither_order_of_rows_nor_case_of_codes_changes_a_figure(seed: int) -> None:
    book, dice = workbook(random_plant(seed)), random.Random(seed)
    for material in book.rows["Materials"]:
        material.setdefault("Standard Cost", 700.0)
    before = report(book.solve())
    for rows in book.rows.values():
        dice.shuffle(rows)
    for sheet, column in (("Movements", "Job"), ("Labor", "Job"), ("Bill of Materials", "Component")):
        for row in book.rows.get(sheet, []):
            if row.get(column) and dice.random() < 0.5:
                row[column] = f" {row[column].lower()} "
    after = report(book.solve())
    assert before.rows.height
    assert_frame_equal(before.rows, after.rows)
    assert_frame_equal(before.causes, after.causes)


def test_shares_are_of_the_sum_of_all_whatever_their_sign() -> None:
    # 20 usage unfavorable at standard prices, 12 purchase price: 32 in all
    found = report(made(month(3)).solve())
    told = found.rows.select("Cause", "Variance", "Share", "Cumulative").rows()
    assert told == [("Usage", 20_00, 625_000, 625_000), ("Purchase price", 12_00, 375_000, 1_000_000)]


def test_a_job_at_actual_is_memo_and_one_at_standard_is_booked() -> None:
    actual, standard = report(made(month(3)).solve()), report(made(month(3), relief_basis="standard").solve())
    assert causes(actual, "Booked") == {}
    assert causes(actual, "Memo") == {"Usage": 20, "Purchase price": 12}
    assert causes(standard, "Booked") == {"Usage": 20, "Material price at issue": 12}
    assert standard.rows.filter(pl.col("Cause") == "Usage").select("Job", "Material").row(0) == ("J", "RM")


def test_a_purchase_price_is_told_once() -> None:
    # 20 bought at 11, 12 drawn by a job at standard: 12 booked there at issue, 8 memo
    book = made(month(3), relief_basis="standard")
    book.rows["Movements"][0]["Quantity"] = 20
    found = report(book.solve())
    assert causes(found, "Memo") == {"Purchase price": 8}
    assert causes(found, "Booked") == {"Usage": 20, "Material price at issue": 12}


def test_a_product_held_at_standard_books_what_its_jobs_cost_more() -> None:
    book = made(month(3))
    book.rows["Materials"][1]["Method"] = "Standard"
    assert causes(report(book.solve()), "Booked") == {"Usage": 20, "Material price at issue": 12}


def test_material_held_at_standard_books_its_purchase_price() -> None:
    book = made(month(3))
    book.rows["Materials"][0]["Method"] = "Standard"
    found = report(book.solve())
    assert causes(found, "Booked") == {"Purchase price": 12}
    assert causes(found, "Memo") == {"Usage": 20}


def test_what_a_standard_cost_does_not_explain_has_a_row() -> None:
    # a standard of 14 where bill and price come to 10: 140 relieved of 132 spent, usage 20 and price 12 told
    book = made(month(3), relief_basis="standard")
    book.rows["Materials"][1]["Standard Cost"] = 14
    found = report(book.solve())
    assert causes(found, "Booked") == {"Usage": 20, "Material price at issue": 12, UNEXPLAINED: -40}
    assert by(found, UNEXPLAINED, "Job") == {"J": -40}


def test_late_cost_has_a_row_of_its_own() -> None:
    book = made(month(4), status="Finished", finished=day(9, 3)).material("PLATE", "supply")
    book.move(day(20, 3), "Shipment", "FG", 5).move(day(7, 4), "Receipt", "PLATE", 1, unit_cost=50, job="J")
    found = report(book.solve())
    assert causes(found, "Booked") == {LATE_JOB_COST: 25}
    assert by(found, LATE_JOB_COST, "Job") == {"J": 25}


def test_an_invoice_for_goods_that_are_gone_is_a_price_difference() -> None:
    book = month(4).move(day(2, 3), "Receipt", "RM", 10, unit_cost=10, document="PO")
    book.move(day(3, 3), "Shipment", "RM", 4)
    book.move(day(5, 4), "Revaluation", "RM", 0, amount=20, document="PO")
    assert causes(report(book.solve()), "Booked") == {"Price differences": 8}


def test_a_new_standard_and_what_is_left_in_a_closed_job() -> None:
    book = month(4, Valuation_Method="Standard").material("RM", standard_cost=10)
    book.add("Standards", **{"material": "RM", "from": day(1, 4), "standard_cost": 12})
    book.rows["Standards"][0] = {"Material": "RM", "From": day(1, 4), "Standard Cost": 12}
    book.move(day(2, 3), "Receipt", "RM", 10, unit_cost=10)
    book.material("FG", "finished", standard_cost=1).job("J", "FG", 10, status="Cancelled", closed=day(9, 4))
    book.move(day(3, 3), "Issue", "RM", 4, job="J")
    told = causes(report(book.solve()), "Booked")
    # six on hand are worth 12 more: income; 40 in a job that was given up
    assert told == {"Standards changed": -12, "Expensed from closed jobs": 40}


@pytest.mark.parametrize(
    ("change", "cause", "said"),
    [
        (lambda rows: rows["Materials"][0].pop("Standard Cost"), "Usage", "not told, no standard cost: RM"),
        (lambda rows: rows.pop("Bill of Materials"), "Usage", "not told, no bill of material of what is made: J"),
        (lambda rows: rows["Movements"].pop(), "Usage", "not told, not done, and unfinished units not counted: J"),
        (lambda rows: None, "Labor efficiency", "not told, no planned hours on Operations: J"),
        (lambda rows: None, "Labor rate", "not told, no rate on Employees or Rates: E1"),
        (lambda rows: None, "Overhead volume", "not told, no overhead pool on: Overhead"),
    ],
)
def test_what_is_missing_is_named(change: Any, cause: str, said: str) -> None:
    book = made(month(3)).ticket(day(4, 3), 5, job="J", rate=20)
    change(book.rows)
    assert note(report(book.solve()), cause) == said


def test_a_budget_stands_in_where_no_standard_tells() -> None:
    # 100 budgeted for ten, all made, 132 of material; labor 100 of 90
    book = made(month(3), budget_material=100, budget_labor=90).ticket(day(4, 3), 5, job="J", rate=20)
    book.rows.pop("Bill of Materials")
    found = report(book.solve())
    assert causes(found) == {"Material against budget": 32, "Purchase price": 12, "Labor against budget": 10}
    assert found.rows["Booked"].unique().to_list() == [MEMO]


def test_a_job_tells_its_variances_when_it_is_done_or_its_units_are_counted() -> None:
    # eight of ten made in March, 12 drawn; done in April; counted in March: two more hold all their material
    def book(number: int, *, counted: bool) -> Plant:
        found = made(month(number))
        found.rows["Movements"][-1]["Quantity"] = 8
        found.move(day(9, 4), "Completion", "FG", 2, job="J")
        if counted:
            found.add("Units in Process", job="J", date=day(28, 3), units=1, material_percent=100)
        return found

    def usage(number: int, *, counted: bool) -> float:
        return causes(report(book(number, counted=counted).solve())).get("Usage", 0)

    assert (usage(3, counted=False), usage(4, counted=False)) == (0, 20)
    # nine held theirs by the end of March: 30 more than allowed; the tenth gives 10 of it back
    assert (usage(3, counted=True), usage(4, counted=True)) == (30, -10)


def test_proration_spreads_what_is_booked_over_what_contains_it() -> None:
    # ten at 10 standard made for 132: 32 of material variance; five sold: half is finished goods, half cost of sales
    book = made(month(3), relief_basis="standard").move(day(20, 3), "Shipment", "FG", 5)
    books = book.solve()
    report(books)
    row = proration(books.results).filter(pl.col("Variances Of") == "Material").row(0, named=True)
    assert [row[name] for name in ("Booked", "Work in Process", "Finished Goods", "Cost of Goods Sold")] == [
        32_00, 0, 16_00, 16_00
    ]
    whole = proration(books.results).select(pl.col("Booked").sum()).item()
    assert whole == 32_00


def test_planned_hours_by_work_center_and_a_person_without_a_standard_rate() -> None:
    # 10 made of 10: 4 h and 6 h planned, 5 h and 6 h worked at 20 (25 paid on the second)
    book = made(month(3)).add("Employees", employee="E1", name="E1", rate=20)
    for step, center, hours in (("10", "CUT", 4), ("20", "WELD", 6)):
        book.add("Operations", job="J", step=step, work_center=center, planned_hours=hours)
    book.ticket(day(4, 3), 5, job="J", rate=20, step="10").ticket(day(5, 3), 6, job="J", rate=25, step="20")
    found = report(book.solve())
    assert by(found, "Labor efficiency", "Work Center") == {"CUT": 20}
    assert by(found, "Labor rate", "Work Center") == {"WELD": 30}
