"""Conversions: what was typed in another unit or currency, and what is used in its place."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.ledger.conversion.row import CONVERTED
from wipbook.ledger.tables import ROW
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER, PURCHASING


def _rows(results: Results) -> pl.DataFrame:
    ledger = results.ledger
    cells = [
        ledger.cells[sheet].cell(row, column) if column in ledger.cells[sheet].place.headers else None
        for sheet, row, column in ledger.converted.select("Sheet", ROW, "Column").iter_rows()
    ]
    return ledger.converted.with_columns(pl.Series("Cell", cells, dtype=pl.String)).sort(
        "Sheet", "Key", "Column", ROW, nulls_last=True
    ).select("Cell", *(name for name in CONVERTED if name != ROW))


SHEET = OutputSheet(
    name="Conversions",
    order=218,
    title="Conversions",
    about="Rows in another unit than the material's or another currency than the company's: typed, and used",
    source="Factors of Units of Measure, spot rates of Rates of Exchange. Stock keeps the rate of its receipt "
    "(IAS 21.23). Difference: invoice above receipt; what of it rates made (Exchange) is no cost of stock (IAS 21.28).",
    when_empty="hide",
    tables=(
        OutputTable(
            "Conversions",
            (
                OutputColumn("Sheet", Look.TEXT, width=16),
                OutputColumn("Cell", Look.TEXT, width=9),
                OutputColumn("Key", Look.CODE, width=18),
                OutputColumn("Material", Look.CODE, width=12),
                OutputColumn("Column", Look.TEXT, width=14),
                OutputColumn("Typed Quantity", Look.QUANTITY, "As typed", width=11),
                OutputColumn("Unit", Look.CODE, "As typed", width=8),
                OutputColumn("Factor", Look.CODE, "Exact", width=10),
                OutputColumn("Quantity", Look.QUANTITY, "Used", width=11),
                OutputColumn("Stock Unit", Look.CODE, width=9),
                OutputColumn("Typed Price", Look.UNIT_COST, "Price or amount", width=12),
                OutputColumn("Currency", Look.CODE, "As typed", width=10),
                OutputColumn("Rate", Look.CODE, "Exact", width=10),
                OutputColumn("Rate Date", Look.DATE, "Of the rate", width=12),
                OutputColumn("Price", Look.UNIT_COST, "Used, per stock unit", width=12),
                OutputColumn("Value", Look.MONEY, width=13),
                OutputColumn("Difference", Look.MONEY, "Invoice above receipt", width=12, total=True,
                             mark=Mark.NOT_ZERO),
                OutputColumn("Exchange", Look.MONEY, "Of it, by rates", width=12, total=True),
                OutputColumn("Date", Look.DATE, "Of the row", width=12, detail=True),
                OutputColumn("At Order Rate", Look.UNIT_COST, "Invoice price", width=12, detail=True),
            ),
            _rows,
            key=("Sheet", "Key", "Column"),
            shown=(
                "Sheet", "Cell", "Material", "Typed Quantity", "Unit", "Factor", "Quantity", "Stock Unit",
                "Typed Price", "Currency", "Rate", "Rate Date", "Price", "Value",
            ),
        ),
    ),
    roles=(CONTROLLER, PURCHASING, AUDITOR),
    packs=("units and currencies",),
)
