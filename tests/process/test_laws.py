"""Whatever a plant does: costs are accounted for, the average is the jobs' WIP, no order or case changes a figure."""

from __future__ import annotations

import random
from itertools import pairwise

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.model.plants import plant as random_plant
from tests.model.sheets import workbook
from tests.plant import Plant, day
from tests.process.departments import count, department, figures, labor, material, plant, report, units
from wipbook.books.process.report import ProcessReport


def with_departments(seed: int) -> Plant:
    """A random plant whose jobs belong to departments, its unfinished units counted now and then."""
    dice = random.Random(seed)
    book = workbook(random_plant(seed))
    book.settings["Period_Start"] = day(1)
    for row in book.rows["Jobs"]:
        row["Department"] = dice.choice(("Parts", "Parts", "Assembly", None))
    for row in book.rows["Jobs"]:
        for month in (1, 2, 3):
            if dice.random() < 0.3:
                percents = {name: float(dice.randint(0, 100)) for name in ("Material", "Labor") if dice.random() < 0.7}
                count(book, row["Job"], day(27, month), dice.randint(0, 9), percents)
    return book


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_costs_are_accounted_for_and_are_the_jobs_own(first: int) -> None:
    rows = 0
    for seed in range(first, first + 20):
        rows += report(with_departments(seed).solve()).average.height
    assert rows > 50


@pytest.mark.parametrize("seed", [3, 8, 17])
def test_neither_order_of_rows_nor_case_of_codes_changes_a_figure(seed: int) -> None:
    def shown(book: Plant) -> ProcessReport:
        return report(book.solve())

    book, dice = with_departments(seed), random.Random(seed)
    before = shown(book)
    for rows in book.rows.values():
        dice.shuffle(rows)
    coded = (("Movements", "Job"), ("Units in Process", "Job"), ("Labor", "Job"), ("Bill of Materials", "Component"))
    for sheet, column in coded:
        for row in book.rows.get(sheet, []):
            if row.get(column) and dice.random() < 0.5:
                row[column] = f" {row[column].lower()} "
    for row in book.rows["Jobs"]:
        row["Department"] = row["Department"] and dice.choice((str.upper, str.lower))(row["Department"])
    after = shown(book)
    for name in ("units", "average", "fifo", "jobs"):
        frames = [getattr(each, name).with_columns(pl.col("Department").str.to_lowercase()) for each in (before, after)]
        assert frames[0].height
        assert_frame_equal(*(frame.drop("Note", strict=False) for frame in frames))


def test_two_jobs_of_a_department_are_added_up_each_relieved_by_itself() -> None:
    # 100 at 10 all made; 50 at 20, 30 made, 20 whole as to material in process: 1,000 + 600 out, 400 left
    book = plant()
    for job, product in (("A", "X"), ("B", "Y")):
        department(book, job, product, (0, {}, {}), (0 if job == "A" else 20, {"Material": 100}))
        book.rows["Jobs"][-1]["Department"] = "Press"
        book.move(day(2, 3), "Receipt", "RM", 1, amount=1000).move(day(3, 3), "Issue", "RM", 1, job=job)
        book.move(day(9, 3), "Completion", product, 100 if job == "A" else 30, job=job)
    found = report(book.solve())
    assert figures(found.average, "Press", "Added", "Equivalent Units", "Completed", "Closing") == {
        "Material": (2000, 150, 1600, 400)
    }
    assert units(found, "Press", "Started", "Completed", "In Process") == (150, 130, 20)
    assert found.jobs["Job"].to_list() == ["A", "B"]


def test_fifo_begins_each_month_with_what_it_left_in_the_month_before() -> None:
    # March: 100 at 10, 60 made, 40 left at 10 = 400; April: 100 at 20, of 140 90 made: FIFO leaves 50 at 20 = 1,000,
    # the average (400 + 2,000) x 50 / 140 = 857.14
    book = department(plant(As_Of=day(30, 4)), "Press", "X", (0, {}, {}), (40, {"Material": 100}))
    material(book, "Press", 1000).move(day(9, 3), "Completion", "X", 60, job="Press")
    book.move(day(2, 4), "Receipt", "RM", 100, unit_cost=20).move(day(3, 4), "Issue", "RM", 100, job="Press")
    book.move(day(9, 4), "Completion", "X", 90, job="Press")
    count(book, "Press", day(30, 4), 50, {"Material": 100})
    found = report(book.solve())
    assert figures(found.average, "Press", "Closing", end=day(30, 4)) == {"Material": (857.14,)}
    assert figures(found.fifo, "Press", "FIFO Opening", "FIFO Units", "From Opening", "FIFO Closing", "Difference",
                   end=day(30, 4)) == {"Material": (400, 100, 400, 1000, 142.86)}


