"""``wipbook calendar``: public holidays go into the sheet Calendar."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Grid, Press
from wipbook.commands.wording import NOT_SAVED, first_lines, rows_left_out
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.forecast.calendar import fill_calendar

    given = call.given
    done = fill_calendar(call.workbook, given["country"], given["region"], given["years"], call.progress)
    first, last = done.years
    rows = done.added.rows()
    days = [f"{day} {reason}" for day, reason in rows]
    said = f"{done.added.height} public holidays of {done.country} added, {first} to {last}"
    there = f"{done.there} were there already" if done.there else ""
    lines: list[str | Grid] = [Grid("Added to Calendar", ("Date", "Reason"), rows)] if rows else []
    return Answer(
        [*lines, f"{said}; {there}" if there else said],
        [said + ".", *([there + "."] if there else []), *first_lines(days, "the sheet Calendar"), NOT_SAVED],
        {"saved": None, "country": done.country, "years": [first, last], "added": done.added.to_dicts(),
         "there": done.there},
        rows_left_out(done.rows_left_out),
        saves=bool(rows),
        then=": now forecast again",
    )


COMMAND = Command(
    name="calendar", order=104, run=run, home=92, finds=(ROWS_LEFT_OUT,),
    about="Put the public holidays of a country into the sheet Calendar: days on which the plant is closed.",
    arguments=(
        Argument("country", "Code of ISO 3166, DE for Germany; default: Country of Settings.", default="",
                 words=("--country",)),
        Argument("region", "Part of the country, BY for Bavaria.", default="", words=("--region",)),
        Argument("years", "So many years, from the one of the as-of day on.", int, 2, ("--years",)),
    ),
    presses=(
        Press("calendar", Button(
            Group.FORECAST, 90, "Holidays", "FunctionsDateTimeInsertGallery", "Public holidays into Calendar",
            "Adds the public holidays of Country (Settings) to the sheet Calendar, this year and the next.",
        )),
    ),
)
