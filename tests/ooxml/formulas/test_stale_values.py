"""Formulas that depend on what was written lose their value, others keep it; the workbook asks for recalculation then
and only then."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from tests.ooxml.formulas.random_books import book, changes
from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.recalculated import recalculated
from wipbook.ooxml.address import cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import DamagedWorkbook, UnsupportedMarkup
from wipbook.ooxml.formulas.formula_cells import formula_cells
from wipbook.ooxml.insertion.insert_rows import insert_rows
from wipbook.port.workbook import Formula

Cells = Mapping[str, Mapping[str, object]]


def made(path: Path, sheets: Cells, names: Mapping[str, str] | None = None) -> Path:
    """Sheets of numbers, texts and formulas (with the value 1), a table T in A1:B4 of the sheet that is named Data."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.calc_on_load = False
        for name, cells in sheets.items():
            sheet = workbook.add_worksheet(name)
            if name == "Data":
                sheet.add_table("A1:B4", {"name": "T", "columns": [{"header": "Qty"}, {"header": "Cost"}],
                                          "data": [[1, 2], [3, 4], [5, 6]]})
            for address, value in cells.items():
                if isinstance(value, str) and value.startswith("{"):
                    sheet.write_array_formula(address, value, None, 1)
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(address, value, None, 1)
                else:
                    sheet.write(address.partition(":")[0], value)
        for name, text in (names or {}).items():
            workbook.define_name(name, text)
    return path


def without_value(path: Path) -> set[str]:
    """The cells of formulas that have none."""
    document = Document(path)
    found = {
        f"{entry.name}!{cell_text(row, column)}"
        for entry in document.entries()
        for one in formula_cells(document.package.read(document.part_of(entry.name))) if not one.calculated
        for row in range(one.area.first_row, one.area.last_row + 1)
        for column in range(one.area.first_column, one.area.last_column + 1)
    }
    document.package.close()
    return found


