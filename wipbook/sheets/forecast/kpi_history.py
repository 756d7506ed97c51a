"""KPI History: the figures of the plant today, by month, and a snapshot of every run."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.performance.adherence import MONTHS
from wipbook.forecast.planning import Plan
from wipbook.sheets.forecast.shop_frames import rounded
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.fixed import plain_text
from wipbook.values.user_role import CONTROLLER, SHOP

LATEST = 12
MONTHS_ROW = HEADER_ROW + LATEST + 4
HISTORY_ROW = MONTHS_ROW + MONTHS + 4
HISTORY = (
    OutputColumn("Date", Look.DATE, width=30),
    OutputColumn("KPI", Look.TEXT, width=32),
    OutputColumn("Value", Look.QUANTITY, width=14),
    OutputColumn("Unit", Look.TEXT, width=14),
    OutputColumn("Count", Look.COUNT, width=13),
    OutputColumn("Definition", Look.TEXT, width=72),
)
"""The columns of the table that every run adds its snapshot to."""


def _plainly(figures: pl.Expr) -> pl.Expr:
    return figures.map_elements(plain_text, return_dtype=pl.String)


def _latest(plan: Plan) -> pl.DataFrame:
    shown = pl.when(pl.col("Unit") == "fraction").then(pl.format("{} %", _plainly(pl.col("Value") * 100)))
    whole = pl.when(pl.col("Unit") == "jobs").then(pl.format("{} jobs", pl.col("Value").cast(pl.Int64)))
    plain = pl.format("{} {}", _plainly(pl.col("Value")), "Unit")
    said = pl.coalesce(shown, whole, plain, pl.lit("cannot be said"))
    return exactly(plan.performance.kpis.with_columns(said.alias("Today")), LATEST)


def _months(plan: Plan) -> pl.DataFrame:
    frame = rounded(plan.performance.kpi_months, finer=("On Time", "First Pass", "Supplier OTIF"))
    return frame.with_columns(pl.col("Month").dt.strftime("%Y-%m"))


def _history(plan: Plan) -> pl.DataFrame:
    raise AssertionError("the KPI History is appended to, never rebuilt")


SHEET = OutputSheet(
    name="KPI History",
    order=284,
    title="KPI history",
    about="The figures the plant is run by: today, by month, and at every run",
    source="Each with its definition and the number of records it is made of. The history is appended by every "
    "forecast; never rewritten.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "KpiLatest",
            (
                OutputColumn("KPI", Look.TEXT, width=30),
                OutputColumn("Today", Look.TEXT, width=32),
                OutputColumn("Count", Look.COUNT, "Records", width=14),
                OutputColumn("Definition", Look.TEXT, width=14),
            ),
            _latest, key=("KPI",), rows=LATEST,
        ),
        OutputTable(
            "KpiMonths",
            (
                OutputColumn("Month", Look.TEXT),
                OutputColumn("Days in Inventory", Look.QUANTITY),
                OutputColumn("On Time", Look.SHARE),
                OutputColumn("First Pass", Look.SHARE),
                OutputColumn("Supplier OTIF", Look.SHARE, width=14),
            ),
            _months, rows=MONTHS, header_row=MONTHS_ROW, heading="By month",
        ),
        OutputTable(
            "KpiHistory", HISTORY, _history, header_row=HISTORY_ROW, heading="Snapshots, one for every run", typed=True,
        ),
    ),
    charts=(
        Chart("On time, first pass, suppliers: by month", "compared", "KpiMonths", "Month",
              ("On Time", "First Pass", "Supplier OTIF"), "H6", 520, 300),
        Chart("Days in inventory by month", "line", "KpiMonths", "Month", ("Days in Inventory",), f"H{MONTHS_ROW}",
              520, 280),
    ),
    roles=(CONTROLLER, SHOP),
)
