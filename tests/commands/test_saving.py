"""What every command that writes promises: it waits for others, takes no file that is not ours, leaves nothing half."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.every_command import small_plant
from wipbook.commands.declared import commands
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.saving.locks import sole_writer

ROOT = Path(__file__).parents[2]
Said = tuple[int, str, str]
posix = pytest.mark.skipif(os.name != "posix", reason="signals, pipes, links")


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_plant(tmp_path_factory.mktemp("saving") / "small.xlsx")


@pytest.fixture
def book(plant: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(plant, tmp_path / "small.xlsx"))


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wipbook.cli", *map(str, words)], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT,
    )


def test_who_can_wait() -> None:
    """Every command that saves the workbook it works on, and restore, which puts another in its place."""
    waits = {one.name for one in commands() if one.in_shell and one.writes_book}
    assert {"refresh", "audit", "import", "close", "reopen", "journal", "forecast", "sign", "count post"} <= waits
    assert not {"check", "dump", "export", "verify", "diff", "new", "demo"} & waits


@pytest.mark.parametrize("typed", [["refresh"], ["audit"], ["restore", "1"]], ids=lambda typed: typed[0])
def test_a_second_wipbook_is_waited_for_and_refused_at_once_with_nought(
    typed: list[str], book: Path, wipbook: Callable[..., Said]
) -> None:
    with open_file(book) as workbook:  # a backup for restore
        workbook.write_cells("Settings", {"A1": "Settings"})
        workbook.save()
    command, *more = typed
    before = book.read_bytes()
    with sole_writer(book):
        code, _, err = wipbook(command, str(book), *more, "--wait", "0")
        assert code == 3 and "a second wipbook at work on this workbook" in err
        began = time.monotonic()
        code, _, err = wipbook(command, str(book), *more, "--wait", "0.4")
        assert code == 3 and time.monotonic() - began >= 0.4
    assert book.read_bytes() == before
    held = threading.Event()

    def hold() -> None:
        with sole_writer(book):
            held.set()
            time.sleep(0.5)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    code, _, err = wipbook(command, str(book), *more)
    other.join()
    assert code == 0, err
    assert book.read_bytes() != before


@posix
@pytest.mark.slow
def test_two_at_once_come_after_one_another_and_none_calls_the_other_s_file_damaged(book: Path) -> None:
    """Eight refreshes and checks at the same moment: the writers wait for one another, the readers read."""
    words = ["refresh", "check", "refresh", "dump"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "wipbook.cli", word, str(book), *(["--wait", "60"] if word == "refresh" else [])],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for word in words
    ]
    for word, process in zip(words, processes, strict=True):
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, (word, err)
        assert "damaged" not in err and "checksum" not in err


@posix
def test_out_takes_a_free_name_or_a_workbook_of_ours(
    book: Path, tmp_path: Path, wipbook: Callable[..., Said]
) -> None:
    note, folder, pipe = tmp_path / "note.txt", tmp_path / "folder", tmp_path / "pipe"
    note.write_text("mine")
    folder.mkdir()
    os.mkfifo(pipe)
    for target, found in (
        (note, "a file that is no workbook of wipbook's"), (folder, "a folder"), (pipe, "a pipe"),
        (Path("/dev/null"), "a device"),
    ):
        code, _, err = wipbook("refresh", str(book), "--out", str(target))
        assert code == 3 and found in err, (target, err)
        if target is not note:
            assert wipbook("refresh", str(book), "--out", str(target), "--overwrite")[0] == 3
    assert note.read_text() == "mine"
    assert wipbook("refresh", str(book), "--out", str(note), "--overwrite")[0] == 0
    assert (tmp_path / "wipbook_backups" / "note.1.txt").read_text() == "mine", "also what was replaced on demand"
    copy = tmp_path / "copy.xlsx"
    for _ in range(2):  # free, then ours
        assert wipbook("refresh", str(book), "--out", str(copy))[0] == 0


MAKER = """
import os, sys
from pathlib import Path
from wipbook.cli.main import main
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        sys.argv = ["wipbook", "new", sys.argv[1], "--with", "all"]
        main()
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


@pytest.mark.heavy
@pytest.mark.soak
@posix
def test_a_new_workbook_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "plant.xlsx"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    made = 0
    with subprocess.Popen(
        [sys.executable, "-c", MAKER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment,
    ) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        number = 0
        while made < 3 or number < 25:
            assert number < 200, "new does not come to its end"
            parent.stdin.write("go\n")
            parent.stdin.flush()
            child = ""
            while not child.strip().isdigit():
                child = parent.stdout.readline()
            time.sleep(0.02 * (number % 25) * (1 + number // 25))
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
            while parent.stdout.readline() != "dead\n":
                pass
            number += 1
            if path.exists():
                made += 1
                with open_file(path) as book:
                    assert "Packs" in book.tables()
                    assert book.read_table("ChangeLog").frame["Command"].to_list()[-1] == "new"
                path.unlink()
        parent.stdin.close()
