"""What happened in a plant, as plain facts: jobs, and events in the order of time. Amounts are whole cents."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field, replace
from fractions import Fraction


@dataclass(frozen=True)
class Job:
    """One order. ``budget``: cents by element; ``estimates``: (day, percent); ``level``: 0 is made before 1."""

    code: str
    makes: str
    planned: int
    level: int
    basis: str = "equivalent units"
    hours: int = 0
    budget: dict[str, int] = field(default_factory=dict)
    estimates: tuple[tuple[dt.date, int], ...] = ()
    status: str = "Released"
    finished: dt.date | None = None
    closed: dt.date | None = None


@dataclass(frozen=True)
class Event:
    """One row. ``amount`` in cents; ``of``: number of the event it takes back, returns or revalues."""

    number: int
    day: dt.date
    kind: str
    material: str = ""
    quantity: int = 0
    amount: int = 0
    job: str = ""
    to_job: str = ""
    element: str = ""
    of: int = 0
    abnormal: bool | None = None


@dataclass(frozen=True)
class History:
    """A whole plant. ``bill``: units of component per unit of product; ``prices``: selling price in cents;
    ``standard``: standard cost in cents; ``overhead``: cents an hour of labor."""

    events: tuple[Event, ...]
    jobs: tuple[Job, ...]
    method: str = "FIFO"
    bill: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    prices: dict[str, int] = field(default_factory=dict)
    standard: dict[str, int] = field(default_factory=dict)
    joint: str = "sales value"
    product_scrap: str = "abnormal"
    overhead: int = 0
    cuts: tuple[dt.date, ...] = ()
    as_of: dt.date | None = None

    @property
    def until(self) -> History:
        """The same with nothing in it that is dated after the as-of day."""
        if not self.as_of:
            return self
        return replace(self, events=tuple(event for event in self.events if event.day <= self.as_of))

    def periods(self) -> list[tuple[dt.date, dt.date]]:
        """First and last days: months from the first event on, cut at closed days and at the as-of day."""
        last = max([event.day for event in self.events] + [day for job in self.jobs for day in _dates(job)])
        last = month_end(last) if self.as_of is None else self.as_of
        found, start = [], min(event.day for event in self.events).replace(day=1)
        while start <= last:
            end = min([month_end(start), last, *(cut for cut in self.cuts if cut >= start)])
            found.append((start, end))
            start = end + dt.timedelta(1)
        return found


def _dates(job: Job) -> list[dt.date]:
    return [day for day in (job.finished, job.closed) if day]


def month_end(day: dt.date) -> dt.date:
    """The last day of its month.

    >>> month_end(dt.date(2026, 2, 3))
    datetime.date(2026, 2, 28)
    """
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
