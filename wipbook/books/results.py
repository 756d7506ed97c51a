"""What a refresh has computed, each table once, for all sheets to draw on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.books import aging, entries, job_costs, labor_distribution, payroll, statement, valuation
from wipbook.books.journals.accounts import accounts
from wipbook.books.journals.lines import journal_lines
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.policy import Policy
from wipbook.values.fixed import money_text


@dataclass(frozen=True)
class Results:
    """The ledger as it was read, its solution, and what follows from both. Amounts are the smallest currency unit."""

    read: Ledger
    solution: Solution

    @cached_property
    def ledger(self) -> Ledger:
        """The facts that count: without the rows that costing could not use, its doubts listed after what reading
        rejected."""
        return self.read.without(self.solution.left_out, self.solution.doubts)

    @property
    def policy(self) -> Policy:
        return self.read.policy

    @cached_property
    def valuation(self) -> pl.DataFrame:
        return valuation.on_hand(self.solution)

    @cached_property
    def layers(self) -> pl.DataFrame:
        return valuation.open_layers(self.solution)

    @cached_property
    def job_costs(self) -> pl.DataFrame:
        return job_costs.job_costs(self.ledger, self.solution)

    @cached_property
    def roll_forward(self) -> pl.DataFrame:
        return job_costs.roll_forward(self.ledger, self.solution, self.policy.period_start)

    @cached_property
    def statement(self) -> pl.DataFrame:
        return statement.statement(self.ledger, self.solution, self.policy.period_start)

    @cached_property
    def entries(self) -> pl.DataFrame:
        """Everything that happened, with both of its sides, computed from the facts."""
        return entries.entries(self.ledger, self.solution)

    @cached_property
    def posted(self) -> pl.DataFrame:
        """The entries as the books show them; what is posted, exported and compared with the ledger."""
        return self.entries

    @cached_property
    def accounts(self) -> pl.DataFrame:
        return accounts(self.ledger)

    @cached_property
    def journals(self) -> pl.DataFrame:
        """The journal lines of the period."""
        return journal_lines(self.posted, self.accounts, self.policy.period_start, self.policy.as_of)

    @cached_property
    def labor_distribution(self) -> pl.DataFrame:
        return labor_distribution.labor_distribution(self.policy, self.solution)

    @cached_property
    def payroll(self) -> pl.DataFrame:
        return payroll.payroll(self.ledger)

    @cached_property
    def aging(self) -> pl.DataFrame:
        return aging.aging(self.ledger, self.solution)

    @cached_property
    def trend(self) -> pl.DataFrame:
        return statement.month_end_balances(self.ledger, self.solution)

    @cached_property
    def subledger(self) -> dict[str, int]:
        return statement.subledger(self.solution)

    @cached_property
    def general_ledger(self) -> dict[str, int | None]:
        return statement.general_ledger(self.ledger)

    @cached_property
    def exceptions(self) -> pl.DataFrame:
        return self.ledger.rejections.frame()

    def money(self, amount: int) -> float:
        """An amount as the number its cell holds."""
        return float(amount / 10**self.policy.currency_places)

    def text(self, amount: int) -> str:
        """An amount as people read it, with the places of the currency."""
        return money_text(amount, self.policy.currency_places)
