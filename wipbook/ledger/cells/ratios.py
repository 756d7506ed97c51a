"""Exact numbers of cells: factors between units and rates of exchange, as the fractions that were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

import polars as pl

_NUMBER = r"[0-9]*[.,]?[0-9]+(?:[eE][+-]?[0-9]{1,2})?|[0-9]+[.,]"
_TEXT = re.compile(rf"\s*({_NUMBER})\s*(?:/\s*({_NUMBER})\s*)?")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
"""1.609 is a thousand six hundred and nine to half of the world: a text says nothing of where it was typed."""


def ratio_of(value: object) -> Fraction | None:
    """The number above zero that a cell says: a number to the fifteen digits that a cell holds, or a text of one
    number or of two with a stroke between them; None for what is none, or may be read in two ways.

    >>> ratio_of("1/100"), ratio_of(0.01), ratio_of("127/50"), ratio_of("0,3048")
    (Fraction(1, 100), Fraction(1, 100), Fraction(127, 50), Fraction(381, 1250))
    >>> ratio_of("1.609"), ratio_of("1.6090"), ratio_of(1.609), ratio_of(0), ratio_of("1/0")
    (None, Fraction(1609, 1000), Fraction(1609, 1000), None, None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        text = f"{value:.15g}"
        return Fraction(text) if value > 0 and "inf" not in text else None
    found = _TEXT.fullmatch(value) if isinstance(value, str) else None
    parts = [part for part in found.groups() if part is not None] if found else []
    if not parts or any(_TWO_WAYS.fullmatch(part) for part in parts):
        return None
    upper, *lower = (Fraction(part.replace(",", ".").rstrip(".")) for part in parts)
    if upper <= 0 or (lower and lower[0] <= 0):
        return None
    return upper / lower[0] if lower else upper


def ratio_text(ratio: Fraction) -> str:
    """A ratio as the ledger holds it and ``Fraction`` reads it.

    >>> ratio_text(Fraction("0.92")), Fraction(ratio_text(Fraction(3)))
    ('23/25', Fraction(3, 1))
    """
    return f"{ratio.numerator}/{ratio.denominator}"


@lru_cache(maxsize=10_000)
def plain_ratio(ratio: Fraction) -> str:
    """A ratio as people read it: a decimal where it ends within nine places, else a fraction.

    >>> plain_ratio(Fraction(23, 25)), plain_ratio(Fraction(1, 3)), plain_ratio(Fraction(1000))
    ('0.92', '1/3', '1000')
    """
    scaled = ratio * 10**9
    if scaled.denominator != 1:
        return ratio_text(ratio)
    whole, part = divmod(scaled.numerator, 10**9)
    return f"{whole}" + (f".{part:09}".rstrip("0") if part else "")


def ratios(cells: pl.Series, mixed: Sequence[object] | None) -> tuple[pl.Series, pl.Series]:
    """The ratio of each cell as text (``ratio_text``), null where there is none; and where a cell is none."""
    given = mixed if mixed is not None else cells.to_list()
    known = {value: ratio_of(value) for value in {v for v in given if isinstance(v, int | float | str)}}
    found = [known.get(value) if isinstance(value, int | float | str) else None for value in given]
    bad = [
        ratio is None and value is not None and not (isinstance(value, str) and not value.strip())
        for ratio, value in zip(found, given, strict=True)
    ]
    texts = [None if ratio is None else ratio_text(ratio) for ratio in found]
    return pl.Series(cells.name, texts, dtype=pl.String), pl.Series(bad, dtype=pl.Boolean)
