"""Every button in LibreOffice's window, on a screen: pressed, its questions answered by mouse, its message read."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.libreoffice.screen import click, fill_screen, places_of, top_windows
from wipbook.commands.buttons import labels
from wipbook.hosts.libreoffice.main_thread import in_main_thread, load
from wipbook.hosts.libreoffice.process import Office

pytestmark = pytest.mark.libreoffice
ANSWERS = ("Yes", "OK", "Cancel")
"""What is clicked, the first that a box has: what it proposes; no file where one is asked for."""
SAYS = {
    "view": "View Controller", "go_to": "", "new_row": "Expected: an input sheet, such as Movements",
    "import": "Files to import, and their mapping", "accept_import": "Found: no preview",
    "check": "Checks: 49 of 49 agree, 2 rows left out.", "restore": "",
    "refresh": "Refreshed plant.xlsx as of 2026-12-31. Checks: 49 of 49 agree, 2 rows left out.",
    "compare_methods": "Valued by 5 methods beside the one set", "job_card": "Expected: the number of a job",
    "close_out": "Expected: the number of a job", "close_job": "Expected: the number of a job",
    "audit": "77 open findings (13 high, 47 medium, 17 low) of 111 rules", "sample": "25 of 1,893 Movements, seed 1",
    "sign": "Expected: the name of who signs", "count_plan": "51 places, 2 overdue",
    "count_sheets": "2 tags of CT-20261231 are on the sheet Count Sheet",
    "preview_counts": "Found: no quantity in Counted", "post_counts": "Found: no quantity in Counted",
    "new_period": "2 rows left out", "close": "2 rows left out",
    "reopen": "why closed books are opened", "verify": "No period was closed yet.",
    "journal": "949 entries, 3,697,701.19 EUR debited and credited", "pack": "packs",
    "forecast": "Bottleneck WC-20; 3 of 8 open jobs late",
    "schedule": "Preview by shortest processing time: 14 of 14",
    "accept_schedule": "14 of 14 open steps have new planned dates", "status": "19 jobs. See the sheet Status",
    "calendar": "Found: no country",
    "prove": "48 of 48 examples agree with their sources.", "doctor": "points are in order", "about": "MIT licence",
}
"""What a box says of the demo, pressed in the order of the ribbon; blank where the screen itself is the answer."""
LONGEST = 240


def _texts(window: Any) -> list[str]:
    """What stands in a box, as a screen reader reads it."""
    found: list[str] = []

    def look(accessible: Any, depth: int) -> None:
        context = accessible.getAccessibleContext()
        name = context.getAccessibleName()
        if name:
            found.append(name)
        for number in range(min(context.getAccessibleChildCount(), 40) if depth < 5 else 0):
            with contextlib.suppress(Exception):
                look(context.getAccessibleChild(number), depth + 1)

    look(window, 0)
    return found


def _answered(office: Office, variables: dict[str, str], main: Any, pressed: Future[Any]) -> list[str]:
    """Answer every box that comes up until the button is done; what the boxes said."""
    said: list[str] = []
    until = time.monotonic() + LONGEST
    while not pressed.done():
        if time.monotonic() > until:
            office.stop()  # or it waits for an answer for ever
            raise AssertionError(said)
        with contextlib.suppress(Exception):  # a window that closes while one looks at it
            for window in top_windows(office):
                if window == main:
                    continue
                for name in ANSWERS:
                    places = places_of(window, name)
                    if places:
                        said += _texts(window)
                        click(variables, places[0])
                        time.sleep(0.4)
                        break
        time.sleep(0.1)
    return said


def test_every_button_answers(shown: tuple[Office, dict[str, str]], demo_copy: Path) -> None:
    office, variables = shown
    document = load(office.create, demo_copy.as_uri())
    frame = document.getCurrentController().getFrame()
    main = frame.getContainerWindow()
    fill_screen(main)
    helper = office.create("frame.DispatchHelper")
    assert set(SAYS) == set(labels())
    heard = {}
    try:
        for key in labels():
            with ThreadPoolExecutor(1) as other:
                press = partial(helper.executeDispatch, frame, f"wipbook:{key}", "", 0, ())
                pressed = other.submit(in_main_thread, office.create, press)
                heard[key] = " | ".join(_answered(office, variables, main, pressed))
        place = document.DatabaseRanges.getByName("ChangeLog").DataArea
        sheet = document.Sheets.getByIndex(place.Sheet)
        corners = (place.StartColumn, place.StartRow, place.EndColumn, place.EndRow)
        log = [row[1] for row in sheet.getCellRangeByPosition(*corners).getDataArray()]
    finally:
        document.setModified(False)
        document.close(True)
    assert {key: said for key, said in heard.items() if SAYS[key] not in said or "errors.log" in said} == {}
    assert {"refresh", "audit", "sample", "journal", "forecast", "schedule"} <= set(log)
