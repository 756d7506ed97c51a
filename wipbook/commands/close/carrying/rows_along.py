"""Which rows of the input sheets go along, and what their cells say in the next workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.books.books import Books
from wipbook.commands.close.carrying.jobs_along import day_column, job_columns
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TableCells
from wipbook.schema.carried import Carried
from wipbook.schema.sheet import InputSheet
from wipbook.values.codes import bare
from wipbook.values.period import year_before

SETTLED = ("complete", "completed", "closed", "cancelled", "canceled", "rejected")
"""What Status of a purchase says when nothing is expected any more."""
ACTUALS = ("Actual Cost", "Actual Fixed Cost")
"""What Overhead says of months that were settled in the workbook before: not asked again."""


@dataclass(frozen=True)
class Cut:
    """What a workbook hands on: all after the day ``through``, and of before what the jobs ``along`` need. ``told`` are
    the rows (0-based, by sheet) that stay for another reason."""

    books: Books
    through: dt.date
    along: frozenset[str]
    told: Mapping[str, frozenset[int]]

    def rows(self, sheet: InputSheet, cells: TableCells) -> list[int]:
        """The 0-based rows of a table that go along, in their order; blank ones do not. A row that no figure knows
        (left out, or not understood) goes along unless it speaks of a job that does not."""
        filled = cells.frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true().to_list() \
            if cells.frame.width and cells.frame.height else []
        if sheet.carried is Carried.ALL:
            return filled
        table = self.books.ledger.table(sheet.name)
        stays = set(table.filter(self._goes(sheet))[ROW].to_list()) | self.told.get(sheet.name, frozenset())
        known = set(table[ROW].to_list())
        return [row for row in filled if row in stays or (row not in known and self._unknown(sheet, cells, row))]

    def _goes(self, sheet: InputSheet) -> pl.Expr:
        day = day_column(sheet)
        later = pl.col(day) > self.through if day and sheet.name != "Jobs" else pl.lit(False)
        if sheet.carried is Carried.JOBS:
            named = [pl.col(name).is_in(sorted(self.along)) for name in job_columns(sheet)]
            return (later | pl.any_horizontal(named)).fill_null(False)
        if sheet.carried is Carried.OPEN:
            recent = pl.max_horizontal("Ordered", "Received", "Invoice Date") > year_before(self.through)
            return (later | ~_settled() | recent).fill_null(True)
        return later.fill_null(False)

    @cached_property
    def _done(self) -> frozenset[str]:
        """The jobs that stay behind."""
        jobs = self.books.ledger.table("Jobs")["Job"]
        return frozenset(bare(job) for job in jobs) - frozenset(bare(job) for job in self.along)

    def _unknown(self, sheet: InputSheet, cells: TableCells, row: int) -> bool:
        """Whether a row that was left out goes along, to be listed there too: unless its job is one that is done."""
        jobs = [str(cells.frame[name][row] or "") for name in job_columns(sheet) if name in cells.frame.columns]
        return not any(bare(job) in self._done for job in jobs if job)


def _settled() -> pl.Expr:
    """Whether nothing of a purchase is expected any more: neither goods nor an invoice."""
    came = pl.col("Received Quantity").fill_null(0) >= pl.col("Quantity")
    invoiced = pl.col("Invoice Quantity").fill_null(0) >= pl.col("Quantity")
    said = pl.col("Status").str.strip_chars().str.to_lowercase().is_in(SETTLED).fill_null(False)
    return said | (came & invoiced)
