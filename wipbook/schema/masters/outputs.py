"""Outputs: what a product's jobs yield beside the product itself."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, SHOP

SHEET = InputSheet(
    name="Outputs",
    order=75,
    grain="one further output of a product's jobs",
    about="Co-products and by-products: what comes out of a job beside what it makes, and how they share its cost.",
    key=("Product", "Output"),
    packs=("bill of materials",),
    roles=(CONTROLLER, SHOP),
    since=3,
    columns=(
        Column(
            name="Product", role=Role.CODE, required=True, references="Materials.Material", note="What the jobs make",
            example="FR-100",
        ),
        Column(
            name="Output", role=Role.CODE, required=True, references="Materials.Material", note="What else comes out",
            example="CUT-01",
        ),
        Column(
            name="Kind",
            role=Role.CHOICE,
            choices=("Co-Product", "By-Product"),
            note="A by-product is credited at what it sells for; blank = Co-Product",
            example="By-Product",
        ),
        Column(
            name="Quantity Per", role=Role.QUANTITY, unit="units", sign=Sign.POSITIVE,
            note="Units per unit of the product", example="0.5",
        ),
        Column(
            name="Cost Share %", role=Role.PERCENT, unit="%", sign=Sign.NOT_NEGATIVE,
            note="Share of the joint cost (Settings: Joint Cost Basis = percent)", example="30",
        ),
    ),
)
