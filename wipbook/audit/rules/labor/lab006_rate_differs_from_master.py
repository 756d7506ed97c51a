"""Rate differs from the master.

What it finds:
    Tickets whose own rate is further from the rate of the person on the sheet Employees than the percentage allowed;
    one finding per person and rate.

Why it matters:
    The job is charged with another wage than is paid.

Innocent causes:
    - The wage rose and older tickets carry the old one.
    - The ticket holds a rate with a premium or for another task.
    - A digit too many was typed.

What to do:
    Leave Rate blank where the usual wage applies; else note why it differs.

Source:
    Customer's wish: labor rates are checked; ACFE Fraud Examiners Manual, payroll.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (Setting("Difference", 10, "%", "Difference from the rate of the person that is allowed", least=0.1),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    people = ledger.table("Employees").select("Employee", pl.col("Rate").alias("_usual"), pl.col(ROW).alias("_person"))
    priced = books.tickets.filter(pl.col("Rate").is_not_null())
    priced = priced.join(people, on="Employee", how="inner", maintain_order="left")
    limit = settings["Difference"] / 100.0 * pl.col("_usual")
    off = priced.filter((pl.col("Rate") - pl.col("_usual")).abs() > limit)
    rates = off.group_by("Employee", "Rate", maintain_order=True).agg(
        pl.col("Ticket", "_usual", "_person", ROW).first(), pl.col("Hours").sum(), pl.len().alias("_tickets")
    )
    rates = rates.with_columns(books.amount(rates["Hours"], rates["Rate"] - rates["_usual"]).alias("_difference"))
    return findings(
        ledger,
        rates.rechunk(),
        Place("Labor", "Rate"),
        key=pl.format("{}/{}", "Employee", quantity("Rate")),
        evidence=pl.format(
            "{}: {} tickets with {} hours at {} where the sheet Employees says {}, the first {}", "Employee",
            "_tickets", quantity("Hours"), quantity("Rate"), quantity("_usual"), "Ticket",
        ),
        amount=pl.col("_difference"),
        other=Place("Employees", "Rate", "_person"),
    )
