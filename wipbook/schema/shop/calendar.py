"""Calendar: a day on which a work center, or the whole plant, does not work its usual hours."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import SHOP

SHEET = InputSheet(
    name="Calendar",
    order=92,
    grain="one day of a work center or of the plant",
    about="Days off, short days and extra shifts. wipbook calendar fills in the public holidays of a country.",
    key=("Date", "Work Center"),
    packs=("routing",),
    roles=(SHOP,),
    since=7,
    columns=(
        Column(
            name="Work Center", role=Role.CODE, references="Work Centers.Work Center", note="Blank = the whole plant",
            example="WC-20",
        ),
        Column(name="Date", role=Role.DATE, required=True, note="Day", example="2026-05-01"),
        Column(
            name="Hours", role=Role.HOURS, unit="hours", sign=Sign.NOT_NEGATIVE,
            note="Worked that day, in place of Hours per Day; 0 or blank = closed", example="0",
        ),
        Column(name="Reason", role=Role.TEXT, width=30, note="Why", example="Labour Day"),
    ),
)
