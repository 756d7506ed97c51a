"""One column of cells turned into what its role says: typed values and the rows where that was impossible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from wipbook.ledger.cells.ratios import ratios
from wipbook.port.tables import CellError
from wipbook.schema.column import EXACT, Column, Role, Sign
from wipbook.values.fixed import QUANTITY_PLACES, UNIT_COST_PLACES, to_fixed
from wipbook.values.repeated import repeated

# Digits kept beyond the places of a number before it is rounded half-up: 2.445 held as the float
# 2.44499999999999984 must become 2.45.
_GUARD = 3
_LARGEST = 9e18
_LARGEST_PERCENT = 10_000
_LARGEST_RATE = 1e300

EXPECTED = {
    Role.CODE: "a code (text, or a whole number of at most 15 digits)",
    Role.TEXT: "text",
    Role.FLAG: "TRUE or FALSE",
    Role.DATE: "a date",
    Role.TIMESTAMP: "a date and time",
    Role.TIME: "a time of day",
    Role.PERIOD: "a month, as the date of any of its days",
    Role.FACTOR: "a factor above zero: 12, 0.01 or 1/100",
    Role.RATE: "a rate above zero (number)",
}
REMEDY = {
    Role.CODE: "format the cell as text and type the code again",
    Role.TEXT: "type it again",
    Role.FLAG: "choose TRUE or FALSE",
    Role.DATE: "type it as a date; text that looks like a date is not one",
    Role.TIMESTAMP: "type it as a date with a time",
    Role.TIME: "type it as hh:mm",
    Role.PERIOD: "type the first day of the month",
    Role.FACTOR: "format the cell as text and type it again: 1/100; 1.609, which may be 1609, as 1.6090 or 1609/1000",
    Role.RATE: "type it as a plain number above zero, or the rate the other way round with From and To exchanged",
}


@dataclass(frozen=True)
class TypedColumn:
    """``values``: the typed column, null where blank or bad. ``bad``: True where a cell could not be taken."""

    values: pl.Series
    bad: pl.Series

    def without(self, rows: Sequence[int]) -> TypedColumn:
        """The column with these rows bad as well."""
        if not rows:
            return self
        return _without(self.values, self.bad | pl.Series(range(self.bad.len()), dtype=pl.Int64).is_in(list(rows)))


def places_of(role: Role, currency_places: int) -> int:
    """Decimal places a number of this role is held with.

    >>> places_of(Role.AMOUNT, 2), places_of(Role.QUANTITY, 2)
    (2, 6)
    """
    if role is Role.AMOUNT:
        return currency_places
    if role is Role.WHOLE:
        return 0
    return UNIT_COST_PLACES if role is Role.UNIT_COST else QUANTITY_PLACES


def largest_of(column: Column, places: int) -> float:
    """What a number of this column stays below, with so many places: it is held as a whole number of 64 bits.

    >>> from wipbook.schema import input_sheet
    >>> quantity = next(one for one in input_sheet("Movements").columns if one.name == "Quantity")
    >>> largest_of(quantity, 6)
    9000000000.0
    """
    if column.role is Role.RATE:
        return _LARGEST_RATE
    return _LARGEST_PERCENT if column.role is Role.PERCENT else _LARGEST / 10 ** (places + _GUARD)


def typed(column: Column, cells: pl.Series, mixed: Sequence[object] | None, currency_places: int) -> TypedColumn:
    """``cells`` as the role of ``column`` asks: Int64 fixed point for numbers, Date, Datetime, String, Boolean.

    ``mixed`` are the cells as they stand when the column mixes kinds; then each is judged by itself.
    """
    if mixed is None and cells.null_count() == cells.len():  # most optional columns of most workbooks
        return TypedColumn(
            repeated(None, cells.len(), column_type(column)).alias(cells.name), _none_bad(cells.len())
        )
    if column.role in EXACT:
        return _without(*ratios(cells, mixed))
    if column.is_number:
        return _numbers(column, cells, mixed, places_of(column.role, currency_places))
    if column.is_date:
        return _dates(column, cells, mixed)
    if column.role is Role.FLAG:
        return _flags(cells, mixed)
    if column.role is Role.TIME:
        return _times(cells, mixed)
    return _texts(column, cells, mixed)


def column_type(column: Column) -> pl.DataType | type[pl.DataType]:
    """The polars type a column of this role has in the ledger."""
    if column.role in EXACT:
        return pl.String
    if column.is_number or column.role is Role.TIME:
        return pl.Int64
    if column.is_date:
        return pl.Datetime("us") if column.role is Role.TIMESTAMP else pl.Date
    return pl.Boolean if column.role is Role.FLAG else pl.String


def time_of_day(cells: pl.Series, mixed: Sequence[object] | None) -> pl.Series:
    """Microseconds after midnight of date cells that have a time; null of the others."""
    if mixed is not None:
        cells = pl.Series(cells.name, [_moment(v) for v in mixed], dtype=pl.Datetime("us"))
    elif not cells.dtype.is_temporal() or cells.dtype in (pl.Time, pl.Date):
        return repeated(None, cells.len(), pl.Int64)
    moments = cells.cast(pl.Datetime("us")).to_physical()
    times = moments % 86_400_000_000
    return pl.select(pl.when(times != 0).then(times)).to_series().cast(pl.Int64)


def beyond_places(cells: pl.Series, mixed: Sequence[object] | None) -> pl.Series:
    """What unit costs say beyond their six places, in 10**-15 of the currency, to the fifteen digits a cell holds: 0
    where a cell has no more, or is not a number of usual size."""
    if mixed is None and cells.dtype.is_integer():
        return repeated(0, cells.len(), pl.Int64)
    if mixed is None and not cells.dtype.is_float():
        return repeated(0, cells.len(), pl.Int64)
    if mixed is not None:
        cells = pl.Series(
            [float(v) if isinstance(v, int | float) and not isinstance(v, bool) else None for v in mixed],
            dtype=pl.Float64,
        )
    scaled = cells * 10.0**UNIT_COST_PLACES
    suspects = ((scaled - scaled.round(0)).abs() > 1e-6) & (cells.abs() < 1e6)
    rest = [0] * cells.len()
    for at in suspects.fill_null(False).arg_true():
        exact = Decimal(f"{cells[at]:.15g}")
        rest[at] = to_fixed(exact, 15) - to_fixed(exact, UNIT_COST_PLACES) * 10 ** (15 - UNIT_COST_PLACES)
    return pl.Series(rest, dtype=pl.Int64)


def _none_bad(rows: int) -> pl.Series:
    return repeated(False, rows, pl.Boolean)


def _numbers(column: Column, cells: pl.Series, mixed: Sequence[object] | None, places: int) -> TypedColumn:
    if mixed is not None:
        floats = [float(v) if isinstance(v, int | float) and not isinstance(v, bool) else None for v in mixed]
        numbers = pl.Series(cells.name, floats, dtype=pl.Float64)
        foreign = pl.Series([v is not None and f is None for v, f in zip(mixed, floats, strict=True)])
    elif cells.dtype.is_numeric():
        numbers, foreign = cells.cast(pl.Float64), _none_bad(cells.len())
    else:
        numbers, foreign = repeated(None, cells.len(), pl.Float64), cells.is_not_null()
    number, bad, guarded, fixed = pl.col("number"), pl.col("bad"), pl.col("guarded"), pl.col("fixed")
    usable = number.is_finite() & (number.abs() < largest_of(column, places))
    step = 10**_GUARD
    # few queries of many operations: each operation of its own would cost as much as all of them on a few rows
    frame = pl.DataFrame({"number": numbers, "bad": foreign}).select(
        bad | (number.is_not_null() & ~usable.fill_null(False)),
        guarded=(pl.when(usable).then(number).otherwise(None) * 10.0 ** (places + _GUARD)).round(0).cast(pl.Int64),
    ).with_columns(fixed=((guarded.abs() + step // 2) // step) * guarded.sign())
    if column.role is Role.WHOLE:
        bad = bad | (guarded % step != 0).fill_null(False)
    if column.sign is Sign.POSITIVE:
        bad = bad | (fixed <= 0).fill_null(False)
    elif column.sign is Sign.NOT_NEGATIVE:
        bad = bad | (fixed < 0).fill_null(False)
    frame = frame.select(fixed.cast(pl.Int64), bad)
    return _without(frame["fixed"].alias(cells.name), frame["bad"])


def _dates(column: Column, cells: pl.Series, mixed: Sequence[object] | None) -> TypedColumn:
    if mixed is not None:
        moments = [_moment(v) for v in mixed]
        values = pl.Series(cells.name, moments, dtype=pl.Datetime("us"))
        bad = pl.Series([v is not None and m is None for v, m in zip(mixed, moments, strict=True)])
    elif cells.dtype.is_temporal() and cells.dtype != pl.Time:
        values, bad = cells.cast(pl.Datetime("us")), _none_bad(cells.len())
    else:
        values = repeated(None, cells.len(), pl.Datetime("us"))
        bad = cells.is_not_null()
    if column.role is not Role.TIMESTAMP:
        values = values.cast(pl.Date)
    if column.role is Role.PERIOD:
        values = values.dt.truncate("1mo")
    return _without(values, bad)


def _moment(value: object) -> dt.datetime | None:
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime(value.year, value.month, value.day) if isinstance(value, dt.date) else None


def _times(cells: pl.Series, mixed: Sequence[object] | None) -> TypedColumn:
    """Minutes after midnight. Excel holds a time as a fraction of a day."""
    given = mixed if mixed is not None else cells.to_list()
    minutes: list[int | None] = []
    for value in given:
        try:
            minutes.append(_minutes(value))
        except ValueError:
            minutes.append(None)
    bad = pl.Series([v is not None and m is None for v, m in zip(given, minutes, strict=True)], dtype=pl.Boolean)
    return TypedColumn(pl.Series(cells.name, minutes, dtype=pl.Int64), bad)


def _minutes(value: object) -> int | None:
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, dt.datetime | dt.time):
        return value.hour * 60 + value.minute
    if isinstance(value, str):
        clock = dt.time.fromisoformat(value.strip())
        return clock.hour * 60 + clock.minute
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 2:
        return round(float(value) * 1440)
    return None


def _flags(cells: pl.Series, mixed: Sequence[object] | None) -> TypedColumn:
    if mixed is None and cells.dtype == pl.Boolean:
        return TypedColumn(cells, _none_bad(cells.len()))
    known = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
    given = mixed if mixed is not None else cells.to_list()
    flags = [known.get(str(v).strip().casefold().removesuffix(".0")) for v in given]
    bad = pl.Series([v is not None and f is None for v, f in zip(given, flags, strict=True)], dtype=pl.Boolean)
    return TypedColumn(pl.Series(cells.name, flags, dtype=pl.Boolean), bad)


def _texts(column: Column, cells: pl.Series, mixed: Sequence[object] | None) -> TypedColumn:
    if mixed is not None:
        texts = [_text(v) if column.role is not Role.TEXT else _any_text(v) for v in mixed]
        values = pl.Series(cells.name, texts, dtype=pl.String)
        bad = pl.Series([v is not None and t is None for v, t in zip(mixed, texts, strict=True)])
    elif cells.dtype == pl.String:
        values, bad = cells, _none_bad(cells.len())
    elif cells.dtype.is_integer() or cells.dtype.is_float():
        whole = cells.cast(pl.Float64)
        keeps = (whole == whole.round(0)) & (whole.abs() < 1e15)
        values = pl.select(
            pl.when(keeps).then(whole).otherwise(None).cast(pl.Int64, strict=False).cast(pl.String)
        ).to_series()
        bad = cells.is_not_null() & ~keeps.fill_null(False)
        if column.role is Role.TEXT:
            values = pl.select(pl.when(keeps).then(values).otherwise(cells.cast(pl.String))).to_series()
            bad = bad & False
    else:
        values, bad = cells.cast(pl.String), _none_bad(cells.len())
        if column.role is Role.CODE:
            bad = cells.is_not_null()
    said, faulty = pl.col("said"), pl.col("bad")
    frame = pl.DataFrame({"said": values, "bad": bad}).with_columns(said.str.strip_chars())
    full = pl.when(said.str.len_bytes() > 0).then(said)
    if column.role is Role.CHOICE:
        canonical = {choice.casefold(): choice for choice in column.choices}
        chosen = full.str.to_lowercase().replace_strict(canonical, default=None, return_dtype=pl.String)
        frame = frame.select(chosen.alias("said"), bad=faulty | (full.is_not_null() & chosen.is_null()))
    else:
        frame = frame.select(full.alias("said"), "bad")
    return _without(frame["said"].alias(values.name), frame["bad"])


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or isinstance(value, CellError | dt.date | dt.time | dt.timedelta):
        return None
    if isinstance(value, int | float) and float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return None


def _any_text(value: object) -> str | None:
    """Text as it would be read aloud: in a description or a reason nothing depends on the kind of the cell."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return _text(value) or (None if value is None or isinstance(value, CellError) else str(value))


def _without(values: pl.Series, bad: pl.Series) -> TypedColumn:
    bad = bad.fill_null(False) if bad.null_count() else bad
    if not bad.any():
        return TypedColumn(values, bad)
    return TypedColumn(pl.select(pl.when(~bad).then(values)).to_series(), bad)
