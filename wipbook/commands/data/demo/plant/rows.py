"""The rows the simulation writes down: one list of rows per input sheet, and the counters of their numbers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from wipbook.commands.data.demo.plant.chance import Chance
from wipbook.commands.data.demo.plant.stock import MILLI

Row = dict[str, object]
_CLERKS = ("kim", "noor", "lee")


class Rows:
    """Rows by sheet name, each a dict of header to value (quantities as float, money as float, dates as date)."""

    def __init__(self, chance: Chance) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self._chance = chance
        self._numbers: dict[str, int] = defaultdict(int)

    def number(self, prefix: str, width: int, start: int = 0) -> str:
        """The next number of a series: ``MV-000001``, ``MV-000002`` …"""
        self._numbers[prefix] = max(self._numbers[prefix], start) + 1
        return f"{prefix}{self._numbers[prefix]:0{width}d}"

    def add(self, sheet: str, **values: object) -> Row:
        """A row; underscores in the names stand for the blanks of the headers."""
        row = {name.replace("_", " "): value for name, value in values.items() if value not in (None, "")}
        self.rows[sheet].append(row)
        return row

    def movement(self, day: date, kind: str, material: str, milli: int, **values: object) -> Row:
        """A stock movement of ``milli`` thousandths; entered the same day, now and then a day later."""
        return self.add(
            "Movements",
            Movement=self.number("MV-", 6),
            Date=day,
            Entered_At=self.entered(day),
            Entered_By=self._chance.pick(_CLERKS),
            Type=kind,
            Material=material,
            Quantity=milli / MILLI,
            **values,
        )

    def entered(self, day: date) -> datetime:
        late = 1 if self._chance.of(0.04) and day.weekday() < 4 else 0
        at = datetime.combine(day + timedelta(days=late), time(8))
        return at + timedelta(minutes=self._chance.between(0, 8 * 60))

    def entered_as_it_happened(self) -> None:
        """Clerks type a day's movements in the order they happened: within a day that order decides what is there."""
        days: dict[object, list[Row]] = defaultdict(list)
        for row in self.rows["Movements"]:
            days[row["Date"]].append(row)
        for rows in days.values():
            moments = sorted(str(row["Entered At"]) for row in rows)
            for row, moment in zip(rows, moments, strict=True):
                row["Entered At"] = datetime.fromisoformat(moment)
