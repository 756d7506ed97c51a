"""``wipbook count sheets``: blind sheets to print and fill in."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Press
from wipbook.commands.given import date_given, words_given
from wipbook.commands.wording import NOT_SAVED, rows_left_out
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.audit.count import blind_sheets
    from wipbook.ledger.ledger import read_policy

    given = call.given
    day = date_given(given["date"], "--date") or read_policy(call.workbook).as_of
    classes, materials = words_given(given["classes"]), words_given(given["material"])
    made = blind_sheets(call.workbook, day, classes, materials, given["every"], call.progress)
    lines = made.lines
    number = lines["Count"][0]
    return Answer(
        [f"{lines.height} tags of {number} for {day}"],
        [f"{lines.height} tags of {number} are on the sheet Count Sheet: print, count, type what was found.",
         NOT_SAVED],
        {"saved": None, "tags": lines["Tag"].to_list()},
        rows_left_out(made.rows_left_out),
        saves=True,
        then=": print the sheet Count Sheet",
    )


COMMAND = Command(
    name="count sheets", order=210, shows="Count Sheet",
    about="Make blind count sheets to print: without the quantity of the books.",
    run=run, home=50, logged_as="count", finds=(ROWS_LEFT_OUT,),
    refuses="counted lines wait to be posted",
    arguments=(
        Argument("date", "Day of the count; default: As Of of the workbook.", default="", words=("--date",)),
        Argument("classes", "Only these classes, separated by commas.", default="", words=("--class",)),
        Argument("material", "These materials, separated by commas.", default="", words=("--material",)),
        Argument("every", "Every place, due or not.", bool, False, ("--all",)),
    ),
    presses=(
        Press("count_sheets", Button(
            Group.AUDIT, 70, "Count Sheets", "FilePrintPreview", "Make blind count sheets",
            "The places due at the as-of date, without the quantity of the books, to print and fill in.",
        )),
    ),
)
