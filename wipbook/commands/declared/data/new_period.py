"""``wipbook new-period``: the next period, when it opens as the last one closed."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Press
from wipbook.commands.wording import NOT_SAVED, checks_differ, rows_left_out
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.data.new_period import new_period

    moved = new_period(call.workbook, call.progress, despite_checks=call.given["despite_checks"])
    summary = moved.summary
    balances = [f"{stage}: {summary.text(amount)} {summary.currency}" for stage, amount in moved.opening.items()]
    return Answer(
        [f"The period is now {moved.start} to {moved.end}. Its opening balances equal the last closing balances:",
         *(f"  {line}" for line in balances)],
        [f"The period is now {moved.start:%Y-%m-%d} to {moved.end:%Y-%m-%d}. It opens as the last one closed:",
         *balances, f"Checks: {moved.summary.checks_line}.", NOT_SAVED],
        {"saved": None, "start": moved.start, "end": moved.end, "opening": moved.opening},
        [*checks_differ(len(moved.summary.failing)), *rows_left_out(moved.summary.rows_left_out)],
        saves=True,
    )


COMMAND = Command(
    name="new-period", order=110, run=run, home=100,
    refuses="a check differs; the opening balances would not be the closing balances",
    finds=("a check differs (--despite-checks)", ROWS_LEFT_OUT),
    about="Move the workbook to its next period; the opening balances must equal the last closing balances.",
    arguments=(
        Argument("despite_checks", "Move on although a check differs.", bool, False, ("--despite-checks",)),
    ),
    presses=(
        Press("new_period", Button(
            Group.DATA, 10, "New Period", "NewAppointment", "Open the next period",
            "Moves the dates in Settings to the next period, proves that its opening balances are the last closing "
            "balances, and refreshes. Refused while a check differs.",
            large=True,
        )),
    ),
)
