"""Import Preview: what an import would change, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.ledger.policy import Policy
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import CONTROLLER, PURCHASING, SHOP

LINES = {
    "Table": pl.String, "Source": pl.String, "Row": pl.Int64, "State": pl.String, "Key": pl.String,
    "Column": pl.String, "Old": pl.String, "New": pl.String, "Value": pl.Int64, "Why": pl.String,
}
SEALED = {"Kind": pl.String, "Name": pl.String, "Place": pl.String, "Digest": pl.String}
SEALED_TABLE = "ImportSources"


@dataclass(frozen=True)
class Page:
    """What the sheet is filled with: ``lines`` (Value in the smallest unit of the currency), and what must be unchanged
    when they are accepted (``sealed``)."""

    policy: Policy
    lines: pl.DataFrame
    sealed: pl.DataFrame


def _lines(page: Page) -> pl.DataFrame:
    return page.lines


def _sealed(page: Page) -> pl.DataFrame:
    return page.sealed


SHEET = OutputSheet(
    name="Import Preview",
    order=388,
    title="Import preview",
    about="What the import would change: look at it, then press Accept Import, or correct sheet Imports and try again",
    source="Filled by Import; Accept Import writes it while sources and workbook are as they were, and empties it.",
    kind="control",
    filled_by="import",
    when_empty="hide",
    tables=(
        OutputTable(
            "ImportPreview",
            (
                OutputColumn("Table", Look.TEXT, "That is filled", width=16),
                OutputColumn("Source", Look.TEXT, "File or database", width=20),
                OutputColumn("Row", Look.COUNT, "Of the source", width=8),
                OutputColumn("State", Look.TEXT, "What happens to it", width=12),
                OutputColumn("Key", Look.CODE, "Of the row", width=20),
                OutputColumn("Column", Look.TEXT, "That changes", width=16),
                OutputColumn("Old", Look.CODE, "In the workbook now", width=16),
                OutputColumn("New", Look.CODE, "In the source", width=30, wrap=True),
                OutputColumn("Value", Look.MONEY, "Effect in money", width=14),
                OutputColumn("Why", Look.TEXT, "Or how many", width=44, wrap=True),
            ),
            _lines,
        ),
        OutputTable(
            SEALED_TABLE,
            (
                OutputColumn("Kind", Look.TEXT, "Unchanged at Accept", width=12, detail=True),
                OutputColumn("Name", Look.CODE, "Source or table", width=20, detail=True),
                OutputColumn("Place", Look.CODE, "Where it lies", width=30, detail=True),
                OutputColumn("Digest", Look.CODE, "SHA-256", width=20, detail=True),
            ),
            _sealed,
            first_column=12,
        ),
    ),
    roles=(CONTROLLER, SHOP, PURCHASING),
    packs=("imports",),
)
