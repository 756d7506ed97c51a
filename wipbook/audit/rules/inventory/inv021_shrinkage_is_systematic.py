"""Shrinkage is systematic.

What it finds:
    Counters and locations, each by itself, whose count lines come out short far more often than over (a sign test of
    the lines that differ), or whose losses outweigh their gains beyond chance (a randomization test of their money),
    with a net loss of at least the amount set. Names are compared without case.

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
    Conover, Practical Nonparametric Statistics, sign test and method of randomization; AU-C 240, appendix C (missing
    inventory).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import SCHEMA, Place, findings
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.calculators.audit.sign_tests import randomization_test, sign_test
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (
        Setting("Chance", 1, "%", "Chance of so many short lines, or of such a loss, up to which it is asked about",
                least=0.001, most=20),
        Setting("Least Loss", 100, "currency", "Smaller net losses are not listed"),
    ),
    statistical=True,
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    off = books.count_lines.filter(pl.col("Off") != 0)
    found = [pl.DataFrame(schema=SCHEMA)]
    for by in ("Counter", "Location"):
        groups = off.filter(pl.col(by).is_not_null()).group_by(
            pl.col(by).str.strip_chars().str.to_lowercase().alias("_by"), maintain_order=True
        ).agg(
            pl.col(by).first(), pl.len().alias("_lines"), (pl.col("Off") < 0).sum().alias("_short"),
            (-pl.col("Off Value").sum()).alias("_loss"), (-pl.col("Off Value")).alias("_losses"),
            pl.col(ROW).sort_by("Off Value").first(),
        ).filter(pl.col("_loss") >= max(1, books.cents(settings["Least Loss"])))
        lines = [sign_test(*both) for both in groups.select("_short", "_lines").iter_rows()]
        amounts = [randomization_test(losses) for losses in groups["_losses"].to_list()]
        groups = groups.drop("_losses").with_columns(
            pl.Series("_by lines", lines, dtype=pl.Float64) * 100,
            pl.Series("_by money", amounts, dtype=pl.Float64) * 100,
        )
        found.append(
            findings(
                ledger,
                groups.filter(pl.min_horizontal("_by lines", "_by money") < settings["Chance"]),
                Place("Counts", "Counted"),
                key=pl.format("{}/{}", pl.lit(by), by),
                evidence=pl.format(
                    "{} {}: {} of {} lines that differ are short, a chance of {} %; net loss {}, a chance of {} %",
                    pl.lit(by), by, "_short", "_lines", pl.col("_by lines").round(4), money("_loss", books.places),
                    pl.col("_by money").round(4),
                ),
                amount=pl.col("_loss"),
            )
        )
    return pl.concat(found)
