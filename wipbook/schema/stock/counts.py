"""Counts: one line of a count."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER, SHOP

SHEET = InputSheet(
    name="Counts",
    order=160,
    grain="one line of a count",
    about="What was really there.",
    key=("Count", "Material", "Location", "Lot"),
    packs=("counts",),
    roles=(CONTROLLER, SHOP, AUDITOR),
    carried=Carried.LATER,
    columns=(
        Column(name="Count", role=Role.CODE, required=True, note="Number of the count", example="CT-07"),
        Column(name="Date", role=Role.DATE, required=True, note="Day counted", example="2026-03-31"),
        Column(
            name="Material",
            role=Role.CODE,
            required=True,
            references="Materials.Material",
            note="What",
            example="00123",
        ),
        Column(name="Location", role=Role.CODE, width=12, note="Where", example="MAIN"),
        Column(name="Lot", role=Role.CODE, width=12, note="Lot", example="L-77"),
        Column(
            name="Book Quantity",
            role=Role.QUANTITY,
            unit="units",
            note="Quantity in the books that day",
            example="118",
        ),
        Column(
            name="Counted",
            role=Role.QUANTITY,
            required=True,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Quantity counted",
            example="116",
        ),
        Column(
            name="Recounted",
            role=Role.QUANTITY,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Quantity of the second count",
            example="116",
        ),
        Column(name="Counter", role=Role.TEXT, width=12, note="Who counted", example="Noor"),
        Column(name="Approved By", role=Role.TEXT, width=12, note="Who approved", example="Dana"),
        Column(
            name="Cause",
            role=Role.TEXT,
            width=24,
            note="Cause of the difference",
            example="Unrecorded scrap",
        ),
    ),
)
