"""A new version takes the place of a workbook: whole or not at all, and whatever it displaces is looked at and kept."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from wipbook.ooxml.faults import ChangedOnDisk, SaveFailed, WorkbookOpenElsewhere
from wipbook.ooxml.package.identity import FileIdentity, changed_on_disk
from wipbook.ooxml.saving.attributes import keep_attributes, refuse_if_not_ours_to_write, usual_mode
from wipbook.ooxml.saving.backups import keep_displaced, make_backup_folder, take_backup
from wipbook.ooxml.saving.exchange import exchange, put_down
from wipbook.ooxml.saving.lease import Lease, WrittenTo
from wipbook.ooxml.saving.leftovers import clear_leftovers, new_part
from wipbook.ooxml.saving.locks import refuse_if_open_elsewhere
from wipbook.ooxml.saving.save_failed import save_failed
from wipbook.ooxml.saving.waiting import Waiting

_TO_CLOSE = 2.0
"""Seconds for somebody to be done who slipped in between the exchange of the names and the end of the lease."""
_MOST_ROUNDS = 1000
_SHARED = 32
"""Windows' number for a file that another program has open (ERROR_SHARING_VIOLATION)."""
_NO_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EACCES, errno.EISDIR}


@dataclass(frozen=True)
class Saved:
    """What was saved: the file itself, whatever its name leads to by now, and a ``handle`` on it, open for reading
    (None where an open file cannot be given a name)."""

    identity: FileIdentity
    handle: int | None


