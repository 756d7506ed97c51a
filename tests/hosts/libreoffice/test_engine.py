"""The engine ``libreoffice`` against the engine ``file``: the same command on the same workbook, the same cells.

What differs by nature, and only that, is taken out before comparing:
- sums: LibreOffice adds floats where Python adds cents, so numbers agree to a millionth of their size;
- a time of day without a date is day zero to LibreOffice and to Excel, the day after to the reader of files;
- an empty text that a formula returns is a blank to one and an empty text to the other.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
import xlwings as xw

import udfs
from tests.ooxml.sheet.format_codes import CODES
from tests.second_opinion import without_print_titles
from wipbook.beside import template_path
from wipbook.commands.audit import count
from wipbook.commands.audit.audit import audit
from wipbook.commands.audit.sample import sample
from wipbook.commands.audit.sign import sign
from wipbook.commands.data.check import check
from wipbook.commands.data.import_.run import Asked, run_import
from wipbook.commands.help.prove import prove
from wipbook.commands.value.compare_methods import compare_methods
from wipbook.commands.value.job_card import job_card
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.sheets import bring_back_sheets
from wipbook.hosts.excel.workbook import BookWorkbook, port_of
from wipbook.hosts.file.workbook import open_book, open_file
from wipbook.hosts.libreoffice.bridge import struct
from wipbook.hosts.libreoffice.faults import NotOnThisHost, OfficeCannotOpen, SheetHasPassword
from wipbook.hosts.libreoffice.window import register
from wipbook.ooxml.address import Area, parse_cell
from wipbook.ooxml.faults import CellsInTheWay, NoSuchTable, WorkbookOpenElsewhere
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.port.tables import letters
from wipbook.port.workbook import CellError, Workbook
from wipbook.sheets.analysis import pivots

pytestmark = pytest.mark.libreoffice
NOW = dt.datetime(2026, 12, 31, 12, 0)
YEARS_ALONE = {"yyyy", "yy", "[$-409]yyyy", "YYYY", '"FY"yyyy', "e", "gggee"}
"""Formats that are dates to LibreOffice and show no day: to us their number is one."""
OF_TWO_KINDS = {'[=0]"-";0%', '0%;-0%;"-"'}
"""Formats with a section that shows no number: LibreOffice has no one kind for them, a number shows as a percentage."""
Cells = dict[tuple[str, int, int], object]


@pytest.fixture(scope="module")
def app(profile: Path) -> Iterator[xw.App]:
    """One office for the module, with our extension and nothing else of the user's."""
    running = xw.App(impl=register().impl.apps.add(spec=str(profile)))
    yield running
    running.quit()


@pytest.fixture(autouse=True)
def closed_afterwards(app: xw.App) -> Iterator[None]:
    """What a test that failed left open must not fail the next ones: two open books may not have one name."""
    yield
    for book in app.books:
        book.close()


@pytest.fixture
def stale(demo_copy: Path) -> Path:
    """The demo after somebody corrected a receipt: every report is out of date."""
    workbook = open_file(demo_copy, backups=0)
    table = workbook.read_table("Movements")
    row = next(i for i, kind in enumerate(table.frame["Type"]) if kind == "Receipt")
    address = table.address(row, "Unit Cost").partition("!")[2]
    workbook.write_cells("Movements", {address: float(table.frame["Unit Cost"][row]) + 10})
    workbook.save()
    return demo_copy


FILLED_FROM = min(parse_cell(pivot.anchor)[0] for pivot in pivots.PIVOTS)
"""Where the pivot tables begin, which the program fills by itself and a file has blank."""


def all_cells(book: Any) -> Cells:
    found: Cells = {}
    for sheet in book.sheets:
        last = sheet.used_range.last_cell
        if book.app.engine.name == "file":  # a formula that comes to an empty text has no value in a file
            rows = book.impl.workbook.read_area(sheet.name, Area(1, 1, last.row, last.column))
        else:
            rows = sheet.range((1, 1), (last.row, last.column)).options(ndim=2).raw_value
        for r, row in enumerate(rows, 1):
            if sheet.name == pivots.SHEET.name and r >= FILLED_FROM:
                continue
            found.update({(sheet.name, r, c): value for c, value in enumerate(row, 1) if value not in (None, "")})
    return found


