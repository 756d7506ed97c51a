"""Looking up columns in other tables: every row stays, in its order; what is not found is blank."""

from __future__ import annotations

import polars as pl


def looked_up(frame: pl.DataFrame, on: str | list[str], *tables: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with the further columns of ``tables``, found by the columns ``on`` that all have in common.

    A table with several rows of a key gives a row for each of them.

    >>> stock = pl.DataFrame({"Material": ["NUT", "BOLT"], "Quantity": [5, 7]})
    >>> names = pl.DataFrame({"Material": ["BOLT"], "Description": ["Bolt M8"]})
    >>> looked_up(stock, "Material", names).rows()
    [('NUT', 5, None), ('BOLT', 7, 'Bolt M8')]
    """
    for table in tables:
        frame = frame.join(table, on=on, how="left", maintain_order="left")
    return frame
