"""``wipbook check``: what is wrong with the inputs, and which figures disagree."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Call, Cause, Command, Press
from wipbook.commands.wording import (
    MOST_LINES,
    checks_differ,
    first_lines,
    rows_left_out,
    summary_facts,
    summary_lines,
)
from wipbook.port.tab import Button, Group
from wipbook.values.place_text import place_text

if TYPE_CHECKING:
    from wipbook.commands.data.recomputed import InputFormulas

_SHOWN = 40


def run(call: Call) -> Answer:
    from wipbook.commands.data.check import check

    report = check(call.workbook, call.progress)
    summary, rows = report.summary, report.exceptions.to_dicts()
    shell = [
        f"{place_text(row['Sheet'], row['Cell'])}: {row['Column']}: found {row['Found']}, expected {row['Expected']}. "
        f"What to do: {row['What To Do']} ({row['Effect']})"
        for row in rows[:_SHOWN]
    ]
    if len(rows) > _SHOWN:
        shell.append(f"... and {len(rows) - _SHOWN:,} more: see the sheet Exceptions after a refresh")
    shell += formula_lines(report.formulas)
    cells = [
        f"{place_text(row['Sheet'], row['Cell'])}: found {row['Found']}, expected {row['Expected']} ({row['Effect']})"
        for row in rows[: MOST_LINES + 1]
    ]
    differs = [f"{name} differs by {summary.text(amount)}" for name, amount in summary.failing.items()]
    message = [
        f"{len(rows):,} cells need attention. Checks: {summary.checks_line}.",
        *first_lines(cells, "the sheet Exceptions after a refresh", len(rows) - len(cells)),
        *first_lines(differs, "the sheet Checks after a refresh"),
        *(one.said for one in summary.taken_in),
        *summary.of_period,
        *formula_lines(report.formulas),
    ]
    if report.clean:
        message = [
            f"Nothing to say against {summary.workbook}. Checks: {summary.checks_line}.",
            *(one.said for one in summary.taken_in),
            *summary.of_period,
            *formula_lines(report.formulas),
        ]
    return Answer(
        [*shell, *summary_lines(summary)], message,
        {"exceptions": rows, "checks": report.checks.to_dicts(), "formulas": asdict(report.formulas),
         **summary_facts(summary)},
        [
            *([Cause(f"{len(rows):,} cells need attention")] if rows else []),
            *([Cause(f"{len(report.formulas.differ):,} input formulas come to another value")]
              if report.formulas.differ else []),
            *checks_differ(len(summary.failing)), *rows_left_out(summary.rows_left_out),
        ],
    )


def formula_lines(formulas: InputFormulas) -> list[str]:
    """What is said of the formulas among the inputs; nothing where there are none."""
    if not formulas.count:
        return []
    if formulas.compared is None:
        why = f", not computed anew: {formulas.why_not}" if formulas.why_not else ""
        return [f"{formulas.count:,} formulas among the inputs{why}"]
    lines = [
        f"{place_text(one.sheet, one.cell)}: found {one.cached}, comes to {one.recomputed} when it is computed anew"
        for one in formulas.differ[:_SHOWN]
    ]
    if len(formulas.differ) > _SHOWN:
        lines.append(f"... and {len(formulas.differ) - _SHOWN:,} more formulas")
    return [
        *lines, f"{formulas.count:,} formulas among the inputs, {formulas.compared:,} computed anew: "
        f"{len(formulas.differ):,} come to another value",
    ]


COMMAND = Command(
    name="check", order=30, run=run, reads_only=True,
    about="Validate the inputs and recompute every check; nothing is written.",
    finds=("a cell needs attention", "a check differs", "an input formula comes to another value", ROWS_LEFT_OUT),
    presses=(
        Press("check", Button(
            Group.DATA, 30, "Check Data", "DataValidation", "Check the inputs",
            "Says which cells of the input sheets cannot be used and which figures disagree. Writes nothing.",
        )),
    ),
)
