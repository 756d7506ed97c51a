"""Bill of Materials: one component of a product."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, PURCHASING, SHOP

SHEET = InputSheet(
    name="Bill of Materials",
    order=70,
    grain="one component of a product",
    about="What one unit of a product consumes.",
    key=("Product", "Component", "From"),
    packs=("bill of materials",),
    roles=(CONTROLLER, SHOP, PURCHASING),
    columns=(
        Column(
            name="Product",
            role=Role.CODE,
            required=True,
            references="Materials.Material",
            note="What is made",
            example="FR-100",
        ),
        Column(
            name="Component",
            role=Role.CODE,
            required=True,
            references="Materials.Material",
            note="What it consumes",
            example="00123",
        ),
        Column(
            name="Quantity Per",
            role=Role.QUANTITY,
            required=True,
            unit="units",
            sign=Sign.POSITIVE,
            note="Units of component per unit of product",
            example="2",
        ),
        Column(
            name="Scrap %",
            role=Role.PERCENT,
            unit="%",
            sign=Sign.NOT_NEGATIVE,
            note="Normal loss",
            example="3",
        ),
        Column(name="From", role=Role.DATE, note="Valid from; blank = always", example="2026-01-01"),
        Column(name="To", role=Role.DATE, note="Valid to; blank = still", example="2026-12-31"),
        Column(
            name="Unit",
            role=Role.CODE,
            width=8,
            note="Unit of Quantity Per; blank = the component's (Units of Measure)",
            example="cm",
            since=8,
        ),
    ),
)