@dataclass(frozen=True)
class Replacement:
    """How a file is replaced. ``read`` is what was read under its name (None: the name must be free); ``held`` the
    handle it was read through, if it is open; ``names`` are other names that lead to it, beside which programs put
    their owner files. So many ``backups`` roll, unless the old file is ``kept_as`` a name. ``let_go`` is done
    right before the exchange: it closes what keeps the file open, and stops the save by raising what speaks against it.
    """

    path: Path
    read: FileIdentity | None
    held: int | None = None
    names: Sequence[Path] = ()
    backups: int = 0
    kept_as: str = ""
    waiting: Waiting = field(default_factory=Waiting)
    let_go: Callable[[], None] = lambda: None

    def run(self, write: Callable[[BinaryIO], None]) -> Saved:
        """Make the file what ``write`` writes. The caller holds the lock of the workbook.

        A temporary file in the same folder is written and flushed to the disk. Then, at the last moment, owner files
        and the identity of the present file are looked at once more, under a lease where there are any, and the names
        are exchanged. What came out is compared with what was read: the old file becomes the newest backup; anything
        else is another program's save, which goes back to where it was, while our version is left beside it as
        ``NAME.wipbook-conflict.xlsx``.

        Errors: ChangedOnDisk, WorkbookOpenElsewhere, SaveFailed; the workbook is as it was, or as others made it.
        """
        part: Path | None = None
        handle: int | None = None
        try:
            clear_leftovers(self.path)
            if self.read is not None:
                refuse_if_not_ours_to_write(self.path)
                if self.backups or self.kept_as:
                    make_backup_folder(self.path)
            part, file = new_part(self.path)
            with file:
                write(file)
                file.flush()
                if self.read is None:
                    if hasattr(os, "fchmod"):
                        os.fchmod(file.fileno(), usual_mode())
                else:
                    keep_attributes(self.path, file.fileno(), self.path)
                os.fsync(file.fileno())
                ours = FileIdentity.of_open(file.fileno())
                if os.name == "posix":
                    handle = os.open(part, os.O_RDONLY)
                else:  # Windows renames no open file, and tells the time of a change when it is closed
                    file.close()
                    ours = FileIdentity.of(part) or ours
                kept, part = part, None  # from here on what has this name may be another's
                if self.read is None:
                    self._put_down(kept)
                else:
                    self._put_in(kept, ours, self.read, file)
            _sync(self.path.parent)
        except BaseException as error:
            if handle is not None:
                os.close(handle)
            if isinstance(error, OSError):
                raise save_failed(self.path, error) from error
            raise
        finally:
            if part is not None:
                with contextlib.suppress(OSError):
                    part.unlink()
        return Saved(ours, handle)

    def _put_down(self, part: Path) -> None:
        try:
            self.let_go()
            self._look()
            put_down(part, self.path)
        except BaseException as error:
            part.unlink(missing_ok=True)
            if isinstance(error, FileExistsError):
                raise changed_on_disk(self.path) from error
            raise

    def _put_in(self, part: Path, ours: FileIdentity, read: FileIdentity, file: BinaryIO) -> None:
        exchanged = False
        try:
            with contextlib.ExitStack() as stack:
                self.let_go()
                lease = stack.enter_context(self.waiting.until(self._last_look))
                read.check(self.path)
                itself = self._exchanged(part)
                exchanged = True
                self._look()
                if not _is(FileIdentity.of(part), read, itself) or lease.somebody_waits():
                    self._put_back(part, ours, file)
            with contextlib.ExitStack() as stack:
                if not self._left_alone(part, read, itself, stack):
                    self._put_back(part, ours, file)
                try:
                    take_backup(part, self.path, self.backups, self.kept_as)
                except OSError:
                    exchange(part, self.path)
                    exchanged = False
                    raise
        except FileNotFoundError as error:
            raise changed_on_disk(self.path) from error
        except WorkbookOpenElsewhere as error:
            if exchanged:  # opened while the names were exchanged
                self._put_back(part, ours, file, error)
            raise
        finally:
            with contextlib.suppress(OSError):
                if not exchanged and FileIdentity.of(part) == ours:  # a signal can come before the exchange is noted
                    part.unlink()

    def _exchanged(self, part: Path) -> bool:
        try:
            return exchange(part, self.path)
        except OSError as error:
            if getattr(error, "winerror", None) == _SHARED:
                raise _open_for_writing(self.path) from error
            raise

    def _look(self) -> None:
        for name in (self.path, *self.names):
            refuse_if_open_elsewhere(name)

    def _last_look(self) -> Lease:
        """A lease on the file that nobody has open. Errors: WorkbookOpenElsewhere."""
        self._look()
        try:
            return Lease(self.held).take()
        except WrittenTo as written:
            raise _open_for_writing(self.path) from written

    def _left_alone(self, part: Path, read: FileIdentity, itself: bool, stack: contextlib.ExitStack) -> bool:
        """Whether nobody writes into the old file any more, who had opened it by its name before that changed; under a
        lease from now on. Somebody who is at it gets a moment to close it."""
        ends = time.monotonic() + _TO_CLOSE
        while True:
            try:
                stack.enter_context(Lease(self.held))
                return _is(FileIdentity.of(part), read, itself)
            except WrittenTo:
                if time.monotonic() > ends:
                    return False
                time.sleep(0.01)

    def _put_back(
        self, part: Path, ours: FileIdentity, file: BinaryIO, cause: WorkbookOpenElsewhere | None = None
    ) -> None:
        """Another's version goes back to the name; ours stays beside it. Always raises.

        What comes out when the names are exchanged again should be what was put there: else somebody has saved once
        more meanwhile, and that is put back too.
        """
        there = ours
        for _ in range(_MOST_ROUNDS):
            going = FileIdentity.of(part)
            itself = exchange(part, self.path)
            if going is None or _is(FileIdentity.of(part), there, itself):
                break
            there = going
        conflict = self._conflict(part, ours, there, file)
        kept = (
            f"what was computed here is in {conflict.name}; the other version stands: run the command again on it, "
            f"then delete {conflict.name}" if conflict else "the other version stands: run the command again on it"
        )
        found = "a workbook saved by somebody else while it was being saved here"
        raise ChangedOnDisk(
            where=str(self.path), found=cause.found if cause else found, expected="nobody else at work on it",
            remedy=kept,
        ) from cause

    def _conflict(self, part: Path, ours: FileIdentity, there: FileIdentity, file: BinaryIO) -> Path | None:
        """Our version under a free name beside the workbook; None where it was overwritten and is nowhere else."""
        if there != ours:  # ours was overwritten where it stood: what is at ``part`` is an older save of the other
            keep_displaced(part, self.path)
            if file.closed:  # Windows
                return None
            part, copy = new_part(self.path)
            with copy:
                file.seek(0)
                shutil.copyfileobj(file, copy)
        number = 1
        while True:
            again = f" {number}" if number > 1 else ""
            conflict = self.path.with_name(f"{self.path.stem}.wipbook-conflict{again}{self.path.suffix}")
            try:
                put_down(part, conflict)
            except FileExistsError:
                number += 1
            else:
                return conflict


def _open_for_writing(path: Path) -> WorkbookOpenElsewhere:
    return WorkbookOpenElsewhere(
        where=str(path), found="a program that has the workbook open for writing",
        expected="a workbook that is closed everywhere", remedy="close it there, then run the command again",
    )


def _is(found: FileIdentity | None, wanted: FileIdentity, itself: bool) -> bool:
    """Whether what came out is what was there: that very file, or a copy where there was no other way."""
    return found == wanted if itself or found is None else wanted.copied(found)


def _sync(folder: Path) -> None:
    """Make the exchange itself durable, where folders can be opened (not on Windows). A disk that fails now has failed
    after the workbook was saved; that is said all the same."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise SaveFailed(
                where=str(folder),
                found=f"a disk that reports an error ({error.strerror}) after the workbook was saved",
                expected="a save that a power cut cannot undo",
                remedy="look after the disk; the version before is among the backups",
            ) from error
    finally:
        os.close(handle)
