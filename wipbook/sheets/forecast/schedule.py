"""Schedule: what each work center takes next, so that jobs are least late; a preview."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import MILLION
from wipbook.forecast.planning import Plan
from wipbook.forecast.shop.scheduling.schedule import METHODS
from wipbook.sheets.forecast.shop_frames import rounded
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import SHOP

PLAN_ROW = HEADER_ROW + len(METHODS) + 12


def _rules(plan: Plan) -> pl.DataFrame:
    return plan.shop.dispatch_rules.sort("Chosen", descending=True, maintain_order=True)


def _plan(plan: Plan) -> pl.DataFrame:
    end = pl.col("Scheduled Finish").max().over("Job")
    blocked = pl.when(pl.col("Scheduled Start").is_null()).then(pl.lit("no capacity here or before"))
    late = pl.when((end > pl.col("Due")).fill_null(False)).then(pl.lit("job late"))
    on_time = pl.col("Start Moment") <= pl.col("Fixed") + 1e-9
    kept = pl.when(pl.col("Fixed").is_not_null() & on_time).then(pl.lit("starts as typed"))
    missed = pl.when(pl.col("Fixed").is_not_null() & ~on_time).then(pl.lit("cannot start as typed"))
    return rounded(plan.shop.schedule).select(
        "Work Center", "Line", "Scheduled Start", "Scheduled Finish", "Job", "Step", "Operation", "Product",
        (pl.col("Quantity") * MILLION).round(0).cast(pl.Int64), pl.col("Left").alias("Hours"), "Waits", "Due",
        pl.coalesce(blocked, missed, late, kept, pl.lit("")).alias("State"),
    )


SHEET = OutputSheet(
    name="Schedule",
    order=272,
    title="Schedule (preview)",
    about="Which step each work center takes next, and how that was found; changes nothing",
    source="Open steps, hours left, capacity of Work Centers on the days of Calendar, material when it is there. Each "
    "line works on one step at a time, steps in order. Steps begun and a typed Planned Start stay. How far off such "
    "schedules were: Due Dates.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "Schedule",
            (
                OutputColumn("Work Center", Look.CODE, width=22),
                OutputColumn("Line", Look.COUNT, width=9),
                OutputColumn("Scheduled Start", Look.DATE, width=12),
                OutputColumn("Scheduled Finish", Look.DATE, width=12),
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Step", Look.CODE, width=12),
                OutputColumn("Operation", Look.TEXT, width=20),
                OutputColumn("Product", Look.CODE, width=16),
                OutputColumn("Quantity", Look.QUANTITY, width=11),
                OutputColumn("Hours", Look.QUANTITY, width=10),
                OutputColumn("Waits", Look.QUANTITY, width=10),
                OutputColumn("Due", Look.DATE, width=12),
                OutputColumn("State", Look.TEXT, width=22, mark=Mark.OUTSTANDING),
            ),
            _plan, key=("Job", "Step"), header_row=PLAN_ROW,
            heading="What to start when (Hours are left to do; Waits: working days in the queue before it)",
        ),
        OutputTable(
            "ScheduleRules",
            (
                OutputColumn("Rule", Look.TEXT, "How it was made", width=22),
                OutputColumn("Chosen", Look.FLAG, width=9),
                OutputColumn("Late Jobs", Look.COUNT, width=12, mark=Mark.ABOVE_ZERO),
                OutputColumn("Value Days", Look.MONEY, "WIP x days", width=14),
                OutputColumn("Days Late", Look.QUANTITY, "Over all jobs", width=12, mark=Mark.ABOVE_ZERO),
                OutputColumn("Weighted", Look.QUANTITY, "Times Priority", width=12),
                OutputColumn("Longest Delay", Look.QUANTITY, "Working days", width=12),
                OutputColumn("Mean Days", Look.QUANTITY, "To the finish", width=20),
                OutputColumn("All Done", Look.QUANTITY, "Working days", width=16),
                OutputColumn("Note", Look.TEXT, width=30),
            ),
            _rules, rows=len(METHODS),
        ),
    ),
    charts=(
        Chart("Days late over all jobs", "bar", "ScheduleRules", "Rule", ("Days Late",), "K6", 470, 250),
    ),
    roles=(SHOP,),
    tabs=(SHOP,),
    packs=("routing",),
)
