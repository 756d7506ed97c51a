"""Rates of Exchange: what one unit of a currency costs in another, day by day."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER, PURCHASING

SPOT, AVERAGE, CLOSING = "spot", "average", "closing"

SHEET = InputSheet(
    name="Rates of Exchange",
    order=127,
    grain="one rate of one day",
    about="What rows in another currency than the company's are converted by: 1 From is Rate To, and the reverse.",
    key=("From", "To", "Date", "Kind"),
    packs=("units and currencies",),
    roles=(CONTROLLER, PURCHASING, AUDITOR),
    since=8,
    columns=(
        Column(name="From", role=Role.CODE, required=True, width=10, note="Currency that is typed", example="USD"),
        Column(name="To", role=Role.CODE, required=True, width=10, note="Currency it leads to", example="EUR"),
        Column(name="Date", role=Role.DATE, required=True, note="Day of the rate", example="2026-03-12"),
        Column(
            name="Kind", role=Role.CHOICE, choices=(SPOT, AVERAGE, CLOSING), width=12,
            note="Rows use spot alone; blank = spot", example=SPOT,
        ),
        Column(
            name="Rate", role=Role.RATE, required=True, unit="To per From", sign=Sign.POSITIVE, width=14,
            note="So many To are one From", example="0.92",
        ),
    ),
)
