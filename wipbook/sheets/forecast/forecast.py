"""Forecast: what will be asked of every material, how sure that is, and by which method it was found."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.demand import forecast_tables
from wipbook.forecast.demand.panel import CLASSES
from wipbook.forecast.planning import Plan
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import PURCHASING, SHOP

KINDS = len(CLASSES) + 1
MAIN_ROW = HEADER_ROW + 19
FEED = 24  # first column of what the chart is drawn from


def _materials(plan: Plan) -> pl.DataFrame:
    return forecast_tables.material_forecasts(plan)


def _accuracy(plan: Plan) -> pl.DataFrame:
    return forecast_tables.accuracy(plan)


def _months(plan: Plan) -> pl.DataFrame:
    return forecast_tables.months_shown(plan)


SHEET = OutputSheet(
    name="Forecast",
    order=262,
    title="Forecast of demand",
    about="What will be asked of every material, and how sure that is",
    source="Issues, shipments, sheet Demand by month. Best methods by rolling origins, averaged, as in =wip_forecast. "
    "P10 to P90: 8 of 10 months fall into it (seldom asked: from 0). MASE below 1: better than the last month again.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "Forecast",
            (
                OutputColumn("Material", Look.CODE, width=14),
                OutputColumn("Description", Look.TEXT, width=26),
                OutputColumn("Class", Look.TEXT, width=13),
                OutputColumn("Last Month", Look.QUANTITY, width=11),
                OutputColumn("Month 1", Look.ESTIMATE, width=11),
                OutputColumn("P10", Look.ESTIMATE, width=11),
                OutputColumn("P90", Look.ESTIMATE, width=11),
                *(OutputColumn(f"Month {number}", Look.ESTIMATE, width=11) for number in range(2, 7)),
                OutputColumn("Value", Look.MONEY, width=15),
                OutputColumn("From Jobs", Look.ESTIMATE, width=11),
                OutputColumn("From Sales", Look.ESTIMATE, width=11),
                OutputColumn("MASE", Look.QUANTITY, width=9),
                OutputColumn("Bias", Look.SHARE, width=9),
                OutputColumn("Signal", Look.QUANTITY, width=9),
                OutputColumn("Alarm", Look.TEXT, width=10, mark=Mark.OUTSTANDING),
                OutputColumn("History", Look.COUNT, width=9),
                OutputColumn("Method", Look.TEXT, width=42),
                OutputColumn("Note", Look.TEXT, width=46),
            ),
            _materials, key=("Material",), header_row=MAIN_ROW,
            heading="Materials, the most value first. Value: months ahead, at unit cost. Bias: demand less forecast",
            shown=(
                "Material", "Description", "Class", "Last Month", "Month 1", "P10", "P90", "Month 2", "Month 3",
                "Value", "MASE", "Alarm",
            ),
        ),
        OutputTable(
            "ForecastAccuracy",
            (
                OutputColumn("Demand", Look.TEXT, "Class"),
                OutputColumn("Materials", Look.COUNT),
                OutputColumn("Better", Look.SHARE, "Than last month"),
                OutputColumn("MASE", Look.QUANTITY, "Median"),
                OutputColumn("Bias", Look.SHARE, "Of demand"),
                OutputColumn("Alarms", Look.COUNT, mark=Mark.ABOVE_ZERO),
                OutputColumn("Ended", Look.COUNT),
            ),
            _accuracy, key=("Demand",), rows=KINDS,
        ),
        OutputTable(
            "ForecastMonths",
            (
                OutputColumn("Month", Look.TEXT, width=11, detail=True),
                OutputColumn("Actual", Look.MONEY, "At unit cost", width=15, detail=True),
                OutputColumn("Forecast", Look.MONEY, "At unit cost", width=15, detail=True),
            ),
            _months, key=("Month",), rows=forecast_tables.SHOWN, first_column=FEED,
        ),
    ),
    charts=(
        Chart("What was and will be sold, at unit cost", "line", "ForecastMonths", "Month", ("Actual", "Forecast"),
              f"I{HEADER_ROW}", 640, 340),
    ),
    roles=(SHOP, PURCHASING),
    tabs=(PURCHASING,),
)
