"""From the fractions a plan computes in to the fixed-point integers that tables are made of."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from wipbook.books.views.basics import MILLION


def to_integers(frame: pl.DataFrame, quantities: Iterable[str], money: Iterable[str], places: int) -> pl.DataFrame:
    """``frame`` with units in millionths and currency in its smallest unit; NaN becomes blank.

    >>> frame = pl.DataFrame({"Units": [1.5, float("nan")], "Cash": [2.0, 0.125]})
    >>> to_integers(frame, ["Units"], ["Cash"], 2).rows()
    [(1500000, 200), (None, 12)]
    """
    scales = {**dict.fromkeys(quantities, MILLION), **dict.fromkeys(money, 10**places)}
    return frame.with_columns(
        (pl.col(name).fill_nan(None) * scale).round(0).cast(pl.Int64) for name, scale in scales.items()
    )
