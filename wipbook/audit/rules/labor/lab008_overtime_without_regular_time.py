"""Overtime without regular time.

What it finds:
    Days on which a person booked overtime although neither the day nor the week reached the normal hours (regular and
    idle time together).

Why it matters:
    The premium is paid, and charged to overhead or the job, for hours that are not overtime.

Innocent causes:
    - The agreement pays a premium for Saturdays, nights or holidays whatever the week.
    - Vacation or sick leave of the week is not booked here.
    - The person works part time.

What to do:
    Compare with the payroll; set Pay Type to Regular where no premium is paid.

Source:
    Accounting rule 50; 29 CFR 778, overtime after 40 hours a week.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, quantity
from wipbook.books.books import MILLION, Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.ledger.working_days import working_days

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (Setting("Normal Day", 8, "hours", "Regular hours of a day after which overtime begins", least=1, most=24),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    normal = round(settings["Normal Day"] * MILLION)
    tickets = books.worked_days
    paid_more = pl.col("Pay Type") == "Overtime"
    days = tickets.group_by("Employee", "Date", maintain_order=True).agg(
        pl.col("Hours").filter(paid_more).sum().alias("_over"), pl.col("Hours").filter(~paid_more).sum().alias("_day"),
        pl.col("Premium").sum(), pl.col("Ticket", ROW).filter(paid_more).first(),
    ).with_columns(pl.col("Date").dt.truncate("1w").alias("_monday"))
    days = days.with_columns(pl.col("_day").sum().over("Employee", "_monday").alias("_week"))
    # of the week in which the book begins the first days are not known
    known = pl.col("_monday") >= pl.col("Date").min()
    week = normal * len(working_days(books.policy.working_days))
    early = days.with_columns(known.alias("_known")).filter(
        (pl.col("_over") > 0) & (pl.col("_day") < normal) & (pl.col("_week") < week) & pl.col("_known")
    )
    return findings(
        ledger,
        early.rechunk(),
        Place("Labor", "Pay Type"),
        key=pl.format("{}/{}", "Employee", day("Date")),
        evidence=pl.format(
            "{} booked {} hours of overtime on {} beside {} regular hours, {} in the week; premium {}", "Employee",
            quantity("_over"), day("Date"), quantity("_day"), quantity("_week"), money("Premium", books.places),
        ),
        amount=pl.col("Premium"),
    )
