"""Supplier Scorecard: who delivers on time, in full, right and at the price, and which jobs waited for late goods."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.planning import Plan
from wipbook.sheets.forecast.shop_frames import rounded
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.user_role import PURCHASING

WORST, HELD = 10, 10
CARDS_ROW = HEADER_ROW + HELD + 6
FEED_COLUMN = 11


def _worst(plan: Plan) -> pl.DataFrame:
    """The suppliers with the worst scores of those that are graded."""
    graded = plan.performance.suppliers.filter(pl.col("Class") != "-")
    return exactly(rounded(graded.select("Supplier", "OTIF", pl.lit(0.95).alias("Goal")), 4), WORST)


def _held(plan: Plan) -> pl.DataFrame:
    return exactly(plan.performance.held_up, HELD)


def _cards(plan: Plan) -> pl.DataFrame:
    finer = ("On Time", "In Full", "OTIF", "OTIF Before", "Price Share", "Over History")
    return rounded(plan.performance.suppliers, finer=finer).with_columns(pl.col("PPM").round(0).cast(pl.Int64))


SHEET = OutputSheet(
    name="Supplier Scorecard",
    order=280,
    title="Supplier scorecard",
    about="Deliveries on time, in full, right and at the price; jobs that waited for them",
    source="Order lines due in the last 365 days (Purchases, receipts of Movements). A day late is on time. "
    "Score: OTIF 50, quality 30, price 20, at the order's exchange rate. Lead times from n lines.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "SupplierCards",
            (
                OutputColumn("Supplier", Look.CODE, width=15),
                OutputColumn("Name", Look.TEXT, width=24),
                OutputColumn("Score", Look.QUANTITY, width=11),
                OutputColumn("Class", Look.TEXT, width=12, mark=Mark.OUTSTANDING),
                OutputColumn("Trend", Look.TEXT, width=14, mark=Mark.OUTSTANDING),
                OutputColumn("Lines", Look.COUNT, width=11),
                OutputColumn("Late Lines", Look.COUNT, width=11, mark=Mark.ABOVE_ZERO),
                OutputColumn("OTIF", Look.SHARE, width=13),
                OutputColumn("OTIF Before", Look.SHARE, width=13),
                OutputColumn("On Time", Look.SHARE, width=10),
                OutputColumn("In Full", Look.SHARE, width=12),
                OutputColumn("Delay", Look.QUANTITY, width=10),
                OutputColumn("PPM", Look.COUNT, width=10),
                OutputColumn("Spend", Look.MONEY, width=15),
                OutputColumn("Price Variance", Look.MONEY, width=13, mark=Mark.ABOVE_ZERO),
                OutputColumn("Price Share", Look.SHARE, width=10),
                OutputColumn("Over History", Look.SHARE, width=10),
                OutputColumn("Lead Mean", Look.QUANTITY, width=10),
                OutputColumn("Lead SD", Look.QUANTITY, width=10),
                OutputColumn("Lead P95", Look.QUANTITY, width=10),
                OutputColumn("Lead Lines", Look.COUNT, width=10),
                OutputColumn("Jobs Held Up", Look.COUNT, width=10, mark=Mark.ABOVE_ZERO),
                OutputColumn("Job Days", Look.COUNT, width=10),
                OutputColumn("Held Up", Look.MONEY, width=14),
                OutputColumn("Carrying Cost", Look.MONEY, width=12),
                OutputColumn("Note", Look.TEXT, width=34),
            ),
            _cards, key=("Supplier",), header_row=CARDS_ROW,
            heading="Suppliers, the worst score first (A from 95, B from 90, C from 80; delay and lead times in days)",
            shown=(
                "Supplier", "Name", "Score", "Class", "Trend", "Lines", "Late Lines", "OTIF", "On Time", "In Full",
                "PPM", "Price Variance",
            ),
        ),
        OutputTable(
            "SupplierHeldUp",
            (
                OutputColumn("Supplier", Look.CODE, "Late receipt", width=15),
                OutputColumn("Job", Look.CODE, "that waited for it", width=24),
                OutputColumn("Order", Look.CODE, width=11),
                OutputColumn("Material", Look.CODE, width=12),
                OutputColumn("Promised", Look.DATE, width=14),
                OutputColumn("Came", Look.DATE, width=11),
                OutputColumn("Days", Look.COUNT, "It waited", width=11, mark=Mark.ABOVE_ZERO),
                OutputColumn("Held Up", Look.MONEY, "Cost of the job", width=13),
                OutputColumn("Carrying Cost", Look.MONEY, width=13),
            ),
            _held, rows=HELD,
        ),
        OutputTable(
            "SupplierWorst",
            (
                OutputColumn("Supplier", Look.CODE, "Worst first", width=15),
                OutputColumn("OTIF", Look.SHARE, width=10),
                OutputColumn("Goal", Look.SHARE, width=10),
            ),
            _worst, rows=WORST, first_column=FEED_COLUMN, total_label="OTIF",
        ),
    ),
    charts=(
        Chart("On time and in full: the worst suppliers", "compared", "SupplierWorst", "Supplier", ("OTIF", "Goal"),
              "O6", 500, 290),
    ),
    roles=(PURCHASING,),
    tabs=(PURCHASING,),
    packs=("purchasing",),
)
