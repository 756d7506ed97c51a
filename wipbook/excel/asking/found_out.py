"""What a button finds out before its command runs: a yes, a job, files, answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from wipbook.commands.command import ACTIVE_CELL, ACTIVE_JOB, ACTIVE_SHEET, FILES, Command, Field, Form, Press
from wipbook.errors import WipbookError
from wipbook.excel.asking.active import active_cell
from wipbook.excel.asking.form import filled_in
from wipbook.excel.asking.job_choice import chosen_job
from wipbook.excel.asking.question import TITLE
from wipbook.excel.messages import for_a_box
from wipbook.ooxml.faults import NotOnFileHost
from wipbook.port.workbook import Workbook


class TwoMappings(WipbookError):
    """Several mappings were chosen for one import."""


class NotConfirmed(WipbookError):
    """The question whether to go on was answered with no."""


def agreement(app: Any, press: Press) -> Callable[[str], None]:
    """How a button asks whether what will change shall be written: in a box, where the button declares that it does and
    there is somebody to ask. A no raises ``NotConfirmed``."""

    def agree(change: str) -> None:
        if not press.confirms:
            return
        try:
            answer = app.alert(for_a_box(change), title=TITLE, buttons="yes_no", mode="info")
        except NotOnFileHost:
            return
        if answer not in (None, "yes"):
            raise NotConfirmed(where=press.button.label, found="no", expected="yes", remedy="nothing was changed")

    return agree


def choice(app: Any, press: Press) -> Callable[[str, str, Sequence[str]], str]:
    """How a command of a button asks which of several words: in a form, the first of them proposed, which also counts
    where there is nobody to ask. Errors: ``NothingAnswered`` when it was cancelled."""

    def choose(text: str, label: str, choices: Sequence[str]) -> str:
        form = Form(text, (Field("chosen", label, choices[0], tuple(choices)),))
        return filled_in(app, form, press.button.label)["chosen"]

    return choose


def found_out(command: Command, press: Press, book: Any, workbook: Workbook, given: str) -> dict[str, Any]:
    """The arguments that the user names: in the active cell, in a form, or as files the add-in asked for."""
    if press.asks == ACTIVE_JOB:
        return {"job": chosen_job(book, workbook, press.button.label)}
    if press.asks == ACTIVE_CELL:
        sheet, text = active_cell(book)
        return {"place": text, "sheet": sheet}
    if press.asks == ACTIVE_SHEET:
        return {"sheet": active_cell(book)[0]}
    if press.asks == FILES:
        return _files([Path(name) for name in given.split("\n") if name])
    if not isinstance(press.asks, Form):
        return {}
    kinds = {one.name: one.kind for one in command.arguments}
    return {
        name: _typed(word, kinds[name]) for name, word in filled_in(book.app, press.asks, press.button.label).items()
    }


def _files(chosen: list[Path]) -> dict[str, Any]:
    """Files to read, and the mapping that may be among them. Errors: ``TwoMappings``."""
    mappings = [path for path in chosen if path.suffix.lower() == ".toml"]
    if len(mappings) > 1:
        raise TwoMappings(
            where="Import", found=" and ".join(path.name for path in mappings), expected="one mapping, or none",
            remedy="choose one of them",
        )
    return {"map_": next(iter(mappings), None), "sources": [path for path in chosen if path not in mappings]}


def _typed(word: str, kind: Any) -> Any:
    """A word as an argument of its kind; a number that is none counts as nothing, which commands refuse by name."""
    if kind is int:
        return int(word) if word.isdigit() else 0
    return word
