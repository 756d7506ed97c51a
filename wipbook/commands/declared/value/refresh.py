"""``wipbook refresh``: cost everything, fill every report."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import ADJUSTMENTS, ROWS_LEFT_OUT, Answer, Argument, Call, Command, Press
from wipbook.commands.wording import (
    NOT_SAVED,
    adjustments_pending,
    checks_differ,
    first_lines,
    rows_left_out,
    summary_facts,
    summary_lines,
)
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.value.refresh import refresh

    if call.given["out"] is not None:
        from wipbook.commands.value.copy_target import refuse_target

        refuse_target(call.given["out"], overwrite=call.given["overwrite"])
    summary = refresh(call.workbook, call.progress)
    differs = [f"{name} differs by {summary.text(amount)}" for name, amount in summary.failing.items()]
    return Answer(
        summary_lines(summary),
        [
            f"Refreshed {summary.workbook}{f' as of {summary.as_of}' if summary.as_of else ''}. "
            f"Checks: {summary.checks_line}.",
            *first_lines(differs, "the sheet Checks"),
            *(f"{stage}: {summary.text(amount)} {summary.currency}" for stage, amount in summary.balances.items()),
            f"Rows: {summary.rows_read:,} read, {summary.rows_left_out:,} left out, {summary.warnings:,} warnings.",
            *(one.said for one in summary.taken_in),
            *summary.of_period,
            NOT_SAVED,
        ],
        {"saved": None, **summary_facts(summary)},
        [*checks_differ(len(summary.failing)), *rows_left_out(summary.rows_left_out),
         *adjustments_pending(summary.pending)],
        saves=True,
        save_to=call.given["out"],
    )


COMMAND = Command(
    name="refresh", order=40, about="Cost everything and fill every report.", run=run, home=30,
    finds=("a check differs", ROWS_LEFT_OUT, ADJUSTMENTS),
    arguments=(
        Argument("out", "Write a copy here instead of saving in place.", Path | None, None, ("--out",)),
        Argument("overwrite", "Let --out replace a file that is no workbook of wipbook's.", bool, False,
                 ("--overwrite",)),
    ),
    presses=(
        Press("refresh", Button(
            Group.VALUE, 10, "Refresh", "RefreshAll", "Cost everything and fill every report",
            "Reads the input sheets, values stock and jobs, writes the reports and proves them. The workbook is not "
            "saved: that is yours to do.",
            large=True,
        )),
    ),
)
