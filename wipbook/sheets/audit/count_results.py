"""Count Results: each counted line against the books, its tolerance, and rolled to the end of the period."""

from __future__ import annotations

import polars as pl

from wipbook.audit.working_papers import WorkingPapers
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _rows(papers: WorkingPapers) -> pl.DataFrame:
    return papers.count_results


_OF = "CountResults[[#This Row],[{}]]"

SHEET = OutputSheet(
    name="Count Results",
    order=352,
    title="Count results",
    about="Every counted line against the books, rolled to the period's end",
    source="Book: what movements say at the end of that day. Moved: from the count to Period End. Unexplained: what "
    "the count leads to at Period End less what the books hold then; nothing once a difference is posted.",
    kind="control",
    when_empty="hide",
    filled_by="audit",
    tables=(
        OutputTable(
            "CountResults",
            (
                OutputColumn("Count", Look.CODE, width=15),
                OutputColumn("Date", Look.DATE, width=12),
                OutputColumn("Material", Look.CODE, width=12),
                OutputColumn("Description", Look.TEXT, width=24),
                OutputColumn("Unit", Look.TEXT, width=8),
                OutputColumn("Location", Look.CODE, width=11),
                OutputColumn("Lot", Look.CODE, width=9),
                OutputColumn("Class", Look.TEXT, width=8),
                OutputColumn("Book", Look.QUANTITY, "That day", width=12),
                OutputColumn("Counted", Look.QUANTITY, width=12),
                OutputColumn("Recounted", Look.QUANTITY, width=12),
                OutputColumn("Difference", Look.QUANTITY, width=12, mark=Mark.NOT_ZERO),
                OutputColumn("Tolerance", Look.SHARE, width=11),
                OutputColumn("Verdict", Look.TEXT, width=18, mark=Mark.OUTSTANDING),
                OutputColumn("Value", Look.MONEY, "Of the difference", width=14, total=True),
                OutputColumn("Moved", Look.QUANTITY, "Count to period end", width=12),
                OutputColumn("Expected", Look.QUANTITY, "At period end", width=12),
                OutputColumn("Book at End", Look.QUANTITY, width=12),
                OutputColumn(
                    "Unexplained", Look.QUANTITY, width=13, mark=Mark.NOT_ZERO,
                    formula="=ROUND(" + _OF.format("Expected") + "-" + _OF.format("Book at End") + ",6)",
                ),
                OutputColumn("Counter", Look.TEXT, width=11),
                OutputColumn("Approved By", Look.TEXT, width=12),
                OutputColumn("Cause", Look.TEXT, width=22),
            ),
            _rows,
            key=("Count", "Material", "Location", "Lot"),
            shown=(
                "Count", "Date", "Material", "Description", "Location", "Book", "Counted", "Difference", "Verdict",
                "Value", "Counter", "Cause",
            ),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
    packs=("counts",),
)
