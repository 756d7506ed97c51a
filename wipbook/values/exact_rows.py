"""Tables of fixed length: a chart, or a table below, is bound to the place of the rows."""

from __future__ import annotations

import polars as pl


def exactly(frame: pl.DataFrame, rows: int) -> pl.DataFrame:
    """The first ``rows`` rows; blank ones below where there are fewer.

    >>> exactly(pl.DataFrame({"x": [1, 2, 3]}), 2)["x"].to_list(), exactly(pl.DataFrame({"x": [1]}), 2)["x"].to_list()
    ([1, 2], [1, None])
    """
    if frame.height >= rows:
        return frame.head(rows)
    blank = [[None] * frame.width] * (rows - frame.height)  # as frame.clear makes them, many times as fast
    return pl.concat([frame, pl.DataFrame(blank, schema=frame.schema, orient="row")])
