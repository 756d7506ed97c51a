"""``wipbook count plan``: what is to be counted when."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Call, Cause, Command, Grid, Press
from wipbook.commands.wording import NOT_SAVED, rows_left_out
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.audit.count import plan

    report = plan(call.workbook, call.progress)
    rows = report.coverage.to_dicts()
    table = Grid(
        "Counts a year by class",
        ("Class", "Places", "Wanted", "Taken", "Next year", "Covered"),
        [(row["Class"], row["Places"], row["Wanted"], row["Taken"], row["Next Year"], str(row["Covered"]))
         for row in rows],
    )
    return Answer(
        [table, report.line],
        [f"{report.line}: see the sheet Count Plan.", NOT_SAVED],
        {"saved": None, "line": report.line, "coverage": rows},
        [*([] if report.covers else [Cause("the plan does not cover the year")]),
         *rows_left_out(report.rows_left_out)],
        saves=True,
        then=": see the sheet Count Plan",
    )


COMMAND = Command(
    name="count plan", order=200, shows="Count Plan",
    about="Plan the counts of the year by class, and prove that they cover every place.",
    run=run, home=50, logged_as="count", finds=("the plan does not cover the year", ROWS_LEFT_OUT),
    presses=(
        Press("count_plan", Button(
            Group.AUDIT, 60, "Count Plan", "PivotTableInsert", "Plan the counts",
            "What is counted how often and when next, by class, and the proof that a year covers every place.",
        )),
    ),
)
