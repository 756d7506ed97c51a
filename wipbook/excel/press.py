"""A button was pressed: run its command on the active workbook, and say in Excel how it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wipbook.addin.versions import difference
from wipbook.commands.faces import error_log
from wipbook.commands.faces.visible import visible
from wipbook.commands.wording import NOT_SAVED, ONLY_ONLINE, SAVED_BY_EXCEL, TAKEN_BACK
from wipbook.errors import WipbookError
from wipbook.excel.buttons import BUTTONS, Pressed
from wipbook.excel.escape import FINISHED, Escape
from wipbook.excel.messages import say
from wipbook.excel.protection import unprotecting
from wipbook.excel.screen import ExcelIsBusy, Screen
from wipbook.hosts.excel.online import is_online
from wipbook.ooxml.saving.backups import backups
from wipbook.port.workbook import Workbook

# What Excel answers while a cell is being edited or a dialog is open.
_BUSY = frozenset({-2147418111, -2146777998, -2147417846})


class UnknownButton(WipbookError):
    """The add-in has a button that this wipbook does not know."""


def press(
    button: str, book: Any, *, addin: str = "", given: str = "",
    say_before: Callable[[dict[str, Any]], object] = lambda said: None,
) -> str:
    """Run the command of ``button`` on ``book``, an ``xlwings.Book``; the message shown.

    ``addin`` is the version the add-in was made for, ``given`` text from it. Nothing is saved: that is the user's to
    do. No exception leaves this function, and the status bar, the calculation mode, the screen and the protection of
    sheets are as they were; ``say_before`` gets what they were before each is changed.
    """
    app = book.app  # at once: a workbook that is closed meanwhile has none
    screen, notes = Screen(app, say_before=say_before), list[str]()
    try:
        escape = Escape(app)

        def progress(step: str) -> None:
            escape.look()
            screen.show(step, escape.hint)

        with screen, unprotecting(book, notes, say_before, escape.before_writing) as workbook:
            text, fine = command_of(button)(Pressed(book, workbook, progress, given)), True
            text = _with_the_way_back(text, book, workbook)
        if escape.too_late:
            notes.append(FINISHED)
    except Exception as error:  # noqa: BLE001 - a traceback in Excel helps nobody; it goes to the log
        text, fine = _explained(button, error), False
    versions = difference(addin)
    return say(app, "\n\n".join(part for part in (text, *notes, *screen.notes, versions) if part), fine)


def _with_the_way_back(text: str, book: Any, workbook: Workbook) -> str:
    """The message of a command that wrote: whether Excel saves it by itself, and how it is taken back."""
    if NOT_SAVED not in text:
        return text
    said = [SAVED_BY_EXCEL if _saves_by_itself(book) else NOT_SAVED]
    path = workbook.path
    if path is None and is_online(str(book.fullname)):
        said.append(ONLY_ONLINE)
    elif path is not None and book.app.engine.name == "excel" and backups(path):
        said.append(TAKEN_BACK)
    return text.replace(NOT_SAVED, " ".join(said))


def _saves_by_itself(book: Any) -> bool:
    """Whether AutoSave is on: Workbook.AutoSaveOn, which Excel 2019 and other programs do not have."""
    try:
        return book.api.AutoSaveOn is True
    except Exception:  # noqa: BLE001 - each bridge has an error of its own for it
        return False


def command_of(button: str) -> Callable[[Pressed], str]:
    """What a button runs, by its key. Errors: ``UnknownButton``."""
    if button not in BUTTONS:
        raise UnknownButton(where="the add-in", found=f"a button {button!r}", expected=", ".join(BUTTONS))
    return BUTTONS[button]


def _explained(button: str, error: Exception) -> str:
    if getattr(error, "hresult", None) in _BUSY:
        error = ExcelIsBusy.now()
    if isinstance(error, WipbookError):
        parts = [error.where, f"Found: {error.found}" if error.found else ""]
        parts += [f"Expected: {error.expected}" if error.expected else ""]
        parts += [f"Difference: {error.difference}" if error.difference else ""]
        parts += [f"What to do: {error.remedy}" if error.remedy else ""]
        return "\n".join(visible(part) for part in parts if part)
    return (
        f"{button.replace('_', ' ').capitalize()} stopped: something happened that wipbook did not expect "
        f"({type(error).__name__}).\n{visible(error_log.write(button, error).sentence)}\n"
        "What to do: close the workbook without saving to go back to where you were, and report the details."
    )
