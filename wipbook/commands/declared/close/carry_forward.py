"""``wipbook carry-forward``: a workbook for the next year."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command
from wipbook.commands.declared.close.wording import AS
from wipbook.commands.wording import checks_differ, rows_left_out


def run(call: Call) -> Answer:
    from wipbook.commands.close.carrying.carry_forward import carry_forward

    given = call.given
    made = carry_forward(call.workbook, given["to"], call.progress, by=given["by"])
    summary = made.summary
    formulas = [f"Cells that hold a value where they held a formula: {made.formulas:,}."] if made.formulas else []
    return Answer(
        [
            f"Made {made.path}: opens on {made.start} with what was closed through {made.through}.",
            f"  {made.layers:,} layers of stock, {made.jobs:,} jobs with the {made.told:,} movements of their story",
            "  Proved: stock by place and lot, its layers, cost of jobs by element are what was closed.",
            f"  Checks: {summary.checks_line}",
            *formulas,
            "The workbook before stays as it is: keep it, it holds what was done.",
        ],
        (),
        {
            "path": made.path, "through": made.through, "start": made.start, "end": made.end, "jobs": made.jobs,
            "layers": made.layers, "told": made.told, "rows": made.rows, "formulas": made.formulas,
        },
        [*checks_differ(len(summary.failing)), *rows_left_out(summary.rows_left_out)],
    )


COMMAND = Command(
    name="carry-forward", order=111, run=run, reads_only=True,
    about="Make the workbook of the next year: it opens with what this one closed, and holds what is open still.",
    refuses="no period is closed, rows changed since what was closed, a balance is below zero, the new workbook would "
    "not open with what was closed; a file of that name is there",
    finds=("a check differs", ROWS_LEFT_OUT),
    arguments=(
        Argument("to", "The new workbook (.xlsx or .xlsm), a name that is free.", Path, words=("--to",),
                 metavar="FILE"),
        AS,
    ),
)
