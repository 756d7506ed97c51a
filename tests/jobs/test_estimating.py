"""Estimating: medians, spread, accuracy, standards and quotes of comparable jobs, worked out by hand."""

from __future__ import annotations

import statistics
from typing import Any

import polars as pl
import pytest

from tests.jobs.plants import estimating_of, finished, plant, results_of, solved
from tests.plant import Plant, day
from wipbook.books.jobs.estimating import ESTIMATOR, FAMILY, PLANNED, PRODUCT, estimating

FIVE = (90, 100, 110, 120, 180)
"""What one unit cost in five jobs."""


def five(**more: Any) -> Plant:
    """Five jobs of ten units that cost ``FIVE`` each, estimated at 100 each."""
    book = plant().material("FG", "finished", **more)
    for number, cost in enumerate(FIVE, 1):
        finished(book, f"J{number}", day(number, 3), 10, 10 * cost, budget_material=1000)
    return book


def test_median_quartiles_bias_and_error() -> None:
    row = estimating_of(solved(five()), PRODUCT, "FG")
    assert (row["Jobs"], row["Comparable"]) == (5, "this product")
    low, middle, high = statistics.quantiles(FIVE, n=4, method="inclusive")
    assert (row["Least"], row["Low"], row["Unit Cost"], row["High"], row["Most"]) == (90, low, middle, high, 180)
    assert row["Estimated"] == 100
    # -10, 0, 10, 20, 80 % over the estimate: on average 20 %, the middle of 0, 10, 10, 20, 80 is 10 %
    assert (row["Bias"], row["Error"], row["With Estimate"]) == (0.20, 0.10, 5)
    assert (row["Unit Material"], row["Unit Labor"]) == (110, 0)


@pytest.mark.parametrize(
    ("standard", "difference", "proposed"),
    [(100, 0.10, None), (120, round(-10 / 120, 6), None), (99.99, round(10.01 / 99.99, 6), 110), (125, -0.12, 110)],
)
def test_a_standard_is_proposed_where_it_lies_outside_the_quartiles(
    standard: float, difference: float, proposed: float | None
) -> None:
    row = estimating_of(Plant.solve(five(standard_cost=standard)), PRODUCT, "FG")
    assert (row["Standard"], row["Difference"], row["Proposed Standard"]) == (standard, difference, proposed)


def test_a_dated_standard_wins_over_the_master() -> None:
    book = five(standard_cost=100).add("Standards", material="FG", standard_cost=130, **{"from": day(1, 6)})
    assert estimating_of(Plant.solve(book), PRODUCT, "FG")["Standard"] == 130


def test_the_next_quote_of_a_planned_job() -> None:
    # 40 at 110, quartiles 100 and 120; of prices of 150 each 40, 33.3, 26.7, 20 and -20 % were kept, 26.7 % the middle
    book = five()
    for row in book.rows["Jobs"]:
        row["Contract Price"] = 1500
    book.job("Q", "FG", 40, status="Planned", budget_material=4400)
    row = estimating_of(Plant.solve(book), PLANNED, "Q")
    assert (row["Lot"], row["Quote Cost"], row["Quote Low"], row["Quote High"]) == (40, 4400, 4000, 4800)
    assert (row["Margin"], row["Margin From"]) == (round(4 / 15, 6), "5 jobs with a price")
    assert row["Quote Price"] == 6000  # 4,400 / (11 / 15)
    assert (row["Estimated"], row["Bias"]) == (110, None)


def test_without_prices_the_margin_is_that_of_the_selling_price() -> None:
    row = estimating_of(Plant.solve(five(selling_price=200)), PRODUCT, "FG")
    assert (row["Margin"], row["Margin From"], row["Lot"], row["Quote Price"]) == (0.45, "Selling Price", 10, 2000)
    row = estimating_of(Plant.solve(five()), PRODUCT, "FG")
    assert (row["Margin"], row["Quote Price"], row["Quote Cost"]) == (None, None, 1100)


def test_the_last_jobs_count_by_the_day_they_were_finished() -> None:
    book = five()
    book.settings["Comparable_Jobs"] = 3
    row = estimating_of(Plant.solve(book), PRODUCT, "FG")
    assert (row["Jobs"], row["Unit Cost"], row["Least"]) == (3, 120, 110)


def related(family: str, units: tuple[str, str, str] = ("pcs", "pcs", "pcs"), of_a: int = 2) -> Plant:
    book = plant()
    for code, unit in zip("ABC", units, strict=True):
        book.material(code, "finished", unit=unit, family=family if code != "B" else family.upper())
        book.rows["Materials"][-1]["Unit"] = unit
    for number in range(of_a):
        finished(book, f"A{number}", day(number + 1, 3), 10, 1000 + 100 * number, "A")
    finished(book, "B1", day(10, 3), 10, 1300, "B")
    return finished(book, "C1", day(11, 3), 10, 1400, "C")


