"""A question to the user, answered in a box of Excel's."""

from __future__ import annotations

import sys
from typing import Any

from wipbook.ooxml.faults import NotOnFileHost

TITLE = "wipbook"


def asked(app: Any, prompt: str, proposed: str = "") -> str:
    """What the user typed; blank when cancelled, or where there is nobody to ask."""
    try:
        if sys.platform == "darwin":
            answer = app.api.input_box(prompt=prompt, title=TITLE, default=proposed)
        else:
            answer = app.api.InputBox(prompt, TITLE, proposed)
    except NotOnFileHost:
        return ""
    if isinstance(answer, float) and answer.is_integer():
        return str(int(answer))
    return answer.strip() if isinstance(answer, str) else str(answer) if isinstance(answer, float) else ""


def answered(app: Any, prompt: str, proposed: str) -> str:
    """What the user typed, or what was proposed when nothing came back."""
    return asked(app, f"{prompt}\n{proposed}" if proposed else prompt, proposed) or proposed
