"""``wipbook close-out``: finished jobs, what stands against closing one of them, and its closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wipbook.commands.command import (
    ACTIVE_JOB,
    ROWS_LEFT_OUT,
    Answer,
    Argument,
    Call,
    Cause,
    Command,
    Grid,
    Press,
)
from wipbook.commands.wording import NOT_SAVED, first_lines, rows_left_out
from wipbook.port.tab import Button, Group

if TYPE_CHECKING:
    from wipbook.commands.value.close_out import CloseOut


def run(call: Call) -> Answer:
    from wipbook.commands.value.close_out import close_out

    found = close_out(call.workbook, call.given["job"], call.given["close"], call.progress, agree=call.agree)
    return _of_one(found, call.given["close"]) if found.job else _of_all(found)


def _of_all(found: CloseOut) -> Answer:
    from wipbook.values.fixed import money_text

    rows = [
        (job, status, money_text(residue, found.places), against)
        for job, status, residue, against in found.jobs.iter_rows() if against
    ]
    said = f"{found.jobs.height} finished jobs: {found.not_closed} not closed, {found.with_residue} with a residue"
    grid = [Grid("Not closed", ("Job", "Status", "Residue", "Against closing"), rows)] if rows else []
    return Answer(
        [*grid, said],
        [f"{said}.", *first_lines([f"{job}: {against}" for job, _, _, against in rows], "the sheet Close-Out"),
         NOT_SAVED],
        {"saved": None, "job": None, "finished": found.jobs.height, "not_closed": found.not_closed,
         "with_residue": found.with_residue,
         "jobs": [dict(zip(("job", "status", "residue", "against"), row, strict=True)) for row in rows]},
        rows_left_out(found.rows_left_out), saves=True, then=": see the sheet Close-Out",
    )


def _of_one(found: CloseOut, close: bool) -> Answer:
    from wipbook.values.fixed import money_text

    steps = [(step.what, step.state, step.figure, step.how) for step in found.steps]
    rows = [
        (one.way, money_text(one.amount, found.places), f"Dr {one.debit}, Cr {one.credit}", one.row)
        for one in found.proposals
    ]
    if found.closed:
        said = f"Job {found.job} is closed on {found.closed}; nothing was left in it"
    elif found.was_closed:
        said = f"Job {found.job} was closed before"
    elif found.open:
        said = f"Job {found.job} {'is not closed' if close else 'cannot be closed'}: {_words(found)}"
    else:
        said = f"Nothing stands against closing job {found.job}; to close it: --close"
    grids: list[str | Grid] = [Grid(f"Close-out of {found.job}", ("What", "State", "Figure", "How"), steps)]
    if rows:
        grids.append(Grid("What is left: enter what happened to it", ("If it", "Amount", "Entry", "Row"), rows))
    lines = [f"{step.short}: {step.how}" for step in (*found.open, *found.to_review)]
    lines += [f"{way}: {row} ({entry} {amount})" for way, amount, entry, row in rows]
    stands = bool(found.open) and not found.was_closed
    return Answer(
        [*grids, said],
        [f"{said.removesuffix('; to close it: --close')}.", *first_lines(lines, "the sheet Close-Out Card"),
         f"Refresh now. {NOT_SAVED}" if found.closed else NOT_SAVED],
        {"saved": None, "job": found.job, "closed": found.closed, "was_closed": found.was_closed,
         "steps": [dict(zip(("what", "state", "figure", "how"), step, strict=True)) for step in steps],
         "proposals": [dict(zip(("way", "amount", "entry", "row"), row, strict=True)) for row in rows]},
        [*([Cause(f"job {found.job} cannot be closed: {_words(found)}")] if stands else []),
         *rows_left_out(found.rows_left_out)],
        saves=True, then=": see the sheet Close-Out Card",
    )


def _words(found: CloseOut) -> str:
    return "; ".join(step.short for step in found.open)


COMMAND = Command(
    name="close-out", order=132, run=run, shows="Close-Out", home=125, finds=("a job cannot be closed", ROWS_LEFT_OUT),
    about="Show finished jobs with what is left in them, and what stands against closing one; with --close close it.",
    arguments=(
        Argument("job", "Number of the job; without it all finished jobs are listed.", str, "", ("--job",), "JOB"),
        Argument("close", "Close the job where nothing is open: Status and Closed on Jobs.", bool, False, ("--close",)),
    ),
    presses=(
        Press("close_out", asks=ACTIVE_JOB, button=Button(
            Group.VALUE, 32, "Close-Out", "FileCompatibilityChecker", "Look whether a job can be closed",
            "What stands against closing the job in the active cell, or the job you name, and what to enter first.",
        )),
        Press(
            "close_job", asks=ACTIVE_JOB, given={"close": True},
            confirms=True,
            button=Button(
                Group.VALUE, 34, "Close Job", "FileCheckIn", "Close a job of which nothing is open",
                "Types Closed and the day on Jobs. Where something is open it says what, and changes nothing there.",
            ),
        ),
    ),
)
