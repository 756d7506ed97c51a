"""Killed at any moment of a save, the file is the old workbook or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.hosts.conftest import make_plant
from tests.share import share_of
from wipbook.hosts.file.workbook import open_file


@pytest.mark.heavy
@pytest.mark.soak
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("wanted", [share_of(230, 100)])
def test_killed_at_any_moment(wanted: int, tmp_path: Path) -> None:
    path = make_plant(tmp_path / "plant.xlsx")
    dice = random.Random(20261122)
    kills, cut, seen = 0, 0, set()
    window = max(0.06, 8 * seconds_of_a_save(path))
    enough = wanted // 20
    # On a machine with other work more of the kills come too early or too late.
    while kills < wanted or (kills < 5 * wanted and min(len(seen), cut) <= enough):
        with subprocess.Popen(
            [sys.executable, "-c", FORKER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as parent:
            assert parent.stdin is not None and parent.stdout is not None
            for _ in range(max(wanted - kills, wanted // 4)):
                left = parts(tmp_path)
                parent.stdin.write("go\n")
                parent.stdin.flush()
                child = int(parent.stdout.readline())
                if kills % 2:  # while a new file is being written, which is a small part of a save
                    wait_for_another_part(tmp_path, left, 2 * window)
                else:
                    time.sleep(dice.uniform(0.0, window))
                os.kill(child, signal.SIGKILL)
                assert parent.stdout.readline() == "dead\n"
                kills += 1
                seen.add(state_of(path))
                cut += bool(parts(tmp_path) - left)
            parent.stdin.close()
    print(kills, "kills,", cut, "cut short")
    assert len(seen) > enough, "many of the saves went through"
    assert cut > enough, "and many were cut short"
    with open_file(path) as book:  # the next save clears what the killed ones left
        book.write_cells("Jobs", {"A1": "after"})
        book.save()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["plant.xlsx", "wipbook_backups"]


def parts(folder: Path) -> set[str]:
    """New files that are not whole yet, or never became so."""
    return {one.name for one in folder.iterdir() if one.name.startswith(".") and one.name.endswith(".part")}


def wait_for_another_part(folder: Path, left: set[str], seconds: float) -> None:
    """Until a part is there that is none of those ``left`` before, or the time is over."""
    until = time.perf_counter() + seconds
    while not parts(folder) - left and time.perf_counter() < until:
        pass


def seconds_of_a_save(path: Path) -> float:
    """How long this machine takes today: the kills must fall before, into and after the saves."""
    began = time.perf_counter()
    for _ in range(5):
        with open_file(path, backups=2) as book:
            book.write_cells("Jobs", {"A1": "before"})
            book.save()
    return (time.perf_counter() - began) / 5


def state_of(path: Path) -> tuple[str, int]:
    """What the workbook says: every row of the same save."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        table = archive.read("xl/tables/table1.xml").decode()
    runs = {piece.split("<")[0] for piece in sheet.split(">run ")[1:]}
    assert len(runs) <= 1
    rows = sheet.count(">run ")
    assert rows == (150 if runs else 0)
    assert f'ref="A5:D{155 if runs else 8}"' in table
    return (runs.pop() if runs else "old", rows)


#: One interpreter that forks a saver per kill: 200 interpreter starts would take minutes.
FORKER = """
import os, sys
import polars as pl
from wipbook.hosts.file.workbook import open_file
count = 0
for line in sys.stdin:
    count += 1
    child = os.fork()
    if child == 0:
        run = 0
        while True:
            run += 1
            with open_file(sys.argv[1], backups=2) as book:
                book.write_table("Jobs", FRAME(f"run {count}-{run}"))
                book.save()
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
""".replace("FRAME(", "(lambda text: pl.DataFrame({'job': [text] * 150, 'qty': [1.5] * 150}))(")
