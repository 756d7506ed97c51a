"""Table rows as sheet XML, built column by column with polars: a million rows without a loop over cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from wipbook.ooxml.address import column_letters
from wipbook.ooxml.cells import LONGEST_TEXT
from wipbook.ooxml.faults import UnwritableValue
from wipbook.ooxml.markup import escape

CHUNK_ROWS = 50_000
_MARKED = r"[&<>\x00-\x1f\x{fffe}\x{ffff}]|_x[0-9A-Fa-f]{4}_|^\s|\s$"
_DAY = 86_400_000_000


@dataclass(frozen=True)
class ColumnLayout:
    """How one column is written: its place, its cell format index ("" for none), its formula without ``=``."""

    header: str
    column: int
    style: str = ""
    formula: str = ""


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

    def _chunk(self, frame: pl.DataFrame, first_row: int) -> bytes:
        p = self.prefix.decode()
        numbers = pl.Series("row", range(first_row, first_row + frame.height), dtype=pl.Int64).cast(pl.String)
        columns, pieces = {"row": numbers}, [pl.lit(f'<{p}row r="'), pl.col("row")]
        beside = [self.beside.get(row) for row in range(first_row, first_row + frame.height)] if self.beside else []
        if any(beside):
            plain = Beside(self.attributes)
            known = [one or plain for one in beside]
            columns["attributes"] = pl.Series([f'"{one.attributes}>{one.left}' for one in known], dtype=pl.String)
            columns["right"] = pl.Series([f"{one.right}</{p}row>" for one in known], dtype=pl.String)
            pieces.append(pl.col("attributes"))
        else:
            pieces.append(pl.lit(f'"{self.attributes}>'))
        for number, layout in enumerate(self.layout):
            start = f'<{p}c r="{column_letters(layout.column)}'
            style = f'" s="{layout.style}"' if layout.style else '"'
            if layout.header not in frame.columns:
                if layout.formula:
                    pieces += [pl.lit(start), pl.col("row"),
                               pl.lit(f"{style}><{p}f>{escape(layout.formula)}</{p}f></{p}c>")]
                elif layout.style:
                    pieces += [pl.lit(start), pl.col("row"), pl.lit(f"{style}/>")]
                continue
            name = f"cell {number}"
            columns[name] = self._rest(frame[layout.header], layout, style)
            if columns[name].null_count():  # blank and without a format: no cell at all
                pieces.append(pl.when(pl.col(name).is_null()).then(pl.lit("")).otherwise(
                    pl.concat_str([pl.lit(start), pl.col("row"), pl.col(name)])))
            else:
                pieces += [pl.lit(start), pl.col("row"), pl.col(name)]
        pieces.append(pl.col("right") if "right" in columns else pl.lit(f"</{p}row>"))
        rows = pl.DataFrame(columns).select(pl.concat_str(pieces).alias("xml"))
        return (rows["xml"].str.join("").item() or "").encode() if frame.height else b""

    def _rest(self, values: pl.Series, layout: ColumnLayout, style: str) -> pl.Series:
        """What follows ``<c r="A1`` in every row: format, kind, formula, value; null for no cell."""
        p = self.prefix.decode()
        code = f"<{p}f>{escape(layout.formula)}</{p}f>" if layout.formula else ""
        kind, text = "", values
        if values.dtype in (pl.String, pl.Categorical) or isinstance(values.dtype, pl.Enum):
            text, keep = _text(values.cast(pl.String), bool(code))
            before, after = ((f'{style} t="str">{code}<{p}v>', f"</{p}v></{p}c>") if code else
                             (f'{style} t="inlineStr"><{p}is><{p}t', f"</{p}t></{p}is></{p}c>"))
            if not code:
                text = (">" + text) if keep is None else keep
        else:
            kind, text = _number(values, self.date1904)
            before, after = f"{style}{kind}>{code}<{p}v>", f"</{p}v></{p}c>"
        blank = f"{style}>{code}</{p}c>" if code else f"{style}/>" if layout.style else None
        done = pl.select(pl.lit(before) + text + pl.lit(after)).to_series()
        return done if blank is None or not done.null_count() else done.fill_null(blank)


def refuse_unwritable(frame: pl.DataFrame, table: str, date1904: bool) -> None:
    """Raise UnwritableValue, naming the column, when a value cannot stand in a cell."""
    for values in frame.iter_columns():
        kind, found, expected, remedy = values.dtype, "", "", ""
        if kind == pl.String:
            longest = values.str.len_chars().max()
            if isinstance(longest, int) and longest > LONGEST_TEXT:
                found, expected = f"a text of {longest:,} characters", f"at most {LONGEST_TEXT:,}"
                remedy = "shorten the text"
        elif kind.is_float() and not values.is_finite().all():
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
            raise UnwritableValue(where=f"table {table}, column {values.name}", found=found, expected=expected,
                                  remedy=remedy)


def _text(values: pl.Series, formula: bool) -> tuple[pl.Series, pl.Series | None]:
    """Escaped text, and the same with ``xml:space`` where blanks at the ends need it (None: nowhere)."""
    if not values.str.contains(_MARKED).any():
        return values, None
    text = values.str.replace_all(r"_(x[0-9A-Fa-f]{4}_)", "_x005F_$1")
    if text.str.contains(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]").any():
        for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF):
            text = text.str.replace_all(chr(code), f"_x{code:04X}_", literal=True)
    for raw, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"), ("\n", "&#10;"), ("\t", "&#9;")):
        text = text.str.replace_all(raw, safe, literal=True)
    if formula:
        return text, None
    ends = values.str.contains(r"^\s|\s$|\n")
    keep = pl.select(pl.when(ends).then(pl.lit(' xml:space="preserve">')).otherwise(pl.lit(">")) + text).to_series()
    return text, keep


def _number(values: pl.Series, date1904: bool) -> tuple[str, pl.Series]:
    """The ``t`` attribute and the texts of a column of numbers, dates or truths."""
    kind = values.dtype
    if kind == pl.Boolean:
        return ' t="b"', values.cast(pl.Int8).cast(pl.String)
    if kind in (pl.Date, pl.Datetime):
        moments = values.cast(pl.Datetime("us")) if kind == pl.Date else values.dt.cast_time_unit("us")
        if isinstance(moments.dtype, pl.Datetime) and moments.dtype.time_zone:
            moments = moments.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
        ticks = moments.cast(pl.Int64)
        days = ticks // _DAY + (24107 if date1904 else 25569)
        serial = days.cast(pl.Float64) + (ticks % _DAY).cast(pl.Float64) / _DAY
        if not date1904:
            serial = pl.select(pl.when(serial < 61).then(serial - 1).otherwise(serial)).to_series()
        if (ticks % _DAY == 0).all():
            return "", serial.cast(pl.Int64).cast(pl.String)
        return "", _shortest(serial)
    if kind == pl.Duration:
        return "", _shortest(values.dt.total_microseconds().cast(pl.Float64) / _DAY)
    if kind == pl.Time:
        return "", _shortest(values.cast(pl.Int64).cast(pl.Float64) / (_DAY * 1000))
    return "", _shortest(values) if kind.is_float() else values.cast(pl.String)


def _shortest(values: pl.Series) -> pl.Series:
    return values.cast(pl.String).str.strip_suffix(".0")
