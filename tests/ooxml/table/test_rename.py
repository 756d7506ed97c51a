"""A header is renamed in its cell and in its table, unless something names the column; other programs read it so."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import fastexcel
import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet as Sheet

from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.faults import HeaderMismatch, ProtectedFormula, UnwritableValue
from wipbook.port.workbook import CellValue, Formula

HEADERS = ["Job", "Qty", "Due", "Unit [kg] #1"]
COLUMNS = [{"header": header} for header in HEADERS]


def made(path: Path, add: Callable[[xlsxwriter.Workbook, Sheet, Sheet], object] = lambda *_: None) -> Path:
    """A sheet Plan with the table Jobs in B3, a sheet Other, and what ``add`` puts on them."""
    with xlsxwriter.Workbook(path) as book:
        plan, other = book.add_worksheet("Plan"), book.add_worksheet("Other")
        plan.add_table("B3:E5", {"name": "Jobs", "columns": COLUMNS, "data": [["J1", 1, 2, 3], ["J2", 4, 5, 6]]})
        add(book, plan, other)
    return path


def renamed(path: Path, cells: dict[str, CellValue | Formula]) -> list[str]:
    """The headers as the table has them after writing ``cells``; openpyxl and fastexcel find the same."""
    with open_file(path, backups=0) as book:
        book.write_cells("Plan", cells)
        book.save()
    sheet = openpyxl.load_workbook(path)["Plan"]
    headers = [column.name for column in sheet.tables["Jobs"].tableColumns]
    assert [cell.value for cell in sheet["B3:E3"][0]] == headers
    assert fastexcel.read_excel(str(path)).load_table("Jobs").to_polars().columns == headers
    assert [cell.value for cell in sheet["B4:E4"][0]] == ["J1", 1, 2, 3]
    return headers


def refused(path: Path, cells: dict[str, CellValue | Formula], kind: type[Exception] = ProtectedFormula) -> str:
    """What is said; nothing is changed, not even the cells that could be written."""
    with open_file(path, backups=0) as book:
        with pytest.raises(kind) as caught:
            book.write_cells("Plan", {"H1": "beside", **cells})
        assert not book.changed and book.read_cell("Plan", "H1") is None
        assert list(book.tables()["Jobs"].headers) == HEADERS
    return str(caught.value)


def test_a_header_that_nothing_names_is_renamed(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", lambda book, plan, other: other.write_formula("A1", "=SUM(Jobs[Qty])", None, 5))
    new = 'Promised <& "late">'
    assert renamed(path, {"D3": new, "B4": "J1"}) == ["Job", "Qty", new, HEADERS[3]]
    assert openpyxl.load_workbook(path, data_only=True)["Other"]["A1"].value == 5  # what it reads is what it was


def test_two_columns_swap_their_headers(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx")
    assert renamed(path, {"B3": "Qty", "C3": "Job"}) == ["Qty", "Job", "Due", HEADERS[3]]
    assert renamed(path, {"B3": "Due", "C3": "Qty", "D3": "Job"}) == ["Due", "Qty", "Job", HEADERS[3]]


def test_a_value_computed_from_the_header_cell_goes(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", lambda book, plan, other: other.write_formula("A1", "=Plan!D3", None, "Due"))
    renamed(path, {"D3": "Promised"})
    assert openpyxl.load_workbook(path, data_only=True)["Other"]["A1"].value is None
    assert openpyxl.load_workbook(path)["Other"]["A1"].value == "=Plan!D3"


def _name(book: xlsxwriter.Workbook, plan: Sheet, other: Sheet) -> None:
    book.define_name("Quantities", "=Jobs[Qty]")


def _validation(book: xlsxwriter.Workbook, plan: Sheet, other: Sheet) -> None:
    other.data_validation("C2:C9", {"validate": "list", "source": '=INDIRECT("Jobs[Qty]")'})


def _format(book: xlsxwriter.Workbook, plan: Sheet, other: Sheet) -> None:
    rule = {"type": "formula", "criteria": '=$C4>MAX(INDIRECT("jobs[qty]"))', "format": book.add_format({"bold": True})}
    plan.conditional_format("B4:E5", rule)


def _chart(book: xlsxwriter.Workbook, plan: Sheet, other: Sheet) -> None:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Jobs[Qty]"})
    other.insert_chart("A1", chart)


def _formula(text: str, sheet: str = "Other") -> Callable[[xlsxwriter.Workbook, Sheet, Sheet], None]:
    return lambda book, plan, other: (plan if sheet == "Plan" else other).write_formula("G7", text) and None


@pytest.mark.parametrize(
    ("add", "user"),
    [
        (_formula("=SUM(Jobs[Qty])"), "Other!G7"),
        (_formula("=sum(JOBS[[#All],[QTY]])"), "Other!G7"),
        (_formula("=SUM(Jobs[[Job]:[Qty]])", "Plan"), "Plan!G7"),
        (_formula("=SUM(Jobs[[#Headers],[#Data],[Qty]])"), "Other!G7"),
        (_formula('=SUM(INDIRECT("Jobs[Qty]"))'), "Other!G7"),
        (_formula('=SUM(INDIRECT("Jobs["&A1&"]"))'), "Other!G7"),  # any column, by what A1 says
        (_formula('=MATCH("qty",Jobs[#Headers],0)'), "Other!G7"),
        (lambda book, plan, other: other.write_array_formula("G7:G8", "{=Jobs[Qty]*2}"), "Other!G7"),
        (_name, "the name Quantities"),
        (_validation, "a validation of Other!C2:C9"),
        (_format, "a conditional format of Plan!B4:E5"),
        (_chart, "a chart"),
    ],
)
def test_who_names_the_column_is_told(
    tmp_path: Path, add: Callable[[xlsxwriter.Workbook, Sheet, Sheet], object], user: str
) -> None:
    path = made(tmp_path / "book.xlsx", add)
    said = refused(path, {"C3": "Pieces"})
    assert said.startswith(f"Plan!C3: found the header 'Qty' of table Jobs, which {user} uses, expected")
    if "A1&" not in str(openpyxl.load_workbook(path)["Other"]["G7"].value):
        assert renamed(path, {"D3": "Promised"})[2] == "Promised"  # the column beside it is not named


def test_special_signs_stand_behind_an_apostrophe(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", _formula("=SUM(Jobs[Unit '[kg'] '#1])"))
    assert "'Unit [kg] #1' of table Jobs, which Other!G7 uses" in refused(path, {"E3": "Weight"})
    assert renamed(path, {"B3": "Order's [no] #"})[0] == "Order's [no] #"


def test_columns_of_other_tables_and_workbooks_are_others(tmp_path: Path) -> None:
    def add(book: xlsxwriter.Workbook, plan: Sheet, other: Sheet) -> None:
        columns = [{"header": "Qty"}, {"header": "Twice", "formula": "=[@Qty]*2"}]
        other.add_table("A1:B3", {"name": "MoreJobs", "columns": columns})
        other.write_formula("G7", "=SUM(MoreJobs[Qty])")
        other.write_formula("G8", '="Qty"&ROWS(Jobs[Job])&"[Qty]"')

    path = made(tmp_path / "book.xlsx", add)
    with zipfile.ZipFile(path) as archive:
        assert b"MoreJobs[Qty]" in archive.read("xl/worksheets/sheet2.xml")
    assert "Other!G8" in refused(path, {"C3": "Pieces"})  # the header as a text beside the table: may be looked for
    with open_file(path, backups=0) as book:
        book.write_cells("Other", {"G8": None})
        book.write_cells("Plan", {"C3": "Pieces"})
        book.save()
    assert openpyxl.load_workbook(path)["Plan"]["C3"].value == "Pieces"


def test_calculated_columns_and_totals_name_columns(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        columns = [
            {"header": "Job"}, {"header": "Qty"}, {"header": "Hours", "total_function": "sum"},
            {"header": "Unit [kg] #1", "formula": "=[@Qty]*2"},
        ]
        book.add_worksheet("Plan").add_table("B3:E6", {"name": "Jobs", "columns": columns, "total_row": True})
    with open_file(path, backups=0) as book:
        with pytest.raises(ProtectedFormula, match="'Qty' of table Jobs, which Plan!E4 uses"):
            book.write_cells("Plan", {"C3": "Pieces"})
        with pytest.raises(ProtectedFormula, match=r"'Qty' .* the formula of the column Unit .* of table Jobs uses"):
            book.write_cells("Plan", {"C3": "Pieces", "E4": 1, "E5": 2})  # the cells would go, not what new rows get
        with pytest.raises(ProtectedFormula, match="'Hours' of table Jobs, which Plan!D6 uses"):
            book.write_cells("Plan", {"D3": "Minutes"})
        book.write_cells("Plan", {"B3": "Order"})
        assert book.tables()["Jobs"].headers[0] == "Order"


PIVOT = (
    '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cacheSource '
    'type="worksheet"><worksheetSource {}/></cacheSource><cacheFields count="2"><cacheField name="Job"/>'
    '<cacheField name="Qty"/></cacheFields></pivotCacheDefinition>'
)


@pytest.mark.parametrize(
    ("source", "used"),
    [('name="Jobs"', True), ('ref="A1:E9" sheet="Plan"', True), ('ref="A1:E9" sheet="Other"', False),
     ('name="SomeName"', True), ('ref="G1:H9" sheet="Plan"', False)],
)
def test_a_pivot_table_names_its_fields(tmp_path: Path, source: str, used: bool) -> None:
    path = made(tmp_path / "book.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/pivotCache/pivotCacheDefinition1.xml", PIVOT.format(source))
    if used:
        assert "which a pivot table uses" in refused(path, {"C3": "Pieces"})
    with open_file(path, backups=0) as book:
        book.write_cells("Plan", {"D3": "Promised"} if used else {"C3": "Pieces"})


def test_a_slicer_names_its_column(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx")
    slicer = (
        '<slicerCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" name="S" '
        'sourceName="Qty"><extLst><ext><x15:tableSlicerCache xmlns:x15="http://schemas.microsoft.com/office/'
        'spreadsheetml/2010/11/main" tableId="1" column="2"/></ext></extLst></slicerCacheDefinition>'
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/slicerCaches/slicerCache1.xml", slicer)
    assert "which a slicer uses" in refused(path, {"C3": "Pieces"})


@pytest.mark.parametrize(
    ("cells", "kind", "said"),
    [
        ({"C3": "DUE"}, HeaderMismatch, "Plan!C3: found the header 'DUE', which another column of table Jobs has"),
        ({"B3": "New", "C3": "new"}, HeaderMismatch, "another column of table Jobs has"),
        ({"C3": None}, UnwritableValue, "Plan!C3: found nothing, expected a text, as the header of table Jobs"),
        ({"C3": "  "}, UnwritableValue, "found '  ', expected a text"),
        ({"C3": 2026}, UnwritableValue, "found 2026, expected a text"),
        ({"C3": Formula('="Q"', "Q")}, UnwritableValue, 'found the formula ="Q", expected a text'),
        ({"C3": "x" * 256}, UnwritableValue, "found a header of 256 characters, expected at most 255"),
    ],
)
def test_what_is_no_header_is_refused(
    tmp_path: Path, cells: dict[str, CellValue | Formula], kind: type[Exception], said: str
) -> None:
    assert said in refused(made(tmp_path / "book.xlsx"), cells, kind)


def test_255_characters_are_a_header(tmp_path: Path) -> None:
    assert renamed(made(tmp_path / "book.xlsx"), {"C3": "x" * 255})[1] == "x" * 255


def test_a_formula_written_with_the_new_header_may_name_it(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", _formula("=SUM(Jobs[Qty])", "Plan"))
    assert "Plan!G7" in refused(path, {"C3": "Pieces", "G7": Formula("=MAX(Jobs[Qty])", 4.0)})
    assert renamed(path, {"C3": "Pieces", "G7": Formula("=MAX(Jobs[Pieces])", 4.0)})[1] == "Pieces"
    assert openpyxl.load_workbook(path)["Plan"]["G7"].value == "=MAX(Jobs[Pieces])"


def test_rows_written_after_it_go_by_the_new_header(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx")
    with open_file(path, backups=0) as book:
        book.write_cells("Plan", {"C3": "Pieces"})
        frame = book.read_table("Jobs").frame
        assert frame["Pieces"].to_list() == [1, 4]
        book.append_rows("Jobs", frame.head(1))
        book.save()
    assert fastexcel.read_excel(str(path)).load_table("Jobs").to_polars()["Pieces"].to_list() == [1, 4, 1]
