"""Which job a button means: the one in the active cell, or the one the user names."""

from __future__ import annotations

from typing import Any

from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.errors import WipbookError
from wipbook.excel.question import asked
from wipbook.ooxml.faults import NotOnFileHost
from wipbook.port.workbook import Workbook


class NoJobNamed(WipbookError):
    """Something was asked of one job, and no job named."""


def chosen_job(book: Any, workbook: Workbook, where: str = "Job Card") -> str:
    """The number of a job of the sheet Jobs when the active cell holds one, else what the user types; ``where`` is the
    button that asks."""
    active = _active_cell(book)
    known = {_text(one).casefold() for one in read_whole(workbook, "Jobs").frame["Job"].to_list()} - {""}
    return active if active.casefold() in known else _asked(book.app, where)


def _active_cell(book: Any) -> str:
    try:
        selection = book.app.selection
        value = None if selection is None else selection[0, 0].value
    except NotOnFileHost:
        return ""
    return _text(value)


def _text(value: object) -> str:
    """A code as it is typed: 4711, not 4711.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _asked(app: Any, where: str) -> str:
    job = asked(app, "Which job? Type its number as it stands on the sheet Jobs.")
    if not job:
        raise NoJobNamed(where=where, found="no job", expected="the number of a job",
                         remedy="select the cell of a job number on any sheet, then press the button")
    return job
