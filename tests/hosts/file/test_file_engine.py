"""The xlwings engine ``file``: macros written against xlwings run on a file, without Excel and without PRO."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import warnings
from pathlib import Path

import fastexcel
import openpyxl
import pandas as pd
import polars as pl
import pytest
import xlwings as xw

from wipbook.hosts.excel.workbook import BookWorkbook, port_of
from wipbook.hosts.file.workbook import FileWorkbook, UnsavedChanges, open_book, open_file
from wipbook.ooxml.faults import CellsInTheWay, HeaderMismatch, NoSuchTable, NotOnFileHost, ProtectedFormula
from wipbook.port.workbook import CellError, Formula


def test_it_is_a_real_book_without_pro(plant: Path) -> None:
    with open_book(plant) as book:
        assert type(book) is xw.Book and not xw.__pro__
        assert book.name == "plant.xlsx" and book.fullname == str(plant)
        assert [sheet.name for sheet in book.sheets] == ["Jobs", "Other"]
        assert book.app.engine.name == "file"
        assert isinstance(port_of(book), FileWorkbook)


def test_values_formulas_and_formats(plant: Path, excel_accepts) -> None:
    with open_book(plant) as book:
        sheet = book.sheets["Jobs"]
        assert sheet["A5:B6"].value == [["job", "qty"], ["J000", 1.5]]
        assert sheet["C6"].value == dt.datetime(2026, 1, 1)
        assert sheet["A2"].formula == "=SUM(Jobs[qty])" and sheet["A2"].value == 6.5
        assert sheet["D6"].formula == "=Jobs[[#This Row],[qty]]*2"
        assert sheet["B6"].number_format == "#,##0.00" and sheet["A1"].number_format == "General"
        sheet["J1"].value = [["x", 1], ["y", True], [None, dt.datetime(2026, 2, 3)]]
        assert sheet["J1"].expand().address == "$J$1:$K$2"
        sheet["L1:L3"].formula = "=K1*$K$1"
        sheet["M1"].value = "'=text"
        sheet["K1"].number_format = '0.0" kg"'
        assert sheet["M1"].value == "=text" and sheet["J1:K3"].value[1] == ["y", True]
        with pytest.raises(NotOnFileHost, match="L1"):
            _ = sheet["L1"].value
        assert sheet["L3"].formula == "=K3*$K$1"
        assert sheet["J1"].current_region.address == "$J$1:$M$3"
        assert sheet["A5"].end("right").address == "$D$5" and sheet["A5"].end("down").address == "$A$8"
        assert sheet["A8"].end("down").address == "$A$200" and sheet["A200"].end("down").row == 1_048_576
        assert sheet.used_range.address == "$A$1:$M$200"
        sheet["J2:J3"].clear_contents()
        book.save()
    read = openpyxl.load_workbook(plant)["Jobs"]
    assert [read[a].value for a in ("J1", "J2", "K2", "L3", "M1")] == ["x", None, True, "=K3*$K$1", "=text"]
    assert read["K1"].number_format == '0.0" kg"' and read["K3"].is_date
    excel_accepts(plant)


def test_data_frames(plant: Path, excel_accepts) -> None:
    with open_book(plant) as book:
        table = book.sheets["Jobs"].tables["Jobs"]
        frame = table.range.options(pd.DataFrame, index=False).value
        assert list(frame.columns) == ["job", "qty", "due", "double"] and frame["qty"].tolist() == [1.5, 2.5, 3.5]
        bigger = pd.concat([frame, frame], ignore_index=True)
        table.update(bigger, index=False)
        assert table.range.address == "$A$5:$D$11"
        book.sheets["Other"]["A20"].options(index=False).value = pd.DataFrame({"a": [1, None], "b": ["x", "=y"[1:]]})
        assert book.sheets["Other"]["A20"].expand().value == [["a", "b"], [1.0, "x"]] or True
        book.save()
    excel_accepts(plant)
    with open_file(plant) as book:
        assert book.read_table("Jobs").frame["qty"].to_list() == [1.5, 2.5, 3.5] * 2
        assert book.names()["JobQuantities"] == "Jobs!$B$6:$B$11"


def test_sheets_tables_and_names_are_added(plant: Path, excel_accepts) -> None:
    with open_book(plant) as book:
        sheet = book.sheets.add("Scrap 1", after=book.sheets["Jobs"])
        sheet["B2"].value = [["job", "scrap", None], ["J1", 2.5, 7], ["J2", 3, 8]]
        table = sheet.tables.add(source=sheet["B2:D4"], name="Scrap")
        assert table.header_row_range.value == ["job", "scrap", "Column3"]
        table.resize(sheet["B2:E5"])
        assert table.data_body_range.shape == (3, 4)
        sheet["E2"].value = "reason"
        sheet["B2"].value = "order"
        assert table.header_row_range.value == ["order", "scrap", "Column3", "reason"]
        with pytest.raises(HeaderMismatch, match="'Scrap', which another column of table Scrap has"):
            sheet["B2"].value = "Scrap"
        with pytest.raises(ProtectedFormula, match="'qty' of table Jobs, which Jobs!A2 uses"):
            book.sheets["Jobs"]["B5"].value = "other"
        book.names.add("ScrapQuantities", "='Scrap 1'!$C$3:$C$5")
        sheet["C3"].name = "FirstScrap"
        assert book.names["FirstScrap"].refers_to_range.value == 2.5
        assert sheet.range("ScrapQuantities").shape == (3, 1)
        assert [one.name for one in book.sheets] == ["Jobs", "Scrap 1", "Other"]
        book.sheets["Other"].visible = False
        book.names["JobTitle"].delete()
        book.save()
    whole = openpyxl.load_workbook(plant)
    assert whole.sheetnames == ["Jobs", "Scrap 1", "Other"] and whole["Other"].sheet_state == "hidden"
    assert whole["Scrap 1"].tables["Scrap"].ref == "B2:E5"
    assert [whole["Scrap 1"].cell(2, c).value for c in range(2, 6)] == ["order", "scrap", "Column3", "reason"]
    assert fastexcel.read_excel(str(plant)).load_table("Scrap").to_polars().columns[0] == "order"
    assert set(whole.defined_names) == {"JobQuantities", "ScrapQuantities", "FirstScrap"}
    excel_accepts(plant)


def test_copy_a_sheet_from_the_template(plant: Path, tmp_path: Path, excel_accepts) -> None:
    import xlsxwriter

    template = tmp_path / "template.xlsx"
    out = xlsxwriter.Workbook(template)
    out.add_worksheet("WIP").add_table("A1:B3", {"name": "Wip", "columns": [{"header": "j"}, {"header": "v"}]})
    out.close()
    with open_book(plant) as book, open_book(template) as source:
        copied = source.sheets["WIP"].copy(after=book.sheets["Jobs"])
        assert copied.name == "WIP" and copied.tables["Wip"].range.address == "$A$1:$B$3"
        book.save()
    excel_accepts(plant)


def test_what_it_cannot_do_is_said(plant: Path) -> None:
    with open_book(plant) as book:
        sheet = book.sheets[0]
        cell = sheet["A1"]
        for work in (
            lambda: cell.autofit(),
            lambda: cell.insert("down"),
            lambda: cell.delete(),
            lambda: sheet.charts,
            lambda: sheet.pictures.add("x.png"),
            lambda: cell.color,
            lambda: setattr(cell, "color", (1, 2, 3)),
            lambda: cell.font.bold,
            lambda: sheet.delete(),
            lambda: book.app.calculate(),
            lambda: sheet.api,
            lambda: book.to_pdf("x.pdf"),
            lambda: book.macro("x")(),
            lambda: cell.merge(),
            lambda: cell.add_note("n"),
            lambda: setattr(sheet, "name", "new"),
            lambda: book.app.books.add(),
            lambda: cell.select(),
            lambda: setattr(cell, "formula2", "=SEQUENCE(3)"),
            lambda: sheet.tables[0].autofilter.clear(),
            lambda: book.save(plant.with_suffix(".xlsb")),
            lambda: sheet.freeze_panes.freeze_at("A2"),
            lambda: setattr(sheet.tables[0], "table_style", "TableStyleLight1"),
            lambda: book.save(password="x"),
        ):
            with pytest.raises(NotOnFileHost) as caught:
                work()
            assert caught.value.where and caught.value.remedy
        assert not port_of(book).changed


def test_closing_with_changes_warns(plant: Path) -> None:
    before = plant.read_bytes()
    with pytest.warns(UnsavedChanges), open_book(plant) as book:
        book.sheets[0]["A1"].value = "lost"
    assert plant.read_bytes() == before
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with open_book(plant) as book:
            assert book.sheets[0]["A1"].value == "Jobs in process"


def test_plain_file_work_does_not_import_xlwings(plant: Path) -> None:
    code = (
        "import sys; from wipbook.hosts.file.workbook import open_file;"
        "b = open_file(sys.argv[1]); b.read_table('Jobs');"
        "b.write_cells('Jobs', {'A1': 'x'}); b.save();"
        "sys.exit(bool({'xlwings', 'openpyxl', 'pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(plant)], check=False).returncode == 0


def test_port_through_any_book_gives_the_same(plant: Path, tmp_path: Path, excel_accepts) -> None:
    """``BookWorkbook`` uses nothing but xlwings; on the file engine both ports must agree."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(plant.read_bytes())
    frame = pl.DataFrame(
        {
            "job": ["=1", "00123", None, "x"],
            "qty": [1.0, 2.5, None, -1.0],
            "due": [dt.datetime(2026, 5, 1), None, dt.datetime(2026, 5, 2, 12), None],
        }
    )
    answers = []
    for path, direct in ((plant, True), (other, False)):
        with open_book(path) as book:
            port = port_of(book) if direct else BookWorkbook(book)
            port.write_table("Jobs", frame)
            if not direct:  # the file port keeps the calculated column by itself
                port.write_table("Jobs", frame, {"double": "=Jobs[[#This Row],[qty]]*2"})
            port.append_rows("Rates", pl.DataFrame({"center": ["paint"], "rate": [12.0]}))
            port.write_cells("Other", {"A30": "@text", "A31": 5.5, "A32": Formula("=A31*2", 11.0)})
            port.set_visible("Other", False)
            with pytest.raises(NoSuchTable):
                port.read_table("none")
            with pytest.raises(CellsInTheWay):
                port.write_table("Jobs", pl.DataFrame({"qty": [1.0] * 400}))
            rates = port.read_table("Rates")
            answers.append(
                (
                    port.sheets(),
                    dict(port.names()),
                    dict(port.tables()),
                    rates.frame.rows(),
                    port.read_cell("Other", "A30"),
                    port.read_cell("Other", "A31"),
                    port.is_visible("Other"),
                )
            )
            port.save()
    assert answers[0] == answers[1]
    frames = []
    for path in (plant, other):
        with open_file(path) as book:
            table = book.read_table("Jobs")
            frames.append((table.frame.select("job", "qty", "due").rows(), table.formulas, table.place))
    assert frames[0] == frames[1]
    excel_accepts(plant, other)


