"""``wipbook watch``: files that arrive in a folder are imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wipbook.commands.command import Answer, Argument, Call, Cause, Command, Grid
from wipbook.exit_code import ExitCode

if TYPE_CHECKING:
    from wipbook.commands.batch.watching.watch import Taken

_COLUMNS = ("Plant", "File", "State", "Exit", "Said")


def run(call: Call) -> Answer:
    from wipbook.commands.batch.limits import seconds_of
    from wipbook.commands.batch.plan import read_plan
    from wipbook.commands.batch.watching.gently import until_told
    from wipbook.commands.batch.watching.watch import watch

    given = call.given
    plan = read_plan(given["plan"], only=given["only"])
    every = None
    if given["every"]:
        try:
            every = seconds_of(given["every"])
        except ValueError as error:
            raise _not_a_span(given["every"], error) from None
    taken: list[Taken] = []
    with until_told() as over:
        for one in watch(plan, given["once"], every, call.progress, over):
            taken.append(one)
            call.progress(_line(one))
    files = [one for one in taken if one.file]
    shell: list[str | Grid] = [
        Grid(plan.path.name, _COLUMNS, [(o.plant, o.file, o.state, o.code, o.said) for o in taken])
    ] if taken else ["No file has arrived."]
    return Answer(
        shell,
        facts={"files": [
            {"plant": one.plant, "file": one.file, "state": one.state, "code": one.code, "said": one.said}
            for one in files
        ], "steps": [
            {"plant": one.plant, "state": one.state, "code": one.code, "said": one.said}
            for one in taken if not one.file
        ]},
        causes=[
            Cause(f"{sum(one.code == code for one in taken)} of {len(taken)}: {ExitCode(code).about}", ExitCode(code))
            for code in sorted({one.code for one in taken if one.code})
        ],
    )


def _line(one: Taken) -> str:
    return " ".join(filter(None, (f"{one.plant}:", one.file, one.state, f"({one.said})" if one.said else "")))


def _not_a_span(text: str, error: ValueError) -> Exception:
    from wipbook.commands.batch.faults import PlanNotUnderstood

    return PlanNotUnderstood(where="--every", found=repr(text), expected=str(error), remedy="write it as 5m")


COMMAND = Command(
    name="watch", order=47, run=run, needs_book=False, finds=("a file was taken in part, or a step found something",),
    refuses="a file was refused, or stays because its workbook is open elsewhere; another process watches the plan",
    about="Import files that arrive in a folder, by sheet Imports or a mapping; put them aside with what came of them.",
    arguments=(
        Argument("plan", "A plan in TOML with [watch] (docs/import.md).", Path, metavar="PLAN"),
        Argument("once", "Look twice, take what rests, and end: for cron.", bool, False, ("--once",)),
        Argument("every", "Look again after so long.  [default: the plan's, else 5m]", default="", words=("--every",),
                 metavar="TIME"),
        Argument("only", "One plant of the plan.", default="", words=("--only",)),
    ),
)
