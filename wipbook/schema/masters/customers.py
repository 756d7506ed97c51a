"""Customers: one customer."""

from __future__ import annotations

from wipbook.schema.column import Column, Role
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER

SHEET = InputSheet(
    name="Customers",
    order=130,
    grain="one customer",
    about="Who buys, and whom to inform.",
    key=("Customer",),
    packs=("sales", "contracts"),
    roles=(CONTROLLER,),
    master=True,
    columns=(
        Column(name="Customer", role=Role.CODE, required=True, note="Number", example="C-200"),
        Column(name="Name", role=Role.TEXT, required=True, width=26, note="Name", example="City Cycles"),
        Column(name="Contact", role=Role.TEXT, width=20, note="Person", example="Ana Ruiz"),
        Column(name="Email", role=Role.TEXT, width=26, note="Address", example="ana@example.com"),
        Column(name="Language", role=Role.TEXT, width=10, note="Language of updates", example="en"),
    ),
)
