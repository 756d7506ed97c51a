"""Settings and named cells are found by their names: rows put in, sorted, doubled, mistyped, blank."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.opened import sheet_of
from wipbook.beside import template_path
from wipbook.commands.close.new_period import new_period
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.front.home_cells import fact_cells
from wipbook.commands.workbench.settings import UnknownSetting, write_settings
from wipbook.hosts.file.workbook import open_file
from wipbook.ledger.ledger import read_policy
from wipbook.ledger.settings_table import SettingMissing, SettingNotUnderstood
from wipbook.schema.settings import SETTINGS

NOW = dt.datetime(2026, 12, 31, 12, 0)
Rows = list[list[Any]]


@pytest.fixture
def with_settings(tmp_path: Path) -> Callable[[Callable[[Rows], Rows]], Path]:
    """A new workbook whose Settings table was changed in another program: rows in, rows out."""

    def made(change: Callable[[Rows], Rows]) -> Path:
        path = Path(shutil.copyfile(template_path(), tmp_path / "book.xlsx"))
        book = openpyxl.load_workbook(path)
        sheet = book["Settings"]
        table = sheet.tables["Settings"]
        cells = sheet[table.ref]
        rows = change([[cell.value for cell in row] for row in cells[1:]])
        first = cells[1][0].row
        for number, row in enumerate(rows):
            for column, value in enumerate(row, 1):
                sheet.cell(first + number, column).value = value
        table.ref = f"A{first - 1}:E{first + len(rows) - 1}"
        book.save(path)
        return path

    return made


def named(rows: Rows, name: str) -> int:
    return next(number for number, row in enumerate(rows) if row[0] == name)


def values(path: Path) -> dict[str, object]:
    sheet = sheet_of(path, "Settings")
    rows = sheet[sheet.tables["Settings"].ref][1:]
    return {row[0].value: row[1].value for row in rows}


@pytest.mark.parametrize("own", [None, "Our own note"])
def test_a_row_put_in_above_period_start_keeps_its_text_and_the_dates_go_to_their_rows(
    with_settings: Callable[[Callable[[Rows], Rows]], Path], own: str | None
) -> None:
    def change(rows: Rows) -> Rows:
        at = named(rows, "Period Start")
        return [*rows[:at], [own, "ask Dana" if own else None, None, None, "a text of ours"], *rows[at:]]

    path = with_settings(change)
    with open_file(path, backups=0) as workbook:
        refresh(workbook, now=NOW, user="u")
        new_period(workbook, now=NOW)
        workbook.save()
    after = values(path)
    assert after["Period Start"] == dt.datetime(2027, 1, 1) and after["Period End"] == dt.datetime(2027, 12, 31)
    assert after[own] == ("ask Dana" if own else None) and after["Framework"] == "IFRS"


def test_a_sorted_table_is_written_by_name(with_settings: Callable[[Callable[[Rows], Rows]], Path]) -> None:
    path = with_settings(lambda rows: sorted(rows, key=lambda row: row[0]))
    before = values(path)
    with open_file(path, backups=0) as workbook:
        write_settings(workbook, {"negative stock": "REFUSE", "Currency Places": 3, "As Of": "2026-06-30"})
        workbook.save()
        policy = read_policy(workbook)
    after = values(path)
    assert (policy.negative_stock, policy.currency_places, policy.as_of) == ("refuse", 3, dt.date(2026, 6, 30))
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"Negative Stock", "Currency Places", "As Of"}
    assert after["As Of"] == dt.datetime(2026, 6, 30), "a date, not its text"


def replaced(name: str, column: int, value: object) -> Callable[[Rows], Rows]:
    def change(rows: Rows) -> Rows:
        rows[named(rows, name)][column] = value
        return rows

    return change


@pytest.mark.parametrize(
    ("change", "error", "cell", "says"),
    [
        (replaced("Period Start", 0, "Perod Start"), SettingNotUnderstood, "A11", "did you mean 'Period Start'"),
        (replaced("Currency Places", 0, None), SettingNotUnderstood, "A9", "'Currency Places', which is missing"),
        (replaced("As Of", 0, "period start"), SettingNotUnderstood, "A13", "stands in Settings!A11 already"),
        (replaced("Currency Places", 1, None), SettingNotUnderstood, "B9", "type 2, which is usual"),
        (replaced("Currency Places", 1, " "), SettingNotUnderstood, "B9", "a whole number between 0 and 4"),
        (replaced("Currency Places", 1, "abc"), SettingNotUnderstood, "B9", "'abc'"),
        (replaced("Valuation Method", 1, "Fifo first"), SettingNotUnderstood, "B17", "Moving Average"),
        (lambda rows: [row for row in rows if row[0] != "Burden To"], SettingMissing, "Settings!Settings",
         "no row 'Burden To'"),
    ],
)
def test_what_is_not_understood_is_said_and_never_guessed(
    with_settings: Callable[[Callable[[Rows], Rows]], Path], change: Callable[[Rows], Rows], error: type[Exception],
    cell: str, says: str,
) -> None:
    with open_file(with_settings(change), backups=0) as workbook, pytest.raises(error) as caught:
        read_policy(workbook)
    assert cell in str(caught.value) and says in str(caught.value)
    assert caught.value.exit_code == 2


def test_case_and_blanks_of_a_name_do_not_count(with_settings: Callable[[Callable[[Rows], Rows]], Path]) -> None:
    with open_file(with_settings(replaced("Period Start", 0, " period  START ")), backups=0) as workbook:
        assert read_policy(workbook).period_start == dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("settings", "error"),
    [({"Currency Places": "abc"}, SettingNotUnderstood), ({"Perod Start": "2026-01-01"}, UnknownSetting),
     ({"Currency Places": ""}, SettingNotUnderstood), ({"Currency": "CHF", "Framework": "GAAP"}, SettingNotUnderstood)],
)
def test_a_setting_that_cannot_be_is_not_written(
    tmp_path: Path, settings: dict[str, str], error: type[Exception]
) -> None:
    path = Path(shutil.copyfile(template_path(), tmp_path / "book.xlsx"))
    with open_file(path, backups=0) as workbook:
        with pytest.raises(error):
            write_settings(workbook, settings)
        assert not workbook.changed


def test_every_setting_has_a_row_of_its_name_in_the_template() -> None:
    with open_file(template_path()) as workbook:
        assert set(workbook.read_table("Settings").frame["Setting"]) == {setting.name for setting in SETTINGS}


def test_facts_on_home_are_found_by_their_labels(tmp_path: Path) -> None:
    """openpyxl puts rows in without carrying names or formulas along: what the names then mean is not the facts."""
    path = Path(shutil.copyfile(template_path(), tmp_path / "book.xlsx"))
    book = openpyxl.load_workbook(path)
    home = book["Home"]
    for row in range(35, 27, -1):  # the facts one row down
        for column in (1, 2):
            home.cell(row + 1, column).value = home.cell(row, column).value
    home["A28"], home["B28"] = "Prepared for", "the bank"
    book.save(path)
    with open_file(path, backups=0) as workbook:
        assert fact_cells(workbook)["period_start"] == "B31"
        write_settings(workbook, {"Period Start": dt.date(2026, 1, 1), "Period End": dt.date(2026, 12, 31)})
        refresh(workbook, now=NOW, user="u")
        workbook.save()
        assert workbook.names()["period_start"] == "Home!$B$31" and workbook.names()["chk_all"] == "Home!$B$34"
        assert workbook.read_cell("Home", "B28") == "the bank"
        assert workbook.read_cell("Home", "B31") == dt.datetime(2026, 1, 1)


def test_names_of_checks_go_with_their_rows(demo_copy: Path) -> None:
    with open_file(demo_copy, backups=0) as workbook:
        workbook.define_name("chk_layers_value", "Checks", "H12")  # as a sort of the table leaves it
        refresh(workbook, now=NOW, user="u")
        table = workbook.read_table("Checks")
        for row, name in enumerate(table.frame["Check"]):
            assert workbook.names()[name] == f"Checks!${'H'}${table.place.first_row + row}"


def test_rows_put_in_above_a_report_are_not_written_into(demo_copy: Path) -> None:
    """Three rows above the table of the statement: its totals, its closing line and its company line go with it."""
    book = openpyxl.load_workbook(demo_copy)
    sheet = book["Statement"]
    sheet.move_range("A1:J60", rows=3, translate=True)
    for table in sheet.tables.values():
        first, last = table.ref.split(":")
        moved = [f"{at.rstrip('0123456789')}{int(at.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')) + 3}" for at in (first, last)]
        table.ref = ":".join(moved)
    sheet["A1"], sheet["A2"], sheet["A3"] = "For the bank", "do not touch", "nor this"
    book.save(demo_copy)
    with open_file(demo_copy, backups=0) as workbook:
        refresh(workbook, now=NOW, user="u")
        assert [workbook.read_cell("Statement", f"A{row}") for row in (1, 2, 3)] == [
            "For the bank", "do not touch", "nor this"
        ]
        assert "as of" in str(workbook.read_cell("Statement", "A5"))
        table = workbook.read_table("Statement")
        closing = table.place.last_row + 1
        assert workbook.read_cell("Statement", f"B{closing}") == pytest.approx(table.frame["Raw Materials"].sum())
        assert workbook.read_cell("Statement", f"B{table.place.first_row - 2}") == pytest.approx(
            table.frame["Raw Materials"].sum()
        )


def test_days_are_right_in_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    """As Excel for Mac once made them: every day a command writes is the same day in another program."""
    path = Path(shutil.copyfile(template_path(), tmp_path / "mac.xlsx"))
    with open_file(path, backups=0) as workbook:
        part = workbook.document.workbook
        assert b"<workbookPr" in part
        workbook.document.set_workbook(part.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1))
        workbook.save()
    with open_file(path, backups=0) as workbook:
        write_settings(workbook, {"Period Start": "2026-01-01", "Period End": "2026-01-31", "As Of": ""})
        refresh(workbook, now=NOW, user="u")
        new_period(workbook, now=NOW)
        workbook.save()
    book = openpyxl.load_workbook(path)
    assert book.epoch.year == 1904
    assert values(path)["Period Start"] == dt.datetime(2026, 2, 1)
    home = sheet_of(path, "Home", data_only=True)
    assert home["B30"].value == dt.datetime(2026, 2, 1) and home["B31"].value == dt.datetime(2026, 2, 28)
    runs = {row[0].value: row[1].value for row in home["H6:I25"]}
    assert runs["new-period"] == NOW and runs["refresh"] == NOW
    log = [row[0].value for row in book["Change Log"].iter_rows(min_row=7) if row[0].value]
    assert set(log) == {NOW}


def test_a_line_somebody_wrote_in_place_of_the_company_line_is_left_alone(demo_copy: Path) -> None:
    """Nor does the company line turn up elsewhere, on sheets whose tables stand far below their title either."""
    with open_file(demo_copy, backups=0) as workbook:
        for sheet in ("Dashboard", "Valuation", "Materials"):
            workbook.write_cells(sheet, {"A2": "ours"})
        refresh(workbook, now=NOW, user="u")
        for sheet in ("Dashboard", "Valuation", "Materials"):
            there = [str(workbook.read_cell(sheet, f"A{row}")) for row in range(1, 60)]
            assert there[1] == "ours" and not any("as of 20" in text for text in there), sheet


def test_a_setting_that_shows_a_percentage_is_read_and_written_as_one(tmp_path: Path) -> None:
    """50% in Overtime Premium % means 50, and 25 is written there as 25%."""
    path = Path(shutil.copyfile(template_path(), tmp_path / "book.xlsx"))
    made = openpyxl.load_workbook(path)
    cell = next(row[1] for row in made["Settings"].iter_rows() if row[0].value == "Overtime Premium %")
    cell.value, cell.number_format = 0.5, "0%"
    made.save(path)
    with open_file(path, backups=0) as book:
        assert read_policy(book).overtime_premium_percent == 50
        write_settings(book, {"Overtime Premium %": 25})
        assert read_policy(book).overtime_premium_percent == 25
        assert book.read_cell("Settings", cell.coordinate) == 0.25
