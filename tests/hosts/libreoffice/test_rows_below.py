"""Rows typed below a table in an open LibreOffice: the same ledger as from the file, and the table reaches over them.

Needs no extension: an office of its own with a plain profile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from tests.second_opinion import recalculation_profile, without_print_titles
from wipbook.commands.data.new import copy_template
from wipbook.commands.value.refresh import refresh
from wipbook.hosts.excel.workbook import BookWorkbook
from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.window import register
from wipbook.ledger import read

pytestmark = pytest.mark.libreoffice
NOW = dt.datetime(2026, 12, 31, 12, 0)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.App]:
    running = xw.App(impl=register().impl.apps.add(spec=str(recalculation_profile(tmp_path_factory.mktemp("office")))))
    yield running
    running.quit()


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """Two materials and four receipts, all but the first of each below the table, with a gap, a sum and a row after it;
    a column of theirs beside Movements."""
    path = copy_template(tmp_path / "plant.xlsx")
    with open_file(path, backups=0) as book:
        book.write_cells("Materials", {
            f"{column}{row}": text for row, code in ((7, "A"), (8, "B"))
            for column, text in zip("ABCD", (code, f"Part {code}", "raw", "pcs"), strict=True)
        })
        headers = book.tables()["Movements"].headers
        at = {name: book.tables()["Movements"].cell(0, name).rstrip("7") for name in headers}
        for number, row in enumerate((7, 8, 11, 12), 1):
            values = {"Movement": f"M{number}", "Date": dt.date(2026, 3, number), "Type": "Receipt", "Material": "A",
                      "Quantity": 10.0 * number, "Unit Cost": 2.5}
            book.write_cells("Movements", {f"{at[name]}{row}": value for name, value in values.items()})
        book.write_cells("Movements", {f"{at['Quantity']}14": 100.0, f"{at['Movement']}14": "Total",
                                       f"{at['Movement']}15": "M9"})
        right = at[headers[-1]]
        beside = right[:-1] + chr(ord(right[-1]) + 1)
        book.write_cells("Movements", {f"{beside}6": "Our note", f"{beside}8": "mine"})
        book.save()
    return without_print_titles(path, path)


def test_an_open_workbook_is_read_like_its_file(app: xw.App, typed: Path) -> None:
    with open_file(typed, backups=0) as file:
        expected, said = read(file), file.read_table("Movements").unread
        book = app.books.open(str(typed))
        try:
            found = read(BookWorkbook(book))
            assert BookWorkbook(book).read_table("Movements").unread == said
        finally:
            book.close()
    for name in ("Materials", "Movements"):
        assert found.tables[name].rows() == expected.tables[name].rows()
    assert found.tables["Movements"]["Quantity"].sum() == 100_000_000  # 10 + 20 + 30 + 40
    assert found.taken_in == expected.taken_in and found.rejections == expected.rejections
    assert [(one.sheet, one.rows, one.first_row, one.last_row) for one in found.taken_in] == [
        ("Materials", 1, 8, 8), ("Movements", 3, 8, 12),
    ]
    assert found.unread == 2, "the line of the total and the row after it"


def test_refresh_in_the_window_lets_the_table_reach_over_them(app: xw.App, typed: Path) -> None:
    book = app.books.open(str(typed))
    try:
        workbook = BookWorkbook(book)
        before = workbook.read_table("Movements").around
        assert before is not None and before.below is not None
        assert refresh(workbook, now=NOW).rows_taken_in == 4
        after = workbook.read_table("Movements")
        assert (after.place.first_row, after.place.last_row) == (7, 12)
        assert after.frame["Quantity"].to_list() == [10.0, 20.0, None, None, 30.0, 40.0]
        assert after.frame["Date"].to_list()[-1] == dt.datetime(2026, 3, 4)
        assert [(one.found, one.below) for one in after.unread] == [("Total", True), ("M9", True), ("mine", False)]
        assert read(workbook).unread == 2, "the column with a header of theirs is no row left out"
        sheet = book.sheets["Movements"]
        kind = after.place.cell(5, "Type")
        assert sheet[kind].impl.cells_of().Validation.Type.value == "LIST"
        assert "taken in, rows 8 to 12" in str(workbook.read_table("ChangeLog").frame["What Changed"][-1])
        assert refresh(workbook, now=NOW).rows_taken_in == 0
    finally:
        book.close()
