"""The trial balance by role of account: what the journals come to, and what stands between them and the ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.books.closed.prior_periods import PENDING, prior_periods
from wipbook.books.journals.lines import journal_lines
from wipbook.books.results import Results
from wipbook.ledger.closed.visible import ROLE
from wipbook.ledger.policy import Policy
from wipbook.values.lookup import looked_up

TRIAL = {
    "Role": pl.String, "Account": pl.String, "Opening": pl.Int64, "Debit": pl.Int64, "Credit": pl.Int64,
    "Closing": pl.Int64, "Not Exported": pl.Int64, "Pending": pl.Int64, "Given and Accepted": pl.Int64,
}


@dataclass(frozen=True)
class TrialBalance:
    """``given``: Role and Amount of what the ledger was given so far; ``since``: the first day it was given anything of
    (None: nothing yet)."""

    results: Results
    given: pl.DataFrame
    since: dt.date | None

    @property
    def policy(self) -> Policy:
        return self.results.policy

    def rows(self) -> pl.DataFrame:
        """A row per role with a balance or an amount in the period (``TRIAL``), debit positive, in the smallest
        currency unit; each column but Role and Account sums to zero, Debit and Credit to the same.

        Not Exported: what of the journals the ledger was not given yet. Pending: adjustments of prior periods that
        nobody accepted. Given and Accepted is Closing without both: what the ledger should show.
        """
        results, policy = self.results, self.policy
        start = policy.period_start
        opening = results.posted.filter(pl.col("Date") < start).group_by("Role").agg(
            pl.col("Amount").sum().alias("Opening")
        )
        period = results.journals.group_by("Role").agg(
            pl.col("Amount").clip(0).sum().alias("Debit"), (-pl.col("Amount").clip(None, 0)).sum().alias("Credit")
        )
        first = start if self.since is None else min(start, self.since)
        due = journal_lines(results.posted, results.accounts, first, policy.as_of).select("Role", "Amount")
        waiting = pl.concat([due, self.given.select("Role", -pl.col("Amount"))]).group_by("Role").agg(
            pl.col("Amount").sum().alias("Not Exported")
        )
        pending = prior_periods(results).filter((pl.col("Of") == ROLE) & (pl.col("State") == PENDING)).select(
            pl.col("What").alias("Role"), pl.col("Value").alias("Pending")
        )
        frame = looked_up(results.accounts.select("Role", "Account"), "Role", opening, period, waiting, pending)
        amounts = ["Opening", "Debit", "Credit", "Not Exported", "Pending"]
        frame = frame.with_columns(pl.col(amounts).fill_null(0)).with_columns(
            (pl.col("Opening") + pl.col("Debit") - pl.col("Credit")).alias("Closing")
        ).with_columns((pl.col("Closing") - pl.col("Not Exported") - pl.col("Pending")).alias("Given and Accepted"))
        moved = pl.any_horizontal([pl.col(name) != 0 for name in (*amounts, "Closing")])
        return frame.filter(moved).select(*TRIAL)