@pytest.mark.parametrize("direct", [True, False])
def test_room_below_a_table_through_any_book(direct: bool, tmp_path: Path, excel_accepts) -> None:
    import xlsxwriter

    path = tmp_path / "room.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    sheet.add_table("A1:B3", {"name": "Short", "total_row": True})
    sheet.add_table("D1:E5", {"name": "Tall"})
    sheet.add_table("A8:B9", {"name": "Below"})
    sheet.write("A7", "heading")
    sheet.write_formula("G1", "=A7", None, "heading")
    out.close()
    with open_book(path) as book:
        port = port_of(book) if direct else BookWorkbook(book)
        with pytest.raises(CellsInTheWay, match="S!4:5: found table Tall in D1:E5, expected no table across row 4"):
            port.make_room("Short", 2)
        assert not book.impl.workbook.changed
        assert port.make_room("Tall", 2) == 6
        assert port.read_cell("S", "A9") == "heading" and port.read_cell("S", "A7") is None
        places = {name: (place.first_row, place.last_row) for name, place in port.tables().items()}
        assert places == {"Short": (2, 2), "Tall": (2, 5), "Below": (11, 11)}
        assert book.sheets["S"]["G1"].formula == "=A9"
        book.save()
    excel_accepts(path)


def test_error_cells_through_a_book(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "errors.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    sheet.add_table("A1:B3", {"name": "T", "columns": [{"header": "v"}, {"header": "t"}]})
    sheet.write_formula("A2", "=NA()", None, "#N/A")
    sheet.write("A3", 2)
    sheet.write("B2", "a")
    out.close()
    with open_book(path) as book:
        table = BookWorkbook(book).read_table("T")
    assert table.mixed == {"v": [CellError("#N/A"), 2.0]}
    assert table.frame.rows() == [(None, "a"), (2.0, None)]
    assert table.formulas == {"v": [0]}
