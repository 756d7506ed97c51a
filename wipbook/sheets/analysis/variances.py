"""Variances: what cost other than it should have, by cause, job, material and work center; the largest first."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.variances.causes import CAUSES
from wipbook.books.analysis.variances.proration import BALANCES, OF, proration
from wipbook.books.results import Results
from wipbook.sheets.analysis.sums import row_sum
from wipbook.sheets.layout import HEADER_ROW, Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

CAUSES_AT = HEADER_ROW
PRORATION_AT = CAUSES_AT + len(CAUSES) + 3
ROWS_AT = PRORATION_AT + len(OF) + 3


def _rows(results: Results) -> pl.DataFrame:
    return results.variances.rows


def _causes(results: Results) -> pl.DataFrame:
    return results.variances.causes


def _proration(results: Results) -> pl.DataFrame:
    return proration(results)


SHEET = OutputSheet(
    name="Variances",
    order=261,
    title="Variances",
    about="What cost other than it should have: by cause, job, material and work center, the largest first",
    source="+ is unfavorable. Booked: what Variance, Price Differences and Late Job Cost hold, taken apart. Memo: "
    "against standard or budget, not booked; overhead stands on its own accounts until it is settled.",
    when_empty="hide",
    tables=(
        OutputTable(
            "Variances",
            (
                OutputColumn("Cause", Look.TEXT, width=27),
                OutputColumn("Booked", Look.TEXT, width=15),
                OutputColumn("Job", Look.CODE, width=15),
                OutputColumn("Material", Look.CODE, width=15),
                OutputColumn("Work Center", Look.TEXT, width=15),
                OutputColumn("Actual", Look.MONEY, width=15),
                OutputColumn("Standard", Look.MONEY, width=15),
                OutputColumn("Variance", Look.MONEY, width=15,
                             formula=row_sum("Variances", ("Actual",), ("Standard",))),
                OutputColumn("Share", Look.SHARE, width=9),
                OutputColumn("Cumulative", Look.SHARE, width=11),
                OutputColumn("Note", Look.TEXT, width=30, wrap=True),
            ),
            _rows,
            key=("Cause", "Booked", "Job", "Material", "Work Center", "Note"),
            header_row=ROWS_AT,
            heading="Each variance by cause, job, material and work center (or pool); share of the sum of all, "
            "whatever their sign",
        ),
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
                OutputColumn("Note", Look.TEXT, "What could not be told, and why", width=15),
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
)
