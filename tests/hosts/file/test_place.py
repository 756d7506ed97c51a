"""Who may save where: locks, waiting, names that lead to a workbook, and files that are not for us."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hosts.conftest import make_plant
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ooxml.faults import ChangedOnDisk, NotAWorkbook, SaveFailed, WorkbookOpenElsewhere
from wipbook.ooxml.saving.locks import sole_writer
from wipbook.ooxml.saving.waiting import Waiting

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes")


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    return make_plant(tmp_path / "plant.xlsx")


def test_from_opening_on_a_second_wipbook_has_to_wait(plant: Path) -> None:
    with open_file(plant, waiting=Waiting()):
        for attempt in (lambda: open_file(plant, waiting=Waiting()), lambda: open_file(plant, waiting=Waiting(0.2))):
            with pytest.raises(WorkbookOpenElsewhere, match="a second wipbook at work"):
                attempt()
        with open_file(plant) as reader:  # who only reads is not in the way
            assert reader.read_cell("Jobs", "A1") == "Jobs in process"
    with open_file(plant, waiting=Waiting()) as book:
        book.write_cells("Jobs", {"A1": "new"})
        book.save()
        book.write_cells("Jobs", {"A1": "newer"})
        book.save()
        with pytest.raises(WorkbookOpenElsewhere):
            open_file(plant, waiting=Waiting())
    assert sorted(one.name for one in plant.parent.iterdir()) == ["plant.xlsx", "wipbook_backups"]


def test_waiting_ends_with_the_other_and_takes_no_longer_than_told(plant: Path) -> None:
    told: list[str] = []
    first = open_file(plant, waiting=Waiting())
    threading.Timer(0.3, first.close).start()
    began = time.monotonic()
    with open_file(plant, waiting=Waiting(20, told.append)) as book:
        assert 0.2 < time.monotonic() - began < 10
        book.write_cells("Jobs", {"A1": "new"})
        book.save()
    assert len(told) == 1 and "waiting up to 20 s" in told[0]
    began = time.monotonic()
    with sole_writer(plant), pytest.raises(WorkbookOpenElsewhere):
        open_file(plant, waiting=Waiting(0.3))
    assert 0.3 <= time.monotonic() - began < 5


@pytest.mark.parametrize("owner", ["~$plant.xlsx", ".~lock.plant.xlsx#"])
def test_an_owner_file_is_waited_for_at_saving(plant: Path, owner: str) -> None:
    lock = plant.with_name(owner)
    with open_file(plant, waiting=Waiting(20)) as book:
        book.write_cells("Jobs", {"A1": "new"})
        lock.write_bytes(b"\x04Anna" + bytes(160))
        threading.Timer(0.3, lock.unlink).start()
        book.save()
    with open_file(plant) as book:
        assert book.read_cell("Jobs", "A1") == "new"


@posix
def test_an_owner_file_beside_a_link_is_seen_as_well(plant: Path, tmp_path: Path) -> None:
    other = tmp_path / "desktop"
    other.mkdir()
    link = other / "mine.xlsx"
    link.symlink_to(plant)
    before = plant.read_bytes()
    for owner in (other / "~$mine.xlsx", plant.with_name("~$plant.xlsx")):
        owner.write_bytes(b"\x04Anna" + bytes(160))
        with open_file(link) as book, pytest.raises(WorkbookOpenElsewhere, match="Anna"):
            book.write_cells("Jobs", {"A1": "new"})
            book.save()
        owner.unlink()
    assert plant.read_bytes() == before
    with open_file(link) as book:
        book.write_cells("Jobs", {"A1": "new"})
        book.save()
    assert link.is_symlink() and plant.read_bytes() != before


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
def test_a_program_that_has_the_file_open_for_writing_is_respected(plant: Path) -> None:
    """No owner file, no lock: only an open file."""
    before = plant.read_bytes()
    code = "import sys; f = open(sys.argv[1], 'r+b'); print('open', flush=True); sys.stdin.readline()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(plant)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline() == "open\n"
        with open_file(plant) as book, pytest.raises(WorkbookOpenElsewhere, match="open for writing"):
            book.write_cells("Jobs", {"A1": "new"})
            book.save()
        assert plant.read_bytes() == before
        with open_file(plant, waiting=Waiting(20)) as book:
            book.write_cells("Jobs", {"A1": "new"})
            stdin = other.stdin
            threading.Timer(0.3, lambda: (stdin.write("\n"), stdin.close())).start()
            book.save()
    with open_file(plant) as book:
        assert book.read_cell("Jobs", "A1") == "new"


def test_after_our_save_another_s_is_found_out(plant: Path, tmp_path: Path) -> None:
    """The workbook stays open here; somebody saves between our first and our second save."""
    theirs = make_plant(tmp_path / "theirs.xlsx", rows=4)
    with open_file(plant) as book:
        book.write_cells("Jobs", {"A1": "first"})
        book.save()
        theirs.replace(plant)
        assert book.read_cell("Jobs", "A1") == "first", "what we saved is what we go on with"
        book.write_cells("Jobs", {"A1": "second"})
        with pytest.raises(ChangedOnDisk):
            book.save()


def test_a_change_of_equal_size_and_time_is_found_out(plant: Path) -> None:
    data, found = bytearray(plant.read_bytes()), plant.stat()
    with open_file(plant) as book:
        book.write_cells("Jobs", {"A1": "ours"})
        at = data.rindex(b"PK\1\2") + 16  # the checksum of the last part in the directory
        data[at] ^= 1
        with plant.open("r+b") as file:
            file.write(data)
        os.utime(plant, ns=(found.st_atime_ns, found.st_mtime_ns))
        with pytest.raises(ChangedOnDisk):
            book.save()
    assert plant.read_bytes() == data


def test_a_new_name_must_be_free(plant: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken.xlsx"
    taken.write_text("mine")
    with open_file(plant) as book:
        with pytest.raises(ChangedOnDisk):
            book.save_new(taken)
        assert taken.read_text() == "mine"
        assert book.save_new(tmp_path / "free.xlsx").exists()
    assert not list(tmp_path.glob(".*"))


@posix
def test_what_is_no_file_is_named_for_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "circle.xlsx").symlink_to("circle.xlsx")
    for path, found in (
        (tmp_path, "a folder"), (Path("/dev/null"), "a device"), (tmp_path / "pipe.xlsx", "a pipe"),
        (tmp_path / "circle.xlsx", "links that lead in a circle"), (tmp_path / "none.xlsx", "no such file"),
        (tmp_path / "a\0b.xlsx", "a name that no file can have"),
    ):
        with pytest.raises(NotAWorkbook, match=found):
            open_file(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_into_can_be_read(plant: Path, tmp_path: Path) -> None:
    plant.parent.chmod(0o555)
    try:
        with open_file(plant, waiting=Waiting()) as book, pytest.raises(SaveFailed):
            book.write_cells("Jobs", {"A1": "new"})
            book.save()
    finally:
        plant.parent.chmod(0o755)


def _copies(book: FileWorkbook, folder: Path) -> dict[str, Callable[[], object]]:
    """Every way in which the file is copied as it was read."""

    def keep_original() -> None:
        book.keep_original("template 1")
        book.write_cells("Jobs", {"A1": "ours"})
        book.save()

    return {
        "keep_copy": lambda: book.keep_copy("closed 2026-03-31"), "keep_original": keep_original,
        "copy_file": lambda: book.copy_file(folder / "copy.xlsx"),
    }


@pytest.mark.parametrize("which", ["keep_copy", "keep_original", "copy_file"])
@pytest.mark.parametrize("way", ["in place", "by rename", "cut short"])
def test_no_copy_is_kept_of_what_another_wrote_meanwhile(
    which: str, way: str, plant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program saves while the file is copied: half of the copy would be of one version, half of the other."""
    theirs = make_plant(plant.with_name("theirs.xlsx")).read_bytes() + b"theirs"

    def torn(copy: Callable[..., object]) -> Callable[..., object]:
        def copied(source: Path, target: Path, **more: object) -> object:
            if source != plant:
                return copy(source, target, **more)
            before = plant.read_bytes()
            if way == "by rename":
                (plant.parent / "new").write_bytes(theirs)
                (plant.parent / "new").replace(plant)
            else:
                with plant.open("r+b") as file:
                    file.truncate(0)
                    file.write(theirs if way == "in place" else theirs[:100])
            return target.write_bytes(before[: len(before) // 2] + theirs[len(before) // 2 :])
        return copied

    with open_file(plant) as book:
        attempt = _copies(book, plant.parent)[which]
        with monkeypatch.context() as patched:
            for name in ("copyfile", "copy2"):
                patched.setattr(shutil, name, torn(getattr(shutil, name)))
            with pytest.raises(ChangedOnDisk, match="saved by somebody else"):
                attempt()
    left = {one.name for one in plant.parent.rglob("*") if one.is_file()} - {"plant.xlsx", "theirs.xlsx"}
    assert left == set(), "neither a copy nor a part of one"
    assert plant.read_bytes() == (theirs[:100] if way == "cut short" else theirs)


def test_a_copy_is_the_file_as_it_was_read(plant: Path) -> None:
    before = plant.read_bytes()
    with open_file(plant) as book:
        for copy in _copies(book, plant.parent).values():
            copy()
        assert (plant.parent / "copy.xlsx").read_bytes() == plant.read_bytes() != before, "as it was saved last"
    kept = plant.parent / "wipbook_backups"
    assert (kept / "plant.template 1.xlsx").read_bytes() == before
    assert (kept / "plant.closed 2026-03-31.xlsx").read_bytes() == before
    with zipfile.ZipFile(plant.parent / "copy.xlsx") as archive:
        assert archive.testzip() is None


def test_no_room_for_a_copy_is_a_full_disk(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with open_file(plant) as book:
        monkeypatch.setattr(shutil, "copyfile", full)
        with pytest.raises(SaveFailed, match="a full disk"):
            book.copy_file(plant.parent / "copy.xlsx")
