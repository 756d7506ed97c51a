"""Every button in LibreOffice's window, on a screen: pressed, its questions answered by mouse, its message read."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import IN_CI
from tests.hosts.libreoffice.screen import click, fill_screen, missing_tools, places_of, screen, top_windows
from wipbook.commands.buttons import labels
from wipbook.hosts.libreoffice.bridge import properties
from wipbook.hosts.libreoffice.process import Office

pytestmark = pytest.mark.libreoffice
ANSWERS = ("OK", "Yes", "Cancel", "Close")
"""What is clicked, the first that a box has: what it proposes, no file where one is asked for."""
LONGEST = 240


@pytest.fixture(scope="module")
def shown(profile: Path) -> Iterator[tuple[Office, dict[str, str]]]:
    missing = missing_tools()
    if missing and not IN_CI:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    assert not missing, "CI installs them"
    with screen() as variables:
        office = Office(profile, headless=False, environment=variables)
        try:
            yield office, variables
        finally:
            office.stop()


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


def _answered(office: Office, variables: dict[str, str], main: Any, pressed: Future[None]) -> list[str]:
    """Answer every box that comes up until the button is done; what the boxes said."""
    said: list[str] = []
    until = time.monotonic() + LONGEST
    while not pressed.done():
        assert time.monotonic() < until, said
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
    document = office.create("frame.Desktop").loadComponentFromURL(demo_copy.as_uri(), "_blank", 0, properties())
    frame = document.getCurrentController().getFrame()
    main = frame.getContainerWindow()
    fill_screen(main)
    helper = office.create("frame.DispatchHelper")
    for key in labels():
        with ThreadPoolExecutor(1) as other:
            began = time.monotonic()
            pressed = other.submit(helper.executeDispatch, frame, f"wipbook:{key}", "", 0, ())
            said = _answered(office, variables, main, pressed)
            print(f"{key} {time.monotonic() - began:.1f} s:", " | ".join(said)[:400])
    document.setModified(False)
    document.close(True)
