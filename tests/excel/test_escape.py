"""Esc: the same command, the key pressed at every step in turn: nothing is written, or all of it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from tests.addin.fake_excel import FakeBook
from wipbook.excel.buttons import BUTTONS, Pressed
from wipbook.excel.escape import FINISHED, Cancelled, Escape

entry = import_module("wipbook.excel.press")  # the package offers its function under that name


class Key:
    """Pressed before the step of this number; it is asked at every step, and before the first cell."""

    def __init__(self, at: int) -> None:
        self.at, self.asked = at, 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked == self.at




@pytest.mark.parametrize(("at", "written"), [(1, []), (2, []), (3, []), (4, ["A1", "A2"]), (9, ["A1", "A2"])])
def test_until_the_first_cell_it_stops_and_after_it_all_is_written(
    at: int, written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two steps, the first cell (asked once more), another step, the second cell."""
    book, cells = FakeBook(), list[str]()
    key = Key(at)
    monkeypatch.setattr(entry, "Escape", lambda app: Escape(app, key))

    class writing:  # noqa: N801 - stands for unprotecting
        def __init__(self, book: Any, notes: list[str], say_before: Any, before_writing: Any) -> None:
            self.before_writing = before_writing

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *error: object) -> None: ...

        def write(self, address: str) -> None:
            self.before_writing()
            cells.append(address)

    def run(pressed: Pressed) -> str:
        port: Any = pressed.workbook
        pressed.progress("reading")
        pressed.progress("costing")
        port.write("A1")
        pressed.progress("writing")
        port.write("A2")
        return "Done."

    monkeypatch.setattr(entry, "unprotecting", writing)
    monkeypatch.setitem(BUTTONS, "trial", run)
    said = entry.press("trial", book)
    assert cells == written
    assert ("nothing was changed" in said) == (not written)
    assert (FINISHED in said) == (at == 4)
    assert book.app.state["status_bar"] is False and book.app.state["screen_updating"] is True


def test_the_status_bar_says_so_while_it_holds() -> None:
    escape = Escape(FakeBook().app, lambda: False)
    assert escape.hint == "Esc cancels"
    escape.before_writing()
    assert escape.hint == "" and Escape(FakeBook().app).hint == "", "no key is read here"


def test_the_last_moment_is_before_the_first_cell() -> None:
    with pytest.raises(Cancelled, match="nothing was changed"):
        Escape(FakeBook().app, lambda: True).before_writing()
