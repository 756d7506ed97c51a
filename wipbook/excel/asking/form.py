"""A form filled in by the user: what a button asks before its command runs."""

from __future__ import annotations

import sys
from typing import Any

from wipbook.commands.command import Form
from wipbook.excel.asking.question import TITLE, NothingAnswered, asked
from wipbook.hosts.libreoffice.engine import ENGINE_NAME as LIBREOFFICE


def filled_in(app: Any, form: Form, button: str) -> dict[str, str]:
    """What the user typed or chose, by the argument it is for; a field left blank counts as it was proposed. Where
    there is nobody to ask, what is proposed. ``app`` is an ``xlwings.App``. Errors: ``NothingAnswered`` when it was
    cancelled."""
    typed = _shown(app, form, button)
    if typed is None:
        raise NothingAnswered(where=button, found="no answer", expected="an answer", remedy="press it again")
    return {field.to: word.strip() or field.proposed for field, word in zip(form.fields, typed, strict=True)}


def _shown(app: Any, form: Form, button: str) -> list[str] | None:
    if app.engine.name == LIBREOFFICE and not app.impl.is_ours:
        answer: list[str] | None = app.api.fill_in(f"{TITLE}: {button}", form.text, form.fields)
        return answer
    if sys.platform == "win32" and app.engine.name == "excel":
        from wipbook.excel.asking.windows import show

        return show(app.api.Hwnd, f"{TITLE}: {button}", form)
    return _one_after_another(app, form)


def _one_after_another(app: Any, form: Form) -> list[str] | None:
    """In the one box there is on a Mac: a question for each field, with what can be chosen."""
    typed = []
    for number, field in enumerate(form.fields, 1):
        which = f" ({number} of {len(form.fields)})" if len(form.fields) > 1 else ""
        choices = f"\nOne of: {', '.join(field.choices)}." if field.choices else ""
        before = f"{form.text}\n" if number == 1 else ""
        answer = asked(app, f"{before}{field.label}{which}{choices}", field.proposed)
        if answer is None:
            return None
        typed.append(answer)
    return typed
