"""What the file host writes, read back by programs we did not write."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import fastexcel
import openpyxl
import polars as pl
import pytest

from tests.hosts.conftest import make_plant
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml import faults
from wipbook.ooxml.sheet.sheet_marks import texts_by_column
from wipbook.ooxml.table.one_sheet import one_sheet
from wipbook.ooxml.table.read import read_body
from wipbook.port.workbook import CellError, Formula

FRAME = pl.DataFrame(
    {
        "job": ["=1+1", "-x", "+x", "@x", " lead", "a\nb", "<&>\"'", "00123", "22E1", "日本", "tab\there", None],
        "qty": [0.1 + 0.2, 1e300, 5e-324, -0.5, 1 / 3, 2.0, 1e15, 123456789.123, 0.0, 7.25, None, 3.0],
        "due": [dt.datetime(2026, 2, 28, 12, 30)] * 11 + [None],
        "double": [1.0] * 12,
    }
)


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_openpyxl_and_fastexcel_read_what_was_written(plant: Path, excel_accepts) -> None:
    with open_file(plant) as book:
        book.write_table("Jobs", FRAME, {"double": "=Jobs[[#This Row],[qty]]*2"})
        book.save()
    sheet = openpyxl.load_workbook(plant)["Jobs"]
    values = openpyxl.load_workbook(plant, data_only=True)["Jobs"]
    for offset, (job, qty, due, _) in enumerate(FRAME.iter_rows()):
        row = 6 + offset
        assert sheet.cell(row, 1).value == job
        assert sheet.cell(row, 1).data_type in ("s", "n", "inlineStr")  # never a formula
        assert sheet.cell(row, 2).value == qty
        assert sheet.cell(row, 3).value == due
        assert sheet.cell(row, 4).value == "=Jobs[[#This Row],[qty]]*2"
        assert values.cell(row, 4).value == 1.0
        assert sheet.cell(row, 2).number_format == "#,##0.00"
        assert sheet.cell(row, 3).number_format == "yyyy-mm-dd"
    read = fastexcel.read_excel(str(plant)).load_table("Jobs").to_polars()
    assert read["qty"].to_list() == FRAME["qty"].to_list()
    assert read["job"].to_list() == FRAME["job"].to_list()
    excel_accepts(plant)


def test_what_belongs_to_the_table_follows(plant: Path) -> None:
    for rows in (40, 1, 12):
        with open_file(plant) as book:
            book.write_table("Jobs", pl.DataFrame({"qty": [1.0] * rows}))
            book.save()
        last = 5 + rows
        whole = openpyxl.load_workbook(plant)
        sheet = whole["Jobs"]
        body = f"A6:A{last}" if rows > 1 else "A6"
        assert sheet.tables["Jobs"].ref == f"A5:D{last}"
        assert sheet.tables["Jobs"].autoFilter.ref == f"A5:D{last}"
        assert str(sheet.data_validations.dataValidation[0].sqref) == body
        assert {str(area.sqref) for area in sheet.conditional_formatting} == {body.replace("A", "B"), f"A6:D{last}"}
        assert whole.defined_names["JobQuantities"].attr_text == f"Jobs!$B$6:$B${last}"
        assert whole.defined_names["JobTitle"].attr_text == "Jobs!$A$1"
        assert sheet.print_area == f"'Jobs'!$A$1:$D${last}"
        assert f"<c:f>Jobs!$A$6:$A${last}</c:f>" in part(plant, "xl/charts/chart1.xml")
        assert f"<c:f>Jobs!$B$6:$B${last}</c:f>" in part(plant, "xl/charts/chart1.xml")
        assert whole["Other"].data_validations.dataValidation[0].formula1 == f"Jobs!$A$6:$A${last}"
        assert sheet["H7"].value == "beside" and sheet["A200"].value == "below"
        assert sheet["A2"].value == "=SUM(Jobs[qty])"


def test_cells_below_are_never_overwritten(plant: Path) -> None:
    before = plant.read_bytes()
    with open_file(plant) as book:
        with pytest.raises(faults.CellsInTheWay, match="Jobs!A200"):
            book.write_table("Jobs", pl.DataFrame({"qty": [1.0] * 195}))
        book.write_table("Jobs", pl.DataFrame({"qty": [1.0] * 194}))
        assert book.read_cell("Jobs", "A200") == "below"
    assert plant.read_bytes() == before


def test_cells_beside_stay_in_their_rows(plant: Path) -> None:
    with open_file(plant) as book:
        book.write_cells(
            "Jobs", {"F6": "right of row 6", "H150": dt.date(2026, 1, 2), "J8": Formula("=H7&1", "beside1")}
        )
        book.write_table("Jobs", pl.DataFrame({"job": ["only"]}))
        book.write_table("Jobs", pl.DataFrame({"job": [f"J{n}" for n in range(160)]}))
        book.save()
    sheet = openpyxl.load_workbook(plant)["Jobs"]
    assert [sheet[a].value for a in ("F6", "H7", "J8", "A165")] == ["right of row 6", "beside", "=H7&1", "J159"]
    assert sheet["H150"].value == dt.datetime(2026, 1, 2)


def test_empty_frame_leaves_one_blank_row(plant: Path, excel_accepts) -> None:
    with open_file(plant) as book:
        book.write_table("Jobs", FRAME.clear(), {"double": ""})
        book.save()
        assert book.tables()["Jobs"].rows == 1
        assert book.read_table("Jobs").frame.rows() == [(None, None, None, None)]
    sheet = openpyxl.load_workbook(plant)["Jobs"]
    assert sheet["B6"].number_format == "#,##0.00" and sheet["A7"].value is None
    excel_accepts(plant)


def test_append_keeps_existing_cells_and_fills_blank_rows(plant: Path, excel_accepts) -> None:
    with open_file(plant) as book:
        book.write_table("Jobs", pl.DataFrame({"job": ["a", None, "b", None, None]}))
        book.append_rows("Jobs", pl.DataFrame({"job": ["c", "d", "e"], "qty": [1, 2, 3]}))
        book.save()
        assert book.read_table("Jobs").frame["job"].to_list() == ["a", None, "b", "c", "d", "e"]
        assert book.tables()["Jobs"].last_row == 11
    sheet = openpyxl.load_workbook(plant)["Jobs"]
    assert sheet["D11"].value == "=Jobs[[#This Row],[qty]]*2"
    assert sheet["B11"].number_format == "#,##0.00"
    excel_accepts(plant)


def test_totals_row_moves_with_the_table(tmp_path: Path, excel_accepts) -> None:
    import xlsxwriter

    path = tmp_path / "totals.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    sheet.add_table(
        "B2:C5",
        {
            "name": "T",
            "total_row": True,
            "data": [["a", 1], ["b", 2]],
            "columns": [{"header": "k", "total_string": "Total"}, {"header": "v", "total_function": "sum"}],
        },
    )
    sheet.write("E5", "beside the total")
    out.close()
    for values in ([1.0, 2.0, 3.0, 4.0, 5.0], [9.0]):
        with open_file(path) as book:
            book.write_table("T", pl.DataFrame({"v": values}))
            book.save()
        read = openpyxl.load_workbook(path)["S"]
        end = 2 + len(values) + 1
        assert read.tables["T"].ref == f"B2:C{end}"
        assert (read.cell(end, 2).value, read.cell(end, 3).value) == ("Total", "=SUBTOTAL(109,[v])")
        assert read["E5"].value == "beside the total"
        excel_accepts(path)


def test_typed_columns_and_what_they_cannot_say(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "kinds.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet, day = out.add_worksheet("My 'S"), out.add_format({"num_format": "dd/mm/yyyy"})
    headers = ["number", "text", "mixed", "day", "day or number", "truth", "error", "blank", "truth or number"]
    sheet.add_table("C4:K8", {"name": "Kinds", "columns": [{"header": h} for h in headers]})
    rows = [
        (1, "a", "7", dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 1), True, 1.5, None, True),
        (2.5, "12", 7, dt.datetime(2026, 1, 2, 6), 5, False, None, None, 3),
        (None,) * 9,
        (3, "c", True, None, None, True, 2, None, None),
    ]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, dt.datetime):
                sheet.write_datetime(4 + r, 2 + c, value, day)
            elif isinstance(value, str):
                sheet.write_string(4 + r, 2 + c, value)
            elif value is not None:
                sheet.write(4 + r, 2 + c, value)
    sheet.write_formula("I6", "=NA()", None, "#N/A")
    sheet.set_row(5, None, None, {"hidden": True})
    out.close()
    with open_file(path) as book:
        table = book.read_table("Kinds")
        frame = table.frame
        assert frame["number"].to_list() == [1.0, 2.5, None, 3.0]
        assert frame["text"].to_list() == ["a", "12", None, "c"]
        assert frame["day"].to_list() == [dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 2, 6), None, None]
        assert frame["truth"].to_list() == [True, False, None, True]
        assert frame["blank"].null_count() == 4
        assert table.mixed == {
            "mixed": ["7", 7, None, True],
            "day or number": [dt.datetime(2026, 1, 1), 5, None, None],
            "error": [1.5, CellError("#N/A"), None, 2],
            "truth or number": [True, 3, None, None],
        }
        assert table.formulas == {"error": [1]}
        assert table.hidden == [1]
        assert table.address(1, "mixed") == "My 'S!E6"


def test_1904_dates(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "mac.xlsx"
    out = xlsxwriter.Workbook(path, {"date_1904": True})
    sheet = out.add_worksheet("S")
    sheet.add_table("A1:A2", {"name": "T", "columns": [{"header": "day"}]})
    out.close()
    with open_file(path) as book:
        book.write_table("T", pl.DataFrame({"day": [dt.date(2026, 2, 28), dt.date(1904, 1, 2)]}))
        book.write_cells("S", {"C1": dt.date(2026, 2, 28)})
        book.save()
        assert book.read_cell("S", "A2") == dt.datetime(2026, 2, 28)
        assert book.read_table("T").frame["day"].to_list() == [dt.datetime(2026, 2, 28), dt.datetime(1904, 1, 2)]
    sheet = openpyxl.load_workbook(path)["S"]
    assert sheet["A2"].value == sheet["C1"].value == dt.datetime(2026, 2, 28)


def test_first_months_of_1900(plant: Path) -> None:
    days = [dt.date(1900, 1, 1), dt.date(1900, 2, 28), dt.date(1900, 3, 1)]
    with open_file(plant) as book:
        book.write_table("Jobs", pl.DataFrame({"due": days}))
        book.save()
    with zipfile.ZipFile(plant) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert [int(v) for v in re.findall(r'<c r="C\d+" s="\d+"><v>(\d+)</v>', text)] == [1, 59, 61]
    with open_file(plant) as book, pytest.raises(faults.UnwritableValue, match="1900"):
        book.write_table("Jobs", pl.DataFrame({"due": [dt.date(1899, 12, 30)]}))


def test_values_no_cell_can_hold(plant: Path) -> None:
    with open_file(plant) as book:
        with pytest.raises(faults.UnwritableValue, match="finite"):
            book.write_table("Jobs", pl.DataFrame({"qty": [float("nan")]}))
        with pytest.raises(faults.UnwritableValue, match="32,768"):
            book.write_table("Jobs", pl.DataFrame({"job": ["x" * 32768]}))
        with pytest.raises(faults.UnwritableValue):
            book.write_cells("Jobs", {"A1": float("inf")})


def test_control_characters_come_back(plant: Path, excel_accepts) -> None:
    text = "bell\x07 and _x0041_ and \x00"
    with open_file(plant) as book:
        book.write_table("Jobs", pl.DataFrame({"job": [text]}))
        book.write_cells("Jobs", {"A1": text})
        book.save()
        assert book.read_cell("Jobs", "A6") == book.read_cell("Jobs", "A1") == text
    assert "bell_x0007_ and _x005F_x0041_ and _x0000_" in part(plant, "xl/worksheets/sheet1.xml")
    excel_accepts(plant)


def test_user_formulas_recalculate_on_opening(reference: Path, tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    shutil.copyfile(reference / "poi__simple-monthly-budget.xlsx", path)
    with zipfile.ZipFile(path) as archive:
        chain = re.search(r'<c r="([A-Z]+\d+)"', archive.read("xl/calcChain.xml").decode())[1]
    with open_file(path) as book:
        book.write_cells(book.sheets()[0], {chain: 1})
        book.save()
    with zipfile.ZipFile(path) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
        assert b"calcChain" not in archive.read("[Content_Types].xml") + archive.read("xl/_rels/workbook.xml.rels")
        assert b"fullCalcOnLoad" not in archive.read("xl/workbook.xml"), "no formula reads that cell"
    with open_file(path) as book:
        book.write_cells(book.sheets()[0], {"C5": 1})  # an income: through a name and a table
        book.save()
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert 'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml").decode()
    for cell, told in {"H4": False, "G9": False, "E4": True, "F9": True}.items():
        found = re.search(rf'<c r="{cell}"[^>]*><f>[^<]*</f>(<v>[^<]*</v>)?', sheet)
        assert (found[1] is not None) == told, cell


def test_sheets_hide_and_show(plant: Path) -> None:
    with open_file(plant) as book:
        book.set_visible("Other", False)
        assert not book.is_visible("Other")
        with pytest.raises(faults.LastVisibleSheet):
            book.set_visible("Jobs", False)
        book.save()
    assert openpyxl.load_workbook(plant)["Other"].sheet_state == "hidden"
    with open_file(plant) as book:
        book.set_visible("Other", True)
        book.save()
    assert openpyxl.load_workbook(plant)["Other"].sheet_state == "visible"


def test_headers_and_merged_cells_are_protected(reference: Path, plant: Path) -> None:
    with open_file(plant) as book, pytest.raises(faults.ProtectedFormula, match="header"):
        book.write_cells("Jobs", {"B5": "other"})


def test_filter_criteria_are_cleared_with_the_rows(tmp_path: Path, excel_accepts) -> None:
    import xlsxwriter

    path = tmp_path / "filtered.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    sheet.add_table(
        "A1:B4", {"name": "T", "data": [["a", 1], ["b", 2], ["c", 3]], "columns": [{"header": "k"}, {"header": "v"}]}
    )
    sheet.set_row(2, None, None, {"hidden": True})
    out.close()
    data = part(path, "xl/tables/table1.xml").replace(
        '<autoFilter ref="A1:B4"/>',
        '<autoFilter ref="A1:B4"><filterColumn colId="0"><filters><filter val="a"/>'
        "</filters></filterColumn></autoFilter>",
    )
    changed = tmp_path / "f2.xlsx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, data if name == "xl/tables/table1.xml" else before.read(name))
    with open_file(changed) as book:
        assert book.read_table("T").hidden == [1]
        book.write_table("T", pl.DataFrame({"k": ["x", "y"], "v": [1, 2]}))
        book.save()
        assert book.read_table("T").hidden == []
    assert "filterColumn" not in part(changed, "xl/tables/table1.xml")
    excel_accepts(changed)


def test_adopt_a_sheet_with_everything_on_it(plant: Path, tmp_path: Path, excel_accepts) -> None:
    import xlsxwriter

    template = tmp_path / "template.xlsx"
    out = xlsxwriter.Workbook(template)
    out.add_worksheet("Jobs")
    sheet = out.add_worksheet("WIP")
    out.add_worksheet("Other")
    head = out.add_format({"bold": True, "bg_color": "#DDEEFF", "num_format": '0.000" kg"'})
    red = out.add_format({"font_color": "red"})
    sheet.write("A1", "Title & more", head)
    sheet.write_rich_string("A2", "plain ", head, "rich")
    sheet.add_table(
        "A4:B6",
        {
            "name": "WipByJob",
            "data": [["J1", 2], ["J2", 3]],
            "columns": [{"header": "job"}, {"header": "kg", "format": head}],
        },
    )
    sheet.conditional_format("B5:B6", {"type": "cell", "criteria": ">", "value": 2, "format": red})
    sheet.data_validation("A5:A6", {"validate": "list", "source": ["J1", "J2"]})
    sheet.write_comment("A1", "a note")
    sheet.write_url("D1", "https://example.com/x")
    sheet.print_area("A1:B6")
    chart = out.add_chart({"type": "bar"})
    chart.add_series({"values": "=WIP!$B$5:$B$6"})
    sheet.insert_chart("D4", chart)
    out.define_name("wip_total", "=WIP!$B$1")
    out.close()
    with open_file(plant) as book:
        book.adopt_sheet(template, "WIP")
        assert book.sheets() == ["Jobs", "WIP", "Other"]
        book.write_table("WipByJob", pl.DataFrame({"job": ["a"] * 4, "kg": [1.0, 2.0, 3.0, 4.0]}))
        book.save()
        assert book.read_cell("WIP", "A1") == "Title & more"
        assert book.read_cell("WIP", "A2") == "plain rich"
        assert book.names()["wip_total"] == "WIP!$B$1"
        with pytest.raises(faults.DuplicateSheet):
            book.adopt_sheet(template, "WIP")
    whole = openpyxl.load_workbook(plant)
    sheet = whole["WIP"]
    assert sheet["A1"].font.b and sheet["A1"].number_format == '0.000" kg"'
    assert sheet["A1"].fill.fgColor.rgb == "FFDDEEFF"
    assert sheet["B8"].number_format == '0.000" kg"'
    assert sheet["A1"].comment.text == "a note"
    assert sheet["D1"].hyperlink.target == "https://example.com/x"
    assert sheet.print_area == "'WIP'!$A$1:$B$8"
    assert whole["Jobs"].print_area == "'Jobs'!$A$1:$D$8"
    (rule,) = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert rule.dxf.font.color.rgb == "FFFF0000"
    assert "<c:f>WIP!$B$5:$B$8</c:f>" in part(plant, "xl/charts/chart2.xml")
    assert openpyxl.load_workbook(plant)["Other"].tables["Rates"].ref == "K1:L3"
    excel_accepts(plant)


def test_adopt_from_a_workbook_made_by_excel(reference: Path, plant: Path, findings) -> None:
    template = reference / "openxmlsdk__VendorScorecardReport_TP10194032.xltx"
    with open_file(template) as book:
        sheets = book.sheets()
    with open_file(plant) as book:
        book.adopt_sheet(template, sheets[0])
        book.save()
        assert book.sheets()[-1] == sheets[0]
    known = {re.sub(r"\d+", "#", one) for one in findings(template)}
    assert {re.sub(r"\d+", "#", one) for one in findings(plant)} <= known


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_calculates_the_same(plant: Path, tmp_path: Path) -> None:
    with open_file(plant) as book:
        book.write_table(
            "Jobs",
            pl.DataFrame({"job": ["a", "b"], "qty": [2.5, 4.0], "double": [5.0, 8.0]}),
            {"double": "=Jobs[[#This Row],[qty]]*2"},
        )
        book.write_cells("Jobs", {"A2": Formula("=SUM(Jobs[double])", 13.0)})
        book.save()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1",
            "--outdir",
            str(tmp_path),
            str(plant),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    lines = next(iter(tmp_path.glob("plant*.csv"))).read_text().splitlines()
    assert lines[1].split(",")[0] == "13"
    assert lines[5].split(",")[:4] == ["a", "2.5", "", "5"]


def test_save_as_leaves_the_source_alone(plant: Path, tmp_path: Path) -> None:
    before = plant.read_bytes()
    with open_file(plant) as book:
        book.write_cells("Jobs", {"A1": "copy"})
        assert book.save(tmp_path / "copy.xlsx") == tmp_path / "copy.xlsx"
        assert book.name == "copy.xlsx"
        book.write_cells("Jobs", {"A1": "copy 2"})
        book.save()
    assert plant.read_bytes() == before
    with open_file(tmp_path / "copy.xlsx") as book:
        assert book.read_cell("Jobs", "A1") == "copy 2"


def test_many_rows_in_pieces(tmp_path: Path) -> None:
    path = make_plant(tmp_path / "big.xlsx")
    count = 120_001
    frame = pl.DataFrame({"job": [f"J{n}" for n in range(count)], "qty": [float(n) for n in range(count)]})
    with open_file(path) as book:
        book.write_cells("Jobs", {"A200": None})
        book.write_table("Jobs", frame)
        book.save()
        read = book.read_table("Jobs").frame
    assert read["qty"].sum() == count * (count - 1) / 2
    assert read["job"].to_list() == frame["job"].to_list()


def test_one_number_among_texts_is_found_though_a_note_stands_beside(tmp_path: Path) -> None:
    """As many texts in the rows as values in the column: only the columns tell the two apart."""
    import xlsxwriter

    path = tmp_path / "note.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    sheet.add_table("B1:C4", {"name": "T", "columns": [{"header": "code"}, {"header": "empty"}]})
    sheet.write_column("B2", ["a", 5, "c"])
    sheet.write("E3", "a note beside")
    out.close()
    with open_file(path) as book:
        assert book.read_table("T").mixed == {"code": ["a", 5, "c"]}
        assert book.read_table("T").frame["code"].to_list() == ["a", "5", "c"]
    with open_file(path) as book:
        book.write_cells("S", {"E3": None, "C2": Formula('=""', ""), "C3": 1.0})
        assert book.read_table("T").mixed["code"] == ["a", 5, "c"]


def test_only_the_column_with_a_number_among_its_texts_is_looked_at_cell_by_cell(tmp_path: Path) -> None:
    """Two columns of texts, a blank one among them; a number stands in one of them."""
    import xlsxwriter

    path = tmp_path / "texts.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    sheet.add_table("B1:D4", {"name": "T", "columns": [{"header": "code"}, {"header": "note"}, {"header": "none"}]})
    sheet.write_column("B2", ["a", 5, ""])
    sheet.write_column("C2", ["x", "5", "z"])
    sheet.write_column("A2", ["beside", "beside"])
    out.close()
    with open_file(path) as book:
        table = book.document.table("T")
        part = book.document.part_of("S")
        body = read_body(one_sheet(book.document, "S", table.area), table, lambda: book.document.package.stream(part))
        assert body.mixed == ("code",)
        assert book.read_table("T").mixed == {"code": ["a", 5, None]}
        assert texts_by_column(book.document.package.stream(part), table.body) == {2: 1, 3: 3}
