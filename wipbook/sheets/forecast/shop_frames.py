"""Figures rounded as the sheets of load, flow, jobs, suppliers and quality show them."""

from __future__ import annotations

import polars as pl


def rounded(frame: pl.DataFrame, places: int = 1, finer: tuple[str, ...] = ()) -> pl.DataFrame:
    """Floats rounded to ``places``, those of ``finer`` (shares, rates) to four."""
    floats = [name for name, kind in frame.schema.items() if kind.is_float()]
    return frame.with_columns(pl.col(name).round(4 if name in finer else places) for name in floats)
