"""Numbers of movements have gaps.

What it finds:
    Missing numbers in a dense series of movement numbers (same text and count of digits before and in the number).
    Numbers of rows that were left out by the checks count as there. One finding per gap.

Why it matters:
    A number that was given and is gone may be an entry that was deleted.

Innocent causes:
    - A draft was discarded before it was posted.
    - Numbers of one series are used in another sheet.
    - An import left rows out.

What to do:
    Ask the system that gives the numbers what became of them.

Source:
    Gap Detection of CaseWare IDEA; customer's wish: missing numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.LOW,
    (Assertion.COMPLETENESS,),
    (
        Setting("Least Numbers", 20, "numbers", "Length of a series that is looked at", least=3),
        Setting("Least Density", 90, "%", "Share of the numbers of a series that must be there", least=50, most=100),
    ),
)
SERIES = ["_text", "_digits"]


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    # what the checks left out was numbered all the same
    left = ledger.rejections.with_reasons().filter(pl.col("Sheet") == "Movements").select(
        pl.col("Row Key").alias("Movement"), pl.lit(None, pl.Int32).alias(ROW)
    )
    numbers = pl.concat([ledger.table("Movements").select("Movement", ROW), left]).lazy().with_columns(
        pl.col("Movement").str.extract(r"(\d{1,15})$").alias("_number")
    ).filter(pl.col("_number").is_not_null()).with_columns(
        pl.col("_number").str.len_bytes().alias("_digits"), pl.col("_number").cast(pl.Int64),
        pl.col("Movement").str.strip_suffix(pl.col("_number")).alias("_text"),
    )
    span = pl.col("_number").max() - pl.col("_number").min() + 1
    dense = (pl.len() >= settings["Least Numbers"]) & (pl.len() * 100 >= span * settings["Least Density"])
    series = numbers.group_by(SERIES).agg(dense.alias("_dense"), pl.len().alias("_length")).filter("_dense")
    before = [pl.col(name).shift(1).over(SERIES).alias(f"_before {name}") for name in ("Movement", "_number", ROW)]
    gaps = (
        numbers.join(series, on=SERIES, how="inner").sort(*SERIES, "_number").with_columns(before)
        .filter(pl.col("_number") - pl.col("_before _number") > 1).collect()
    )
    missing = pl.col("_number") - pl.col("_before _number") - 1
    first, last = (
        pl.concat_str("_text", (pl.col(name) + step).cast(pl.String).str.zfill("_digits"))
        for name, step in (("_before _number", 1), ("_number", -1))
    )
    return findings(
        ledger,
        gaps,
        Place("Movements", "Movement"),
        key=pl.when(missing > 1).then(pl.format("{} to {}", first, last)).otherwise(first),
        evidence=pl.format(
            "After {} comes {}: {} numbers are missing in a series of {}", "_before Movement", "Movement", missing,
            "_length",
        ),
        other=Place("Movements", "Movement", f"_before {ROW}"),
    )
