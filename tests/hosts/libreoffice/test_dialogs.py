"""LibreOffice's dialogs take what buttons tell those of Excel."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from wipbook.commands.command import Form
from wipbook.commands.declared import presses
from wipbook.excel.asking.form import filled_in
from wipbook.excel.asking.question import asked
from wipbook.hosts.libreoffice.dialogs import Dialogs


class Office:
    """What a dialog asks of the office: every service is a part that remembers what was set; an answer is its text."""

    def __init__(self, pressed: int = 1) -> None:
        self.parts: dict[str, Any] = {}
        self.pressed = pressed

    def create(self, service: str) -> Any:
        if service != "awt.UnoControlDialog":
            return SimpleNamespace(
                createInstance=lambda name: SimpleNamespace(kind=name), insertByName=self.parts.__setitem__,
            )
        return SimpleNamespace(
            setModel=lambda model: None, createPeer=lambda toolkit, window: None,
            getControl=lambda name: SimpleNamespace(setFocus=lambda: None, getText=lambda: self.parts[name].Text),
            execute=lambda: self.pressed, dispose=lambda: None,
        )


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office()
    monkeypatch.setattr(Dialogs, "_create", lambda self, service: made.create(service))
    return made


def _app() -> Any:
    dialogs = Dialogs.__new__(Dialogs)
    dialogs._window = None
    return SimpleNamespace(
        api=dialogs, engine=SimpleNamespace(name="libreoffice"), impl=SimpleNamespace(is_ours=False),
    )


def test_a_question_proposes_its_answer(office: Office) -> None:
    assert asked(_app(), "For which ledger?", "none") == "none"
    assert office.parts["text"].Label == "For which ledger?"


@pytest.mark.parametrize("key", ["sample", "sign", "close"])
def test_a_form_has_a_line_for_each_answer(office: Office, key: str) -> None:
    form = presses()[key][1].asks
    assert isinstance(form, Form)
    assert filled_in(_app(), form, "x") == {field.to: field.proposed for field in form.fields}
    for number, field in enumerate(form.fields):
        answer = office.parts[f"answer{number}"]
        assert answer.kind.endswith("UnoControlComboBoxModel" if field.choices else "UnoControlEditModel")
        assert getattr(answer, "StringItemList", ()) == field.choices
        assert office.parts[f"label{number}"].Label == field.label
    inside = [part.PositionY + part.Height for part in office.parts.values()]
    assert max(inside) == office.parts["ok"].PositionY + office.parts["ok"].Height


def test_cancelled_is_no_answer(office: Office) -> None:
    office.pressed = 0
    assert asked(_app(), "For which ledger?", "none") is None
