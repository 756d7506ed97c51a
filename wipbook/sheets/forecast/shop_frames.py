"""What the sheets of load, flow, jobs, suppliers and quality share: tables of fixed length, rounded figures."""

from __future__ import annotations

import polars as pl


def exactly(frame: pl.DataFrame, rows: int) -> pl.DataFrame:
    """The first ``rows`` rows; blank ones where there are fewer, since a chart is bound to the place of the table."""
    top = frame.head(rows)
    return top if top.height == rows else pl.concat([top, top.clear(rows - top.height)])


def rounded(frame: pl.DataFrame, places: int = 1, finer: tuple[str, ...] = ()) -> pl.DataFrame:
    """Floats rounded to ``places``, those of ``finer`` (shares, rates) to four."""
    floats = [name for name, kind in frame.schema.items() if kind.is_float()]
    return frame.with_columns(pl.col(name).round(4 if name in finer else places) for name in floats)
