"""``wipbook demo``: a small factory's year, simulated, in a workbook of its own."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import Answer, Argument, Call, Command, Grid
from wipbook.commands.wording import summary_facts, summary_lines


def run(call: Call) -> Answer:
    from wipbook.commands.data.demo.make import make

    given = call.given
    report = make(given["out"], given["seed"], given["size"], call.progress)
    planted = f"{len(report.planted)} problems were planted for the audits to find: see examples/demo/README.md"
    return Answer(
        [
            Grid("Simulated rows", ("Sheet", "Rows"), list(report.rows.items())),
            *summary_lines(report.summary),
            *([planted] if report.planted else []),
            f"The workbook is {report.path}",
        ],
        (),
        {
            "path": str(report.path), "rows": report.rows, **summary_facts(report.summary),
            "planted": [vars(problem) for problem in report.planted],
        },
    )


COMMAND = Command(
    name="demo", order=180, about="Simulate a small factory's year and build its workbook.", run=run, needs_book=False,
    arguments=(
        Argument("out", "Folder for the demo workbook.", Path, Path("demo"), ("--out",)),
        Argument("seed", "Another seed, another year.", int, 1, ("--seed",)),
        Argument("size", "small, medium or large.", default="small", words=("--size",)),
    ),
)
