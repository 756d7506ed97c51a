"""``wipbook restore``: undo, also tomorrow: the workbook as it was before a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wipbook.commands.command import WAIT, Answer, Argument, Call, Command, Grid, Press
from wipbook.port.tab import Button, Group

if TYPE_CHECKING:
    from wipbook.ooxml.saving.backups import Backup

_SHOWN = 5
"""Backups that a button's box names."""


def run(call: Call) -> Answer:
    from wipbook.commands.data.restore import kept_of, restore, said
    from wipbook.ooxml.saving.waiting import Waiting

    if call.opened is not None:
        return _explained(call.opened.path)
    path, which = call.given["book"], call.given["which"]
    if call.given["list_"]:
        kept = kept_of(path)
        rows = [
            (number, f"{one.moment:%Y-%m-%d %H:%M:%S}", one.kind, one.before, one.name, f"{_kilobytes(one):,} kB")
            for number, one in enumerate(kept, 1)
        ]
        return Answer(
            [Grid(f"Kept of {path.name}, the newest first", ("", "When", "Kind", "Before", "File", "Size"), rows)]
            if rows else [f"Nothing is kept of {path.name} yet."],
            facts={"restored": "", "from": "", "kept": "", "backups": [
                {"number": number, "when": one.moment, "kind": one.kind, "before": one.before, "file": one.name}
                for number, one in enumerate(kept, 1)
            ]},
        )
    done = restore(path, which, waiting=Waiting(call.given["wait"], call.progress))
    present = f"what it was until now is {done.kept} in {done.backup.path.parent.name}" if done.kept else ""
    return Answer(
        [f"{path.name} is as it was {said(done.backup)}" + (f"; {present}" if present else "")],
        facts={"restored": str(done.path), "from": done.backup.name, "kept": done.kept, "backups": []},
    )


def _kilobytes(backup: Backup) -> int:
    return -(-backup.path.stat().st_size // 1024)


def _explained(path: Path | None) -> Answer:
    """What the button says: a program that has the workbook open would write over whatever is put in its place."""
    from wipbook.commands.data.restore import said
    from wipbook.ooxml.saving.backups import BACKUP_FOLDER, backups

    kept = backups(path) if path is not None and path.exists() else []
    if path is None or not kept:
        return Answer(message=[
            "Nothing is kept of this workbook yet: before a command of wipbook changes it, the file as it was last "
            "saved is kept.",
        ])
    return Answer(message=[
        "Nothing was changed: a workbook that is open cannot be put back.",
        "Kept are, the newest first:",
        *(f"{number}: {said(one)}" for number, one in enumerate(kept[:_SHOWN], 1)),
        *([f"and {len(kept) - _SHOWN} more"] if len(kept) > _SHOWN else []),
        f'To put one back, close the workbook and run: wipbook restore "{path.name}" 1',
        f"To look at one, open it: the files lie in {BACKUP_FOLDER} beside the workbook.",
    ])


COMMAND = Command(
    name="restore", order=117, run=run, needs_book=False, reads_only=True,
    about="Put the workbook back as it was before a command; what it was until now is kept as well.",
    refuses="the workbook is open elsewhere",
    arguments=(
        Argument("book", "The workbook (.xlsx or .xlsm).", Path, metavar="BOOK"),
        Argument("which", "Number in the list, or the name of a backup; the newest without one.", default="",
                 metavar="N"),
        Argument("list_", "Say what is kept; change nothing.", bool, False, ("--list",)),
        WAIT,
    ),
    presses=(
        Press("restore", Button(
            Group.DATA, 40, "Restore", "Undo", "Go back to before a command",
            "Says which earlier states of the workbook are kept, and how to put one back. Writes nothing.",
        )),
    ),
)
