"""``wipbook count post``: what was counted, compared with the books and posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Cause, Command, Grid, Press
from wipbook.commands.wording import NOT_SAVED, first_lines, rows_left_out
from wipbook.port.tab import Button, Group

if TYPE_CHECKING:
    from wipbook.commands.audit.count_post import Posting

_NAMES = ("Tag", "Material", "Book", "Counted", "Recounted", "Difference", "Value", "Verdict")


def _booked_later(posting: Posting) -> str:
    """What is said of differences whose day is closed."""
    lines = posting.moved_on
    if lines.is_empty():
        return ""
    counted, booked = sorted(set(lines["Date"])), lines["Booked"][0]
    days = " to ".join(str(day) for day in dict.fromkeys((counted[0], counted[-1])))
    count = "1 difference is" if lines.height == 1 else f"{lines.height} differences are"
    return f"{count} booked on {booked}: {days} is closed (Settings: Closed Through)"


def run(call: Call) -> Answer:
    from wipbook.commands.audit.count_post import post
    from wipbook.ledger.ledger import read_policy
    from wipbook.values.fixed import money_text, quantity_text

    posting = post(call.workbook, call.given["accept"], call.progress, agree=call.agree)
    places = read_policy(call.workbook).currency_places
    lines = posting.lines.to_dicts()
    rows = [
        (row["Tag"], row["Material"], quantity_text(row["Book"]), quantity_text(row["Counted"]),
         "" if row["Recounted"] is None else quantity_text(row["Recounted"]), quantity_text(row["Difference"]),
         money_text(row["Value"], places), row["Verdict"])
        for row in lines
    ]
    held, missing = posting.held.height, posting.missing
    shell: list[str | Grid] = [Grid("Posted" if posting.written else "Preview: nothing is written", _NAMES, rows)]
    if held:
        shell.append(f"{held} lines are outside their tolerance: count them once more (Recounted)")
    if missing:
        shell.append(f"{len(missing)} tags have no quantity, the first {missing[0]}")
    later = _booked_later(posting)
    if later:
        shell.append(later)
    if not posting.written:
        shell.append("To post it: wipbook count post BOOK --accept")
    differ = [
        f"{row['Tag']} {row['Material']}: {quantity_text(row['Counted'])} counted, "
        f"{quantity_text(row['Book'])} in the books, {row['Verdict']}"
        for row in lines if row["Difference"]
    ]
    done = "Posted" if posting.written else "Preview, nothing is written: to post are"
    return Answer(
        shell,
        [
            f"{done} {posting.posted.height} lines; {held} are to be counted once more, "
            f"{len(missing)} tags have no quantity.",
            *first_lines(differ, "the sheet Count Sheet"),
            later,
            f"Refresh now. {NOT_SAVED}" if posting.written else "",
        ],
        {"posted": posting.written, "saved": None, "missing": list(missing),
         "lines": [
             dict(zip(_NAMES, row, strict=True)) | {"Booked": line["Booked"].isoformat(), "Type": line["Type"]}
             for line, row in zip(lines, rows, strict=True)
         ]},
        [
            *([Cause(f"{held} lines to be counted once more")] if held else []),
            *([Cause(f"{len(missing)} tags without a quantity")] if missing else []),
            *rows_left_out(posting.rows_left_out),
        ],
        saves=posting.written,
        then=": now refresh",
    )


COMMAND = Command(
    name="count post", order=220, run=run, home=50, logged_as="count",
    about="Compare the count sheet with the books; with --accept post it.",
    finds=("lines are to be counted once more", "tags have no quantity", ROWS_LEFT_OUT),
    arguments=(Argument("accept", "Post it; without this it is a preview.", bool, False, ("--accept",)),),
    presses=(
        Press("preview_counts", Button(
            Group.AUDIT, 80, "Preview Counts", "FormulaEvaluate", "Compare the count sheet with the books",
            "Says what would be posted and what has to be counted once more. Writes nothing.",
        )),
        Press(
            "post_counts",
            Button(
                Group.AUDIT, 90, "Post Counts", "Consolidate", "Post the count sheet",
                "Puts complete lines into Counts and their differences into Movements; lines outside their tolerance "
                "stay for a recount.",
            ),
            given={"accept": True},
            confirms=True,
        ),
    ),
)
