"""Work center differs from the usual one.

What it finds:
    People who booked at least the hours set on steps of another work center than their usual one; one finding per
    person, work center and month.

Why it matters:
    Overhead and efficiency are charged to the center of the step; a mistyped step charges the wrong one.

Innocent causes:
    - People help out where work piles up.
    - The person changed places and the sheet Employees was not updated.
    - The step number was mistyped.

What to do:
    Correct the step, or the usual work center of the person.

Source:
    Customer's wish: labor by work center.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity, shown
from wipbook.books.books import MILLION, Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.LOW,
    (Assertion.PRESENTATION,),
    (Setting("Least Hours", 8, "hours", "Hours of a month from which it is listed"),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    steps = ledger.table("Operations").select("Job", "Step", pl.col("Work Center").alias("_center"))
    people = ledger.table("Employees").filter(pl.col("Work Center").is_not_null())
    people = people.select("Employee", pl.col("Work Center").alias("_home"), pl.col(ROW).alias("_person"))
    away = books.tickets.join(steps, on=["Job", "Step"], how="inner", maintain_order="left").join(
        people, on="Employee", how="inner", maintain_order="left"
    ).filter(pl.col("_center") != pl.col("_home"))
    months = away.group_by(
        "Employee", "_center", pl.col("Date").dt.strftime("%Y-%m").alias("_month"), maintain_order=True
    ).agg(
        pl.col("Ticket", "_home", "_person", ROW).first(), pl.col("Hours", "Cost").sum(), pl.len().alias("_tickets")
    )
    return findings(
        ledger,
        months.filter(pl.col("Hours") >= round(settings["Least Hours"] * MILLION)).rechunk(),
        Place("Labor", "Step"),
        key=pl.format("{}/{}/{}", "Employee", "_center", "_month"),
        evidence=pl.format(
            "{} of {} booked {} hours in {} tickets on steps of {} in {}, the first {}", "Employee", shown("_home"),
            quantity("Hours"), "_tickets", "_center", "_month", "Ticket",
        ),
        amount=pl.col("Cost"),
        other=Place("Employees", "Work Center", "_person"),
    )
