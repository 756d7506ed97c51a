"""The files a workbook was before: what is kept of them, under which names, for how long."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wipbook.ooxml.package.identity import FileIdentity
from wipbook.ooxml.saving.exchange import put_down
from wipbook.ooxml.saving.save_failed import save_failed

BACKUP_FOLDER = "wipbook_backups"
WHOLE_DAYS = 3
"""Days, the last on which there are any, of which every backup before a command is kept; of each at most"""
MOST_OF_A_DAY = 100
DAYS = 30
"""Days before them of which the first backup is kept: the workbook as the day began."""
COMMAND, CLOSE, TEMPLATE, SAVE = "command", "close", "template", "save"
"""Kinds of backups. Before a command: ``NAME.2026-03-31 170502 refresh.xlsx``. Of a close and of a template:
``NAME.close 2026-03-31.xlsx``, ``NAME.template 1.xlsx``, of which none is ever removed. Before a save that no command
made: ``NAME.1.xlsx``, the newest."""
_MOMENT = "%Y-%m-%d %H%M%S"
_DATED = re.compile(r"(\d{4}-\d\d-\d\d \d{6}) (.+)")


@dataclass(frozen=True)
class Backup:
    """One kept file: what it was kept ``before`` (a command) or of (a close), and when (to the second)."""

    path: Path
    kind: str
    before: str
    moment: dt.datetime

    @property
    def name(self) -> str:
        return self.path.name


def backups(path: Path) -> list[Backup]:
    """What is kept of the workbook at ``path``, the newest first. Files of other names in the folder are none.

    The moment of a backup before a command stands in its name; others have that of the file.
    """
    folder = path.parent / BACKUP_FOLDER
    found = []
    for file in folder.glob("*") if folder.is_dir() else ():
        label = _label(path, file)
        if label is not None and file.is_file():
            found.append(_backup(file, label))
    return sorted(found, key=lambda one: (one.moment, _again(one.path)), reverse=True)


def name_before(path: Path, command: str, moment: dt.datetime) -> str:
    """A free name for the backup of ``path`` before a command at a moment."""
    words = re.sub(r"[^\w -]", "_", command) or "command"
    return free_name(path, f"{moment.strftime(_MOMENT)} {words}")


def free_name(path: Path, label: str) -> str:
    """``NAME.LABEL.xlsx``, numbered where that is taken."""
    folder, number, name = path.parent / BACKUP_FOLDER, 1, f"{path.stem}.{label}{path.suffix}"
    while (folder / name).exists():
        number += 1
        name = f"{path.stem}.{label} {number}{path.suffix}"
    return name


def make_backup_folder(path: Path) -> Path:
    """The folder of the backups of ``path``. Errors: OSError, before anything has changed."""
    folder = path.parent / BACKUP_FOLDER
    folder.mkdir(exist_ok=True)
    return folder


def take_backup(out: Path, path: Path, count: int, name: str = "") -> None:
    """The file at ``out``, which ``path`` was until now, becomes the backup ``name``, which must be free; without one
    the newest of ``count`` that roll: ``NAME.1.xlsx``, the others move up and the oldest goes. With neither it is
    removed.

    Errors: OSError, FileExistsError among them; then the file is still at ``out``.
    """
    if name:
        _move(out, path.parent / BACKUP_FOLDER / name, put_down)
        for one in outlived(backups(path)):
            one.path.unlink(missing_ok=True)
    elif count:
        folder = path.parent / BACKUP_FOLDER
        slots = [folder / f"{path.stem}.{number}{path.suffix}" for number in range(1, count + 1)]
        free = next((number for number, slot in enumerate(slots) if not slot.exists()), count - 1)
        for number in range(free, 0, -1):
            slots[number - 1].replace(slots[number])
        _move(out, slots[0])
    else:
        out.unlink()


def keep_displaced(out: Path, path: Path) -> Path:
    """Keep what a save of ``path`` displaced and could not hand on, when it was killed or met another's save."""
    moment = dt.datetime.fromtimestamp(out.stat().st_mtime).replace(microsecond=0)
    make_backup_folder(path)
    kept = path.parent / BACKUP_FOLDER / name_before(path, "interrupted save", moment)
    _move(out, kept, put_down)
    return kept


