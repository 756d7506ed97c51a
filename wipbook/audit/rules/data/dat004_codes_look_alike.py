"""Codes look alike.

What it finds:
    Two codes of one master sheet that differ only by leading zeros, upper or lower case, spaces, hyphens and dots, or
    by O for 0 or I for 1.

Why it matters:
    Stock, cost or hours of one thing are split over two codes: each shows too little, and too much is ordered.

Innocent causes:
    - Excel dropped the leading zeros of a code that was typed as a number.
    - The code was added again because it was not found under its first spelling.
    - The two are really different.

What to do:
    Compare both rows. If they are one thing, move the rows of one code to the other and set the first inactive.

Source:
    Nigrini, Forensic Analytics, same-same-different test; customer's wish: data typed by hand are checked.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import SCHEMA, Place, findings
from wipbook.audit.wording import shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(Severity.MEDIUM, (Assertion.EXISTENCE, Assertion.VALUATION))
MASTERS = {
    "Materials": ("Material", "Description"), "Jobs": ("Job", "Description"), "Suppliers": ("Supplier", "Name"),
    "Employees": ("Employee", "Name"), "Customers": ("Customer", "Name"),
}


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    found = [pl.DataFrame(schema=SCHEMA)]
    for sheet, (code, name) in MASTERS.items():
        pairs = _pairs(ledger.table(sheet), code, name)
        if pairs.is_empty():
            continue
        worth = books.stock.select(pl.col("Material").alias(code), "Value") if sheet == "Materials" else None
        if worth is not None:
            pairs = looked_up(pairs, code, worth)
        found.append(
            findings(
                ledger,
                pairs,
                Place(sheet, code),
                key=pl.format("{}/{} + {}", pl.lit(sheet), pl.min_horizontal(code, "_code"),
                              pl.max_horizontal(code, "_code")),
                evidence=pl.format("{} ({}) and {} ({})", code, shown(name), "_code", shown("_name")),
                amount=None if worth is None else pl.col("Value"),
                other=Place(sheet, code, "_other"),
            )
        )
    return pl.concat(found)


def _pairs(table: pl.DataFrame, code: str, name: str) -> pl.DataFrame:
    """Each code that looks like one above it, with that one in ``_code``, ``_name`` and ``_other`` (its row)."""
    text = pl.col(code).str.to_uppercase().str.replace_all(r"([^0-9])[\s\-._/]+", "${1}")
    text = text.str.replace_all(r"[\s\-._/]+([^0-9])", "${1}").str.replace_all(r"[\s\-._/]+", "-")
    letters = text.str.replace_all("O", "0", literal=True).str.replace_all("I", "1", literal=True)
    zeros = text.str.replace_all(r"(^|[^0-9])0+([0-9])", "${1}${2}")
    first = [
        pl.col(code).first().alias("_code"),
        pl.col(name).first().alias("_name"),
        pl.col(ROW).first().alias("_other"),
    ]
    looks = table.select(code, name, ROW, letters.alias("_letters"), zeros.alias("_zeros"))
    alike = [
        looks.filter(pl.col(look).is_duplicated()).with_columns(one.over(look) for one in first)
        for look in ("_letters", "_zeros")
    ]
    return pl.concat(alike).filter(pl.col(ROW) != pl.col("_other")).unique([code, "_code"], maintain_order=True)
