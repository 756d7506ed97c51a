"""What a pack is made from: the books, and, when somebody asks, the plan and the audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.audit.working_papers import WorkingPapers
from wipbook.books.books import Books
from wipbook.commands.audit.audit import audit
from wipbook.forecast.performance.standing import standing
from wipbook.forecast.planning import Plan
from wipbook.port.workbook import Workbook


@dataclass(frozen=True)
class Sources:
    """``customer``: whose status is wanted, by the code of the books; blank for other packs. ``period``: the last day
    of the closed period it is of; None: the period of Settings."""

    workbook: Workbook
    books: Books
    customer: str = ""
    progress: Callable[[str], None] = lambda step: None
    now: dt.datetime | None = None
    period: dt.date | None = None

    @cached_property
    def plan(self) -> Plan:
        self.progress("planning")
        return Plan(self.books)

    @cached_property
    def standing(self) -> pl.DataFrame:
        """Where all jobs stand, as of ``forecast.performance.standing``."""
        return standing(self.plan)

    @cached_property
    def papers(self) -> WorkingPapers:
        """Every rule asked, as ``wipbook audit`` does; its sheets are filled on the way."""
        return audit(self.workbook, as_of=self.period, progress=self.progress, now=self.now).papers

    def for_customer(self, customer: str) -> Sources:
        """The same for one customer: what was planned is not planned again."""
        other = Sources(self.workbook, self.books, customer, self.progress, self.now, self.period)
        other.__dict__.update({name: self.__dict__[name] for name in ("plan", "standing") if name in self.__dict__})
        return other
