"""``wipbook doctor``: what this machine has of what wipbook needs."""

from __future__ import annotations

from wipbook.commands.command import Answer, Call, Cause, Command, Press
from wipbook.commands.wording import first_lines
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.addin.doctor.examine import examine
    from wipbook.addin.doctor.finding import OK
    from wipbook.beside import functions

    call.progress("Examining")
    found = examine(functions)
    shell = []
    for line in found.lines:
        shell.append(f"{line.status:<8}{line.what}: {line.found}")
        if line.cure:
            shell.append(f"{'':8}  {'cure' if line.status == 'problem' else 'hint'}: {line.cure}")
    fine = sum(line.status == OK for line in found.lines)
    told = [f"{line.what}: {line.found}. {line.cure}".rstrip(". ") + "." for line in found.lines if line.status != OK]
    return Answer(
        [*shell, f"{len(found.problems)} problems." if found.problems else "No problem found."],
        [f"{fine} of {len(found.lines)} points are in order, {len(found.problems)} are problems.",
         *first_lines(told, "wipbook doctor in a shell")],
        [vars(line) for line in found.lines],
        [Cause(f"{len(found.problems)} problems")] if found.problems else [],
    )


COMMAND = Command(
    name="doctor", order=150, run=run, needs_book=False,
    about="Examine this machine: Python, packages, add-in, trust, folders, LibreOffice.", finds=("a problem",),
    presses=(
        Press("doctor", Button(
            Group.HELP, 30, "Doctor", "ErrorChecking", "Examine the installation",
            "Says what wipbook finds of Python, xlwings, the add-in and Excel, and how to cure what is wrong.",
        )),
    ),
)
