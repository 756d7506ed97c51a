"""All that the sheets of an audit draw on: books, findings, and the papers beside them, each made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from wipbook.audit import fingerprint
from wipbook.audit.analytics.digit_analysis import Analytics
from wipbook.audit.choices import Choices
from wipbook.audit.counts import count_results, cycle_counting
from wipbook.audit.run import Audit
from wipbook.audit.tie_out import TieOut, tie_out
from wipbook.books.books import Books
from wipbook.ledger.policy import Policy


@dataclass(frozen=True)
class WorkingPapers:
    """``listed`` is the table of the sheet Audit: the findings with what people noted of them. ``facts`` are lines of
    the summary that only the command knows (when, by whom, which parameters)."""

    books: Books
    audit: Audit
    choices: Choices
    listed: pl.DataFrame
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def policy(self) -> Policy:
        return self.books.policy

    @cached_property
    def analytics(self) -> Analytics:
        return Analytics(self.books)

    @cached_property
    def tie_out(self) -> TieOut:
        return tie_out(self.books)

    @cached_property
    def count_results(self) -> pl.DataFrame:
        return count_results.count_results(self.books)

    @cached_property
    def count_plan(self) -> pl.DataFrame:
        return cycle_counting.plan(self.books)

    @cached_property
    def coverage(self) -> pl.DataFrame:
        return cycle_counting.coverage(self.books, self.count_plan)

    @cached_property
    def inputs(self) -> str:
        """Fingerprint of the input rows."""
        return fingerprint.of_inputs(self.books)

    @cached_property
    def figures(self) -> str:
        """Fingerprint of the figures."""
        return fingerprint.of_figures(self.books)
