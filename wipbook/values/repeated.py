"""A column that says the same in every row."""

from __future__ import annotations

from typing import Any

import polars as pl


def repeated(value: object, rows: int, dtype: Any) -> pl.Series:
    """``value`` so many times, as ``pl.repeat`` has it. That plans a query first, which takes ten times as long as the
    column does where there are few rows, and reading a workbook asks for hundreds of them.

    >>> repeated(False, 2, pl.Boolean).to_list(), repeated(None, 0, pl.Date).dtype
    ([False, False], Date)
    """
    return pl.Series("repeat", [value], dtype=dtype).new_from_index(0, rows)
