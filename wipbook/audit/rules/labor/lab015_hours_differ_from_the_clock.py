"""Hours differ from the clock.

What it finds:
    Tickets whose hours are more than the time from Start to End (across midnight where End is earlier), or less by
    more than a break.

Why it matters:
    The hours charge the job; the clock is the evidence for them.

Innocent causes:
    - Start or End was typed wrong, or in the wrong half of the day.
    - The ticket holds a long break, or hours of another day.
    - Hours were rounded up.

What to do:
    Compare with the time clock and correct hours or times.

Source:
    Customer's wish: hours are checked against the clock.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import MILLION, Books, share
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (
        Setting("Break", 60, "minutes", "Unpaid time within the clock that is let pass", most=480),
        Setting("Rounding", 15, "minutes", "Hours beyond the clock that are let pass", most=120),
    ),
)
DAY = 1440


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    worked = books.tickets.filter((pl.col("Hours") > 0) & pl.col("Through").is_null())
    clocked = worked.filter(pl.col("Start").is_not_null() & (pl.col("Start") != pl.col("End")))
    clock = (pl.col("End") - pl.col("Start") + DAY) % DAY * MILLION / 60
    off = pl.col("Hours") - pl.col("_clock")
    rounding, pause = (settings[name] * MILLION / 60 for name in ("Rounding", "Break"))
    odd = clocked.with_columns(clock.round(0).cast(pl.Int64).alias("_clock")).filter((off > rounding) | (off < -pause))
    return findings(
        ledger,
        odd.rechunk(),
        Place("Labor", "Hours"),
        key=pl.col("Ticket"),
        evidence=pl.format(
            "{} of {} says {} hours; from {} to {} the clock says {}", "Ticket", "Employee", quantity("Hours"),
            _time("Start"), _time("End"), quantity(pl.col("_clock") // 10_000 * 10_000),
        ),
        amount=share("Cost", off, "Hours"),
        other=Place("Labor", "End"),
    )


def _time(name: str) -> pl.Expr:
    hour, minute = (part.cast(pl.String).str.zfill(2) for part in (pl.col(name) // 60, pl.col(name) % 60))
    return pl.format("{}:{}", hour, minute)
