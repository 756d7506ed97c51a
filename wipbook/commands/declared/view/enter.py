"""``wipbook enter``: one more row, with today's date, the next number and what the row before had."""

from __future__ import annotations

from wipbook.commands.command import ACTIVE_SHEET, Answer, Argument, Call, Command, Press
from wipbook.commands.wording import NOT_SAVED
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.workbench.front.entering import enter

    row = enter(call.workbook, call.given["sheet"], call.given["values"] or ())
    filled = ", ".join(f"{name} {value}" for name, value in row.values.items())
    missing = f"; still to type: {', '.join(row.missing)}" if row.missing else ""
    return Answer(
        [f"{row.sheet}!{row.cell}: {filled}{missing}"],
        [f"Row {row.cell} of {row.sheet}: {filled}{missing}.", NOT_SAVED],
        {"saved": None, "sheet": row.sheet, "cell": row.cell, "values": {k: str(v) for k, v in row.values.items()},
         "missing": list(row.missing)},
        saves=True,
    )


COMMAND = Command(
    name="enter", order=15, run=run,
    about="Add a row to an input sheet: today's date, the next number and the last job are filled in.",
    arguments=(
        Argument("sheet", "An input sheet, such as Movements or Labor.", metavar="SHEET"),
        Argument("values", "COLUMN=VALUE, as many as are known.", list[str], None, metavar="COLUMN=VALUE"),
    ),
    presses=(
        Press(
            "new_row",
            Button(
                Group.VIEW, 30, "New Row", "TableRowsInsertBelowExcel", "One more row to type into",
                "On an input sheet: below the last row, with today's date, the next number, your name and the job of "
                "the row before; the cursor goes to the first cell that is still to be typed.",
            ),
            asks=ACTIVE_SHEET,
        ),
    ),
)
