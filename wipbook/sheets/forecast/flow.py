"""Flow: where work queues, how long it takes, which work center holds up the rest, and what its hour is worth."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import MILLION
from wipbook.forecast.planning import Plan
from wipbook.sheets.forecast.shop_frames import rounded
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.user_role import SHOP

TOP, PRODUCTS = 8, 8
PRODUCTS_ROW = HEADER_ROW + TOP + 5
DETAILS_ROW = PRODUCTS_ROW + PRODUCTS + 4


def _pressure(plan: Plan) -> pl.DataFrame:
    flow = plan.shop.flow
    here = pl.col("Work Center") == (plan.shop.bottleneck or "")
    return exactly(
        flow.select(
            "Work Center", "Name", pl.col("Utilisation").round(4), pl.col("Queue Days").round(2),
            pl.col("Pressure").round(2), pl.lit(1.0).alias("Full"),
            (pl.col("Pressure") / pl.col("Pressure").max() * 100).fill_nan(0.0).round(0).alias("Index"),
            pl.when(here).then(pl.lit("bottleneck")).otherwise(pl.lit("")).alias("Verdict"),
        ), TOP,
    )


def _money(plan: Plan) -> pl.DataFrame:
    frame = plan.shop.constraint_money.with_columns(
        (pl.col(name) * MILLION).round(0).cast(pl.Int64)
        for name in ("Price", "Material Cost", "Throughput", "Money per Hour")
    )
    return exactly(rounded(frame, 3), PRODUCTS)


def _details(plan: Plan) -> pl.DataFrame:
    return rounded(plan.shop.flow, finer=("Law Gap",)).with_columns(plan.shop.flow["Jobs per Day"].round(2))


SHEET = OutputSheet(
    name="Flow",
    order=274,
    title="Flow",
    about="Where work waits and for how long; the bottleneck and what its hour is worth",
    source="Steps of the last 365 days: arrival (step before finished, material issued), start, finish; hours booked. "
    "Bottleneck: of those with open jobs. Little's law: jobs there = jobs a day x days each.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "FlowCenters",
            (
                OutputColumn("Work Center", Look.CODE, width=13),
                OutputColumn("Name", Look.TEXT, width=22),
                OutputColumn("Finished", Look.COUNT, width=13),
                OutputColumn("Jobs per Day", Look.QUANTITY, width=13),
                OutputColumn("Units per Day", Look.QUANTITY, width=13),
                OutputColumn("Cycle P50", Look.QUANTITY, width=13),
                OutputColumn("Cycle P85", Look.QUANTITY, width=13),
                OutputColumn("Mean Wait", Look.QUANTITY, width=13),
                OutputColumn("Jobs There", Look.QUANTITY, width=11),
                OutputColumn("By Little's Law", Look.QUANTITY, width=11),
                OutputColumn("Law Gap", Look.SHARE, width=10),
                OutputColumn("Open Jobs", Look.COUNT, width=10),
                OutputColumn("Jobs Now", Look.COUNT, width=10),
                OutputColumn("Units Now", Look.QUANTITY, width=11),
                OutputColumn("Value Now", Look.MONEY, width=14),
                OutputColumn("Oldest", Look.COUNT, width=10),
                OutputColumn("Mean Age", Look.QUANTITY, width=10),
            ),
            _details, key=("Work Center",), header_row=DETAILS_ROW,
            heading="Every work center (cycle and wait in working days, ages in days)",
            shown=(
                "Work Center", "Name", "Finished", "Jobs per Day", "Cycle P50", "Cycle P85", "Mean Wait",
                "Jobs There", "Jobs Now", "Value Now", "Oldest", "Mean Age",
            ),
        ),
        OutputTable(
            "FlowPressure",
            (
                OutputColumn("Work Center", Look.CODE, "Most pressed first", width=13),
                OutputColumn("Name", Look.TEXT, width=22),
                OutputColumn("Utilisation", Look.SHARE, "Hours / capacity", width=13),
                OutputColumn("Queue Days", Look.QUANTITY, "Work waiting", width=13),
                OutputColumn("Pressure", Look.QUANTITY, "Both multiplied", width=13),
                OutputColumn("Index", Look.COUNT, "Bottleneck = 100", width=13),
                OutputColumn("Verdict", Look.TEXT, width=13, mark=Mark.OUTSTANDING),
                OutputColumn("Full", Look.SHARE, "For the chart", width=13),
            ),
            _pressure, rows=TOP,
        ),
        OutputTable(
            "FlowMoney",
            (
                OutputColumn("Rank", Look.COUNT),
                OutputColumn("Product", Look.CODE),
                OutputColumn("Price", Look.UNIT_COST),
                OutputColumn("Material Cost", Look.UNIT_COST),
                OutputColumn("Throughput", Look.UNIT_COST),
                OutputColumn("Constraint Hours", Look.QUANTITY),
                OutputColumn("Money per Hour", Look.UNIT_COST),
            ),
            _money, rows=PRODUCTS, header_row=PRODUCTS_ROW,
            heading="What an hour of the bottleneck earns with each product (price less bought material, Goldratt)",
        ),
    ),
    charts=(
        Chart("Utilisation by work center", "compared", "FlowPressure", "Work Center", ("Utilisation", "Full"), "I6",
              540, 240),
        Chart("Pressure on work centers, bottleneck = 100", "bar", "FlowPressure", "Work Center", ("Index",),
              f"I{PRODUCTS_ROW}", 540, 225),
    ),
    roles=(SHOP,),
    packs=("routing",),
)
