"""Number formats give way to others: areas are asked together, and each is judged as it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import xlsxwriter

from tests.excel_in_miniature.counting import counted
from tests.excel_in_miniature.sheets import excel_book
from wipbook.hosts.excel.workbook import BookWorkbook
from wipbook.hosts.file.workbook import open_book
from wipbook.ooxml.faults import NotOnFileHost

CODES = {"0": "0.00", "0.0": "0.00"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """B2:E9 is shown by 0, F2:F9 by 0.0, G2:G5 by 0 and G6:G9 by 0.00; H2 by 0, H3 by 0.000, H4 by 0.0."""
    book = xlsxwriter.Workbook(tmp_path / "formats.xlsx")
    sheet = book.add_worksheet("S")
    formats = {code: book.add_format({"num_format": code}) for code in ("0", "0.0", "0.00", "0.000")}
    for row in range(1, 9):
        for column, code in enumerate(["0", "0", "0", "0", "0.0"], 1):
            sheet.write(row, column, 1, formats[code])
        sheet.write(row, 6, 1, formats["0" if row < 5 else "0.00"])
    for row, code in enumerate(("0", "0.000", "0.0"), 1):
        sheet.write(row, 7, 1, formats[code])
    book.close()
    return tmp_path / "formats.xlsx"


def test_each_area_is_judged_as_it_is(path: Path) -> None:
    calls: Counter[str] = Counter()
    book = excel_book(path)
    port = BookWorkbook(counted(book, calls))
    areas = [("S", f"{column}2:{column}9") for column in "BCDEFG"] + [("S", f"H{row}") for row in (2, 3, 4)]
    port.replace_number_formats(CODES, areas)
    found = {
        area: book.sheets["S"].range(area).number_format
        for area in ("B2:E9", "F2:F9", "G2:G5", "G6:G9", "H2", "H3", "H4")
    }
    # an area that mixes formats is somebody's own; single cells stand each for themselves
    assert found == {
        "B2:E9": "0.00", "F2:F9": "0.00", "G2:G5": "0", "G6:G9": "0.00", "H2": "0.00", "H3": "0.000", "H4": "0.00",
    }
    calls.clear()
    port.replace_number_formats({"x": "y"}, areas[:5])
    assert calls["Range.NumberFormat"] == 1, "columns of one format take one question"


def test_an_address_is_never_longer_than_excel_takes(path: Path) -> None:
    book = excel_book(path)  # it refuses one of more than 255 characters
    areas = [("S", f"A{row}:B{row + 1}") for row in range(100, 300, 3)]
    BookWorkbook(book).replace_number_formats({"General": "0.00"}, areas)
    assert book.sheets["S"].range("A298:B299").number_format == "0.00"


def test_an_engine_of_ours_knows_several_areas_by_their_format(path: Path) -> None:
    with open_book(path) as book:
        sheet = book.sheets["S"]
        assert sheet.range("B2:B9,D2:D9").number_format == "0" and sheet.range("B2,F2").number_format is None
        sheet.range("B2,F2:F9").number_format = "0.000"
        assert sheet.range("B2,F9").number_format == "0.000" and sheet.range("B3").number_format == "0"
        with pytest.raises(NotOnFileHost):
            sheet.range("B2,F2").api.Copy()
        book.save()
