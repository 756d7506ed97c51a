"""The one message a button ends with."""

from __future__ import annotations

import sys
from typing import Any

from wipbook.commands.faces.visible import visible
from wipbook.ooxml.faults import NotOnFileHost

TITLE = "wipbook"
# A message box is for reading at a glance; Excel's own ends at about a thousand characters.
LONGEST = 1000


def for_a_box(text: str) -> str:
    """A text as a box shows it: no control characters, and cut where Excel would, visibly."""
    text = visible(text, keeps="\n")  # new lines are ours: who puts a text together has shown those of the cells
    return text if len(text) <= LONGEST else text[: LONGEST - 4].rstrip() + " ..."


def say(app: Any, text: str, fine: bool) -> str:
    """Show ``text`` in a message box, or print it where there is no Excel; the text as shown."""
    text = for_a_box(text)
    try:
        app.alert(text, title=TITLE, mode="info" if fine else "critical")
    except NotOnFileHost:
        print(text, file=sys.stdout if fine else sys.stderr)
    except Exception:  # noqa: BLE001 - Excel shows what Python writes to its error stream
        print(text, file=sys.stderr)
    return text