def alike(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):  # a total of nothing is an integer in a file
        return abs(one - other) <= 1e-6 * max(1.0, abs(one))
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime) and one.year == other.year == 1899:
        return one.time() == other.time()
    return one == other


def differences(one: Any, other: Any) -> list[tuple[object, object, object]]:
    """Cells, tables, visibility and names of two books that are not the same."""
    left, right = all_cells(one), all_cells(other)
    found: list[tuple[object, object, object]] = [
        (place, left.get(place), right.get(place))
        for place in {**left, **right}
        if not alike(left.get(place), right.get(place))
    ]
    ports = [port_of(one), port_of(other)]
    for what in (Workbook.sheets, Workbook.tables, Workbook.names):
        first, second = (getattr(port, what.__name__)() for port in ports)
        if first != second:
            found.append((what.__name__, first, second))
    for sheet in ports[0].sheets():
        shown = [port.is_visible(sheet) for port in ports]
        if shown[0] != shown[1]:
            found.append((sheet, *shown))
    assert len(left) > 20_000, "the demo has that many filled cells"
    return found


def test_a_command_leaves_the_same_cells_on_both_engines(app: xw.App, stale: Path, tmp_path: Path) -> None:
    (tmp_path / "twin").mkdir()
    twin = Path(shutil.copy(stale, tmp_path / "twin" / stale.name))
    live = xw.Book(impl=app.books.open(str(twin)).impl)
    with open_book(stale) as filed:
        office, file = port_of(live), port_of(filed)
        assert isinstance(office, BookWorkbook) and live.app.engine.name == "libreoffice"
        told = [(("Home", 3, 4), None, "Inputs changed since: press Refresh")]
        assert differences(filed, live) == told, "a program works Home's formula out; a file keeps what was stored"
        one, other = check(file), check(office)
        assert one.exceptions.equals(other.exceptions) and one.checks.equals(other.checks)
        before = all_cells(filed)
        assert vars(refresh(file, now=NOW, user="u")) | {"workbook": ""} == vars(refresh(office, now=NOW, user="u")) | {
            "workbook": ""
        }
        assert not differences(filed, live), "refresh"
        changed = {place for place, value in all_cells(filed).items() if before.get(place) != value}
        assert len(changed) > 50, "the correction moved figures"
        job = str(file.read_table("Jobs").frame["Job"][7])
        assert job_card(file, job, now=NOW) == job_card(office, job, now=NOW)
        assert compare_methods(file, now=NOW).totals == compare_methods(office, now=NOW).totals
        proofs = prove(file, udfs.FUNCTIONS, now=NOW), prove(office, udfs.FUNCTIONS, now=NOW)
        assert [report.line for report in proofs] == ["48 of 48 examples agree with their sources"] * 2
        assert not differences(filed, live), "job card, compare methods, prove"
        audits = [audit(one, now=NOW, user="u") for one in (file, office)]
        assert audits[0].line == audits[1].line
        assert audits[0].findings.equals(audits[1].findings)
        assert count.plan(file, now=NOW).line == count.plan(office, now=NOW).line
        tags = [count.sheets(one, dt.date(2026, 12, 31), now=NOW) for one in (file, office)]
        assert tags[0].equals(tags[1])
        assert len({sample(one, "Stock", "random", 5, "1", now=NOW).items["Key"][0] for one in (file, office)}) == 1
        assert sign(file, "Dana", now=NOW) == sign(office, "Dana", now=NOW)
        assert not differences(filed, live), "audit, count, sample, sign"
        file.save()
    live.close()


