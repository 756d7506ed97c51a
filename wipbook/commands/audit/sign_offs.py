"""The sign-offs of a workbook, and whether the figures are still those that were signed."""

from __future__ import annotations

import polars as pl

from wipbook.audit import fingerprint
from wipbook.books.results import Results
from wipbook.port.workbook import Workbook
from wipbook.sheets.audit import sign_off
from wipbook.sheets.audit.sign_off import AS_SIGNED, CHANGED, COLUMNS, STATE
from wipbook.sheets.layout import Look
from wipbook.values.fixed import half_unit

_KINDS = {Look.TIMESTAMP: pl.Datetime("us"), Look.MONEY: pl.Float64(), Look.COUNT: pl.Float64()}
SCHEMA = {column.name: _KINDS.get(column.look, pl.String()) for column in COLUMNS}


def restate(workbook: Workbook, results: Results) -> None:
    """Say anew of every sign-off whether its figures are still those of the workbook; refresh calls it."""
    if workbook.find_table("SignOffs"):
        rows = signed(workbook)
        if rows.height:
            put(workbook, rows, fingerprint.figures(results), inventory_of(results), results.policy.currency_places)


def signed(workbook: Workbook) -> pl.DataFrame:
    """The sign-offs so far."""
    frame = workbook.read_table("SignOffs").frame
    names = [
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind, strict=False).alias(name)
        for name, kind in SCHEMA.items()
    ]
    return frame.select(names).filter(pl.col("Signed By").is_not_null())


def put(workbook: Workbook, rows: pl.DataFrame, figures: str, inventory: float, places: int) -> None:
    """Write the sign-offs, each with its state against these figures; ``places`` are those of the currency."""
    same = (pl.col("Figures") == figures) & ((pl.col("Inventory") - inventory).abs() < half_unit(places))
    state = pl.when(same).then(pl.lit(AS_SIGNED)).otherwise(pl.lit(CHANGED)).alias("State")
    workbook.write_table(sign_off.SHEET.tables[0].name, rows.with_columns(state), {"State": STATE})


def inventory_of(results: Results) -> float:
    """What the three stages come to."""
    return results.money(sum(results.subledger.values()))
