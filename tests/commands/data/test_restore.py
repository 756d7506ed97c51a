"""Undo, also tomorrow: each command's row names the file before it, and any of them can be put back."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from wipbook.commands.command import Call
from wipbook.commands.data import restore as restoring
from wipbook.commands.data.restore import NothingKept, UnknownBackup, kept_of, restore
from wipbook.commands.declared.data import restore as declared
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.faults import DamagedWorkbook, WorkbookOpenElsewhere
from wipbook.ooxml.saving.backups import BACKUP_FOLDER, backups
from wipbook.ooxml.saving.leftovers import new_part
from wipbook.ooxml.saving.waiting import Waiting

Shell = Callable[..., tuple[int, str, str]]
EIGHT = dt.datetime(2026, 4, 1, 8)


def _company(path: Path) -> str:
    with open_file(path) as workbook:
        names = workbook.read_table("Settings").frame.rows()
    return str(dict(row[:2] for row in names)["Company"])


def _work(path: Path, company: str, hour: int) -> None:
    """A command that changes something: the company is renamed and the reports refreshed."""
    with open_file(path) as workbook:
        write_settings(workbook, {"Company": company})
        refresh(workbook, now=EIGHT + dt.timedelta(hours=hour))
        workbook.save()


@pytest.fixture(scope="module")
def worked(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plant on which five commands have worked, in a folder of its own with its backups."""
    book = Path(shutil.copy(clean, tmp_path_factory.mktemp("worked")))
    for hour, company in enumerate(("One", "Two", "Three", "Four", "Five")):
        _work(book, company, hour)
    return book


@pytest.fixture
def plant(worked: Path, book: Path) -> Path:
    shutil.copytree(worked.parent, book.parent, dirs_exist_ok=True)
    return book


def test_the_log_names_the_file_before_each_command_and_each_is_there(plant: Path) -> None:
    with open_file(plant) as workbook:
        log = workbook.read_table("ChangeLog").frame.tail(5)
    assert log["Backup"].to_list() == [f"small.2026-04-01 {8 + hour:02d}0000 refresh.xlsx" for hour in range(5)]
    folder = plant.parent / BACKUP_FOLDER
    assert [_company(folder / name) for name in log["Backup"]][1:] == ["One", "Two", "Three", "Four"]


def test_the_newest_is_put_back_and_what_was_there_is_kept(plant: Path) -> None:
    now = plant.read_bytes()
    done = restore(plant, now=EIGHT + dt.timedelta(hours=9), user="noor")
    assert (_company(plant), done.backup.before) == ("Four", "refresh")
    assert (plant.parent / BACKUP_FOLDER / done.kept).read_bytes() == now
    with open_file(plant) as workbook:
        row = workbook.read_table("ChangeLog").frame.row(-1, named=True)
    assert (row["Command"], row["User"], row["Backup"]) == ("restore", "noor", done.kept)
    assert row["What Changed"] == (
        "the workbook as it was before refresh (2026-04-01 12:00:00), from small.2026-04-01 120000 refresh.xlsx"
    )
    restore(plant, now=EIGHT + dt.timedelta(hours=10))
    assert _company(plant) == "Five", "restoring again takes the restore back"


def test_any_of_them_is_put_back_by_number_or_name(plant: Path) -> None:
    restore(plant, "4", now=EIGHT + dt.timedelta(hours=9))
    assert _company(plant) == "One"
    restore(plant, "small.2026-04-01 110000 refresh.xlsx", now=EIGHT + dt.timedelta(hours=10))
    assert _company(plant) == "Three"


def test_what_is_not_there_is_named(plant: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownBackup, match="a number from 1 to 5"):
        restore(plant, "6")
    with pytest.raises(UnknownBackup, match="--list shows them"):
        restore(plant, "small.yesterday.xlsx")
    with pytest.raises(NothingKept, match=r"no backup of other\.xlsx"):
        restore(tmp_path / "other.xlsx")


