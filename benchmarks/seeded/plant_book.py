"""A workbook's input tables in memory, to be spoiled on purpose: rows picked at random, changed, added."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import polars as pl

from wipbook.port.tables import TableCells, TablePlace
from wipbook.schema import input_sheets
from wipbook.schema.settings import SETTINGS

FIRST_ROW = 7


def _all_settings(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting: as stated, else as usual."""
    return {setting.name: setting.default for setting in SETTINGS} | dict(stated)


class PlantBook:
    """A table source whose rows can be changed. ``frames`` holds a frame per input sheet, ``settings`` the policies.

    Rows are counted from 0 and never move; a row that was changed or added is not picked again.
    """

    def __init__(self, frames: Mapping[str, pl.DataFrame], settings: Mapping[str, Any], seed: int) -> None:
        self.frames, self.settings = dict(frames), _all_settings(settings)
        self.chance = random.Random(seed)
        self.formulas: dict[str, dict[str, list[int]]] = defaultdict(dict)
        self.hidden: dict[str, list[int]] = defaultdict(list)
        self._changes: dict[str, dict[str, dict[int, Any]]] = defaultdict(lambda: defaultdict(dict))
        self._added: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._touched: dict[str, set[int]] = defaultdict(set)
        self._numbers = 0
        self._done: set[str] = set()

    @property
    def as_of(self) -> dt.date:
        day = self.settings.get("As Of") or self.settings["Period End"]
        return day if isinstance(day, dt.date) else dt.date.fromisoformat(str(day)[:10])

    def frame(self, sheet: str) -> pl.DataFrame:
        """The rows as they were, with their number in ``_row``."""
        return self.frames[sheet].with_row_index("_row")

    def pick(self, sheet: str, where: pl.Expr | None = None) -> int | None:
        """A row at random that nobody has touched, among those that fit; None when there is none."""
        frame = self.frame(sheet)
        fits = frame if where is None else frame.filter(where.fill_null(False))
        return self.pick_of(sheet, fits)

    def pick_of(self, sheet: str, rows: pl.DataFrame) -> int | None:
        """A row at random among ``rows`` (with their ``_row``) of a sheet."""
        for _ in range(50):
            if rows.is_empty():
                return None
            row = int(rows["_row"][self.chance.randrange(rows.height)])
            if row not in self._touched[sheet]:
                self._touched[sheet].add(row)
                return row
        return None

    def row(self, sheet: str, number: int) -> dict[str, Any]:
        """A row as it stands now: header to value."""
        if number >= self.frames[sheet].height:
            return self._added[sheet][number - self.frames[sheet].height]
        cells = self.frames[sheet].row(number, named=True)
        return cells | {name: at[number] for name, at in self._changes[sheet].items() if number in at}

    def change(self, sheet: str, number: int, **cells: Any) -> None:
        """Put other values into cells; ``Unit_Cost`` means ``Unit Cost``."""
        self._touched[sheet].add(number)
        for name, value in _headers(cells).items():
            self._changes[sheet][name][number] = value

    def add(self, sheet: str, like: int | None = None, **cells: Any) -> int:
        """A new row at the end, a copy of row ``like`` with other cells; its number."""
        base = {} if like is None else self.row(sheet, like)
        self._added[sheet].append({**base, **_headers(cells)})
        number = self.frames[sheet].height + len(self._added[sheet]) - 1
        self._touched[sheet].add(number)
        return number

    def height(self, sheet: str) -> int:
        """How many rows a sheet has by now."""
        return self.frames[sheet].height + len(self._added[sheet])

    def first_time(self, name: str) -> bool:
        """True when asked for the first time: for faults that a whole list has once."""
        if name in self._done:
            return False
        self._done.add(name)
        return True

    def number(self, prefix: str) -> str:
        """A code that is not used yet."""
        self._numbers += 1
        return f"{prefix}{90_000 + self._numbers}"

    def tables(self) -> dict[str, TablePlace]:
        found = {}
        for sheet in input_sheets():
            frame = self.frames[sheet.name]
            rows = frame.height + len(self._added[sheet.name])
            found[sheet.table] = TablePlace(
                sheet.table, sheet.name, FIRST_ROW, FIRST_ROW + max(1, rows) - 1, 1, tuple(frame.columns)
            )
        found["Settings"] = TablePlace("Settings", "Settings", FIRST_ROW, FIRST_ROW + len(self.settings), 1,
                                       ("Setting", "Value"))
        return found

    def read_table(self, name: str) -> TableCells:
        place = self.tables()[name]
        if name == "Settings":
            values = [
                value.isoformat() if isinstance(value, dt.date) else str(value) for value in self.settings.values()
            ]
            return TableCells(place, pl.DataFrame({"Setting": list(self.settings), "Value": values}))
        frame, mixed = self.frames[place.sheet], {}
        added = self._added[place.sheet]
        columns = []
        for header in frame.columns:
            series, changes = frame[header], self._changes[place.sheet].get(header, {})
            extra = [row.get(header) for row in added]
            foreign = [v for v in (*changes.values(), *extra) if v is not None and not _fits(series.dtype, v)]
            if foreign:
                values = series.to_list() + extra
                for row, value in changes.items():
                    values[row] = value
                mixed[header] = values
                columns.append(pl.Series(header, [None if v is None else str(v) for v in values], dtype=pl.String))
                continue
            if changes:
                at = sorted(changes)
                new = pl.Series([changes[row] for row in at], dtype=series.dtype, strict=False)
                series = series.scatter(at, new)
            if added:
                series = pl.concat([series, pl.Series(header, extra, dtype=series.dtype, strict=False)])
            columns.append(series.alias(header))
        return TableCells(place, pl.DataFrame(columns), mixed, self.formulas.get(place.sheet, {}),
                          self.hidden.get(place.sheet, ()))


def _fits(kind: pl.DataType, value: Any) -> bool:
    if kind == pl.String:
        return isinstance(value, str)
    if kind == pl.Boolean:
        return isinstance(value, bool)
    if kind.is_numeric():
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, dt.date | dt.time | dt.timedelta)


def _headers(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("_", " ").replace("Percent Sign", "%"): value for name, value in cells.items()}
