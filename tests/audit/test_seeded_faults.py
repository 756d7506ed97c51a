"""Faults of every kind planted into the sound demo: what deterministic rules must find, and no more than is stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.seeded.measure import Measured, demo_books, measure, planted_rule, planters, workbook_books
from benchmarks.seeded.page import ADVENTUREWORKS, DEMO, stated
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
