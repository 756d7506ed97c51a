"""Units of Measure: how many of one unit another one is."""

from __future__ import annotations

from wipbook.schema.column import Column, Role
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, PURCHASING, SHOP

SHEET = InputSheet(
    name="Units of Measure",
    order=78,
    grain="one unit in terms of another",
    about="What rows in another unit than the material's own are converted by: 1 From is Factor To, and the reverse.",
    key=("From", "To", "Material"),
    packs=("units and currencies",),
    roles=(CONTROLLER, PURCHASING, SHOP),
    since=8,
    columns=(
        Column(
            name="Material", role=Role.CODE, references="Materials.Material",
            note="The only one it holds for, before what holds for all; blank = all", example="ST-2",
        ),
        Column(name="From", role=Role.CODE, required=True, width=12, note="Unit that is typed", example="cm"),
        Column(
            name="To", role=Role.CODE, required=True, width=12,
            note="Unit it leads to; chains and the reverse are found", example="m",
        ),
        Column(
            name="Factor", role=Role.FACTOR, required=True, unit="To per From", width=14,
            note="So many To are one From: 1/100 or 0.01, exactly as typed", example="1/100",
        ),
    ),
)
