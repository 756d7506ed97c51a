"""The fiscal year that the general ledger keeps its income accounts by."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from wipbook.books.journals.compared import ROLES, as_compared
from wipbook.books.statement import GL_ROLE
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.policy import Policy, fiscal_year_of
from wipbook.schema.settings import MONTHS


def first_day(accounts: pl.DataFrame, policy: Policy) -> dt.date:
    """First day of the fiscal year in which the period begins.

    Fiscal Year Start of Settings says its month. Where that is blank the openings of the income accounts in
    ``accounts`` (of GL Accounts) show it: the last month up to the period's in which all of them open at zero though
    one of them held a balance at the end of the month before. Where they do not show it either: January.

    >>> empty = pl.DataFrame(schema={"Account": pl.String, "Role": pl.String, "Period": pl.Date, "Opening": pl.Int64,
    ...                              "Debit": pl.Int64, "Credit": pl.Int64})
    >>> first_day(empty, Policy(period_start=dt.date(2026, 7, 1)))
    datetime.date(2026, 1, 1)
    >>> first_day(empty, Policy(period_start=dt.date(2026, 3, 1), fiscal_year_start="April"))
    datetime.date(2025, 4, 1)
    """
    start = policy.period_start.replace(day=1)
    if policy.fiscal_year_start:
        return fiscal_year_of(MONTHS.index(policy.fiscal_year_start) + 1, start)
    shown = _shown(accounts)
    return fiscal_year_of(1 if shown is None else shown, start)


def _shown(accounts: pl.DataFrame) -> int | None:
    """The month in which the openings of all income accounts fall back to zero."""
    months = (
        accounts.filter(~pl.col("Role").is_in(list(GL_ROLE)))
        .sort("Account", "Period")
        .with_columns(
            (pl.col("Opening") + pl.col("Debit") - pl.col("Credit")).shift(1).over("Account").alias("_held"),
            pl.col("Period").dt.offset_by("-1mo").eq(pl.col("Period").shift(1).over("Account")).alias("_next"),
        )
        .group_by("Period")
        .agg(
            (pl.col("Opening") == 0).all().alias("_all_zero"),
            (pl.col("_next").fill_null(False) & (pl.col("_held") != 0)).any().alias("_fell"),
            (pl.col("Opening") != 0).any().alias("_carried"),
        )
        .sort("Period")
    )
    if not months["_carried"].any():
        return None  # a ledger that shows months by themselves opens every one of them at zero
    begins = months.filter(pl.col("_all_zero") & pl.col("_fell"))
    if begins.is_empty():
        # of a ledger that was brought in from the beginning of a year on, its first month shows it
        begins = months.head(1).filter("_all_zero")
    last = begins["Period"].max()
    return last.month if isinstance(last, dt.date) else None


def year_of(ledger: Ledger, day: dt.date) -> dt.date:
    """First day of the fiscal year that ``day`` lies in, as the settings or the general ledger have it."""

    def find() -> dt.date:
        accounts = ledger.table("GL Accounts").with_columns(as_compared()).filter(pl.col("Role").is_in(ROLES))
        return first_day(accounts, replace(ledger.policy, period_start=day))

    return ledger.once((year_of, day), find)
