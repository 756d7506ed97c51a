"""The template: built from its sources to the byte, sound for Excel, complete."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.opened import sheet_of
from wipbook.beside import template_path
from wipbook.hosts.libreoffice.environment import office_environment
from wipbook.ooxml.document import Document
from wipbook.ooxml.formulas.values import uncalculated
from wipbook.schema import input_sheets
from wipbook.sheets import output_sheets
from wipbook.sheets.data.checks import CHECKS
from wipbook.sheets.layout import Look, OutputSheet

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_template_is_what_its_sources_build(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    from workbook_templates.build import build

    assert build(tmp_path / "wipbook.xlsx").read_bytes() == template_path().read_bytes()


def test_every_sheet_has_its_tables_and_columns() -> None:
    book = openpyxl.load_workbook(template_path())
    assert book.sheetnames[:2] == ["Home", "Dashboard"]
    for sheet in input_sheets():
        table = book[sheet.name].tables[sheet.table]
        assert tuple(column.name for column in table.tableColumns) == sheet.headers
    for output in output_sheets():
        for table in output.tables:
            there = book[output.name].tables[table.name]
            assert tuple(column.name for column in there.tableColumns) == table.headers
            for column, built in zip(table.columns, there.tableColumns, strict=True):
                stored = built.calculatedColumnFormula.attr_text if built.calculatedColumnFormula else ""
                assert stored == column.formula.removeprefix("=")


def test_every_check_has_a_named_cell() -> None:
    names = openpyxl.load_workbook(template_path(), read_only=True).defined_names
    assert {f"chk_{check.id}" for check in CHECKS} | {"chk_all", "company", "as_of", "header_line"} <= set(names)


def test_codes_are_text_down_the_column_and_choices_are_validated() -> None:
    sheet = sheet_of(template_path(), "Movements")
    assert sheet["F7"].number_format == "@" or sheet.column_dimensions["F"].number_format == "@"
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists["F7"] == "codes_Materials"
    assert lists["E7"].startswith('"Opening,Receipt')


def test_formulas_are_short_and_free_of_constants() -> None:
    import re

    allowed = {"0", "1", "2", "4", "6", "100", "109"}
    for sheet in output_sheets():
        for table in sheet.tables:
            for column in table.columns:
                words = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", column.formula)
                assert set(re.findall(r"(?<![A-Za-z_])\d+(?:\.\d+)?", words)) <= allowed, column.formula


@pytest.mark.parametrize("name", ["template", "demo"])
def test_excel_would_not_offer_to_repair(name: str, demo_file: Path, validator: list[str]) -> None:
    """Microsoft's Open XML validator; the lint beside the reference data is run on the same files by .ci/run."""
    import json

    path = template_path() if name == "template" else demo_file
    done = subprocess.run([*validator, str(path)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"] == []


def test_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "build.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.libreoffice
def test_libreoffice_prints_every_sheet(office_profile: Path, tmp_path: Path) -> None:
    """LibreOffice once fell over rows of a fixed height under a conditional format: nothing but printing showed it."""
    options = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
    subprocess.run(
        ["soffice", f"-env:UserInstallation={office_profile.as_uri()}", "--headless", "--convert-to", options,
         "--outdir", str(tmp_path), str(template_path())],
        check=True, capture_output=True, timeout=120, env=office_environment(),
    )
    pages = (tmp_path / "wipbook.pdf").read_bytes().count(b"/Type/Page/")
    assert pages == len(openpyxl.load_workbook(template_path(), read_only=True).sheetnames)


def test_every_formula_has_its_value_and_nobody_is_asked_to_calculate() -> None:
    document = Document(template_path())
    assert uncalculated(document) == {}
    assert b"fullCalcOnLoad" not in document.workbook
    document.package.close()


OF_ONE_PAGE = [sheet for sheet in output_sheets() if sheet.order in (212, 222, 252, 273, 286, 287, 288, 289)]
"""Sheets of contracts and analysis: what is behind their figures is grouped, so that they stay as wide as a page."""


@pytest.mark.parametrize("sheet", OF_ONE_PAGE, ids=lambda sheet: sheet.name)
def test_a_page_is_wide_enough_for_seven_points(sheet: OutputSheet) -> None:
    """A4 across is 277 mm without its margins; a character of Calibri 10 takes 7 pixels of 1/96 inch, a column 5
    more, so that figures of 10 points are printed with 7 where all columns in sight take at most 1,490 pixels."""
    shown = sheet_of(template_path(), sheet.name).column_dimensions
    wide = [
        (each.max - each.min + 1) * (round(each.width * 7)) for each in shown.values()
        if not each.hidden and each.max < 100
    ]
    assert sum(wide) <= 1490, sum(wide)
    first = next(table for table in sheet.tables if table.name == (sheet.decided_by or sheet.tables[0].name))
    assert sum(not column.detail for column in first.columns) <= 14
    hidden = {number for number, column in enumerate(first.columns, 1) if column.detail}
    for number in hidden:
        letter = openpyxl.utils.get_column_letter(number)
        at = next(each for each in shown.values() if each.min <= number <= each.max)
        assert at.hidden and at.outlineLevel == 1, f"{sheet.name}!{letter}"


def test_bars_start_at_zero() -> None:
    """Excel begins an axis near its figures where these are alike; the bars would tell of differences there are not."""
    with zipfile.ZipFile(template_path()) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    bars = [chart for chart in charts if "<c:barChart>" in chart]
    assert len(bars) > 10
    signed = [chart for chart in bars if '<c:tickLblPos val="low"/>' in chart]
    assert len(signed) == 1
    for chart in bars:
        if chart not in signed:
            assert '<c:min val="0"/>' in chart


def test_the_dashboard_has_room_for_millions() -> None:
    """Nothing on it grows with its figures: 1,234,567.89 and a bracket are 13 characters of its font."""
    sheet = sheet_of(template_path(), "Dashboard")
    widths = {
        number: each.width for each in sheet.column_dimensions.values() for number in range(each.min, each.max + 1)
    }
    dashboard = next(each for each in output_sheets() if each.name == "Dashboard")
    money = [
        (table.name, column.name, widths[number]) for table in dashboard.tables
        for number, column in enumerate(table.columns, table.first_column) if column.look is Look.MONEY
    ]
    assert len(money) > 5
    assert all(width >= 12 for _, _, width in money), money


def test_tests_that_the_docs_name_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "it.md").read_text("utf-8"))
    assert len(named) >= 20
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), f"{path}::{name}"
