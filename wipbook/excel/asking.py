"""What a button finds out before its command runs: a yes, a job, files, answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wipbook.commands.command import ACTIVE_JOB, FILES, Command, Press, Question
from wipbook.errors import WipbookError
from wipbook.excel.job_choice import chosen_job
from wipbook.excel.question import TITLE, answered
from wipbook.ooxml.faults import NotOnFileHost
from wipbook.port.workbook import Workbook


class NotConfirmed(WipbookError):
    """The question whether to go on was answered with no."""


def confirmed(app: Any, press: Press) -> None:
    """Ask what the button declares, where there is somebody to ask. Errors: ``NotConfirmed``."""
    if not press.confirm:
        return
    try:
        answer = app.alert(press.confirm, title=TITLE, buttons="yes_no", mode="info")
    except NotOnFileHost:
        return
    if answer not in (None, "yes"):
        raise NotConfirmed(where=press.button.label, found="no", expected="yes", remedy="nothing was changed")


def found_out(command: Command, press: Press, book: Any, workbook: Workbook, given: str) -> dict[str, Any]:
    """The arguments that the user names: in the active cell, in a box, or as files the add-in asked for."""
    if press.asks == ACTIVE_JOB:
        return {"job": chosen_job(book, workbook, press.button.label)}
    if press.asks == FILES:
        mapping, *sources = (Path(name) for name in given.split("\n"))
        return {"map_": mapping, "sources": sources}
    if not isinstance(press.asks, Question):
        return {}
    question = press.asks
    words = answered(book.app, question.text, question.proposed).split(";")
    # what was left out counts as it was proposed
    words += question.proposed.split(";")[len(words) :]
    kinds = {one.name: one.kind for one in command.arguments}
    return {name: _typed(word.strip(), kinds[name]) for name, word in zip(question.to, words, strict=False)}


def _typed(word: str, kind: Any) -> Any:
    """A word as an argument of its kind; a number that is none counts as nothing, which commands refuse by name."""
    if kind is int:
        return int(word) if word.isdigit() else 0
    return word
