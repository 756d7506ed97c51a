"""Shrinkage is systematic.

What it finds:
    Counters and locations whose count lines come out short far more often than over (a sign test of the lines that
    differ), with a net loss of at least the amount set.

Why it matters:
    Chance errors go both ways. A lasting lean to one side has a cause: scrap not booked, a unit, a habit of counting,
    or goods that leave without a paper.

Innocent causes:
    - Scrap or samples are taken and not booked.
    - Issues are booked by bill and more is used.
    - This person counts the places where losses are usual.

What to do:
    Look at the causes given on the lines; let another person count the same places next time.

Source:
    Conover, Practical Nonparametric Statistics, sign test; AU-C 240, appendix C (missing inventory).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import comb, erfc, sqrt

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import SCHEMA, Place, findings
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (
        Setting("Chance", 1, "%", "Chance of so many short lines up to which they stand out", least=0.001, most=20),
        Setting("Least Loss", 100, "currency", "Smaller net losses are not listed"),
    ),
    statistical=True,
)
EXACT = 1000
"""Lines up to which the binomial sum is exact; beyond, the normal approximation cannot be told from it."""


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    off = books.count_lines.filter(pl.col("Off") != 0)
    found = [pl.DataFrame(schema=SCHEMA)]
    for by in ("Counter", "Location"):
        groups = off.filter(pl.col(by).is_not_null()).group_by(by, maintain_order=True).agg(
            pl.len().alias("_lines"), (pl.col("Off") < 0).sum().alias("_short"),
            (-pl.col("Off Value").sum()).alias("_loss"), pl.col(ROW).sort_by("Off Value").first(),
        ).filter(pl.col("_loss") >= max(1, books.cents(settings["Least Loss"])))
        chance = [_chance(short, lines) for short, lines in groups.select("_short", "_lines").iter_rows()]
        groups = groups.with_columns(pl.Series("_chance", chance, dtype=pl.Float64) * 100)
        found.append(
            findings(
                ledger,
                groups.filter(pl.col("_chance") < settings["Chance"]),
                Place("Counts", "Counted"),
                key=pl.format("{}/{}", pl.lit(by), by),
                evidence=pl.format(
                    "{} {}: {} of {} lines that differ are short, a chance of {} %; net loss {}", pl.lit(by), by,
                    "_short", "_lines", pl.col("_chance").round(4), money("_loss", books.places),
                ),
                amount=pl.col("_loss"),
            )
        )
    return pl.concat(found)


def _chance(short: int, lines: int) -> float:
    """Of ``short`` or more out of ``lines`` when both signs are equally likely."""
    if lines > EXACT:
        return erfc((short - 0.5 - lines / 2) / (sqrt(lines) / 2) / sqrt(2)) / 2
    return float(sum(comb(lines, k) for k in range(short, lines + 1)) / 2**lines)
