"""A form as Windows shows it: a label and a field in each line, lists to choose from, OK and Cancel.

Built in memory, of Windows' own controls: no designer's file, and whatever Excel is set to. Measured in dialog units,
which follow the size of the user's letters.
"""

from __future__ import annotations

from typing import Any

from wipbook.commands.command import Form

_BUTTON, _EDIT, _STATIC, _COMBO = 128, 129, 130, 133
"""Classes of controls, by the atoms that a dialog template knows them by."""
_WIDTH, _LABEL, _LINE, _MARGIN = 300, 110, 18, 8
_LETTERS_A_LINE = 66
_FIRST = 100
"""The number of the first field; OK and Cancel have those of Windows."""


def show(owner: int, title: str, form: Form) -> list[str] | None:
    """What the user left in each field of ``form``, None when he cancelled. The dialog belongs to the window ``owner``
    (0: to none) and is in front of it until it is answered."""
    import win32con
    import win32gui

    typed: list[str] = []

    def begin(dialog: int, *rest: object) -> int:
        for number, field in enumerate(form.fields, _FIRST):
            control = win32gui.GetDlgItem(dialog, number)
            for choice in field.choices:
                win32gui.SendMessage(control, win32con.CB_ADDSTRING, 0, choice)
            if field.proposed in field.choices:  # so that the arrows go on from it
                win32gui.SendMessage(control, win32con.CB_SETCURSEL, field.choices.index(field.proposed), 0)
            else:
                win32gui.SetDlgItemText(dialog, number, field.proposed)
        win32gui.SetForegroundWindow(dialog)
        return 1  # the first field has the cursor

    def command(dialog: int, message: int, pressed: int, control: int) -> int:
        number = pressed & 0xFFFF
        if number == win32con.IDOK:
            typed.extend(
                win32gui.GetDlgItemText(dialog, one) for one in range(_FIRST, _FIRST + len(form.fields))
            )
        if number in (win32con.IDOK, win32con.IDCANCEL):
            win32gui.EndDialog(dialog, number)
        return 0

    def close(dialog: int, *rest: object) -> int:
        win32gui.EndDialog(dialog, win32con.IDCANCEL)
        return 0

    answers = {win32con.WM_INITDIALOG: begin, win32con.WM_COMMAND: command, win32con.WM_CLOSE: close}
    pressed = win32gui.DialogBoxIndirect(
        win32gui.GetModuleHandle(None), template(title, form, _styles(win32con)), owner, answers
    )
    return typed if pressed == win32con.IDOK else None


def template(title: str, form: Form, styles: dict[str, int]) -> list[Any]:
    """The dialog as ``win32gui.DialogBoxIndirect`` takes it: the window, then text, labels, fields and buttons; places
    and sizes in dialog units."""
    lines = -(-len(form.text) // _LETTERS_A_LINE)
    top = _MARGIN + (8 * lines + 6 if form.text else 0)
    height = top + _LINE * len(form.fields) + 24
    child, field_at = styles["child"], _MARGIN + _LABEL
    wide = _WIDTH - field_at - _MARGIN
    parts: list[Any] = [[title, (0, 0, _WIDTH, height), styles["dialog"], None, (9, "Segoe UI")]]
    if form.text:
        parts.append([_STATIC, form.text, -1, (_MARGIN, _MARGIN, _WIDTH - 2 * _MARGIN, 8 * lines), child])
    for number, field in enumerate(form.fields):
        at = top + _LINE * number
        parts.append([_STATIC, field.label, -1, (_MARGIN, at + 2, _LABEL - 4, 10), child])
        # a list says how far it folds out by its height
        kind, style, tall = (_COMBO, styles["combo"], 90) if field.choices else (_EDIT, styles["edit"], 12)
        parts.append([kind, None, _FIRST + number, (field_at, at, wide, tall), child | style])
    at = height - 19
    parts.append([_BUTTON, "OK", 1, (_WIDTH - 2 * (50 + _MARGIN), at, 50, 14), child | styles["default"]])
    parts.append([_BUTTON, "Cancel", 2, (_WIDTH - 50 - _MARGIN, at, 50, 14), child | styles["button"]])
    return parts


def _styles(win32con: Any) -> dict[str, int]:
    shown = win32con.WS_CHILD | win32con.WS_VISIBLE
    stop = win32con.WS_TABSTOP
    return {
        "dialog": win32con.WS_POPUP | win32con.WS_VISIBLE | win32con.WS_CAPTION | win32con.WS_SYSMENU
        | win32con.DS_SETFONT | win32con.DS_MODALFRAME | win32con.DS_CENTER,
        "child": shown,
        "edit": stop | win32con.WS_BORDER | win32con.ES_AUTOHSCROLL,
        "combo": stop | win32con.CBS_DROPDOWN | win32con.CBS_AUTOHSCROLL | win32con.WS_VSCROLL,
        "default": stop | win32con.BS_DEFPUSHBUTTON,
        "button": stop | win32con.BS_PUSHBUTTON,
    }
