"""Unfinished units that somebody counted at a period's end, and what part of each element they hold."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from wipbook.costing.relief.periods import Periods, day_number
from wipbook.costing.workings import Workings
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.values.columns import HUNDRED_PERCENT


@dataclass(frozen=True)
class Count:
    """``units`` in process, in millionths of a unit of the product, and by element the part of it that such a unit
    holds (None: not said)."""

    units: int
    parts: tuple[Fraction | None, ...]

    def held(self, element: int, *, made_goods: bool = False) -> Fraction | None:
        """Units as far as they hold an element; made goods that were drawn in are whole from the start, accounting rule
        48. None where nobody said."""
        part = Fraction(1) if made_goods else self.parts[element]
        return None if part is None else self.units * part


class Counted:
    """The counts of jobs (Job, job: its number), by day."""

    def __init__(self, workings: Workings, jobs: pl.DataFrame) -> None:
        rows = workings.table("Units in Process").join(jobs.select("Job", "job"), on="Job", how="inner")
        self._found: dict[int, list[tuple[int, Count]]] = defaultdict(list)
        names = ["job", "Date", "Units", *(f"{element} %" for element in ELEMENTS)]
        for job, day, units, *parts in rows.select(names).sort(names, nulls_last=False).iter_rows():
            shares = tuple(None if part is None else Fraction(part, HUNDRED_PERCENT) for part in parts)
            self._found[job].append((day_number(day), Count(units, shares)))

    @property
    def jobs(self) -> list[int]:
        return sorted(self._found)

    def of(self, job: int, start: int, end: int) -> Count | None:
        """The last count of a job on a day after ``start`` and up to ``end`` (days since 1970): a count is of its own
        period and says nothing of later ones."""
        found = [count for day, count in self._found.get(job, ()) if start < day <= end]
        return found[-1] if found else None

    def days(self, job: int) -> list[dt.date]:
        """The days on which the units of a job were counted."""
        return [dt.date(1970, 1, 1) + dt.timedelta(days=day) for day, _ in self._found.get(job, ())]

    def by_period(self, periods: Periods) -> pl.DataFrame:
        """Units as they were counted last in each period: job, period, counted."""
        rows = [(job, day, count.units) for job, counts in self._found.items() for day, count in counts]
        schema = {"job": pl.Int64, "day": pl.Int64, "counted": pl.Int64}
        frame = pl.DataFrame(rows, schema=schema, orient="row").filter(pl.col("day") <= int(periods.ends[-1]))
        frame = frame.with_columns(pl.Series("period", periods.of(frame["day"].to_numpy()), dtype=pl.Int64))
        return frame.sort("day", "counted").group_by("job", "period").agg(pl.col("counted").last())
