"""Blank rows put into a sheet. What Excel does with Insert, Sheet Rows was worked out by hand for each place here; that
LibreOffice does the same with cells, formulas, names and merged areas is seen in tests/hosts/libreoffice."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.faults import CellsInTheWay, ProtectedFormula, TooManyRows
from wipbook.ooxml.insertion.insert_rows import insert_rows
from wipbook.ooxml.insertion.insertion import Insertion

QUOTED = "Bill's Report"


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> None:
    """A part of a workbook with one text replaced: for what no library writes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert parts[part].count(old) == 1
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sheet with table Above in A3:B6, a sum in row 7, table Below in A10:B12; rows are to come in before row 7."""
    path = tmp_path / "book.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet, other = made.add_worksheet(QUOTED), made.add_worksheet("Other")
    bold, money = made.add_format({"bold": True}), made.add_format({"num_format": "#,##0.00"})
    sheet.add_table("A3:B6", {"name": "Above", "columns": [{"header": "Line"}, {"header": "Amount"}],
                              "data": [["a", 1], ["b", 2], ["c", 3]]})
    sheet.set_row(6, 30)
    sheet.write("A7", "Closing", bold)
    sheet.write_formula("B7", "=SUM(B4:B6)", money, 6)
    columns = [{"header": "Stage"}, {"header": "Amount", "formula": "=$B$7*2"}]
    sheet.add_table("A10:B12", {"name": "Below", "columns": columns, "data": [["x"], ["y"]]})
    sheet.merge_range("D8:E9", "merged", bold)
    sheet.merge_range("D5:E7", "across", bold)
    sheet.conditional_format("B11:B12", {"type": "formula", "criteria": "=$B11>$B$7", "format": bold})
    sheet.conditional_format("H1:H20", {"type": "data_bar"})
    sheet.data_validation("A11:A12", {"validate": "list", "source": "=$A$4:$A$12"})
    sheet.write_url("F11", f"internal:'{QUOTED.replace(chr(39), chr(39) * 2)}'!A11", string="here")
    sheet.write_comment("A12", "checked")
    sheet.write_array_formula("J9:J10", "{=B11:B12*2}")
    sheet.write_formula("K20", '=B7+SUM(Above[Amount])&"B7"')
    sheet.set_h_pagebreaks([8])
    chart = made.add_chart({"type": "column"})
    name = "'" + QUOTED.replace("'", "''") + "'"
    chart.add_series({"values": f"={name}!$B$11:$B$12", "categories": f"={name}!$A$4:$A$6"})
    sheet.insert_chart("M15", chart)
    other.write_formula("A1", f"={name}!B12+{name}!B4+B12")
    other.write_formula("A2", f"=SUM({name}!B4:B12)+SUM({name}!7:8)+SUM({name}!B:B)")
    other.conditional_format("A1", {"type": "formula", "criteria": f"={name}!$B$7=1", "format": bold})
    made.define_name("closing", f"={name}!$B$7")
    made.define_name("first", f"={name}!$B$4")
    sheet.print_area("A1:E12")
    made.close()
    return path


def test_what_stands_below_goes_down_and_keeps_its_look(book: Path, validator: list[str]) -> None:
    with open_file(book, backups=0) as workbook:
        assert workbook.make_room("Above", 4) == 7
        workbook.save()
    assert subprocess.run([*validator, str(book)], capture_output=True, check=False).returncode == 0
    loaded = openpyxl.load_workbook(book)
    sheet = loaded[QUOTED]
    lines = [sheet[f"A{row}"].value for row in range(6, 17)]
    assert lines == ["c", *[None] * 4, "Closing", None, None, "Stage", "x", "y"]
    assert sheet["A11"].font.b and sheet["B11"].number_format == "#,##0.00"
    assert sheet.row_dimensions[11].height == 30 and 7 not in sheet.row_dimensions
    assert dict(sheet.tables.items()) == {"Above": "A3:B6", "Below": "A14:B16"}
    assert sheet.tables["Below"].autoFilter.ref == "A14:B16"
    assert sheet.tables["Below"].tableColumns[1].calculatedColumnFormula.attr_text == "$B$11*2"
    assert {str(one) for one in sheet.merged_cells.ranges} == {"D12:E13", "D5:E11"}
    rules = {str(one.sqref): one.rules[0].formula for one in sheet.conditional_formatting}
    assert rules == {"B15:B16": ["$B15>$B$11"], "H1:H24": []}
    check = sheet.data_validations.dataValidation[0]
    assert (str(check.sqref), check.formula1) == ("A15:A16", "$A$4:$A$16")
    link = sheet["F15"].hyperlink
    assert (link.ref, link.location) == ("F15", f"'{QUOTED.replace(chr(39), chr(39) * 2)}'!A15")
    assert sheet["A16"].comment.text == "checked" and sheet["A12"].comment is None
    assert sheet.row_breaks.brk[0].id == 12
    assert sheet.print_area == "'" + QUOTED.replace("'", "''") + "'!$A$1:$E$16"
    assert sheet.dimensions == "A3:K24"
    shape = zipfile.ZipFile(book).read("xl/drawings/vmlDrawing1.vml")
    assert b"<x:Row>15</x:Row>" in shape and b"<x:Row>11</x:Row>" not in shape
    anchor = zipfile.ZipFile(book).read("xl/drawings/drawing1.xml")
    first, last = (int(row) for row in re.findall(rb"<xdr:row>(\d+)</xdr:row>", anchor))
    assert first == 18 and last > 30


def test_whatever_means_a_cell_means_it_still(book: Path) -> None:
    with open_file(book, backups=0) as workbook:
        workbook.make_room("Above", 4)
        name = "'" + QUOTED.replace("'", "''") + "'"
        assert workbook.names() == {"closing": f"{name}!$B$11", "first": f"{name}!$B$4"}
        workbook.save()
    loaded = openpyxl.load_workbook(book)
    sheet, other = loaded[QUOTED], loaded["Other"]
    assert sheet["B11"].value == "=SUM(B4:B6)" and sheet["B15"].value == "=$B$11*2"
    assert sheet["K24"].value == '=B11+SUM(Above[Amount])&"B7"'
    array = sheet["J13"].value
    assert isinstance(array, ArrayFormula) and (array.ref, array.text) == ("J13:J14", "=B15:B16*2")
    assert other["A1"].value == f"={name}!B16+{name}!B4+B12"
    assert other["A2"].value == f"=SUM({name}!B4:B16)+SUM({name}!11:12)+SUM({name}!B:B)"
    (rules,) = other.conditional_formatting
    assert rules.rules[0].formula == [f"{name}!$B$11=1"]
    chart = zipfile.ZipFile(book).read("xl/charts/chart1.xml").decode()
    assert "!$B$15:$B$16<" in chart and "!$A$4:$A$6<" in chart


def test_a_table_that_grew_before_is_followed_first(book: Path) -> None:
    with open_file(book, backups=0) as workbook:
        workbook.write_table("Below", pl.DataFrame({"Stage": list("xyz"), "Amount": [1.0, 2.0, 3.0]}))
        workbook.make_room("Above", 4)
        workbook.write_table("Above", pl.DataFrame({"Line": list("abcdefg"), "Amount": [1.0] * 7}))
        workbook.save()
    chart = zipfile.ZipFile(book).read("xl/charts/chart1.xml").decode()
    assert "!$B$15:$B$17<" in chart and "!$A$4:$A$10<" in chart


def test_formulas_that_cells_share_are_each_their_own_where_they_part(book: Path) -> None:
    """N5:N7 share =B5: after the insertion the third means B11, four rows further down than its share of the text."""
    sheet = zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml")
    cells = {row: re.search(rb'<row r="%d".*?</row>' % row, sheet) for row in (5, 6, 7)}
    texts = {5: b'<c r="N5"><f t="shared" ref="N5:N7" si="0">B5+$B$7</f><v>2</v></c>',
             6: b'<c r="N6"><f t="shared" si="0"/><v>3</v></c>', 7: b'<c r="N7"><f t="shared" si="0"/><v>6</v></c>'}
    for row, found in cells.items():
        assert found is not None
        tag = re.sub(rb' spans="[^"]*"', b"", found[0])
        rewritten(book, "xl/worksheets/sheet1.xml", found[0], tag.replace(b"</row>", texts[row] + b"</row>"))
    with open_file(book, backups=0) as workbook:
        workbook.make_room("Above", 4)
        workbook.save()
    after = openpyxl.load_workbook(book)[QUOTED]
    assert [after[cell].value for cell in ("N5", "N6", "N11")] == ["=B5+$B$11", "=B6+$B$11", "=B11+$B$11"]


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (lambda sheet: sheet.add_table("P1:P9", {"name": "Beside"}), CellsInTheWay, "table Beside in P1:P9"),
        (lambda sheet: sheet.write_array_formula("P5:P9", "{=B5:B9}"), ProtectedFormula, "P5:P9"),
        (lambda sheet: sheet.write("P1048575", 1), TooManyRows, "1,048,575"),
    ],
)
def test_what_would_be_torn_or_lost_is_refused(
    change: Callable[[object], object], error: type[Exception], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "small.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("S")
    sheet.add_table("A3:B6", {"name": "Above"})
    change(sheet)
    made.close()
    with open_file(path, backups=0) as workbook:
        before = {name: workbook.document.package.read(name) for name in workbook.document.package.names()}
        with pytest.raises(error, match=words):
            workbook.make_room("Above", 4)
        assert not workbook.changed
        assert before == {name: workbook.document.package.read(name) for name in workbook.document.package.names()}


@pytest.mark.parametrize(
    ("keeps", "rows"),
    [(1, [4, 15]), (2, [4, 11]), (3, [4, 11])],  # of Excel's three choices the first alone changes the size
)
def test_a_picture_across_the_rows_keeps_its_size_unless_it_is_to_change(
    keeps: int, rows: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "small.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("S")
    sheet.set_column("A:A", 20)
    chart = made.add_chart({"type": "column"})
    chart.set_size({"width": 100, "height": 150})  # seven rows and a half of 20 pixels each
    chart.add_series({"values": "=S!$A$1:$A$2"})
    sheet.insert_chart("B5", chart, {"object_position": keeps})
    made.close()
    with open_file(path, backups=0) as workbook:
        insert_rows(workbook.document, "S", 7, 4)
        workbook.save()
    anchor = zipfile.ZipFile(path).read("xl/drawings/drawing1.xml")
    assert [int(row) for row in re.findall(rb"<xdr:row>(\d+)</xdr:row>", anchor)] == rows


def test_formulas_speak_of_a_sheet_in_every_way_they_can() -> None:
    down = Insertion("O'Brien", 10, 5)
    for text, expected in {
        "'O''Brien'!A10+'o''brien'!$A$9": "'O''Brien'!A15+'o''brien'!$A$9",
        "'[1]O''Brien'!A10": "'[1]O''Brien'!A10",
        "SUM('Jan:O''Brien'!A10)": "SUM('Jan:O''Brien'!A10)",
        "Other!A10:A12+A10": "Other!A10:A12+A10",
        "'O''Brien'!A10:A12+\"'O''Brien'!A10\"": "'O''Brien'!A15:A17+\"'O''Brien'!A10\"",
        "'O''Brien'!XFE10+'O''Brien'!A1048576": "'O''Brien'!XFE10+'O''Brien'!#REF!",
        "INDEX('O''Brien'!A1:A9,1):'O''Brien'!A10": "INDEX('O''Brien'!A1:A9,1):'O''Brien'!A15",
    }.items():
        assert down.formula(text, False) == expected
    for text, expected in {
        "A10+B$10:$C12+10:$12+Jobs[[#This Row],[A10]]+LOG10(2)+Q10_x+ROW(A9)": (
            "A15+B$15:$C17+15:$17+Jobs[[#This Row],[A10]]+LOG10(2)+Q10_x+ROW(A9)"),
        '"A10"&A10&"say ""A10"""': '"A10"&A15&"say ""A10"""',
        "IF(A10>1.5E10,A$9:A10,_xlfn.ANCHORARRAY(A10))": "IF(A15>1.5E10,A$9:A15,_xlfn.ANCHORARRAY(A15))",
    }.items():
        assert down.formula(text, True) == expected
