"""What a pack is made from: the books, and, when somebody asks, the plan and the audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from wipbook.audit.run import chosen_rules
from wipbook.audit.working_papers import WorkingPapers
from wipbook.books.books import Books
from wipbook.commands.audit.audit import working_papers
from wipbook.commands.audit.rule_choices import read_choices
from wipbook.forecast.performance.standing import standing
from wipbook.forecast.planning import Plan
from wipbook.port.workbook import Workbook


@dataclass(frozen=True)
class Sources:
    """``customer``: whose status is wanted, by the code of the books; blank for other packs."""

    workbook: Workbook
    books: Books
    now: dt.datetime
    progress: Callable[[str], None] = lambda step: None
    customer: str = ""

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
        """Every rule asked of these books, as ``wipbook audit`` does; its sheets stay as they are."""
        choices = read_choices(self.workbook)
        return working_papers(self.workbook, self.books, chosen_rules(()), choices, self.now, self.progress)

    def for_customer(self, customer: str) -> Sources:
        """The same for one customer, planned once for all of them; blank: as it is."""
        if not customer:
            return self
        other = replace(self, customer=customer)
        other.__dict__["standing"] = self.standing
        return other
