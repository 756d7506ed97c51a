"""``wipbook schedule``: the open steps on the capacity there is."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Grid, Press
from wipbook.commands.wording import NOT_SAVED, rows_left_out
from wipbook.port.tab import Button, Group
from wipbook.values.fixed import plain_text

_COLUMNS = ("Rule", "Chosen", "Late Jobs", "Days Late", "Weighted", "All Done")


def run(call: Call) -> Answer:
    from wipbook.commands.forecast.schedule import schedule

    proposal = schedule(
        call.workbook, call.given["rule"], call.given["accept"], call.given["replan"], call.progress,
        agree=call.agree,
    )
    steps = proposal.steps.height
    ways = [tuple("" if value is None else value for value in row) for row in proposal.rules.select(_COLUMNS).rows()]
    table = Grid("Ways of scheduling, in working days", _COLUMNS, ways)
    done = "planned anew" if proposal.written else "would be planned anew (nothing is written: --accept does it)"
    rules = [
        f"{row['Rule']}: {row['Late Jobs']} late jobs, {plain_text(row['Days Late'])} days late in all"
        for row in proposal.rules.to_dicts() if row["Days Late"] is not None
    ]
    kept = f"{proposal.kept} keep the Planned Start that was typed" if proposal.kept else ""
    message = [
        f"{proposal.changed} of {steps} open steps have new planned dates, by {proposal.rule}.", "Forecast again.",
        NOT_SAVED,
    ]
    held = [f"{kept}."] if kept else []
    if not proposal.written:
        would = f"{proposal.changed} of {steps} open steps would get other dates"
        message = [f"Preview by {proposal.rule}: {would}. Nothing was written.", *held, *rules]
    without = [f"{row['Rule']}: {row['Note']}" for row in proposal.rules.to_dicts() if row["Note"]]
    return Answer(
        [table, *without, f"{proposal.changed} of {steps} open steps {done}, by {proposal.rule}",
         *([kept] if kept else [])],
        message,
        {"rule": proposal.rule, "accepted": proposal.written, "kept": proposal.kept, "rules": proposal.rules.to_dicts(),
         "steps": proposal.steps.to_dicts()},
        rows_left_out(proposal.rows_left_out),
        saves=proposal.written,
        then=": now forecast again",
    )


COMMAND = Command(
    name="schedule", order=100, shows="Schedule", run=run, home=90, finds=(ROWS_LEFT_OUT,),
    about="Schedule the open steps on the capacity there is: a preview, until --accept writes the planned dates.",
    arguments=(
        Argument("rule", "How to schedule; default: what has the fewest days late, weighted by Priority.", default="",
                 words=("--rule",)),
        Argument("accept", "Write the dates to Operations; without it: preview.", bool, False, ("--accept",)),
        Argument("replan", "Move steps whose Planned Start was typed, too.", bool, False, ("--replan",)),
    ),
    presses=(
        Press("schedule", Button(
            Group.FORECAST, 60, "Preview Schedule", "WatchWindow", "Compare ways of scheduling",
            "Schedules the open steps on the capacity there is, by dispatch rules, search and solver. Writes nothing.",
        )),
        Press(
            "accept_schedule",
            Button(
                Group.FORECAST, 70, "Accept Schedule", "TracePrecedents", "Write the best schedule",
                "Puts the dates of the best schedule into Planned Start and Planned Finish of Operations.",
            ),
            given={"accept": True},
            confirms=True,
        ),
    ),
)
