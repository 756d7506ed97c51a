"""Change one cell, save: every other part of 59 workbooks made by Excel stays byte-identical, or it is refused."""

from __future__ import annotations

import re
import shutil
import warnings
import zipfile
from datetime import datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from wipbook.errors import WipbookError
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ooxml.address import Area, parse_cell
from wipbook.ooxml.faults import ProtectedFormula, SignedWorkbook, StrictWorkbook
from wipbook.port.workbook import CellError

REFUSED = {
    "openxmlsdk__OLE-O12-XL-OLE.xlsx": StrictWorkbook,
    "openxmlsdk__xl8galry.xlsx": StrictWorkbook,
    "poi__SampleSS.strict.xlsx": StrictWorkbook,
    "poi__ms-office-2010-signed.xlsx": SignedWorkbook,
}
SUFFIXES = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam"}
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])[^>]*?(?:/>|>.*?</(?:\w+:)?c>)", re.DOTALL)


def change_one_cell(book: FileWorkbook, existing: bool) -> tuple[str, str]:
    """Write 42.5 to a cell that exists (a number without a formula) or to one far away."""
    for sheet in book.sheets():
        if not book.document.is_worksheet(sheet):
            continue
        if existing:
            data = b"".join(book.document.worksheet(sheet).chunks())
            numbers = [
                cell
                for cell in CELL.findall(data)
                if b"<f" not in cell and b":f" not in cell and b" t=" not in cell[: cell.index(b">")] and b"v>" in cell
            ]
            if not numbers:
                continue
            addresses = [re.search(rb'\sr="([A-Z]+\d+)"', cell)[1].decode() for cell in reversed(numbers)]
        else:
            addresses = ["ZZ9999"]
        for address in addresses:
            try:
                book.write_cells(sheet, {address: 42.5})
            except ProtectedFormula:  # part of an array formula: the next one
                continue
            return sheet, address
    raise LookupError("no such cell")


def without_cell(sheet_xml: bytes, address: str) -> bytes:
    """The part without one cell, without the row that holds only it, without used area and spans hints."""
    row = re.search(r"\d+", address)[0]
    mark = f' r="{address}"'.encode()
    sheet_xml = re.sub(rb"<((?:\w+:)?sheetData)/>", rb"<\1></\1>", sheet_xml)
    text = CELL.sub(lambda match: b"" if mark in match[0][: match[0].index(b">")] else match[0], sheet_xml)
    text = re.sub(rb"<(\w+:)?row r=\"%s\"></(\w+:)?row>" % row.encode(), b"", text)
    text = re.sub(rb"<(?:\w+:)?dimension ref=\"[^\"]*\"", b"", text)
    return re.sub(rb"(<(?:\w+:)?row[^>]*?) spans=\"[\d: ]*\"", rb"\1", text)


def without_caches(chart_xml: bytes) -> bytes:
    """The part of a chart without the values it keeps, which follow the cell that was changed."""
    return re.sub(rb"<((?:\w+:)?(?:num|str)Cache)>.*?</\1>", b"", chart_xml, flags=re.DOTALL)


def without_figures(sheet_xml: bytes) -> bytes:
    """The part without the values of its formulas, which may have become stale, and of the cells of array formulas."""
    filled = [Area.parse(ref.decode()) for ref in re.findall(rb't="(?:array|dataTable)"[^>]* ref="([^"]+)"', sheet_xml)]
    filled += [Area.parse(ref.decode()) for ref in re.findall(rb'<f [^>]*ref="([^"]+)"[^>]* t="array"', sheet_xml)]

    def stripped(match: re.Match[bytes]) -> bytes:
        cell = match[0]
        at = re.search(rb' r="([A-Z]+[0-9]+)"', cell)
        among = at is not None and any(area.holds(*parse_cell(at[1].decode())) for area in filled)
        if not among and not re.search(rb"<(?:\w+:)?f[\s>/]", cell):
            return cell
        head, rest = cell[: cell.index(b">")], cell[cell.index(b">") :]
        return re.sub(rb" (?:t|vm)=\"\w+\"", b"", head) + re.sub(
            rb"<(?:\w+:)?v(?:/>|(?: [^>]*)?>[^<]*</(?:\w+:)?v>)", b"", rest
        )

    return CELL.sub(stripped, sheet_xml)


def without_recalculation(workbook_xml: bytes) -> bytes:
    return re.sub(rb"<(?:\w+:)?calcPr[^>]*/>", b"", workbook_xml)


