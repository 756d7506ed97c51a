"""A question to the user, answered in a box of Excel's."""

from __future__ import annotations

import sys
from typing import Any

from wipbook.errors import WipbookError
from wipbook.ooxml.faults import NotOnFileHost

TITLE = "wipbook"


class NothingAnswered(WipbookError):
    """The box was closed without an answer."""


def asked(app: Any, prompt: str, proposed: str = "") -> str | None:
    """What the user typed; None when cancelled, blank where there is nobody to ask."""
    try:
        if sys.platform == "darwin":
            answer = app.api.input_box(prompt=prompt, title=TITLE, default=proposed)
        else:
            answer = app.api.InputBox(prompt, TITLE, proposed)
    except NotOnFileHost:
        return ""
    if isinstance(answer, float) and answer.is_integer():
        return str(int(answer))
    if isinstance(answer, bool) or answer is None:
        return None
    return str(answer).strip()
