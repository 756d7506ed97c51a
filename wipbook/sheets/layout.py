"""How an output sheet is described: tables at fixed corners, columns with a look, charts bound to tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import polars as pl

from wipbook.port.tab import Button
from wipbook.port.tables import CellValue, Formula
from wipbook.sheets.glossary import note_of
from wipbook.values.cell_numbers import cell_values
from wipbook.values.fixed import QUANTITY_PLACES, UNIT_COST_PLACES
from wipbook.values.user_role import UserRole

# Every sheet, input or output: title, company line, source line, notes or units, totals, header, data.
TITLE_ROW, COMPANY_ROW, SOURCE_ROW, NOTE_ROW, TOTAL_ROW, HEADER_ROW, FIRST_ROW = range(1, 8)


class Look(StrEnum):
    """How a column's values are shown, and by that how fixed-point integers become cell values."""

    CODE = "code"
    TEXT = "text"
    MONEY = "money"
    UNIT_COST = "unit cost"
    QUANTITY = "quantity"
    ESTIMATE = "estimate"  # a quantity nobody counted: exact in its cell, shown with no more digits than it deserves
    COUNT = "count"
    SHARE = "share"  # a fraction, shown as a percentage
    DATE = "date"
    TIMESTAMP = "timestamp"
    FLAG = "flag"


def money_format(places: int) -> str:
    """How an amount is shown in a currency with so many decimal places. No other look has the same format, so that it
    can be told apart and changed when the currency is another.

    >>> money_format(0), money_format(3)
    ('#,##0_);(#,##0);"-"_)', '#,##0.000_);(#,##0.000);"-"???_)')
    """
    digits = "#,##0" + ("." + "0" * places if places else "")
    return f'{digits}_);({digits});"-"{"?" * places}_)'


NUMBER_FORMATS: Mapping[Look, str] = {
    Look.CODE: "@",
    Look.TEXT: "General",
    Look.MONEY: money_format(2),
    Look.UNIT_COST: '#,##0.0000_);(#,##0.0000);"-"??_)',
    Look.QUANTITY: '#,##0.###_);(#,##0.###);"-"??_)',
    Look.ESTIMATE: '[=0]"-"??_);[<10]#,##0.00_);#,##0.0_)',
    Look.COUNT: '#,##0_);(#,##0);"-"??_)',
    Look.SHARE: "0.0%",
    Look.DATE: "yyyy-mm-dd",
    Look.TIMESTAMP: "yyyy-mm-dd hh:mm:ss",
    Look.FLAG: "General",
}


class Mark(StrEnum):
    """What draws the eye in a column, by conditional format: the template knows the colours."""

    NONE = ""
    TRUE_IS_GOOD = "TRUE is good, FALSE is bad"
    TRUE_IS_LATE = "TRUE stands out, FALSE steps back"
    ABOVE_ZERO = "above zero stands out"
    ABOVE_ZERO_IS_DOUBTFUL = "above zero is doubtful"
    BELOW_ZERO = "below zero stands out"
    NOT_ZERO = "anything but zero stands out"
    SHORTAGE = "a shortage, carried or trued up, stands out"
    EXCLUDED = "row excluded is bad, the rest is doubtful"
    SEVERITY = "high is bad, medium is doubtful"
    OUTSTANDING = "what is overdue, outside or failed is bad, what is to be done is doubtful"
    SIGNED = "as signed is good, anything else is doubtful"


@dataclass(frozen=True)
class OutputColumn:
    """A column of a result table. ``formula`` makes it a calculated column (its value is computed all the same);
    ``total`` puts a SUBTOTAL above the header; ``wrap`` lets long text take several lines. What a user types into a
    ``typed`` column is his: blue, not locked, with ``choices`` to pick from; a ``kept`` one stays with its row when the
    table is filled anew, like a column the user added. A ``detail`` stands behind the others: grouped and hidden until
    somebody unhides it, so that the sheet stays as wide as a page."""

    name: str
    look: Look
    note: str = ""
    width: float = 0
    total: bool = False
    formula: str = ""
    mark: Mark = Mark.NONE
    wrap: bool = False
    typed: bool = False
    choices: tuple[str, ...] = ()
    kept: bool = False
    detail: bool = False


