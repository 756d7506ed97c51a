"""Another program saves the workbook while we do: at every call of our save, by rename and in place. Nothing is lost.

Our save runs in a child process under ``sys.setprofile``: at its k-th call it tells another process, which knows
nothing of wipbook, to write its version of the file, and waits until that is done or has to wait itself (a lease).
Afterwards the other's version must stand under the name: either it came first, and our save was refused, or last.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hosts.conftest import make_plant
from wipbook.hosts.file.workbook import open_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")

WAYS = ("rename", "in place", "same size and time", "held open")

SAVER = """
import os, sys
from pathlib import Path
from wipbook.errors import WipbookError
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.saving import lease, locks, replace, attributes, backups, exchange
from wipbook.hosts.file import place
ROOMS = os.sep + "saving" + os.sep, os.sep + os.path.join("file", "place.py"), "/tempfile.py", "/pathlib.py"
for line in sys.stdin:
    path, at = line.rstrip("\\n").split("\\t")
    at, count = int(at), 0
    def boundary(frame, event, thing):
        global count
        if event not in ("call", "return", "c_call", "c_return"):
            return
        here = frame.f_code.co_filename
        if not any(room in here for room in ROOMS):
            return
        count += 1
        if count == at:
            sys.setprofile(None)
            print("now", flush=True)
            sys.stdin.readline()
            sys.setprofile(boundary)
    with open_file(path, backups=2) as book:
        book.write_cells("Jobs", {"A1": "ours"})
        sys.setprofile(boundary)
        try:
            book.save()
            said = "saved"
        except WipbookError as error:
            said = f"{type(error).__name__}: {error}"
        finally:
            sys.setprofile(None)
    print(f"{said}\\t{count}", flush=True)
"""

WRITER = """
import os, sys
for line in sys.stdin:
    way, path, content = line.rstrip("\\n").split("\\t")
    data = open(content, "rb").read()
    if way == "rename":
        with open(path + ".new", "wb") as file:
            file.write(data)
        os.replace(path + ".new", path)
    elif way == "in place":
        with open(path, "r+b") as file:
            file.truncate(0)
            file.write(data)
    elif way == "same size and time":
        with open(path, "r+b") as file:
            old = os.fstat(file.fileno())
            file.write(data)
            file.truncate()
            file.flush()
            os.utime(file.fileno(), ns=(old.st_atime_ns, old.st_mtime_ns))
    elif way == "held open":
        file = open(path, "r+b")
        print("opened", flush=True)
        sys.stdin.readline()
        file.truncate(0)
        file.write(data)
        file.close()
    print("written", flush=True)
"""


class Ended(NamedTuple):
    """How our save ended, and how many calls it had made."""

    said: str
    calls: int


class Two:
    """Our saver and the other's writer, each a process for many tries."""

    def __init__(self, saver: subprocess.Popen[str], writer: subprocess.Popen[str]) -> None:
        self.saver, self.writer = saver, writer

    @staticmethod
    def tell(process: subprocess.Popen[str], line: str) -> None:
        assert process.stdin is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()

    @staticmethod
    def hear(process: subprocess.Popen[str], seconds: float | None = None) -> str:
        """A line, or nothing within so many seconds."""
        import select

        assert process.stdout is not None
        if seconds is not None and not select.select([process.stdout], [], [], seconds)[0]:
            return ""
        return process.stdout.readline().rstrip("\n")

    def attempt(self, path: Path, at: int, way: str, theirs: Path) -> Ended:
        self.tell(self.saver, f"{path}\t{at}")
        heard = self.hear(self.saver)
        if heard != "now":
            return Ended(*self._parted(heard))
        self.tell(self.writer, f"{way}\t{path}\t{theirs}")
        answer = self.hear(self.writer, 0.05)  # nothing: it waits for our lease to end
        if way == "held open":
            self.tell(self.saver, "go on")
            ended = self.hear(self.saver)
            if not answer:
                answer = self.hear(self.writer)
            assert answer == "opened"
            self.tell(self.writer, "write")
            assert self.hear(self.writer) == "written"
            return Ended(*self._parted(ended))
        self.tell(self.saver, "go on")
        ended = self.hear(self.saver)
        assert answer == "written" or self.hear(self.writer) == "written"
        return Ended(*self._parted(ended))

    @staticmethod
    def _parted(heard: str) -> tuple[str, int]:
        said, _, calls = heard.rpartition("\t")
        return said, int(calls)


