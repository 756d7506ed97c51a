"""Issue is entered twice.

What it finds:
    Two issues of the same material, quantity, place, lot and day to the same job, entered within the minutes allowed of
    each other. Where a time of entry is not known: with consecutive numbers, or where both together exceed what the
    bill of the job needs, all its issues less returns.

Why it matters:
    The second one takes material from stock on paper only: the job costs too much and the stock is short.

Innocent causes:
    - Two pallets or packs of the same size were issued one after the other.
    - Two people of one crew fetched the same quantity.
    - The first one was to be reversed by a return that is missing.

What to do:
    Ask who issued it, and count what is there. Remove the second one if it happened once.

Source:
    Nigrini, Forensic Analytics, same-same-same test; customer's wish: duplicate entries.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, moment, pair, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (Setting("Minutes Apart", 10, "minutes", "Time between the two entries", most=1440),),
)
SAME = ["Job", "Material", "Quantity", "Date", "Location", "Lot"]


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    issues = books.issues
    often = issues.group_by("Job", "Material").agg(pl.len().alias("_issues")).filter(pl.col("_issues") > 1)
    over = books.consumption.filter(pl.col("Issued") > pl.col("Required"))
    over = over.select("Job", "Material", "Required", "Issued")
    issues = issues.join(often, on=["Job", "Material"], how="semi", maintain_order="left")
    number = pl.col("Movement").str.extract(r"(\d{1,15})\D*$").cast(pl.Int64, strict=False)
    again = issues.with_columns(number.alias("_number")).with_columns(
        pl.col(name).shift(1).over(SAME, order_by=["Entered At", ROW]).alias(f"_first_{name}")
        for name in ("Movement", "Entered At", "_number", ROW)
    )
    seconds = (pl.col("Entered At") - pl.col("_first_Entered At")).dt.total_seconds()
    consecutive = ((pl.col("_number") - pl.col("_first__number")).abs() == 1).fill_null(False)
    close = pl.when(seconds.is_null()).then(consecutive | pl.col("Required").is_not_null()).otherwise(
        seconds.abs() <= settings["Minutes Apart"] * 60
    )
    twice = looked_up(again.filter(pl.col(f"_first_{ROW}").is_not_null()), ["Job", "Material"], over)
    found = twice.filter(close).sort(ROW)
    bill = pl.when(pl.col("Required").is_null()).then(pl.lit("")).otherwise(
        pl.format("; the bill needs {}, {} were issued", quantity("Required"), quantity("Issued"))
    )
    return findings(
        ledger,
        found,
        Place("Movements", "Quantity"),
        key=pair("Movement", "_first_Movement"),
        evidence=pl.format(
            "{} {} were issued to job {} on {} as {} and as {}, entered {} and {}{}",
            quantity("Quantity"), "Material", "Job", day("Date"), "_first_Movement", "Movement",
            moment("_first_Entered At"), moment("Entered At"), bill,
        ),
        amount=pl.col("Amount"),
        other=Place("Movements", "Quantity", f"_first_{ROW}"),
    )
