"""The subledgers against the general ledger: by account, by month, and what only one of them has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.books.closed.fiscal_year import first_day
from wipbook.books.journals.compared import ROLES, as_compared
from wipbook.books.ledger_postings import ledger_postings
from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE
from wipbook.values.lookup import looked_up

BOTH = "amounts differ"
SUBLEDGER_ONLY = "in the subledger, not in the ledger"
LEDGER_ONLY = "in the ledger, not in the subledger"
BALANCE, YEAR, CHANGES = "balance", "year to date", "changes of the period"
"""What the opening of an account is of."""


@dataclass(frozen=True)
class TieOut:
    """``accounts``: Role, Accounts, then Opening, Change, Closing of Subledger and Ledger, Difference (subledger less
    ledger, of the closing balance), ``Entered`` whether the ledger has the account, ``Basis`` (one of ``BALANCE``,
    ``YEAR``, ``CHANGES``) what its opening is of. ``months``: Role, Month, Subledger, Ledger (changes in the month),
    Difference, Side; only where they differ."""

    accounts: pl.DataFrame
    months: pl.DataFrame


def tie_out(results: Results) -> TieOut:
    """Every account role of the workbook at the as-of date, for the period from the month of Period Start.

    The three stages carry a balance. An income account opens with what was posted since the first day of the fiscal
    year (``fiscal_year.first_day``), and so does the subledger's side of it. Where no income account of the ledger has
    an opening in the period, the ledger shows months by themselves, or its year begins here; where the books of the
    workbook began within the year, what the ledger had before is not theirs: in both cases changes are compared with
    changes. All amounts are debit positive, in the smallest currency unit. A month the ledger has no row for counts as
    not entered; one before the ledger's first row of the period is in the opening of that row.
    """
    policy = results.policy
    start = policy.period_start.replace(day=1)
    posted = ledger_postings(results)
    table = results.ledger.table("GL Accounts").with_columns(as_compared()).filter(pl.col("Role").is_in(ROLES))
    ledger = table.filter((pl.col("Period") >= start) & (pl.col("Period") <= policy.as_of))
    books = ledger.sort("Period").group_by("Role", "Account", maintain_order=True).agg(
        pl.col("Period", "Opening").first(), (pl.col("Debit") - pl.col("Credit")).sum().alias("Change")
    ).group_by("Role").agg(
        pl.col("Account").unique().sort().str.join(", ").alias("Accounts"), pl.col("Period").min().alias("_begins"),
        pl.col("Opening").sum().alias("Ledger Opening"), pl.col("Change").sum().alias("Ledger Change"),
    )
    year = first_day(table, policy)
    begun = posted["Date"].min()
    carried = pl.col("Role").is_in(list(GL_ROLE))
    yearly = books.filter(~carried & (pl.col("Ledger Opening") != 0)).height > 0
    began_within = isinstance(begun, dt.date) and begun >= _next_month(year)
    since = pl.when(carried).then(pl.lit(dt.date.min)).otherwise(
        pl.lit(year if yearly and not began_within else start)
    )
    by_year = not began_within and (yearly or year == start)
    basis = pl.when(carried).then(pl.lit(BALANCE)).otherwise(pl.lit(YEAR if by_year else CHANGES))
    accounts = looked_up(pl.DataFrame({"Role": ROLES}), "Role", books).with_columns(
        # a role of which the ledger has no row is shown from the beginning of the period
        pl.col("_begins").fill_null(start), since.alias("_since"), basis.alias("Basis"),
        pl.col("Accounts").is_not_null().alias("Entered"), pl.col("Ledger Opening", "Ledger Change").fill_null(0),
    )
    if began_within:
        accounts = accounts.with_columns(
            pl.when(carried).then(pl.col("Ledger Opening")).otherwise(0).alias("Ledger Opening")
        )
    moved = looked_up(posted, "Role", accounts.select("Role", "_begins", "_since"))
    before = pl.col("Date") < pl.col("_begins")
    sub = moved.group_by("Role").agg(
        pl.col("Amount").filter(before & (pl.col("Date") >= pl.col("_since"))).sum().alias("Subledger Opening"),
        pl.col("Amount").filter(~before).sum().alias("Subledger Change"),
    )
    accounts = (
        looked_up(accounts, "Role", sub)
        .with_columns(pl.col("Subledger Opening", "Subledger Change").fill_null(0))
        .with_columns(
            (pl.col("Subledger Opening") + pl.col("Subledger Change")).alias("Subledger Closing"),
            (pl.col("Ledger Opening") + pl.col("Ledger Change")).alias("Ledger Closing"),
        )
        .with_columns((pl.col("Subledger Closing") - pl.col("Ledger Closing")).alias("Difference"))
        .drop("_begins", "_since")
    )
    return TieOut(accounts, _months(moved.filter(~before), ledger))


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


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