def test_an_import_is_looked_at_and_accepted_alike_on_both_engines(
    app: xw.App, demo_copy: Path, tmp_path: Path
) -> None:
    (tmp_path / "twin").mkdir()
    twin = Path(shutil.copy(demo_copy, tmp_path / "twin" / demo_copy.name))
    (tmp_path / "parts.csv").write_text("Part,Name\nNEW-1,Ring\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text(
        '[sources]\n"parts.csv" = "parts.csv"\n[tables.Materials]\nsource = "parts.csv"\n'
        'columns = { Material = "Part", Description = "Name" }\nconstants = { Kind = "raw", Unit = "pcs" }\n',
        encoding="utf-8",
    )
    live = xw.Book(impl=app.books.open(str(twin)).impl)
    asked = Asked((tmp_path / "parts.csv",), tmp_path / "map.toml", preview=True)
    with open_book(demo_copy) as filed:
        for port in (port_of(filed), port_of(live)):
            assert run_import(port, asked, now=NOW, user="u").report.tables[0].new == 1
        seen = [port_of(one).read_table("ImportPreview").frame for one in (filed, live)]
        shown = [frame.select("State", "Key", "Old", "New").fill_null("").rows() for frame in seen]
        assert shown[0] == shown[1]
        sealed = [port_of(one).read_table("ImportSources").frame["Digest"].replace("", None) for one in (filed, live)]
        assert sealed[0].equals(sealed[1]), "what is sealed is the same whichever program reads it"
        for port in (port_of(filed), port_of(live)):
            assert run_import(port, Asked(accept=True), now=NOW, user="u").report.written
        told = [(("Home", 3, 4), None, "Inputs changed since: press Refresh")]
        assert differences(filed, live) in ([], told)
    live.close()


@pytest.fixture
def small(app: xw.App, tmp_path: Path) -> Iterator[xw.Book]:
    """A table Jobs in A3:D5 with formats and a validation, a merged cell, a hidden row, a protected sheet."""
    path = tmp_path / "small.xlsx"
    made = xlsxwriter.Workbook(path)
    day, money = made.add_format({"num_format": "yyyy-mm-dd"}), made.add_format({"num_format": "#,##0.00"})
    sheet, locked = made.add_worksheet("Jobs"), made.add_worksheet("It's locked")
    rows = [["J1", 1.5, dt.datetime(2026, 1, 1)], ["J2", 2.5, dt.datetime(2026, 1, 2)]]
    columns = [{"header": "job"}, {"header": "qty", "format": money}, {"header": "due", "format": day}]
    columns.append({"header": "double", "formula": "=Jobs[[#This Row],[qty]]*2"})
    sheet.add_table("A3:D5", {"name": "Jobs", "data": rows, "columns": columns})
    sheet.data_validation("B4:B5", {"validate": "decimal", "criteria": ">", "value": 0})
    sheet.merge_range("F1:G2", "merged")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.write("A20", "below")
    sheet.write_boolean("H1", True)
    locked.write("A1", "before")
    locked.protect("", {"sort": True})
    made.define_name("first_job", "=Jobs!$A$4")
    made.close()
    book = xw.Book(impl=app.books.open(str(path)).impl)
    yield book
    book.close()


def test_values_keep_their_kinds(small: xw.Book) -> None:
    sheet = small.sheets["Jobs"]
    assert sheet["A3:D4"].value == [["job", "qty", "due", "double"], ["J1", 1.5, dt.datetime(2026, 1, 1), 3.0]]
    assert sheet["H1"].value is True and sheet["F1"].value == "merged" and sheet["Z9"].value is None
    sheet["J1"].value = [["'00123", 1, True], ["=1/0", dt.datetime(2026, 2, 3, 4, 5, 6), None], ["'=text", -0.1, "x"]]
    assert sheet["J1:L3"].options(err_to_str=True).value == [
        ["00123", 1.0, True], ["#DIV/0!", dt.datetime(2026, 2, 3, 4, 5, 6), None], ["=text", -0.1, "x"],
    ]
    assert sheet["J3"].formula == "=text" and sheet["J2"].formula == "=1/0"
    assert sheet["B4"].number_format == "#,##0.00" and sheet["A4:D4"].number_format is None
    sheet["J1:L3"].clear_contents()
    assert sheet["J1:L3"].value == [[None] * 3] * 3


