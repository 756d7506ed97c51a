"""Numbers that a cell shows as a percentage or as an elapsed time, and what they mean in their column.

Excel stores 22% as 0.22 and 7:30 of elapsed time as 0.3125 days. In a column of percents the one means 22, in a column
of hours the other 7.5. Elsewhere nobody can tell, and the cell is pointed at. A code was never typed like that: Excel
made it of something else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard, TypeVar

import polars as pl

from wipbook.port.tables import TableCells
from wipbook.schema.column import Column, Role
from wipbook.schema.settings import PolicySetting

Value = TypeVar("Value")

PERCENT = "%"
_PER_DAY = {"hours": 24, "minutes": 1440, "days": 1}
_SECONDS = 86_400
TYPE_HOURS = "type the hours as a number, such as 7.5, or format the cell as [h]:mm"
DOUBTFUL_PERCENT = "it counts as the number behind it (22% as 0.22): type the number, and format the cell as a number"
DOUBTFUL_ELAPSED = "it counts as the days behind it (36:00 as 1.5): type the number, and format the cell as a number"
TYPE_PERCENT = "type 22 for 22 %; where less than one percent is meant, format the cell as a percentage"


@dataclass(frozen=True)
class Doubt:
    """Rows whose number may mean something else than it says: ``positions`` with what is ``found`` there."""

    positions: tuple[int, ...]
    found: tuple[str, ...]
    expected: str
    remedy: str


def is_percent(one: Column | PolicySetting) -> bool:
    """Whether numbers of a column or setting are percents: 22 means 22 %."""
    return one.role is Role.PERCENT or one.unit == PERCENT


def parts_of_day(column: Column) -> int | None:
    """How many of the column's units make a day, where its numbers are times; else None."""
    if column.role is Role.HOURS:
        return _PER_DAY["hours"]
    return _PER_DAY.get(column.unit) if column.is_number else None


def percent(fraction: float) -> float:
    """The percents that a fraction is shown as, to the digits that a cell holds.

    >>> percent(0.22), percent(0.07), percent(1.1)
    (22.0, 7.0, 110.0)
    """
    return float(Decimal(repr(float(fraction))) * 100)


def fraction(percents: float) -> float:
    """What a cell that shows percentages holds for so many percents.

    >>> fraction(7), fraction(22.0)
    (0.07, 0.22)
    """
    return float(Decimal(repr(float(percents))) / 100)


def elapsed(days: float, per_day: int) -> float:
    """The hours or minutes (``per_day`` make a day) that so many days are shown as: what a clock shows is whole
    seconds, which a fraction of a day can only come near.

    >>> elapsed(0.3125, 24), elapsed(7 / 24 + 20 / 1440, 1440), elapsed(0.1 + 0.2, 24)
    (7.5, 440.0, 7.2)
    """
    seconds = days * _SECONDS
    whole = round(seconds)
    return float(Decimal(whole if abs(seconds - whole) < 5e-4 else repr(seconds)) * per_day / _SECONDS)


def meant(
    column: Column, header: str, cells: TableCells
) -> tuple[pl.Series, Sequence[object] | None]:
    """The cells of a column, and those of mixed kinds: percentages as percents and elapsed times as hours or minutes
    where the column asks for them, all else as it stands."""
    series, mixed = cells.frame[header], cells.mixed.get(header)
    changed: dict[int, float] = {}
    if is_percent(column):
        changed |= {row: percent(value) for row, value in _numbers(cells, header, cells.percents)}
    per_day = parts_of_day(column)
    if per_day is not None:
        changed |= {row: elapsed(value, per_day) for row, value in _numbers(cells, header, cells.elapsed)}
    if not changed:
        return series, mixed
    if mixed is not None:
        return series, [changed.get(row, value) for row, value in enumerate(mixed)]
    return series.cast(pl.Float64).scatter(list(changed), list(changed.values())), None


def as_held(column: Column, header: str, cells: TableCells, row: int, value: Value) -> Value | float:
    """A value of a column as the cell in its row holds it: the reverse of ``meant``."""
    if value is None or not is_number(value):
        return value
    if is_percent(column) and _among(row, cells.percents.get(header, ())):
        return fraction(value)
    per_day = parts_of_day(column)
    return value / per_day if per_day is not None and _among(row, cells.elapsed.get(header, ())) else value


def spoiled(column: Column, header: str, cells: TableCells) -> list[int]:
    """The rows of a column of codes or factors in which a percentage or an elapsed time stands."""
    if column.role not in (Role.CODE, Role.FACTOR):
        return []
    return sorted(row for kind in (cells.percents, cells.elapsed) for row, _ in _numbers(cells, header, kind))


def doubts(column: Column, header: str, cells: TableCells) -> list[Doubt]:
    """What is read as the number it is, and may mean another."""
    if not column.is_number:
        return []
    found = []
    if is_percent(column):
        found.append(_small(header, cells))
    else:
        expected = f"{column.name} as a plain number"
        rows = dict(_numbers(cells, header, cells.percents))
        found.append(Doubt(
            tuple(rows), tuple(as_percentage(value) for value in rows.values()), expected,
            DOUBTFUL_PERCENT,
        ))
    if parts_of_day(column) is None:
        rows = dict(_numbers(cells, header, cells.elapsed))
        found.append(Doubt(
            tuple(rows), tuple(as_clock(value) for value in rows.values()), f"{column.name} as a plain number",
            DOUBTFUL_ELAPSED,
        ))
    return [doubt for doubt in found if doubt.positions]


def _small(header: str, cells: TableCells) -> Doubt:
    """Plain numbers between 0 and 1 in a column of percents."""
    mixed = cells.mixed.get(header)
    if mixed is not None:
        rows = {row: value for row, value in enumerate(mixed) if is_number(value) and 0 < value < 1}
    elif cells.frame[header].dtype.is_float():
        column = cells.frame[header]
        rows = {row: column[row] for row in ((column > 0) & (column < 1)).fill_null(False).arg_true()}
    else:
        rows = {}
    if rows:
        shown = set(cells.percents.get(header, ())) | set(cells.elapsed.get(header, ()))
        rows = {row: value for row, value in rows.items() if row not in shown}
    return Doubt(tuple(rows), tuple(str(value) for value in rows.values()), "percents: 22 means 22 %", TYPE_PERCENT)


def as_percentage(value: float) -> str:
    """A number as a cell shows a percentage.

    >>> as_percentage(0.22), as_percentage(0.125)
    ('22%', '12.5%')
    """
    return f"{percent(value):.15g}%"


def as_clock(days: float) -> str:
    """A number of days as a cell shows an elapsed time.

    >>> as_clock(0.3125), as_clock(1.5), as_clock(0.00001157407)
    ('7:30', '36:00', '0:00:01')
    """
    minutes, seconds = divmod(round(abs(days) * _SECONDS), 60)
    text = f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return "-" + text if days < 0 else text


def _among(row: int, rows: Sequence[int]) -> bool:
    """Whether a row is among rows in their order."""
    at = bisect_left(rows, row)
    return at < len(rows) and rows[at] == row


def _numbers(cells: TableCells, header: str, rows: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, float]]:
    """Those of the rows in which a number stands, and the number. Where none stands in the column, nobody is asked how
    its cells show one."""
    mixed = cells.mixed.get(header)
    column = mixed if mixed is not None else cells.frame[header]
    if isinstance(column, pl.Series) and (not column.dtype.is_numeric() or column.null_count() == column.len()):
        return
    for row in rows.get(header, ()):
        value = column[row]
        if is_number(value):
            yield row, float(value)


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a cell holds a number; a truth is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
