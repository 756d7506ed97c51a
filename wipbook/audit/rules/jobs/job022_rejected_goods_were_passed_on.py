"""Rejected goods were passed on.

What it finds:
    A job whose completed units and the units that inspections of it rejected (to be scrapped, returned, or without a
    decision) are together more than its quantity. Units to be reworked or used as they are do not count.

Why it matters:
    Units that were rejected were completed all the same: customers get bad goods, or the rejection was not meant so.

Innocent causes:
    - They were repaired and the disposition was not changed.
    - More units were started than the quantity of the job says.
    - The inspection names the wrong job.

What to do:
    Ask the inspector what became of the units. Correct the disposition or the completion, and look for what was
    shipped.

Source:
    ISO 9001:2015, 8.7 (control of nonconforming outputs); customer's wish: inspections.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity, shown
from wipbook.books.books import Books, share
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.HIGH, (Assertion.EXISTENCE, Assertion.VALUATION))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    kept_out = pl.col("Disposition").is_null() | pl.col("Disposition").is_in(["Scrap", "Return"])
    refused = ledger.table("Inspections").filter(
        kept_out & (pl.col("Rejected") > 0) & pl.col("Job").is_not_null() & (pl.col("Date") <= books.as_of)
    ).group_by("Job", maintain_order=True).agg(
        pl.col("Rejected").sum(), pl.col("Inspection", "Disposition").last(), pl.col(ROW).last().alias("_check_row")
    )
    found = refused.join(books.jobs, on="Job", how="inner", maintain_order="left").with_columns(
        (pl.col("Completed Quantity") + pl.col("Rejected") - pl.col("Quantity")).alias("_passed")
    ).filter((pl.col("Completed Quantity") > 0) & (pl.col("_passed") > 0))
    passed = pl.min_horizontal("_passed", "Rejected", "Completed Quantity")
    return findings(
        ledger,
        found,
        Place("Inspections", "Rejected", "_check_row"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} is for {} {}: {} were rejected (last in {}, disposition {}), yet {} were completed",
            "Job", quantity("Quantity"), "Material", quantity("Rejected"), "Inspection", shown("Disposition"),
            quantity("Completed Quantity"),
        ),
        amount=share("Completed", passed, "Completed Quantity"),
        other=Place("Jobs", "Quantity"),
    )
