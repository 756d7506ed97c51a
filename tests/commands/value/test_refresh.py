"""Refresh on real files: figures, idempotence, the user's own columns and sheets, deleted sheets, hidden reports."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.opened import sheet_of, sheets_of
from tests.shell import run
from wipbook.commands.data.check import check
from wipbook.commands.data.diff import diff
from wipbook.commands.data.dump import dump
from wipbook.commands.data.new import FileExists, UnknownPack, copy_template, prepare
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import UnknownSetting, write_settings
from wipbook.hosts.file.workbook import open_file
from wipbook.schema import input_sheets


@pytest.fixture
def small(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One material bought at 2.50 with 10.00 freight, 40 of 100 issued to a job with 8 hours at 20.00."""
    path = copy_template(tmp_path_factory.mktemp("made") / "small.xlsx")
    book = open_file(path)
    prepare(
        book, ["people"], {"Company": "Test & Co <Ltd>", "Period End": dt.date(2026, 6, 30)}, dt.datetime(2026, 7, 1)
    )
    book.write_table(
        "Materials",
        pl.DataFrame(
            {
                "Material": ["00123", "22E1"],
                "Description": ['=HYPERLINK("x")', "Frame"],
                "Kind": ["raw", "finished"],
                "Unit": ["kg", "pcs"],
            }
        ),
    )
    book.write_table(
        "Jobs",
        pl.DataFrame(
            {
                "Job": ["J1"],
                "Description": ["Ten frames"],
                "Material": ["22E1"],
                "Quantity": [10.0],
                "Status": ["Released"],
                "Due": [dt.date(2026, 3, 1)],
            }
        ),
    )
    # the work is done on all ten, whatever is completed
    book.write_table(
        "Estimates",
        pl.DataFrame({"Job": ["J1"], "Date": [dt.date(2026, 2, 28)], "Percent Complete": [100.0]}),
    )
    book.write_table(
        "Movements",
        pl.DataFrame(
            {
                "Movement": ["M1", "M2", "M3"],
                "Date": [dt.date(2026, 1, 2), dt.date(2026, 1, 3), dt.date(2026, 2, 1)],
                "Type": ["Receipt", "Issue", "Completion"],
                "Material": ["00123", "00123", "22E1"],
                "Quantity": [100.0, 40.0, 4.0],
                "Unit Cost": [2.5, None, None],
                "Landed Cost": [10.0, None, None],
                "Job": [None, "J1", "J1"],
            }
        ),
    )
    book.write_table(
        "Labor",
        pl.DataFrame(
            {
                "Ticket": ["T1"],
                "Date": [dt.date(2026, 1, 5)],
                "Employee": ["E1"],
                "Job": ["J1"],
                "Hours": [8.0],
                "Rate": [20.0],
            }
        ),
    )
    book.save()
    return path


def test_the_figures_of_a_small_book_by_hand(small: Path) -> None:
    # 100 kg for 260.00 is 2.60 a kg; 40 issued = 104.00; labor 160.00, done on all ten (100 %): the four that are
    # completed take 105.60 of 264.00
    book = open_file(small)
    summary = refresh(book)
    assert summary.balances == {"Raw Materials": 156.00, "Work in Process": 158.40, "Finished Goods": 105.60}
    assert not summary.failing
    book.save()
    stored = sheets_of(small, "Valuation", "Home", "Job Costs", "Statement", data_only=True)
    assert [cell.value for cell in stored["Valuation"][7]][:4] == ["00123", '=HYPERLINK("x")', "raw", "Raw Materials"]
    assert stored["Home"]["B33"].value is True
    wip = next(cell.column_letter for cell in stored["Job Costs"][6] if cell.value == "WIP")
    assert stored["Job Costs"][f"{wip}7"].value == 158.4
    formulas = sheet_of(small, "Job Costs")
    assert formulas[f"{wip}7"].value.startswith("=ROUND(JobCosts[[#This Row],[Total Cost]]")
    assert stored["Statement"]["A2"].value.startswith("Test & Co <Ltd>  ·  EUR  ·  as of 2026-06-30")