def test_below_three_jobs_the_family_is_asked_and_the_row_says_so() -> None:
    row = estimating_of(Plant.solve(related("frames")), PRODUCT, "A")
    assert (row["Jobs"], row["Comparable"]) == (4, "family frames, 2 of this product")
    assert row["Unit Cost"] == 120  # of 100, 110, 130, 140


def test_a_family_is_compared_in_one_unit_only() -> None:
    row = estimating_of(Plant.solve(related("frames", ("pcs", "kg", "Pcs "))), PRODUCT, "A")
    assert (row["Jobs"], row["Comparable"], row["Unit Cost"]) == (3, "family frames, 2 of this product", 110)


def test_without_a_family_few_jobs_stand_for_themselves() -> None:
    row = estimating_of(Plant.solve(related("")), PRODUCT, "A")
    assert (row["Jobs"], row["Comparable"], row["Unit Cost"]) == (2, "this product", 105)


def test_one_job_alone_says_so_and_has_no_spread() -> None:
    row = estimating_of(Plant.solve(related("", of_a=1)), PRODUCT, "A")
    assert (row["Jobs"], row["Comparable"]) == (1, "one job alone: no spread")
    assert (row["Unit Cost"], row["Low"], row["High"], row["Quote Low"]) == (100, None, None, None)
    odd = related("", of_a=1)
    odd.rows["Materials"][0]["Standard Cost"] = 50
    alone = estimating_of(odd.solve(), PRODUCT, "A")
    assert alone["Proposed Standard"] is None, "one job moves no standard"


def test_jobs_of_which_no_unit_cost_is_known_are_not_compared() -> None:
    book = plant().material("FG", "finished").material("SIDE", "finished", selling_price=10)
    finished(book, "NOTHING", day(1, 3), 0, 100, planned=10).rows["Jobs"][-1]["Quantity"] = 10
    finished(book, "FREE", day(2, 3), 10, 0).rows["Movements"].pop(-2)
    finished(book, "BOTH", day(3, 3), 10, 500).move(day(3, 3), "Completion", "SIDE", 5, job="BOTH")
    book.rows["Materials"][0]["Selling Price"] = 10
    book.job("Q", "FG", 4, status="Planned").job("OPEN", "FG", 10).move(day(4, 3), "Issue", "RM", 70, job="OPEN")
    books = book.solve()
    assert estimating(books.results).filter(pl.col("Of") == PRODUCT).is_empty()
    row = estimating_of(books, PLANNED, "Q")
    assert (row["Jobs"], row["Comparable"], row["Quote Cost"], row["Lot"]) == (0, "no finished job", None, 4)


def test_jobs_without_an_estimate_are_no_part_of_the_accuracy() -> None:
    book = finished(five(), "J6", day(6, 3), 10, 5000)
    row = estimating_of(Plant.solve(book), PRODUCT, "FG")
    assert (row["Jobs"], row["With Estimate"], row["Bias"]) == (6, 5, 0.20)


def test_accuracy_by_estimator_and_family_whatever_the_case() -> None:
    book = five(family="Frames")
    for row, name in zip(book.rows["Jobs"], ("Dana", "dana", " DANA", "Paul", None), strict=True):
        row["Estimator"] = name
    books = Plant.solve(book)
    dana = estimating_of(books, ESTIMATOR, "DANA")
    assert (dana["Jobs"], dana["Bias"], dana["Error"]) == (3, 0, 0.10)
    assert estimating_of(books, ESTIMATOR, "Paul")["Bias"] == 0.20
    assert estimating_of(books, ESTIMATOR, "not named")["Error"] == 0.80
    assert estimating_of(books, FAMILY, "Frames")["Bias"] == 0.20
    assert estimating_of(books, "all jobs", None)["Jobs"] == 5


def test_order_of_rows_and_case_of_codes_change_nothing() -> None:
    straight, turned = five(selling_price=200), five(selling_price=200)
    for rows in turned.rows.values():
        rows.reverse()
    for row in turned.rows["Jobs"]:
        row["Material"] = "fg"
    assert estimating(results_of(Plant.solve(straight))).equals(estimating(results_of(Plant.solve(turned))))


def test_a_currency_of_no_places() -> None:
    book = five()
    book.settings["Currency_Places"] = 0
    row = estimating(book.solve().results).row(0, named=True)
    assert (row["Unit Cost"], row["Quote Cost"]) == (110_000_000, 1_100)
