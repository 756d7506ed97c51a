"""Finished step has no ticket.

What it finds:
    Steps that were finished, for which hours were planned and on which nobody booked time; only in workbooks whose
    tickets name steps, on jobs all of whose tickets do, and at work centers where time is booked at all.

Why it matters:
    The job is charged with too little labor and overhead, or the hours stand on another job.

Innocent causes:
    - The ticket was not typed yet, or names another step.
    - The work was done outside or by a machine alone.
    - The step was skipped and set to finished.

What to do:
    Look for the ticket; book the hours on the step.

Source:
    Accounting rule 53; customer's wish: missing labor is found.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity
from wipbook.books.books import MILLION, Books
from wipbook.ledger import Ledger

CARD = Card(Severity.MEDIUM, (Assertion.COMPLETENESS,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    tickets = ledger.table("Labor").filter(pl.col("Job").is_not_null())
    named = tickets.filter(pl.col("Step").is_not_null())
    general = tickets.filter(pl.col("Step").is_null()).select("Job").unique()
    steps = ledger.table("Operations")
    done = steps.filter((pl.col("Actual Finish") <= books.as_of) & (pl.col("Planned Hours") > 0))
    bare = done.join(named.select("Job", "Step").unique(), on=["Job", "Step"], how="anti", maintain_order="left")
    bare = bare.join(general, on="Job", how="anti", maintain_order="left")
    manned = steps.join(named.select("Job", "Step").unique(), on=["Job", "Step"], how="semi").select("Work Center")
    bare = bare.join(manned.unique(), on="Work Center", how="semi", maintain_order="left")
    cost, hours = (int(books.tickets[name].sum() or 0) for name in ("Cost", "Hours"))
    rate = round(cost * MILLION / hours * 10.0 ** (6 - books.places)) if hours else 0
    rates = pl.repeat(rate, bare.height, dtype=pl.Int64, eager=True)
    bare = bare.with_columns(books.amount(bare["Planned Hours"], rates).alias("_worth"))
    return findings(
        ledger,
        bare.rechunk(),
        Place("Operations", "Actual Finish"),
        key=pl.format("{}/{}", "Job", "Step"),
        evidence=pl.format(
            "Step {} of {} ({}) was finished on {}; {} hours planned, none booked", "Step", "Job", "Work Center",
            day("Actual Finish"), quantity("Planned Hours"),
        ),
        amount=pl.col("_worth"),
    )