def test_refreshing_twice_changes_nothing_but_the_change_log(demo_copy: Path, tmp_path: Path) -> None:
    before = Path(shutil.copyfile(demo_copy, tmp_path / "before.xlsx"))
    book = open_file(demo_copy)
    refresh(book)
    book.save()
    assert diff(open_file(before), open_file(demo_copy)) == []
    logged = diff(open_file(before), open_file(demo_copy), include_log=True)
    assert {one.table for one in logged} == {"ChangeLog", "LastRuns"}
    assert "no figure changed" in open_file(demo_copy).read_table("ChangeLog").frame["What Changed"].to_list()


def test_columns_and_sheets_the_user_added_survive(small: Path) -> None:
    book = open_file(small)
    refresh(book)
    book.save()
    mine = openpyxl.load_workbook(small)
    sheet = mine["Job Costs"]
    table = sheet.tables["JobCosts"]
    column = len(table.tableColumns) + 1
    letter = openpyxl.utils.get_column_letter(column)
    sheet[f"{letter}6"] = "Comment"
    sheet[f"{letter}7"] = "ask Dana"
    table.ref = f"A6:{letter}7"
    table.autoFilter.ref = table.ref
    table.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=column, name="Comment"))
    own = mine.create_sheet("My Notes")
    own["B2"] = "=SUM(JobCosts[WIP])*2"
    mine.save(small)
    book = open_file(small)
    # a new job sorts before the old one: the comment must stay with its job, not with its row
    book.write_table(
        "Jobs",
        pl.DataFrame(
            {
                "Job": ["J0", "J1"],
                "Description": ["New", "Ten frames"],
                "Material": ["22E1", "22E1"],
                "Quantity": [1.0, 10.0],
                "Status": ["Released", "Released"],
                "Due": [dt.date(2026, 3, 1)] * 2,
            }
        ),
    )
    refresh(book)
    book.save()
    cells = open_file(small).read_table("JobCosts").frame
    assert cells.select("Job", "Comment").rows() == [("J0", None), ("J1", "ask Dana")]
    assert sheet_of(small, "My Notes")["B2"].value == "=SUM(JobCosts[WIP])*2"


def test_a_deleted_report_comes_back_from_the_template(small: Path) -> None:
    mine = openpyxl.load_workbook(small)
    del mine["Aging"]
    mine.save(small)
    book = open_file(small)
    refresh(book)
    book.save()
    assert "Aging" in open_file(small).sheets()
    aging = open_file(small).read_table("Aging").frame
    assert round(aging["Total"].sum(), 2) == 420.00


def test_reports_with_nothing_to_say_stay_hidden_until_they_have(small: Path) -> None:
    book = open_file(small)
    refresh(book)
    assert not book.is_visible("Exceptions")
    assert not book.is_visible("Overhead Applied")
    book.append_rows("Movements", pl.DataFrame({"Movement": ["M9"], "Type": ["Receipt"]}))
    refresh(book)
    assert book.is_visible("Exceptions")
    assert book.read_table("Exceptions").frame["Sheet"].to_list() == ["Movements"] * 3


def test_bad_rows_are_left_as_they_are_and_listed(demo_file: Path) -> None:
    report = check(open_file(demo_file))
    assert report.summary.rows_left_out == report.exceptions.filter(pl.col("Effect") == "row excluded").height
    found = report.exceptions.select("Sheet", "Column", "Effect").rows()
    assert ("Movements", "Quantity", "row excluded") in found
    assert ("Movements", "Material", "row excluded") in found
    assert "12 pcs" in str(open_file(demo_file).read_table("Movements").mixed["Quantity"])


def test_a_new_workbook_is_calm(tmp_path: Path) -> None:
    book = open_file(copy_template(tmp_path / "new.xlsx"))
    prepare(book, [], {}, dt.datetime(2026, 1, 1))
    seen = {name for name in book.sheets() if book.is_visible(name)}
    assert {"Home", "Settings", "Materials", "Movements", "Jobs", "Labor", "Checks"} <= seen
    assert not seen & {sheet.name for sheet in input_sheets() if "core" not in sheet.packs}
    assert len(seen) <= 12
    prepare(book, ["purchasing"], {"Role": "Purchasing"}, dt.datetime(2026, 1, 1))
    assert book.is_visible("Purchases")
    assert refresh(book).failing == {}


