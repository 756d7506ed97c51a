"""``wipbook new-period``: the period closed, the next one opened."""

from __future__ import annotations

from wipbook.commands.command import ADJUSTMENTS, ROWS_LEFT_OUT, Answer, Argument, Call, Command, Press
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
from wipbook.commands.wording import NOT_SAVED, adjustments_pending, checks_differ, rows_left_out
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.close.new_period import new_period

    given = call.given
    moved = new_period(
        call.workbook, call.progress, by=given["by"], despite=overruled(given["despite"], given["despite_checks"]),
        reason=given["reason"], accept=given["accept"], agree=call.agree,
    )
    summary = moved.summary
    closed = closing_lines(moved.closing) if moved.closing else ["The period was closed already."]
    balances = [f"{stage}: {summary.text(amount)} {summary.currency}" for stage, amount in moved.opening.items()]
    return Answer(
        [*closed, f"The period is now {moved.start} to {moved.end}. Its opening balances are the closing balances:",
         *(f"  {line}" for line in balances)],
        [*closed, f"The period is now {moved.start:%Y-%m-%d} to {moved.end:%Y-%m-%d}. It opens as the last one closed:",
         *balances, f"Checks: {moved.summary.checks_line}.", NOT_SAVED],
        {"saved": None, "start": moved.start, "end": moved.end, "opening": moved.opening,
         "closed": closing_facts(moved.closing) if moved.closing else None},
        [*checks_differ(len(moved.summary.failing)), *rows_left_out(moved.summary.rows_left_out),
         *adjustments_pending(moved.summary.pending)],
        saves=True,
    )


COMMAND = Command(
    name="new-period", order=110, run=run, home=100,
    refuses="what speaks against closing the period (see close)",
    finds=("a check differs", ROWS_LEFT_OUT, ADJUSTMENTS),
    about="Close the period and move the workbook to its next one, which opens with the closing balances.",
    arguments=(
        AS, DESPITE, REASON, ACCEPT,
        Argument("despite_checks", "Older spelling of --despite checks.", bool, False, ("--despite-checks",)),
    ),
    presses=(
        Press("new_period", asks=WHO, confirms=True, button=Button(
            Group.CLOSE, 10, "New Period", "HeaderFooterCurrentDate", "Close the period and open the next",
            "Closes the period in Settings, moves the dates to the next one, which opens with the closing balances, "
            "and refreshes. Refused while something speaks against closing: the sheet Close says what.",
            large=True,
        )),
    ),
)
