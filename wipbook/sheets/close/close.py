"""Close: the steps of the period's close, what the workbook knows of each, and who did it."""

from __future__ import annotations

import polars as pl

from wipbook.books.closed.checklist import checklist
from wipbook.books.results import Results
from wipbook.port.tab import Button, Group
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

STEPS = 17


def _faults(results: Results) -> pl.DataFrame:
    faults = results.ledger.closed.faults
    return pl.DataFrame(
        {"Fault": faults, "Faults": [1] * len(faults)}, schema={"Fault": pl.String, "Faults": pl.Int64}
    )


def _own(results: Results) -> pl.DataFrame:
    raise AssertionError("the steps of one's own are the user's: no command writes them")


SHEET = OutputSheet(
    name="Close",
    order=334,
    title="Close of the period",
    about="What to do before the period is closed, what is done, and by whom",
    source="States are computed by every refresh. A step to review is done when you put your name to it; names and "
    "notes stay until the next period. Add steps of your own on the right.",
    kind="control",
    tables=(
        OutputTable(
            "CloseSteps",
            (
                OutputColumn("Step", Look.COUNT, width=7),
                OutputColumn("Period End", Look.DATE, width=13),
                OutputColumn("Area", Look.TEXT, width=20),
                OutputColumn("What", Look.TEXT, width=44, wrap=True),
                OutputColumn("State", Look.TEXT, width=12, mark=Mark.OUTSTANDING),
                OutputColumn("Figure", Look.TEXT, "What the workbook knows", width=36, wrap=True),
                OutputColumn("Where", Look.TEXT, "Sheet", width=18),
                OutputColumn("How", Look.TEXT, width=38, wrap=True),
                OutputColumn("Done By", Look.TEXT, "Your name", width=16, typed=True, kept=True),
                OutputColumn("Note", Look.TEXT, width=28, wrap=True, typed=True, kept=True),
            ),
            lambda results: checklist(results).with_columns(
                pl.lit(None, dtype=pl.String).alias("Done By"), pl.lit(None, dtype=pl.String).alias("Note")
            ),
            key=("Step", "Period End"),
            rows=STEPS,
        ),
        OutputTable(
            "RecordFaults",
            (
                OutputColumn("Fault", Look.TEXT, "What is not as it was closed", width=60, wrap=True),
                OutputColumn("Faults", Look.COUNT, width=8, mark=Mark.NOT_ZERO),
            ),
            _faults,
            first_column=12,
        ),
        OutputTable(
            "OwnSteps",
            (
                OutputColumn("Own Step", Look.TEXT, "Yours: what else to do", width=36, typed=True),
                OutputColumn("Own Done By", Look.TEXT, "Your name", width=16, typed=True),
                OutputColumn("Own Note", Look.TEXT, width=28, typed=True),
            ),
            _own,
            typed=True,
            first_column=15,
        ),
    ),
    button=Button(
        Group.CLOSE, 5, "Checklist", "FormControlCheckBox", "Go to the close checklist",
        "The sheet Close: what to do before the period is closed, with what the workbook knows of each step.",
    ),
    roles=(CONTROLLER, AUDITOR),
)