@pytest.mark.reference_data
@pytest.mark.parametrize("existing", [False, True], ids=["new cell", "existing cell"])
def test_every_other_part_survives(reference: Path, tmp_path: Path, existing: bool) -> None:
    files = sorted(path for path in reference.iterdir() if path.suffix in SUFFIXES)
    assert len(files) == 59
    changed = 0
    for source in files:
        copy = tmp_path / source.name
        shutil.copyfile(source, copy)
        if source.name in REFUSED:
            with pytest.raises(REFUSED[source.name]), open_file(copy) as book:
                change_one_cell(book, existing=False)
                book.save()
            assert copy.read_bytes() == source.read_bytes()
            continue
        try:
            with open_file(copy) as book:
                sheet, address = change_one_cell(book, existing)
                part = book.document.part_of(sheet)
                book.save()
                assert book.read_cell(sheet, address) in (42.5, datetime(1900, 2, 11, 12))  # shown as a date
        except LookupError:
            continue
        changed += 1
        with zipfile.ZipFile(source) as before, zipfile.ZipFile(copy) as after:
            assert after.testzip() is None
            assert before.namelist() == after.namelist()
            for name in before.namelist():
                old, new = before.read(name), after.read(name)
                if name == part:
                    assert old != new
                    assert without_cell(without_figures(old), address) == without_cell(without_figures(new), address), (
                        source.name, address
                    )
                elif name == "xl/workbook.xml":
                    assert without_recalculation(old) == without_recalculation(new), source.name
                elif "/charts/chart" in name:
                    assert without_caches(old) == without_caches(new), (source.name, name)
                elif old != new:
                    assert "/worksheets/sheet" in name and without_figures(old) == without_figures(new), (
                        source.name, name
                    )
    assert changed == 55 if not existing else changed >= 40


@pytest.mark.reference_data
def test_reading_without_change_writes_nothing(reference: Path, tmp_path: Path) -> None:
    source = reference / "bc__InventoryValuationWIP.xlsx"
    copy = tmp_path / source.name
    shutil.copyfile(source, copy)
    with open_file(copy) as book:
        for name in book.tables():
            book.read_table(name)
        book.save()
    assert copy.read_bytes() == source.read_bytes()


@pytest.mark.reference_data
def test_tables_of_real_files_can_be_replaced(reference: Path, tmp_path: Path, findings) -> None:
    """Every table that can grow by two rows does, and the checker finds no fault that Excel's file has not as well."""
    import polars as pl

    written = []
    for source in sorted(reference.glob("bc__*.xlsx")):
        copy = tmp_path / source.name
        shutil.copyfile(source, copy)
        with open_file(copy) as book:
            for name, place in book.tables().items():
                frame = book.read_table(name).frame
                try:
                    book.write_table(name, pl.concat([frame, frame.head(2)]))
                except WipbookError:
                    continue
                assert book.tables()[name].rows == max(place.rows, 1) + min(place.rows, 2)
            book.save()
        written.append((source, copy))
    assert len(written) == 7
    for source, copy in written:
        assert findings(copy) <= findings(source)


@pytest.mark.reference_data
def test_every_cell_reads_as_openpyxl_reads_it(reference: Path) -> None:
    """220,000 cells; two readings of one thing are allowed: blank text, and times that openpyxl keeps as times."""
    compared = 0
    for source in sorted(path for path in reference.iterdir() if path.suffix in SUFFIXES - {".xlam"}):
        if REFUSED.get(source.name) is StrictWorkbook or source.name == "calamine__pivots.xlsx":
            continue  # openpyxl fails on the latter
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets = openpyxl.load_workbook(source, data_only=True).worksheets
        with open_file(source) as book:
            for sheet in sheets:
                area = Area(1, 1, min(sheet.max_row, 2000), min(sheet.max_column, 100))
                theirs = sheet.iter_rows(max_row=area.last_row, max_col=area.last_column, values_only=True)
                for number, (ours, line) in enumerate(zip(book.read_area(sheet.title, area), theirs, strict=False), 1):
                    for value, expected in zip(ours, line, strict=True):
                        compared += 1
                        assert agree(value, expected), (source.name, sheet.title, number, value, expected)
            for table in book.tables():
                book.read_table(table)
    assert compared > 200_000


def agree(value: object, expected: object) -> bool:
    if isinstance(value, CellError):
        return value.code == expected
    if isinstance(value, datetime) and isinstance(expected, datetime):
        return abs(value - expected) < timedelta(milliseconds=2)
    if isinstance(value, datetime):
        return isinstance(expected, time | timedelta | float | int)  # openpyxl looks at the first section only
    if isinstance(value, str) and isinstance(expected, str):
        return re.sub("\r\n?", "\n", value) == re.sub("\r\n?", "\n", expected.replace("_x000D_", "\r"))
    if isinstance(value, float) and isinstance(expected, float):
        return abs(value - expected) < 1e-9
    return value == expected or (value == "" and expected is None)
