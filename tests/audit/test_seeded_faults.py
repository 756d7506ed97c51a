"""Faults of every kind planted into the sound demo: what deterministic rules must find, and no more than is stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.seeded.before import kept
from benchmarks.seeded.faint import FAINT, power
from benchmarks.seeded.measure import (
    ADVENTUREWORKS,
    DEMO,
    Measured,
    demo_books,
    measure,
    planted_rule,
    planters,
    workbook_books,
)
from benchmarks.seeded.page import stated
from wipbook.audit.rules import rules
from wipbook.commands.data.import_ import ImportReport, read_mapping


@pytest.fixture(scope="module")
def demo() -> list[Measured]:
    return measure(*demo_books(), places=3, seed=1)


def test_every_rule_has_a_planted_fault() -> None:
    assert {planted_rule(name) for name in planters()} == {rule.code for rule in rules()}


def test_every_planted_fault_is_found_by_the_rules_that_find_every_case(demo: list[Measured]) -> None:
    missed = [(one.rule.code, one.missed) for one in demo if one.missed and not one.rule.card.statistical]
    assert missed == []
    assert all(one.planted for one in demo), [one.rule.code for one in demo if not one.planted]


def test_sound_books_have_no_more_findings_than_the_page_states(demo: list[Measured]) -> None:
    assert {one.rule.code: one.clean for one in demo} == stated(DEMO)
    assert sum(one.clean for one in demo) <= 40


def test_faults_that_the_rules_of_before_missed_are_found(demo: list[Measured]) -> None:
    """The page compares with an earlier state: what it missed is not missed any more, and nothing is missed instead."""
    before = kept()["books"][DEMO]
    once_missed = {code for code, (planted, found, *_) in before.items() if found < planted}
    assert once_missed == {"ANA002", "INV021", "JOB006", "LAB007", "PUR007", "PUR009"}
    assert [one.rule.code for one in demo if one.missed] == []


def test_no_rule_floods_the_sheet_of_sound_books(demo: list[Measured]) -> None:
    assert all(one.lines <= one.clean for one in demo)
    assert all(one.lines <= 20 or one.lines <= one.rows * 0.02 for one in demo)


# amounts that favour no digits are not to be seen: ANA001 says how many it takes
@pytest.mark.parametrize("faint", [one for one in FAINT if "made up" not in one.about], ids=lambda one: one.about)
def test_five_percent_of_two_thousand_rows_are_seen(faint: object) -> None:
    """A power of 80 % at least: of ten lists eight; and in ten lists without the pattern it is not seen once."""
    assert power(faint, 0.05, 10)[0] >= 0.8
    assert power(faint, 0.0, 10)[0] == 0


@pytest.mark.heavy
@pytest.mark.manufacturer
@pytest.mark.reference_data
@pytest.mark.slow
def test_the_same_on_a_whole_manufacturer(adventureworks: tuple[Path, ImportReport]) -> None:
    """AdventureWorks: 912,564 rows, faults of every kind among them."""
    mapping = read_mapping(Path(__file__).parents[2] / "examples" / "adventureworks" / "mapping.toml")
    frames, settings = workbook_books(adventureworks[0])
    found = measure(frames, {**settings, **mapping.settings}, places=3, seed=1)
    missed = [(one.rule.code, one.missed) for one in found if one.missed and not one.rule.card.statistical]
    assert missed == []
    assert {one.rule.code: one.clean for one in found} == stated(ADVENTUREWORKS)
