"""Rates: one rate of a person from a day on."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER

SHEET = InputSheet(
    name="Rates",
    order=84,
    grain="one rate of a person from a day on",
    about="Wages that changed: a ticket takes the newest rate up to its day, else that of Employees.",
    key=("Employee", "From"),
    packs=("people", "purchasing", "overhead"),
    roles=(CONTROLLER, AUDITOR),
    since=3,
    columns=(
        Column(
            name="Employee",
            role=Role.CODE,
            required=True,
            references="Employees.Employee",
            note="Whose rate it is",
            example="E-07",
        ),
        Column(name="From", role=Role.DATE, required=True, note="First day at this rate", example="2026-07-01"),
        Column(
            name="Rate",
            role=Role.UNIT_COST,
            required=True,
            unit="currency per hour",
            sign=Sign.NOT_NEGATIVE,
            note="Base rate per hour",
            example="25.5000",
        ),
        Column(
            name="Burden %",
            role=Role.PERCENT,
            unit="%",
            sign=Sign.NOT_NEGATIVE,
            note="Blank = as before that day",
            example="22",
        ),
    ),
)
