"""Quality: yield and the cost of poor quality by month, what causes it, where, and how well machines are used."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.performance.adherence import MONTHS
from wipbook.forecast.planning import Plan
from wipbook.sheets.forecast.shop_frames import rounded
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.user_role import PURCHASING, SHOP

CAUSES, PLACES, ALARMS, MACHINES = 8, 8, 6, 6
CAUSES_ROW = HEADER_ROW + MONTHS + 4
PLACES_ROW = CAUSES_ROW + CAUSES + 4
ALARMS_ROW = PLACES_ROW + PLACES + 4
MACHINES_ROW = ALARMS_ROW + ALARMS + 4
PRODUCTS_ROW = MACHINES_ROW + MACHINES + 4
_SHARES = ("Yield", "First Pass", "Share", "Cumulated", "Rolled", "Rate", "Usual", "Limit", "OEE", "Availability",
           "Performance", "Quality", "Speed")


def _months(plan: Plan) -> pl.DataFrame:
    return rounded(plan.performance.quality_by_month, finer=_SHARES).with_columns(pl.col("Month").dt.strftime("%Y-%m"))


def _causes(plan: Plan) -> pl.DataFrame:
    return exactly(rounded(plan.performance.pareto("Cause"), finer=_SHARES), CAUSES)


def _places(plan: Plan) -> pl.DataFrame:
    cost = plan.performance.pareto("Work Center").select("Work Center", "Cost", "Share", "Cumulated")
    frame = plan.performance.yield_by_center.join(
        cost, on="Work Center", how="left", maintain_order="left"
    ).with_columns(pl.col("Cost").fill_null(0)).sort("Cost", descending=True, maintain_order=True)
    return exactly(rounded(frame, finer=_SHARES), PLACES)


def _alarms(plan: Plan) -> pl.DataFrame:
    return exactly(rounded(plan.performance.scrap_alarms, finer=_SHARES), ALARMS)


def _machines(plan: Plan) -> pl.DataFrame:
    return exactly(rounded(plan.performance.effectiveness, finer=_SHARES), MACHINES)


def _products(plan: Plan) -> pl.DataFrame:
    cost, passed = plan.performance.pareto("Product"), plan.performance.yield_by_product
    frame = cost.join(passed, on="Product", how="full", coalesce=True, maintain_order="left_right")
    frame = frame.with_columns(pl.col("Cost", "Times", "Steps").fill_null(0)).sort(
        "Cost", descending=True, maintain_order=True
    )
    return rounded(frame, finer=_SHARES)


SHEET = OutputSheet(
    name="Quality",
    order=282,
    title="Quality",
    about="Yield and cost of poor quality by month, cause, place and product; machines",
    source="Operations (good, scrapped, reworked), scrap of Movements at cost, rejects of Purchases at order price. "
    "Rework is estimated: hours per unit x units x rate.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "QualityProducts",
            (
                OutputColumn("Product", Look.CODE),
                OutputColumn("Times", Look.COUNT),
                OutputColumn("Units", Look.QUANTITY),
                OutputColumn("Cost", Look.MONEY),
                OutputColumn("Share", Look.SHARE),
                OutputColumn("Cumulated", Look.SHARE),
                OutputColumn("Steps", Look.COUNT),
                OutputColumn("Yield", Look.SHARE),
                OutputColumn("First Pass", Look.SHARE),
                OutputColumn("Rolled", Look.SHARE),
            ),
            _products, key=("Product",), header_row=PRODUCTS_ROW,
            heading="Products and materials by cost (Rolled: first pass through all steps)",
        ),
        OutputTable(
            "QualityMonths",
            (
                OutputColumn("Month", Look.TEXT, width=20),
                OutputColumn("Steps", Look.COUNT, "Finished", width=13, total=True),
                OutputColumn("Yield", Look.SHARE, "Good", width=12),
                OutputColumn("First Pass", Look.SHARE, "Good at once", width=14),
                OutputColumn("Scrap", Look.MONEY, width=14, total=True),
                OutputColumn("Rework", Look.MONEY, "Estimated", width=14, total=True),
                OutputColumn("Rejected Receipts", Look.MONEY, width=14, total=True),
                OutputColumn("Poor Quality", Look.MONEY, "All three", width=14, total=True),
                OutputColumn("Cost of Goods", Look.MONEY, "Shipped", width=15, total=True),
                OutputColumn("Share", Look.SHARE, "Of it", width=12),
            ),
            _months, rows=MONTHS, total_label="Year",
        ),
        OutputTable(
            "QualityCauses",
            (
                OutputColumn("Cause", Look.TEXT),
                OutputColumn("Times", Look.COUNT),
                OutputColumn("Units", Look.QUANTITY),
                OutputColumn("Cost", Look.MONEY),
                OutputColumn("Share", Look.SHARE),
                OutputColumn("Cumulated", Look.SHARE),
            ),
            _causes, rows=CAUSES, header_row=CAUSES_ROW, heading="Causes by cost (Pareto)",
        ),
        OutputTable(
            "QualityPlaces",
            (
                OutputColumn("Work Center", Look.CODE),
                OutputColumn("Steps", Look.COUNT),
                OutputColumn("Input", Look.QUANTITY),
                OutputColumn("Cost", Look.MONEY),
                OutputColumn("Share", Look.SHARE),
                OutputColumn("Scrapped", Look.QUANTITY),
                OutputColumn("Reworked", Look.QUANTITY),
                OutputColumn("Yield", Look.SHARE),
                OutputColumn("First Pass", Look.SHARE),
            ),
            _places, rows=PLACES, header_row=PLACES_ROW, heading="Work centers by cost",
        ),
        OutputTable(
            "QualityAlarms",
            (
                OutputColumn("Work Center", Look.CODE),
                OutputColumn("Week", Look.DATE),
                OutputColumn("Input", Look.QUANTITY),
                OutputColumn("Scrapped", Look.QUANTITY, mark=Mark.ABOVE_ZERO),
                OutputColumn("Rate", Look.SHARE),
                OutputColumn("Usual", Look.SHARE),
                OutputColumn("Limit", Look.SHARE),
                OutputColumn("Times", Look.QUANTITY),
                OutputColumn("Cause", Look.TEXT),
            ),
            _alarms, rows=ALARMS, header_row=ALARMS_ROW,
            heading="Weeks with more scrap than chance explains (p' chart; blank: none)",
        ),
        OutputTable(
            "QualityMachines",
            (
                OutputColumn("Work Center", Look.CODE),
                OutputColumn("OEE", Look.SHARE),
                OutputColumn("Availability", Look.SHARE),
                OutputColumn("Performance", Look.SHARE),
                OutputColumn("Quality", Look.SHARE),
                OutputColumn("Run", Look.QUANTITY),
                OutputColumn("Setup", Look.QUANTITY),
                OutputColumn("Down", Look.QUANTITY, mark=Mark.ABOVE_ZERO),
                OutputColumn("Down Cost", Look.MONEY),
                OutputColumn("Speed", Look.SHARE),
                OutputColumn("Reason", Look.TEXT),
            ),
            _machines, rows=MACHINES, header_row=MACHINES_ROW,
            heading="Machines (OEE = availability x performance x quality, of booked machine hours)",
        ),
    ),
    charts=(
        Chart("Cost of poor quality by month", "stacked", "QualityMonths", "Month",
              ("Scrap", "Rework", "Rejected Receipts"), "M6", 560, 290),
        Chart("Cost of poor quality by cause: share and cumulated", "compared", "QualityCauses", "Cause",
              ("Share", "Cumulated"), f"M{CAUSES_ROW}", 560, 290),
    ),
    roles=(SHOP, PURCHASING),
    packs=("quality",),
)
