"""The menu and the toolbar in LibreOffice: a dispatch works on the live document, in the office's own Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wipbook.commands.buttons import labels
from wipbook.commands.value.job_card import job_card
from wipbook.commands.value.refresh import refresh
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.hosts.libreoffice.bridge import struct
from wipbook.hosts.libreoffice.main_thread import in_main_thread, load
from wipbook.hosts.libreoffice.process import Office
from wipbook.ooxml.address import parse_cell

pytestmark = pytest.mark.libreoffice
STAGES = ("Raw Materials", "Work in Process", "Finished Goods")


@pytest.fixture
def document(office: Office, demo_copy: Path) -> Iterator[Any]:
    opened = load(office.create, demo_copy.as_uri(), Hidden=True)
    yield opened
    opened.setModified(False)
    opened.close(True)


def press(office: Office, document: Any, command: str) -> None:
    frame = document.getCurrentController().getFrame()
    helper = office.create("frame.DispatchHelper")
    in_main_thread(office.create, lambda: helper.executeDispatch(frame, f"wipbook:{command}", "", 0, ()))
    assert not document.isActionLocked() and not document.hasControllersLocked(), "always released"
    assert document.isAutomaticCalculationEnabled()


def rows(document: Any, table: str) -> list[dict[str, Any]]:
    place = document.DatabaseRanges.getByName(table).DataArea
    sheet = document.Sheets.getByIndex(place.Sheet)
    corners = (place.StartColumn, place.StartRow, place.EndColumn, place.EndRow)
    headers, *body = sheet.getCellRangeByPosition(*corners).getDataArray()
    return [dict(zip(headers, row, strict=True)) for row in body]


def raise_a_cost(workbook: FileWorkbook, document: Any) -> None:
    """The same correction in the file and in the window: the last receipt costs 10 more."""
    table = workbook.read_table("Movements")
    row = max(at for at, kind in enumerate(table.frame["Type"]) if kind == "Receipt")
    address = table.address(row, "Unit Cost").partition("!")[2]
    cost = float(table.frame["Unit Cost"][row]) + 10
    workbook.write_cells("Movements", {address: cost})
    line, column = parse_cell(address)
    document.Sheets.getByName("Movements").getCellByPosition(column - 1, line - 1).Value = cost


def test_refresh_brings_the_reports_up_to_date_and_can_be_undone(
    office: Office, document: Any, demo_copy: Path
) -> None:
    filed = open_file(demo_copy, backups=0)
    old = rows(document, "Valuation")
    raise_a_cost(filed, document)
    assert rows(document, "Valuation") == old, "reports are stale until they are refreshed"
    summary = refresh(filed, now=dt.datetime(2026, 1, 1))
    steps = len(document.getUndoManager().getAllUndoActionTitles())
    press(office, document, "refresh")
    logged = rows(document, "ChangeLog")
    assert {stage: logged[-1][stage] for stage in STAGES} == pytest.approx(summary.balances, abs=0.004)
    assert {stage: logged[-2][stage] for stage in STAGES} != {stage: logged[-1][stage] for stage in STAGES}
    assert rows(document, "Valuation") != old
    assert document.Sheets.getByName("Valuation").isProtected()
    assert len(document.getUndoManager().getAllUndoActionTitles()) == steps + 1
    document.getUndoManager().undo()
    assert rows(document, "Valuation") == old


def test_job_card_takes_the_selected_job(office: Office, document: Any, demo_copy: Path) -> None:
    jobs = rows(document, "Jobs")
    place = document.DatabaseRanges.getByName("Jobs").DataArea
    controller = document.getCurrentController()
    cell = document.Sheets.getByIndex(place.Sheet).getCellByPosition(place.StartColumn, place.StartRow + 5)
    controller.select(cell)
    assert cell.String == jobs[4]["Job"]
    press(office, document, "job_card")
    card = job_card(open_file(demo_copy, backups=0), cell.String)
    assert len(rows(document, "JobCardEntries")) == card.entries
    assert card.job in {str(value) for row in rows(document, "JobCardFacts") for value in row.values()}


def test_go_to_shows_the_sheet_that_the_selected_cell_names(office: Office, document: Any) -> None:
    """From Home's index to a sheet that the view hides, and there to the next free row."""
    home, demand = document.Sheets.getByName("Home"), document.Sheets.getByName("Demand")
    demand.IsVisible = False
    controller = document.getCurrentController()
    found = home.createSearchDescriptor()
    found.SearchString, found.SearchWords = "Demand", True
    controller.select(home.findFirst(found))
    press(office, document, "go_to")
    assert demand.IsVisible and controller.getActiveSheet().Name == "Demand"
    place, held = document.DatabaseRanges.getByName("Demand").DataArea, len(rows(document, "Demand"))
    press(office, document, "new_row")
    at = document.getCurrentSelection().getCellAddress()
    assert at.Column == place.StartColumn and at.Row == place.StartRow + 1 + held


def test_prove_computes_in_the_window(office: Office, document: Any) -> None:
    press(office, document, "prove")
    assert rows(document, "ChangeLog")[-1]["Checks"] == "48 of 48 examples agree with their sources"


def test_a_workbook_of_another_kind_is_left_alone(office: Office) -> None:
    other = load(office.create, "private:factory/scalc", Hidden=True)
    cell = other.Sheets.getByIndex(0).getCellRangeByName("A1")
    cell.Value = 1
    for command in (
        "refresh", "prove", "job_card", "new_period", "import", "accept_import", "audit", "count_plan", "count_sheets",
        "post_counts", "sample", "sign", "no_such_command",
    ):
        press(office, other, command)
    assert cell.Value == 1 and other.DatabaseRanges.Count == 0
    other.close(True)


def test_every_button_has_its_dispatch(office: Office, document: Any) -> None:
    frame = document.getCurrentController().getFrame()
    for command in labels():
        url = struct("util.URL", Complete=f"wipbook:{command}", Protocol="wipbook:", Path=command)
        assert frame.queryDispatch(url, "_self", 0) is not None, command
