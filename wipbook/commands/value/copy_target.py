"""Where a copy may be written: a free name, or the place of a workbook of ours."""

from __future__ import annotations

import stat
from pathlib import Path

from wipbook.commands.workbench.upgrade import version_of
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.guard.place import kind_of


class NotOurWorkbook(RefusedToProtectData):
    """What stands where a workbook is to be written is no workbook of wipbook's."""


def refuse_target(path: Path, *, overwrite: bool = False) -> None:
    """Raise ``NotOurWorkbook`` unless ``path`` is free or leads to a workbook made by wipbook; any other file may be
    replaced with ``overwrite`` (it is kept among the backups), a folder, a device or a pipe never."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise _refusal(path, "a name that cannot be looked at", "choose another name") from error
    if not stat.S_ISREG(mode):
        raise _refusal(path, kind_of(mode), "choose the name of a file")
    if not overwrite and not _is_ours(path):
        remedy = "choose another name, or say --overwrite: the file is then kept in wipbook_backups"
        raise _refusal(path, "a file that is no workbook of wipbook's", remedy)


def _is_ours(path: Path) -> bool:
    try:
        with open_file(path, backups=0) as workbook:
            return version_of(workbook) is not None
    except WipbookError:
        return False


def _refusal(path: Path, found: str, remedy: str) -> NotOurWorkbook:
    return NotOurWorkbook(
        where=str(path), found=found, expected="a free name, or a workbook of wipbook's", remedy=remedy
    )
