"""Code is unknown.

What it finds:
    Materials, jobs, suppliers, customers and work centers that rows name and the sheet that should list them does not.
    One finding per code, whatever the number of rows. People are another question, asked by LAB004.

Why it matters:
    Movements, tickets and orders of an unknown material or job are left out of all costs.

Innocent causes:
    - The code was mistyped.
    - The master row was not entered yet, or was deleted.
    - A leading zero was lost when a list was opened in Excel.

What to do:
    Correct the code in the rows, or add it to the sheet that lists it.

Source:
    ISA 315 (Revised), existence and accuracy of master data; customer's wish: typing mistakes are caught on entry.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.rules.left_out import placed, rejected
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.rejections import Reason

CARD = Card(Severity.HIGH, (Assertion.COMPLETENESS, Assertion.EXISTENCE))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    person = (pl.col("Sheet") == "Labor") & (pl.col("Column") == "Employee")
    rows = rejected(ledger, Reason.UNKNOWN).filter(~person).with_columns(
        pl.col("Expected").str.extract(r"on the sheet (.*)$").alias("_master"),
        pl.col("Found").str.strip_chars("'\"").alias("_code"),
    )
    codes = rows.group_by("_master", "_code", maintain_order=True).agg(
        pl.col("Sheet", "Cell", "Effect").first(), pl.len().alias("_rows"),
        pl.col("Sheet").unique(maintain_order=True).str.join(", ").alias("_sheets"),
    )
    return placed(
        codes,
        key=pl.format("{}/{}", "_master", "_code"),
        evidence=pl.format(
            "{} stands on {} rows ({}) and not on the sheet {}: {}", "_code", "_rows", "_sheets", "_master", "Effect"
        ),
    )