def asks(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


CHAINS: dict[str, tuple[Cells, dict[str, str], set[str]]] = {
    "its own sheet": ({"S": {"A1": 5, "B1": "=A1*2", "C1": "=B1+1", "D1": "=A2"}}, {}, {"S!B1", "S!C1"}),
    "other sheets": (
        {"S": {"A1": 5}, "It's": {"A1": "=S!A1", "B1": "=S!A2"}, "R": {"A1": "='It''s'!A1"}}, {},
        {"It's!A1", "R!A1"},
    ),
    "names": (
        {"S": {"A1": 5, "B1": "=Twice", "B2": "=Other"}}, {"Rate": "=S!$A$1", "Twice": "=2*Rate", "Other": "=S!$A$9"},
        {"S!B1"},
    ),
    "a name of one sheet": (
        {"S": {"A1": 5, "B1": "=Own"}, "R": {"B1": "=Own"}}, {"S!Own": "=S!$A$1", "Own": "=S!$A$9"}, {"S!B1"},
    ),
    "whole columns and rows": (
        {"S": {"A1": 5}, "R": {"B1": "=SUM(S!A:A)", "B2": "=SUM(S!1:1)", "B3": "=SUM(S!B:C)"}}, {}, {"R!B1", "R!B2"},
    ),
    "sheets from one to another": (
        {"R": {"B1": "=SUM(S:Z!A1)", "B2": "=SUM(S:Z!B1)"}, "S": {}, "M": {"A1": 5}, "Z": {}}, {}, {"R!B1"},
    ),
    "arrays": (
        {"S": {"A1": 5, "C1:C2": "{=A1:A2*2}", "D1": "=C2", "E1": "=A3"}}, {}, {"S!C1", "S!C2", "S!D1"},
    ),
    "a place that is computed": (
        {"S": {"A1": 5, "B1": "=INDIRECT(\"A\"&9)", "B2": "=OFFSET(C9,1,1)", "B3": "=A9"}}, {}, {"S!B1", "S!B2"},
    ),
    "sums as large as their condition": (
        {"S": {"A1": 5, "B1": "=SUMIF(C1:D1,\">1\",A1)", "B2": "=SUMIF(C2:C3,1,D2)"}}, {}, {"S!B1"},
    ),
}


EVERYWHERE = ("a place that is computed",)


@pytest.mark.parametrize("chain", CHAINS)
def test_a_written_cell_is_followed(chain: str, tmp_path: Path) -> None:
    sheets, names, stale = CHAINS[chain]
    path = made(tmp_path / "book.xlsx", sheets, names)
    assert not asks(path)
    with open_file(path, backups=0) as workbook:
        workbook.write_cells("S", {"Z99": 50})
        workbook.save()
    assert asks(path) == bool(without_value(path)) == (chain in EVERYWHERE)
    path = made(tmp_path / "again.xlsx", sheets, names)
    with open_file(path, backups=0) as workbook:
        workbook.write_cells("M" if "M" in sheets else "S", {"A1": 50})
        workbook.save()
    assert without_value(path) == stale and asks(path)


TABLES = {"Data": {}, "R": {
    "A1": "=SUM(T[Qty])", "A2": "=SUM(T[Cost])", "A3": "=ROWS(T[Cost])", "A4": "=INDEX(T[Qty],1)", "A5": "=Data!A9",
    "A6": "=COUNTA(T[#Headers])",
}}


def test_a_table_with_another_number_of_rows_is_followed(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", TABLES)
    with open_file(path, backups=0) as workbook:
        workbook.append_rows("T", pl.DataFrame({"Qty": [7.0], "Cost": [8.0]}))
        workbook.save()
    assert without_value(path) == {f"R!A{row}" for row in (1, 2, 3, 4, 6)}


def test_a_table_with_other_figures_is_followed_column_by_column(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", TABLES)
    with open_file(path, backups=0) as workbook:
        workbook.write_table("T", pl.DataFrame({"Qty": [1.0, 3.0, 9.0], "Cost": [2.0, 4.0, 6.0]}))
        workbook.save()
    assert without_value(path) == {"R!A1", "R!A4"}


def test_the_same_again_makes_nothing_stale(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", {**TABLES, "S": {"A1": 5, "B1": "=A1*2"}})
    with open_file(path, backups=0) as workbook:
        workbook.write_table("T", pl.DataFrame({"Qty": [1, 3, 5], "Cost": [2.0, 4.0, 6.0]}))
        workbook.write_cells("S", {"A1": 5.0})
        workbook.save()
    assert without_value(path) == set() and not asks(path)


def test_a_row_of_a_calculated_column_alone(tmp_path: Path) -> None:
    """One quantity changes: the row's formula, and what reads it, not the other rows."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Data")
        sheet.add_table("A1:B5", {"name": "T", "columns": [{"header": "Qty"}, {"header": "Cost"}], "data": [[1]] * 4})
        for row in range(2, 6):
            sheet.write_formula(f"B{row}", "=T[[#This Row],[Qty]]*2", None, 2)
        sheet.write_formula("D2", "=B2", None, 2)
        sheet.write_formula("D3", "=B3", None, 2)
    with open_file(path, backups=0) as book_:
        book_.write_cells("Data", {"A3": 10})
        book_.save()
    assert without_value(path) == {"Data!B3", "Data!D3"}


def test_formulas_that_cells_share(tmp_path: Path) -> None:
    """As Excel stores a formula that was filled down: the text stands in the first cell alone."""
    path = made(tmp_path / "book.xlsx", {"S": {f"A{row}": row for row in range(1, 5)} | {"C3": "=B3", "C4": "=B4"}})
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    sheet = kept["xl/worksheets/sheet1.xml"].decode()
    for row in range(1, 5):
        own = '<f t="shared" ref="B1:B4" si="0">A1*2</f>' if row == 1 else '<f t="shared" si="0"/>'
        sheet = re.sub(rf'(<c r="A{row}"[^>]*>.*?</c>)', rf'\1<c r="B{row}">{own}<v>{row * 2}</v></c>', sheet)
    kept["xl/worksheets/sheet1.xml"] = sheet.replace(' spans="1:3"', "").encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    with open_file(path, backups=0) as workbook:
        workbook.write_cells("S", {"A3": 30})
        workbook.save()
    assert without_value(path) == {"S!B3", "S!C3"}


def test_a_formula_that_is_written_keeps_the_value_it_is_given(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", {"S": {"A1": 5, "B1": "=A1*2", "C1": "=B1"}})
    with open_file(path, backups=0) as workbook:
        workbook.write_cells("S", {"A1": 7, "B1": Formula("=A1*2", 14)})
        workbook.save()
    assert without_value(path) == {"S!C1"}
    path = made(tmp_path / "none.xlsx", {"S": {"A1": 5, "B1": "=A1*2"}})
    with open_file(path, backups=0) as workbook:
        workbook.write_cells("S", {"A1": 7})
        workbook.vouch_for("S", ["B1"])
        workbook.save()
    assert without_value(path) == set() and not asks(path)


def test_a_formula_without_a_value_asks_for_recalculation(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", {"S": {"A1": 5}})
    with open_file(path, backups=0) as workbook:
        workbook.write_cells("S", {"B1": Formula("=A1*2", None)})
        workbook.save()
    assert asks(path)


def test_rows_put_in_move_formulas_and_leave_their_values(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", {"S": {
        "A1": 5, "A9": 6, "B9": "=A9*2", "B10": "=ROW(A9)", "B11": "=COUNTBLANK(A1:A9)"}, "R": {"A1": "=S!A9"}})
    with open_file(path, backups=0) as workbook:
        insert_rows(workbook.document, "S", 5, 2)
        workbook.save()
    assert without_value(path) == {"S!B12"}, "where it stands is another row now"
    with open_file(path, backups=0) as workbook:
        workbook.write_cells("S", {"A11": 7})
        workbook.save()
    assert without_value(path) == {"S!B11", "S!B12", "S!B13", "R!A1"}


def test_text_kinds_and_formats_go_as_they_should(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.calc_on_load = False
        money, sheet = workbook.add_format({"num_format": "0.00"}), workbook.add_worksheet("S")
        sheet.write("A1", 5)
        for column, value in enumerate(("text", True, "#N/A", 2.5), 1):
            sheet.write_formula(0, column, "=IF(A1=5,1,2)", money, value)
    with open_file(path, backups=0) as book_:
        book_.write_cells("S", {"A1": 6})
        book_.save()
    with zipfile.ZipFile(path) as archive:
        row = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<c r="[B-E]1"[^>]*>.*?</c>', row) == [
        f'<c r="{letter}1" s="1"><f>IF(A1=5,1,2)</f></c>' for letter in "BCDE"
    ]


def test_a_long_chain_and_growing_sums_take_their_time_once(tmp_path: Path) -> None:
    """6,000 balances, each the one above and a figure, and 6,000 sums over all above: no product of the two."""
    path, rows = tmp_path / "book.xlsx", 6_000
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("S")
        for row in range(2, rows + 2):
            sheet.write_number(row - 1, 0, 1)
            sheet.write_formula(row - 1, 1, f"=B{row - 1}+A{row}", None, row - 1)
            sheet.write_formula(row - 1, 2, f"=SUM($A$2:A{row})", None, row - 1)
    with open_file(path, backups=0) as book_:
        book_.write_cells("S", {"A3002": 5})
        book_.save()
    found = without_value(path)
    assert len(found) == 2 * (rows - 3_000)
    assert {"S!B3002", "S!C3002", f"S!B{rows + 1}", f"S!C{rows + 1}"} <= found
    assert not {"S!B3001", "S!C3001"} & found


@pytest.mark.libreoffice
def test_no_stale_value_is_kept(tmp_path: Path) -> None:
    """Random workbooks, random changes: LibreOffice computes every one before and after. A formula that comes to
    another value than before must have lost the one it had."""
    pairs = []
    for seed in range(1_000, 1_024):
        before = book(tmp_path / f"{seed}.xlsx", seed)
        after = Path(shutil.copy(before, tmp_path / f"{seed}-after.xlsx"))
        with open_file(after, backups=0) as workbook:
            for sheet, row, column, value in changes(seed):
                workbook.write_cells(sheet, {cell_text(row, column): value})
            workbook.save()
        pairs.append((before, after))
    (tmp_path / "out").mkdir()
    copies = recalculated([path for pair in pairs for path in pair], tmp_path / "out")
    changed = kept = 0
    for at, (_, after) in enumerate(pairs):
        was, now = (openpyxl.load_workbook(one, data_only=True) for one in copies[2 * at : 2 * at + 2])
        stale = without_value(after)
        document = Document(after)
        for entry in document.entries():
            for one in formula_cells(document.package.read(document.part_of(entry.name))):
                for row in range(one.area.first_row, one.area.last_row + 1):
                    place, address = (row, one.column), f"{entry.name}!{cell_text(row, one.column)}"
                    differs = was[entry.name].cell(*place).value != now[entry.name].cell(*place).value
                    assert not differs or address in stale, (after.name, address, one.text, changes(1_000 + at))
                    changed += differs
                    kept += address not in stale
        document.package.close()
    assert changed > 60 and kept > 1_500, "the changes must reach something, and must not reach everything"


def test_a_name_of_a_sheet_that_there_never_was_concerns_no_formula(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", {"S": {"A1": 5, "B1": "=Own", "B2": "=A1"}}, {"S!Own": "=S!$A$9"})
    document = Document(path)
    assert b'localSheetId="0"' in document.workbook
    document.set_workbook(document.workbook.replace(b'localSheetId="0"', b'localSheetId="7"'))
    rewritten = tmp_path / "rewritten.xlsx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(rewritten, "w") as after:
        for name in before.namelist():
            after.writestr(name, document.workbook if name == "xl/workbook.xml" else before.read(name))
    document.package.close()
    with open_file(rewritten, backups=0) as workbook:
        workbook.write_cells("S", {"A1": 6})
        workbook.save()
    assert "S!B2" in without_value(rewritten)


@pytest.mark.parametrize(("old", "new", "found"), [
    (b"<f>A1*2</f>", b"<f>A1*\x9c</f>", "text that is not UTF-8"),
    (b"<f>A1*2</f>", b"<f>A1*2</f><!-- x -->", "an XML comment"),
])
def test_a_sheet_that_nobody_has_read_is_looked_at_before_its_formulas_are(
    old: bytes, new: bytes, found: str, tmp_path: Path
) -> None:
    path = made(tmp_path / "book.xlsx", {"S": {"A1": 5}, "Other": {"A1": 1, "B1": "=A1*2"}})
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(broken, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old, new) if name == "xl/worksheets/sheet2.xml" else data)
    content = broken.read_bytes()
    with open_file(broken, backups=0) as workbook:
        workbook.write_cells("S", {"A1": 6})
        with pytest.raises((DamagedWorkbook, UnsupportedMarkup), match=found):
            workbook.save()
    assert broken.read_bytes() == content
