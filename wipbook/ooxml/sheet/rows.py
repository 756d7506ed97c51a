"""Table rows as sheet XML, built column by column with polars: a million rows without a loop over cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from wipbook.ooxml.address import column_letters
from wipbook.ooxml.faults import UnwritableValue
from wipbook.ooxml.markup import escape
from wipbook.ooxml.sheet.cells import LONGEST_TEXT

CHUNK_ROWS = 50_000
_MARKS = r"[&<>\x00-\x1f\x{fffe}\x{ffff}]|_x[0-9A-Fa-f]{4}_|^\s|\s$"
_SAFE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"} | {
    chr(code): f"_x{code:04X}_" for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)
}
LIKE_A_FORMULA = r"^[=+\-@\t\r]"
"""Texts that a spreadsheet would take for a formula once somebody edits their cell."""
TEXT_KINDS = (pl.String, pl.Categorical, pl.Enum)
_DAY = 86_400_000_000


@dataclass(frozen=True)
class ColumnLayout:
    """How one column is written: its place, its cell format index ("" for none), its formula without ``=``; ``quoted``
    is the cell format of texts that look like formulas ("" when there are none)."""

    header: str
    column: int
    style: str = ""
    formula: str = ""
    quoted: str = ""


@dataclass(frozen=True)
class Beside:
    """What stands in a row outside the table: attributes of the row, cells left and right of the table."""

    attributes: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True)
class RowBlock:
    """Rows ``first_row`` and on, one per row of ``frame``; a header missing from ``frame`` is a blank column."""

    first_row: int
    frame: pl.DataFrame
    layout: Sequence[ColumnLayout]
    prefix: bytes = b""
    date1904: bool = False
    attributes: str = ""
    beside: Mapping[int, Beside] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        return self.first_row + self.frame.height - 1

    def chunks(self) -> Iterator[bytes]:
        """The rows as XML, ``CHUNK_ROWS`` rows at a time."""
        for at in range(0, self.frame.height, CHUNK_ROWS):
            yield self._chunk(self.frame.slice(at, CHUNK_ROWS), self.first_row + at)

    @property
    def has_formulas(self) -> bool:
        return any(layout.formula for layout in self.layout) or any(
            "<f" in one.left + one.right or ":f" in one.left + one.right for one in self.beside.values()
        )

    def others_formulas(self) -> Iterator[bytes]:
        """The rows with a formula left or right of the table, with those cells alone."""
        p = self.prefix.decode()
        for number, one in self.beside.items():
            cells = one.left + one.right
            if f"<{p}f" in cells:
                yield f'<{p}row r="{number}">{cells}</{p}row>'.encode()

    @property
    def unvalued(self) -> bool:
        """Whether a formula is written without the value that it comes to."""
        return any(layout.formula and layout.header not in self.frame.columns for layout in self.layout)

    def _chunk(self, frame: pl.DataFrame, first_row: int) -> bytes:
        p, last_row = self.prefix.decode(), first_row + frame.height
        columns = [pl.Series("row", range(first_row, last_row), dtype=pl.Int64).cast(pl.String)]
        beside = [self.beside.get(row) for row in range(first_row, last_row)] if self.beside else []
        end = pl.lit(f"</{p}row>")
        pieces = [pl.lit(f'<{p}row r="'), pl.col("row"), pl.lit(f'"{self.attributes}>')]
        if any(beside):
            known = [one or Beside(self.attributes) for one in beside]
            columns.append(pl.Series("left", [f'"{one.attributes}>{one.left}' for one in known]))
            columns.append(pl.Series("right", [f"{one.right}</{p}row>" for one in known]))
            pieces[-1], end = pl.col("left"), pl.col("right")
        # The texts of all columns in one select, so that polars computes them side by side.
        marked = _marked(frame)
        texts = frame.select(
            [
                _text_of(frame[layout.header], header in marked, bool(layout.formula), self.date1904).alias(str(number))
                for number, layout in enumerate(self.layout)
                if (header := layout.header) in frame.columns and frame[header].null_count() < frame.height
            ]
        )
        for number, layout in enumerate(self.layout):
            values = frame[layout.header] if layout.header in frame.columns else None
            pieces += self._cell(number, layout, values, layout.header in marked)
        quoted = [
            frame[layout.header].cast(pl.String).str.contains(LIKE_A_FORMULA).alias(f"quoted{number}")
            for number, layout in enumerate(self.layout) if layout.quoted
        ]
        own = [*columns, *quoted]
        made = texts.with_columns(own) if texts.width else pl.DataFrame(own)
        joined = made.select(pl.concat_str([*pieces, end]).str.join(""))
        return str(joined.item() or "").encode()

    def _cell(self, number: int, layout: ColumnLayout, values: pl.Series | None, marked: bool) -> list[pl.Expr]:
        """The pieces of one cell, the same for every row; blank cells keep format and formula."""
        p = self.prefix.decode()
        start = [pl.lit(f'<{p}c r="{column_letters(layout.column)}'), pl.col("row")]
        style = f'" s="{layout.style}"' if layout.style else '"'
        code = f"<{p}f>{escape(layout.formula)}</{p}f>" if layout.formula else ""
        blank = [*start, pl.lit(f"{style}>{code}</{p}c>" if code else f"{style}/>")] if code or layout.style else []
        if code and values is not None:  # a formula has a value, and where that is nothing to see it is a text
            blank = [*start, pl.lit(f'{style} t="str">{code}<{p}v></{p}v></{p}c>')]
        if values is None or values.null_count() == len(values):
            return blank
        if values.dtype not in TEXT_KINDS:
            kind = ' t="b"' if values.dtype == pl.Boolean else ""
            before, after = f"{style}{kind}>{code}<{p}v>", f"</{p}v></{p}c>"
        elif code:
            before, after = f'{style} t="str">{code}<{p}v>', f"</{p}v></{p}c>"
        else:  # a marked text brings the end of its tag along, with xml:space where it is needed
            before = f'{style} t="inlineStr"><{p}is><{p}t' + ("" if marked else ">")
            after = f"</{p}t></{p}is></{p}c>"
        begin = pl.lit(before)
        if layout.quoted:
            marked_as_text = before.replace(style, f'" s="{layout.quoted}"', 1)
            begin = pl.when(pl.col(f"quoted{number}")).then(pl.lit(marked_as_text)).otherwise(begin)
        full = [*start, begin, pl.col(str(number)), pl.lit(after)]
        if not values.null_count():
            return full
        empty = pl.concat_str(blank) if blank else pl.lit("")
        return [pl.when(pl.col(str(number)).is_null()).then(empty).otherwise(pl.concat_str(full))]


def refuse_unwritable(frame: pl.DataFrame, table: str, date1904: bool) -> None:
    """Raise UnwritableValue, naming the column, when a value cannot stand in a cell."""
    asked = _asked_of_columns(frame)
    for values in frame.iter_columns():
        kind, found, expected, remedy = values.dtype, "", "", ""
        blank = values.null_count() == len(values)  # most columns of most reports: nothing is asked of them
        if blank and not (kind.is_nested() or kind in (pl.Binary, pl.Object)):
            continue
        if kind == pl.String:
            longest = asked[values.name]
            if longest > LONGEST_TEXT:
                found, expected = f"a text of {longest:,} characters", f"at most {LONGEST_TEXT:,}"
                remedy = "shorten the text"
        elif kind.is_float() and not asked[values.name]:
            found, expected = "a number that is not finite", "finite numbers"
            remedy = "leave the cell blank where there is no number"
        elif kind in (pl.Date, pl.Datetime):
            first, start = values.cast(pl.Date).min(), date(1904, 1, 1) if date1904 else date(1900, 1, 1)
            if isinstance(first, date) and first < start:
                found, expected = f"the date {first}", f"a date from {start} on"
                remedy = "correct the date, or keep it as text"
        elif kind.is_nested() or kind in (pl.Binary, pl.Object):
            found, expected, remedy = str(kind), "numbers, text, dates or truths", "convert the column first"
        if found:
            raise UnwritableValue(
                where=f"table {table}, column {values.name}", found=found, expected=expected, remedy=remedy
            )


def _asked_of_columns(frame: pl.DataFrame) -> dict[str, int]:
    """Of each column that is not blank: how long its longest text is, or whether all its numbers are finite; asked of
    all columns at once, since a query of its own for each would take most of the time of a small report."""
    filled = {one.name: one.dtype for one in frame.iter_columns() if one.null_count() < frame.height}
    questions = [pl.col(name).str.len_chars().max() for name, kind in filled.items() if kind == pl.String]
    questions += [pl.col(name).is_finite().all() for name, kind in filled.items() if kind.is_float()]
    return frame.select(questions).row(0, named=True) if questions else {}


def _marked(frame: pl.DataFrame) -> set[str]:
    """The text columns in which some text must be escaped or guarded."""
    checks = [
        pl.col(name).cast(pl.String).str.contains(_MARKS).any()
        for name, kind in frame.schema.items()
        if kind in TEXT_KINDS and frame[name].null_count() < frame.height
    ]
    return {name for name, found in frame.select(checks).row(0, named=True).items() if found} if checks else set()


def _text_of(values: pl.Series, marked: bool, formula: bool, date1904: bool) -> pl.Expr:
    """The text of every cell of a column, null where blank."""
    kind, cell = values.dtype, pl.col(values.name)
    if kind in TEXT_KINDS:
        return _escaped(cell.cast(pl.String), formula) if marked else cell.cast(pl.String)
    if kind == pl.Boolean:
        return cell.cast(pl.Int8).cast(pl.String)
    if kind in (pl.Date, pl.Datetime):
        return _serials(values, cell, date1904)
    if kind == pl.Duration:
        return _shortest(cell.dt.total_microseconds() / _DAY)
    if kind == pl.Time:
        return _shortest(cell.cast(pl.Int64) / (_DAY * 1000))
    return _shortest(cell) if kind.is_float() else cell.cast(pl.String)


def _escaped(text: pl.Expr, formula: bool) -> pl.Expr:
    """Escaped text; outside of formulas it begins with ``>``, or with ``xml:space`` where blanks must be kept."""
    ends = text.str.contains(r"^\s|\s$|\n")
    text = text.str.replace_all(r"_(x[0-9A-Fa-f]{4}_)", "_x005F_$1")
    text = text.str.replace_many(list(_SAFE), list(_SAFE.values()))
    if formula:
        return text
    return pl.when(ends).then(pl.lit(' xml:space="preserve">')).otherwise(pl.lit(">")) + text


def _serials(values: pl.Series, cell: pl.Expr, date1904: bool) -> pl.Expr:
    """Excel's day numbers; days before March 1900 are one less, as 29 February 1900 exists for Excel only."""
    if isinstance(values.dtype, pl.Datetime) and values.dtype.time_zone:
        cell = cell.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    ticks = cell.cast(pl.Datetime("us")).cast(pl.Int64)
    days = ticks // _DAY + (24107 if date1904 else 25569)
    if not date1904:
        days = pl.when(days < 61).then(days - 1).otherwise(days)
    if values.dtype == pl.Date:
        return days.cast(pl.String)
    return _shortest(days.cast(pl.Float64) + (ticks % _DAY) / _DAY)


def _shortest(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.String).str.strip_suffix(".0")
