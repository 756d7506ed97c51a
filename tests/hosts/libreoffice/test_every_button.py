"""Every button of the menu, pressed in a real window: each question is answered, and each ends with a message of its
command's, never with one of a fault."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.conftest import IN_CI
from tests.hosts.libreoffice.screen import click, fill_screen, missing_tools, places_of, screen, top_windows, wait_for
from wipbook.commands.buttons import labels
from wipbook.hosts.libreoffice.process import Office

pytestmark = pytest.mark.libreoffice
FAULTS = ("did not expect", "cannot do that here", "Traceback", "TypeError")
#: What of a button's messages says that it did what it is there for.
SAYS = {
    "import": "Mapping of the import", "check": "Checks:", "restore": "kept", "refresh": "Refreshed",
    "compare_methods": "Valued by", "job_card": "Which job?", "audit": "findings", "sample": "seed 1",
    "sign": "who signs", "count_plan": "Count Plan", "count_sheets": "Count Sheet", "preview_counts": "Counted",
    "post_counts": "Post the count sheet?", "new_period": "Your name", "close": "Your name", "reopen": "closed",
    "verify": "", "journal": "", "forecast": "orecast", "schedule": "", "accept_schedule": "", "prove": "examples",
    "doctor": "Python", "about": "wipbook",
}


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    missing = missing_tools()
    if missing and not IN_CI:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    assert not missing, "CI installs them"
    with screen() as variables:
        yield variables


@pytest.fixture(scope="module")
def shown(profile: Path, environment: dict[str, str]) -> Iterator[Office]:
    running = Office(profile, headless=False, environment=environment)
    yield running
    running.stop()


def texts_of(window: Any) -> list[str]:
    """What stands in a window, as a screen reader reads it."""
    found: list[str] = []

    def look(accessible: Any, depth: int) -> None:
        context = accessible.getAccessibleContext()
        name = context.getAccessibleName()
        if name and name not in found:
            found.append(name)
        for number in range(min(context.getAccessibleChildCount(), 30) if depth < 6 else 0):
            look(context.getAccessibleChild(number), depth + 1)

    look(window, 0)
    return found


def answer_all(environment: dict[str, str], office: Office, pressed: Thread) -> list[str]:
    """Whoever sits before the screen: reads each box and presses its first button, Cancel where files are asked for."""
    said: list[str] = []

    def step() -> bool:
        if not pressed.is_alive():
            return True
        for top in top_windows(office):
            for word in ("OK", "Yes", "Cancel"):
                places = places_of(top, word)
                if places:
                    said.extend(text for text in texts_of(top) if text not in said)
                    click(environment, places[0])
                    return False
        subprocess.run(["sleep", "0.1"], check=True)
        return False

    wait_for(step, 120)
    return said


@pytest.mark.parametrize("command", list(labels()))
def test_it_asks_and_ends_with_a_message(
    command: str, shown: Office, environment: dict[str, str], demo_copy: Path
) -> None:
    document = shown.create("frame.Desktop").loadComponentFromURL(demo_copy.as_uri(), "_blank", 0, ())
    try:
        frame = document.getCurrentController().getFrame()
        fill_screen(frame.getContainerWindow())
        helper = shown.create("frame.DispatchHelper")
        pressed = Thread(target=helper.executeDispatch, args=(frame, f"wipbook:{command}", "", 0, ()), daemon=True)
        pressed.start()
        said = answer_all(environment, shown, pressed)
        assert said, "a button that says nothing"
        assert not [text for text in said if any(fault in text for fault in FAULTS)], said
        assert any(SAYS[command] in text for text in said), said
        print(command, [text[:160] for text in said])
        assert not document.isActionLocked() and not document.hasControllersLocked()
    finally:
        document.setModified(False)
        document.close(True)