def keep_named(path: Path, name: str) -> Path:
    """Keep a copy of the present file as ``wipbook_backups/NAME``; backups before commands go that are older than what
    is kept of them (``MOST_OF_A_DAY``, ``DAYS``)."""
    kept = _copied(path, make_backup_folder(path) / name)
    for one in outlived(backups(path)):
        one.path.unlink(missing_ok=True)
    return kept


def keep_apart(path: Path, label: str, read: FileIdentity | None = None) -> Path:
    """Keep a copy of the present file as ``wipbook_backups/NAME.LABEL.xlsx``, which is never removed; one of that name
    that is there already stays, and the new one is numbered. ``read``: what the file has to be, before and after it was
    copied. Errors: ChangedOnDisk, SaveFailed; then no copy is kept."""
    try:
        kept = make_backup_folder(path) / free_name(path, label)
        return _copied(path, kept, read)
    except OSError as error:
        raise save_failed(path, error) from error


def outlived(kept: list[Backup]) -> list[Backup]:
    """Which of ``kept``, the newest first, are kept no longer: of backups before commands all but those of the last
    days that have any (``WHOLE_DAYS``), and the first of each of the days before them."""
    dated = [one for one in kept if one.kind == COMMAND]
    days = list(dict.fromkeys(one.moment.date() for one in dated))
    gone = []
    for number, day in enumerate(days):
        of_day = [one for one in dated if one.moment.date() == day]
        if number < WHOLE_DAYS:
            gone += of_day[MOST_OF_A_DAY:]
        else:
            gone += of_day[:-1] if number < WHOLE_DAYS + DAYS else of_day
    return gone


def _copied(path: Path, kept: Path, read: FileIdentity | None = None) -> Path:
    """A copy under its name, which must be free, only when it is whole, however the process ends, and whoever writes
    into the file meanwhile."""
    part = kept.with_name(f".{kept.name}.part")
    try:
        shutil.copy2(path, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if read is not None:
            read.check(path)
        put_down(part, kept)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return kept


def _move(out: Path, kept: Path, move: Callable[[Path, Path], object] = Path.replace) -> None:
    try:
        move(out, kept)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copied(out, kept)  # the folder of the backups is on another disk
        out.unlink()


def _label(path: Path, file: Path) -> str | None:
    """What stands between the name of the workbook and its suffix."""
    start = f"{path.stem}."
    if not file.name.startswith(start) or file.suffix.lower() != path.suffix.lower():
        return None
    return file.name[len(start) : -len(file.suffix)] or None


def _backup(file: Path, label: str) -> Backup:
    dated = _DATED.fullmatch(label)
    if dated:
        try:
            return Backup(file, COMMAND, _unnumbered(dated[2]), dt.datetime.strptime(dated[1], _MOMENT))
        except ValueError:
            pass  # digits that make no moment: a file of somebody's own
    written = dt.datetime.fromtimestamp(file.stat().st_mtime).replace(microsecond=0)
    kind = SAVE if label.isdigit() else next((one for one in (CLOSE, TEMPLATE) if label.startswith(one)), SAVE)
    return Backup(file, kind, "a save" if label.isdigit() else label, written)


def _unnumbered(words: str) -> str:
    return re.sub(r" \d+$", "", words)


def _again(file: Path) -> int:
    """The number of a file whose moment was taken already; of those that roll, the first is the newest."""
    rolls = re.search(r"\.(\d+)$", file.stem)
    if rolls:
        return -int(rolls[1])
    number = re.search(r" (\d+)$", file.stem)
    return int(number[1]) if number else 1
