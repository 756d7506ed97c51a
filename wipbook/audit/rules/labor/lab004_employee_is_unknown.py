"""Employee is unknown.

What it finds:
    People on time tickets who are not on the sheet Employees, while that sheet is in use; one finding per person.

Why it matters:
    Nobody can say who was paid for the hours, and without a rate on the ticket they are in no cost.

Innocent causes:
    - The number was mistyped.
    - A temporary worker or an apprentice was not entered.
    - The person left and the row was deleted.

What to do:
    Correct the number, or add the person with first day and rate.

Source:
    ACFE Fraud Examiners Manual, payroll: match tickets to the personnel file; ISA 315 (Revised), existence.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.rules.left_out import placed, rejected
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.rejections import Reason
from wipbook.values.lookup import looked_up

CARD = Card(Severity.HIGH, (Assertion.EXISTENCE,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    unknown = rejected(ledger, Reason.UNKNOWN).filter((pl.col("Sheet") == "Labor") & (pl.col("Column") == "Employee"))
    people = unknown.with_columns(pl.col("Found").str.strip_chars("'\"").alias("Employee")).group_by(
        "Sheet", "Employee", maintain_order=True
    ).agg(pl.col("Cell", "Row Key").first(), pl.len().alias("_tickets"))
    cost = books.tickets.group_by("Employee").agg(pl.col("Cost").sum())
    people = looked_up(people, "Employee", cost)
    return placed(
        people,
        key=pl.col("Employee"),
        evidence=pl.format(
            "{} stands on {} tickets, the first {}, and not on the sheet Employees", "Employee", "_tickets", "Row Key"
        ),
    ).with_columns(people["Cost"].fill_null(0).alias("Amount"))
