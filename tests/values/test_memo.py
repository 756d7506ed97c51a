"""A memo keeps what was asked for last, within its bound, and faults like any other answer."""

from __future__ import annotations

import pytest

from wipbook.errors import WipbookError
from wipbook.values.memo import Memo


class Refused(WipbookError, ValueError):
    """A fault of a test's own."""


def test_what_nobody_asked_for_longest_goes_first() -> None:
    made: list[str] = []
    memo = Memo(most=3)

    def ask(key: str) -> str:
        return memo.get(key, lambda: made.append(key) or key.upper())  # type: ignore[func-returns-value]

    assert [ask(key) for key in "abcadb"] == list("ABCADB")
    # a was asked for again before d came: b went for d, and then c for b
    assert made == ["a", "b", "c", "d", "b"]
    assert len(memo) == memo.weight == 3 and "c" not in memo


def test_the_weight_of_what_is_kept_is_bounded_but_the_newest_stays() -> None:
    memo = Memo(most=10)
    for key, weight in (("small", 4), ("other", 5), ("large", 99)):
        memo.get(key, lambda key=key: key, lambda made, weight=weight: weight)  # type: ignore[misc]
    assert (len(memo), memo.weight) == (1, 99) and "large" in memo
    memo.get("next", lambda: "next", lambda made: 2)
    assert (len(memo), memo.weight) == (1, 2)


def test_none_and_zero_are_answers() -> None:
    memo = Memo(most=5)
    assert memo.get("none", lambda: None) is None and memo.get("zero", lambda: 0) == 0
    assert memo.get("none", lambda: pytest.fail("made again")) is None
    assert memo.get("zero", lambda: pytest.fail("made again")) == 0


def test_a_fault_is_kept_and_raised_as_another_with_the_same_words() -> None:
    memo, calls = Memo(most=5), []

    def refuse() -> None:
        calls.append(1)
        raise Refused(where="a cell", found="nothing", expected="something", remedy="type it")

    raised = []
    for _ in range(3):
        with pytest.raises(Refused, match="a cell: found nothing, expected something") as caught:
            memo.get("key", refuse)
        raised.append(caught.value)
    assert len(calls) == 1 and len(set(map(id, raised))) == 3
    assert {(one.where, one.found, one.remedy, str(one), one.args) for one in raised} == {
        ("a cell", "nothing", "type it", str(raised[0]), raised[0].args)
    }


def test_a_fault_of_ours_is_not_kept() -> None:
    memo, answers = Memo(most=5), iter((ZeroDivisionError(), 7))

    def once() -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(ZeroDivisionError):
        memo.get("key", once)
    assert memo.get("key", once) == 7
