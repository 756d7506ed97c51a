"""Ranges that cross once in a calculation, and are let go with it."""

from __future__ import annotations

import pytest

from wipbook.excel.server import ranges
from wipbook.excel.server.ranges import NotKept, Ranges

ROWS = ((1.0, 2.0), (3.0, 4.0))


def test_what_has_no_key_is_handed_on() -> None:
    kept = Ranges(list)
    assert kept.given(5.0, "") == 5.0 and kept.given(None, "") is None and kept.given(ROWS, "") is ROWS


def test_one_object_for_all_functions_of_a_calculation() -> None:
    kept = Ranges(list)
    first = kept.given(ROWS, "1|a")
    assert first == list(ROWS) and kept.given(None, "1|a") is first
    with pytest.raises(NotKept):
        kept.given(None, "1|b")


def test_another_calculation_knows_none_of_the_last() -> None:
    kept = Ranges(list)
    kept.given(ROWS, "1|a")
    kept.given(ROWS, "2|b")
    for key in ("2|a", "1|a"):
        with pytest.raises(NotKept):
            kept.given(None, key)


def test_what_is_sent_again_takes_the_place_of_the_old() -> None:
    kept = Ranges(list)
    kept.given(ROWS, "1|a")
    assert kept.given(((9.0,),), "1|a") == [(9.0,)] == kept.given(None, "1|a")


def test_the_oldest_go_when_there_are_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "MOST_CELLS", 9)
    kept = Ranges(list)
    for name in "abc":
        kept.given(ROWS, f"1|{name}")
    with pytest.raises(NotKept):
        kept.given(None, "1|a")
    assert kept.given(None, "1|b") and kept.given(None, "1|c")
    large = tuple((1.0, 2.0) for _ in range(20))
    assert kept.given(large, "1|d") == list(large) == kept.given(None, "1|d"), "one alone may be larger"
    with pytest.raises(NotKept):
        kept.given(None, "1|c")
