"""Count Plan: what is counted how often and when next, and the proof that a year covers every place."""

from __future__ import annotations

import polars as pl

from wipbook.audit.working_papers import WorkingPapers
from wipbook.sheets.layout import HEADER_ROW, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.user_role import AUDITOR, SHOP

CLASSES = 4  # A, B, C and all
PLAN_ROW = HEADER_ROW + CLASSES + 4


def _coverage(papers: WorkingPapers) -> pl.DataFrame:
    return exactly(papers.coverage, CLASSES)


def _plan(papers: WorkingPapers) -> pl.DataFrame:
    return papers.count_plan


SHEET = OutputSheet(
    name="Count Plan",
    order=350,
    title="Count plan",
    about="What is counted how often and when next; is everything covered",
    source="Class by yearly usage value: A to 80 %, B to 95 %, C the rest. A is counted 4, B 2, C 1 times a year. Next "
    "count = last count + interval of the class. Overdue ones first.",
    kind="control",
    filled_by="count plan",
    tables=(
        OutputTable(
            "CountCoverage",
            (
                OutputColumn("Class", Look.TEXT, width=16),
                OutputColumn("Places", Look.COUNT, "Material and location", width=30),
                OutputColumn("Wanted", Look.COUNT, "Counts a year", width=14),
                OutputColumn("Taken", Look.COUNT, "Last 365 days", width=13),
                OutputColumn("Places Counted", Look.COUNT, "At least once", width=15),
                OutputColumn("Share of Places", Look.SHARE, width=15),
                OutputColumn("Share of Value", Look.SHARE, width=13),
                OutputColumn("Next Year", Look.COUNT, "Counts planned", width=14),
                OutputColumn("Covered", Look.FLAG, "By the plan", width=14, mark=Mark.TRUE_IS_GOOD),
            ),
            _coverage, rows=CLASSES,
        ),
        OutputTable(
            "CountPlan",
            (
                OutputColumn("Material", Look.CODE),
                OutputColumn("Description", Look.TEXT),
                OutputColumn("Location", Look.CODE),
                OutputColumn("Class", Look.TEXT),
                OutputColumn("Quantity", Look.QUANTITY),
                OutputColumn("Value", Look.MONEY),
                OutputColumn("Counts per Year", Look.COUNT),
                OutputColumn("Taken", Look.COUNT),
                OutputColumn("Last Counted", Look.DATE),
                OutputColumn("Next Count", Look.DATE, width=13),
                OutputColumn("State", Look.TEXT, width=12, mark=Mark.OUTSTANDING),
            ),
            _plan, key=("Material", "Location"), header_row=PLAN_ROW, heading="Next counts",
        ),
    ),
    roles=(SHOP, AUDITOR),
    tabs=(AUDITOR,),
    packs=("counts",),
)
