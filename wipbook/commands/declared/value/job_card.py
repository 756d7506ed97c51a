"""``wipbook job-card``: one job on one page."""

from __future__ import annotations

from wipbook.commands.command import ACTIVE_JOB, ROWS_LEFT_OUT, Answer, Argument, Call, Command, Press
from wipbook.commands.wording import NOT_SAVED, rows_left_out
from wipbook.port.tab import Button, Group
from wipbook.values.fixed import currency_text


def run(call: Call) -> Answer:
    from wipbook.commands.value.job_card import job_card

    card = job_card(call.workbook, call.given["job"], call.progress)
    money = f"{currency_text(card.charged, card.places)} charged, {currency_text(card.wip, card.places)} in process"
    described = f", {card.description}" if card.description else ""
    return Answer(
        [f"{card.job} {card.description} ({card.status}): {money}"],
        [
            f"Job {card.job}{described} ({card.status or 'no status'}): {money}, {card.entries:,} entries.",
            "Its card is on the sheet Job Card.",
            NOT_SAVED,
        ],
        {"saved": None, **vars(card)},
        rows_left_out(card.rows_left_out),
        saves=True,
        then=f": see the sheet Job Card ({card.entries:,} entries)",
    )


COMMAND = Command(
    name="job-card", order=130, run=run, shows="Job Card", home=120, finds=(ROWS_LEFT_OUT,),
    about="Write the card of one job: plan, cost by element, and every entry that touched it.",
    arguments=(Argument("job", "Number of the job.", metavar="JOB"),),
    presses=(
        Press("job_card", asks=ACTIVE_JOB, button=Button(
            Group.VALUE, 30, "Job Card", "DataFormExcel", "Show one job",
            "Writes the cost card of the job in the active cell, or of the job you name.",
        )),
    ),
)
