"""From input tables to a Ledger: typed, validated, every row remembering where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import polars as pl

from wipbook.errors import WipbookError
from wipbook.ledger.around.gone_columns import Filled, GoneColumn, gone_columns, list_gone
from wipbook.ledger.around.reach import TakenIn, reach
from wipbook.ledger.between.overlaps import list_overlaps
from wipbook.ledger.between.reversals import take_back
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.stored import read_closed
from wipbook.ledger.conversion.convert import convert
from wipbook.ledger.conversion.entered import whole_amounts
from wipbook.ledger.conversion.row import CONVERTED
from wipbook.ledger.period_of_rows import DATED, rows_after, with_period
from wipbook.ledger.policy import Policy, policy_from
from wipbook.ledger.references import check_references
from wipbook.ledger.rejections import Listed, Rejections
from wipbook.ledger.sense import check_sense
from wipbook.ledger.settings_table import list_doubtful, stated
from wipbook.ledger.spelling import PLACED, one_spelling
from wipbook.ledger.tables import ROW, ColumnMissing, ColumnTwice, ledger_schema, read_table
from wipbook.port.tables import TableCells, TableSource
from wipbook.schema import input_sheets
from wipbook.schema.sheet import InputSheet
from wipbook.values.once import Once


class SheetMissing(WipbookError):
    """An input table the workbook cannot do without is not there."""


@dataclass(frozen=True)
class Ledger(Once):
    """The facts, frozen once read. ``tables`` holds each input sheet by name: schema columns, fixed-point numbers, and
    ``_row``.

    ``rows_read`` and ``rows_used`` count, per sheet, the rows that were not blank and those that were taken;
    the others are in ``rejections``. ``unread`` counts the rows and columns that no table holds though they stand at
    one, and the columns that are ``gone``; ``postings`` are the moment, user and seal of each posting of counts that
    the workbook's own log tells. ``cells`` keeps each table's place, so that later findings can point. ``closed`` is
    what was recorded when periods were closed. ``taken_in`` tells of rows and columns typed around their tables that
    count. Quantities and money are in the units of the materials and in the company's currency; ``converted`` tells
    what was typed in others (``CONVERTED``).
    """

    policy: Policy
    tables: Mapping[str, pl.DataFrame]
    rejections: Listed = field(default_factory=Listed)
    rows_read: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, TableCells] = field(default_factory=dict)
    unread: int = 0
    gone: tuple[GoneColumn, ...] = ()
    postings: Collection[tuple[dt.datetime, str, str]] = frozenset()
    closed: Closed = field(default_factory=Closed)
    taken_in: tuple[TakenIn, ...] = ()
    converted: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CONVERTED))

    def __post_init__(self) -> None:
        for name in ("tables", "rows_read", "cells"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def table(self, sheet: str) -> pl.DataFrame:
        return self.tables[sheet]

    def without(self, left_out: Mapping[str, Collection[int]], listed: Listed) -> Ledger:
        """Another ledger: without the rows that ``left_out`` names by sheet and ``_row``, with what is ``listed``."""
        tables = {
            name: frame.filter(~pl.col(ROW).is_in(sorted(left_out[name]))) if left_out.get(name) else frame
            for name, frame in self.tables.items()
        }
        gone = pl.DataFrame(
            [(name, row) for name, rows in left_out.items() for row in rows],
            schema={"Sheet": pl.String, ROW: pl.Int32}, orient="row",
        )
        converted = self.converted.join(gone, on=["Sheet", ROW], how="anti", maintain_order="left")
        return replace(self, tables=tables, rejections=self.rejections + listed, converted=converted)

    def remembering(self, filled: Collection[Filled]) -> Ledger:
        """Another ledger, in which the optional columns that are ``filled`` no longer because they are not there are
        listed and counted."""
        gone = gone_columns(filled, {name: cells.place for name, cells in self.cells.items()})
        return replace(
            self, rejections=self.rejections + list_gone(gone, self.cells), unread=self.unread + len(gone), gone=gone
        )

    @property
    def rows_used(self) -> dict[str, int]:
        return {name: frame.height for name, frame in self.tables.items()}

    @property
    def rows_after(self) -> tuple[int, dt.date | None]:
        """How many rows are dated after the day that balances are shown for, and the first of their days."""
        return rows_after(self.policy, self.tables)

    @property
    def rows_taken_in(self) -> int:
        """Rows that were typed below their table and count."""
        return sum(one.rows for one in self.taken_in)

    @property
    def rows_left_out(self) -> int:
        """Rows that did not count: rejected, or outside their table; a column that is not read counts as one."""
        return sum(self.rows_read.values()) - sum(self.rows_used.values()) + self.unread


def read(
    source: TableSource,
    policy: Policy | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Ledger:
    """Read and validate every input table that ``source`` holds.

    Bad rows never stop the run: they are left out and listed in ``rejections``. Errors (they do stop it):
    ``SheetMissing`` for a core table that is absent, ``ColumnMissing`` for a required column,
    ``SettingNotUnderstood`` and ``LifoUnderIfrs`` for the Settings.
    """
    places = source.tables()
    rejections = Rejections()
    policy = read_policy(source) if policy is None else policy
    if "Settings" in places:
        with suppress(WipbookError):  # for want of it nothing was read, or whoever gave the policy did not need it
            list_doubtful(source.read_table("Settings"), rejections)
    tables: dict[str, pl.DataFrame] = {}
    rows_read: dict[str, int] = {}
    places_of: dict[str, TableCells] = {}
    taken_in: list[TakenIn] = []
    amounts: dict[str, pl.DataFrame] = {}
    unread = 0
    sheets = input_sheets()
    for sheet in sheets:
        if sheet.table not in places or not sheet.facts:
            if sheet.core:
                raise SheetMissing(
                    where=sheet.name,
                    found=f"no table {sheet.table}",
                    expected=f"the table {sheet.table} on the sheet {sheet.name}",
                    remedy="bring the sheet back from the template: wipbook new, then copy it over, or undo",
                )
            tables[sheet.name] = _empty(sheet)
            rows_read[sheet.name] = 0
            continue
        progress(f"reading {sheet.name}")
        cells, taken = reach(sheet, source.read_table(sheet.table), policy.currency_places)
        taken_in += [taken] if taken is not None else []
        tables[sheet.name], rows_read[sheet.name] = read_table(sheet, cells, rejections, policy.currency_places)
        whole = whole_amounts(sheet, tables[sheet.name], cells)
        amounts |= {} if whole is None else {sheet.name: whole}
        unread += len(cells.unread)
        # From here on only the place of the table and of its formulas matters; the cells would double the memory.
        places_of[sheet.name] = TableCells(cells.place, cells.frame.clear(), formulas=cells.formulas)
    tabs = {name: cells.place.sheet for name, cells in places_of.items()}
    # Materials and jobs first: what refers to them is judged against the rows that were kept.
    for sheet in sorted(sheets, key=lambda s: (not s.costing_reference, s.order)):
        if sheet.name not in places_of:
            continue
        cells = places_of[sheet.name]
        frame = check_sense(sheet, tables[sheet.name], cells, policy, rejections)
        frame = check_references(sheet, frame, cells, tables, rejections, tabs)
        list_overlaps(sheet, frame, cells, rejections)
        tables[sheet.name] = take_back(sheet, frame, cells, rejections)
    conversion = convert(tables, places_of, amounts, policy, rejections)
    tables = dict(conversion.tables)
    for name in PLACED:
        if name in tables:
            tables[name] = tables[name].with_columns(one_spelling(tables, name))
    closed = read_closed(source, policy.currency_places)
    return Ledger(
        policy, tables, rejections.listed(), rows_read, places_of, unread, closed=closed, taken_in=tuple(taken_in),
        converted=conversion.rows,
    )


def read_policy(source: TableSource) -> Policy:
    """The policies of the workbook's Settings table; where that states no period, it is that of the rows
    (``with_period``). Errors: ``SheetMissing`` without the table, and those of ``stated`` and ``policy_from``: nothing
    is guessed."""
    if "Settings" not in source.tables():
        raise SheetMissing(
            where="Settings",
            found="no table Settings",
            expected="the table Settings with the columns Setting and Value",
            remedy="bring the sheet back from the template",
        )
    policy = policy_from(*stated(source.read_table("Settings")))
    return policy if policy.period_known else with_period(policy, _dated(source, policy.currency_places))


def _dated(source: TableSource, currency_places: int) -> dict[str, pl.DataFrame]:
    """The rows that tell the period of a workbook which states none, as far as they can be read."""
    found = {}
    for sheet in input_sheets():
        if sheet.name in DATED and sheet.table in source.tables():
            with suppress(ColumnMissing, ColumnTwice):  # said when all is read
                cells = source.read_table(sheet.table)
                found[sheet.name] = read_table(sheet, cells, Rejections(), currency_places)[0]
    return found


def _empty(sheet: InputSheet) -> pl.DataFrame:
    return pl.DataFrame(schema=ledger_schema(sheet))