def test_percentages_and_elapsed_times_are_told_as_from_a_file(app: xw.App, tmp_path: Path) -> None:
    """LibreOffice has a kind for percentages, and one for all times; a year alone is a number on every host."""
    path = tmp_path / "shown.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("S")
    codes = ("0%", "[h]:mm", "h:mm", "yyyy", "yyyy-mm-dd", "[$-409]#,##0.00")
    sheet.add_table(0, 0, 2, len(codes) - 1, {"name": "T", "columns": [{"header": code} for code in codes]})
    for column, code in enumerate(codes):
        shown = made.add_format({"num_format": code})
        for row, value in enumerate((2026.25, 0.3125), 1):
            sheet.write_number(row, column, value, shown)
    sheet.write_formula("H2", "=1/0", None, 0)
    made.close()
    with open_file(path) as file:
        ours = file.read_table("T")
    book = xw.Book(impl=app.books.open(str(path)).impl)
    assert book.sheets["S"]["B3"].value == 0.3125 and book.sheets["S"]["D2"].value == 2026.25
    theirs = BookWorkbook(book).read_table("T")
    assert BookWorkbook(book).read_cell("S", "H2") == CellError("#DIV/0!")
    assert theirs.percents == ours.percents == {"0%": [0, 1]} and theirs.elapsed == ours.elapsed == {"[h]:mm": [0, 1]}
    for code in ("0%", "[h]:mm", "yyyy", "[$-409]#,##0.00"):
        assert theirs.frame[code].to_list() == ours.frame[code].to_list() == [2026.25, 0.3125]
    assert [value.time() for value in theirs.frame["h:mm"]] == [dt.time(6), dt.time(7, 30)]
    assert theirs.frame["yyyy-mm-dd"][0] == ours.frame["yyyy-mm-dd"][0] == dt.datetime(1905, 7, 18, 6)
    book.close()


def test_formats_are_what_libreoffice_takes_them_for(small: xw.Book) -> None:
    """Its kinds: 2 a date, 4 a time, 128 a percentage; elapsed times are times to it, years alone dates."""
    formats = small.impl.document.NumberFormats
    locale = struct("lang.Locale", Language="en", Country="US")
    told = {Shown.DATE: 2 | 4, Shown.ELAPSED: 4, Shown.PERCENT: 128}
    differ = {}
    for code, shown in CODES.items():
        key = formats.queryKey(code, locale, False)
        with suppress(Exception):  # a code that LibreOffice refuses
            kind = formats.getByKey(key if key != -1 else formats.addNew(code, locale)).Type
            if bool(kind & told.get(shown, 2 | 4 | 128)) != (shown is not Shown.PLAIN):
                differ[code] = kind
    assert set(differ) == YEARS_ALONE | OF_TWO_KINDS, differ


def test_days_of_a_workbook_that_counts_from_1904(app: xw.App, tmp_path: Path) -> None:
    path, day = tmp_path / "mac.xlsx", dt.datetime(2026, 5, 4)
    made = xlsxwriter.Workbook(path, {"date_1904": True})
    made.add_worksheet("Days").write_datetime("A1", day, made.add_format({"num_format": "yyyy-mm-dd"}))
    made.close()
    book = xw.Book(impl=app.books.open(str(path)).impl)
    port = BookWorkbook(book)
    assert port.read_cell("Days", "A1") == day
    port.write_cells("Days", {"A2": dt.date(2026, 6, 1)})
    assert port.read_cell("Days", "A2") == dt.datetime(2026, 6, 1)
    # 1904-01-01 is day 0: 44,712 days by the calendar of another program
    assert dt.date(1904, 1, 1) + dt.timedelta(days=44_712) == dt.date(2026, 6, 1)
    assert book.sheets["Days"].impl.native.getCellByPosition(0, 1).Value == 44_712
    book.close()


