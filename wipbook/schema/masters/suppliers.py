"""Suppliers: one supplier."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, PURCHASING

SHEET = InputSheet(
    name="Suppliers",
    order=110,
    grain="one supplier",
    about="Who delivers.",
    key=("Supplier",),
    packs=("purchasing",),
    roles=(PURCHASING, AUDITOR),
    tabs=(PURCHASING,),
    master=True,
    columns=(
        Column(name="Supplier", role=Role.CODE, required=True, note="Number", example="S-010"),
        Column(name="Name", role=Role.TEXT, required=True, width=26, note="Name", example="Nordic Tubes"),
        Column(name="Address", role=Role.TEXT, width=26, note="Street or box", example="12 Mill Lane"),
        Column(name="City", role=Role.TEXT, width=16, note="City", example="Leeds"),
        Column(name="Country", role=Role.TEXT, width=10, note="Country", example="GB"),
        Column(
            name="Tax Number",
            role=Role.TEXT,
            width=16,
            note="VAT or tax number",
            example="GB123456789",
        ),
        Column(name="Payment Account", role=Role.TEXT, width=20, note="Bank account", example="GB00 5678"),
        Column(
            name="Rating",
            role=Role.WHOLE,
            sign=Sign.NOT_NEGATIVE,
            width=8,
            note="1 best to 5",
            example="2",
        ),
        Column(name="Active", role=Role.FLAG, width=8, note="FALSE when no longer used", example="TRUE"),
    ),
)
