"""Pay Types: one way hours are paid."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER

REGULAR, OVERTIME, DOUBLE_TIME, IDLE = "Regular", "Overtime", "Double Time", "Idle"
OVERTIME_MULTIPLIER = 1.5
"""Of overtime in a new workbook; as long as it stands there, Overtime Premium % on Settings decides."""

SHEET = InputSheet(
    name="Pay Types",
    order=86,
    grain="one way hours are paid",
    about="What an hour costs by its pay type, and where the premium goes.",
    key=("Pay Type",),
    packs=("people", "purchasing", "overhead"),
    roles=(CONTROLLER,),
    costing_reference=True,
    since=3,
    rows=(
        (REGULAR, 1.0, None, None, None, None),
        (OVERTIME, OVERTIME_MULTIPLIER, None, None, None, "Overtime Premium % on Settings, until you change the 1.5"),
        (DOUBLE_TIME, 2.0, None, None, None, None),
        (IDLE, 1.0, None, None, True, "Waiting, training, cleaning up: never cost of a job"),
    ),
    columns=(
        Column(
            name="Pay Type", role=Role.CODE, required=True, width=16, note="Name on the tickets", example="Overtime"
        ),
        Column(
            name="Multiplier",
            role=Role.QUANTITY,
            unit="times the rate",
            sign=Sign.NOT_NEGATIVE,
            note="Pay = rate x this; blank = 1",
            example="1.5",
        ),
        Column(
            name="Rate",
            role=Role.UNIT_COST,
            unit="currency per hour",
            sign=Sign.NOT_NEGATIVE,
            note="Whole pay per hour, in place of a multiplier",
            example="36.0000",
        ),
        Column(
            name="Premium To",
            role=Role.CHOICE,
            choices=("overhead", "job"),
            note="Blank = Settings, Overtime Premium To",
            example="job",
        ),
        Column(name="Idle", role=Role.FLAG, width=8, note="TRUE: overhead, whatever the job", example="FALSE"),
        Column(name="Note", role=Role.TEXT, width=48, note="What it is for", example="Saturdays, by agreement"),
    ),
)