@pytest.mark.parametrize(
    ("excel", "value"),
    [
        ("=SUM(Jobs[qty])", 4.0),
        ("=SUBTOTAL(109,Jobs[qty])+SUM(Jobs!B4:B5,1)", 9.0 - 2.5),  # 109 leaves the hidden row out
        ("=XLOOKUP(\"J2\",Jobs[job],Jobs[qty],\"none; or [a,b]\")", 2.5),
        ("='It''s locked'!A1&\";\"&first_job", "before;J1"),
        ("=IFERROR(INDEX({1,2;3,4},2,1)/0,MAXIFS(Jobs[qty],Jobs[job],\"J1\"))", 1.5),
        ("=wip_nrv(1000,50,200)", 750.0),
    ],
)
def test_formulas_go_in_and_come_out_as_excel_writes_them(small: xw.Book, excel: str, value: object) -> None:
    cell = small.sheets["Jobs"]["J1"]
    cell.formula = excel
    assert cell.value == value
    assert cell.formula == excel.replace("wip_nrv", "WIP_NRV")


def test_a_formula_filled_into_a_range_moves_along(small: xw.Book) -> None:
    sheet = small.sheets["Jobs"]
    sheet["J4:J5"].formula = "=B4*$B$4+Jobs[[#This Row],[qty]]"
    assert sheet["J4:J5"].formula == (
        ("=B4*$B$4+Jobs[[#This Row],[qty]]",),
        ("=B5*$B$4+Jobs[[#This Row],[qty]]",),
    )
    assert sheet["J4:J5"].value == [1.5 * 1.5 + 1.5, 2.5 * 1.5 + 2.5]


def test_a_table_grows_with_its_formats(small: xw.Book) -> None:
    port = BookWorkbook(small)
    frame = pl.DataFrame(
        {"job": ["a", "b", "c", "d"], "qty": [1.0, 2.0, 3.0, 4.0], "due": [dt.datetime(2026, 3, 1)] * 4}
    )
    port.write_table("Jobs", frame, {"double": "=Jobs[[#This Row],[qty]]*2"})
    assert port.tables()["Jobs"].last_row == 7
    sheet = small.sheets["Jobs"]
    assert sheet["D4:D7"].value == [2.0, 4.0, 6.0, 8.0] and sheet["C7"].value == dt.datetime(2026, 3, 1)
    assert sheet["B7"].number_format == "#,##0.00"
    assert sheet["B7"].impl.cells_of().Validation.Type.value == "DECIMAL"
    port.write_table("Jobs", frame.head(1), {"double": "=Jobs[[#This Row],[qty]]*2"})
    assert port.tables()["Jobs"].last_row == 4 and sheet["A5:D7"].value == [[None] * 4] * 3
    many = pl.DataFrame({"job": [str(n) for n in range(30)]})
    with pytest.raises(CellsInTheWay, match="A20"):
        port.write_table("Jobs", many)
    with pytest.raises(NoSuchTable, match="Jbos"):
        port.read_table("Jbos")


