"""The small parts of the file format, each by itself."""

from __future__ import annotations

import datetime as dt
import random
import zlib
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import from_excel, to_excel

from wipbook.ooxml import workbook as workbook_part
from wipbook.ooxml.address import LAST_COLUMN, Area, column_letters, column_number, parse_cell
from wipbook.ooxml.faults import DamagedWorkbook, SuspiciousContent, UnsupportedMarkup
from wipbook.ooxml.markup import attributes, check_markup, element, elements, set_attribute, splice
from wipbook.ooxml.package import deflate
from wipbook.ooxml.sheet.cells import cell_xml, moment_of, serial_of, styled_value, value_of
from wipbook.ooxml.sheet.rows import Beside, ColumnLayout, RowBlock
from wipbook.ooxml.sheet.rowscan import RowIndex, cells, outside_columns, rows
from wipbook.ooxml.sheet.shared_strings import shared_strings
from wipbook.ooxml.sheet.worksheet import Worksheet, edit_row
from wipbook.ooxml.styles import Styles
from wipbook.ooxml.table.follow import Growth, follow_chart, follow_formula, follow_sheet_end, follow_sqref
from wipbook.ooxml.workbook import (
    defined_names,
    sheet_entries,
    with_full_calculation,
    with_name,
    with_sheet,
    without_print_titles,
)

GROWTH = Growth("Jobs", 5, 6, 9, 12, 0, 1, 4)
SHEET = (
    b'<worksheet><dimension ref="A1:C9"/><cols><col min="3" max="4" width="9" style="7"/></cols><sheetData>'
    b'<row r="2" spans="1:3"><c r="A2" s="1"><v>1</v></c><c r="C2" t="s"><v>0</v></c></row>'
    b'<row r="5"/><row r="9"><c r="B9"><f>A2</f><v>1</v></c></row></sheetData><mergeCells count="1">'
    b'<mergeCell ref="A9:A10"/></mergeCells></worksheet>'
)


def test_columns_there_and_back() -> None:
    assert [column_number(column_letters(n)) for n in range(1, LAST_COLUMN + 1)] == list(range(1, LAST_COLUMN + 1))
    for wrong in ("A0", "XFE1", "A1048577", "1A", "", "A1:B2"):
        with pytest.raises(ValueError):
            parse_cell(wrong)
    assert Area.parse("$D$9:B2") == Area(2, 2, 9, 4)


@given(
    st.one_of(st.text(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.integers(-(2**53), 2**53))
)
def test_a_cell_reads_as_it_was_written(value: object) -> None:
    if isinstance(value, str) and any(0xD800 <= ord(letter) <= 0xDFFF for letter in value):
        return
    assert value_of(cell_xml("A1", "", value), None) == value


@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs"])), min_size=1, max_size=5))
def test_rows_of_text_say_what_single_cells_say(texts: list[str]) -> None:
    block = RowBlock(3, pl.DataFrame({"t": texts}), [ColumnLayout("t", 2, "4")])
    (xml,) = block.chunks()
    found = [
        value_of(xml[one.start : one.end], None)
        for row in rows(xml, b"")
        for one in cells(xml, b"", row.tag_end, row.end)
    ]
    assert found == texts


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_rows_of_numbers_read_back_equal(numbers: list[float]) -> None:
    (xml,) = RowBlock(1, pl.DataFrame({"n": numbers}), [ColumnLayout("n", 1)]).chunks()
    assert [
        value_of(xml[one.start : one.end], None)
        for row in rows(xml, b"")
        for one in cells(xml, b"", row.tag_end, row.end)
    ] == numbers


@given(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(9999, 12, 31)))
def test_day_numbers_agree_with_openpyxl(moment: dt.datetime) -> None:
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    if moment.date() == dt.date(1900, 2, 28):
        return  # openpyxl and Excel differ about fractions of the day before a day that never was
    assert serial_of(moment) == pytest.approx(to_excel(moment), abs=1e-8)
    assert abs(moment_of(serial_of(moment)) - moment) <= dt.timedelta(milliseconds=1)
    if moment > dt.datetime(1900, 3, 1):
        assert abs(from_excel(serial_of(moment)) - moment) <= dt.timedelta(milliseconds=1)
    (xml,) = RowBlock(1, pl.DataFrame({"d": [moment]}), [ColumnLayout("d", 1)]).chunks()
    assert value_of(xml[xml.index(b"<c") :], None) == pytest.approx(serial_of(moment), abs=1e-9)


