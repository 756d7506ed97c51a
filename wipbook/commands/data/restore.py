"""``wipbook restore``: the workbook as it was before a command; the present one stays among the backups."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wipbook.commands.workbench import change_log
from wipbook.errors import WipbookError
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.faults import SaveFailed, WorkbookOpenElsewhere
from wipbook.ooxml.saving.backups import BACKUP_FOLDER, Backup, backups, name_before
from wipbook.ooxml.saving.leftovers import clear_leftovers
from wipbook.ooxml.saving.locks import sole_writer
from wipbook.ooxml.saving.waiting import Waiting


class NothingKept(WipbookError):
    """No backup of the workbook."""


class UnknownBackup(WipbookError):
    """No backup of that number or name."""


@dataclass(frozen=True)
class Restored:
    """The workbook ``path`` is as ``backup`` was; what it was before is ``kept`` under this name, blank for nothing."""

    path: Path
    backup: Backup
    kept: str


def kept_of(path: Path) -> list[Backup]:
    """What is kept of the workbook at ``path``, the newest first; with what a save that was killed had displaced."""
    path = _lies(path)
    if path.parent.is_dir():
        with suppress(SaveFailed, WorkbookOpenElsewhere, OSError), sole_writer(path, Waiting(0)):
            clear_leftovers(path)  # who is saving at this moment does it himself, and his are no leftovers
    return backups(path)


def chosen_backup(path: Path, which: str) -> Backup:
    """A backup of the workbook at ``path`` by its number in the list (1 is the newest) or its name; blank: the newest.

    Errors: ``NothingKept``, ``UnknownBackup``.
    """
    kept = kept_of(path)
    if not kept:
        raise NothingKept(
            where=str(path.parent / BACKUP_FOLDER), found=f"no backup of {path.name}",
            expected="a file that a command kept before it changed the workbook",
            remedy="a backup is kept from the next command on; older copies are where your own backups are",
        )
    wanted = which.strip() or "1"
    if wanted.isdigit() and 1 <= int(wanted) <= len(kept):
        return kept[int(wanted) - 1]
    for one in kept:
        if one.name.casefold() == Path(wanted).name.casefold():
            return one
    raise UnknownBackup(
        where=str(path), found=repr(which), expected=f"a number from 1 to {len(kept)}, or the name of a backup",
        remedy=f"wipbook restore {path.name} --list shows them",
    )


def restore(
    path: Path, which: str = "", now: dt.datetime | None = None, user: str | None = None,
    waiting: Waiting | None = None,
) -> Restored:
    """Make the workbook at ``path`` what one of its backups was, and add a row to its Change Log.

    The backup is opened first: one that is damaged is refused. Then the present file becomes the newest backup and the
    restored one takes its name in one step, so that at every moment both are there. No other wipbook is at it from the
    choice of the backup's name on, so that two at once choose two. Errors: those of
    ``chosen_backup``, ``WorkbookOpenElsewhere``, and whatever is wrong with the backup or with saving.
    """
    path = _lies(path)
    backup = chosen_backup(path, which)
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    with sole_writer(path, waiting), open_file(backup.path) as workbook:
        kept = name_before(path, "restore", moment) if path.exists() else ""
        if workbook.find_table("ChangeLog") is not None:
            change_log.append(
                workbook, "restore", f"the workbook as it was {said(backup)}, from {backup.name}",
                backup=kept, now=moment, user=user, takes_in=False,
            )
        workbook.save(path, kept_as=kept, waiting=waiting, locked=True)
    return Restored(path, backup, kept)


def _lies(path: Path) -> Path:
    """Where the file itself lies, beside which its backups are."""
    path = path.absolute()
    return path.resolve() if path.exists() else path


def said(backup: Backup) -> str:
    """Which state a backup is, in words.

    >>> said(Backup(Path("plant.1.xlsx"), "save", "a save", dt.datetime(2026, 3, 31, 17, 5)))
    'before a save (2026-03-31 17:05:00)'
    """
    of = "before" if backup.kind in ("command", "save") else "kept as"
    return f"{of} {backup.before} ({backup.moment:%Y-%m-%d %H:%M:%S})"
