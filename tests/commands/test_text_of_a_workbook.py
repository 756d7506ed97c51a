"""Text from cells is shown, never obeyed: by rich as markup, by a terminal as escape sequences, by a message box."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.addin.fake_excel import FakeBook
from tests.commands.every_command import count_everything, small_plant, words
from wipbook.cli.output import print_json, print_table, progress
from wipbook.commands.command import Answer, Command, Press
from wipbook.commands.declared import commands
from wipbook.commands.faces.visible import visible
from wipbook.commands.value.refresh import refresh
from wipbook.excel import press
from wipbook.excel.buttons import BUTTONS, _run
from wipbook.excel.messages import say
from wipbook.hosts.file.workbook import open_file
from wipbook.port.tab import Button, Group
from wipbook.port.tables import letters

JOB, BOLT, RED, TURNED = "[/J2]", "BOLT[m8]", "\x1b[31mred\x1b[0m\x07", "12\u202e34\u2066"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COMMANDS = [pytest.param(one, id=one.name) for one in commands() if one.in_shell and one.needs_book]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every code and text of the plant is one a terminal or rich would act upon; the job is late, bolts are short."""
    path = small_plant(tmp_path_factory.mktemp("hostile") / "small.xlsx")
    with open_file(path, backups=0) as book:
        book.write_cells("Materials", {"A7": BOLT, "B7": RED, "B8": TURNED + "\nforged line"})
        place = book.tables()["Jobs"]
        due = letters(place.first_column + place.headers.index("Due"))
        book.write_cells("Jobs", {"B7": RED, "A8": JOB, f"{due}8": dt.date(2026, 3, 3)})
        place = book.tables()["Movements"]
        rows = {"Material": (BOLT, BOLT), "Job": (None, JOB), "Movement": ("M1", RED), "Quantity": (100.0, 400.0)}
        for name, (first, second) in rows.items():
            at = letters(place.first_column + place.headers.index(name))
            book.write_cells("Movements", {f"{at}{place.first_row}": first, f"{at}{place.first_row + 1}": second})
        day = letters(place.first_column + place.headers.index("Date"))  # within a day the numbers would decide
        book.write_cells("Movements", {f"{day}{place.first_row + 1}": dt.date(2026, 3, 3)})
        refresh(book)
        book.save()
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_what_a_terminal_obeys(
    command: Command, hostile: Path, tmp_path: Path, wipbook: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    book = Path(shutil.copy(hostile, tmp_path))
    if command.name == "count post":
        count_everything(book)
    typed = [JOB if word == "J1" else word for word in words(command, book)]
    code, out, err = wipbook(*typed)
    if command.name == "carry-forward":
        assert code == 3, "a balance is below zero there"
    else:
        assert code == (1 if command.name in ("new-period", "close") else code & 1), err  # a check differs there
    assert OBEYED.findall(out + err) == []
    assert "\nforged line" not in out
    if command.name in ("audit", "dump", "count post"):
        assert BOLT in out
    if command.name in ("audit", "dump", "job-card"):
        assert JOB in out
    if command.name in ("sample", "dump"):
        assert "\\x1b[31mred" in out
    if command.name == "dump":
        assert "12\\u202e34\\u2066" in out and out.count("\t") > 100, "the tabs of a dump are ours"


def test_job_in_brackets_is_audited_and_saved(hostile: Path, tmp_path: Path,
                                              wipbook: Callable[..., tuple[int, str, str]]) -> None:
    book = Path(shutil.copy(hostile, tmp_path))
    before = book.read_bytes()
    code, out, err = wipbook("audit", str(book), "--fail-on", "never")
    assert (code, err) == (0, "") and JOB in out and "Saved " in out
    assert book.read_bytes() != before


def test_json_is_exact(hostile: Path, tmp_path: Path, wipbook: Callable[..., tuple[int, str, str]]) -> None:
    book = Path(shutil.copy(hostile, tmp_path))
    _, out, _ = wipbook("job-card", str(book), JOB, "--json")
    assert json.loads(out)["job"] == JOB
    _, out, _ = wipbook("sample", str(book), "--json")
    assert [one["Key"] for one in json.loads(out)["items"]] == [RED]


def test_half_a_character_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert visible("a\ud800b") == "a\\ud800b"
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        print_json({"found": "a\ud800b"})
    stream.seek(0)
    assert json.loads(stream.read()) == {"found": "a\ud800b"}


def test_errors_show_what_they_found(hostile: Path, tmp_path: Path,
                                     wipbook: Callable[..., tuple[int, str, str]]) -> None:
    book = Path(shutil.copy(hostile, tmp_path))
    code, out, err = wipbook("job-card", str(book), "\x1b]0;owned\x07[/x]")
    assert (code, out) == (2, "") and OBEYED.findall(err) == [] and err.count("\n") == 1
    assert "\\x1b]0;owned\\x07[/x]" in err


def test_a_table_shows_brackets_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("Title [bold]", ("Head [/x]", "N"), [(BOLT, 1), (JOB, 2), (":smile:", 3)])
    out = capsys.readouterr().out
    assert all(text in out for text in ("Title [bold]", "Head [/x]", BOLT, JOB, ":smile:"))


def test_a_step_shows_brackets_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress(quiet=False) as step:
        step(f"reading {JOB} {BOLT} \x07")
        time.sleep(0.3)
    assert JOB in terminal.getvalue() and BOLT in terminal.getvalue() and "\x07" not in terminal.getvalue()


def test_a_message_box_has_only_lines_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    book = FakeBook()
    assert say(book.app, f"one\n{RED}", True) == "one\n\\x1b[31mred\\x1b[0m\\x07"
    def run(call: Any) -> Answer:
        return Answer((), [f"Job {JOB}\n{RED}", "", "second"])

    command = Command(name="x", order=1, about="x", run=run)
    button = Press("x", Button(Group.DATA, 1, "X", "X", "X", "X"))
    monkeypatch.setitem(BUTTONS, "trial", lambda pressed: _run(command, button, pressed))
    assert press("trial", book) == f"Job {JOB}\\n\\x1b[31mred\\x1b[0m\\x07\nsecond"