def test_rows_keep_what_stands_beside() -> None:
    frame = pl.DataFrame({"a": ["x", None], "b": [True, None]})
    layout = [ColumnLayout("a", 2), ColumnLayout("b", 3, "5"), ColumnLayout("c", 4, "6", "B{n}*2")]
    beside = {8: Beside(' ht="20"', '<c r="A8"/>', '<c r="F8"/>')}
    (xml,) = RowBlock(7, frame, layout, beside=beside).chunks()
    assert xml.decode() == (
        '<row r="7"><c r="B7" t="inlineStr"><is><t>x</t></is></c><c r="C7" s="5" t="b"><v>1</v></c>'
        '<c r="D7" s="6"><f>B{n}*2</f></c></row>'
        '<row r="8" ht="20"><c r="A8"/><c r="C8" s="5"/><c r="D8" s="6"><f>B{n}*2</f></c><c r="F8"/></row>'
    )


def test_markup_is_edited_in_place() -> None:
    data = b"<x:a xmlns:x='u' one = '1'><x:b/><x:b two=\"&lt;2&amp;\">t</x:b></x:a>"
    assert [data[one.start : one.end] for one in elements(data, b"b")] == [b"<x:b/>", b'<x:b two="&lt;2&amp;">t</x:b>']
    found = list(elements(data, b"b"))[1]
    assert attributes(data[found.start : found.tag_end]) == {"two": "<2&"}
    assert set_attribute(b"<a b='1' c='2'>", "b", None) == b"<a c='2'>"
    assert set_attribute(b"<a/>", "b", 'x"<') == b'<a b="x&quot;&lt;"/>'
    assert splice(b"abcdef", [(4, 5, b"-"), (0, 1, b""), (2, 2, b"++")]) == b"b++cd-f"
    with pytest.raises(ValueError, match="overlapping"):
        splice(b"abc", [(0, 2, b""), (1, 3, b"")])


@pytest.mark.parametrize("change", [
    lambda: Styles(b"<other/>").number_of("0.0000"),
    lambda: Styles(b"<styleSheet/>").add_cell_format(b"<xf/>"),
    lambda: workbook_part.with_sheet_attribute(b"<workbook/>", 0, "state", "hidden"),
    lambda: workbook_part.with_sheet(b"<workbook/>", 0, "S", "rId1"),
    lambda: workbook_part.without_sheet(b"<workbook/>", 0),
    lambda: workbook_part.with_name(b"<workbook/>", "Rate", "S!$A$1"),
])
def test_a_part_without_what_makes_it_one_is_damaged(change: Callable[[], object]) -> None:
    with pytest.raises(DamagedWorkbook, match="found no <"):
        change()


def test_markup_that_must_not_be_read() -> None:
    with pytest.raises(SuspiciousContent):
        check_markup(b"<!DOCTYPE a><a/>", "part")
    for text in (b"<a><!-- c --></a>", "<a/>".encode("utf-16"), b'<?xml version="1.0" encoding="latin-1"?><a/>'):
        with pytest.raises(UnsupportedMarkup):
            check_markup(text, "part")
    with pytest.raises(SuspiciousContent, match="entity"):
        attributes(b'<a b="&lol;">')


