"""What a command says to the user of the office, and asks."""

from __future__ import annotations

from typing import Any

from wipbook.hosts.libreoffice.bridge import uno

_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


class Dialogs:
    """``window`` is the one the dialogs belong to. InputBox is what commands of Excel's buttons ask through."""

    def __init__(self, context: Any, window: Any) -> None:
        self._context, self._window = context, window

    def say(self, text: str, title: str, buttons: str, critical: bool) -> str:
        """A message box; the button that was pressed. In an office without a screen nobody sees it: "cancel"."""
        kind = uno().Enum("com.sun.star.awt.MessageBoxType", "ERRORBOX" if critical else "INFOBOX")
        box = self._create("awt.Toolkit").createMessageBox(self._window, kind, _BUTTONS[buttons], title, text)
        answer = box.execute()
        box.dispose()
        return _ANSWERS.get(answer, "cancel")

    def InputBox(self, prompt: str, title: str, default: str = "") -> str | bool:  # noqa: N802 - as in Excel
        """What the user types over ``default``; False when the dialog was cancelled."""
        model = self._create("awt.UnoControlDialogModel")
        model.Width, model.Height, model.Title = 200, 62, title
        for kind, name, x, y, width, height, more in (
            ("FixedText", "prompt", 6, 6, 188, 18, {"Label": prompt, "MultiLine": True}),
            ("Edit", "answer", 6, 26, 188, 13, {"Text": default}),
            ("Button", "ok", 102, 43, 44, 14, {"Label": "OK", "PushButtonType": 1, "DefaultButton": True}),
            ("Button", "cancel", 150, 43, 44, 14, {"Label": "Cancel", "PushButtonType": 2}),
        ):
            part = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
            part.PositionX, part.PositionY, part.Width, part.Height = x, y, width, height
            for member, value in more.items():
                setattr(part, member, value)
            model.insertByName(name, part)
        dialog = self._create("awt.UnoControlDialog")
        dialog.setModel(model)
        dialog.createPeer(self._create("awt.Toolkit"), self._window)
        dialog.getControl("answer").setFocus()
        pressed_ok = dialog.execute() == 1
        answer = str(dialog.getControl("answer").getText())
        dialog.dispose()
        return answer if pressed_ok else False

    def input_box(self, prompt: str, title: str, default: str = "") -> str | bool:
        """The same by the name it has in Excel for Mac."""
        return self.InputBox(prompt, title, default)

    def _create(self, service: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(f"com.sun.star.{service}", self._context)
