"""``wipbook close``: the books of a period, kept."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Press
from wipbook.commands.declared.close.wording import (
    ACCEPT,
    AS,
    DESPITE,
    REASON,
    WHO,
    closing_facts,
    closing_lines,
    overruled,
)
from wipbook.commands.given import date_given
from wipbook.commands.wording import NOT_SAVED, checks_differ, rows_left_out
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.close.close import close

    given = call.given
    through = date_given(given["through"], "--through")
    closing, summary = close(
        call.workbook, through, given["by"], overruled(given["despite"]), given["reason"], given["accept"],
        call.progress, agree=call.agree,
    )
    return Answer(
        closing_lines(closing),
        [*closing_lines(closing), f"Checks: {summary.checks_line}.", NOT_SAVED],
        {"saved": None, **closing_facts(closing)},
        [*checks_differ(len(summary.failing)), *rows_left_out(summary.rows_left_out)],
        saves=True,
    )


COMMAND = Command(
    name="close", order=106, run=run, home=96,
    about="Close the period: keep its balances, so that later rows move them no more.",
    refuses="a check differs, rows are left out, a count is not posted, high findings are open, the ledger does not "
    "tie, adjustments are not accepted; the day is closed already or has not come yet; a record is damaged",
    finds=("a check differs", ROWS_LEFT_OUT),
    arguments=(
        Argument("through", "Close through this day: YYYY-MM-DD; else the end of the period in Settings.", str, "",
                 ("--through",), "DATE"),
        AS, DESPITE, REASON, ACCEPT,
    ),
    presses=(
        Press(
            "close", asks=WHO,
            confirms=True,
            button=Button(
                Group.CLOSE, 20, "Close Period", "FileMarkAsFinal", "Close the period in Settings",
                "Keeps every balance of the period with a hash, and a copy of the file. Refused while something speaks "
                "against it: the sheet Close says what.",
                large=True,
            ),
        ),
    ),
)
