"""A close that is killed, or made twice at once: the workbook is as before or closed whole, never between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.close.test_close import NOW
from tests.share import share_of
from tests.stories.test_month_end import january
from wipbook.commands.close.close import close
from wipbook.commands.close.verify import verify
from wipbook.errors import WipbookError
from wipbook.hosts.file.workbook import open_file

#: One interpreter forks all that are killed. It has loaded what a close loads, as a first child tells it, so that the
#: kills fall into the close itself; it runs none, since the threads of a library do not come along into a child.
FORKER = """
import contextlib, datetime as dt, importlib, json, os, shutil, signal, sys, time
from wipbook.commands.close.close import close
from wipbook.hosts.file.workbook import open_file

def closed():
    shutil.copyfile(sys.argv[2], sys.argv[1] + ".fresh")
    os.replace(sys.argv[1] + ".fresh", sys.argv[1])
    with open_file(sys.argv[1], backups=2) as book:
        close(book, by="Ann", now=dt.datetime(2026, 4, 1, 9))
        book.save()

def scout():
    told, tell = os.pipe()
    if os.fork() == 0:
        began = time.monotonic()
        closed()
        with os.fdopen(tell, "w") as report:
            json.dump([time.monotonic() - began, sorted(sys.modules)], report)
        os._exit(0)
    os.close(tell)
    with os.fdopen(told) as report:
        answer = json.load(report)
    os.wait()
    return answer

for name in scout()[1]:
    with contextlib.suppress(Exception):
        importlib.import_module(name)
print(scout()[0], flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        closed()
        signal.pause()  # until it is killed
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.heavy
@pytest.mark.soak
@pytest.mark.parametrize("seed", [20261128, 20261129])
def test_killed_at_any_moment_of_a_close(seed: int, tmp_path: Path) -> None:
    """206 kills, by two workers."""
    wanted = share_of(103, 40)
    start = tmp_path / "start.xlsx"
    book = january(start)
    book.save()
    path = tmp_path / "books" / "frames.xlsx"
    path.parent.mkdir()
    dice, seen = random.Random(seed), set()
    with subprocess.Popen(
        [sys.executable, "-c", FORKER, str(path), str(start)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        longest = 1.25 * float(parent.stdout.readline())
        for kill in range(1, wanted + 1):
            parent.stdin.write("go\n")
            parent.stdin.flush()
            child = int(parent.stdout.readline())
            time.sleep(dice.uniform(0.0, longest))
            os.kill(child, signal.SIGKILL)
            assert parent.stdout.readline() == "dead\n"
            with open_file(path, backups=0) as left:
                found = verify(left)
            assert found.faults == () and found.missing == (), found
            assert len(found.records) in (0, 1)
            seen.add(len(found.records))
            if kill % 20 == 0 and 1 not in seen:  # the machine has slowed down: some are to get through as well
                longest *= 1.5
        parent.stdin.close()
    assert seen == {0, 1}, "some went through, some were cut short"
    with open_file(path, backups=0) as left:
        if not verify(left).records:
            close(left, by="Ann", now=NOW)
            left.save()
        assert verify(left).faults == ()


def test_two_closes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "frames.xlsx"
    book = january(path)
    book.save()
    book.close()
    with open_file(path) as first, open_file(path) as second:
        close(first, by="Ann", now=NOW)
        close(second, by="Ben", now=NOW)
        first.save()
        with pytest.raises(WipbookError) as refused:
            second.save()
        assert refused.value.exit_code == 3
    with open_file(path) as left:
        assert [record.by for record in verify(left).records] == ["Ann"]
        assert verify(left).faults == ()
