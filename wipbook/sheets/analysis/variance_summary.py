"""Variance Summary: variances by cause, what could not be told, and what spreading the booked ones would do."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.variances.causes import CAUSES
from wipbook.books.analysis.variances.proration import BALANCES, OF, proration
from wipbook.books.results import Results
from wipbook.sheets.analysis.sums import row_sum
from wipbook.sheets.layout import HEADER_ROW, Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

PRORATION_AT = HEADER_ROW + len(CAUSES) + 3


def _causes(results: Results) -> pl.DataFrame:
    return results.variances.causes


def _proration(results: Results) -> pl.DataFrame:
    return proration(results)


SHEET = OutputSheet(
    name="Variance Summary",
    order=261,
    title="Variances by cause",
    about="Variances by cause, booked and memo, what could not be told and why; proration preview",
    source="From Variances. Booked is what Variance, Price Differences and Late Job Cost hold. Note says for want of "
    "which input a cause could not be told.",
    tables=(
        OutputTable(
            "VarianceCauses",
            (
                OutputColumn("Cause", Look.TEXT, width=27),
                OutputColumn("Booked", Look.MONEY, "On the accounts", width=15, total=True),
                OutputColumn("Memo", Look.MONEY, "Not booked", width=15, total=True),
                OutputColumn("Variance", Look.MONEY, "+ = unfavorable", width=15, total=True,
                             formula=row_sum("VarianceCauses", ("Booked", "Memo"))),
                OutputColumn("Share", Look.SHARE, "Whatever the sign", width=15),
                OutputColumn("Cumulative", Look.SHARE, width=15),
                OutputColumn("Note", Look.TEXT, "What could not be told, and why", width=84, wrap=True),
            ),
            _causes,
            key=("Cause",),
            rows=len(CAUSES),
        ),
        OutputTable(
            "VarianceProration",
            (
                OutputColumn("Variances Of", Look.TEXT, width=27),
                OutputColumn("Booked", Look.MONEY, width=15),
                *(OutputColumn(name, Look.MONEY, width=15) for name in BALANCES),
                OutputColumn("Why", Look.TEXT, width=15),
            ),
            _proration,
            key=("Variances Of",),
            rows=len(OF),
            header_row=PRORATION_AT,
            heading="Preview: what spreading the booked variances would add to each balance. Nothing is posted",
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
    packs=("bill of materials", "routing", "overhead", "ledger"),
)
