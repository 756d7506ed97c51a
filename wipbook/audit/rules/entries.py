"""Entries that raise one question together: what one person typed on one day is listed once."""

from __future__ import annotations

import polars as pl

from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW


def by_person_and_day(entries: pl.DataFrame) -> pl.DataFrame:
    """The first row of ``entries`` (of ``Books.entered``) of each sheet, person and day of entry, with Entries, how
    many there are, and their Amount in all."""
    first = [pl.col(name).first() for name in entries.columns if name not in ("Sheet", "Entered By", "Amount")]
    groups = entries.sort("Entered At", ROW, maintain_order=True).group_by(
        "Sheet", "Entered By", pl.col("Entered At").dt.date().alias("_day"), maintain_order=True
    )
    return groups.agg(*first, pl.len().alias("Entries"), pl.col("Amount").abs().sum())


def listed(ledger: Ledger, groups: pl.DataFrame, column: str, evidence: pl.Expr, places: int) -> pl.DataFrame:
    """One finding per row of ``groups``, at the cell of ``column`` on the sheet the entry stands on."""
    others = pl.format("; entries of that person and day like it: {}, {} in all", "Entries", money("Amount", places))
    said = pl.when(pl.col("Entries") > 1).then(pl.concat_str(evidence, others)).otherwise(evidence)
    parts = [
        findings(
            ledger, groups.filter(pl.col("Sheet") == sheet), Place(sheet, column), key=pl.col("Key"), evidence=said,
            amount=pl.col("Amount"),
        )
        for sheet in ("Movements", "Labor")
    ]
    return pl.concat(parts)
