"""The subledgers against the general ledger: by account, by month, and what only one of them has."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.books.ledger_postings import ROLES, as_compared, ledger_postings
from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE
from wipbook.values.lookup import looked_up

BOTH = "amounts differ"
SUBLEDGER_ONLY = "in the subledger, not in the ledger"
LEDGER_ONLY = "in the ledger, not in the subledger"


@dataclass(frozen=True)
class TieOut:
    """``accounts``: Role, Accounts, then Opening, Change, Closing of Subledger and Ledger, Difference (subledger less
    ledger, of the closing balance), ``Entered`` whether the ledger has the account. ``months``: Role, Month,
    Subledger, Ledger (changes in the month), Difference, Side; only where they differ."""

    accounts: pl.DataFrame
    months: pl.DataFrame


def tie_out(results: Results) -> TieOut:
    """Every account role of the workbook at the as-of date, for the period from Period Start.

    Accounts of the three stages carry a balance; the others start the period at zero. All amounts are debit positive,
    in the smallest currency unit. A month the ledger has no row for counts as not entered.
    """
    policy = results.policy
    posted = ledger_postings(results)
    in_period = pl.col("Date") >= policy.period_start
    carried = pl.col("Role").is_in(list(GL_ROLE))
    sub = posted.group_by("Role").agg(
        pl.col("Amount").filter(~in_period & carried).sum().alias("Subledger Opening"),
        pl.col("Amount").filter(in_period).sum().alias("Subledger Change"),
    )
    entered = results.ledger.table("GL Accounts").with_columns(as_compared()).filter(pl.col("Role").is_in(ROLES))
    ledger = entered.filter(
        (pl.col("Period") >= policy.period_start.replace(day=1)) & (pl.col("Period") <= policy.as_of)
    )
    books = ledger.sort("Period").group_by("Role", "Account", maintain_order=True).agg(
        pl.col("Opening").first(), (pl.col("Debit") - pl.col("Credit")).sum().alias("Change")
    ).group_by("Role").agg(
        pl.col("Account").unique().sort().str.join(", ").alias("Accounts"),
        pl.col("Opening").sum().alias("Ledger Opening"), pl.col("Change").sum().alias("Ledger Change"),
    )
    numbers = ["Subledger Opening", "Subledger Change", "Ledger Opening", "Ledger Change"]
    accounts = (
        looked_up(pl.DataFrame({"Role": ROLES}), "Role", sub, books)
        .with_columns(pl.col("Accounts").is_not_null().alias("Entered"), pl.col(numbers).fill_null(0))
        .with_columns(
            (pl.col("Subledger Opening") + pl.col("Subledger Change")).alias("Subledger Closing"),
            (pl.col("Ledger Opening") + pl.col("Ledger Change")).alias("Ledger Closing"),
        )
        .with_columns((pl.col("Subledger Closing") - pl.col("Ledger Closing")).alias("Difference"))
    )
    return TieOut(accounts, _months(posted.filter(in_period), ledger))


def _months(posted: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    sub = posted.group_by("Role", pl.col("Date").dt.truncate("1mo").alias("Month")).agg(
        pl.col("Amount").sum().alias("Subledger")
    )
    books = ledger.group_by("Role", pl.col("Period").alias("Month")).agg(
        (pl.col("Debit") - pl.col("Credit")).sum().alias("Ledger")
    )
    roles = ledger["Role"].unique().implode()
    both = sub.filter(pl.col("Role").is_in(roles)).join(books, on=["Role", "Month"], how="full", coalesce=True)
    side = (
        pl.when(pl.col("Ledger").is_null()).then(pl.lit(SUBLEDGER_ONLY))
        .when(pl.col("Subledger").is_null()).then(pl.lit(LEDGER_ONLY))
        .otherwise(pl.lit(BOTH))
    )
    order = {role: number for number, role in enumerate(ROLES)}
    return (
        both.with_columns(side.alias("Side"), pl.col("Subledger", "Ledger").fill_null(0))
        .with_columns((pl.col("Subledger") - pl.col("Ledger")).alias("Difference"))
        .filter(pl.col("Difference") != 0)
        .sort(pl.col("Role").replace_strict(order, return_dtype=pl.Int64), "Month")
        .select("Role", "Month", "Subledger", "Ledger", "Difference", "Side")
    )
