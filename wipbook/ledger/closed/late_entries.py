"""Which rows came after the period of their date was closed."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.ledger.closed.closed import Closed


def entered_late(closed: Closed, through: dt.date | None) -> pl.Expr:
    """Whether a row (Date, Entered At) was entered after its period was closed.

    A close says the moment: what was keyed on the morning after month end, before the books were closed, is not late.
    Days up to ``through`` (Closed Through) that no close recorded count as closed at their end.
    """
    entered = pl.col("Entered At")
    late = pl.lit(False)
    if through is not None:
        late = (pl.col("Date") <= through) & (entered.dt.date() > through)
    for record in reversed(closed.standing):
        late = pl.when(pl.col("Date") <= record.end).then(entered > pl.lit(record.when)).otherwise(late)
    return late.fill_null(False)
