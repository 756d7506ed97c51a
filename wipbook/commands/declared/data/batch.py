"""``wipbook batch``: the same steps for many plants."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import Answer, Argument, Call, Cause, Command, Grid
from wipbook.exit_code import ExitCode

_COLUMNS = ("Plant", "State", "Exit", "Ran", "Had run", "Seconds")


def run(call: Call) -> Answer:
    from wipbook.commands.batch.batch import batch, dry_run
    from wipbook.commands.batch.pages import said
    from wipbook.commands.batch.plan import read_plan

    given = call.given
    plan = read_plan(given["plan"], given["steps"], given["workers"] or None, given["scheduler"], given["only"])
    if given["dry_run"]:
        would = dry_run(plan, given["fresh"])
        return Answer(
            [Grid("Would run", ("Plant", "Steps", "Had run"), would)],
            facts={"plants": [{"plant": name, "steps": steps, "kept": kept} for name, steps, kept in would]},
        )
    done = batch(plan, given["fresh"], call.progress)
    rows = [
        (one.name, said(one), one.code, ", ".join(one.ran), ", ".join(one.kept), f"{one.seconds:,.1f}")
        for one in done.results
    ]
    shell: list[str | Grid] = [Grid(plan.path.name, _COLUMNS, rows)]
    shell += [f"{one.name}: {one.message}" for one in done.results if one.message]
    files = [plan.beside(ending) for ending in ("summary.xlsx", "status.html", "log")]
    shell.append(
        f"{len(rows)} plants in {done.seconds:,.1f} seconds on {done.workers} workers "
        f"({done.scheduler}); see {', '.join(str(one) for one in files)}"
    )
    worst = [one for one in done.results if one.code]
    causes = [
        Cause(f"{sum(one.code == code for one in worst)} of {len(rows)} plants: {ExitCode(code).about}", ExitCode(code))
        for code in sorted({one.code for one in worst})
    ]
    return Answer(
        shell,
        facts={
            "plants": [
                {"plant": one.name, "state": one.state, "code": one.code, "message": one.message, "ran": list(one.ran),
                 "kept": list(one.kept), "seconds": one.seconds, "book": one.book, "facts": one.facts}
                for one in done.results
            ],
            "seconds": done.seconds, "workers": done.workers, "scheduler": done.scheduler,
            "summary": str(files[0]), "status": str(files[1]), "logs": str(files[2]),
        },
        causes=causes,
    )


COMMAND = Command(
    name="batch", order=46, run=run, needs_book=False, finds=("something was found at a plant",),
    refuses="a plant refused: its message says why",
    about="Run the same steps for many plants: import, check, refresh, audit, forecast, close, journal, pack.",
    arguments=(
        Argument("plan", "A plan in TOML, or a folder of workbooks (docs/batch.md).", Path, metavar="PLAN"),
        Argument("steps", "These steps, separated by commas, instead of the plan's.", default="", words=("--steps",)),
        Argument("workers", "So many plants at once.  [default: the plan's, else the cores]", int, 0, ("--workers",)),
        Argument("scheduler", "Address of a Dask scheduler; own: without Dask.", default="", words=("--scheduler",)),
        Argument("only", "One plant of the plan.", default="", words=("--only",)),
        Argument("fresh", "Forget what has run.  [default: --resume, go on]", bool, False, ("--fresh/--resume",)),
        Argument("dry_run", "Say what would run; run nothing.", bool, False, ("--dry-run",)),
    ),
)
