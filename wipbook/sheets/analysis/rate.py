"""Rate: the pulse of demand against that of production; what stands in each stage against its limit."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.rate import STAGES, limits, rates
from wipbook.books.results import Results
from wipbook.sheets.layout import HEADER_ROW, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import CONTROLLER, SHOP

ROWS_AT = HEADER_ROW + len(STAGES) + 4


def _limits(results: Results) -> pl.DataFrame:
    return limits(results)


def _rows(results: Results) -> pl.DataFrame:
    return rates(results)


SHEET = OutputSheet(
    name="Rate",
    order=273,
    title="Rate of demand and production",
    about="Takt against what is made, cover in days, what to build and what to hold; stages against their limits",
    source="Demand: what left in the last three months, or is ordered for the next three. Days are working days. "
    "Limits: Settings, Limit Raw Materials, Work in Process, Finished Goods.",
    decided_by="Rate",
    when_empty="hide",
    tables=(
        OutputTable(
            "StageLimits",
            (
                OutputColumn("Stage", Look.TEXT, width=18),
                OutputColumn("Value", Look.MONEY, width=24),
                OutputColumn("Limit", Look.MONEY, "Blank = none", width=13),
                OutputColumn("Used", Look.SHARE, width=12),
                OutputColumn("Over", Look.FLAG, width=12, mark=Mark.TRUE_IS_LATE),
            ),
            _limits,
            key=("Stage",),
            rows=len(STAGES),
        ),
        OutputTable(
            "Rate",
            (
                OutputColumn("Material", Look.CODE, width=18),
                OutputColumn("Description", Look.TEXT, width=24),
                OutputColumn("Demand a Day", Look.QUANTITY, width=13),
                OutputColumn("Made a Day", Look.QUANTITY, width=12),
                OutputColumn("Takt Hours", Look.QUANTITY, width=12),
                OutputColumn("Actual Hours", Look.QUANTITY, width=13),
                OutputColumn("On Hand", Look.QUANTITY, width=12),
                OutputColumn("In Jobs", Look.QUANTITY, width=12),
                OutputColumn("Cover Days", Look.QUANTITY, width=12),
                OutputColumn("Wanted Days", Look.COUNT, width=12),
                OutputColumn("Signal", Look.TEXT, width=15, mark=Mark.OUTSTANDING),
                OutputColumn("Demand From", Look.TEXT, width=18),
            ),
            _rows,
            key=("Material",),
            header_row=ROWS_AT,
            heading="By product",
        ),
    ),
    roles=(CONTROLLER, SHOP),
)
