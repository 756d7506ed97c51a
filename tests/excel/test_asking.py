"""A button that writes into the user's rows asks first."""

from __future__ import annotations

import pytest

from wipbook.commands.declared import presses
from wipbook.excel.asking import NotConfirmed, confirmed


class App:
    """An Excel whose user answers every box alike, and remembers what was asked."""

    def __init__(self, answer: str) -> None:
        self.answer, self.asked = answer, list[tuple[str, str]]()

    def alert(self, text: str, *, title: str, buttons: str, mode: str) -> str:
        self.asked.append((text, buttons))
        return self.answer


@pytest.mark.parametrize("key", ["post_counts", "accept_schedule"])
def test_a_no_stops_before_anything_is_done(key: str) -> None:
    _, press = presses()[key]
    with pytest.raises(NotConfirmed, match="nothing was changed"):
        confirmed(App("no"), press)
    yes = App("yes")
    confirmed(yes, press)
    assert yes.asked == [(press.confirm, "yes_no")]


def test_a_preview_asks_nothing() -> None:
    app = App("no")
    confirmed(app, presses()["preview_counts"][1])
    assert app.asked == []
