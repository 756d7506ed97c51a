"""What the general ledger was given so far: the rows of the sheet Exports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.books.journals.lines import LINE
from wipbook.port.columns import in_columns
from wipbook.port.workbook import Workbook
from wipbook.sheets.data.exports import COLUMNS
from wipbook.sheets.layout import Look

ENTRIES, MONTH_END = "entries", "WIP at month end"
"""Kinds of journal."""
DIFFERENCES, ALL = "differences", "all"
"""Scopes of an export."""
_KINDS = {Look.TIMESTAMP: pl.Datetime("us"), Look.MONEY: pl.Float64(), Look.COUNT: pl.Float64(), Look.DATE: pl.Date()}
SCHEMA = {column.name: _KINDS.get(column.look, pl.String()) for column in COLUMNS}


@dataclass(frozen=True)
class Exported:
    """``rows``: those of the sheet; ``lines``: what of one kind the ledger has (``LINE``), since the last export of
    all; ``opened``: accounts, by role, that files of a format have opened since then."""

    rows: pl.DataFrame
    places: int

    @property
    def number(self) -> int:
        """That of the last export; 0 before the first."""
        return int(self.rows["Export"].max() or 0)  # type: ignore[arg-type]

    def _since_all(self, kind: str) -> pl.DataFrame:
        mine = self.rows.filter(pl.col("Kind") == kind)
        anew = mine.filter(pl.col("Scope") == ALL)["Export"].max()
        return mine if anew is None else mine.filter(pl.col("Export") >= anew)

    def lines(self, kind: str) -> pl.DataFrame:
        amount = (pl.col("Amount") * 10**self.places).round(0).cast(pl.Int64).alias("Amount")
        blank = [pl.lit(None, dtype=pl.String).alias(name) for name in ("Cost Center", "Material")]
        frame = self._since_all(kind).with_columns(amount, *blank, pl.lit("Correction").alias("Text"))
        return frame.select(*LINE).cast(LINE)  # type: ignore[arg-type]

    def opened(self, kind: str, form: str) -> frozenset[tuple[str, str]]:
        mine = self._since_all(kind).filter(pl.col("Format") == form)
        return frozenset(mine.select("Role", "Account").iter_rows())

    def days(self, kind: str) -> tuple[dt.date, dt.date] | None:
        """First and last day that exports of a kind cover."""
        mine = self._since_all(kind)
        first, last = mine["From"].min(), mine["Through"].max()
        return (first, last) if isinstance(first, dt.date) and isinstance(last, dt.date) else None


def exported(workbook: Workbook, places: int) -> Exported:
    """The exports of a workbook whose currency has so many ``places``."""
    frame = workbook.read_table("Exports").frame
    return Exported(in_columns(frame, SCHEMA).filter(pl.col("Export").is_not_null()), places)
