"""Replenish: what to order when and how much of it, what lies about without need, and what service costs."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.material import material_tables
from wipbook.forecast.material.replenishment import STATES
from wipbook.forecast.material.service_curve import LEVELS
from wipbook.forecast.planning import Plan
from wipbook.port.tab import Button, Group
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import PURCHASING

MAIN_ROW = HEADER_ROW + 18
RIGHT = 29  # first column of the tables beside the list
CASH_ROW = HEADER_ROW + len(LEVELS) + 4


def _materials(plan: Plan) -> pl.DataFrame:
    return material_tables.replenish_table(plan)


def _states(plan: Plan) -> pl.DataFrame:
    return material_tables.state_table(plan)


def _service(plan: Plan) -> pl.DataFrame:
    return material_tables.service_table(plan)


def _cash(plan: Plan) -> pl.DataFrame:
    return material_tables.cash_table(plan)


SHEET = OutputSheet(
    name="Replenish",
    order=264,
    title="Replenish",
    about="What to order when, how much, for what money; what is too much",
    source="Forecast, open jobs and orders; lead times measured from receipts. Service level: Settings, share of order "
    "cycles that do not run out. Risk: chance to run out before an order placed today comes.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "Replenish",
            (
                OutputColumn("State", Look.TEXT, width=17, mark=Mark.OUTSTANDING),
                OutputColumn("Material", Look.CODE, width=14),
                OutputColumn("Description", Look.TEXT, width=24),
                OutputColumn("Order By", Look.DATE, width=12),
                OutputColumn("Order Quantity", Look.QUANTITY, width=12),
                OutputColumn("Cash", Look.MONEY, width=15),
                OutputColumn("Stock-Out", Look.DATE, width=14),
                OutputColumn("Risk", Look.SHARE, width=9),
                OutputColumn("On Hand", Look.QUANTITY, width=11),
                OutputColumn("On Order", Look.QUANTITY, width=11),
                OutputColumn("Needed", Look.QUANTITY, width=11),
                OutputColumn("Per Month", Look.QUANTITY, width=11),
                OutputColumn("Cover", Look.QUANTITY, width=9),
                OutputColumn("Class", Look.TEXT, width=8),
                OutputColumn("Source", Look.TEXT, width=9),
                OutputColumn("Supplier", Look.CODE, width=13),
                OutputColumn("Lead Time", Look.QUANTITY, width=9),
                OutputColumn("Lead Time SD", Look.QUANTITY, width=10),
                OutputColumn("Basis", Look.TEXT, width=27),
                OutputColumn("Safety Stock", Look.QUANTITY, width=11),
                OutputColumn("Reorder Point", Look.QUANTITY, width=11),
                OutputColumn("Lot", Look.QUANTITY, width=11),
                OutputColumn("Maximum", Look.QUANTITY, width=11),
                OutputColumn("Excess", Look.QUANTITY, width=12),
                OutputColumn("Excess Value", Look.MONEY, width=15),
                OutputColumn("Carrying Cost", Look.MONEY, width=14),
                OutputColumn("Note", Look.TEXT, width=44),
            ),
            _materials, key=("Material",), header_row=MAIN_ROW,
            heading="Materials, the most urgent first. Risk: to run out before an order of today comes. Cover: months",
            shown=(
                "State", "Material", "Description", "Order By", "Order Quantity", "Cash", "Stock-Out", "Risk",
                "On Hand", "On Order", "Needed", "Supplier",
            ),
        ),
        OutputTable(
            "ReplenishStates",
            (
                OutputColumn("State", Look.TEXT),
                OutputColumn("Materials", Look.COUNT),
                OutputColumn("Means", Look.TEXT),
                OutputColumn("At Risk", Look.COUNT, "Of running out", mark=Mark.ABOVE_ZERO),
                OutputColumn("Bought", Look.COUNT, "Of these"),
                OutputColumn("Cash", Look.MONEY, "Of the orders", total=True),
                OutputColumn("Excess Value", Look.MONEY, "At unit cost", total=True),
                OutputColumn("Carrying Cost", Look.MONEY, "A year", width=12, total=True),
            ),
            _states, key=("State",), rows=len(STATES),
        ),
        OutputTable(
            "ServiceLevels",
            (
                OutputColumn("Service", Look.TEXT, "Of order cycles", width=12),
                OutputColumn("Safety Stock", Look.MONEY, "At unit cost", width=16),
                OutputColumn("Carrying Cost", Look.MONEY, "A year", width=15),
                OutputColumn("Stock-Outs", Look.QUANTITY, "Expected a year", width=12),
                OutputColumn("Short", Look.MONEY, "Expected a year", width=16),
                OutputColumn("Fill Rate", Look.SHARE, "Of value", width=10),
                OutputColumn("Chosen", Look.TEXT, width=10),
            ),
            _service, key=("Service",), rows=len(LEVELS), first_column=RIGHT,
        ),
        OutputTable(
            "ReplenishCash",
            (
                OutputColumn("Month", Look.TEXT),
                OutputColumn("Cash", Look.MONEY),
                OutputColumn("Orders", Look.COUNT),
            ),
            _cash, key=("Month",), rows=material_tables.MOST_MONTHS, header_row=CASH_ROW, first_column=RIGHT,
            heading="Cash for orders by month of the order",
        ),
    ),
    charts=(
        Chart("What a level of service costs in safety stock", "line", "ServiceLevels", "Service",
              ("Safety Stock", "Short"), f"AK{MAIN_ROW}", 560, 330),
        Chart("Cash for orders by month", "column", "ReplenishCash", "Month", ("Cash",), f"AK{HEADER_ROW}", 560, 330),
    ),
    button=Button(
        Group.FORECAST, 30, "Replenish", "TableInsertExcel", "Go to the order proposals",
        "What to order by when, safety stock, reorder point, excess and cash.",
    ),
    roles=(PURCHASING,),
    tabs=(PURCHASING,),
)
