"""Too little memory, too few threads or files, a full disk: one sentence, exit code 3, and nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.commands.every_command import small_plant
from wipbook.commands.faces.failure import failure_of
from wipbook.commands.faces.shortage import shortage_of

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_plant(tmp_path_factory.mktemp("short") / "small.xlsx")


def under(limit: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command as a shell runs it under a limit."""
    line = " ".join(map(str, words))
    return subprocess.run(
        ["bash", "-c", f"ulimit {limit} && exec {sys.executable} -m wipbook.cli {line}"],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT,
    )


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [150_000, 400_000, 600_000, 800_000, 950_000])
def test_little_memory_is_one_sentence_or_a_result(kilobytes: int, plant: Path, tmp_path: Path) -> None:
    """From far too little to nearly enough: libraries fail in many places, some by ending the process."""
    book = Path(shutil.copy(plant, tmp_path / "small.xlsx"))
    before = book.read_bytes()
    done = under(f"-v {kilobytes}", "refresh", book)
    if done.returncode == 0:
        assert kilobytes > 400_000
    else:
        assert done.returncode == 3, done.stderr
        assert done.stderr.count("\n") == 1 and done.stdout == ""
        assert done.stderr.startswith("wipbook: this machine: found too ") and "as it was" in done.stderr
        assert book.read_bytes() == before
    with zipfile.ZipFile(book) as archive:
        assert archive.testzip() is None
    assert not list(tmp_path.glob(".small.xlsx.*.part"))


def test_what_every_start_loads_is_light() -> None:
    """Else the shell could not even say that there is too little memory, and ``--help`` would take a second."""
    code = "import sys, wipbook.cli.main; print([one for one in ('polars', 'pydantic') if one in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout == "[]\n"


@pytest.mark.slow
def test_a_machine_is_told_as_well(plant: Path) -> None:
    done = under("-v 500000", "check", plant, "--json")
    assert done.returncode == 3 and done.stderr == ""
    assert json.loads(done.stdout)["error"] == "NotEnoughRoom"


@pytest.mark.slow
def test_a_limit_that_is_wide_enough_changes_nothing(plant: Path) -> None:
    free, limited = under("-v unlimited", "check", plant), under("-v 8000000", "check", plant)
    assert (free.returncode, free.stdout) == (limited.returncode, limited.stdout)
    wrong = under("-v 8000000", "check", plant.with_name("none.xlsx"))
    assert wrong.returncode == 2 and wrong.stderr.count("\n") == 1 and "no such file" in wrong.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("files", "code"), [(8, 3), (12, 3), (24, 0)])
def test_few_open_files(files: int, code: int, plant: Path, tmp_path: Path) -> None:
    book = Path(shutil.copy(plant, tmp_path / "small.xlsx"))
    before = book.read_bytes()
    done = under(f"-n {files}", "refresh", book)
    assert done.returncode == code, done.stderr
    assert (book.read_bytes() == before) == bool(code)
    if code:
        assert done.stderr.startswith("wipbook: this machine: found too few open files")
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (MemoryError(), "too little memory"),
        (OSError(errno.EMFILE, "Too many open files"), "too few open files"),
        (OSError(errno.ENFILE, "Too many open files in system"), "too few open files"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "too little memory"),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), "too few threads or too little memory"),
        (RuntimeError("can't start new thread"), "too few threads or too little memory"),
        (
            RuntimeError(
                "called `Result::unwrap()` on an `Err` value: Os { code: 11, kind: WouldBlock, message: \"Resource "
                'temporarily unavailable" }'
            ), "too few threads or too little memory",
        ),
        (ImportError("libx.so: failed to map segment from shared object"), "too little memory"),
        (ImportError("libx.so: cannot open shared object file: Too many open files"), "too few open files"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, BaseException) else "",
)
def test_what_libraries_say_is_known(error: BaseException, found: str) -> None:
    failure = failure_of(error, "refresh", Path("plant.xlsx"))
    assert (failure.error, failure.found, failure.code) == ("NotEnoughRoom", found, 3)
    outer = ValueError("something else")
    outer.__cause__ = error
    short = shortage_of(outer)
    assert short is not None and short.found == found


@pytest.mark.parametrize("error", [ValueError("no number"), KeyError("Job"), OSError(errno.EIO, "Input/output error")])
def test_other_errors_are_no_shortage(error: BaseException) -> None:
    assert shortage_of(error) is None
