"""The button About: which versions are running."""

from __future__ import annotations

from wipbook.commands.command import Answer, Call, Command, Press
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.addin.versions import running

    return Answer((), [*running().splitlines(), "MIT licence. Excel speaks to Python through xlwings (BSD 3-clause)."])


COMMAND = Command(
    name="about", order=999, about="Which versions are running.", run=run, needs_book=False, in_shell=False,
    presses=(
        Press("about", Button(
            Group.HELP, 60, "About", "Help", "About wipbook",
            "Versions of the add-in, of wipbook and of xlwings, and whether they belong together.",
        )),
    ),
)
