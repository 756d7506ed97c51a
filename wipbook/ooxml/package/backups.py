"""The files a workbook was before: what is kept of them, under which names, for how long."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from wipbook.ooxml.package.save_failed import save_failed

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


def keep_backup(path: Path, count: int) -> Path:
    """Keep the present file as ``wipbook_backups/NAME.1.xlsx``; older ones move up, the oldest beyond ``count`` goes.

    The backup is a second name for the same data (hard link), so that it costs no time; where the file system has
    none, a copy is made.
    """
    folder = path.parent / BACKUP_FOLDER
    folder.mkdir(exist_ok=True)
    slots = [folder / f"{path.stem}.{number}{path.suffix}" for number in range(1, count + 1)]
    for older, newer in zip(reversed(slots), [*reversed(slots[:-1])], strict=False):
        if newer.exists():
            newer.replace(older)
    slots[0].unlink(missing_ok=True)
    return _linked(path, slots[0])


def keep_named(path: Path, name: str, *, copied: bool = False) -> Path:
    """Keep the present file as ``wipbook_backups/NAME``, and remove the backups before commands that are older than
    what is kept of them (``MOST_OF_A_DAY``, ``DAYS``).

    It is a second name for the same data, which only whoever replaces the file as a whole may ask for; a copy where a
    program may write into it.
    """
    folder = path.parent / BACKUP_FOLDER
    folder.mkdir(exist_ok=True)
    kept = Path(shutil.copy2(path, folder / name)) if copied else _linked(path, folder / name)
    for one in outlived(backups(path)):
        one.path.unlink(missing_ok=True)
    return kept


def keep_apart(path: Path, label: str) -> Path:
    """Keep a copy of the present file as ``wipbook_backups/NAME.LABEL.xlsx``, which is never removed; one of that name
    that is there already stays, and the new one is numbered. Errors: SaveFailed."""
    try:
        (path.parent / BACKUP_FOLDER).mkdir(exist_ok=True)
        kept = path.parent / BACKUP_FOLDER / free_name(path, label)
        shutil.copy2(path, kept)
    except OSError as error:
        raise save_failed(path, error) from error
    return kept


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


def _linked(path: Path, kept: Path) -> Path:
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)
    return kept


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
    """The number of a file whose moment was taken already."""
    number = re.search(r" (\d+)$", file.stem)
    return int(number[1]) if number else 1
