"""Real processes: stopped by a signal before and after the save, a reader that stops, an output that is full."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

#: The shell's own way in; the place named is replaced by one that says it was reached and then waits.
WAITS_AT = """
import sys, time
import wipbook.hosts.file.place as place_of
import wipbook.hosts.file.workbook as workbook
import wipbook.cli.shell as shell
from wipbook.cli.main import main

def wait(*given, **named):
    print("here", file=sys.stderr, flush=True)
    time.sleep(60)

place = sys.argv.pop(1)
if place == "computing":
    shell.Call = wait
elif place == "writing the file":
    place_of.Replacement.run = wait
elif place == "saved, closing":
    opened, count = place_of.Document, []
    place_of.Document = lambda *given: (opened(*given), count.append(1), len(count) > 1 and wait())[0]
elif place == "printing":
    shell._print_lines = shell._print_facts = wait
main()
"""


def stopped(place: str, number: int, *typed: str) -> tuple[int, str, str]:
    with subprocess.Popen(
        [sys.executable, "-c", WAITS_AT, place, *typed], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "here\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    return process.returncode, out, err


SIGNALS = [(signal.SIGTERM, 143, "stopped by SIGTERM"), (signal.SIGINT, 130, "stopped by Ctrl-C")]


@pytest.mark.parametrize(("number", "expected", "words"), SIGNALS)
@pytest.mark.parametrize("place", ["computing", "writing the file"])
def test_before_the_save_the_workbook_is_as_it_was(
    place: str, number: int, expected: int, words: str, book: Path
) -> None:
    before = book.read_bytes()
    code, out, err = stopped(place, number, "refresh", str(book))
    assert (code, out, err) == (expected, "", f"wipbook: {words}. The workbook on disk is as it was.\n")
    assert book.read_bytes() == before
    assert [one.name for one in book.parent.iterdir()] == ["small.xlsx"], "no lock, no part"


@pytest.mark.parametrize(("number", "expected", "words"), SIGNALS)
@pytest.mark.parametrize("place", ["saved, closing", "printing"])
def test_after_the_save_its_place_is_said(place: str, number: int, expected: int, words: str, book: Path) -> None:
    before = book.read_bytes()
    code, out, err = stopped(place, number, "refresh", str(book))
    assert (code, out, err) == (expected, "", f"wipbook: {words}. The workbook had been saved to {book}.\n")
    assert book.read_bytes() != before


def test_a_machine_is_told_as_well(book: Path) -> None:
    code, out, err = stopped("computing", signal.SIGTERM, "refresh", str(book), "--json")
    answer = json.loads(out)
    assert (code, err, answer["error"], answer["saved"], answer["log"]) == (143, "", "Stopped", "", "")
    code, out, _ = stopped("printing", signal.SIGINT, "refresh", str(book), "--json")
    assert (code, json.loads(out)["saved"]) == (130, str(book))


@pytest.fixture
def shell(book: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    def run(line: str) -> subprocess.CompletedProcess[str]:
        line = line.replace("wipbook", f"{sys.executable} -m wipbook.cli").replace("BOOK", str(book))
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    return run


@pytest.mark.skipif(shutil.which("bash") is None, reason="pipes of a shell")
@pytest.mark.parametrize("line", ["wipbook dump BOOK | true", "wipbook rules | true", "wipbook rules --json | true",
                                  "wipbook refresh --help | true"])
def test_a_reader_that_stops_is_no_failure(line: str, shell: Callable[[str], subprocess.CompletedProcess[str]]) -> None:
    done = shell(line)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_is_full_is_said_and_what_was_saved(
    book: Path, shell: Callable[[str], subprocess.CompletedProcess[str]], unbuffered: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether Python keeps what is printed back or not: what it kept it would try to write once more at its end."""
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    done = shell("wipbook refresh BOOK > /dev/full")
    assert (done.returncode, done.stderr) == (
        3, "wipbook: the output: found a full disk, expected room to write. What to do: free some space, or write "
        f"elsewhere. The workbook had been saved to {book}.\n",
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="streams of a shell")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(("line", "code"), [
    ("wipbook dump BOOK >&-", 0), ("wipbook refresh BOOK >&- 2>&- <&-", 0), ("wipbook check nowhere 2>&-", 2),
    ("wipbook refresh --nonsense >/dev/full 2>&1", 2), ("wipbook refresh --nonsense --json >/dev/full 2>&1", 2),
])
def test_streams_that_are_closed_or_full_change_no_exit_code(
    book: Path, shell: Callable[[str], subprocess.CompletedProcess[str]], line: str, code: int, unbuffered: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    before = book.read_bytes()
    done = shell(line)
    assert (done.returncode, done.stderr) == (code, "")
    assert (book.read_bytes() != before) == line.startswith("wipbook refresh BOOK")


def test_a_narrow_stream_gets_escapes_and_json_stays_json(book: Path) -> None:
    from wipbook.hosts.file.workbook import open_file

    with open_file(book, backups=0) as workbook:
        workbook.write_cells("Materials", {"B7": "Stahl für Fahrräder 😀"})
        workbook.save()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    for words in (["dump", str(book)], ["diff", str(book), str(book)], ["sample", str(book), "--json"]):
        done = subprocess.run([sys.executable, "-m", "wipbook.cli", *words], capture_output=True, check=False,
                              env=environment)
        assert done.returncode == 0, done.stderr
        if words[0] == "dump":
            assert b"Stahl f\\xfcr Fahrr\\xe4der \\U0001f600" in done.stdout
        if words[-1] == "--json":
            json.loads(done.stdout)
