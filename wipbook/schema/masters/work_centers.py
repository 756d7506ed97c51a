"""Work Centers: one work center."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, SHOP

SHEET = InputSheet(
    name="Work Centers",
    order=90,
    grain="one work center",
    about="Where work is done and which overhead pool it carries.",
    key=("Work Center",),
    packs=("routing", "overhead"),
    roles=(CONTROLLER, SHOP),
    master=True,
    columns=(
        Column(name="Work Center", role=Role.CODE, required=True, note="Code", example="WC-20"),
        Column(name="Name", role=Role.TEXT, required=True, width=24, note="Name", example="Frame welding"),
        Column(
            name="Hours per Day",
            role=Role.HOURS,
            required=True,
            unit="hours",
            sign=Sign.NOT_NEGATIVE,
            note="Hours one machine or place can work",
            example="8",
        ),
        Column(
            name="Machines",
            role=Role.QUANTITY,
            sign=Sign.NOT_NEGATIVE,
            note="Machines or places; blank = 1",
            example="2",
        ),
        Column(
            name="Overhead Pool",
            role=Role.CODE,
            note="Pool its hours are charged from",
            example="SHOP",
        ),
    ),
)
