"""Suppliers share a bank account.

What it finds:
    Suppliers with one bank account, whatever the spaces and the case. Each is listed with the first that has it.

Why it matters:
    Two names that are paid into one account are one party: discounts, limits and duplicate invoices are judged as if
    they were two.

Innocent causes:
    - Branches of one company are paid centrally.
    - Both sold their claims to the same factoring bank.
    - The supplier changed its name and was entered anew.

What to do:
    Ask for the paper on which the second account was entered. Keep one number if it is one company.

Source:
    ACFE Fraud Examiners Manual, billing schemes (vendor master file: vendors with the same bank account).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, pair, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(Severity.MEDIUM, (Assertion.EXISTENCE,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    account = pl.col("Payment Account").str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    known = ledger.table("Suppliers").with_columns(account.alias("_account")).filter(pl.col("_account") != "")
    known = looked_up(known, "Supplier", books.supplier_orders).with_columns(
        pl.col("Lines", "Spent").fill_null(0)
    )
    first = [
        pl.col(name).first().over("_account").alias(f"_first_{name}") for name in ("Supplier", "Name", "Spent", ROW)
    ]
    found = known.with_columns(first).filter(pl.col("Supplier") != pl.col("_first_Supplier"))
    return findings(
        ledger,
        found,
        Place("Suppliers", "Payment Account"),
        key=pair("Supplier", "_first_Supplier"),
        evidence=pl.format(
            "{} ({}) and {} ({}) have the account {}; ordered: {} and {}",
            "_first_Supplier", shown("_first_Name"), "Supplier", shown("Name"), "Payment Account",
            money("_first_Spent", books.places), money("Spent", books.places),
        ),
        amount=pl.min_horizontal("Spent", "_first_Spent"),
        other=Place("Suppliers", "Payment Account", f"_first_{ROW}"),
    )
