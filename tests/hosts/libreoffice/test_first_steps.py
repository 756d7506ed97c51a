"""README's first steps, literally: a new workbook, four materials typed under the header in LibreOffice, saved, closed,
refreshed. LibreOffice does not make a table grow: three of the four rows stand below it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.libreoffice.screen import fill_screen, give_focus, type_keys, wait_for
from tests.shell import run
from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.main_thread import load
from wipbook.hosts.libreoffice.process import Office

pytestmark = pytest.mark.libreoffice
MATERIALS = (
    ("STEEL", "Steel tube", "raw", "m"), ("PAINT", "Paint, red", "raw", "kg"),
    ("FRAME", "Frame, welded", "subassembly", "pcs"), ("BIKE", "Bicycle", "finished", "pcs"),
)


def wipbook(*typed: str) -> tuple[int, str]:
    """The shell's own command: exit code and what it printed."""
    done = run(*typed)
    return done.returncode, done.stdout


def test_four_materials_typed_under_the_header_are_four_materials(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "plant.xlsx"
    assert wipbook("new", str(path))[0] == 0
    office = Office(headless=False, environment=environment)
    try:
        document = load(office.create, path.as_uri())
        _type(environment, document, MATERIALS)
        _save_and_close(environment, office, document)
    finally:
        office.stop()
    with open_file(path, backups=0) as book:
        place = book.tables()["Materials"]
        assert place.rows == 1, "LibreOffice let the table as it was: the rows below are what this is about"
    code, said = wipbook("refresh", str(path), "--json")
    facts = json.loads(said)
    assert (code, facts["rows_left_out"], facts["rows_taken_in"]) == (0, 0, 3)
    with open_file(path, backups=0) as book:
        cells = book.read_table("Materials")
        assert cells.frame.select("Material", "Description", "Kind", "Unit").rows() == list(MATERIALS)
        assert cells.place.rows == 4 and cells.unread == []


def _type(environment: dict[str, str], document: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    """The cursor onto the header Material, then keys alone."""
    controller = document.getCurrentController()
    window = controller.getFrame().getContainerWindow()
    fill_screen(window)
    sheet = document.Sheets.getByName("Materials")
    controller.setActiveSheet(sheet)
    controller.select(sheet.getCellRangeByName("A6"))
    window.setFocus()
    wait_for(lambda: _focused(environment))
    type_keys(environment, "<Down>")
    for row in rows:
        for number, text in enumerate(row):
            type_keys(environment, text, "<Tab>" if number < len(row) - 1 else "<Return>")
    wait_for(lambda: sheet.getCellRangeByName("D10").String == rows[-1][-1], 30)


def _focused(environment: dict[str, str]) -> bool:
    try:
        give_focus(environment, "plant")
    except TimeoutError:
        return False
    return True


def _save_and_close(environment: dict[str, str], office: Office, document: Any) -> None:
    """Ctrl+S; Enter where it asks whether the format of Excel is meant; Ctrl+W."""
    type_keys(environment, "<ctrl+s>")
    try:
        wait_for(lambda: not document.isModified(), 8)
    except TimeoutError:
        give_focus(environment, ".*")  # the question is the newest window, and its answer is the one that is proposed
        type_keys(environment, "<Return>")
        wait_for(lambda: not document.isModified(), 60)
        give_focus(environment, "plant")
    type_keys(environment, "<ctrl+w>")
    desktop = office.create("frame.Desktop")
    wait_for(lambda: not _open(desktop, "plant.xlsx"), 30)


def _open(desktop: Any, name: str) -> bool:
    components = desktop.getComponents().createEnumeration()
    while components.hasMoreElements():
        one = components.nextElement()
        if getattr(one, "URL", "").endswith(name):
            return True
    return False
