"""Issued material is not on the bill.

What it finds:
    A material issued to a job (less returns) that the bill of its product does not name on any day, where the product
    has a bill.

Why it matters:
    The job carries the cost of something it should not contain: a substitute nobody approved, or another job's
    material.

Innocent causes:
    - A substitute was used because the usual part was short.
    - The bill was not updated after a change of design.
    - The number of another job was mistyped.

What to do:
    Ask the shop. Add the component to the bill, or move the issue to the job that used it.

Source:
    ERPNext setting "Allow items not in BOM"; customer's wish: material charged to the wrong job.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE, Assertion.VALUATION),
    (Setting("Least Amount", 1, "currency", "Cost of the material on the job that is worth a question"),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    strange = books.consumption.filter(
        pl.col("Per").is_null() & pl.col("Has Bill") & (pl.col("Issued") > 0)
        & (pl.col("Issued Value") >= books.cents(settings["Least Amount"]))
    )
    ever = ledger.table("Bill of Materials").select("Product", pl.col("Component").alias("Material")).unique()
    found = strange.join(ever, on=["Product", "Material"], how="anti", maintain_order="left")
    return findings(
        ledger,
        found,
        Place("Movements", "Material", "First Row"),
        key=pl.format("{}/{}", "Job", "Material"),
        evidence=pl.format(
            "{} {} ({}) were issued to job {}; the bill of {} does not name it",
            quantity("Issued"),
            "Material",
            money("Issued Value", books.places),
            "Job",
            "Product",
        ),
        amount=pl.col("Issued Value"),
    )
