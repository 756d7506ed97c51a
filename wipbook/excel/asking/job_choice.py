"""Which job a button means: the one in the active cell or its row, or the one the user names."""

from __future__ import annotations

from typing import Any

from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.errors import WipbookError
from wipbook.excel.asking.active import active_cell, active_row, as_code
from wipbook.excel.asking.question import asked
from wipbook.port.workbook import Workbook


class NoJobNamed(WipbookError):
    """Something was asked of one job, and no job named."""


def chosen_job(book: Any, workbook: Workbook, where: str = "Job Card") -> str:
    """The number of a job of the sheet Jobs that the active cell holds, or else the row it is in, or else what the user
    types; ``where`` is the button that asks."""
    known = {as_code(one).casefold() for one in read_whole(workbook, "Jobs").frame["Job"].to_list()} - {""}
    active = active_cell(book)[1]
    if active.casefold() in known:
        return active
    return next((one for one in active_row(book) if one.casefold() in known), "") or _asked(book.app, where)


def _asked(app: Any, where: str) -> str:
    job = asked(app, "Which job? Type its number as it stands on the sheet Jobs.")
    if not job:
        raise NoJobNamed(where=where, found="no job", expected="the number of a job",
                         remedy="select the cell of a job number on any sheet, then press the button")
    return job