def test_rows_put_in_leave_the_same_book_on_both_engines(app: xw.App, tmp_path: Path) -> None:
    """LibreOffice moves rows by itself: what it makes of each formula, name, table and merged area is what the file
    engine must make of it."""
    path = tmp_path / "rows.xlsx"
    made = xlsxwriter.Workbook(path)
    bold = made.add_format({"bold": True, "num_format": "#,##0.00"})
    sheet, other = made.add_worksheet("Bill's Sheet"), made.add_worksheet("Other")
    name = "'Bill''s Sheet'"
    for corner, table, data in (("A3:B5", "Above", [[1, 2], [3, 4]]), ("A9:B11", "Below", [[5, 6], [7, 8]])):
        sheet.add_table(corner, {"name": table, "columns": [{"header": "c"}, {"header": "d"}], "data": data})
    sheet.write_formula("A6", "=SUM(A4:A5)", bold)
    sheet.set_row(5, 33)
    sheet.merge_range("D7:E8", "merged")
    sheet.merge_range("D5:E6", "across")
    sheet.data_validation("B10:B11", {"validate": "decimal", "criteria": ">", "value": 0})
    formulas = ("=A6+A10", "=SUM(A4:B11)", "=SUM($A$10:$B$11)+$A$5", "=SUM(5:6)", '=A6&"A6"', "=SUM(Below[d])",
                "=ROWS(A4:A6)", "=INDEX(A:A,10)", "=Other!A6+A6")
    for row, text in enumerate(formulas):
        sheet.write_formula(row, 6, text)
        sheet.write_formula(row + 30, 6, text)
        other.write_formula(row, 6, text.replace("A6", f"{name}!A6").replace("A4:", f"{name}!A4:"))
    other.write("A6", 100)
    made.define_name("total", f"={name}!$A$6")
    made.define_name("body", f"={name}!$A$4:$B$11")
    made.close()
    twin = Path(shutil.copyfile(path, tmp_path / "twin.xlsx"))
    live = xw.Book(impl=app.books.open(str(twin)).impl)
    live.sheets[0].impl.native.protect("")  # as reports are
    filed = open_file(path, backups=0)
    assert BookWorkbook(live).make_room("Above", 4) == filed.make_room("Above", 4) == 6
    filed.save()
    again = xw.Book(impl=app.books.open(str(path)).impl)
    for one, two in zip(live.sheets, again.sheets, strict=True):
        assert one["A1:H50"].formula == two["A1:H50"].formula and one["A1:H50"].value == two["A1:H50"].value
    assert live.sheets[0]["A10"].value == 4.0 and live.sheets[0].impl.native.isProtected()
    assert BookWorkbook(live).names() == BookWorkbook(again).names()
    for book in (live, again):
        sheet = book.sheets[0]
        assert {place.name: (place.first_row, place.last_row) for place in BookWorkbook(book).tables().values()} == {
            "Above": (4, 5), "Below": (14, 15)}
        assert [sheet[cell].merge_area.address for cell in ("D11", "D5")] == ["$D$11:$E$12", "$D$5:$E$10"]
        assert sheet["A10"].number_format == "#,##0.00" and sheet["A10"].impl.cells_of().CharWeight == 150
        assert sheet["B14:B15"].impl.cells_of().Validation.Type.value == "DECIMAL"
        assert sheet["A10"].impl.cells_of().Rows.Height > 1_000 > sheet["A6"].impl.cells_of().Rows.Height
        book.close()


def test_what_hides_and_merges_is_seen(small: xw.Book) -> None:
    assert list(BookWorkbook(small).read_table("Jobs").hidden) == [1]
    sheet = small.sheets["Jobs"]
    assert sheet["A4:A5"].rows.hidden is None and sheet["A5"].rows.hidden is True and sheet["A4"].rows.hidden is False
    assert sheet["G2"].merge_area.address == "$F$1:$G$2" and sheet["A3:D5"].merge_cells is False
    sheet.visible = False
    assert not small.sheets["Jobs"].visible


def test_what_stands_around_a_table_is_seen_as_in_a_file(app: xw.App, demo_copy: Path) -> None:
    """A row right below Materials, one after a gap, and a column right beside it; notes further away are not."""
    with open_file(demo_copy, backups=0) as workbook:
        place = workbook.tables()["Materials"]
        last, right = place.last_row, place.first_column + len(place.headers)
        typed = {f"A{last + 1}": "BOLT", f"B{last + 1}": "Bolt", f"A{last + 7}": "NUT",
                 f"{letters(right)}{place.first_row}": 4.0, f"{letters(right + 2)}{place.first_row}": "note"}
        workbook.write_cells("Materials", typed)
        workbook.save()
        expected = workbook.read_table("Materials").unread
    assert [(one.cell, one.cells, one.below) for one in expected] == [
        (f"A{last + 1}", 2, True), (f"A{last + 7}", 1, True), (f"{letters(right)}{place.first_row}", 1, False),
    ]
    book = app.books.open(str(demo_copy))
    try:
        assert port_of(book).read_table("Materials").unread == expected
    finally:
        book.close()


