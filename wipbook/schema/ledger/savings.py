"""Savings: an action that is to lower a cost."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, PURCHASING, SHOP

SHEET = InputSheet(
    name="Savings",
    order=184,
    grain="an action that is to lower a cost",
    about="What was done to save, what it should save a month; the next period says whether it does.",
    key=("Saving",),
    packs=("ledger",),
    roles=(CONTROLLER, SHOP, PURCHASING),
    pack_note=", for the savings log",
    since=5,
    columns=(
        Column(name="Saving", role=Role.CODE, required=True, note="Number", example="S-014"),
        Column(name="Date", role=Role.DATE, required=True, note="Day it was done", example="2026-03-10"),
        Column(name="Action", role=Role.TEXT, required=True, width=34, note="What", example="Buy steel by the coil"),
        Column(
            name="Line", role=Role.TEXT, required=True, width=24,
            note="What it lowers: an account role, a cost element, a line of the Statement", example="Material",
        ),
        Column(
            name="Expected", role=Role.AMOUNT, required=True, unit="currency a month", sign=Sign.NOT_NEGATIVE,
            note="What it should save in a month", example="450.00",
        ),
        Column(name="Owner", role=Role.TEXT, width=14, note="Who answers for it", example="Dana"),
        Column(name="Note", role=Role.TEXT, width=30, note="Anything else", example="From supplier K-12"),
    ),
)
