"""Methods differ within a kind.

What it finds:
    Our active materials of one kind valued by more than one method: one finding for each method other than the
    commonest of the kind. Specific identification is left out: it is for goods that are not interchangeable.

Why it matters:
    Stocks of similar nature and use must be valued by the same formula; a mixture lets cost be chosen item by item.

Innocent causes:
    - A method was tried on one material and left there.
    - The materials differ in nature or use although their kind is the same.
    - The change of method is under way.

What to do:
    Use one method for the kind, or note why the nature or use differs; disclose a change.

Source:
    IAS 2.25-26; accounting rules 1 and 4.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.methods import methods

CARD = Card(Severity.LOW, (Assertion.PRESENTATION, Assertion.VALUATION))
BY_LOT = [method.name for method in methods() if method.by_lot]


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    method = pl.col("Method").fill_null(books.policy.valuation_method)
    ours = ledger.table("Materials").with_columns(method).filter(
        pl.col("Owner").is_null() & pl.col("Active").fill_null(True) & ~pl.col("Method").is_in(BY_LOT)
    ).join(books.stock, on="Material", how="left", maintain_order="left")
    methods = ours.group_by("Kind", "Method", maintain_order=True).agg(
        pl.col("Material", ROW).first(), pl.len().alias("_materials"), pl.col("Value").sum()
    ).sort("Kind", "_materials", descending=[False, True], maintain_order=True)
    usual = [pl.col(name).first().over("Kind").alias(f"_usual_{name}") for name in ("Method", "_materials")]
    rarer = methods.with_columns(usual).filter(pl.col("Method") != pl.col("_usual_Method"))
    return findings(
        ledger,
        rarer,
        Place("Materials", "Method"),
        key=pl.format("{}/{}", "Kind", "Method"),
        evidence=pl.format(
            "{} materials of kind {} by {} (the first: {}), {} by {}", "_materials", "Kind", "Method",
            "Material", "_usual__materials", "_usual_Method",
        ),
        amount=pl.col("Value"),
    )
