"""Row is hidden or merged.

What it finds:
    Input tables with hidden rows (also by a filter) or merged cells; one finding for each sheet and kind.

Why it matters:
    What nobody sees nobody checks, although it is in all figures; of merged cells only the first holds a value.

Innocent causes:
    - A filter was left on.
    - Old rows were hidden to keep the sheet short.
    - Cells were merged to look better.

What to do:
    Clear the filter, unhide the rows, unmerge the cells and fill each of them.

Source:
    ICAEW, Twenty Principles for Good Spreadsheet Practice; customer's wish: nothing hidden.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.rules.left_out import placed, rejected
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.rejections import Reason

CARD = Card(Severity.LOW, (Assertion.PRESENTATION, Assertion.COMPLETENESS))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    merged = pl.col("Found") == "merged cells"
    kind = pl.when(merged).then(pl.lit("merged cells")).otherwise(pl.lit("hidden rows"))
    sheets = rejected(ledger, Reason.LAYOUT).with_columns(kind.alias("_kind")).group_by(
        "Sheet", "_kind", maintain_order=True
    ).agg(pl.col("Cell").first(), pl.len().alias("_times"))
    cell = pl.col("Cell").str.split(":").list.first()
    return placed(
        sheets.with_columns(cell),
        key=pl.format("{}/{}", "Sheet", "_kind"),
        evidence=pl.format("{} on the sheet {}: {}, the first at {}", "_kind", "Sheet", "_times", "Cell"),
    )
