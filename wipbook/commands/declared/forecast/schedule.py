"""``wipbook schedule``: the open steps on the capacity there is."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Grid, Press
from wipbook.commands.wording import NOT_SAVED, rows_left_out
from wipbook.port.tab import Button, Group
from wipbook.values.fixed import plain_text

_COLUMNS = ("Rule", "Chosen", "Late Jobs", "Days Late", "Longest Delay", "All Done")


def run(call: Call) -> Answer:
    from wipbook.commands.forecast.schedule import schedule

    proposal = schedule(call.workbook, call.given["rule"], call.given["accept"], call.progress)
    steps = proposal.steps.height
    table = Grid("Dispatch rules, in working days", _COLUMNS, proposal.rules.select(_COLUMNS).rows())
    done = "planned anew" if proposal.written else "would be planned anew (nothing is written: --accept does it)"
    rules = [
        f"{row['Rule']}: {row['Late Jobs']} late jobs, {plain_text(row['Days Late'])} days late in all"
        for row in proposal.rules.to_dicts()
    ]
    message = [
        f"{proposal.changed} of {steps} open steps have new planned dates, by {proposal.rule}.", "Forecast again.",
        NOT_SAVED,
    ]
    if not proposal.written:
        would = f"{proposal.changed} of {steps} open steps would get other dates"
        message = [f"Preview by {proposal.rule}: {would}. Nothing was written.", *rules]
    return Answer(
        [table, f"{proposal.changed} of {steps} open steps {done}, by {proposal.rule}"],
        message,
        {"rule": proposal.rule, "accepted": proposal.written, "rules": proposal.rules.to_dicts(),
         "steps": proposal.steps.to_dicts()},
        rows_left_out(proposal.rows_left_out),
        saves=proposal.written,
        then=": now forecast again",
    )


COMMAND = Command(
    name="schedule", order=100, run=run, home=90, finds=(ROWS_LEFT_OUT,),
    about="Schedule the open steps on the capacity there is: a preview, until --accept writes the planned dates.",
    arguments=(
        Argument("rule", "A dispatch rule; default: the one with the fewest days late.", default="",
                 words=("--rule",)),
        Argument("accept", "Write the dates to Operations; without it: preview.", bool, False, ("--accept",)),
    ),
    presses=(
        Press("schedule", Button(
            Group.FORECAST, 60, "Preview Schedule", "WatchWindow", "Compare dispatch rules",
            "Schedules the open steps on the capacity there is, by each dispatch rule. Writes nothing.",
        )),
        Press(
            "accept_schedule",
            Button(
                Group.FORECAST, 70, "Accept Schedule", "TracePrecedents", "Write the best schedule",
                "Puts the dates of the best schedule into Planned Start and Planned Finish of Operations.",
            ),
            given={"accept": True},
            confirm="Write the dates of the best schedule into Operations?",
        ),
    ),
)
