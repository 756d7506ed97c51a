"""Two names exchanged, by every way a system offers, and what a save does where it offers none."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hosts.conftest import make_plant
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.faults import ChangedOnDisk, SaveFailed
from wipbook.ooxml.saving import exchange, replace
from wipbook.ooxml.saving.lease import Lease, WrittenTo

posix = pytest.mark.skipif(os.name != "posix", reason="links")


def no_links(*given: object, **named: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def one_step(patch: pytest.MonkeyPatch) -> None:
    """As the system does it."""


def second_names(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(exchange, "_renamed", lambda new, path, how: False)


def copies(patch: pytest.MonkeyPatch) -> None:
    second_names(patch)
    patch.setattr(exchange.os, "link", no_links)


WAYS = [one_step, pytest.param(second_names, marks=posix), pytest.param(copies, marks=posix)]


@pytest.mark.parametrize("way", WAYS)
def test_both_are_there_before_and_after(
    way: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way(monkeypatch)
    new, path = tmp_path / "new", tmp_path / "path"
    new.write_text("new")
    path.write_text("old")
    exchange.exchange(new, path)
    assert (path.read_text(), new.read_text()) == ("new", "old")
    exchange.exchange(new, path)
    assert (path.read_text(), new.read_text()) == ("old", "new")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["new", "path"]


@pytest.mark.parametrize("way", WAYS)
def test_a_name_that_is_gone_changes_nothing(
    way: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way(monkeypatch)
    new = tmp_path / "new"
    new.write_text("new")
    with pytest.raises(FileNotFoundError):
        exchange.exchange(new, tmp_path / "path")
    assert [one.name for one in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("way", WAYS)
def test_a_name_that_is_taken_is_not_taken_away(
    way: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way(monkeypatch)
    new, path = tmp_path / "new", tmp_path / "path"
    new.write_text("new")
    path.write_text("old")
    with pytest.raises(FileExistsError):
        exchange.put_down(new, path)
    assert (path.read_text(), new.read_text()) == ("old", "new")
    path.unlink()
    exchange.put_down(new, path)
    assert (path.read_text(), new.exists()) == ("new", False)


@posix
@pytest.mark.parametrize("way", WAYS)
def test_every_way_saves_keeps_a_backup_and_sees_another_s_save(
    way: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, theirs = make_plant(tmp_path / "plant.xlsx"), make_plant(tmp_path / "theirs.xlsx", rows=5)
    before, other = path.read_bytes(), theirs.read_bytes()
    way(monkeypatch)
    with open_file(path) as book:
        book.write_cells("Jobs", {"A1": "ours"})
        book.save()
    assert (tmp_path / "wipbook_backups" / "plant.1.xlsx").read_bytes() == before

    real = replace.exchange

    def later(new: Path, name: Path) -> None:
        if theirs.exists():
            theirs.replace(path)
        real(new, name)

    monkeypatch.setattr(replace, "exchange", later)
    with open_file(path) as book, pytest.raises(ChangedOnDisk, match=r"plant\.wipbook-conflict\.xlsx"):
        book.write_cells("Jobs", {"A1": "ours again"})
        book.save()
    assert path.read_bytes() == other
    with open_file(tmp_path / "plant.wipbook-conflict.xlsx") as book:
        assert book.read_cell("Jobs", "A1") == "ours again"


@posix
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES])
def test_an_exchange_that_fails_leaves_the_old_file(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_plant(tmp_path / "plant.xlsx")
    before = path.read_bytes()

    def fails(new: Path, name: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(replace, "exchange", fails)
    with open_file(path) as book, pytest.raises(SaveFailed):
        book.write_cells("Jobs", {"A1": "ours"})
        book.save()
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*")) and not list((tmp_path / "wipbook_backups").iterdir())


@posix
def test_a_backup_that_cannot_be_kept_undoes_the_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_plant(tmp_path / "plant.xlsx")
    before = path.read_bytes()

    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(replace, "take_backup", full)
    with open_file(path) as book, pytest.raises(SaveFailed, match="a full disk"):
        book.write_cells("Jobs", {"A1": "ours"})
        book.save()
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


@posix
def test_a_disk_that_fails_after_the_exchange_is_not_said_to_have_changed_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_plant(tmp_path / "plant.xlsx")
    before, flush = path.read_bytes(), os.fsync

    def fails(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        flush(handle)

    monkeypatch.setattr(replace.os, "fsync", fails)
    with open_file(path) as book, pytest.raises(SaveFailed, match="after the workbook was saved") as caught:
        book.write_cells("Jobs", {"A1": "ours"})
        book.save()
    assert "unchanged" not in str(caught.value)
    assert (tmp_path / "wipbook_backups" / "plant.1.xlsx").read_bytes() == before
    with open_file(path) as book:
        assert book.read_cell("Jobs", "A1") == "ours"


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
def test_a_lease_is_refused_while_somebody_writes_and_lets_readers_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("text")
    handle, other = os.open(path, os.O_RDONLY), os.open(path, os.O_RDONLY)
    try:
        with Lease(handle) as lease:
            if not lease.held:
                pytest.skip("no leases on this file system")
            assert path.read_text() == "text"
            assert not lease.somebody_waits()
            with pytest.raises(BlockingIOError):
                os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            assert lease.somebody_waits()
        writer = os.open(path, os.O_WRONLY)
        with pytest.raises(WrittenTo), Lease(handle):
            pass
        os.close(writer)
        with Lease(handle) as lease:
            assert lease.held
    finally:
        os.close(handle)
        os.close(other)


def test_where_there_are_no_leases_nothing_is_promised() -> None:
    with Lease(None) as lease:
        assert not lease.held and not lease.somebody_waits()
    if os.name == "posix":
        handle = os.open("/dev/null", os.O_RDONLY)
        with Lease(handle) as lease:
            assert not lease.held
        os.close(handle)
