"""Factors and rates as cells hold them: numbers, texts of numbers, fractions; never a guess."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import ledger_of
from wipbook.ledger.cells.ratios import plain_ratio, ratio_of, ratio_text

UNIT = {"From": "cm", "To": "m"}


@pytest.mark.parametrize("typed, ratio", [
    ("1/100", Fraction(1, 100)), ("0.01", Fraction(1, 100)), (0.01, Fraction(1, 100)), ("127/50", Fraction(127, 50)),
    ("2.54", Fraction(127, 50)), (2.54, Fraction(127, 50)), (1000, Fraction(1000)), ("1000", Fraction(1000)),
    (" 1 / 3 ", Fraction(1, 3)), ("0.5/3", Fraction(1, 6)), ("0,3048", Fraction(381, 1250)), (".25", Fraction(1, 4)),
    (1609.344, Fraction(1609344, 1000)), ("0.454", Fraction(454, 1000)), (2.205, Fraction(2205, 1000)),
    (1e-7, Fraction(1, 10**7)), ("1e-7", Fraction(1, 10**7)), ("12.", Fraction(12)),
])
def test_what_is_read(typed: object, ratio: Fraction) -> None:
    assert ratio_of(typed) == ratio
    ledger = ledger_of({"Units of Measure": [{**UNIT, "Factor": typed}]})
    assert Fraction(ledger.table("Units of Measure")["Factor"][0]) == ratio


@pytest.mark.parametrize("typed, found", [
    (0, "0"), ("0", "'0'"), ("0/5", "'0/5'"), ("5/0", "'5/0'"), (-1, "-1"), ("-1/2", "'-1/2'"), ("abc", "'abc'"),
    ("1/2/3", "'1/2/3'"), ("1.609", "'1.609'"), ("1,000", "'1,000'"), (True, "True"), ("1 000", "'1 000'"),
])
def test_what_is_none_or_may_be_two_leaves_the_row_out(typed: object, found: str) -> None:
    assert ratio_of(typed) is None
    ledger = ledger_of({"Units of Measure": [{**UNIT, "Factor": typed}]})
    assert ledger.table("Units of Measure").is_empty()
    (row,) = ledger.rejections.frame().to_dicts()
    assert (row["Cell"], row["Found"], row["Effect"]) == ("D6", found, "row excluded")
    assert "1/100" in row["What To Do"]


@given(st.fractions(min_value=Fraction(1, 10**9), max_value=10**9, max_denominator=10**9))
def test_what_is_written_is_read_again(ratio: Fraction) -> None:
    assert ratio_of(ratio_text(ratio)) in (ratio, None)
    assert Fraction(ratio_text(ratio)) == ratio
    assert Fraction(plain_ratio(ratio)) == ratio
