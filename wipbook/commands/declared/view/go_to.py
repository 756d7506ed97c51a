"""The button Go To: shows and activates what the active cell names, be its sheet hidden or not."""

from __future__ import annotations

from wipbook.commands.command import ACTIVE_CELL, Answer, Argument, Call, Command, Press
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.workbench.front.going_to import go_to

    there = go_to(call.workbook, call.given["place"], call.given["sheet"])
    return Answer([there], [there], {"place": there})


COMMAND = Command(
    name="go-to", order=999, run=run, in_shell=False, json=False,
    about="Show and activate the sheet, cell, job or material that the active cell names.",
    arguments=(
        Argument("place", "A sheet, a cell such as Jobs!A7, a job or a material."),
        Argument("sheet", "The sheet it is on.", default=""),
    ),
    presses=(
        Press(
            "go_to",
            Button(
                Group.VIEW, 20, "Go To", "GoTo", "Go to what the cell names",
                "A sheet (shown if it is hidden), a cell such as Movements!G7, the row of a job in Jobs or of a "
                "material in Materials.",
            ),
            asks=ACTIVE_CELL,
        ),
    ),
)
