"""Supplier and employee share a bank account.

What it finds:
    A supplier whose bank account is that of an employee, whatever the spaces and the case.

Why it matters:
    What is paid to the supplier reaches somebody who may order, receive or approve.

Innocent causes:
    - The employee is repaid expenses through a supplier number.
    - An employee rents out or sells something to the company, and this was agreed.
    - The account was copied to the wrong line.

What to do:
    Ask for the paper on which the account was entered, and who entered it. Let somebody else look at the orders.

Source:
    ACFE Fraud Examiners Manual, billing schemes (match of vendor and employee master files).
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

CARD = Card(Severity.HIGH, (Assertion.EXISTENCE, Assertion.RIGHTS))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    account = pl.col("Payment Account").str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    people = ledger.table("Employees").select(
        "Employee", pl.col("Name").alias("_person"), account.alias("_account"), pl.col(ROW).alias("_person_row")
    ).filter(pl.col("_account") != "")
    found = (
        ledger.table("Suppliers").with_columns(account.alias("_account"))
        .join(people, on="_account", how="inner", maintain_order="left")
        .join(books.supplier_orders, on="Supplier", how="left", maintain_order="left")
        .with_columns(pl.col("Lines", "Spent").fill_null(0))
    )
    return findings(
        ledger,
        found,
        Place("Suppliers", "Payment Account"),
        key=pair("Supplier", "Employee"),
        evidence=pl.format(
            "{} ({}) has the account of {} ({}); order lines: {}, over {}",
            "Supplier", shown("Name"), "Employee", shown("_person"), "Lines", money("Spent", books.places),
        ),
        amount=pl.col("Spent"),
        other=Place("Employees", "Payment Account", "_person_row"),
    )