def test_of_row_0_its_cells_say_which_it_is() -> None:
    data = b'<row r="2"><c r="A2"/></row><row r="0"><c r="A3"><v>3</v></c></row><row r="0"/>'
    data += b'<row r="4"><c r="A4"/></row>'
    assert [row.number for row in rows(data, b"")] == [2, 3, 4]
    index = RowIndex(data, b"")
    row = index.find(3)
    assert (index.first, index.last) == (2, 4) and b"<v>3</v>" in data[row.start : row.end]
    sheet = Worksheet(b"<worksheet><sheetData>" + data + b"</sheetData></worksheet>", "sheet S")
    assert [(row, column) for row, column, _ in sheet.cells_in(Area(3, 1, 3, 1))] == [(3, 1)]
    assert [row for row, _ in sheet.rows_between(1, 9)] == [2, 3, 4]


def test_a_row_without_addresses() -> None:
    data = b'<row><c><v>1</v></c><c/></row><row r="4"><c r="B4"/><c/></row><row/>'
    assert [row.number for row in rows(data, b"")] == [1, 4, 5]
    index = RowIndex(data, b"")
    assert (index.first, index.last) == (1, 5)
    row = index.find(4)
    assert [one.column for one in cells(data, b"", row.tag_end, row.end)] == [2, 3]
    assert outside_columns(b"", 2, 3).search(b'<c r="B1"/><c r="C1"/>') is None
    for outside in (b'<c r="A1"/>', b'<c r="D1"/>', b'<c r="AB1"/>', b'<c s="1" r="B1"/>', b"<c/>"):
        assert outside_columns(b"", 2, 3).search(outside)


def test_an_untouched_sheet_is_the_same_bytes() -> None:
    for data in (
        SHEET,
        b"<x:worksheet xmlns:x='u'><x:sheetData/></x:worksheet>",
        b"<worksheet><sheetData></sheetData></worksheet>",
    ):
        sheet = Worksheet(data, "S")
        assert sheet.cell(2, 1) or data is not SHEET
        assert b"".join(sheet.chunks()) == data


def test_cells_are_set_where_they_belong() -> None:
    sheet = Worksheet(SHEET, "S")
    sheet.set_cells(
        {2: {2: b'<c r="B2"/>', 3: b""}, 5: {1: b'<c r="A5"/>'}, 7: {4: b'<c r="D7"/>'}, 11: {1: b'<c r="A11"/>'}}
    )
    text = b"".join(sheet.chunks()).decode()
    assert '<dimension ref="A1:D11"/>' in text
    body = text[text.index("<sheetData>") + 11 : text.index("</sheetData>")]
    assert body == (
        '<row r="2" spans="1:3"><c r="A2" s="1"><v>1</v></c><c r="B2"/></row><row r="5"><c r="A5"/></row>'
        '<row r="7"><c r="D7"/></row><row r="9"><c r="B9"><f>A2</f><v>1</v></c></row><row r="11"><c r="A11"/></row>'
    )
    assert sheet.style_for(2, 1) == "1" and sheet.style_for(3, 4) == "7" and sheet.style_for(3, 1) == ""
    assert sheet.merged() == [Area(9, 1, 10, 1)]


def test_spans_that_would_lie_are_dropped() -> None:
    row = b'<row r="1" spans="1:2"><c r="A1"/></row>'
    assert edit_row(row, b"", {2: b'<c r="B1"/>'}) == b'<row r="1" spans="1:2"><c r="A1"/><c r="B1"/></row>'
    assert edit_row(row, b"", {3: b'<c r="C1"/>'}) == b'<row r="1"><c r="A1"/><c r="C1"/></row>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A6:A9", "A6:A12"),
        ("A5:D9", "A5:D12"),
        ("A1:D9", "A1:D12"),
        ("A6:Z9", "A6:Z12"),
        ("A7:A9", "A7:A9"),
        ("A6:A8", "A6:A8"),
        ("E6:E9", "E6:E9"),
        ("A6:A1048576", "A6:A1048576"),
        ("A:A", "A:A"),
        ("B6:B9 F1:F2 C6:C9", "B6:B12 F1:F2 C6:C12"),
    ],
)
def test_areas_that_end_with_the_table_follow(before: str, after: str) -> None:
    assert follow_sqref(before, GROWTH) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Jobs!$A$6:$A$9", "Jobs!$A$6:$A$12"),
        ("'Jobs'!A6:B9,'Other'!A6:B9", "'Jobs'!A6:B12,'Other'!A6:B9"),
        ('"Jobs!A6:A9"&Jobs!$A$6', '"Jobs!A6:A9"&Jobs!$A$6'),
        ("A6:A9", "A6:A9"),
        ("Jobs[A6]", "Jobs[A6]"),
        ("MyJobs!A6:A9", "MyJobs!A6:A9"),
        ("OFFSET(Jobs!$B$5,0,0)", "OFFSET(Jobs!$B$5,0,0)"),
    ],
)
def test_references_in_formulas_follow(before: str, after: str) -> None:
    assert follow_formula(before, GROWTH, own_sheet=False, single_cells=False) == after


