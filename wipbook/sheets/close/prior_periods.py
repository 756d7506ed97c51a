"""Prior Periods: what closed periods would be otherwise now, which rows made it so, and who accepted it."""

from __future__ import annotations

import polars as pl

from wipbook.books.closed.causes import causes
from wipbook.books.closed.prior_periods import prior_periods
from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

MOST_CAUSES = 500
"""Rows listed as causes; the sheet says how many more there are."""


def _causes(results: Results) -> pl.DataFrame:
    found = causes(results.ledger)
    if results.adjusted.is_empty() and results.adjusted_stock.is_empty():
        return found.clear()
    more = found.height - MOST_CAUSES
    if more <= 0:
        return found
    rest = pl.DataFrame({"Sheet": ["(more)"], "Cell": [""], "Row Key": [""], "State": ["not listed"], "Rows": [more]})
    return pl.concat([found.head(MOST_CAUSES), rest])


SHEET = OutputSheet(
    name="Prior Periods",
    order=335,
    title="Adjustments of prior periods",
    about="What closed periods would be otherwise now: posted on the first open day, to be accepted by name",
    source="Every run computes the whole history and compares it with what was closed, place by place and account by "
    "account. Type your name in Accepted By, or close with --accept. The rows that made it so stand beside it.",
    kind="control",
    when_empty="hide",
    tables=(
        OutputTable(
            "PriorPeriods",
            (
                OutputColumn("Of", Look.TEXT, "stock, job, account", width=11),
                OutputColumn("What", Look.CODE, width=30),
                OutputColumn("Closed Quantity", Look.QUANTITY, "As it was closed", width=16),
                OutputColumn("Now Quantity", Look.QUANTITY, "As the rows say now", width=16),
                OutputColumn("Quantity", Look.QUANTITY, "Posted on the first open day", width=16),
                OutputColumn("Closed Value", Look.MONEY, "As it was closed", width=18),
                OutputColumn("Now Value", Look.MONEY, "As the rows say now", width=18),
                OutputColumn("Value", Look.MONEY, "Posted on the first open day", width=18, mark=Mark.NOT_ZERO),
                OutputColumn("State", Look.TEXT, width=12, mark=Mark.OUTSTANDING),
                OutputColumn("Accepted By", Look.TEXT, "Your name", width=18, typed=True),
            ),
            prior_periods,
            key=("Of", "What"),
        ),
        OutputTable(
            "PriorPeriodCauses",
            (
                OutputColumn("Sheet", Look.TEXT, width=20),
                OutputColumn("Cell", Look.TEXT, width=22),
                OutputColumn("Row Key", Look.CODE, width=22),
                OutputColumn("State", Look.TEXT, "new, changed or gone since the close", width=14),
                OutputColumn("Rows", Look.COUNT, width=8),
            ),
            _causes,
            first_column=12,
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
