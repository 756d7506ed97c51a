"""Method Comparison: the whole plant valued by every method. The command compare-methods writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from wipbook.books.statement import STAGES
from wipbook.ledger.policy import Policy
from wipbook.schema.methods import methods
from wipbook.sheets.layout import HEADER_ROW, Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

AS_SET = "As set"
METHODS = (AS_SET, *(method.name for method in methods()))
MATERIALS_ROW = HEADER_ROW + len(METHODS) + 4


@dataclass(frozen=True)
class Comparison:
    """``totals``: per method the closing balance of each stage and the cost of goods sold; ``values``: per method
    Material, Description, Quantity, Value. A method that cannot be used is in ``notes`` alone."""

    policy: Policy
    totals: Mapping[str, Mapping[str, int]]
    values: Mapping[str, pl.DataFrame]
    notes: Mapping[str, str]
    rows_left_out: int = 0


def _totals(comparison: Comparison) -> pl.DataFrame:
    rows = []
    for method in METHODS:
        totals = comparison.totals.get(method)
        figures = [totals[name] if totals else None for name in (*STAGES, "Cost of Goods Sold")]
        own = comparison.totals[AS_SET]
        inventory = sum(totals[stage] for stage in STAGES) if totals else None
        set_ = sum(own[stage] for stage in STAGES)
        difference = None if inventory is None else inventory - set_
        rows.append((method, *figures[:3], inventory, figures[3], difference, comparison.notes.get(method, "")))
    names = ("Method", *STAGES, "Inventory", "Cost of Goods Sold", "Against As Set", "Note")
    schema = {name: pl.String if name in ("Method", "Note") else pl.Int64 for name in names}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _materials(comparison: Comparison) -> pl.DataFrame:
    frame = comparison.values[AS_SET].rename({"Value": AS_SET})
    for method in METHODS[1:]:
        values = comparison.values.get(method)
        if values is None:
            frame = frame.with_columns(pl.lit(None, dtype=pl.Int64).alias(method))
        else:
            frame = frame.join(
                values.select("Material", pl.col("Value").alias(method)),
                on="Material",
                how="left",
                maintain_order="left",
            ).with_columns(pl.col(method).fill_null(0))
    return frame.sort(pl.col(AS_SET).abs(), descending=True, maintain_order=True)


SHEET = OutputSheet(
    name="Method Comparison",
    order=225,
    title="Valuation methods compared",
    about="The whole plant valued by every method (command compare-methods)",
    source="Each line costs the whole workbook again, every material by the method named; jobs and shipments follow.",
    tables=(
        OutputTable(
            "MethodByMaterial",
            (
                OutputColumn("Material", Look.CODE, width=18),
                OutputColumn("Description", Look.TEXT, width=26),
                OutputColumn("Quantity", Look.QUANTITY, width=16),
                *(OutputColumn(method, Look.MONEY, width=16) for method in METHODS),
            ),
            _materials,
            key=("Material",),
            header_row=MATERIALS_ROW,
        ),
        OutputTable(
            "MethodComparison",
            (
                OutputColumn("Method", Look.TEXT),
                *(OutputColumn(stage, Look.MONEY) for stage in STAGES),
                OutputColumn("Inventory", Look.MONEY),
                OutputColumn("Cost of Goods Sold", Look.MONEY),
                OutputColumn("Against As Set", Look.MONEY),
                OutputColumn("Note", Look.TEXT),
            ),
            _totals,
            rows=len(METHODS),
        ),
    ),
    when_empty="hide",
    filled_by="compare-methods",
    roles=(CONTROLLER, AUDITOR),
)