def test_before_a_command_the_file_as_it_was_saved_is_kept_once(app: xw.App, demo_copy: Path) -> None:
    before = demo_copy.read_bytes()
    book = app.books.open(str(demo_copy))
    try:
        workbook = port_of(book)
        names = [workbook.keep_before("refresh", NOW + dt.timedelta(hours=hour)) for hour in (0, 1)]
    finally:
        book.close()
    assert names == [f"{demo_copy.stem}.2026-12-31 120000 refresh.xlsx"] * 2, "nothing was saved in between"
    kept = demo_copy.parent / "wipbook_backups"
    assert [one.read_bytes() for one in kept.iterdir()] == [before]


def test_a_protected_sheet_is_written_and_stays_protected(small: xw.Book) -> None:
    sheet = small.sheets["It's locked"]
    sheet["A1"].value = "after"
    assert sheet["A1"].value == "after" and sheet.impl.native.isProtected()
    sheet.impl.native.unprotect("")
    sheet.impl.native.protect("secret")
    with pytest.raises(SheetHasPassword, match="It's locked"):
        sheet["A1"].value = "again"
    assert sheet["A1"].value == "after" and sheet.impl.native.isProtected()


def test_manual_calculation_never_shows_an_old_figure(app: xw.App, small: xw.Book) -> None:
    sheet = small.sheets["Jobs"]
    app.calculation = "manual"
    try:
        sheet["J1"].formula = "=B4*2"
        sheet["B4"].value = 10
        assert sheet["J1"].value == 20 and app.calculation == "manual"
    finally:
        app.calculation = "automatic"


def test_a_column_of_the_template_goes_to_the_right_end(small: xw.Book, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    made = xlsxwriter.Workbook(path)
    columns = [{"header": "job"}, {"header": "half", "formula": "=Jobs[[#This Row],[qty]]/2"}, {"header": "qty"}]
    made.add_worksheet("Jobs").add_table("A1:C2", {"name": "Jobs", "columns": columns})
    made.close()
    port = BookWorkbook(small)
    assert port.adopt_column(path, "Jobs", "half") == "E3"
    assert port.tables()["Jobs"].headers[-1] == "half" and small.sheets["Jobs"]["E4:E5"].value == [0.75, 1.25]
    small.sheets["Jobs"]["F4"].value = "in the way"
    with pytest.raises(CellsInTheWay, match="F4"):
        port.adopt_column(path, "Jobs", "half")


def test_what_is_not_offered_says_so(app: xw.App, small: xw.Book, tmp_path: Path) -> None:
    with pytest.raises(NotOnThisHost, match="autofit"):
        small.sheets["Jobs"].autofit()
    with pytest.raises(NotOnThisHost, match=r"App\.alert"):
        app.alert("hello")
    with pytest.raises(NotOnThisHost, match=r"Tables\.add"):
        small.sheets["Jobs"].tables.add(small.sheets["Jobs"]["J1:K2"])
    (tmp_path / "no.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(OfficeCannotOpen, match=r"no\.xlsx"):
        app.books.open(str(tmp_path / "no.xlsx"))


def test_a_workbook_open_elsewhere_is_read_and_not_saved(app: xw.App, demo_copy: Path) -> None:
    path = without_print_titles(template_path(), demo_copy.with_name("open.xlsx"))
    path.with_name(".~lock.open.xlsx#").write_text(",somebody", "utf-8")
    book = xw.Book(impl=app.books.open(str(path)).impl)
    assert book.sheets["Home"]["A1"].value
    with pytest.raises(WorkbookOpenElsewhere, match=r"open\.xlsx"):
        book.save()
    book.close()


def test_a_report_is_not_brought_into_another_kind_of_workbook(small: xw.Book) -> None:
    with pytest.raises(NotOnThisHost, match="another kind"):
        bring_back_sheets(BookWorkbook(small))


def test_an_office_of_our_own_leaves_nothing_behind(tmp_path: Path) -> None:
    running = register().impl.apps.add()
    folder, pid = running._office.profile, running.pid
    assert folder.is_dir() and running.version.startswith("2")
    running.quit()
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(pid, 0)
