"""Subledger differs from the general ledger.

What it finds:
    A role of accounts whose balance in GL Accounts differs from what the workbook computed, by more than the tolerance,
    over the whole months of the period up to the as-of date. One finding per role names the first month that differs.

Why it matters:
    One of the two is wrong, and the accounts cannot be closed on either.

Innocent causes:
    - A posting by hand in the ledger, or one of the next month.
    - The accounts were copied before the month was complete.
    - A movement was entered later with an earlier date.

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
    rows = ledger.table("GL Accounts").group_by("Role", pl.col("Period").alias("Month")).agg(pl.col(ROW).first())
    found = looked_up(apart.filter(worst > limit), ["Role", "Month"], rows)
    change = pl.format(
        "first in {}: change {} against {} ({})",
        pl.col("Month").dt.to_string("%Y-%m"), money("Subledger", books.places), money("Ledger", books.places),
        "Side",
    )
    return findings(
        ledger,
        found,
        Place("GL Accounts", "Debit"),
        key=pl.col("Role"),
        evidence=pl.format(
            "{}: workbook less ledger is {} at the opening and {} at the end; {}",
            "Role",
            money("_opening", books.places),
            money("_apart", books.places),
            pl.coalesce(change, pl.lit("no month of its own differs")),
        ),
        amount=worst,
    )
