"""Pages one can read: what a sheet shows at first, what its columns mean, and how large its print is."""

from __future__ import annotations

import itertools
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from wipbook.beside import template_path
from wipbook.schema import input_sheets
from wipbook.sheets import glossary, output_sheets
from wipbook.sheets.layout import HEADER_ROW, NOTE_ROW

LANDSCAPE, PORTRAIT = 297 - 2 * 0.4 * 25.4, 210 - 2 * 0.4 * 25.4
"""Millimetres across A4 between the margins of 0.4 inches."""


@pytest.fixture(scope="module")
def template() -> openpyxl.Workbook:
    return openpyxl.load_workbook(template_path())


def test_every_column_of_every_sheet_says_what_it_means() -> None:
    for sheet in output_sheets():
        for table in sheet.tables:
            assert all(column.note for column in table.columns), (sheet.name, table.name)
    for one in input_sheets():
        assert all(column.note for column in one.columns), one.name


def test_the_notes_stand_above_the_headers(template: openpyxl.Workbook) -> None:
    for sheet in output_sheets():
        page = template[sheet.name]
        for table in sheet.tables:
            if table.header_row == HEADER_ROW:
                there = [page.cell(NOTE_ROW, table.first_column + at).value for at in range(len(table.columns))]
                assert there == [column.note for column in table.columns], sheet.name


def test_a_word_of_the_glossary_is_explained_once_and_used() -> None:
    parts = (glossary.common.NOTES, glossary.money.NOTES, glossary.shop.NOTES, glossary.quality.NOTES)
    assert not [set(one) & set(other) for one, other in itertools.combinations(parts, 2) if set(one) & set(other)]
    used = {
        column.name for sheet in output_sheets() for table in sheet.tables for column in table.columns
        if column.note == glossary.note_of(column.name)
    }
    assert set().union(*parts) <= used
    assert all(len(note) <= 40 for part in parts for note in part.values()), "a note is no sentence"


def test_a_report_shows_some_twelve_columns_at_first(template: openpyxl.Workbook) -> None:
    for sheet in output_sheets():
        for table in sheet.tables:
            shown = [column for column in table.columns if not column.detail]
            assert len(shown) <= 14, (sheet.name, table.name, len(shown))
            assert table.columns[: len(shown)] == tuple(shown) or not shown, f"{sheet.name}: the others stand behind"
        main = sheet.tables[0]
        for at, column in enumerate(main.columns, main.first_column):
            dimension = _dimension(template[sheet.name], at)
            assert bool(dimension.hidden) == column.detail, (sheet.name, column.name)
            assert not column.detail or dimension.outlineLevel == 1


def test_print_is_seven_points_at_least(template: openpyxl.Workbook) -> None:
    """Excel makes a sheet fit so many pages by shrinking it: ten points, by the width of the columns that are shown."""
    pages = {sheet.name: sheet.charts for sheet in output_sheets()} | {sheet.name: () for sheet in input_sheets()}
    for name in pages:
        page = template[name]
        across = page.page_setup.fitToWidth or 1
        last = max(table.ref.split(":")[1] for table in page.tables.values()) and page.max_column
        wide = sum(_millimetres(page, at) for at in range(1, last + 1))
        room = LANDSCAPE if page.page_setup.orientation == "landscape" else PORTRAIT
        assert 10 * room * across / wide >= 6.95 or 10 * room * across >= 10 * wide, (name, across, wide)


def test_registers_print_when_somebody_asks(template: openpyxl.Workbook) -> None:
    for sheet in input_sheets():
        page = template[sheet.name]
        assert bool(page.print_area) == bool(sheet.tabs), sheet.name
        if sheet.tabs:
            assert page.print_area.endswith("$46") and "Print Area, Clear" in str(page.oddFooter.center.text)


def _dimension(page: object, column: int) -> object:
    """Of a column, which may stand in a group of several."""
    for dimension in page.column_dimensions.values():  # type: ignore[attr-defined]
        if dimension.min and dimension.min <= column <= dimension.max:
            return dimension
    return page.column_dimensions[get_column_letter(column)]  # type: ignore[attr-defined]


def _millimetres(page: object, column: int) -> float:
    dimension = _dimension(page, column)
    if dimension.hidden:  # type: ignore[attr-defined]
        return 0.0
    pixels = int((dimension.width or 9.14) * 7)  # the width in the file has its margins in it
    return pixels / 96 * 25.4


def test_the_demo_prints_few_pages(demo_copy: Path) -> None:
    """Only what is shown is printed, registers by their first rows."""
    book = openpyxl.load_workbook(demo_copy)
    shown = [page.title for page in book.worksheets if page.sheet_state == "visible"]
    assert len(shown) <= 12
    for name in {"Movements", "Jobs", "Labor"} & set(shown):
        last = int(book[name].print_area.rpartition("$")[2])
        assert last <= 60, "the area does not grow with the table"
