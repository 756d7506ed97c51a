"""Due Dates: when each open job will be finished and why it is late; how punctual the plant was."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.performance.adherence import MONTHS
from wipbook.forecast.planning import Plan
from wipbook.forecast.shop.due_dates import AT_RISK, LATE, ON_TIME, OVERDUE, UNKNOWN
from wipbook.port.tab import Button, Group
from wipbook.port.tables import CellValue, Formula
from wipbook.sheets.forecast.shop_frames import rounded
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.lookup import looked_up
from wipbook.values.user_role import CONTROLLER, SHOP

STATES = (OVERDUE, LATE, AT_RISK, ON_TIME, UNKNOWN)
JOBS_ROW = HEADER_ROW + MONTHS + 4
MONTHS_COLUMN, LATE_COLUMN = 6, 20
LATEST, PLACES = 12, 5
SAID_CELL = f"A{HEADER_ROW + len(STATES) + 2}"
PLACES_ROW = HEADER_ROW + len(STATES) + 4


def _states(plan: Plan) -> pl.DataFrame:
    jobs = plan.shop.due_dates.group_by("State").agg(
        pl.len().cast(pl.Int64).alias("Jobs"), pl.col("WIP", "Contract Price").sum()
    )
    frame = looked_up(pl.DataFrame({"State": STATES}), "State", jobs)
    return frame.with_columns(pl.exclude("State").fill_null(0))


def _months(plan: Plan) -> pl.DataFrame:
    frame = rounded(plan.performance.adherence, finer=("On Time", "Steps on Time"))
    return frame.with_columns(pl.col("Month").dt.strftime("%Y-%m"))


def _late(plan: Plan) -> pl.DataFrame:
    return exactly(rounded(plan.performance.finished_late), LATEST)


def _places(plan: Plan) -> pl.DataFrame:
    return exactly(rounded(plan.performance.milestones, finer=("On Time",)), PLACES)


def _jobs(plan: Plan) -> pl.DataFrame:
    return plan.shop.due_dates


def _said(plan: Plan) -> dict[str, CellValue | Formula]:
    return {SAID_CELL: plan.shop.finish_error.said.capitalize()}


SHEET = OutputSheet(
    name="Due Dates",
    order=276,
    title="Due dates",
    about="When each open job will be finished, how late, and why; how punctual jobs were",
    source="Schedule, or usual flow time, whichever was closer for past jobs. 80 % of past jobs ended between Earliest "
    "and Latest. Days Late: working days after Due.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "DueJobs",
            (
                OutputColumn("Job", Look.CODE, width=13),
                OutputColumn("Description", Look.TEXT, width=24),
                OutputColumn("Product", Look.CODE, width=13),
                OutputColumn("Due", Look.DATE, width=13),
                OutputColumn("Expected", Look.DATE, width=12),
                OutputColumn("Days Late", Look.COUNT, width=11, mark=Mark.ABOVE_ZERO),
                OutputColumn("State", Look.TEXT, width=11, mark=Mark.OUTSTANDING),
                OutputColumn("Earliest", Look.DATE, width=11),
                OutputColumn("Latest", Look.DATE, width=11),
                OutputColumn("Promised", Look.DATE, width=11),
                OutputColumn("WIP", Look.MONEY, width=14),
                OutputColumn("Contract Price", Look.MONEY, width=14),
                OutputColumn("Cause", Look.TEXT, width=46, wrap=True),
                OutputColumn("Status", Look.TEXT, width=11),
                OutputColumn("Quantity", Look.QUANTITY, width=11),
                OutputColumn("Customer", Look.CODE, width=11),
                OutputColumn("Scheduled", Look.DATE, width=12),
                OutputColumn("Method", Look.TEXT, width=16),
            ),
            _jobs, key=("Job",), header_row=JOBS_ROW, heading="Open jobs, the latest first",
            shown=(
                "Job", "Description", "Product", "Due", "Expected", "Days Late", "State", "Earliest", "Latest",
                "Promised", "WIP", "Cause",
            ),
        ),
        OutputTable(
            "DueStates",
            (
                OutputColumn("State", Look.TEXT, width=13),
                OutputColumn("Jobs", Look.COUNT, "Open jobs", width=24, total=True),
                OutputColumn("WIP", Look.MONEY, width=13, total=True),
                OutputColumn("Contract Price", Look.MONEY, width=13, total=True),
            ),
            _states, rows=len(STATES),
        ),
        OutputTable(
            "DueMonths",
            (
                OutputColumn("Month", Look.TEXT, "Finished jobs", width=11),
                OutputColumn("Jobs", Look.COUNT, width=10, total=True),
                OutputColumn("On Time", Look.SHARE, width=11),
                OutputColumn("Mean Delay", Look.COUNT, "Days", width=11),
                OutputColumn("Delay P85", Look.COUNT, "Days", width=11),
                OutputColumn("Steps", Look.COUNT, width=14, total=True),
                OutputColumn("Steps on Time", Look.SHARE, width=11),
            ),
            _months, rows=MONTHS, first_column=MONTHS_COLUMN, total_label="Year",
        ),
        OutputTable(
            "DueMilestones",
            (
                OutputColumn("Work Center", Look.CODE, width=13),
                OutputColumn("Steps", Look.COUNT, width=24),
                OutputColumn("On Time", Look.SHARE, width=13),
                OutputColumn("Delay P85", Look.COUNT, width=13),
            ),
            _places, rows=PLACES, header_row=PLACES_ROW,
            heading="Steps by their planned finish, least punctual first",
        ),
        OutputTable(
            "DueFinishedLate",
            (
                OutputColumn("Job", Look.CODE, "Finished late", width=12),
                OutputColumn("Product", Look.CODE, width=13),
                OutputColumn("Due", Look.DATE, width=12),
                OutputColumn("Ended", Look.DATE, width=12),
                OutputColumn("Days Late", Look.COUNT, width=10, mark=Mark.ABOVE_ZERO),
                OutputColumn("Waited At", Look.CODE, "Longest", width=12),
                OutputColumn("Days Waited", Look.COUNT, width=11),
            ),
            _late, rows=LATEST, first_column=LATE_COLUMN, total_label="Latest",
        ),
    ),
    charts=(
        Chart("Finished on time, by month", "compared", "DueMonths", "Month", ("On Time", "Steps on Time"), "AB6",
              600, 290),
    ),
    cells=_said,
    button=Button(
        Group.FORECAST, 50, "Due Dates", "AutoSum", "Go to the projected finish of each job",
        "When each open job will be finished, how late, and why.",
    ),
    roles=(CONTROLLER, SHOP),
    tabs=(SHOP,),
)
