"""Cycle counts: the plan covers the year, the sheets are blind, posting is previewed and holds what needs a recount."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path

import polars as pl
import pytest

from benchmarks.seeded.measure import demo_books
from benchmarks.seeded.plant_book import PlantBook
from tests import shell
from tests.plant import Plant, day
from wipbook.audit.counts.count_results import count_results
from wipbook.audit.counts.cycle_counting import coverage, plan
from wipbook.books.books import Books
from wipbook.commands.audit import count
from wipbook.commands.audit.count import CountsOutstanding, NothingToCount
from wipbook.commands.audit.count_post import NotCounted, post
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.front.chosen_view import choose_view
from wipbook.costing.solve import solve
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ledger import read
from wipbook.port.tables import letters

NEW_YEAR = dt.date(2026, 12, 31)


@pytest.fixture
def book(demo_copy: Path) -> FileWorkbook:
    return open_file(demo_copy)


def _books(plant: Plant) -> Books:
    done = plant.solve()
    return Books(done.ledger, done.solution)


def _type(workbook: FileWorkbook, **columns: dict[str, object]) -> None:
    """Quantities by tag into columns of the count sheet."""
    cells = workbook.read_table("CountSheet")
    tags = cells.frame["Tag"].to_list()
    for header, values in columns.items():
        column = letters(cells.place.first_column + cells.place.headers.index(header))
        workbook.write_cells(
            "Count Sheet",
            {f"{column}{cells.place.first_row + tags.index(tag)}": value for tag, value in values.items()},
        )  # type: ignore[misc]


def test_every_book_quantity_of_the_demo_is_what_its_store_recorded() -> None:
    """Two records of one stock: the simulation typed Book Quantity from its own bins, ours comes from movements."""
    ledger = read(PlantBook(*demo_books(), seed=0))
    rows = count_results(Books(ledger, solve(ledger)))
    assert rows.height == 96
    assert (rows["Book"] == ledger.table("Counts")["Book Quantity"]).all()
    assert (rows["Unexplained"] == 0).all(), "what was posted explains every difference at the end of the period"


def test_a_count_before_the_period_end_is_rolled_forward_line_by_line() -> None:
    """On hand 10, counted 8 on 31 March; 5 come and 3 go until the end of June: 10 expected, 12 in the books."""
    plant = Plant(settings={"Period_Start": "2026-01-01", "Period_End": "2026-06-30"})
    plant.move(day(5), "Receipt", "A", 10, unit_cost=2).job("J1", "P", 1).material("P", "finished").material("A")
    plant.add("Counts", count="C1", date=day(31, 3), material="A", counted=8)
    plant.move(day(10, 4), "Receipt", "A", 5, unit_cost=2).move(day(20, 5), "Issue", "A", 3, job="J1")
    row = count_results(_books(plant)).to_dicts()[0]
    million = 1_000_000
    got = {name: row[name] / million for name in ("Book", "Difference", "Moved", "Expected", "Book at End",
                                                   "Unexplained")}
    assert got == {"Book": 10, "Difference": -2, "Moved": 2, "Expected": 10, "Book at End": 12, "Unexplained": -2}
    assert row["Value"] == -400


def test_a_count_after_the_period_end_is_rolled_back() -> None:
    """12 on hand at the end of June; 4 go in July; 7 counted on 10 July: 11 must have been there at the end of June."""
    plant = Plant(settings={"Period_Start": "2026-01-01", "Period_End": "2026-06-30", "As_Of": "2026-06-30"})
    plant.move(day(5), "Receipt", "A", 12, unit_cost=2).job("J1", "P", 1).material("P", "finished").material("A")
    plant.move(day(3, 7), "Issue", "A", 4, job="J1")
    plant.add("Counts", count="C1", date=day(10, 7), material="A", counted=7)
    row = count_results(_books(plant)).to_dicts()[0]
    assert [row[name] / 1_000_000 for name in ("Book", "Moved", "Expected", "Book at End", "Unexplained")] == [
        8, 4, 11, 12, -1,
    ]


@pytest.mark.parametrize(
    ("counted", "recounted", "verdict"),
    [(100, None, "agrees"), (99, None, "within tolerance"), (98, None, "recount"), (98, 98, "outside tolerance"),
     (98, 100, "agrees")],
)
def test_tolerance_of_class_a_is_one_percent(counted: float, recounted: float | None, verdict: str) -> None:
    """Accounting rule 62: A 1 %. 99 of 100 are within, 98 are not."""
    plant = Plant().material("A").material("P", "finished").job("J1", "P", 1)
    plant.move(day(5), "Receipt", "A", 150, unit_cost=2).move(day(6), "Issue", "A", 50, job="J1")
    plant.add("Counts", count="C1", date=day(31, 3), material="A", counted=counted, recounted=recounted)
    row = count_results(_books(plant)).to_dicts()[0]
    assert (row["Class"], row["Verdict"]) == ("A", verdict)


def test_the_plan_covers_the_year_whatever_was_counted(demo_file: Path) -> None:
    """Every place gets its counts: simulated day by day from the plan, not by the formula of the coverage."""
    from wipbook.commands.workbench.opening import open_books

    results = open_books(open_file(demo_file))
    books = Books(results.ledger, results.solution)
    planned = plan(books)
    table = coverage(books, planned)
    assert table["Covered"].all()
    for next_count, per_year in planned.select("Next Count", "Counts per Year").iter_rows():
        taken, moment = 0, max(next_count, books.as_of)
        while moment <= books.as_of + dt.timedelta(days=365):
            taken, moment = taken + 1, moment + dt.timedelta(days=365 // per_year)
        assert taken >= per_year
    whole = table.filter(pl.col("Class") == "All").to_dicts()[0]
    assert whole["Wanted"] == planned["Counts per Year"].sum()
    assert planned["Next Count"].dt.weekday().max() <= 5, "counts on working days"


def test_the_sheets_are_blind(book: FileWorkbook) -> None:
    lines = count.sheets(book, NEW_YEAR, every=True)
    assert lines["Tag"].n_unique() == lines.height > 45
    assert not {"Book", "Book Quantity", "Quantity", "Value"} & set(lines.columns)
    on_sheet = book.read_table("CountSheet").frame
    assert on_sheet["Counted"].null_count() == on_sheet.height
    choose_view(book, "Shop")
    assert not book.is_visible("Count Sheet"), "it is in nobody's twelve tabs"
    choose_view(book, "All")
    assert book.is_visible("Count Sheet")


def test_only_what_is_due_or_asked_for(book: FileWorkbook) -> None:
    due = count.sheets(book, NEW_YEAR)
    assert due["Material"].to_list() == ["AX-12", "TR-100"]  # the overdue ones of the plan
    assert count.sheets(book, NEW_YEAR, materials=["BT-M6"])["Location"].to_list() == ["LINE", "MAIN"]
    with pytest.raises(NothingToCount, match="--all takes every place"):
        count.sheets(book, NEW_YEAR, classes=["C"])


def test_posting_is_a_preview_until_it_is_accepted(book: FileWorkbook) -> None:
    refresh(book)
    count.sheets(book, NEW_YEAR, materials=["BT-M6", "TY-20"])
    _type(book, Counted={"CT-20261231-001": 1294.0, "CT-20261231-003": 402.0})
    before = {name: book.read_table(name).frame for name in ("Counts", "Movements", "CountSheet")}
    preview = post(book)
    assert not preview.written
    assert [(row["Verdict"], row["Difference"] / 1e6) for row in preview.lines.to_dicts()] == [
        ("agrees", 0), ("within tolerance", -1),
    ]
    assert preview.missing == ("CT-20261231-002",)
    for name, frame in before.items():
        assert book.read_table(name).frame.equals(frame), name
    done = post(book, accept=True, user="noor", now=dt.datetime(2027, 1, 2, 9))
    assert done.posted.height == 2
    counts = book.read_table("Counts").frame.filter(pl.col("Count") == "CT-20261231")
    assert counts.select("Material", "Book Quantity", "Counted").rows() == [("BT-M6", 1294.0, 1294.0),
                                                                            ("TY-20", 403.0, 402.0)]
    moved = book.read_table("Movements").frame.filter(pl.col("Document") == "CT-20261231")
    assert moved.select("Type", "Material", "Entered By").rows() == [("Count", "TY-20", "noor")]
    assert book.read_table("CountSheet").frame["Tag"].to_list() == ["CT-20261231-002"], "the rest stays"


def test_what_was_posted_is_on_hand_after_a_refresh_and_the_checks_agree(book: FileWorkbook) -> None:
    count.sheets(book, NEW_YEAR, materials=["TY-20"])
    _type(book, Counted={"CT-20261231-001": 400.0}, Recounted={"CT-20261231-001": 399.0})
    assert post(book, accept=True).posted["Verdict"].to_list() == ["within tolerance"]
    summary = refresh(book)
    held = book.read_table("Valuation").frame.filter(pl.col("Material") == "TY-20")["Quantity"].to_list()
    assert held == [399.0]
    # The ledger was not told of the difference, which is immaterial; everything inside the workbook agrees.
    assert not summary.failing
    notes = dict(book.read_table("Checks").frame.select("Check", "Note").rows())
    assert [name for name, note in notes.items() if note and "within Materiality" in note] == ["chk_ledger_raw"]


def test_a_line_outside_its_tolerance_waits_for_a_second_count(book: FileWorkbook) -> None:
    count.sheets(book, NEW_YEAR, materials=["TR-100"])
    _type(book, Counted={"CT-20261231-001": 30.0})
    first = post(book, accept=True)
    assert (first.posted.height, first.held["Verdict"].to_list()) == (0, ["recount"])
    row = book.read_table("CountSheet").frame.to_dicts()[0]
    assert (row["Counted"], row["Asked"]) == (30.0, "count it once more")
    _type(book, Recounted={"CT-20261231-001": 34.0})
    second = post(book, accept=True)
    assert second.posted["Difference"].to_list() == [-1_000_000], "the second count decides"


def test_counted_lines_are_not_overwritten_by_new_sheets(book: FileWorkbook) -> None:
    count.sheets(book, NEW_YEAR)
    _type(book, Counted={"CT-20261231-001": 1.0})
    with pytest.raises(CountsOutstanding, match="1 counted lines that are not posted") as refused:
        count.sheets(book, NEW_YEAR)
    assert refused.value.exit_code == 3


@pytest.mark.parametrize("value", ["twelve", -1.0, True])
def test_what_is_no_quantity_is_named_with_its_cell(book: FileWorkbook, value: object) -> None:
    count.sheets(book, NEW_YEAR)
    _type(book, Counted={"CT-20261231-001": 622.0, "CT-20261231-002": value})
    with pytest.raises(NotCounted, match=r"Count Sheet!I8: found .*expected a quantity of zero or more"):
        post(book, accept=True)


def test_nothing_counted_is_said(book: FileWorkbook) -> None:
    with pytest.raises(NothingToCount, match="no quantity in Counted"):
        post(book)
    count.sheets(book, NEW_YEAR)
    with pytest.raises(NothingToCount, match="no quantity in Counted"):
        post(book)


def test_from_the_shell(demo_copy: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return shell.run("count", *words)

    planned = json.loads(run("plan", str(demo_copy), "--json").stdout)
    assert "covers the year" in planned["line"]
    assert json.loads(run("sheets", str(demo_copy), "--json").stdout)["tags"] == ["CT-20261231-001", "CT-20261231-002"]
    assert run("post", str(demo_copy)).returncode == 2
    book = open_file(demo_copy)
    _type(book, Counted={"CT-20261231-001": 622.0, "CT-20261231-002": 35.0})
    book.save()
    assert "Preview: nothing is written" in run("post", str(demo_copy)).stdout
    posted = run("post", str(demo_copy), "--accept")
    assert (posted.returncode, posted.stderr) == (1, "Exit code 1: 2 rows left out (sheet Exceptions)\n")
    assert run("sheets", str(demo_copy), "--date", "31.12.2026").returncode == 2
