"""What each button does: the command it was declared for, told and asked what its declaration says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from wipbook.commands.command import Call, Command, Press
from wipbook.commands.declared import presses
from wipbook.commands.faces.visible import visible
from wipbook.excel.asking import confirmed, found_out
from wipbook.port.workbook import Workbook


@dataclass(frozen=True)
class Pressed:
    """``book`` is the ``xlwings.Book``, ``workbook`` its port, ``given`` text from the add-in."""

    book: Any
    workbook: Workbook
    progress: Callable[[str], None]
    given: str = ""


def _run(command: Command, press: Press, pressed: Pressed) -> str:
    """The message of a command that a button started."""
    # The functions import this module as well, in a process that must start quickly and needs no file host.
    from wipbook.commands.workbench.upgrade import bring_up_to_date

    confirmed(pressed.book.app, press)
    told = {one.name: one.default for one in command.arguments}
    told |= dict(press.given) | found_out(command, press, pressed.book, pressed.workbook, pressed.given)
    upgrade = None if command.reads_only or not command.needs_book else bring_up_to_date(pressed.workbook)
    answer = command.run(Call(pressed.progress, told, pressed.workbook, upgrade=upgrade))
    lines = [*answer.message, upgrade.brought if upgrade else ""]
    if not any("left out" in line for line in lines):
        lines += [f"{cause.why}." for cause in answer.causes if cause.rows_left_out]
    return "\n".join(visible(line) for line in lines if line)


BUTTONS: dict[str, Callable[[Pressed], str]] = {
    key: partial(_run, command, press) for key, (command, press) in presses().items()
}
"""By the key the add-in calls it, in the order of the tab."""