def test_packs_can_be_switched_on_from_home(tmp_path: Path) -> None:
    book = open_file(copy_template(tmp_path / "new.xlsx"))
    place = book.tables()["Packs"]
    row = place.first_row + book.read_table("Packs").frame["Pack"].to_list().index("counts")
    book.write_cells("Home", {f"I{row}": "yes"})
    write_settings(book, {"Role": "All"})
    refresh(book)
    assert book.is_visible("Counts")
    assert not book.is_visible("Purchases")


def test_new_refuses_what_it_cannot_do(tmp_path: Path) -> None:
    path = copy_template(tmp_path / "new.xlsx")
    with pytest.raises(FileExists, match="choose another name"):
        copy_template(path)
    with pytest.raises(UnknownPack, match="did you mean 'purchasing'"):
        prepare(open_file(path), ["purchase"], {}, dt.datetime(2026, 1, 1))
    with pytest.raises(UnknownSetting, match="did you mean 'Company'"):
        write_settings(open_file(path), {"Compny": "x"})


def test_dump_is_the_same_text_every_time_and_shows_one_changed_row(small: Path, tmp_path: Path) -> None:
    first = list(dump(open_file(small)))
    assert first == list(dump(open_file(small)))
    assert "## Movements (Movements)" in first
    book = open_file(small)
    book.write_cells("Movements", {"G7": 101})
    book.save(tmp_path / "other.xlsx")
    second = list(dump(open_file(tmp_path / "other.xlsx")))
    assert [line for line in second if line not in first] == [
        "M1\t2026-01-02\t\t\tReceipt\t00123\t101\t2.5" + "\t" * 9 + "10"
    ]


def test_diff_names_rows_by_key(small: Path, tmp_path: Path) -> None:
    book = open_file(small)
    book.write_cells("Movements", {"G7": 101})
    book.append_rows(
        "Materials", pl.DataFrame({"Material": ["NEW"], "Description": ["n"], "Kind": ["raw"], "Unit": ["kg"]})
    )
    book.save(tmp_path / "other.xlsx")
    found = {one.table: one for one in diff(open_file(small), open_file(tmp_path / "other.xlsx"))}
    assert found["Materials"].added == ("NEW",)
    change = found["Movements"].changed[0]
    assert (change.key, change.column, change.before, change.after) == ("M1", "Quantity", "100", "101")


def test_the_command_line_from_new_to_diff(tmp_path: Path) -> None:
    assert run("new", "a.xlsx", "--with", "people,overhead", "--company", "X", cwd=tmp_path).returncode == 0
    again = run("new", "a.xlsx", cwd=tmp_path)
    assert (again.returncode, "found a file of that name" in again.stderr) == (3, True)
    done = run("refresh", "a.xlsx", "--out", "b.xlsx", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["balances"]["Work in Process"] == 0
    assert run("diff", "a.xlsx", "b.xlsx", cwd=tmp_path).returncode == 1
    assert run("check", "a.xlsx", cwd=tmp_path).returncode == 0
    missing = run("refresh", "none.xlsx", "--json", cwd=tmp_path)
    assert (missing.returncode, json.loads(missing.stdout)["found"]) == (2, "no such file")
    assert "Traceback" not in run("import", "a.xlsx", "--map", "nothing.toml", "x.csv", cwd=tmp_path).stderr


def test_help_answers_without_the_heavy_libraries() -> None:
    code = (
        "import sys, wipbook.cli.main\n"
        "heavy = {'xlwings', 'polars', 'pandas', 'numpy', 'duckdb', 'pydantic', 'openpyxl'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_refresh_and_check_do_not_import_xlwings_or_openpyxl(small: Path) -> None:
    code = (
        "import sys; from wipbook.hosts.file.workbook import open_file;"
        "from wipbook.commands.value.refresh import refresh;"
        f"refresh(open_file({str(small)!r})); print(sorted({{'xlwings', 'openpyxl', 'pandas'}} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
