"""Tickets overlap.

What it finds:
    Two tickets of one person whose clock times overlap by more than the minutes tolerated, shifts across midnight
    included.

Why it matters:
    One hour of a person is charged to two jobs.

Innocent causes:
    - Two jobs ran on one machine and the ticket says so for both.
    - The end of the first ticket was typed late.
    - A crew books on one number.

What to do:
    Ask the person or look at the time clock; shorten one ticket or share the hours.

Source:
    Customer's wish: nobody works in two places at once; IAS 2.12, labor directly related to the units.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, pair, quantity
from wipbook.books.books import MILLION, Books, share
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.HIGH,
    (Assertion.EXISTENCE,),
    (Setting("Minutes Tolerated", 5, "minutes", "Overlap of clocks that is let pass", most=240),),
)
DAY = 1440
PACK = 10**8  # more than there are tickets


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    clocked = books.tickets.filter(pl.col("Start").is_not_null() & (pl.col("Start") != pl.col("End")))
    midnight = pl.col("Date").cast(pl.Int32).cast(pl.Int64) * DAY
    over = pl.when(pl.col("End") < pl.col("Start")).then(DAY).otherwise(0)
    spans = clocked.filter(pl.col("End").is_not_null()).with_columns(
        (midnight + pl.col("Start")).alias("_begin"), (midnight + pl.col("End") + over).alias("_end")
    ).sort("Employee", "_begin", ROW).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("_at"))
    # the ticket before that ends last, end and position in one number so that one running maximum finds both
    latest = (pl.col("_end") * PACK + pl.col("_at")).cum_max().shift(1).over("Employee")
    spans = spans.with_columns(latest.alias("_latest"))
    shared = pl.min_horizontal(pl.col("_end"), pl.col("_latest") // PACK) - pl.col("_begin")
    pairs = spans.with_columns(shared.alias("_shared"), (pl.col("_latest") % PACK).alias("_before"))
    pairs = pairs.filter(pl.col("_latest").is_not_null() & (pl.col("_shared") > settings["Minutes Tolerated"]))
    first = spans.select(
        pl.col("_at").alias("_before"), pl.col("Ticket").alias("_ticket"), pl.col("Job").alias("_job"),
        pl.col(ROW).alias("_row_before"),
    )
    pairs = looked_up(pairs, "_before", first)
    idle = pl.lit("no job")
    return findings(
        ledger,
        pairs.rechunk(),
        Place("Labor", "Start"),
        key=pair("Ticket", "_ticket"),
        evidence=pl.format(
            "{} was on {} ({}) and on {} ({}) on {}: {} hours at once", "Employee", "_ticket",
            pl.col("_job").fill_null(idle), "Ticket", pl.col("Job").fill_null(idle), day("Date"),
            quantity(((pl.col("_shared") / 60).round(2) * MILLION).round(0).cast(pl.Int64)),
        ),
        amount=share("Cost", "_shared", pl.col("_end") - pl.col("_begin")),
        other=Place("Labor", "End", "_row_before"),
    )
