"""LibreOffice's dialogs take what buttons tell those of Excel."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from wipbook.excel.question import asked
from wipbook.hosts.libreoffice.dialogs import Dialogs


class Office:
    """What a dialog asks of the office: every service is a part that remembers what was set; the answer is its text."""

    def __init__(self) -> None:
        self.parts: dict[str, Any] = {}

    def create(self, service: str) -> Any:
        if service != "awt.UnoControlDialog":
            return SimpleNamespace(createInstance=lambda name: SimpleNamespace(), insertByName=self.parts.__setitem__)
        answer = SimpleNamespace(setFocus=lambda: None, getText=lambda: self.parts["answer"].Text)
        return SimpleNamespace(
            setModel=lambda model: None, createPeer=lambda toolkit, window: None, getControl=lambda name: answer,
            execute=lambda: 1, dispose=lambda: None,
        )


def test_a_question_proposes_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    dialogs = Dialogs.__new__(Dialogs)
    monkeypatch.setattr(Dialogs, "_create", lambda self, service: office.create(service))
    monkeypatch.setattr(dialogs, "_window", None, raising=False)
    app = SimpleNamespace(api=dialogs)
    assert asked(app, "For which ledger?", "none") == "none"
    assert office.parts["prompt"].Label == "For which ledger?"