@pytest.mark.parametrize("owner", ["~$small.xlsx", ".~lock.small.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_left_alone(plant: Path, owner: str) -> None:
    before, kept = plant.read_bytes(), len(backups(plant))
    (plant.parent / owner).write_bytes(b"\x04Dana")
    with pytest.raises(WorkbookOpenElsewhere):
        restore(plant)
    assert (plant.read_bytes(), len(backups(plant))) == (before, kept)


def test_a_damaged_backup_is_refused_and_nothing_changes(plant: Path) -> None:
    newest = backups(plant)[0].path
    newest.write_bytes(newest.read_bytes()[:5000])
    before = plant.read_bytes()
    with pytest.raises(DamagedWorkbook):
        restore(plant)
    assert plant.read_bytes() == before


def test_a_workbook_that_is_damaged_or_gone_is_put_back(plant: Path) -> None:
    plant.write_bytes(b"spilled coffee")
    done = restore(plant, now=EIGHT + dt.timedelta(hours=9))
    assert _company(plant) == "Four"
    assert (plant.parent / BACKUP_FOLDER / done.kept).read_bytes() == b"spilled coffee", "even that is kept"
    plant.unlink()
    assert restore(plant, "2", now=EIGHT + dt.timedelta(hours=10)).kept == ""
    assert _company(plant) == "Four"


def test_the_backup_itself_stays_as_it_is(plant: Path) -> None:
    newest = backups(plant)[0].path
    before = newest.read_bytes()
    restore(plant)
    assert newest.read_bytes() == before


def test_two_at_once_keep_what_each_displaces(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same second, each about to choose the name of its backup when the other is: both states stay."""
    before = _company(plant)
    both, choose = threading.Barrier(2), restoring.name_before

    def together(*given: Any) -> str:
        chosen = choose(*given)
        with suppress(threading.BrokenBarrierError):  # the other is kept waiting: so it should be
            both.wait(1)
        return chosen

    monkeypatch.setattr(restoring, "name_before", together)
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(restore, plant, "3", EIGHT, "one", Waiting(60)) for _ in range(2)]
        names = [one.result().kept for one in done]
    assert len(set(names)) == 2
    assert [_company(plant.parent / BACKUP_FOLDER / name) for name in sorted(names)].count(before) == 1
    logged = open_file(plant).read_table("ChangeLog").frame["Backup"].to_list()
    assert logged[-1] in names and (plant.parent / BACKUP_FOLDER / logged[-1]).exists()


def test_from_the_shell(plant: Path, wipbook: Shell) -> None:
    listed = json.loads(wipbook("restore", str(plant), "--list", "--json")[1])["backups"]
    assert [(one["number"], one["kind"], one["before"]) for one in listed][:2] == [
        (1, "command", "refresh"), (2, "command", "refresh"),
    ]
    code, said, _ = wipbook("restore", str(plant), "2")
    assert (code, "small.xlsx is as it was before refresh (2026-04-01 11:00:00); what it was until now is" in said) == (
        0, True,
    )
    assert _company(plant) == "Three"
    assert wipbook("restore", str(plant), "99")[0] == 2
    (plant.parent / "~$small.xlsx").write_bytes(b"\x04Dana")
    assert wipbook("restore", str(plant), "--wait", "0")[0] == 3


def test_what_a_killed_save_had_displaced_is_listed_and_comes_back(book: Path, wipbook: Shell) -> None:
    _work(book, "One", 0)
    before = book.read_bytes()
    part, file = new_part(book)  # between the exchange of the names and the backup: the old version has this name
    with file:
        file.write(before)
    book.replace(part.with_suffix(".kept"))
    part.replace(book)
    part.with_suffix(".kept").replace(part)
    listed = json.loads(wipbook("restore", str(book), "--list", "--json")[1])["backups"]
    assert [one["before"] for one in listed].count("interrupted save") == 1
    number = next(one["number"] for one in listed if one["before"] == "interrupted save")
    assert wipbook("restore", str(book), str(number))[0] == 0
    assert _company(book) == "One"


def test_the_button_of_an_open_workbook_changes_nothing_and_says_how(plant: Path) -> None:
    before = plant.read_bytes()
    with open_file(plant) as workbook:
        answer = declared.COMMAND.run(Call(lambda step: None, {}, workbook))
    message = "\n".join(answer.message)
    assert "1: before refresh (2026-04-01 12:00:00)" in message
    assert 'close the workbook and run: wipbook restore "small.xlsx" 1' in message
    assert not answer.saves
    assert plant.read_bytes() == before


def test_the_button_puts_back_what_is_chosen_where_the_program_lets_go(plant: Path) -> None:
    """Excel's part is played: it saves, closes, and opens again whatever happened."""
    before = {one.name: one.path.read_bytes() for one in backups(plant)}
    offered: list[str] = []

    def choose(text: str, label: str, choices: Sequence[str]) -> str:
        offered.extend(choices)
        return choices[-1]

    with open_file(plant) as workbook:
        call = Call(lambda step: None, {}, workbook, choose=choose, reopened=lambda change: change(plant))
        answer = declared.COMMAND.run(call)
    assert len(offered) == len(before) and offered[0].startswith("1: before refresh")
    oldest = backups(plant)[-1]
    assert "press Restore again to go back to it" in answer.message[1]
    assert open_file(plant).read_table("Settings").frame.equals(open_file(oldest.path).read_table("Settings").frame)
    assert all(one.path.read_bytes() == before[one.name] for one in backups(plant) if one.name in before)


# A restore that was killed between keeping the present state and replacing it has the present state as newest backup:
# the next one asks for the newest that is another file.
RESTORER = """
import os, sys
from pathlib import Path
from wipbook.commands.data.restore import kept_of, restore
def go(path):
    restore(path, next(one.name for one in kept_of(path) if not os.path.samefile(one.path, path)))
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        while True:
            go(Path(sys.argv[1]))
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


@pytest.mark.heavy
@pytest.mark.soak
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_at_any_moment_both_states_are_there(book: Path) -> None:
    _work(book, "One", 0)
    _work(book, "Two", 1)
    for old in backups(book)[1:]:
        old.path.unlink()
    seen = set()
    with subprocess.Popen(
        [sys.executable, "-c", RESTORER, str(book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        for number in itertools.count():
            if number >= 12 and seen == {"One", "Two"}:
                break
            assert number < 60, f"of {number} kills none came after a restore: {seen}"
            parent.stdin.write("go\n")
            parent.stdin.flush()
            child = int(parent.stdout.readline())
            time.sleep(0.02 + 0.13 * number)  # a slow machine gets as long as it needs for one to go through
            os.kill(child, signal.SIGKILL)
            assert parent.stdout.readline() == "dead\n"
            states = {_company(one.path) for one in kept_of(book)}
            seen.add(_company(book))
            assert {"One", "Two"} <= states | {_company(book)}, "nothing is lost"
        parent.stdin.close()
