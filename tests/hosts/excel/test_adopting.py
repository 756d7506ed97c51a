"""A sheet of the template comes into a workbook that is open in Excel, and nothing of it speaks of the template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.excel_in_miniature.sheets import Workbook, excel_book
from wipbook.hosts.excel.adopting import LinkLeftBehind, at_home
from wipbook.hosts.excel.workbook import BookWorkbook


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "wipbook.xlsx"
    out = xlsxwriter.Workbook(path)
    out.add_worksheet("Jobs")
    wip = out.add_worksheet("WIP")
    wip.add_table("A1:B3", {"name": "Wip", "columns": [{"header": "j"}, {"header": "v"}]})
    wip.write_formula("D1", "=SUM(Jobs[qty])", None, 6.5)
    wip.write_formula("D2", "='Bill of Materials'!B9+Jobs!A1", None, 0)
    wip.write_formula("D3", '="[wipbook.xlsx]"&Jobs!A1', None, "")
    out.add_worksheet("Bill of Materials")
    out.close()
    return path


def opened(plant: Path, template: Path, chart: bool = False) -> tuple[BookWorkbook, Workbook]:
    book: Any = excel_book(plant)
    excel: Workbook = book.impl.xl
    excel.chart = str(template) if chart else None
    return BookWorkbook(book), excel


def test_the_stand_in_links_as_excel_does(plant: Path, template: Path) -> None:
    _, excel = opened(plant, template)
    source = excel.app.Workbooks.Open(str(template))
    source.Worksheets("WIP").Copy(After=excel.Worksheets("Jobs"))
    assert excel.Worksheets("WIP").Range("D1").Formula2 == "=SUM(wipbook.xlsx!Jobs[qty])"
    assert excel.Worksheets("WIP").Range("D2").Formula2 == "='[wipbook.xlsx]Bill of Materials'!B9+[wipbook.xlsx]Jobs!A1"
    assert excel.LinkSources(1) == ("wipbook.xlsx",) and excel.app.asked == ["The name 'header_line' already exists."]


def test_what_a_copied_sheet_says_of_the_template_it_says_of_this_workbook(plant: Path, template: Path) -> None:
    port, excel = opened(plant, template)
    port.adopt_sheet(template, "WIP")
    cells = excel.Worksheets("WIP")
    assert [cells.Range(one).Formula2 for one in ("D1", "D2", "D3")] == [
        "=SUM(Jobs[qty])", "='Bill of Materials'!B9+Jobs!A1", '="[wipbook.xlsx]"&Jobs!A1',
    ]
    assert excel.Names("copied_name").RefersTo == "='Bill of Materials'!$B$9"
    assert excel.LinkSources(1) is None
    assert excel.app.asked == [] and excel.app.DisplayAlerts, "no dialog, and dialogs are on again"
    assert [one.Name for one in excel.app.open] == ["plant.xlsx"], "the template is closed"
    assert port.sheets() == ["Jobs", "WIP", "Other"] and port.tables()["Wip"].first_row == 2


def test_what_only_excel_can_change_it_changes_or_it_is_told(plant: Path, template: Path) -> None:
    port, excel = opened(plant, template, chart=True)
    port.adopt_sheet(template, "WIP")
    assert excel.LinkSources(1) is None


def test_a_link_that_stays_is_told_with_the_cure(plant: Path, template: Path) -> None:
    port, excel = opened(plant, template, chart=True)
    excel.linkable = False
    with pytest.raises(LinkLeftBehind, match=r"plant.xlsx: found a link to .*wipbook.xlsx.*Change Source"):
        port.adopt_sheet(template, "WIP")


def test_dialogs_are_on_again_whatever_happens(plant: Path, template: Path) -> None:
    port, excel = opened(plant, template)
    with pytest.raises(ValueError, match="none"):
        port.adopt_sheet(template, "none")
    assert excel.app.DisplayAlerts and [one.Name for one in excel.app.open] == ["plant.xlsx"]


@pytest.mark.parametrize("text", [
    "=SUM(Jobs[WIP])", '="wipbook.xlsx!Jobs"', "=[other.xlsx]Home!A1", "=mywipbook.xlsx!Jobs[WIP]",
    "=Jobs[[#This Row],[a]]",
])
def test_other_formulas_stay_as_they_are(text: str) -> None:
    assert at_home(text, "wipbook.xlsx") == text