@contextmanager
def two() -> Iterator[Two]:
    with subprocess.Popen(
        [sys.executable, "-c", SAVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as saver, subprocess.Popen(
        [sys.executable, "-c", WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        try:
            yield Two(saver, writer)
        finally:
            saver.kill()
            writer.kill()


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """The workbook as it was, and as another program writes it: one text differs, the length does not."""
    old = make_plant(tmp_path / "old.xlsx")
    theirs = Path(shutil.copy(old, tmp_path / "theirs.xlsx"))
    for path, text in ((old, "before"), (theirs, "theirs")):
        with open_file(path, backups=0) as book:
            book.write_cells("Jobs", {"A1": text})
            book.save()
    assert old.stat().st_size == theirs.stat().st_size
    return old, theirs


def tried(couple: Two, folder: Path, versions: tuple[Path, Path], at: int, way: str) -> Ended:
    """One try in a folder of its own, and what must hold after it."""
    old, theirs = versions
    folder.mkdir()
    path = Path(shutil.copyfile(old, folder / "plant.xlsx"))
    ended = couple.attempt(path, at, way, theirs)
    where = f"{way} at call {at}: {ended}"
    wanted = theirs.read_bytes()
    if ended.calls < at:
        assert ended.said == "saved", where
    else:
        assert path.read_bytes() == wanted, f"{where}: the other's version does not stand"
        if ended.said != "saved":
            assert ended.said.startswith(("ChangedOnDisk", "WorkbookOpenElsewhere")), where
            if "wipbook-conflict" in ended.said:
                with open_file(folder / "plant.wipbook-conflict.xlsx") as book:
                    assert book.read_cell("Jobs", "A1") == "ours", where
    kept = folder / "wipbook_backups"
    backup = kept / "plant.1.xlsx"
    if ended.said == "saved" or backup.exists():
        with open_file(backup) as book:
            assert book.read_cell("Jobs", "A1") == "before", where
        # saved, and written into by the other before we could look at it again: that is said
        assert ended.said == "saved" or "after it was opened here" in ended.said, f"{where}: no reason for a backup"
    assert not list(folder.glob(".*")), where
    shutil.rmtree(folder)
    return ended


def calls_of_a_save(couple: Two, folder: Path, versions: tuple[Path, Path]) -> int:
    return tried(couple, folder, versions, 10**9, "rename").calls


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("tries", [40, pytest.param(1000, marks=[pytest.mark.heavy, pytest.mark.soak])])
def test_what_another_program_saves_meanwhile_stands(
    tries: int, way: str, tmp_path: Path, versions: tuple[Path, Path]
) -> None:
    with two() as couple:
        calls = calls_of_a_save(couple, tmp_path / "first", versions)
        assert calls > 100
        ended = [
            tried(couple, tmp_path / str(number), versions, 1 + number * calls // tries, way) for number in range(tries)
        ]
    kinds = {one.said.partition(":")[0] for one in ended}
    assert kinds > {"saved"}, "some of the saves came first, and some were refused"


def test_the_conflict_of_a_second_time_has_a_name_of_its_own(tmp_path: Path) -> None:
    from wipbook.ooxml.faults import ChangedOnDisk
    from wipbook.ooxml.saving import replace

    path = make_plant(tmp_path / "plant.xlsx")
    theirs = make_plant(tmp_path / "theirs.xlsx")
    exchanged = replace.exchange

    def later(new: Path, name: Path) -> None:
        if theirs.exists():
            theirs.replace(path)
        exchanged(new, name)

    for number in ("", " 2"):
        make_plant(theirs)
        with open_file(path) as book, pytest.MonkeyPatch.context() as patch:
            patch.setattr(replace, "exchange", later)
            book.write_cells("Jobs", {"A1": "ours"})
            with pytest.raises(ChangedOnDisk, match=f"wipbook-conflict{number}.xlsx"):
                book.save()
        with open_file(tmp_path / f"plant.wipbook-conflict{number}.xlsx") as book:
            assert book.read_cell("Jobs", "A1") == "ours"
    assert not list((tmp_path / "wipbook_backups").iterdir())
