"""Home answers: how much, what is wrong, what next; and whether that is still so."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.second_opinion import recalculate, same
from wipbook.beside import template_path
from wipbook.commands.audit.audit import audit
from wipbook.commands.close.close import close
from wipbook.commands.close.new_period import new_period
from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.forecast.forecast import forecast
from wipbook.commands.value.job_card import job_card
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.front.first_screen import next_step, places
from wipbook.commands.workbench.opening import open_books
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.sheets.front import screen
from wipbook.sheets.front.input_stamp import OTHER, SAME, compared, stamp

NOW = dt.datetime(2027, 1, 4, 12)


def said(book: FileWorkbook, name: str) -> object:
    return book.read_cell("Home", places(book)[name])


@pytest.fixture
def small(tmp_path: Path) -> FileWorkbook:
    """Ten kg at 2.50 received, four of them issued to a job; by hand: 15.00 on hand, 10.00 in process."""
    book = open_file(copy_template(tmp_path / "small.xlsx"), backups=0)
    prepare(book, [], {"Period Start": dt.date(2026, 3, 1), "Period End": dt.date(2026, 3, 31)}, NOW)
    book.write_table("Materials", pl.DataFrame({
        "Material": ["S", "F"], "Description": ["Steel", "Frame"], "Kind": ["raw", "finished"], "Unit": ["kg", "pcs"],
    }))
    book.write_table("Jobs", pl.DataFrame({
        "Job": ["J1"], "Description": ["Two frames"], "Material": ["F"], "Quantity": [2.0], "Status": ["Released"],
        "Due": [dt.date(2026, 3, 20)],
    }))
    book.write_table("Movements", pl.DataFrame({
        "Movement": ["M1", "M2"], "Date": [dt.date(2026, 3, 2), dt.date(2026, 3, 4)], "Type": ["Receipt", "Issue"],
        "Material": ["S", "S"], "Quantity": [10.0, 4.0], "Unit Cost": [2.5, None], "Job": [None, "J1"],
    }))
    refresh(book, now=NOW, user="tests")
    return book


def test_how_much_by_hand(small: FileWorkbook) -> None:
    assert said(small, "home_work_in_process") == 10 and said(small, "home_raw_materials") == 15
    assert said(small, "home_finished_goods") == 0
    assert said(small, "home_raw_materials_change") == "no period closed yet"
    assert said(small, screen.AGE) == "Figures of the refresh of 2027-01-04 12:00, as of 2026-03-31"


def test_what_is_wrong_by_hand(small: FileWorkbook) -> None:
    assert str(said(small, screen.CHECKS)).startswith("Checks: ") and said(small, screen.LEFT_OUT) == "Rows left out: 0"
    assert said(small, screen.HIGH_FINDINGS) == screen.NO_AUDIT
    assert said(small, screen.PERIOD) == "Period to 2026-03-31: open"
    trouble = small.read_table("JobsInTrouble").frame.row(0, named=True)
    assert trouble == {"Job": "J1", "Product": "Frame", "Customer": None, "Why": "11 days late", "Money": 10.0,
                       "Open": "Jobs"}
    small.append_rows("Movements", pl.DataFrame({"Movement": ["M3"], "Type": ["Receipt"]}))
    refresh(small, now=NOW, user="tests")
    assert said(small, screen.LEFT_OUT) == "Rows left out: 1"


def test_high_findings_are_those_of_the_last_audit_that_are_open(demo_copy: Path) -> None:
    with open_file(demo_copy, backups=0) as book:
        report = audit(book, now=NOW, user="tests")
        listed = book.read_table("Audit").frame
        high = listed.filter((pl.col("Severity") == "high") & pl.col("Seen").is_in(["new", "known"]))
        assert said(book, screen.HIGH_FINDINGS) == f"{high.height} high findings open" and high.height > 5
        assert high.height == report.open.filter(pl.col("Severity") == "high").height
        place = book.tables()["Audit"]
        row = listed.with_row_index("at").filter(pl.col("Severity") == "high")["at"][0]
        book.write_cells("Audit", {place.cell(row, "Status"): "explained"})
        audit(book, now=NOW, user="tests")
        assert said(book, screen.HIGH_FINDINGS) == f"{high.height - 1} high findings open"
        refresh(book, now=NOW, user="tests")
        assert said(book, screen.HIGH_FINDINGS) == f"{high.height - 1} high findings open"


def test_the_card_is_where_the_link_leads_only_while_it_shows_that_job(small: FileWorkbook) -> None:
    job_card(small, "J1", now=NOW)
    assert small.read_table("JobsInTrouble").frame["Open"][0] == "Job Card"
    refresh(small, now=NOW, user="tests")
    assert small.read_table("JobsInTrouble").frame["Open"][0] == "Job Card"
    small.append_rows("Jobs", pl.DataFrame({
        "Job": ["J2"], "Description": ["Other"], "Material": ["F"], "Quantity": [1.0], "Status": ["Released"],
        "Due": [dt.date(2026, 12, 20)],
    }))
    job_card(small, "J2", now=NOW)
    assert small.read_table("JobsInTrouble").frame["Open"][0] == "Jobs"


def test_what_the_forecast_expects_late_is_in_trouble(demo_copy: Path) -> None:
    with open_file(demo_copy, backups=0) as book:
        forecast(book, now=NOW, user="tests")
        refresh(book, now=NOW, user="tests")
        late = book.read_table("DueJobs").frame.filter(pl.col("Days Late") > 0)
        trouble = {row["Job"]: row["Why"] for row in book.read_table("JobsInTrouble").frame.iter_rows(named=True)}
        assert late.height and set(late["Job"]) <= set(trouble)
        for job, days in late.select("Job", "Days Late").iter_rows():
            assert f"will be {int(days)} day" in trouble[job]


def test_the_next_step_is_the_first_that_is_open(small: FileWorkbook) -> None:
    """No row is left out and everything is counted: the first step is one to review, until somebody puts a name to it;
    an open step comes before all of those."""
    def step() -> str:
        return next_step(small, open_books(small)).what

    assert step().startswith("Step 2 of 17: Receipts, shipments and tickets around the period's end")
    place = small.tables()["CloseSteps"]
    small.write_cells("Close", {place.cell(1, "Done By"): "Ann"})
    assert step().startswith("Step 5 of 17: Goods received and not invoiced are known")
    small.append_rows("Movements", pl.DataFrame({"Movement": ["M3"], "Type": ["Receipt"]}))
    refresh(small, now=NOW, user="tests")
    assert said(small, screen.NEXT) == "Step 1 of 17: Every row is used (1 left out)"
    assert said(small, screen.NEXT_HOW) == "Mend what Exceptions names  ·  sheet Exceptions"


def test_against_the_last_close(small: FileWorkbook) -> None:
    small.save()
    close(small, now=NOW, by="Ann", despite=["checks", "rows", "findings", "ledger"], reason="a test")
    assert said(small, screen.PERIOD) == "Period to 2026-03-31: closed"
    new_period(small, now=NOW)
    small.append_rows("Movements", pl.DataFrame({
        "Movement": ["M4"], "Date": [dt.date(2026, 4, 2)], "Type": ["Issue"], "Material": ["S"], "Quantity": [2.0],
        "Job": ["J1"],
    }))
    refresh(small, now=NOW, user="tests")
    assert said(small, "home_work_in_process") == 15  # two more kg at 2.50
    assert said(small, "home_work_in_process_change") == "+5.00 since the close of 2026-03-31"
    assert said(small, "home_raw_materials_change") == "-5.00 since the close of 2026-03-31"


def test_a_workbook_without_rows_says_what_to_do(tmp_path: Path) -> None:
    with open_file(copy_template(tmp_path / "new.xlsx"), backups=0) as book:
        refresh(book, now=NOW, user="tests")
        assert str(said(book, screen.NEXT)).startswith("Type or import materials")
        assert said(book, screen.PERIOD) == "No period yet"


@pytest.mark.libreoffice
def test_another_program_computes_home_to_the_same_and_sees_that_inputs_changed(
    demo_copy: Path, office_profile: Path, tmp_path: Path
) -> None:
    """LibreOffice counts and adds all inputs as the refresh did; after one quantity was typed it says so."""
    with open_file(demo_copy, backups=0) as book:
        refresh(book, now=NOW, user="tests")
        book.save()
        where = places(book)
        ours = {name: book.read_cell("Home", address) for name, address in where.items()}
    (tmp_path / "out").mkdir()
    theirs = openpyxl.load_workbook(recalculate(demo_copy, office_profile, tmp_path / "out"), data_only=True)["Home"]
    for name, address in where.items():
        assert same(ours[name], theirs[address].value), name
    assert theirs[where[screen.CHANGED]].value == SAME
    changed = Path(shutil.copyfile(demo_copy, tmp_path / "typed.xlsx"))
    with open_file(changed, backups=0) as book:
        place = book.tables()["Labor"]
        cell = place.cell(3, "Hours")
        book.write_cells("Labor", {cell: float(str(book.read_cell("Labor", cell))) + 0.25})
        book.save()
    theirs = openpyxl.load_workbook(recalculate(changed, office_profile, tmp_path / "out"), data_only=True)["Home"]
    assert theirs[where[screen.CHANGED]].value == OTHER


def test_a_row_that_changes_its_table_is_seen() -> None:
    """The same numbers in another table: each table has a weight."""
    with open_file(template_path()) as book:
        names = ("Movements", "Labor")
        tables = {name: book.read_table(name) for name in names}
        rows, total = stamp(tables)
        assert (rows, total) == (0, 0)
        formula = compared({name: cells.place for name, cells in tables.items()}, ("a", "b", "c"))
    counted = dict(re.findall(r"(\d+)\*COUNTA\((\w+)\[", formula))
    added = dict(re.findall(r"(\d+)\*SUM\((\w+)\[", formula))
    assert counted == added and set(counted.values()) == {"Movements", "Labor"}, "each with a weight of its own"
    assert "SUM(Movements[Quantity],Movements[Unit Cost]" in formula


def test_the_first_screen_fits_1366_by_768() -> None:
    """As another reader of the template measures it: Excel shows some 1,310 by 460 pixels of a sheet there."""
    home = openpyxl.load_workbook(template_path())["Home"]
    wide = sum(int((home.column_dimensions[letter].width or 8.43) * 7 + 5) for letter in "ABCDEFGHIJ")
    default = home.sheet_format.defaultRowHeight or 15
    high = sum((home.row_dimensions[row].height or default) for row in range(1, screen.NEXT_ROW + 2)) / 0.75
    assert wide <= 1_310 and high <= 460, (wide, high)
    assert home.column_dimensions["L"].hidden, "the list of tabs is nothing to look at"
