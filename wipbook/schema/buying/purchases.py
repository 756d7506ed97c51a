"""Purchases: one purchase order line."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER, PURCHASING

SHEET = InputSheet(
    name="Purchases",
    order=120,
    grain="one purchase order line",
    about="What was ordered, received, rejected and invoiced.",
    key=("Order", "Line"),
    packs=("purchasing",),
    roles=(CONTROLLER, PURCHASING, AUDITOR),
    tabs=(PURCHASING,),
    carried=Carried.OPEN,
    columns=(
        Column(name="Order", role=Role.CODE, required=True, note="Number of the order", example="PO-5001"),
        Column(name="Line", role=Role.CODE, required=True, width=8, note="Line of the order", example="1"),
        Column(name="Ordered", role=Role.DATE, required=True, note="Day ordered", example="2026-02-20"),
        Column(name="Promised", role=Role.DATE, note="Day the supplier promised", example="2026-03-10"),
        Column(
            name="Supplier",
            role=Role.CODE,
            required=True,
            references="Suppliers.Supplier",
            note="Who delivers",
            example="S-010",
        ),
        Column(name="Buyer", role=Role.TEXT, width=12, note="Who ordered", example="Lee"),
        Column(
            name="Material",
            role=Role.CODE,
            required=True,
            references="Materials.Material",
            note="What",
            example="00123",
        ),
        Column(
            name="Quantity",
            role=Role.QUANTITY,
            required=True,
            unit="units",
            sign=Sign.POSITIVE,
            note="Ordered quantity",
            example="500",
        ),
        Column(
            name="Unit Price",
            role=Role.UNIT_COST,
            required=True,
            unit="currency per unit",
            sign=Sign.NOT_NEGATIVE,
            note="Agreed price",
            example="12.2000",
        ),
        Column(name="Received", role=Role.DATE, note="Day received", example="2026-03-12"),
        Column(
            name="Received Quantity",
            role=Role.QUANTITY,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Quantity that came",
            example="500",
        ),
        Column(
            name="Rejected Quantity",
            role=Role.QUANTITY,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Quantity refused",
            example="4",
        ),
        Column(name="Invoice", role=Role.CODE, note="Number of the invoice", example="INV-881"),
        Column(name="Invoice Date", role=Role.DATE, note="Invoice Date", example="2026-03-15"),
        Column(
            name="Invoice Quantity",
            role=Role.QUANTITY,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Invoice Quantity",
            example="496",
        ),
        Column(
            name="Invoice Price",
            role=Role.UNIT_COST,
            unit="currency per unit",
            sign=Sign.NOT_NEGATIVE,
            note="Invoice Price",
            example="12.2000",
        ),
        Column(
            name="Status",
            role=Role.TEXT,
            width=12,
            note="Open, Complete, Rejected …",
            example="Complete",
        ),
        Column(
            name="Unit",
            role=Role.CODE,
            width=8,
            note="Unit of all quantities and prices of the line; blank = the material's (Units of Measure)",
            example="cm",
            since=8,
        ),
        Column(
            name="Currency",
            role=Role.CODE,
            width=10,
            note="Of both prices: of the order at the rate of the receipt's day, of the invoice at that of its own; "
            "blank = the company's",
            example="USD",
            since=8,
        ),
    ),
)
