"""Variances: what cost other than it should have, by cause, job, material and work center; the largest first."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.analysis.sums import row_sum
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _rows(results: Results) -> pl.DataFrame:
    return results.variances.rows


SHEET = OutputSheet(
    name="Variances",
    order=263,
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
                OutputColumn("Booked", Look.TEXT, "Or memo", width=10),
                OutputColumn("Job", Look.CODE, width=14),
                OutputColumn("Material", Look.CODE, width=15),
                OutputColumn("Work Center", Look.TEXT, "Or overhead pool", width=15),
                OutputColumn("Actual", Look.MONEY, width=15),
                OutputColumn("Standard", Look.MONEY, width=15),
                OutputColumn("Variance", Look.MONEY, "+ = unfavorable", width=15, total=True,
                             formula=row_sum("Variances", ("Actual",), ("Standard",))),
                OutputColumn("Share", Look.SHARE, "Whatever the sign", width=10),
                OutputColumn("Cumulative", Look.SHARE, width=11),
                OutputColumn("Note", Look.TEXT, "Month, kind, why", width=34, wrap=True),
            ),
            _rows,
            key=("Cause", "Booked", "Job", "Material", "Work Center", "Note"),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
