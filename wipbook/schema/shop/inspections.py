"""Inspections: one inspection."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import PURCHASING, SHOP

SHEET = InputSheet(
    name="Inspections",
    order=150,
    grain="one inspection",
    about="What was checked before it moved on, and what was found.",
    key=("Inspection",),
    packs=("quality",),
    roles=(SHOP, PURCHASING),
    carried=Carried.JOBS,
    columns=(
        Column(name="Inspection", role=Role.CODE, required=True, note="Number", example="Q-0101"),
        Column(name="Date", role=Role.DATE, required=True, note="Day", example="2026-03-14"),
        Column(name="Job", role=Role.CODE, references="Jobs.Job", note="Job", example="J-1001"),
        Column(name="Step", role=Role.CODE, width=8, note="Step", example="10"),
        Column(
            name="Material",
            role=Role.CODE,
            references="Materials.Material",
            note="Material",
            example="FR-100",
        ),
        Column(
            name="Supplier",
            role=Role.CODE,
            references="Suppliers.Supplier",
            note="Supplier, for incoming goods",
            example="S-010",
        ),
        Column(
            name="Checked",
            role=Role.QUANTITY,
            required=True,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Units checked",
            example="20",
        ),
        Column(
            name="Rejected",
            role=Role.QUANTITY,
            required=True,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Units rejected",
            example="1",
        ),
        Column(name="Cause", role=Role.TEXT, width=24, note="Cause", example="Paint process failed"),
        Column(
            name="Disposition",
            role=Role.CHOICE,
            choices=("Scrap", "Rework", "Return", "Use As Is"),
            note="What became of them",
            example="Rework",
        ),
        Column(name="Inspector", role=Role.TEXT, width=12, note="Who checked", example="Noor"),
    ),
)
