"""Close-out: what finished jobs cost, what is left in them, what stands against closing, worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from tests.closed.closing import Closing
from tests.jobs.plants import close_out_of, finished, plant, results_of, solved
from tests.plant import Books, Plant, day
from wipbook.books.jobs.close_out import close_out
from wipbook.books.jobs.close_steps import OPEN, REVIEW, CloseSteps
from wipbook.books.jobs.job_variances import job_variances


def open_of(books: Books, job: str = "J") -> list[str]:
    return [step.short for step in CloseSteps(results_of(books)).of(job) if step.state == OPEN]


def to_review_of(books: Books, job: str = "J") -> list[str]:
    return [step.short for step in CloseSteps(results_of(books)).of(job) if step.state == REVIEW]


def test_cost_in_is_cost_out_and_compares_with_the_estimate_for_what_was_made() -> None:
    # 10 planned for 1,000 and an approved change of 100; 8 made and 2 scrapped for 990: 99 each, 792 in stock, 198
    # expensed; 8 were estimated at 8/10 of 1,100 = 880; 990 - 880 = 110, an eighth more. Three days late
    book = plant().material("FG", "finished", description="Frame")
    book.add("Customers", customer="C1", name="City Cycles")
    finished(book, "J", day(20, 3), 8, 990, planned=10, budget_material=1000, due=day(17, 3), customer="c1",
             estimator="Dana")
    book.move(day(20, 3), "Scrap", "FG", 2, job="J", abnormal=True)
    book.add("Billing", document="CO-1", date=day(1, 3), job="J", kind="Change Order", amount=300, cost_effect=100,
             approved=day(2, 3))
    row = close_out_of(solved(book), "J")
    assert (row["Cost In"], row["To Finished Goods"], row["To Expense"], row["Residue"]) == (990, 792, 198, 0)
    assert (row["Estimate"], row["Over Estimate"], row["Over %"]) == (880, 110, 0.125)
    assert (row["Days Late"], row["Product Name"], row["Customer Name"], row["Estimator"]) == (
        3, "Frame", "City Cycles", "Dana"
    )
    assert row["Against Closing"] == "made 8 of 10"


def test_cost_after_the_finish_follows_the_goods_and_is_told() -> None:
    book = finished(plant().material("FG", "finished"), "J", day(20, 3), 10, 500, budget_material=500)
    books = solved(book.ticket(day(5, 4), 4, job="J", rate=25))
    row = close_out_of(books, "J")
    assert (row["Cost In"], row["To Finished Goods"], row["Residue"], row["After Finish"]) == (600, 600, 0, 100)
    assert open_of(books) == [] and to_review_of(books) == ["after the finish 100.00, 1 ticket"]


def test_variances_of_the_whole_life_by_cause() -> None:
    # 8 hours were planned, 10 worked at 30 where 25 is the rate: efficiency 2 x 25 = 50, rate 10 x 5 = 50; of the bill
    # 10 x 4 units at 1, 46 used: usage 6. Done in March; the sheets stand in April
    book = plant(Period_Start=day(1, 4), Period_End=day(30, 4), As_Of=day(30, 4)).material("FG", "finished")
    book.material("RM", standard_cost=1).add("Bill of Materials", product="FG", component="RM", quantity_per=4)
    book.add("Employees", employee="E1", name="E1", rate=25)
    book.add("Operations", job="J", step="10", work_center="WC", planned_hours=8, actual_finish=day(20, 3))
    finished(book, "J", day(20, 3), 10, 46).ticket(day(19, 3), 10, job="J", rate=30, step="10")
    books = solved(book)
    of_the_period = results_of(books).variances.rows.filter(pl.col("Job") == "J")
    assert of_the_period.is_empty() and job_variances(results_of(books)).height == 3
    row = close_out_of(books, "J")
    assert row["Variance"] == 106
    assert row["By Cause"] == "Labor efficiency 50.00, Labor rate 50.00, Usage 6.00"


def left_over(**settings: Any) -> Plant:
    """A finished job that drew 300 of material and 200 of labor and made nothing."""
    book = finished(plant(**settings).material("FG", "finished"), "J", day(20, 3), 0, 300, planned=10)
    book.rows["Jobs"][-1]["Quantity"] = 10
    return book.ticket(day(19, 3), 10, job="J", rate=20)


def test_a_residue_comes_first_and_proposes_its_entries() -> None:
    book = left_over()
    finished(book, "A", day(21, 3), 5, 50)
    books = solved(book)
    assert close_out(results_of(books))["Job"].to_list() == ["J", "A"]
    assert close_out_of(books, "J")["Residue"] == 500 and open_of(books) == ["500.00 left in process"]
    said = [(one.way, one.debit, one.credit, one.amount / 100) for one in CloseSteps(results_of(books)).proposals("J")]
    assert said == [
        ("made, not entered", "Finished Goods", "WIP", 500), ("will never be made", "Scrap", "WIP", 500),
        ("belongs to another job", "WIP of that job", "WIP of J", 300),
        ("belongs to another job", "WIP of that job", "WIP of J", 200),
    ]
    assert CloseSteps(results_of(books)).proposals("A") == []


@pytest.mark.parametrize("scrap", ["abnormal", "normal"])
@pytest.mark.parametrize(("way", "goods", "expense"), [("Completion", 500, 0), ("Scrap", 0, 500)])
def test_a_row_that_is_proposed_leaves_nothing(way: str, goods: float, expense: float, scrap: str) -> None:
    book = left_over(Product_Scrap=scrap)
    row = next(one.row for one in CloseSteps(results_of(solved(book))).proposals("J") if f": {way}" in one.row)
    assert row.startswith(f"Movements: {way} of 10 FG, Job J, Date 2026-03-20")
    book.move(day(20, 3), way, "FG", 10, job="J", **({"abnormal": True} if "Abnormal TRUE" in row else {}))
    books = solved(book)
    found = close_out_of(books, "J")
    assert (found["To Finished Goods"], found["To Expense"], found["Residue"]) == (goods, expense, 0)
    assert open_of(books) == []


def test_job_adjustments_that_are_proposed_leave_nothing() -> None:
    book = finished(left_over(), "A", day(21, 3), 5, 50)
    proposed = [one.row for one in CloseSteps(results_of(solved(left_over()))).proposals("J")]
    for element, amount in (("Material", 300), ("Labor", 200)):
        assert f"Job Adjustments: From Job J To Job …, {element}, {amount}.00" in proposed
        book.add("Job Adjustments", adjustment=f"A-{element}", date=day(20, 3), from_job="J", to_job="A",
                 element=element, amount=amount)
    books = solved(book)
    assert close_out_of(books, "J")["Residue"] == 0 and close_out_of(books, "A")["Cost In"] == 550


def test_a_row_for_a_closed_month_is_dated_the_first_open_day() -> None:
    made = Closing(left_over())
    made.close(day(1), day(31, 3))
    rows = [one.row for one in CloseSteps(made.results(day(1, 4), day(30, 4))).proposals("J")]
    assert rows[0] == "Movements: Completion of 10 FG, Job J, Date 2026-04-01"


def test_what_else_stands_against_closing() -> None:
    book = finished(plant().material("FG", "finished").material("PAINT"), "J", day(20, 3), 10, 500)
    book.add("Purchases", order="PO-1", line="1", ordered=day(1, 3), supplier="S", material="PAINT", quantity=10,
             unit_price=5, received_quantity=4, status="Open")
    book.add("Suppliers", supplier="S", name="S")
    book.move(day(10, 3), "Receipt", "PAINT", 4, unit_cost=5, job="J", document="po-1", line="1")
    book.add("Billing", document="CO-1", date=day(1, 3), job="J", kind="Change Order", amount=300, cost_effect=100)
    book.add("Operations", job="J", step="10", work_center="WC", planned_hours=8)
    books = solved(book)
    assert open_of(books) == ["PO-1 line 1 still to come", "CO-1 not approved"]
    assert to_review_of(books) == ["step 10 not done", "no estimate"]
    book.rows["Purchases"][0]["Status"] = "Complete"
    book.rows["Billing"][0]["Approved"] = day(30, 3)
    assert open_of(solved(book)) == []


@pytest.mark.parametrize(
    ("job", "against"),
    [
        ({"status": "Released"}, ["still Released", "no day in Finished", "500.00 left in process"]),
        ({"status": "Planned"}, ["still Planned", "no day in Finished", "500.00 left in process"]),
        ({"status": "Cancelled"}, ["cancelled", "no day in Finished"]),
        ({"status": "Finished", "finished": None}, ["no day in Finished", "500.00 left in process"]),
        ({"status": "Finished", "finished": dt.date(2027, 1, 5)}, ["finished later", "500.00 left in process"]),
    ],
)
def test_a_job_that_is_not_finished(job: dict[str, Any], against: list[str]) -> None:
    book = plant().material("FG", "finished").job("J", "FG", 10, **job).move(day(5, 3), "Issue", "RM", 500, job="J")
    books = solved(book)
    assert open_of(books) == against
    if job["status"] != "Finished":
        assert CloseSteps(results_of(books)).proposals("J") == [], "work goes on"


@pytest.mark.parametrize(
    ("basis", "made"), [("equivalent units", 10), ("equivalent units", 7), ("to date", 7), ("planned", 7),
                        ("standard", 7)],
)
def test_closing_a_job_without_residue_changes_no_figure(basis: str, made: float) -> None:
    def entries(**more: Any) -> pl.DataFrame:
        book = plant().material("FG", "finished", standard_cost=60)
        finished(book, "J", day(20, 3), made, 500, planned=10, relief_basis=basis, budget_material=450)
        book.rows["Jobs"][0] |= more
        book.ticket(day(5, 5), 4, job="J", rate=25)
        books = book.solve()
        books.assert_conserved()
        assert close_out_of(books, "J")["Residue"] == 0
        return results_of(books).entries

    before = entries()
    assert before.equals(entries(Status="Closed", Closed=day(31, 12)))
    assert before.equals(entries(Status="Closed", Closed=day(20, 3)))


def test_closing_a_job_in_a_closed_month_adjusts_nothing() -> None:
    book = finished(plant().material("FG", "finished"), "J", day(20, 3), 10, 500)
    made = Closing(book)
    made.close(day(1), day(31, 3))
    book.rows["Jobs"][0] |= {"Status": "Closed", "Closed": day(1, 4)}
    assert made.results(day(1, 4), day(30, 4)).adjusted.is_empty()
    # and closing one with a residue would: it is expensed, so it is refused
    other = Closing(left_over())
    before = other.results(day(1), day(31, 3)).job_costs["WIP"].sum()
    other.plant.rows["Jobs"][0] |= {"Status": "Closed", "Closed": day(31, 3)}
    assert (before, other.results(day(1), day(31, 3)).job_costs["WIP"].sum()) == (500_00, 0)


def test_order_of_rows_and_case_of_codes_change_nothing() -> None:
    def rows(turned: bool) -> list[tuple[Any, ...]]:
        book = plant().material("FG", "finished")
        for number in range(1, 7):
            finished(book, f"J{number}", day(number, 3), number, 100 * number, budget_material=90 * number,
                     estimator="Dana" if number % 2 else "dana ")
        if turned:
            book.rows["Jobs"].reverse()
            book.rows["Movements"].reverse()
            for row in book.rows["Movements"]:
                row["Job"] = row.get("Job", "").lower() or None
        return close_out(results_of(solved(book))).rows()

    assert rows(False) == rows(True)


def test_cost_of_a_contract_is_expense_and_leaves_nothing() -> None:
    # revenue over time: what was charged is contract cost at the end of its month, the goods have no value
    book = plant().material("FG", "finished")
    row = close_out_of(solved(finished(book, "J", day(20, 3), 10, 500, revenue="over time", contract_price=900)), "J")
    assert (row["To Finished Goods"], row["To Expense"], row["Contract Cost"], row["Residue"]) == (0, 500, 500, 0)
