"""Landed Cost Charges: freight, duty or a rebate of several receipts together."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, PURCHASING

SHEET = InputSheet(
    name="Landed Cost Charges",
    order=125,
    grain="one charge over one or more receipts",
    about="Freight, duty and handling that came with a bill of its own, shared over the receipts it belongs to.",
    key=("Charge",),
    packs=("purchasing",),
    roles=(PURCHASING, CONTROLLER),
    named=125,
    since=3,
    carried=Carried.LATER,
    columns=(
        Column(name="Charge", role=Role.CODE, required=True, note="Number of the charge", example="FR-2207"),
        Column(name="Date", role=Role.DATE, required=True, note="Day of the bill", example="2026-03-20"),
        Column(
            name="Amount", role=Role.AMOUNT, required=True, unit="currency", note="Amount; a rebate is negative",
            example="180.00",
        ),
        Column(
            name="Basis", role=Role.CHOICE, choices=("quantity", "value", "weight"),
            note="What it is shared by; blank = value", example="weight",
        ),
        Column(
            name="Documents", role=Role.TEXT, required=True, width=30,
            note="Documents of the receipts, with / and the line where only one is meant; separated by semicolons",
            example="PO-5001; PO-5002/1",
        ),
        Column(name="Supplier", role=Role.CODE, references="Suppliers.Supplier", note="Who sent it", example="S-090"),
    ),
)
