"""Demand: demand of one material in one period."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import PURCHASING, SHOP

SHEET = InputSheet(
    name="Demand",
    order=170,
    grain="demand of one material in one period",
    about="Orders, history or forecast to plan against.",
    key=("Material", "Period", "Kind"),
    packs=("demand",),
    roles=(SHOP, PURCHASING),
    tabs=(PURCHASING,),
    columns=(
        Column(
            name="Material",
            role=Role.CODE,
            required=True,
            references="Materials.Material",
            note="What",
            example="FR-100",
        ),
        Column(
            name="Period",
            role=Role.PERIOD,
            required=True,
            note="Month (its first day)",
            example="2026-04-01",
        ),
        Column(
            name="Quantity",
            role=Role.QUANTITY,
            required=True,
            unit="units",
            note="How many",
            example="120",
        ),
        Column(
            name="Kind",
            role=Role.CHOICE,
            choices=("History", "Order", "Forecast"),
            note="Blank = History",
            example="Order",
        ),
        Column(
            name="Unit Price",
            role=Role.UNIT_COST,
            unit="currency per unit",
            sign=Sign.NOT_NEGATIVE,
            note="Agreed for an Order; blank = the Selling Price",
            example="28.5000",
            since=5,
        ),
    ),
)
