"""Cells of a workbook as text, with their kinds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import polars as pl

from wipbook.commands.data.import_.source.kinds import Kind
from wipbook.ooxml.sheet.cells import ErrorText, number_text

_DAY = dt.date(1900, 1, 1)
"""Times of day are moments before it."""


def columns_of(values: pl.Series, cells: Iterable[object] | None = None) -> tuple[pl.Series, pl.Series]:
    """A column as text, and the kinds of its cells; ``cells`` are they themselves where kinds are mixed.

    >>> text, kinds = columns_of(pl.Series([0.1, 3.0, None])); text.to_list(), kinds.to_list()
    (['0.1', '3', None], ['n', 'n', None])
    """
    if cells is not None or values.dtype.is_temporal():
        pairs = [cell_of(value) for value in (values.to_list() if cells is None else cells)]
        return (
            pl.Series([text for text, _ in pairs], dtype=pl.String),
            pl.Series([kind for _, kind in pairs], dtype=pl.String),
        )
    if values.dtype == pl.String:
        return values, pl.Series([None], dtype=pl.String).new_from_index(0, values.len())
    kind = Kind.TRUTH if values.dtype == pl.Boolean else Kind.NUMBER
    if values.dtype == pl.Float64:
        texts = pl.Series([None if value is None else number_text(value) for value in values], dtype=pl.String)
    else:
        texts = values.cast(pl.String)
    return texts, pl.select(pl.when(texts.is_not_null()).then(pl.lit(str(kind)))).to_series().cast(pl.String)


def cell_of(value: object) -> tuple[str | None, Kind | None]:
    """One cell as text, and its kind.

    >>> cell_of(dt.datetime(2026, 3, 2)), cell_of(True), cell_of("12,5"), cell_of(1e-7)
    (('2026-03-02', <Kind.DATE: 'd'>), ('true', <Kind.TRUTH: 'b'>), ('12,5', None), ('1e-07', <Kind.NUMBER: 'n'>))
    """
    if value is None or value == "":
        return None, None
    if isinstance(value, ErrorText):
        return str(value), Kind.ERROR
    if isinstance(value, str):
        return value, None
    if isinstance(value, bool):
        return str(value).lower(), Kind.TRUTH
    if isinstance(value, int | float):
        return number_text(value), Kind.NUMBER
    if isinstance(value, dt.timedelta):
        return number_text(value / dt.timedelta(days=1)), Kind.ELAPSED
    if isinstance(value, dt.datetime):
        if value.date() < _DAY:
            return value.time().isoformat(), Kind.DATE
        return value.isoformat(" ") if value.time() != dt.time() else value.date().isoformat(), Kind.DATE
    return str(value), Kind.DATE
