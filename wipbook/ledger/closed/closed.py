"""The periods that are closed, and what of their states and masters' values still counts for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import polars as pl

from wipbook.ledger.closed.record import ACCEPTED, Kind, Record
from wipbook.ledger.closed.row_hashes import known_rows


@dataclass(frozen=True, eq=False)
class Closed:
    """``records``: all there are, in their order; ``faults``: what is wrong with them, in words (blank: the chain
    holds); ``counted``: lines of the count sheet that are filled in and not posted; ``accepted``: adjustments of
    prior periods that somebody accepted on their sheet."""

    records: tuple[Record, ...] = ()
    faults: tuple[str, ...] = ()
    counted: int = 0
    accepted: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ACCEPTED))

    @cached_property
    def standing(self) -> tuple[Record, ...]:
        """The closes that were not reopened, by their end."""
        held: list[Record] = []
        for record in self.records:
            if record.kind is Kind.CLOSE:
                held.append(record)
            elif held and held[-1].end == record.end:
                held.pop()
        return tuple(held)

    @property
    def last(self) -> Record | None:
        """The latest close that stands."""
        return self.standing[-1] if self.standing else None

    @property
    def through(self) -> dt.date | None:
        """The last closed day."""
        return self.standing[-1].end if self.standing else None

    @property
    def ends(self) -> tuple[dt.date, ...]:
        return tuple(record.end for record in self.standing)

    @property
    def hash(self) -> str:
        """That of the last record, on which the next one builds."""
        return self.records[-1].hash if self.records else ""

    def upto(self, day: dt.date) -> Closed:
        """The closes that end by a day: what a run as of that day may know."""
        return Closed(tuple(record for record in self.standing if record.end <= day))

    @cached_property
    def percents(self) -> dict[str, list[tuple[dt.date, int]]]:
        """Percent Complete of jobs as it stood at each close."""
        found: dict[str, list[tuple[dt.date, int]]] = {}
        for record in self.standing:
            for job, percent in record.part("percents").iter_rows():
                found.setdefault(job, []).append((record.end, percent))
        return found

    @cached_property
    def passed(self) -> dict[tuple[str, dt.date], Fraction]:
        """Units that had passed the steps of a job's routing at the end of a closed period."""
        return {
            (job, record.end): Fraction(units)
            for record in self.standing for job, units in record.part("passed").iter_rows()
        }

    @cached_property
    def open_jobs(self) -> frozenset[str]:
        """Jobs that were not done when the last period was closed."""
        return frozenset(self.last.part("open jobs")["Job"].to_list()) if self.last else frozenset()

    @cached_property
    def known_rows(self) -> dict[str, set[bytes]]:
        """By sheet, the short hashes of the input rows there were at the last close."""
        return known_rows(self.standing)

    @cached_property
    def standards(self) -> pl.DataFrame:
        """Material, Through, Standard Cost: the master's value up to each closed day, where it changed since."""
        return _through(self.standing, "standards", "Material")

    @cached_property
    def rates(self) -> pl.DataFrame:
        """Employee, Through, Rate, Burden %: the master's values up to each closed day."""
        return _through(self.standing, "rates", "Employee")


def _through(records: Iterable[Record], part: str, key: str) -> pl.DataFrame:
    """The values of a part at the end of each record, those that a record does not name as in the one before."""
    held: dict[str, tuple[object, ...]] = {}
    rows: list[tuple[object, ...]] = []
    schema: dict[str, pl.DataType | type[pl.DataType]] = {}
    for record in records:
        frame = record.part(part)
        schema = dict(frame.schema)
        held.update({row[0]: row[1:] for row in frame.iter_rows()})
        rows += [(code, record.end, *values) for code, values in held.items()]
    named = {name: kind for name, kind in schema.items() if name != key}
    return pl.DataFrame(rows, schema={key: pl.String, "Through": pl.Date, **named}, orient="row")
