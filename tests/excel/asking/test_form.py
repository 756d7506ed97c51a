"""A form: what is typed in each line goes to its argument, in whichever way the program shows it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from wipbook.commands.command import Field, Form
from wipbook.commands.declared import commands, presses
from wipbook.excel.asking.form import filled_in
from wipbook.excel.asking.question import NothingAnswered
from wipbook.excel.asking.windows import template
from wipbook.ooxml.faults import NotOnFileHost

FORM = Form("Items to test.", (
    Field("source", "Which list", "Movements", ("Movements", "Jobs")), Field("size", "How many items", "25"),
))


class Boxes:
    """An Excel with one box only; it is answered in turn, and remembers what it said and proposed."""

    def __init__(self, *answers: object) -> None:
        self.answers, self.said = list(answers), list[tuple[str, str]]()
        self.api = SimpleNamespace(InputBox=self._box, input_box=lambda **box: self._box(*box.values()))
        self.engine = SimpleNamespace(name="excel")

    def _box(self, prompt: str, title: str, default: str) -> object:
        self.said.append((prompt, default))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_one_question_after_another_where_there_is_one_box() -> None:
    app = Boxes("Jobs", 40.0)
    assert filled_in(app, FORM, "Draw Sample") == {"source": "Jobs", "size": "40"}
    assert app.said == [
        ("Items to test.\nWhich list (1 of 2)\nOne of: Movements, Jobs.", "Movements"),
        ("How many items (2 of 2)", "25"),
    ]


def test_a_blank_line_counts_as_it_was_proposed() -> None:
    assert filled_in(Boxes("", "  "), FORM, "Draw Sample") == {"source": "Movements", "size": "25"}
    nobody = Boxes(NotOnFileHost(where="x"), NotOnFileHost(where="x"))
    assert filled_in(nobody, FORM, "Draw Sample") == {"source": "Movements", "size": "25"}


def test_cancelling_any_of_them_stops_it() -> None:
    with pytest.raises(NothingAnswered, match="Draw Sample"):
        filled_in(Boxes("Jobs", False), FORM, "Draw Sample")


def test_every_line_of_every_form_is_an_argument_of_its_command_with_a_word_that_counts() -> None:
    those = {command.name: {one.name for one in command.arguments} for command in commands()}
    forms = {key: (command, press.asks) for key, (command, press) in presses().items() if isinstance(press.asks, Form)}
    assert {"sample", "sign", "close", "new_period", "reopen", "view", "journal", "pack"} == set(forms)
    for command, form in forms.values():
        assert {field.to for field in form.fields} <= those[command.name]
        for field in form.fields:
            assert ";" not in field.label and len(field.label) <= 28, "more has no room beside its field"
            assert not field.choices or field.proposed in ("", *field.choices)


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return (one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
            and one[1] < other[1] + other[3] and other[1] < one[1] + one[3])


@pytest.mark.parametrize("key", ["sample", "sign", "close", "pack"])
def test_a_windows_form_has_a_place_for_each_part(key: str) -> None:
    """What is drawn under Wine is looked at in the heavy tests; here: inside the window, and none over another."""
    form = presses()[key][1].asks
    assert isinstance(form, Form)
    styles = dict.fromkeys(("dialog", "child", "edit", "combo", "default", "button"), 0)
    window, *parts = template("wipbook", form, styles)
    _, _, width, height = window[1]
    places: list[Any] = []
    for kind, text, _, (left, top, wide, tall), *_ in parts:
        tall = 12 if kind == 133 else tall  # a list that is not folded out
        assert min(left, top) >= 0 and left + wide <= width and top + tall <= height, text
        assert not any(_overlap((left, top, wide, tall), other) for other in places), text
        places.append((left, top, wide, tall))
    assert [part[1] for part in parts if part[0] == 128] == ["OK", "Cancel"]
    assert [part[0] for part in parts if part[0] in (129, 133)] == [
        133 if field.choices else 129 for field in form.fields
    ]
