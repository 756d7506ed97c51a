"""Every rule against its case file, and the form every rule must have."""

from __future__ import annotations

import pytest

from tests.audit.case_files import FOLDER, answer, case_file, cases_of, shown
from wipbook.audit.card import HEADINGS, Rule
from wipbook.audit.rules import rules

CASES = [(rule, case) for rule in rules() if case_file(rule).exists() for case in cases_of(case_file(rule))]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_is_whole(rule: Rule) -> None:
    """Docstring headings, assertions, a case file that fires and one that is quiet, settings within their bounds."""
    assert tuple(rule.text) == HEADINGS
    assert rule.text["Innocent causes"].count("\n") >= 1, "one innocent cause is too few"
    assert rule.card.assertions
    for setting in rule.card.settings:
        assert setting.least <= setting.default <= setting.most, setting.name
    path = case_file(rule)
    assert path.exists(), f"no case file {path.name}"
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# {rule.code} {rule.fault}", path.name
    kinds = {case.fires for case in cases_of(path)}
    assert kinds == {True, False}, "a case that fires and one that is quiet"


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule.code}: {case.name}" for rule, case in CASES])
def test_a_rule_finds_what_its_case_says(rule: Rule, case: object) -> None:
    found, books = answer(rule, case)
    if not case.fires:
        assert found.is_empty(), found["Evidence"].to_list()
        return
    assert case.finds, "a case that fires says what is found"
    columns = list(case.finds[0])
    got = shown(found, books, columns)
    assert [{k: v for k, v in row.items() if k != "Evidence"} for row in got] == [
        {k: v for k, v in row.items() if k != "Evidence"} for row in case.finds
    ], found["Evidence"].to_list()
    for row, wanted in zip(got, case.finds, strict=True):
        assert wanted.get("Evidence", "") in row.get("Evidence", ""), row["Evidence"]


def test_no_case_file_is_without_a_rule() -> None:
    assert set(FOLDER.rglob("*.md")) == {case_file(rule) for rule in rules()}


def test_codes_and_faults_are_told_apart() -> None:
    codes, faults = [rule.code for rule in rules()], [rule.fault for rule in rules()]
    assert len(set(codes)) == len(codes)
    assert len(set(faults)) == len(faults)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_words_are_neutral(rule: Rule) -> None:
    """A finding is a question, not a verdict: nobody is accused."""
    said = " ".join([rule.fault, rule.text["What it finds"], rule.text["What to do"]]).casefold()
    for word in ("fraud", "theft", "thief", "steal", "stole", "fake", "crime", "guilty"):
        assert word not in said, word
