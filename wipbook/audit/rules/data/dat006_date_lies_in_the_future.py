"""Date lies in the future.

What it finds:
    Movements and tickets dated after the day they were typed, and rows of movements, tickets, receipts, invoices,
    counts and machine time dated after the as-of date. Where many rows follow the as-of date the books simply go on:
    that is one finding.

Why it matters:
    What has not happened cannot be in the books of the day; rows after the as-of date are in no figure of it.

Innocent causes:
    - The workbook goes on after the as-of date of its reports.
    - The year or month was mistyped.
    - The row was typed in advance.

What to do:
    Correct the date, or move As Of on the sheet Settings to the last day of the data.

Source:
    ISA 330, tests of cutoff; accounting rule 16: nothing sees a receipt of a later day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import SCHEMA, Place, findings
from wipbook.audit.rules.left_out import MANY
from wipbook.audit.wording import day, moment, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.CUTOFF, Assertion.EXISTENCE),
    (Setting("Days Ahead", 1, "days", "Days a date may lie after the day it was typed", most=365),),
)
DATES = (
    ("Movements", "Date", "Quantity", "Unit Cost"), ("Labor", "Date", "Hours", "Rate"),
    ("Purchases", "Received", "Received Quantity", "Unit Price"),
    ("Purchases", "Invoice Date", "Invoice Quantity", "Invoice Price"), ("Counts", "Date", None, None),
    ("Machine Time", "Date", None, None),
)
KEYS = {
    "Movements": ("Movement",), "Labor": ("Ticket",), "Purchases": ("Order", "Line"), "Counts": ("Count", "Material"),
    "Machine Time": ("Booking",),
}


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    found = [pl.DataFrame(schema=SCHEMA)]
    ahead = dt.timedelta(days=int(settings["Days Ahead"]))
    for sheet, date, size, price in DATES:
        table = ledger.table(sheet)
        typed = pl.col("Entered At") if "Entered At" in table.columns else pl.lit(None, pl.Datetime("us"))
        before = (pl.col(date) > typed.dt.date() + ahead).fill_null(False)
        late = pl.col(date) > books.as_of
        rows = table.filter(before | late).with_columns(before.alias("_before"), typed.alias("_typed"))
        if rows.is_empty():
            continue
        cost = books.amount(rows[size], rows[price]) if size and price else pl.repeat(0, rows.height, eager=True)
        rows = rows.with_columns(cost.fill_null(0).alias("_cost"))
        found += _of_sheet(ledger, rows, Place(sheet, date), books.as_of)
    return pl.concat(found)


def _of_sheet(ledger: Ledger, rows: pl.DataFrame, place: Place, as_of: dt.date) -> list[pl.DataFrame]:
    typed, late = rows.filter("_before"), rows.filter(~pl.col("_before"))
    name = pl.concat_str(pl.lit(place.sheet), *KEYS[place.sheet], separator="/", ignore_nulls=True)
    found = [
        findings(
            ledger, typed, place, key=name, amount=pl.col("_cost"),
            evidence=pl.format("{} {} was typed on {}", pl.lit(place.column), day(place.column), moment("_typed")),
        )
    ]
    if late.height > MANY:
        sums = late.sort(place.column, maintain_order=True)
        head = sums.head(1).with_columns(pl.lit(sums["_cost"].sum()).alias("_cost"))
        said = f"{{}} rows from {{}} to {{}} follow the as-of date {as_of}"
        evidence = pl.format(
            said,
            quantity(pl.lit(late.height * 1_000_000, pl.Int64)),
            day(place.column),
            day(pl.lit(late[place.column].max())),
        )
        whole = pl.lit(f"{place.sheet}/{place.column} after {as_of}")
        return [*found, findings(ledger, head, place, key=whole, evidence=evidence, amount=pl.col("_cost"))]
    said = f"{place.column} {{}} lies after the as-of date {as_of}"
    evidence = pl.format(said, day(place.column))
    return [*found, findings(ledger, late, place, key=name, evidence=evidence, amount=pl.col("_cost"))]
