"""Subledger differs from the general ledger.

What it finds:
    A role of accounts whose balance in GL Accounts differs from what the workbook computed, by more than the tolerance,
    over the whole months of the period up to the as-of date. One finding per role names the first month that differs.
    Income accounts are compared since the first day of the fiscal year, or by their changes where the ledger shows
    months by themselves.

Why it matters:
    One of the two is wrong, and the accounts cannot be closed on either.

Innocent causes:
    - A posting by hand in the ledger, or one of the next month.
    - The accounts were copied before the month was complete.
    - A movement was entered later with an earlier date.
    - The fiscal year begins in another month than Fiscal Year Start of Settings says.

What to do:
    Begin with the month named. Compare its postings with the Statement.

Source:
    Accounting rules 22 and 23; customer's wish: tie-out of subledger and ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings, none
from wipbook.audit.tie_out import tie_out
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.HIGH,
    (Assertion.COMPLETENESS, Assertion.EXISTENCE, Assertion.PRESENTATION),
    (Setting("Tolerance", 1, "currency", "Difference of a balance that is accepted"),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    if ledger.table("GL Accounts").is_empty():
        return none()
    tied = tie_out(books)
    # a month under way is whole in the ledger and half in the workbook
    unfinished = (books.as_of + dt.timedelta(days=1)).replace(day=1)
    months = tied.months.filter(pl.col("Month") < unfinished).sort("Role", "Month", maintain_order=True)
    first = months.group_by("Role", maintain_order=True).agg(
        pl.col("Month", "Subledger", "Ledger", "Side").first(), pl.col("Difference").sum()
    )
    opened = tied.accounts.filter("Entered").select(
        "Role", (pl.col("Subledger Opening") - pl.col("Ledger Opening")).alias("_opening")
    )
    limit = max(1, books.cents(settings["Tolerance"]))
    apart = looked_up(opened, "Role", first).with_columns(
        (pl.col("_opening") + pl.col("Difference").fill_null(0)).alias("_apart")
    )
    worst = pl.max_horizontal(pl.col("_apart").abs(), pl.col("_opening").abs())
    in_period = ledger.table("GL Accounts").filter(pl.col("Period") >= books.policy.period_start.replace(day=1))
    months_rows = in_period.group_by("Role", pl.col("Period").alias("Month")).agg(pl.col(ROW).first())
    first_rows = in_period.group_by("Role").agg(pl.col(ROW).sort_by("Period").first().alias("_first"))
    found = looked_up(apart.filter(worst > limit).with_columns(worst.alias("_worst")), ["Role", "Month"], months_rows)
    found = looked_up(found, "Role", first_rows)
    change = pl.format(
        "first in {}: change {} against {} ({})",
        pl.col("Month").dt.to_string("%Y-%m"), money("Subledger", books.places), money("Ledger", books.places),
        "Side",
    )
    evidence = pl.format(
        "{}: workbook less ledger is {} at the opening and {} at the end; {}",
        "Role",
        money("_opening", books.places),
        money("_apart", books.places),
        pl.coalesce(change, pl.lit("no month of its own differs")),
    )
    # where the opening differs the question begins there; a month that the ledger lacks has no row of its own
    at_opening = pl.col("_opening").abs() > limit
    asked = {
        "Opening": found.filter(at_opening).with_columns(pl.col("_first").alias(ROW)),
        "Debit": found.filter(~at_opening).with_columns(pl.coalesce(ROW, "_first").alias(ROW)),
    }
    return pl.concat([
        findings(
            ledger, rows, Place("GL Accounts", column), key=pl.col("Role"), evidence=evidence, amount=pl.col("_worst")
        )
        for column, rows in asked.items()
    ])
