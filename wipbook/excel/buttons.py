"""What each button does: the command it was declared for, told and asked what its declaration says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from wipbook.commands.command import Call, Command, Press
from wipbook.commands.declared import presses
from wipbook.commands.faces.visible import visible
from wipbook.excel.asking.found_out import NotConfirmed, agreement, choice, found_out
from wipbook.excel.reopening import reopened
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
    from wipbook.commands.workbench.front.tabs import reveal
    from wipbook.commands.workbench.upgrade import bring_up_to_date

    told = {one.name: one.default for one in command.arguments}
    told |= dict(press.given) | found_out(command, press, pressed.book, pressed.workbook, pressed.given)
    upgrade = None if command.reads_only or not command.needs_book else bring_up_to_date(pressed.workbook)
    call = Call(
        pressed.progress, told, pressed.workbook, upgrade=upgrade, agree=agreement(pressed.book.app, press),
        choose=choice(pressed.book.app, press),
        reopened=reopened(pressed.book, pressed.workbook) if press.lets_go else None,
    )
    try:
        answer = command.run(call)
    except NotConfirmed as error:
        if upgrade is None:
            raise
        raise NotConfirmed(
            where=error.where, found=error.found, expected=error.expected,
            remedy=f"nothing was changed, but that an older workbook was brought up to date: {upgrade.brought}",
        ) from None
    shows = command.shows if answer.shows is None else answer.shows
    if shows and shows in pressed.workbook.sheets():
        reveal(pressed.workbook, shows)
        pressed.workbook.go_to(shows, "A1")
    lines = [*answer.message, upgrade.brought if upgrade else ""]
    if not any("left out" in line for line in lines):
        lines += [f"{cause.why}." for cause in answer.causes if cause.rows_left_out]
    return "\n".join(visible(line) for line in lines if line)


BUTTONS: dict[str, Callable[[Pressed], str]] = {
    key: partial(_run, command, press) for key, (command, press) in presses().items()
}
"""By the key the add-in calls it, in the order of the tab."""
