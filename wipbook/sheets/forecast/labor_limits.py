"""Labor Limits: hours and cost used of each job's limits; earned value; people needed and there by week."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.performance.labor_limits import FINE, NO_LIMIT, STOP, WARN, WILL_STOP
from wipbook.forecast.planning import Plan
from wipbook.sheets.forecast.shop_frames import rounded
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.lookup import looked_up
from wipbook.values.user_role import CONTROLLER, SHOP

STATES = (STOP, WILL_STOP, WARN, FINE, NO_LIMIT)
NEEDS = 12
WEEKS_COLUMN = 6
JOBS_ROW = HEADER_ROW + NEEDS + 4


def _states(plan: Plan) -> pl.DataFrame:
    jobs = plan.performance.labor_limits.group_by("State").agg(
        pl.len().cast(pl.Int64).alias("Jobs"), pl.col("Hours", "Hours Left").sum().round(1)
    )
    frame = looked_up(pl.DataFrame({"State": STATES}), "State", jobs)
    return frame.with_columns(pl.exclude("State").fill_null(0))


def _need(plan: Plan) -> pl.DataFrame:
    """The weeks and departments with the highest load first."""
    top = plan.performance.labor_need.filter(pl.col("Needed") > 0).sort("Load", descending=True, nulls_last=True)
    frame = rounded(top, finer=("Load",)).with_columns(
        pl.concat_str(pl.col("Week").dt.strftime("%m-%d"), "Department", separator=" ").alias("Week and Department"),
        pl.lit(1.0).alias("Full"),
    )
    return exactly(frame, NEEDS)


def _jobs(plan: Plan) -> pl.DataFrame:
    earned = plan.performance.job_progress.select(
        "Job", "Budget", "Earned", "CPI", "SPI", "EAC", "VAC", "Percent", "Comparable", "Comparable Low",
        "Comparable High", "Compared", "Note",
    )
    frame = looked_up(plan.performance.labor_limits, "Job", earned)
    return rounded(frame, finer=("Hours Used", "Cost Used", "CPI", "SPI", "Percent"))


SHEET = OutputSheet(
    name="Labor Limits",
    order=278,
    title="Labor limits and earned value",
    about="Hours and cost used of each job's limits, when they run out, where its cost ends",
    source="Tickets, job costs, limits, budgets; at end: planned hours left, share done, estimates, the larger. EAC = "
    "budget x actual / earned; beside it 80 % of comparable finished jobs.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "LaborLimits",
            (
                OutputColumn("Job", Look.CODE, width=19),
                OutputColumn("Description", Look.TEXT, width=24),
                OutputColumn("State", Look.TEXT, width=17, mark=Mark.OUTSTANDING),
                OutputColumn("Hours", Look.QUANTITY, width=11),
                OutputColumn("Hour Limit", Look.QUANTITY, width=11),
                OutputColumn("Hours Used", Look.SHARE, width=24),
                OutputColumn("Hours at End", Look.QUANTITY, width=11),
                OutputColumn("Burn", Look.QUANTITY, width=11),
                OutputColumn("Runs Out", Look.DATE, width=11),
                OutputColumn("Cost", Look.MONEY, width=13),
                OutputColumn("Cost Limit", Look.MONEY, width=13),
                OutputColumn("Cost Used", Look.SHARE, width=10),
                OutputColumn("Cost at End", Look.MONEY, width=13),
                OutputColumn("Percent", Look.SHARE, width=10),
                OutputColumn("Budget", Look.MONEY, width=13),
                OutputColumn("Earned", Look.MONEY, width=13),
                OutputColumn("CPI", Look.QUANTITY, width=9),
                OutputColumn("SPI", Look.QUANTITY, width=9),
                OutputColumn("EAC", Look.MONEY, width=13),
                OutputColumn("VAC", Look.MONEY, width=13, mark=Mark.BELOW_ZERO),
                OutputColumn("Comparable", Look.MONEY, width=13),
                OutputColumn("Comparable Low", Look.MONEY, width=13),
                OutputColumn("Comparable High", Look.MONEY, width=13),
                OutputColumn("Compared", Look.COUNT, width=11),
                OutputColumn("Note", Look.TEXT, width=52),
            ),
            _jobs, key=("Job",), header_row=JOBS_ROW,
            heading="Open jobs: what has to be stopped first (Burn: hours a week; Runs Out: at that pace)",
            shown=(
                "Job", "Description", "State", "Hours", "Hour Limit", "Hours Used", "Hours at End", "Runs Out",
                "Cost", "Cost Limit", "Cost Used", "Cost at End",
            ),
        ),
        OutputTable(
            "LaborStates",
            (
                OutputColumn("State", Look.TEXT, width=19, mark=Mark.OUTSTANDING),
                OutputColumn("Jobs", Look.COUNT, "Open jobs", width=24, total=True),
                OutputColumn("Hours", Look.QUANTITY, "Worked", width=17, total=True),
                OutputColumn("Hours Left", Look.QUANTITY, "Planned", width=11, total=True),
            ),
            _states, rows=len(STATES),
        ),
        OutputTable(
            "LaborNeed",
            (
                OutputColumn("Week and Department", Look.TEXT, "Fullest first", width=24),
                OutputColumn("People", Look.COUNT, width=11),
                OutputColumn("Needed", Look.COUNT, "Hours", width=11),
                OutputColumn("Available", Look.COUNT, "Hours", width=11),
                OutputColumn("Short", Look.COUNT, "Hours", width=13, mark=Mark.ABOVE_ZERO),
                OutputColumn("Load", Look.SHARE, width=13),
                OutputColumn("Full", Look.SHARE, width=10),
            ),
            _need, rows=NEEDS, first_column=WEEKS_COLUMN, total_label="People",
        ),
    ),
    charts=(
        Chart("People needed against people there", "compared", "LaborNeed", "Week and Department", ("Load", "Full"),
              "N6", 560, 300),
    ),
    roles=(CONTROLLER, SHOP),
    packs=("people",),
)
