"""Movements: one stock movement."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.user_role import AUDITOR, CONTROLLER, PURCHASING, SHOP

SHEET = InputSheet(
    name="Movements",
    order=20,
    grain="one stock movement",
    about="Every quantity that came, went or changed place, in the order it was entered.",
    key=("Movement",),
    packs=("core",),
    roles=(CONTROLLER, SHOP, PURCHASING, AUDITOR),
    columns=(
        Column(
            name="Movement",
            role=Role.CODE,
            required=True,
            note="Number of the movement",
            example="MV-000123",
        ),
        Column(
            name="Date",
            role=Role.DATE,
            required=True,
            note="Day it happened (effective date)",
            example="2026-03-14",
        ),
        Column(
            name="Entered At",
            role=Role.TIMESTAMP,
            note="When it was typed",
            example="2026-03-14 16:05",
        ),
        Column(name="Entered By", role=Role.TEXT, width=12, note="Who typed it", example="kim"),
        Column(
            name="Type",
            role=Role.CHOICE,
            required=True,
            choices=tuple(kind.value for kind in MovementType),
            width=18,
            note="What happened",
            example="Receipt",
        ),
        Column(
            name="Material",
            role=Role.CODE,
            required=True,
            references="Materials.Material",
            note="What moved",
            example="00123",
        ),
        Column(
            name="Quantity",
            role=Role.QUANTITY,
            required=True,
            unit="units",
            note="Positive; Adjustment and Count may be negative",
            example="40",
        ),
        Column(
            name="Unit Cost",
            role=Role.UNIT_COST,
            unit="currency per unit",
            sign=Sign.NOT_NEGATIVE,
            note="Receipts, openings, adjustments up",
            example="12.5000",
        ),
        Column(
            name="Job",
            role=Role.CODE,
            references="Jobs.Job",
            note="Job it was issued to, returned from or completed",
            example="J-1001",
        ),
        Column(
            name="Location",
            role=Role.CODE,
            width=12,
            note="Where from (or where it arrived)",
            example="MAIN",
        ),
        Column(
            name="To Location",
            role=Role.CODE,
            width=12,
            note="Where to, for a transfer",
            example="LINE-1",
        ),
        Column(name="Lot", role=Role.CODE, width=12, note="Lot or serial number", example="L-77"),
        Column(
            name="Supplier",
            role=Role.CODE,
            references="Suppliers.Supplier",
            note="Who sent it",
            example="S-010",
        ),
        Column(
            name="Customer",
            role=Role.CODE,
            references="Customers.Customer",
            note="Who received it",
            example="C-200",
        ),
        Column(
            name="Document",
            role=Role.CODE,
            note="Order, delivery note, count or shipment",
            example="PO-5001",
        ),
        Column(name="Line", role=Role.CODE, width=8, note="Line of the document", example="1"),
        Column(
            name="Landed Cost",
            role=Role.AMOUNT,
            unit="currency",
            sign=Sign.NOT_NEGATIVE,
            note="Freight, duty and handling of the receipt",
            example="18.00",
        ),
        Column(
            name="Reason",
            role=Role.TEXT,
            width=24,
            note="Why, for scrap and adjustments",
            example="Drill size too large",
        ),
    ),
)
