"""Shortages: what runs short when, which job stops for it, what money that is, and when it can go on."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.material import material_tables
from wipbook.forecast.material.shortage_pegging import WEEKS
from wipbook.forecast.planning import Plan
from wipbook.port.tab import Button, Group
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import PURCHASING, SHOP

MAIN_ROW = HEADER_ROW + 15


def _materials(plan: Plan) -> pl.DataFrame:
    return material_tables.shortage_table(plan)


def _jobs(plan: Plan) -> pl.DataFrame:
    return material_tables.stopped_table(plan)


SHEET = OutputSheet(
    name="Shortages",
    order=266,
    title="Shortages",
    about="What runs short when, which job stops for it, for what money",
    source="Bills exploded over open jobs against stock, open orders (promised day and the supplier's mean delay) and "
    "jobs (their due day). A released job needs all at once, a planned one a lead time before it is due.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "Shortages",
            (
                OutputColumn("State", Look.TEXT, width=13, mark=Mark.OUTSTANDING),
                OutputColumn("Material", Look.CODE, width=14),
                OutputColumn("Description", Look.TEXT, width=24),
                OutputColumn("Short From", Look.DATE, width=12),
                OutputColumn("Short", Look.QUANTITY, width=12, mark=Mark.ABOVE_ZERO),
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Job Due", Look.DATE, width=12),
                OutputColumn("Job Value", Look.MONEY, width=15),
                OutputColumn("Jobs Hit", Look.COUNT, width=10),
                OutputColumn("Ready On", Look.DATE, width=12),
                OutputColumn("Days Late", Look.COUNT, width=10, mark=Mark.ABOVE_ZERO),
                OutputColumn("Order By", Look.DATE, width=12),
                OutputColumn("Next Receipt", Look.DATE, width=13),
                OutputColumn("Next Document", Look.CODE, width=14),
                OutputColumn("Worth", Look.MONEY, width=14),
                OutputColumn("Source", Look.TEXT, width=9),
                OutputColumn("Supplier", Look.CODE, width=13),
                OutputColumn("Needed", Look.QUANTITY, width=11),
                OutputColumn("On Hand", Look.QUANTITY, width=11),
                *(OutputColumn(f"Week {number + 1}", Look.QUANTITY, width=10, mark=Mark.BELOW_ZERO)
                  for number in range(WEEKS)),
            ),
            _materials, key=("Material",), header_row=MAIN_ROW,
            heading="Materials, the first to run short first. Weeks: the least that is left; below zero: missing",
            shown=(
                "State", "Material", "Description", "Short From", "Short", "Job", "Job Due", "Job Value",
                "Days Late", "Order By", "Next Receipt", "Supplier",
            ),
        ),
        OutputTable(
            "StoppedJobs",
            (
                OutputColumn("Job", Look.CODE, "Most money first"),
                OutputColumn("Material", Look.CODE, "What it makes"),
                OutputColumn("Description", Look.TEXT),
                OutputColumn("Due", Look.DATE),
                OutputColumn("Materials Short", Look.COUNT, mark=Mark.ABOVE_ZERO),
                OutputColumn("Worst", Look.CODE, "Ready last"),
                OutputColumn("Stops On", Look.DATE),
                OutputColumn("Money", Look.MONEY, "Of the job", total=True),
                OutputColumn("Days Late", Look.COUNT, "Material", mark=Mark.ABOVE_ZERO),
                OutputColumn("Ready On", Look.DATE, "All of it there"),
            ),
            _jobs, key=("Job",), rows=material_tables.TOP_JOBS, total_label="Jobs that stop",
        ),
    ),
    charts=(
        Chart("Money of the jobs that stop", "bar", "StoppedJobs", "Job", ("Money",), f"L{HEADER_ROW}", 620, 270),
    ),
    button=Button(
        Group.FORECAST, 20, "Shortages", "SortAscendingExcel", "Go to the shortages",
        "Materials that run short, when, and the job that stops.",
    ),
    roles=(SHOP, PURCHASING),
    tabs=(SHOP, PURCHASING),
)
