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
_CHOICES = 20
"""States that a button's form lets one choose from."""


def run(call: Call) -> Answer:
    from wipbook.commands.data.restore import kept_of, restore, said
    from wipbook.ooxml.saving.waiting import Waiting

    if call.opened is not None:
        return _of_the_button(call, call.opened.path)
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


def _of_the_button(call: Call, path: Path | None) -> Answer:
    """Put back what is chosen while the program lets go of the workbook; where it cannot, what is kept, and how."""
    from wipbook.commands.data.restore import Restored, restore, said
    from wipbook.ooxml.saving.backups import backups
    from wipbook.ooxml.saving.waiting import Waiting

    kept = backups(path) if path is not None and path.exists() else []
    if path is None or not kept or call.reopened is None:
        return _explained(path)
    chosen = call.choose(
        f"{path.name} is saved, closed, put back and opened again. What it is now is kept as well.", "As it was",
        [f"{number}: {said(one)}" for number, one in enumerate(kept[:_CHOICES], 1)],
    )
    number = chosen.partition(":")[0].strip()
    name = kept[int(number) - 1].name if number.isdigit() and 1 <= int(number) <= len(kept) else chosen
    done: list[Restored] = []
    # a program, or what watches over files, lets go of one a moment after it was closed
    call.reopened(lambda file: done.append(restore(file, name, waiting=Waiting(WAIT.default, call.progress))))
    (restored,) = done
    return Answer(message=[
        f"{path.name} is as it was {said(restored.backup)}.",
        f"What it was until now is kept ({restored.kept}): press Restore again to go back to it." if restored.kept
        else "",
    ])


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
            "Asks which of the kept states of the workbook, puts it back and opens it; the present one is kept. Where "
            "the program cannot let go of the workbook, says how it is done.",
        ), lets_go=True),
    ),
)