@dataclass(frozen=True)
class OutputTable:
    """A result table. ``build`` yields a frame of these columns, numbers as fixed-point integers (money in the
    smallest currency unit; quantities and unit costs in millionths). ``rows`` is the fixed number of rows of a
    table that never grows; such tables may stand beside and below others. ``key`` identifies a row, so that
    columns the user added stay with their rows. ``total_label`` names the row of SUBTOTALs above the header.
    ``initial`` gives the rows a new workbook has; ``heading`` stands above a table that is not the first. A ``typed``
    table is the user's own: no command writes it. ``names`` are two columns: the cell in the second bears the defined
    name that stands in the first, and keeps it wherever the row goes. The rows of a table ``of_release`` tell of the
    release, not of the workbook: an older workbook gets those of the template. ``shown`` are the columns that a page
    has room for, some twelve."""

    name: str
    columns: tuple[OutputColumn, ...]
    build: Callable[[Any], pl.DataFrame]
    key: tuple[str, ...] = ()
    rows: int = 0
    header_row: int = HEADER_ROW
    first_column: int = 1
    total_label: str = "Total"
    initial: Callable[[], pl.DataFrame] | None = None
    heading: str = ""
    typed: bool = False
    names: tuple[str, str] | None = None
    of_release: bool = False
    shown: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """What is ``shown`` at first stands on the left, in that order, and the others behind it as details. A column
        that says nothing of itself has the note that the glossary knows."""
        noted = [column if column.note else replace(column, note=note_of(column.name)) for column in self.columns]
        known = {column.name: column for column in noted}
        if self.shown:
            first = [replace(known.pop(name), detail=False) for name in self.shown]
            rest = [replace(column, detail=True) for column in known.values()]
        else:
            first, rest = ([column for column in noted if column.detail is behind] for behind in (False, True))
        object.__setattr__(self, "columns", (*first, *rest))

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def total_formula(self, column: OutputColumn) -> str:
        """The SUBTOTAL above the header of ``column``. Money is rounded: what is zero in cents is 2e-11 or so when
        a spreadsheet adds floats, and would be shown as (0.00)."""
        total = f"SUBTOTAL(109,{self.name}[{column.name}])"
        return f"=ROUND({total},wip_places)" if column.look is Look.MONEY else f"={total}"


@dataclass(frozen=True)
class Chart:
    """A native chart bound to the columns of a table of fixed length. ``kind``: bar, column, stacked, line, or compared
    (columns of shares, the last series a line across them); ``shift`` moves it right from its anchor, in pixels. Bars
    and columns start at zero; ``signed`` ones may lie on both sides of it."""

    title: str
    kind: str
    table: str
    category: str
    series: tuple[str, ...]
    anchor: str
    width: int = 480
    height: int = 288
    shift: int = 0
    signed: bool = False


@dataclass(frozen=True)
class Pivot:
    """A native pivot table over a result ``table`` of any length, its upper left cell at ``anchor`` and its page fields
    above that: ``rows`` and ``columns`` are headers of the table, ``adds`` is the one that is added up, ``only`` the
    value that a header must have: (header, value, all values it can have). ``widths`` of its columns on the sheet; what
    stands below it and right of that must be free, since a pivot grows with its table."""

    name: str
    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    adds: str
    only: tuple[tuple[str, str, tuple[str, ...]], ...]
    anchor: str
    widths: tuple[float, ...]


def _no_cells(results: Any) -> dict[str, CellValue | Formula]:
    return {}


@dataclass(frozen=True)
class OutputSheet:
    """An output sheet. ``cells`` yields single cells beyond the tables, value or formula by address in this layout or
    by defined name; ``named`` says where the template has the cell of each name. In a workbook a cell stands where its
    table, or its name, has gone.

    The spreadsheet fills ``pivots``, which no protected sheet lets it do: such a sheet is not protected.

    ``when_empty`` hides the sheet while its first table, or the one it is ``decided_by``, has no rows. ``source`` says
    what the sheet is made from and what it ties to; it is printed in the header.
    """

    name: str
    order: int
    title: str
    about: str
    source: str
    tables: tuple[OutputTable, ...]
    kind: str = "report"  # front, report or control: the tab colour
    charts: tuple[Chart, ...] = ()
    pivots: tuple[Pivot, ...] = ()
    cells: Callable[[Any], dict[str, CellValue | Formula]] = field(default=_no_cells)
    named: Mapping[str, str] = field(default_factory=dict)
    when_empty: str = "show"
    decided_by: str = ""
    landscape: bool = True
    filled_by: str = "refresh"  # the command that writes it; refresh leaves the sheets of others alone
    button: Button | None = None  # of the tab WIP, that goes to the sheet
    roles: tuple[UserRole, ...] = ()  # who reads it
    tabs: tuple[UserRole, ...] = ()  # in whose view its tab stands, at most twelve in each
    packs: tuple[str, ...] = ()  # whose sheets it reports on; blank where every workbook has them


def to_cells(frame: pl.DataFrame, columns: tuple[OutputColumn, ...], currency_places: int) -> pl.DataFrame:
    """``frame`` in the order of ``columns`` with fixed-point integers turned into the numbers a cell holds."""
    places = {
        Look.MONEY: currency_places, Look.QUANTITY: QUANTITY_PLACES, Look.UNIT_COST: UNIT_COST_PLACES,
        Look.ESTIMATE: QUANTITY_PLACES, Look.SHARE: 6,
    }
    shown = []
    for column in columns:
        values = frame[column.name]
        if column.look in places and values.dtype.is_integer():
            values = cell_values(values, places[column.look])
        shown.append(values)
    return pl.DataFrame(shown)
