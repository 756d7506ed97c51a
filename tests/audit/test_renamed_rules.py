"""A rule that has another code than in earlier releases: suppressions, choices and notes of the old one follow it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from tests.plant import Plant, day
from wipbook.audit import followed
from wipbook.audit.card import Rule
from wipbook.audit.choices import Choices, Suppression
from wipbook.audit.followed import SCHEMA, as_left, follow
from wipbook.audit.rules import renamed, rules
from wipbook.audit.run import Audit, chosen_rules, run
from wipbook.books.books import Books
from wipbook.commands.audit import rule_choices
from wipbook.commands.audit.rule_choices import read_choices


def _renamed(code: str = "LED009", old: str = "led909") -> Rule:
    """The rule as it would be had it had another code."""
    rule = next(one for one in rules() if one.code == code)
    return replace(rule, card=replace(rule.card, aliases=(old,)))


@pytest.fixture
def books() -> Books:
    """20 of 2.50 taken off the stock and nobody said why: 50.00."""
    plant = Plant().material("A")
    plant.move(day(5), "Receipt", "A", 100, unit_cost=2.5)
    plant.move(day(6), "Adjustment", "A", -20)
    done = plant.solve()
    return Books(done.ledger, done.solution)


def _run(books: Books, *suppressions: Suppression) -> Audit:
    return run(books, [_renamed()], Choices(suppressions=suppressions))


def test_a_suppression_under_the_old_code_holds(books: Books) -> None:
    assert _run(books).open.height == 1
    for code in ("LED909", "led909", "LED009"):
        shut = _run(books, Suppression(code, "*", "agreed", "Dana"))
        assert (shut.open.height, shut.notes) == (0, ())
        assert shut.findings["Suppressed"].to_list() == ["agreed (Dana)"]
        assert shut.findings["Rule"].to_list() == ["LED009"]


def test_a_code_that_no_rule_ever_had_is_still_said(books: Books) -> None:
    answer = _run(books, Suppression("LED910", "*", "agreed", "Dana"))
    assert answer.open.height == 1
    assert "no rule of that code" in answer.notes[0]


def test_what_was_noted_under_the_old_code_stays_with_its_finding(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followed, "renamed", lambda: {"LED909": "LED009"})
    found = _run(books)
    row = dict.fromkeys(SCHEMA) | {"Rule": "LED909", "Key": found.open["Key"][0], "Status": "explained",
                                   "Resolution": "a broken pallet", "First Seen": dt.date(2026, 1, 31), "Seen": "known"}
    left = as_left(pl.DataFrame([row], schema=SCHEMA), 2)
    lines = follow(found, left, dt.date(2026, 2, 28))
    assert lines.select("Rule", "Status", "Resolution", "First Seen", "Seen").rows() == [
        ("LED009", "explained", "a broken pallet", dt.date(2026, 1, 31), "known")
    ]


def test_the_old_code_chooses_the_rule() -> None:
    one = _renamed()
    assert chosen_rules(["LED909"], [one]) == (one,)
    assert chosen_rules(["led009"], [one]) == (one,)


def test_what_was_chosen_on_the_sheet_under_the_old_code_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    from wipbook.port.tables import TableCells, TablePlace

    monkeypatch.setattr(rule_choices, "rules", lambda: (_renamed(),))
    frame = pl.DataFrame({"Rule": ["LED909"], "Severity": ["high"], "Use": ["no"], "Setting": [None], "Value": [None]})
    place = TablePlace("Rules", "Rules", 6, 6, 1, tuple(frame.columns))

    class Book:
        def find_table(self, name: str) -> TablePlace | None:
            return place if name == "Rules" else None

        def read_table(self, name: str) -> TableCells:
            return TableCells(place, frame)

    choices = read_choices(Book())  # type: ignore[arg-type]
    assert choices.off == {"LED009"}
    assert {code: one.value for code, one in choices.severities.items()} == {"LED009": "high"}


def test_no_old_code_is_a_code_of_today() -> None:
    codes = {rule.code for rule in rules()}
    aliases = [alias for rule in rules() for alias in rule.codes[1:]]
    assert len(set(aliases)) == len(aliases)
    assert not codes & set(aliases)
    assert set(renamed().values()) <= codes
