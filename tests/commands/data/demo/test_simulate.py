"""The simulated year: the same everywhere, sound in its quantities and hours, shaped like the schema."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections import defaultdict

import polars as pl
import pytest

from wipbook.commands.data.demo.planted.problems import PLANTED
from wipbook.commands.data.demo.simulate import Demo, UnknownSize, simulate
from wipbook.schema import input_sheets

IN = ("Opening", "Receipt", "Return from Job", "Completion", "Sales Return", "Adjustment", "Count")
OUT = ("Return to Supplier", "Issue", "Shipment")
SEEDS = (1, 2, 3, 11, 42)


def fingerprint(demo: Demo) -> str:
    text = "".join(name + frame.write_csv() for name, frame in demo.tables.items())
    return hashlib.sha256((text + repr(demo.texts) + repr(demo.planted)).encode()).hexdigest()


@pytest.fixture(scope="module", params=SEEDS)
def demo(request: pytest.FixtureRequest) -> Demo:
    return simulate(request.param)


def planted_rows(demo: Demo, sheet: str) -> set[str]:
    return {key for each in demo.planted if each.sheet == sheet for key in each.keys}


def test_the_same_seed_gives_the_same_year_in_another_process():
    program = (
        "from wipbook.commands.data.demo.simulate import simulate; import sys; sys.path.insert(0, '.');"
        "from tests.commands.data.demo.test_simulate import fingerprint; print(fingerprint(simulate(7)))"
    )
    environment = {"PYTHONHASHSEED": "99", "PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == fingerprint(simulate(7))


def test_another_seed_gives_another_year():
    assert fingerprint(simulate(1)) != fingerprint(simulate(2))


def test_a_small_year_takes_less_than_two_seconds():
    start = time.perf_counter()
    simulate(1)
    assert time.perf_counter() - start < 2


def test_a_medium_year_is_about_nine_times_a_small_one():
    small, medium = simulate(1), simulate(1, "medium")
    for name in ("Movements", "Jobs", "Labor"):
        assert 7 < medium.tables[name].height / small.tables[name].height < 11


def test_an_unknown_size_is_refused():
    with pytest.raises(UnknownSize, match="small, medium, large"):
        simulate(1, "huge")


UNUSED = ("Rates", "Estimates", "Units in Process", "Job Adjustments", "Outputs", "Standards", "Landed Cost Charges",
          "Budgets", "Savings", "Imports")
"""Sheets that a plant like this one has nothing to type on."""


def test_every_input_sheet_is_there_with_its_headers_and_only_the_ledger_is_left_to_follow(demo):
    assert set(demo.tables) == {sheet.name for sheet in input_sheets()} - {"GL Accounts"}
    for sheet in input_sheets():
        if sheet.name in demo.tables:
            assert tuple(demo.tables[sheet.name].columns) == sheet.headers
            assert (demo.tables[sheet.name].height > 0) is (sheet.name not in UNUSED)


def test_required_cells_are_filled_keys_are_unique_and_choices_known(demo):
    texts = {(each.sheet, each.header): each.row for each in demo.texts}
    for sheet in input_sheets():
        if sheet.name not in demo.tables:
            continue
        frame = demo.tables[sheet.name]
        assert frame.select(sheet.key).is_duplicated().sum() == 0, sheet.name
        for column in sheet.columns:
            values = frame[column.name]
            if column.required:
                blanks = set(values.is_null().arg_true().to_list()) - {texts.get((sheet.name, column.name))}
                assert not blanks, (sheet.name, column.name)
            if column.choices:
                assert set(values.drop_nulls()) <= set(column.choices)


def test_every_code_refers_to_something_but_where_planted(demo):
    planted = planted_rows(demo, "Movements")
    for sheet in input_sheets():
        for column in sheet.columns:
            if not column.references or sheet.name not in demo.tables:
                continue
            other, header = column.references.split(".")
            known = demo.tables[other][header]
            stray = demo.tables[sheet.name].filter(
                pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(known.implode())
            )
            assert set(stray[sheet.key[0]]) <= planted, (sheet.name, column.name)


def test_nothing_is_ever_taken_that_is_not_there_but_where_planted(demo):
    """Conservation by material, location and lot, after every single movement."""
    stock: dict[tuple[object, ...], int] = defaultdict(int)
    planted = planted_rows(demo, "Movements")
    jobs = dict(demo.tables["Jobs"].select("Job", "Material").rows())
    lots = set(demo.tables["Movements"].filter(pl.col("Lot").is_not_null())["Material"])
    pieces = {
        (row["Material"], row["From"]): float(row["Factor"])
        for row in demo.tables["Units of Measure"].to_dicts() if row["Material"]
    }
    negative = []
    moves = demo.tables["Movements"].with_row_index("row").sort("Date", "row")
    for row in moves.iter_rows(named=True):
        if row["Quantity"] is None or row["Material"] == "XX-999":
            continue
        size = pieces[row["Material"], row["Unit"]] if row["Unit"] else 1
        milli = round(row["Quantity"] * size * 1000)
        place = (row["Material"], row["Location"], row["Lot"] if row["Material"] in lots else None)
        kind = row["Type"]
        if kind == "Scrap" and row["Job"] and jobs[row["Job"]] == row["Material"]:
            continue  # lost in work in process, never in stock
        if kind == "Transfer":
            stock[row["Material"], row["To Location"], row["Lot"]] += milli
            milli = -milli
        elif kind in OUT or kind == "Scrap":
            milli = -milli
        else:
            assert kind in IN
        stock[place] += milli
        if stock[place] < 0:
            negative.append(row["Movement"])
    assert set(negative) <= planted
    expected = next(each.keys for each in demo.planted if each.code == "negative-stock")
    assert set(negative) == set(expected)


def test_jobs_never_give_more_than_was_started_and_steps_hand_on_what_is_good(demo):
    moves = demo.tables["Movements"].filter(pl.col("Job").is_not_null())
    given = (
        moves.join(demo.tables["Jobs"].select("Job", pl.col("Material").alias("Product"), "Finished",
                                              pl.col("Quantity").alias("Started")), on="Job")
        .filter((pl.col("Material") == pl.col("Product")) & pl.col("Type").is_in(["Completion", "Scrap"]))
        .group_by("Job").agg(pl.col("Quantity").sum(), pl.col("Started").first(), pl.col("Finished").first())
    )
    assert (given["Quantity"] <= given["Started"]).all()
    done = given.filter(pl.col("Finished").is_not_null())
    assert (done["Quantity"] == done["Started"]).all()


def test_material_is_issued_before_the_first_ticket_and_nothing_before_release(demo):
    jobs = demo.tables["Jobs"].select("Job", "Released").drop_nulls()
    issues = demo.tables["Movements"].filter(pl.col("Type") == "Issue")
    first_issue = issues.group_by("Job").agg(pl.col("Date").min().alias("Issued"))
    first_ticket = demo.tables["Labor"].drop_nulls("Job").group_by("Job").agg(pl.col("Date").min().alias("Worked"))
    planted = planted_rows(demo, "Jobs")
    joined = jobs.join(first_issue, on="Job").join(first_ticket, on="Job")
    joined = joined.filter(~pl.col("Job").is_in(list(planted)))
    assert (joined["Released"] <= joined["Issued"]).all()
    assert (joined["Issued"] <= joined["Worked"]).all()


def test_nobody_works_two_tickets_at_once_or_while_not_employed_but_where_planted(demo):
    planted = planted_rows(demo, "Labor")
    tickets = demo.tables["Labor"].sort("Employee", "Date", "Start")
    before = tickets.select(pl.col("Employee", "Date", "End").shift(1).name.suffix(" before"))
    overlap = pl.concat([tickets, before], how="horizontal").filter(
        (pl.col("Employee") == pl.col("Employee before"))
        & (pl.col("Date") == pl.col("Date before"))
        & (pl.col("Start") < pl.col("End before"))
    )
    assert set(overlap["Ticket"]) <= planted
    people = tickets.join(demo.tables["Employees"], on="Employee")
    absent = people.filter((pl.col("Date") < pl.col("Hired")) | (pl.col("Date") > pl.col("Left")))
    assert set(absent["Ticket"]) <= planted
    quarters = (pl.col("End").cast(pl.Int64) - pl.col("Start").cast(pl.Int64)) // 900_000_000_000
    assert set(tickets.filter(quarters != pl.col("Hours") * 4)["Ticket"]) <= planted


def test_a_job_uses_what_another_job_makes(demo):
    made = set(demo.tables["Movements"].filter(pl.col("Type") == "Completion")["Material"])
    used = set(demo.tables["Movements"].filter(pl.col("Type") == "Issue")["Material"])
    assert {"FR-100", "WH-20", "HT-10", "BD-200"} <= made & used


def test_every_kind_of_movement_and_entry_occurs(demo):
    kinds = set(demo.tables["Movements"]["Type"])
    assert {*IN, *OUT, "Scrap", "Transfer"} - {"Sales Return", "Return from Job"} <= kinds
    assert set(demo.tables["Labor"]["Pay Type"]) == {"Regular", "Overtime", "Idle"}
    assert set(demo.tables["Billing"]["Kind"]) >= {"Progress", "Final", "Retention"}
    assert set(demo.tables["Demand"]["Kind"]) == {"History", "Order", "Forecast"}
    assert demo.tables["Overhead"].group_by("Pool").len()["len"].to_list() == [12, 12, 12]
    assert demo.tables["Overhead"]["Driver"].n_unique() == 3


def test_the_catalogue_of_problems_has_unique_codes():
    assert len({each.code for each in PLANTED}) == len(PLANTED)