def test_what_stands_after_the_rows_follows() -> None:
    tail = (
        b'</sheetData><conditionalFormatting sqref="B6:B9"><cfRule><formula>SUM($B$6:$B$9)&gt;1</formula></cfRule>'
        b'</conditionalFormatting><dataValidations><dataValidation sqref="C6:C9"><formula1>Lists!$A$6:$A$9</formula1>'
        b"</dataValidation></dataValidations><extLst><x14:sparkline><xm:f>Jobs!B6:B9</xm:f><xm:sqref>F1</xm:sqref>"
        b"</x14:sparkline></extLst></worksheet>"
    )
    text = follow_sheet_end(tail, GROWTH, own_sheet=True).decode()
    assert 'sqref="B6:B12"' in text and "SUM($B$6:$B$12)&gt;1" in text and 'sqref="C6:C12"' in text
    assert "Lists!$A$6:$A$9" in text and "<xm:f>Jobs!B6:B12</xm:f>" in text
    assert follow_sheet_end(tail, GROWTH, own_sheet=False).count(b"$12") == 0
    chart = b"<c:ser><c:f>Jobs!$B$6:$B$9</c:f><c:f>Jobs!$B$5</c:f></c:ser>"
    assert follow_chart(chart, GROWTH) == chart.replace(b"$9", b"$12")
    one = Growth("Jobs", 5, 6, 6, 12, 0, 1, 4)
    assert follow_chart(b"<c:f>Jobs!$B$6</c:f>", one) == b"<c:f>Jobs!$B$6:$B$12</c:f>"


def test_number_formats_are_added_once() -> None:
    styles = Styles(
        b'<styleSheet><fonts count="1"><font/></fonts><cellXfs count="2"><xf numFmtId="0"/>'
        b'<xf numFmtId="14" fontId="0"><alignment/></xf></cellXfs></styleSheet>'
    )
    assert styles.is_date(1) and not styles.is_date(0) and not styles.changed
    new = styles.with_number_format(1, "0.000")
    assert (new, styles.with_number_format(1, "0.000")) == (2, 2) and styles.changed
    assert styles.number_format(2) == "0.000" and b'<cellXfs count="3">' in styles.data
    assert b'<numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"/></numFmts><fonts' in styles.data
    assert b'fontId="0" applyNumberFormat="1"><alignment/></xf></cellXfs>' in styles.data


def test_shared_strings_in_every_dress() -> None:
    assert shared_strings(b"<sst><si><t>a&amp;b</t></si><si><t></t></si></sst>") == ["a&b", ""]
    rich = (
        b'<sst><si><t/></si><si><r><rPr/><t>b</t></r><r><t xml:space="preserve"> c</t></r>'
        b"<rPh><t>x</t></rPh></si><si><t>_x0007_</t></si></sst>"
    )
    assert shared_strings(rich) == ["", "b c", "\x07"]


