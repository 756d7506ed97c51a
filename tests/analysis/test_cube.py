"""The cube by hand, and against the Statement, which does not know of it."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import polars as pl
import pytest

from tests.closed.closing import Closing
from tests.model.plants import plant as random_plant
from tests.model.sheets import workbook
from tests.plant import Plant, day
from wipbook.books.analysis.cube import cube as cube_module
from wipbook.books.analysis.cube.classes import classes
from wipbook.books.analysis.cube.cube import CUBE, cube, on_sheet, summed_up
from wipbook.books.results import Results
from wipbook.sheets.data.cube_checks import CUBE_CHECKS

MARCH = {"Period_Start": day(1, 3), "Period_End": day(31, 3), "As_Of": day(31, 3)}


def shop(**settings: Any) -> Plant:
    """100 steel at 10. Job J of F (family Frames) for customer C: 40 issued on 27 February, 4 hours at 25 at W1 on
    2 March, overhead 20 an hour of the pool of W1 alone; 4 good on 11 March, 1 scrapped on the 12th, 3 shipped to D."""
    made = Plant({**MARCH, **settings}).material("S").material("F", "finished", selling_price=100, family="Frames")
    made.job("J", "F", 10, customer="C", relief_basis="planned", budget_material=400, budget_labor=100,
             budget_overhead=80)
    made.add("Customers", customer="C", name="C").add("Customers", customer="D", name="D")
    made.add("Employees", employee="E1", name="Ann", rate=25)
    made.add("Work Centers", work_center="W1", name="Welding", hours_per_day=8, overhead_pool="SHOP")
    made.add("Work Centers", work_center="W2", name="Painting", hours_per_day=8)
    made.add("Overhead", pool="SHOP", period=day(1, 3), driver="labor hours", budget_cost=2000, budget_activity=100)
    made.add("Operations", job="J", step="20", operation="Paint", work_center="W2", planned_hours=1)
    made.add("Operations", job="J", step="10", operation="Weld", work_center="W1", planned_hours=4,
             actual_start=day(1, 3), actual_finish=day(9, 3), good=9, scrapped=1)
    made.move(day(20, 2), "Receipt", "S", 100, unit_cost=10).move(day(27, 2), "Issue", "S", 40, job="J")
    made.ticket(day(2, 3), 4, job="J", step="10")
    made.move(day(11, 3), "Completion", "F", 4, job="J").move(day(12, 3), "Scrap", "F", 1, job="J")
    return made.move(day(20, 3), "Shipment", "F", 3, customer="D")


def sums(rows: pl.DataFrame, *by: str) -> dict[Any, float]:
    found = rows.group_by(by, maintain_order=True).agg(pl.col("Amount").sum())
    return {(row[0] if len(by) == 1 else row[:-1]): row[-1] / 1_000_000 for row in found.iter_rows()}


def measured(rows: pl.DataFrame, measure: str, *by: str) -> dict[Any, float]:
    return sums(rows.filter(pl.col("Measure") == measure), *by)


def test_every_measure_by_hand() -> None:
    rows = cube(shop().solve().results)
    assert rows.schema == pl.Schema(CUBE)
    key = ("Period", "Reported", "Work Center", "Element")
    assert measured(rows, "Cost charged", *key) == {
        (day(1, 2), "Earlier", None, "Material"): 400, (day(1, 3), "This period", "W1", "Labor"): 100,
        (day(1, 3), "This period", "W1", "Overhead"): 80,
    }
    # 580 of 10 planned: 58 each; 4 made, 1 scrapped, 5 still in process
    assert measured(rows, "Cost completed", "Element") == {"Material": 160, "Labor": 40, "Overhead": 32}
    assert measured(rows, "Scrap cost", "Stage") == {"Work in Process": 58}
    assert measured(rows, "Cost of sales", "Product", "Customer") == {("F", "D"): 174}
    assert measured(rows, "Units sold", "Customer") == {"D": 3}
    assert measured(rows, "Sales at selling price", "Family") == {"Frames": 300}
    assert measured(rows, "Margin at selling price", "Family") == {"Frames": 126}
    assert (measured(rows, "Good units", "Job"), measured(rows, "Scrapped units", "Job")) == ({"J": 4}, {"J": 1})
    assert measured(rows, "Good units of steps", "Work Center") == {"W1": 9}
    assert measured(rows, "Scrapped units of steps", "Work Center") == {"W1": 1}
    assert measured(rows, "Labor hours", "Work Center", "Job") == {("W1", "J"): 4}
    # 400 on each of 27 and 28 February; 400 on 1 March, 580 from 2 to 10, 348 on 11 March, 290 from 12 to 31
    assert measured(rows, "WIP cost days", "Period") == {
        day(1, 2): 800, day(1, 3): 400 + 9 * 580 + 348 + 20 * 290,
    }
    of_job = rows.filter(pl.col("Job") == "J").select("Customer", "Product", "Family")
    assert set(of_job.rows()) == {("C", "F", "Frames")}


def test_balances_stand_where_the_job_stood() -> None:
    rows = cube(shop().solve().results)
    assert measured(rows, "Balance", "Period", "Reported", "Stage", "Work Center") == {
        (day(1, 2), "Earlier", "Raw Materials", None): 600, (day(1, 2), "Earlier", "Work in Process", "W1"): 400,
        (day(1, 3), "This period", "Raw Materials", None): 600, (day(1, 3), "This period", "Finished Goods", None): 58,
        (day(1, 3), "This period", "Work in Process", "W2"): 290,
    }


def test_a_month_that_the_report_begins_in_the_middle_of_is_told_apart() -> None:
    rows = cube(shop(Period_Start=day(12, 3)).solve().results)
    assert measured(rows, "Cost completed", "Period", "Reported") == {(day(1, 3), "Earlier"): 232}
    assert measured(rows, "Scrap cost", "Reported") == {"This period": 58}
    assert measured(rows, "WIP cost days", "Period", "Reported") == {
        (day(1, 2), "Earlier"): 800, (day(1, 3), "Earlier"): 400 + 9 * 580 + 348, (day(1, 3), "This period"): 20 * 290,
    }


def ties(results: Results) -> None:
    for check in CUBE_CHECKS:
        left, right = check.values(results)
        assert left == pytest.approx(right, abs=0.0001), check.id


@pytest.mark.parametrize("seed", range(10_000, 10_006))
def test_any_plant_ties_to_statement_and_journals(seed: int) -> None:
    ties(workbook(random_plant(seed)).solve().results)


def test_a_closed_month_stays_as_it_was_closed_and_late_rows_are_an_adjustment() -> None:
    made = Plant({}).material("F", "finished").material("S").job("J", "F", 10)
    made.move(day(5), "Receipt", "S", 100, unit_cost=10).move(day(6), "Issue", "S", 40, job="J")
    made.move(day(20), "Completion", "F", 10, job="J").move(day(25), "Shipment", "F", 10)
    books = Closing(made)
    ties(books.close(day(1), day(31)))
    made.move(day(7), "Issue", "S", 5, job="J").move(day(3, 2), "Issue", "S", 7, job="J")
    january, february = books.results(day(1), day(31)), books.results(day(1, 2), day(28, 2))
    ties(january)
    ties(february)
    charged = measured(cube(february), "Cost charged", "Period")
    assert charged == {day(1): 400, day(1, 2): 70}, "50 of January are an adjustment, posted in February"
    assert measured(cube(january), "Balance", "Stage") == {"Raw Materials": 600}


def test_neither_order_of_rows_nor_case_of_codes_changes_it() -> None:
    first, second = shop(), shop()
    dice = random.Random(1)
    for sheet, rows in second.rows.items():
        if sheet not in ("Materials", "Jobs", "Customers", "Employees", "Work Centers"):
            rows[:] = [{name: value.lower() if name in ("Job", "Customer", "Work Center", "Pool") else value
                        for name, value in row.items()} for row in rows]
        dice.shuffle(rows)
    assert cube(first.solve().results).equals(cube(second.solve().results))


def test_many_jobs_are_summed_up_on_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    results = shop().solve().results
    whole = on_sheet(results)
    assert summed_up(results) == () and whole.height == cube(results).height
    monkeypatch.setattr(cube_module, "MOST_ROWS", 10)
    results = shop().solve().results
    summed = on_sheet(results)
    assert summed_up(results) == ("Job",) and summed["Job"].null_count() == summed.height
    assert sums(summed, "Measure", "Period") == sums(whole, "Measure", "Period")


@pytest.mark.parametrize(("longest", "over"), [
    (30, ("Job",)), (26, ("Job", "Customer")), (25, ("Job", "Customer", "Product", "Work Center")),
])
def test_what_is_still_too_long_is_summed_up_further(
    monkeypatch: pytest.MonkeyPatch, longest: int, over: tuple[str, ...]
) -> None:
    """A plant of many products or customers has a sheet all the same, whose sums are those of all rows."""
    monkeypatch.setattr(cube_module, "MOST_ROWS", 10)
    monkeypatch.setattr(cube_module, "LONGEST", longest)
    made = shop().add("Customers", customer="E", name="E").move(day(21, 3), "Shipment", "F", 1, customer="E")
    results = made.solve().results
    summed = on_sheet(results)
    assert summed_up(results) == over
    assert all(summed[name].null_count() == summed.height for name in over)
    assert sums(summed, "Measure", "Period") == sums(cube(results), "Measure", "Period")
    assert not summed.select("Period", "Reported", "Stage", "Family", "Product", "Customer", "Job", "Work Center",
                             "Element", "Measure").is_duplicated().any()


def test_nothing_happened() -> None:
    results = Plant({**MARCH}).material("S").solve().results
    assert cube(results).is_empty() and cube(results).schema == pl.Schema(CUBE)
    ties(results)


def test_classes_are_those_of_the_textbook() -> None:
    """Heizer: A to 80 %, B to 95 %. 40, 30, 15, 10, 5 of 100: those before the third are 70, before the fourth 85."""
    amounts = {"a": 40, "b": 30, "c": 15, "d": 10, "e": 5, "f": 0, "g": -3}
    rows = pl.DataFrame([(name, 5, amount) for name, amount in amounts.items()],
                        schema={"Product": pl.String, "Month": pl.Int64, "Amount": pl.Int64}, orient="row")
    assert {name: kind[0] for name, kind in classes(rows, "Product", 11).rows()} == dict(
        zip("abcdefg", "AAABCCC", strict=True)
    )
    # mean 10 of 12 months; 5 and 15 in turns vary by 5, half of the mean: X; 0 and 20 by 10, all of it: Y
    turns = [(name, month, low if month % 2 else high) for name, low, high in (("x", 5, 15), ("y", 0, 20), ("z", 0, 21))
             for month in range(12) if not (name == "z" and month == 0)]
    rows = pl.DataFrame(turns, schema=rows.schema, orient="row")
    assert {name: kind[1] for name, kind in classes(rows, "Product", 11).rows()} == {"x": "X", "y": "Y", "z": "Z"}
    assert classes(rows, "Product", 30).is_empty(), "what is older than a year has no class"


def test_months_are_counted_through_years() -> None:
    assert cube_module.month_of(dt.date(2027, 1, 1)) - cube_module.month_of(dt.date(2026, 12, 31)) == 1
