"""Python values of one column as a typed polars column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from wipbook.port.tables import CellError


def in_columns(frame: pl.DataFrame, schema: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """The rows of a sheet in the columns of ``schema``: blank where somebody took a column away, or where a cell is of
    another kind.

    >>> in_columns(pl.DataFrame({"Pack": [1.0], "Own": ["x"]}), {"Pack": pl.Float64, "File": pl.String}).row(0)
    (1.0, None)
    """
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind, strict=False).alias(name)
        for name, kind in schema.items()
    )


def typed_column(header: str, values: Sequence[object]) -> tuple[pl.Series, bool]:
    """The column, and whether it mixes kinds (then it is text, and errors are blank in it).

    >>> typed_column("hours", [1.5, None])[0].dtype, typed_column("code", ["a", 2.0])[1]
    (Float64, True)
    """
    known = [value for value in values if value is not None]
    kinds = {_kind(value) for value in known}
    if not kinds:
        return pl.Series(header, [None] * len(values), dtype=pl.Float64), False
    if kinds == {"number"}:
        return pl.Series(header, values, dtype=pl.Float64, strict=False), False
    if kinds == {"text"}:
        return pl.Series(header, values, dtype=pl.String), False
    if kinds == {"truth"}:
        return pl.Series(header, values, dtype=pl.Boolean), False
    if kinds == {"moment"}:
        return pl.Series(header, values, dtype=pl.Datetime("ms")), False
    if kinds == {"number", "error"}:
        return pl.Series(
            header,
            [None if isinstance(value, CellError) else value for value in values],
            dtype=pl.Float64,
            strict=False,
        ), True
    texts = [None if value is None or isinstance(value, CellError) else str(value) for value in values]
    return pl.Series(header, texts, dtype=pl.String), True


def _kind(value: object) -> str:
    if isinstance(value, CellError):
        return "error"
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | float):
        return "number"
    return "moment" if isinstance(value, dt.datetime) else "text"