def test_elements_of_conversion_have_percents_of_their_own() -> None:
    # 100 started, 60 made, 40 left: labor half done, overhead a quarter: 800 / 80 and 700 / 70
    book = department(plant(Burden_To="overhead"), "Mix", "X", (0, {}, {}),
                      (40, {"Material": 100, "Labor": 50, "Overhead": 25}))
    labor(material(book, "Mix", 1000), "Mix", 800)
    book.add("Overhead", pool="P", period=day(1, 3), driver="labor hours", budget_cost=700, budget_activity=10)
    book.move(day(9, 3), "Completion", "X", 60, job="Mix")
    found = report(book.solve())
    assert figures(found.average, "Mix", "Equivalent Units", "Unit Cost", "Completed", "Closing") == {
        "Material": (100, 10, 600, 400), "Labor": (80, 10, 600, 200), "Overhead": (70, 10, 600, 100),
    }


def test_several_departments_one_after_another_and_input_in_another_unit() -> None:
    # 400 kg at 1 -> 400 kg; 10 kg a crate: 30 crates made of 300 kg and 50 kg more drawn in; two crates a pallet
    book = plant()
    book.material("KG", "subassembly").material("CRATE", "subassembly").material("PALLET", "finished")
    for job, product in (("Boil", "KG"), ("Fill", "CRATE"), ("Stack", "PALLET")):
        book.job(job, product, 1000, department=job)
    book.add("Bill of Materials", product="CRATE", component="KG", quantity_per=10)
    book.add("Bill of Materials", product="PALLET", component="CRATE", quantity_per=2)
    material(book, "Boil", 400).move(day(4, 3), "Completion", "KG", 400, job="Boil")
    book.move(day(5, 3), "Issue", "KG", 350, job="Fill").move(day(6, 3), "Completion", "CRATE", 30, job="Fill")
    book.move(day(7, 3), "Issue", "CRATE", 24, job="Stack").move(day(8, 3), "Completion", "PALLET", 10, job="Stack")
    count(book, "Boil", day(31, 3), 0, {"Material": 0})
    found = report(book.solve())
    assert figures(found.average, "Fill", "Equivalent Units", "Unit Cost", "Completed", "Closing") == {
        "Transferred In": (35, 10, 300, 50)
    }
    assert figures(found.average, "Stack", "Equivalent Units", "Unit Cost", "Completed", "Closing") == {
        "Transferred In": (12, 20, 200, 40)
    }
    assert units(found, "Stack", "Started", "Completed", "In Process") == (12, 10, 2)


def test_what_nobody_can_tell_is_named() -> None:
    book = plant().material("X", "finished").job("J", "X", 100, department="Press")
    labor(book, "J", 500).move(day(9, 3), "Completion", "X", 60, job="J")
    found = report(book.solve())
    assert found.units["Note"].to_list() == ["not told how much is in process: J (labor)"]
    count(book, "J", day(31, 3), 40, {"Labor": 50})
    assert report(book.solve()).units["Note"].to_list() == [None]


def test_moved_and_late_cost_have_columns_of_their_own_and_all_foots() -> None:
    book = plant(As_Of=day(30, 4)).material("X", "finished").material("PLATE", "supply")
    for job in ("A", "B"):
        book.job(job, "X", 10, department=job, status="Finished", finished=day(20, 3))
        labor(book, job, 500).move(day(9, 3), "Completion", "X", 10, job=job)
    book.add("Job Adjustments", adjustment="1", date=day(10, 3), from_job="A", to_job="B", element="Labor", amount=100)
    book.move(day(7, 4), "Receipt", "PLATE", 1, unit_cost=50, job="A")
    found = report(book.solve())
    assert figures(found.average, "A", "Added", "Moved", "Completed") == {"Labor": (500, -100, 400)}
    assert figures(found.average, "B", "Added", "Moved", "Completed") == {"Labor": (500, 100, 600)}
    assert figures(found.average, "A", "Added", "Other", "Closing", end=day(30, 4))["Subcontract"] == (50, 50, 0)


def test_a_count_is_of_its_own_period_only() -> None:
    # counted in March; in April nobody counted: nothing tells what is in process
    book = department(plant(As_Of=day(30, 4)), "Press", "X", (0, {}, {}), (40, {"Labor": 50}))
    labor(book, "Press", 800).move(day(9, 3), "Completion", "X", 60, job="Press")
    book.move(day(9, 4), "Completion", "X", 50, job="Press")
    found = report(book.solve())
    ends = found.units["Period"].to_list()
    assert all(before < after for before, after in pairwise(ends))
    assert found.units["Note"].to_list()[-1] == "not told how much is in process: Press (labor)"
