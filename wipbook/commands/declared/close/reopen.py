"""``wipbook reopen``: the last closed period is open again."""

from __future__ import annotations

from wipbook.commands.command import ADJUSTMENTS, ROWS_LEFT_OUT, Answer, Argument, Call, Command, Field, Form, Press
from wipbook.commands.declared.close.wording import AS
from wipbook.commands.given import date_given
from wipbook.commands.wording import NOT_SAVED, adjustments_pending, checks_differ, rows_left_out
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.close.reopen import reopen

    given = call.given
    through = date_given(given["through"], "--through")
    record, summary = reopen(call.workbook, through, given["by"], given["reason"], call.progress, agree=call.agree)
    said = f"{record.start} to {record.end} is open again: record {record.number} by {record.by} says so."
    return Answer(
        [said],
        [said, f"Checks: {summary.checks_line}.", NOT_SAVED],
        {"saved": None, "start": record.start, "end": record.end, "record": record.number, "hash": record.hash},
        [*checks_differ(len(summary.failing)), *rows_left_out(summary.rows_left_out),
         *adjustments_pending(summary.pending)],
        saves=True,
    )


COMMAND = Command(
    name="reopen", order=107, run=run, home=97,
    about="Open the last closed period again; what was recorded stays, another record says that it is open.",
    refuses="no period is closed; another than the last one is named; a record is damaged",
    finds=("a check differs", ROWS_LEFT_OUT, ADJUSTMENTS),
    arguments=(
        Argument(
            "through", "The last day of the period, to be sure which: YYYY-MM-DD.", str, "", ("--through",), "DATE",
        ),
        AS, Argument("reason", "Why; stands with the record.", str, "", ("--reason",), "TEXT"),
    ),
    presses=(
        Press(
            "reopen", asks=Form("The last closed period is opened again.", (
                Field("reason", "Why (kept with the record)"), Field("by", "Your name, or your login"),
            )),
            confirms=True,
            button=Button(
                Group.CLOSE, 30, "Reopen", "FileOpen", "Open the last closed period again",
                "Adds a record that says so; later rows change the period again until it is closed anew.",
            ),
        ),
    ),
)
