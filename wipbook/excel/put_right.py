"""Excel after a command that was ended from outside: what it could not put back itself is put back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wipbook.commands.faces.visible import visible
from wipbook.excel.messages import say
from wipbook.excel.screen import put_back


def put_right(book: Any, button: str, said: Mapping[str, Any]) -> str:
    """Put Excel back to how it was ``before`` the command, and say which sheets it had ``opened``; the message."""
    notes = put_back(book.app, said["before"])
    opened = said.get("opened") or []
    if opened:
        notes.append(f"Not protected any more: {', '.join(map(visible, opened))}. Review, Protect Sheet.")
    text = (
        f"{button.replace('_', ' ').capitalize()} was ended before it was done. What it had written stands in the "
        "workbook.\nWhat to do: close the workbook without saving to go back to where you were, or press the button "
        "again."
    )
    return say(book.app, "\n\n".join((text, *notes)), fine=False)
