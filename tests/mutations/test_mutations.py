"""Mutated packages through every reader: a result or one designed error, within 10 s and 1 GB, nothing said beside it.

The suite reads the first ones of a seed; CI reads more of another for some minutes (``heavy`` and ``fuzz``). A long
run: ``python -m tests.mutations.mutate --help``.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.mutations import oracle
from tests.mutations.cases import mutated, packages
from tests.mutations.mutate import run
from tests.mutations.oracle import judge, through_the_readers
from tests.share import share_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of memory and time of a process")
#: What fuzzing found once, by seed and number: shared strings numbered wrongly or by the billion, texts that look like
#: rows, dates beyond what the fast reader counts, parts that are gone, a directory of nothing, headers
#: without a letter.
FOUND = (
    (1, 1298), (2, 20), (2, 381), (2, 1574), (2, 2531), (2, 2768), (2, 4791), (3, 245), (3, 261), (3, 553), (3, 890),
    (101, 383), (101, 716), (102, 1788),
)


def test_a_case_is_the_same_whenever_it_is_made() -> None:
    assert mutated(1, 7) == mutated(1, 7)
    assert mutated(1, 7)[1] != mutated(2, 7)[1]
    assert all(len(content) < 50_000 for _, content in packages())


def test_the_oracle_sees_what_it_must_not_miss(tmp_path: Path) -> None:
    """A traceback, a line on standard error and an error without its parts."""
    from wipbook.errors import WipbookError

    said = os.open(tmp_path / "said", os.O_RDWR | os.O_CREAT)

    def traceback(_: Path) -> None:
        raise KeyError("r")

    def talk(_: Path) -> None:
        os.write(said, b"a library's line")

    def terse(_: Path) -> None:
        raise WipbookError(where="here")

    assert "KeyError" in judge(traceback, tmp_path, said)
    assert "a library's line" in judge(talk, tmp_path, said)
    assert "without its parts" in judge(terse, tmp_path, said)
    assert judge(lambda _: None, tmp_path, said) == ""
    os.close(said)


def test_the_oracle_sees_what_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the processor, whatever else runs; of the clock, where nothing is done."""
    monkeypatch.setattr(oracle, "SECONDS", -1.5)
    monkeypatch.setattr(oracle, "STANDS_STILL", 2)

    def works(_: Path) -> None:
        while True:
            pass

    with (tmp_path / "said").open("w+b") as said:
        assert judge(works, tmp_path, said.fileno()) == "more than -1.5 s"
        assert judge(lambda _: time.sleep(60), tmp_path, said.fileno()) == "more than 2 s of the clock"


@pytest.mark.parametrize("content", [content for _, content in packages()[:3]], ids=["plant", "kinds", "rewritten"])
def test_what_is_not_mutated_is_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sound.xlsx"
    path.write_bytes(content)
    through_the_readers(path)


def test_a_share_of_the_mutations() -> None:
    done = run(seed=1, first=0, count=200, budget=60)
    print("seed 1,", done.read, "packages")
    assert done.faults == []
    assert done.read >= 20


@pytest.mark.parametrize(("seed", "number"), FOUND)
def test_what_was_found_once(tmp_path: Path, capfd: pytest.CaptureFixture[str], seed: int, number: int) -> None:
    what, content = mutated(seed, number)
    path = tmp_path / "mutated.xlsx"
    path.write_bytes(content)
    with (tmp_path / "said").open("w+b") as said:
        assert judge(through_the_readers, path, said.fileno()) == "", what
    assert capfd.readouterr() == ("", "")


@pytest.mark.heavy
@pytest.mark.fuzz
@pytest.mark.parametrize("seed", [101, 102])
def test_minutes_of_mutations(seed: int) -> None:
    """Two workers of some two and a half minutes of a processor each."""
    seconds = share_of(150, 40)
    done = run(seed, first=0, count=50_000, budget=seconds)
    print("seed", seed, done.read, "packages", f"{done.resident >> 20} MiB resident at most")
    assert done.faults == []
    assert done.read > 2 * seconds
