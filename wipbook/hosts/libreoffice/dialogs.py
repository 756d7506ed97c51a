"""What a command says to the user of the office, and asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wipbook.hosts.libreoffice.bridge import uno

_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
_WIDTH, _LABEL, _LETTERS_A_LINE = 230, 96, 58
_Part = tuple[str, str, tuple[int, int, int, int], Mapping[str, Any]]
"""A control of a dialog: its kind, its name, left, top, width and height, and what else is set."""


@dataclass(frozen=True)
class _Line:
    label: str
    proposed: str
    choices: tuple[str, ...] = ()


class Dialogs:
    """``window`` is the one the dialogs belong to. InputBox is what commands of Excel's buttons ask through."""

    def __init__(self, context: Any, window: Any) -> None:
        self._context, self._window = context, window

    def say(self, text: str, title: str, buttons: str, critical: bool) -> str:
        """A message box; the button that was pressed. In an office without a screen nobody sees it: "cancel"."""
        # an information has an OK and nothing else, whatever is asked for: a question needs a box of its own kind
        kind = "ERRORBOX" if critical else "INFOBOX" if buttons == "ok" else "QUERYBOX"
        kind = uno().Enum("com.sun.star.awt.MessageBoxType", kind)
        box = self._create("awt.Toolkit").createMessageBox(self._window, kind, _BUTTONS[buttons], title, text)
        answer = box.execute()
        box.dispose()
        return _ANSWERS.get(answer, "cancel")

    def InputBox(self, prompt: str, title: str, default: str = "") -> str | bool:  # noqa: N802 - as in Excel
        """What the user types over ``default``; False when the dialog was cancelled."""
        typed = self.fill_in(title, prompt, [_Line("", default)])
        return False if typed is None else typed[0]

    def fill_in(self, title: str, text: str, fields: Sequence[Any]) -> list[str] | None:
        """What the user leaves in each of ``fields`` (their label, what is proposed, and what can be chosen); None when
        the dialog was cancelled. Measured in units of a letter, as dialogs are."""
        lines = -(-len(text) // _LETTERS_A_LINE)
        top = 6 + 9 * lines + 4
        label = _LABEL if any(field.label for field in fields) else 0
        height = top + 16 * len(fields) + 24
        model = self._create("awt.UnoControlDialogModel")
        model.Width, model.Height, model.Title = _WIDTH, height, title
        parts: list[_Part] = [("FixedText", "text", (6, 6, _WIDTH - 12, 9 * lines), {"Label": text, "MultiLine": True})]
        for number, field in enumerate(fields):
            at = top + 16 * number
            said: dict[str, Any] = {"Text": field.proposed, "TabIndex": number}
            if field.label:
                parts.append(("FixedText", f"label{number}", (6, at + 2, label - 4, 10), {"Label": field.label}))
            kind = "ComboBox" if field.choices else "Edit"
            if field.choices:
                said |= {"StringItemList": tuple(field.choices), "Dropdown": True, "LineCount": 8}
            parts.append((kind, f"answer{number}", (6 + label, at, _WIDTH - 12 - label, 13), said))
        buttons = height - 19
        pushed: tuple[tuple[int, str, dict[str, Any]], ...] = (
            (_WIDTH - 98, "ok", {"Label": "OK", "PushButtonType": 1, "DefaultButton": True}),
            (_WIDTH - 50, "cancel", {"Label": "Cancel", "PushButtonType": 2}),
        )
        parts += [("Button", name, (left, buttons, 44, 14), more) for left, name, more in pushed]
        for kind, name, place, more in parts:
            part = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
            part.PositionX, part.PositionY, part.Width, part.Height = place
            for member, value in more.items():
                setattr(part, member, value)
            model.insertByName(name, part)
        dialog = self._create("awt.UnoControlDialog")
        dialog.setModel(model)
        dialog.createPeer(self._create("awt.Toolkit"), self._window)
        dialog.getControl("answer0").setFocus()
        pressed_ok = dialog.execute() == 1
        typed = [str(dialog.getControl(f"answer{number}").getText()) for number in range(len(fields))]
        dialog.dispose()
        return typed if pressed_ok else None

    def input_box(self, prompt: str, title: str, default: str = "") -> str | bool:
        """The same by the name it has in Excel for Mac."""
        return self.InputBox(prompt, title, default)

    def _create(self, service: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(f"com.sun.star.{service}", self._context)
