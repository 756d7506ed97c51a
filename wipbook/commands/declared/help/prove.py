"""``wipbook prove``: every function's published example, computed inside the workbook."""

from __future__ import annotations

from wipbook.commands.command import Answer, Call, Cause, Command, Grid, Press
from wipbook.commands.wording import NOT_SAVED, first_lines
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.beside import functions
    from wipbook.commands.help.prove import prove

    report = prove(call.workbook, functions(), call.progress)
    table = Grid(
        "Functions against their sources",
        ("Function", "Expected", "Got", "Difference"),
        [
            (one.function, one.expected, one.got, "" if one.difference is None else f"{one.difference:g}")
            for one in report.proofs
        ],
    )
    differs = [f"{one.function}: computed {one.got}, the source says {one.expected}" for one in report.failing]
    return Answer(
        [table, *(f"  {one.function} differs from {one.source}" for one in report.failing), report.line],
        [f"{report.line}.", *first_lines(differs, "the sheet Functions"), NOT_SAVED],
        {"saved": None, "line": report.line, "proofs": [vars(proof) for proof in report.proofs]},
        [Cause(f"{len(report.failing)} examples differ from their sources")] if report.failing else [],
        saves=True,
        then=": see the sheet Functions",
    )


COMMAND = Command(
    name="prove", order=140, shows="Functions", run=run, home=130,
    about="Compute every function's published example inside the workbook.", finds=("an example differs",),
    presses=(
        Press("prove", Button(
            Group.HELP, 20, "Prove", "ReviewAcceptOrRejectChangeDialog", "Prove the figures",
            "Runs the published examples behind the calculations on this machine and shows each result beside its "
            "source.",
        )),
    ),
)
