"""What a refresh has computed, each table once, for all sheets to draw on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.books import entries, statement
from wipbook.books.analysis.variances.report import VarianceReport, variance_report
from wipbook.books.closed import adjustments, shown
from wipbook.books.closed.span import Span, span
from wipbook.books.contracts.booked import contract_entries
from wipbook.books.contracts.facts import Contract, contracts
from wipbook.books.contracts.positions import positions
from wipbook.books.jobs import job_costs
from wipbook.books.journals.accounts import accounts
from wipbook.books.journals.lines import journal_lines
from wipbook.books.labor import labor_distribution, payroll
from wipbook.books.overhead.settled import settled_entries
from wipbook.books.process.report import ProcessReport, process_report
from wipbook.books.stock import aging, valuation
from wipbook.books.stock.reserve import reserve_entries
from wipbook.costing.solution import Solution
from wipbook.ledger.closed.record import Record
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.policy import Policy
from wipbook.values.fixed import money_text
from wipbook.values.once import Once


@dataclass(frozen=True)
class Results(Once):
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
    def span(self) -> Span:
        """The closes behind the reports of the period."""
        return span(self.ledger.closed, self.policy.period_start, self.policy.as_of)

    @cached_property
    def as_closed(self) -> Record | None:
        """The close whose figures balances at the as-of date are; None where they are computed."""
        standing = {record.end: record for record in self.ledger.closed.standing}
        return standing.get(self.policy.as_of)

    @property
    def closed_note(self) -> str:
        """What a reader must know of figures of closed periods; blank where there is nothing to know."""
        if not self.span.as_closed:
            return "computed: not the closed figures"
        if self.as_closed and self.otherwise:
            return f"as closed on {self.as_closed.when:%Y-%m-%d}; layers and movements are in {self.as_closed.copy}"
        return ""

    @cached_property
    def otherwise(self) -> bool:
        """Whether the balances shown are those that were closed, and all rows would come to others now."""
        if self.as_closed is None:
            return False
        closed = self.ledger.closed.upto(self.as_closed.end)
        changed = (
            adjustments.adjusted_entries(closed, self.entries),
            adjustments.adjusted_stock(closed, self.solution),
            adjustments.adjusted_jobs(closed, self.solution.job_entries),
        )
        return any(frame.height for frame in changed)

    @property
    def opens_as_closed(self) -> bool:
        """Whether the period before was closed, so that its balances are the opening ones."""
        return self.span.rests and bool(self.span.before)

    @property
    def closed_before(self) -> int:
        """What stock and jobs came to when the period before was closed; 0 where it was not."""
        if not self.opens_as_closed:
            return 0
        record = self.span.before[-1]
        jobs = shown.jobs_as_closed(self.ledger.closed, record)
        return int(record.part("stock")["Value"].sum()) + int(jobs["Amount"].sum())

    @cached_property
    def adjusted(self) -> pl.DataFrame:
        """What closed periods are otherwise now, by role and job, as it is posted on the first open day."""
        return adjustments.adjusted_entries(self.ledger.closed, self.entries)

    @cached_property
    def adjusted_jobs(self) -> pl.DataFrame:
        return adjustments.adjusted_jobs(self.ledger.closed, self.solution.job_entries)

    @cached_property
    def adjusted_stock(self) -> pl.DataFrame:
        return adjustments.adjusted_stock(self.ledger.closed, self.solution)

    @cached_property
    def posted(self) -> pl.DataFrame:
        """The double entries as the ledger should have them: closed periods as they were closed, adjustments on the
        first open day, then what is computed; overhead as it was settled, and contracts as they are estimated, which
        are no part of the Statement."""
        if not self.span.as_closed:
            return pl.concat([self.entries, self.contract_entries]) if self.contract_entries.height else self.entries
        held = shown.posted_entries(self.ledger.closed, self.entries, self.adjusted)
        written_down = reserve_entries(self.ledger.closed, self.policy.as_of)
        estimates = [frame.select(held.columns) for frame in (self.settled, self.contract_entries, written_down)]
        return pl.concat([held, *estimates])

    @cached_property
    def contracts(self) -> list[Contract]:
        """Jobs whose revenue is earned over time, with all that is known of them."""
        return contracts(self.ledger, self.solution.job_entries)

    @cached_property
    def contract_positions(self) -> pl.DataFrame:
        """Where each of them stands at the as-of date; of a closed period, as it was closed."""
        if self.as_closed:
            return self.as_closed.part("contracts")
        return positions(self.contracts, self.policy.as_of, self.policy.as_of)

    @cached_property
    def contract_entries(self) -> pl.DataFrame:
        """What contracts put into the journals: estimates, which no close compares."""
        return contract_entries(self.contracts, self.ledger.closed, self.policy)

    @cached_property
    def settled(self) -> pl.DataFrame:
        """Entries of overhead that closes settled, and what of them was taken back."""
        return settled_entries(self.ledger.closed, self.policy.as_of)

    @cached_property
    def settled_stages(self) -> dict[str, int]:
        """What overhead that was settled adds to each stage in the general ledger; the Statement has none of it."""
        held = dict(self.settled.group_by("Role").agg(pl.col("Amount").sum()).iter_rows())
        return {stage: int(held.get(role, 0)) for role, stage in statement.GL_ROLE.items()}

    @cached_property
    def valuation(self) -> pl.DataFrame:
        found = valuation.on_hand(self.solution)
        return shown.stock_as_closed(self.as_closed, found, self.solution) if self.as_closed else found

    @cached_property
    def layers(self) -> pl.DataFrame:
        return valuation.open_layers(self.solution)

    @cached_property
    def job_costs(self) -> pl.DataFrame:
        closed = shown.jobs_as_closed(self.ledger.closed, self.as_closed) if self.as_closed else None
        return job_costs.job_costs(self.ledger, self.solution, closed)

    @cached_property
    def roll_forward(self) -> pl.DataFrame:
        if not self.span.rests:
            return job_costs.roll_forward(self.ledger, self.solution, self.policy.period_start)
        parts = shown.job_parts(self.span, self.adjusted_jobs)
        during = [parts["during"], self._since_the_close(self.solution.job_entries).select(parts["during"].columns)]
        return job_costs.rolled(self.ledger, parts["before"], pl.concat(during), parts["prior"])

    @cached_property
    def process(self) -> ProcessReport:
        """Process cost of the departments, computed; empty where no job names one."""
        return process_report(self.ledger, self.solution)

    @cached_property
    def variances(self) -> VarianceReport:
        """Variances of the period by cause, booked and memo."""
        return variance_report(self.ledger, self.solution, self.entries, self.journals)

    @cached_property
    def statement(self) -> pl.DataFrame:
        if not self.span.rests:
            return statement.statement(self.ledger, self.solution, self.policy.period_start)
        recorded = shown.statement_parts(self.span, self.adjusted)
        since = self._since_the_close(statement.postings(self.solution)).select(recorded.columns)
        return statement.lined(pl.concat([recorded, since]))

    def _since_the_close(self, frame: pl.DataFrame) -> pl.DataFrame:
        """What of a period that goes on beyond the last close is computed."""
        return frame.filter(pl.col("Date") > self.ledger.closed.through) if self.span.open else frame.clear()

    @cached_property
    def entries(self) -> pl.DataFrame:
        """Everything that happened, with both of its sides, computed from the facts."""
        return entries.entries(self.ledger, self.solution)

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
        closed = self.ledger.closed
        found = statement.month_end_balances(self.ledger, self.solution)
        if not closed.standing:
            return found
        ends = [shown.balances_at(closed, day) for day in found["Month"]]
        held = [
            {stage: row[stage] if end is None else end.get(stage, 0) for stage in statement.STAGES}
            for row, end in zip(found.iter_rows(named=True), ends, strict=True)
        ]
        return found.with_columns(pl.Series(stage, [each[stage] for each in held]) for stage in statement.STAGES)

    @cached_property
    def subledger(self) -> dict[str, int]:
        if self.as_closed:
            held = shown.balances_at(self.ledger.closed, self.as_closed.end) or {}
            return {stage: held.get(stage, 0) for stage in statement.STAGES}
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