def test_workbook_part() -> None:
    data = (
        b'<workbook xmlns:r="http://x/officeDocument/2006/relationships">'
        b'<bookViews><workbookView activeTab="1"/></bookViews>'
        b'<sheets><sheet name="A &amp; B" sheetId="4" r:id="rId1"/><sheet name="C" sheetId="2" r:id="rId2"/></sheets>'
        b'<definedNames><definedName name="n" localSheetId="1">C!$A$1</definedName></definedNames></workbook>'
    )
    new = with_full_calculation(with_name(with_sheet(data, 1, "New", "rId9"), "m", "C!$B$2"))
    assert [(one.name, one.sheet_id) for one in sheet_entries(new)] == [("A & B", 4), ("New", 5), ("C", 2)]
    assert [(one.name, one.sheet) for one in defined_names(new)] == [("n", 2), ("m", None)]
    assert b'activeTab="2"' in new and new.endswith(b'</definedNames><calcPr fullCalcOnLoad="1"/></workbook>')
    assert with_full_calculation(new) == new
    assert element(new, b"calcPr") is not None


@pytest.mark.parametrize("fast", [True, False], ids=["isal", "zlib"])
def test_deflated_pieces_are_one_stream(monkeypatch: pytest.MonkeyPatch, fast: bool) -> None:
    if not fast:
        monkeypatch.setattr(deflate, "_fast", None)
    dice = random.Random(1)
    pieces = [dice.randbytes(size) + b"abc" * size for size in (0, 1, 70_000, 5, 300_000)]
    packed = b"".join(deflate.deflate_chunks(pieces))
    assert zlib.decompress(packed, -15) == b"".join(pieces)
    assert deflate.checksum(b"abc") == zlib.crc32(b"abc")


@pytest.mark.parametrize(
    "cell",
    [b'<c r="A1" s="4"><v>3.25</v></c>', b'<c r="A1" t="s"><v>1</v></c>', b'<c r="A1"/>', b'<c r="A1"><v></v></c>',
     b'<c r="A1" t="s"><is><t>x</t></is></c>', b'<c r="A1" t="inlineStr"><v>3</v></c>',
     b'<c r="A1" t="inlineStr"><is><t>_x0041_</t></is></c>', b'<c r="A1" t="inlineStr"><is><t>a&amp;b</t></is></c>',
     b'<c r="A1"><is><t>5</t></is></c>', b'<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>',
     b'<c r="A1" t="b"><v>1</v></c>', b'<c r="A1" t="e"><v>#N/A</v></c>', b'<c s="4" r="A1"><v>46348</v></c>',
     b'<c r="A1" s="4"><f>1+1</f><v>2</v></c>', b'<c r="A1" t="str"><f>""</f><v></v></c>'],
)
def test_the_short_way_to_a_value_is_the_long_way(cell: bytes) -> None:
    tag = attributes(cell[: cell.index(b">") + 1])
    asked = styled_value(cell, lambda: ["a", "b"], lambda style: style == 4)
    assert repr(asked) == repr(value_of(cell, ["a", "b"], tag.get("s") == "4"))


def test_print_titles_go_of_the_sheets_asked_and_nothing_else() -> None:
    data = b"<workbook><sheets/></workbook>"
    for sheet, name, text in (
        (0, "_xlnm.Print_Titles", "Home!$A:$A,Home!$6:$6"), (1, "_xlnm.Print_Titles", "Jobs!$6:$6"),
        (1, "_xlnm.Print_Area", "Jobs!$A$1:$C$9"), (None, "Rate", "Home!$B$2"),
    ):
        data = with_name(data, name, text, sheet)
    kept = [(one.sheet, one.text) for one in defined_names(without_print_titles(data, {0}))]
    assert sorted(kept, key=str) == [(1, "Jobs!$6:$6"), (1, "Jobs!$A$1:$C$9"), (None, "Home!$B$2")]
    kept = [(one.sheet, one.text) for one in defined_names(without_print_titles(data))]
    assert sorted(kept, key=str) == [(1, "Jobs!$A$1:$C$9"), (None, "Home!$B$2")]
    only = with_name(b"<workbook><sheets/></workbook>", "_xlnm.Print_Titles", "A!$1:$1", 0)
    assert b"definedNames" not in without_print_titles(only), "an empty list is not allowed"
