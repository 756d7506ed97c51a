"""Standards: the standard cost of a material from a day on."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER

SHEET = InputSheet(
    name="Standards",
    order=77,
    grain="one standard cost from a day on",
    about="Standard costs with the day they hold from; a new one revalues what is on hand.",
    key=("Material", "From"),
    packs=("ledger",),
    roles=(CONTROLLER, AUDITOR),
    named=59,
    since=3,
    columns=(
        Column(
            name="Material", role=Role.CODE, required=True, references="Materials.Material", note="Material",
            example="00123",
        ),
        Column(name="From", role=Role.DATE, required=True, note="First day it holds", example="2026-07-01"),
        Column(
            name="Standard Cost", role=Role.UNIT_COST, required=True, unit="currency per unit",
            sign=Sign.NOT_NEGATIVE, note="Standard cost of one unit", example="12.7500",
        ),
    ),
)
