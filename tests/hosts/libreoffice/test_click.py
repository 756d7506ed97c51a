"""A real mouse click on the toolbar's button Refresh in a real window: the stale figures become the right ones.

``WIPBOOK_PICTURE`` names a file for the photograph of it; ``docs/libreoffice_click.py`` sets it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.libreoffice.screen import (
    SIZE,
    click,
    fill_screen,
    photograph,
    places_of,
    top_windows,
    wait_for,
)
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.summary import Summary
from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.main_thread import load
from wipbook.hosts.libreoffice.process import Office

pytestmark = pytest.mark.libreoffice
STAGES = ("Raw Materials", "Work in Process", "Finished Goods")


@pytest.fixture
def stale(demo_file: Path, tmp_path: Path) -> tuple[Path, Summary]:
    """The demo with a corrected receipt and reports from before, and what a refresh of its twin comes to."""
    path = Path(shutil.copy(demo_file, tmp_path / "Trailwright.xlsx"))
    workbook = open_file(path, backups=0)
    table = workbook.read_table("Movements")
    row = max(at for at, kind in enumerate(table.frame["Type"]) if kind == "Receipt")
    address = table.address(row, "Unit Cost").partition("!")[2]
    workbook.write_cells("Movements", {address: float(table.frame["Unit Cost"][row]) + 10})
    workbook.save()
    twin = open_file(Path(shutil.copy(path, tmp_path / "twin.xlsx")), backups=0)
    return path, refresh(twin, now=dt.datetime(2026, 1, 1))


def balances(document: Any) -> list[dict[str, float]]:
    """The three balances of every row of the Change Log that has them."""
    place = document.DatabaseRanges.getByName("ChangeLog").DataArea
    sheet = document.Sheets.getByIndex(place.Sheet)
    corners = (place.StartColumn, place.StartRow, place.EndColumn, place.EndRow)
    headers, *rows = sheet.getCellRangeByPosition(*corners).getDataArray()
    found = [{stage: row[headers.index(stage)] for stage in STAGES} for row in rows]
    return [one for one in found if one["Raw Materials"] != ""]


def _click_until_it_answers(environment: dict[str, str], window: Any, office: Office) -> Any:
    """A window that is still arranging its toolbars can miss a click, as a user's: then it is clicked again."""
    for attempt in range(4):
        (button,) = wait_for(lambda: places_of(window, "Refresh"))
        click(environment, button)
        try:
            return wait_for(lambda: [place for top in top_windows(office) for place in places_of(top, "OK")], 40)
        except TimeoutError:
            if attempt == 3:
                raise
    raise AssertionError("unreachable")


def _click_until_it_is_gone(environment: dict[str, str], office: Office, ok: Any) -> None:
    """A box that is still being drawn can miss a click as well."""
    for attempt in range(4):
        click(environment, ok)
        try:
            wait_for(lambda: not any(places_of(top, "OK") for top in top_windows(office)), 20)
            return
        except TimeoutError:
            if attempt == 3:
                raise
            ok = next((place for top in top_windows(office) for place in places_of(top, "OK")), ok)


def test_a_click_on_refresh_refreshes(
    environment: dict[str, str], profile: Path, stale: tuple[Path, Summary], tmp_path: Path
) -> None:
    path, expected = stale
    office = Office(profile, headless=False, environment=environment)
    try:
        document = load(office.create, path.as_uri())
        window = document.getCurrentController().getFrame().getContainerWindow()
        fill_screen(window)
        before = balances(document)
        ok = _click_until_it_answers(environment, window, office)
        picture = Path(os.environ.get("WIPBOOK_PICTURE", tmp_path / "refresh.png"))
        photograph(environment, picture)
        _click_until_it_is_gone(environment, office, ok[0])
        after = balances(document)
        assert len(after) == len(before) + 1
        assert after[-1] == pytest.approx(expected.balances, abs=0.004)
        assert after[-1] != pytest.approx(before[-1], abs=0.004), "the correction is in the figures"
        document.setModified(False)
        document.close(True)
    finally:
        office.stop()
    width, height = (int.from_bytes(picture.read_bytes()[at : at + 4], "big") for at in (16, 20))
    assert f"{width}x{height}" == SIZE
