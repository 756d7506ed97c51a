"""Input tables with the rows that go along, in the workbook they go to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import polars as pl

from wipbook.commands.close.carrying.left_behind import HISTORY, arrived
from wipbook.commands.close.carrying.not_carried import NotCarried
from wipbook.commands.close.carrying.rows_along import ACTUALS, Cut
from wipbook.commands.close.carrying.story import Story
from wipbook.ledger.tables import ROW, find_headers
from wipbook.port.workbook import CellValue, Formula, TableCells, Workbook
from wipbook.schema import input_sheet
from wipbook.schema.column import Role
from wipbook.schema.sheet import InputSheet

_AS_TEXT = (Role.CODE, Role.TEXT, Role.CHOICE)
"""Roles whose cells say the same as text."""
_NO_DAY, _DAY = dt.datetime(1899, 12, 31), 86_400_000_000
_NEEDED = ("Amount", "Job", "Location", "Lot", "Reverses", "Carried")
"""Columns of Movements that what is carried forward cannot do without."""


class Rewriting:
    """The tables of a copy of the workbook; ``formulas`` counts the cells whose formula became its value."""

    def __init__(self, workbook: Workbook, cut: Cut) -> None:
        self._workbook, self._cut = workbook, cut
        self.formulas = 0
        self.rows: dict[str, int] = {}

    def table(self, sheet: InputSheet) -> None:
        """Keep the rows of a sheet that go along; where all do, nothing is written."""
        cells = self._workbook.read_table(sheet.table)
        kept = self._cut.rows(sheet, cells)
        self.rows[sheet.name] = len(kept)
        if len(kept) < cells.frame.height:
            self._write(sheet, cells, kept, _at(cells.frame, kept))

    def movements(self, openings: pl.DataFrame, story: Story) -> None:
        """What was on hand, what is told again, and what happened later: in this order. Errors: ``NotCarried`` where
        the sheet lacks a column for them."""
        sheet = input_sheet("Movements")
        cells = self._workbook.read_table(sheet.table)
        headers = find_headers(sheet, cells.place.headers, cells.place.sheet)
        for name in _NEEDED:
            if name not in headers:
                raise NotCarried(
                    where=cells.place.sheet, found=f"no column {name!r}", expected=f"the column {name!r}",
                    remedy=f"add a column with the header {name}, or bring the sheet back from the template",
                )
        kept = self._cut.rows(sheet, cells)
        told = story.amounts.select(
            pl.col("Row").alias("_row"), pl.col("Amount").alias("_amount"), pl.col("Carried").alias("_told")
        )
        frame = _at(cells.frame, kept).with_columns(pl.Series("_row", kept, dtype=pl.Int64)).join(
            told, on="_row", how="left", maintain_order="left"
        ).sort(pl.col("_told").is_null(), maintain_order=True)
        order = frame["_row"].to_list()
        valued = frozenset(frame.filter(pl.col("_amount").is_not_null())["_row"].to_list())
        own = pl.col("_amount").is_not_null()
        typed = {header: frame.schema[header] for header in (headers["Amount"], headers["Carried"])}
        frame = frame.with_columns(
            pl.coalesce("_amount", _typed(headers["Amount"], typed, pl.Float64())).alias(headers["Amount"]),
            pl.coalesce(_typed(headers["Carried"], typed, pl.String()), "_told").alias(headers["Carried"]),
            *(pl.when(own).then(None).otherwise(pl.col(headers[name])).alias(headers[name])
              for name in ("Unit Cost", "Currency") if name in headers),
        ).drop("_row", "_amount", "_told")
        new = [one.select(pl.col(name).alias(headers[name]) for name in one.columns if name in headers)
               for one in (openings, story.followed)]
        self.rows[sheet.name] = frame.height + sum(one.height for one in new)
        replaced = {headers[name]: valued for name in ("Amount", "Unit Cost", "Currency") if name in headers}
        self._write(sheet, cells, order, frame, new, replaced)

    def without_actuals(self) -> None:
        """Months of overhead that were settled in the workbook before are not settled again."""
        sheet = input_sheet("Overhead")
        cells = self._workbook.read_table(sheet.table)
        headers = find_headers(sheet, cells.place.headers, cells.place.sheet)
        past = self._cut.books.ledger.table(sheet.name).filter(pl.col("Period") <= self._cut.through)[ROW].to_list()
        blank: dict[str, CellValue | Formula] = {
            cells.cell(row, headers[name]): None for row in past for name in ACTUALS if name in headers
        }
        if blank:
            self._workbook.write_cells(cells.place.sheet, blank)

    def demand(self, history: pl.DataFrame) -> None:
        """What left in the months up to the last day, in place of what Demand said of them as History: forecasts of the
        next year know it."""
        sheet = input_sheet("Demand")
        cells = self._workbook.read_table(sheet.table)
        headers = find_headers(sheet, cells.place.headers, cells.place.sheet)
        if "Kind" not in headers or history.is_empty():
            return
        known = self._cut.books.ledger.table(sheet.name)
        told = known.filter((pl.col("Kind").fill_null(HISTORY) == HISTORY) & (pl.col("Period") <= self._cut.through))
        gone = frozenset(told[ROW].to_list())
        kept = [row for row in self._cut.rows(sheet, cells) if row not in gone]
        new = history.select(pl.col(name).alias(headers[name]) for name in history.columns)
        self.rows[sheet.name] = len(kept) + new.height
        self._write(sheet, cells, kept, _at(cells.frame, kept), [new])

    def received(self) -> None:
        """Orders that say nothing of what came, as their receipts say it, which stay behind: what came and when; of an
        order that came in part the quantity is what is left of it. Before ``table``: rows are still where they were."""
        sheet = input_sheet("Purchases")
        cells = self._workbook.read_table(sheet.table)
        headers = find_headers(sheet, cells.place.headers, cells.place.sheet)
        said: dict[str, CellValue | Formula] = {}
        for row, share, day in arrived(self._cut.books, self._cut.through).iter_rows():
            whole = cells.frame[headers["Quantity"]][row]
            if not isinstance(whole, float):
                continue
            if share < 1:
                said[cells.cell(row, headers["Quantity"])] = whole * (1 - share)
            elif {"Received Quantity", "Received"} <= headers.keys():
                said[cells.cell(row, headers["Received Quantity"])] = whole * share
                said[cells.cell(row, headers["Received"])] = day
        if said:
            self._workbook.write_cells(cells.place.sheet, said)

    def empty(self, table: str) -> None:
        """A log that begins anew."""
        if self._workbook.find_table(table) is not None:
            self._workbook.write_table(table, self._workbook.read_table(table).frame.clear())

    def _write(
        self, sheet: InputSheet, cells: TableCells, order: Sequence[int], old: pl.DataFrame,
        new: Sequence[pl.DataFrame] = (), replaced: Mapping[str, Collection[int]] = MappingProxyType({}),
    ) -> None:
        """Fill the table with the rows ``new`` and, below them, ``old``: the rows ``order`` of ``cells``, of which some
        say something else in the columns ``replaced``. A column with one formula throughout keeps it; cells of several
        kinds in one column stay what they are."""
        names = {header: name for name, header in find_headers(sheet, cells.place.headers, cells.place.sheet).items()}
        whole = [header for header, rows in cells.formulas.items()
                 if len(rows) == cells.frame.height and not replaced.get(header) and not new]
        there = frozenset(order)
        self.formulas += sum(
            len(there.intersection(rows)) for header, rows in cells.formulas.items() if header not in whole
        )
        apart = [header for header in cells.mixed
                 if header not in whole and (header not in names or sheet.column(names[header]).role not in _AS_TEXT)]
        old = old.drop(whole).with_columns(
            pl.when(pl.Series([row in replaced.get(header, ()) for row in order], dtype=pl.Boolean))
            .then(pl.col(header)).alias(header) if replaced.get(header) and old.schema[header] != pl.String
            else pl.lit(None).alias(header)
            for header in apart
        )
        # a blank column is read as numbers, which it need not be
        blank = [name for name in old.columns if old[name].null_count() == old.height]
        old = old.with_columns(pl.lit(None).alias(name) for name in blank)
        whole_frame = pl.concat([*new, old], how="diagonal_relaxed").select(old.columns)
        self._workbook.write_table(sheet.table, whole_frame.with_columns(_clock_times(whole_frame)))
        place, ahead = self._workbook.read_table(sheet.table).place, sum(one.height for one in new)
        back: dict[str, CellValue | Formula] = {}
        for header in apart:
            ours = replaced.get(header, ())
            for at, row in enumerate(order):
                value = cells.mixed[header][row]
                if row not in ours and isinstance(value, str | int | float | dt.date):
                    back[place.cell(ahead + at, header)] = value
        if back:
            self._workbook.write_cells(place.sheet, back)


def _clock_times(frame: pl.DataFrame) -> list[pl.Expr]:
    """Columns of times of day, as the parts of a day that their cells hold: read, they stand on the day before all."""
    return [
        ((pl.col(name) - _NO_DAY).dt.total_microseconds() / _DAY).alias(name)
        for name, kind in frame.schema.items()
        if kind == pl.Datetime and (frame[name].dt.year() < 1900).any()
    ]


def _at(frame: pl.DataFrame, rows: Sequence[int]) -> pl.DataFrame:
    return frame[list(rows)] if rows else frame.clear()


def _typed(header: str, kinds: Mapping[str, pl.DataType], kind: pl.DataType) -> pl.Expr:
    """A column as ``kind``; where it holds something else, blank: that is put back cell by cell."""
    return pl.col(header).cast(kind) if kinds[header] == kind else pl.lit(None, dtype=kind)
