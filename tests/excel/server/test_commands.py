"""Commands in processes of their own: started once a window, listened to, set right when they are ended."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wipbook.excel.server.commands import Commands

#: A command that writes down what it was told; told to wait, it waits until a file is there, after it said what Excel
#: was like; it begins with a line that is no answer, as libraries write them.
COMMAND = """
import json, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
told = json.load(sys.stdin)
with (folder / "told").open("a", encoding="utf-8") as file:
    file.write(json.dumps(told) + "\\n")
print("warning: a library's line", flush=True)
if told.get("given") == "wait":
    print(json.dumps({"before": {"calculation": "automatic"}}), flush=True)
    print(json.dumps({"opened": ["Statement"]}), flush=True)
    while not (folder / "go").exists():
        time.sleep(0.02)
print(json.dumps({"done": True}), flush=True)
"""


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    (tmp_path / "command.py").write_text(COMMAND)
    return Commands(lambda book: f"handed over: {book}", [sys.executable, str(tmp_path / "command.py"), str(tmp_path)])


def told(folder: Path) -> list[dict[str, Any]]:
    file = folder / "told"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def wait(until: Callable[[], bool]) -> None:
    for _ in range(600):
        if until():
            return
        time.sleep(0.05)
    raise AssertionError("not within 30 s")


def test_a_command_is_told_what_was_pressed(commands: Commands, tmp_path: Path) -> None:
    assert commands.press("refresh", "plant.xlsx", 7, "Jürgen's \n'file'", "0.1.0") == ""
    wait(lambda: not commands.busy(7))
    assert told(tmp_path) == [
        {"button": "refresh", "given": "Jürgen's \n'file'", "addin": "0.1.0", "book": "handed over: plant.xlsx"}
    ]
    assert not commands.at_work


def test_one_at_a_time_in_a_window(commands: Commands, tmp_path: Path) -> None:
    commands.press("count_plan", "plant.xlsx", 7, "wait")
    assert commands.press("refresh", "other.xlsx", 7).startswith("Count plan is still at work in this Excel.")
    assert commands.press("refresh", "other.xlsx", 8) == "", "another Excel is free"
    assert commands.busy(7)
    (tmp_path / "go").touch()
    wait(lambda: not commands.busy(7) and not commands.busy(8))
    assert [one["button"] for one in told(tmp_path)].count("refresh") == 1
    assert commands.press("refresh", "other.xlsx", 7) == ""


def test_what_a_command_left_behind_is_set_right(commands: Commands, tmp_path: Path) -> None:
    commands.press("refresh", "plant.xlsx", 7, "wait")
    wait(lambda: "opened" in commands._running[0].said)
    commands._running[0].process.kill()
    wait(lambda: len(told(tmp_path)) == 2 or not commands.busy(7))
    assert commands.busy(7) or len(told(tmp_path)) == 2
    wait(lambda: not commands.busy(7))
    assert told(tmp_path)[1] == {
        "restore": {"before": {"calculation": "automatic"}, "opened": ["Statement"]}, "button": "refresh",
        "book": "handed over: plant.xlsx",
    }
    assert len(told(tmp_path)) == 2, "once"


def test_what_ended_by_itself_needs_nothing(commands: Commands, tmp_path: Path) -> None:
    commands.press("refresh", "plant.xlsx", 7, "wait")
    (tmp_path / "go").touch()
    wait(lambda: not commands.busy(7))
    assert len(told(tmp_path)) == 1


def test_stopping_ends_what_is_at_work_and_sets_it_right(commands: Commands, tmp_path: Path) -> None:
    commands.press("refresh", "plant.xlsx", 7, "wait")
    wait(lambda: "opened" in commands._running[0].said)
    commands.stop()
    commands.tend()
    wait(lambda: len(told(tmp_path)) == 2)
    assert told(tmp_path)[1]["restore"]["opened"] == ["Statement"]
    wait(lambda: not commands.busy(7))


def test_a_python_that_cannot_be_started_is_an_error(tmp_path: Path) -> None:
    missing = Commands(str, [str(tmp_path / "no python")])
    with pytest.raises(OSError, match="no python"):
        missing.press("refresh", "plant.xlsx", 7)
    assert not missing.at_work
