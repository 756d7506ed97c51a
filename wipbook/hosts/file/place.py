"""Where a workbook lies: the file behind its names, the lock on it, what was read from it, its next version."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from wipbook.errors import WipbookError
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import DamagedWorkbook, SaveFailed, SuspiciousContent, WorkbookOpenElsewhere
from wipbook.ooxml.guard.place import whole_file
from wipbook.ooxml.package.identity import FileIdentity, changed_on_disk
from wipbook.ooxml.package.macros import fit_name
from wipbook.ooxml.saving.backups import keep_apart
from wipbook.ooxml.saving.checked_parts import CheckedParts
from wipbook.ooxml.saving.lease import Lease, WrittenTo
from wipbook.ooxml.saving.locks import refuse_if_open_elsewhere, sole_writer
from wipbook.ooxml.saving.replace import Replacement
from wipbook.ooxml.saving.save_failed import save_failed
from wipbook.ooxml.saving.waiting import Waiting


class Place:
    """The file that ``path`` leads to. With ``waiting`` it is locked against a second wipbook until ``close``; one that
    is at work on it is waited for. Errors: NotAWorkbook, WorkbookOpenElsewhere."""

    def __init__(self, path: Path, waiting: Waiting | None = None) -> None:
        self.path = whole_file(path).resolve()
        self._names = (self.path, path.absolute())
        self._waiting = waiting or Waiting()
        self._lock = ExitStack()
        self._locked = False
        self.originals: list[str] = []
        """Labels under which what was read stays among the backups, for good, once a change is saved over it."""
        if waiting is not None:
            with suppress(SaveFailed):  # a folder that nobody may write in: what is meant can be saving elsewhere
                self._lock.enter_context(sole_writer(self.path, waiting))
                self._locked = True

    def open(self) -> Document:
        """The workbook that lies there now. One that is being written at this moment looks damaged: it is waited for.
        Errors: WorkbookOpenElsewhere, and those of ``Document``."""
        document = self._waiting.until(self._opened)
        self._read = document.package.archive.identity
        return document

    def _opened(self) -> Document:
        try:
            return Document(self.path)
        except WipbookError as error:
            if _is_being_written(self.path):
                raise WorkbookOpenElsewhere(
                    where=str(self.path), found="a program that is writing the file",
                    expected="a workbook that is saved and closed", remedy="wait until it is done, then try again",
                ) from error
            raise

    def replace(
        self, document: Document, path: Path | None, *, backups: int = 0, kept_as: str = "",
        new: bool = False, waiting: Waiting | None = None, locked: bool = False,
    ) -> Document:
        """Write the document to its own place, or to ``path``, which becomes its place (a ``new`` one must be free).
        The document as it was saved; the one given is closed. ``locked``: the caller holds the lock of ``path``. See
        ``FileWorkbook.save``."""
        given = (self.path if path is None else path).absolute()
        target = given.resolve() if given.exists() else given
        same = target == self.path
        names = self._names if same else (target, given)
        waiting = waiting or self._waiting
        with ExitStack() as stack:
            if not (locked or (same and self._locked)):
                stack.enter_context(sole_writer(target, waiting))
            try:
                read = None if new else self._read if same else FileIdentity.of(target)
                held = _held(target, document if same else None, stack) if read else None
            except OSError as error:
                raise save_failed(target, error) from error
            for name in names:
                waiting.until(partial(refuse_if_open_elsewhere, name))
            if same:
                self._read.check(target)
            fit_name(document.package, document.main, target)
            checked, archive = CheckedParts(self.path), document.package.archive
            try:
                document.known.texts = checked.formulas_of(document.package) | document.known.texts
                document.known.reads = checked.reads()
                document.prepare()
            except (DamagedWorkbook, SuspiciousContent) as error:
                raise checked.with_cure(error, archive) from error
            copied = {member.name for member in document.package.copied()}
            sound = stack.enter_context(ThreadPoolExecutor(1)).submit(checked.refuse_damage, document.package)
            if same and self.originals:
                sound.result()
            while same and self.originals:
                self.keep_apart(self.originals[0])
                self.originals.pop(0)

            def let_go() -> None:  # while the new file was written and flushed, the old one was looked through
                sound.result()
                if os.name != "posix":  # Windows exchanges no open file
                    archive.close()

            try:
                saved = Replacement(target, read, held, names, backups, kept_as, waiting, let_go).run(
                    document.package.write_to
                )
            except BaseException:
                if archive.file.closed:
                    archive.reopen()
                raise
            archive.close()
            checked.remember(target, copied, document.known.texts, document.known.reads, listed=bool(backups))
        if not same:
            self.close()
            self.path, self._names = target, names
        self._read = saved.identity  # should somebody have saved since, the next save must find out
        try:
            return Document(target, saved.handle)
        except WipbookError as error:
            if FileIdentity.of(target) == saved.identity:
                raise
            raise changed_on_disk(target) from error

    def keep_apart(self, label: str) -> Path:
        """A copy of what was read, among the backups for good under this label. Errors: ChangedOnDisk, SaveFailed."""
        return keep_apart(self.path, label, self._read)

    def copy(self, to: Path) -> None:
        """Copy what was read. Errors: ChangedOnDisk, where somebody has saved since or was at it meanwhile; SaveFailed.
        Then nothing is left at ``to``."""
        try:
            shutil.copyfile(self.path, to)
            self._read.check(self.path)
        except BaseException as error:
            to.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise save_failed(to, error) from error
            raise

    def close(self) -> None:
        """Let a second wipbook at it."""
        self._lock.close()
        self._locked = False


def _is_being_written(path: Path) -> bool:
    """Whether somebody has the file open for writing, as far as the system tells."""
    with ExitStack() as stack, suppress(OSError):
        try:
            stack.enter_context(Lease(_held(path, None, stack)))
        except WrittenTo:
            return True
    return False


def _held(target: Path, document: Document | None, stack: ExitStack) -> int:
    """A handle on what a save is going to replace."""
    if document is not None:
        return document.package.archive.file.fileno()
    handle = os.open(target, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    stack.callback(os.close, handle)
    return handle
