"""The forms of buttons as Windows draws them: filled in by keys, left by OK, Cancel and the corner of the window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.addin.windows import Windows, prepare
from tests.conftest import IN_CI
from tests.hosts.libreoffice.screen import give_focus, missing_tools, photograph, screen, type_keys, wait_for
from wipbook.commands.command import Form
from wipbook.commands.declared import presses

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.wine,
    pytest.mark.skipif(
        (shutil.which("wine") is None or bool(missing_tools())) and not IN_CI, reason="Wine or a screen is missing"
    ),
]
TEXT_TYPED = "abc"


@pytest.fixture(scope="module")
def shown() -> Iterator[tuple[Windows, dict[str, str]]]:
    """Windows on a screen that nobody sees."""
    with screen() as variables:
        machine = prepare(DISPLAY=variables["DISPLAY"])
        machine.stop()  # what runs already shows its windows elsewhere
        yield machine, variables
        machine.stop()


def _left(shown: tuple[Windows, dict[str, str]], button: str, *keys: str, picture: Path | None = None) -> object:
    """What a form came to for these keys."""
    machine, variables = shown
    with ThreadPoolExecutor(1) as other:
        running = other.submit(machine.run, Windows.path(Path(__file__).with_name("windows_form.py")), button)
        wait_for(lambda: running.done() or _titled(variables, f"wipbook: {button}"), 120)
        if picture is not None:
            photograph(variables, picture)
        type_keys(variables, *keys)
        done = running.result(120)
    assert done.returncode == 0 and "Error" not in done.stderr, done.stderr
    return json.loads(done.stdout)


def _titled(variables: dict[str, str], title: str) -> bool:
    """Whether a window of this title is there; it has the keys then."""
    try:
        give_focus(variables, title)
    except (TimeoutError, subprocess.SubprocessError):
        return False
    return True


@pytest.mark.parametrize("button", ["sample", "sign", "close"])
def test_what_is_typed_comes_back_line_by_line(
    shown: tuple[Windows, dict[str, str]], button: str, tmp_path: Path
) -> None:
    form = presses()[button][1].asks
    assert isinstance(form, Form)
    proposed = [field.proposed for field in form.fields]
    place = Path(os.environ.get("WIPBOOK_PICTURE", tmp_path / "form.png"))
    assert _left(shown, button, "<Return>", picture=place) == proposed, "Enter is OK"
    assert place.stat().st_size > 1000
    typed = _left(shown, button, "<Tab>", TEXT_TYPED, "<Tab>", "<Return>")
    assert typed == [proposed[0], TEXT_TYPED, *proposed[2:]]


def test_escape_and_cancel_give_no_answer(shown: tuple[Windows, dict[str, str]]) -> None:
    assert _left(shown, "sign", "<Tab>", TEXT_TYPED, "<Escape>") is None
    assert _left(shown, "sign", "<Tab>", "<Tab>", "<Tab>", "<Tab>", "<space>") is None, "the button Cancel"


def test_a_list_is_chosen_from_by_its_arrows(shown: tuple[Windows, dict[str, str]]) -> None:
    left = _left(shown, "sample", "<Down>", "<Tab>", "<Down>", "<Return>")
    assert left == ["Receipts", "random", "25", "1"], "each the one behind what was proposed"


def test_escape_is_seen_while_a_window_of_the_program_is_in_front(shown: tuple[Windows, dict[str, str]]) -> None:
    machine, variables = shown
    with ThreadPoolExecutor(1) as other:
        running = other.submit(machine.run, Windows.path(Path(__file__).with_name("windows_escape.py")))
        wait_for(lambda: running.done() or _titled(variables, "wipbook escape"), 120)
        type_keys(variables, "a", "<Escape>")
        done = running.result(120)
    assert done.stdout.strip() == "1", done.stderr
