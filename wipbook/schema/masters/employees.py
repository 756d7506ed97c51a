"""Employees: one person."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER, SHOP

SHEET = InputSheet(
    name="Employees",
    order=80,
    grain="one person",
    about="Who works, at what rate.",
    key=("Employee",),
    packs=("people", "purchasing", "overhead"),
    roles=(CONTROLLER, SHOP, AUDITOR),
    pack_note=" with rates and burden",
    master=True,
    columns=(
        Column(name="Employee", role=Role.CODE, required=True, note="Number of the person", example="E-07"),
        Column(name="Name", role=Role.TEXT, required=True, width=22, note="Name", example="Sam Osei"),
        Column(name="Department", role=Role.TEXT, width=16, note="Department", example="Welding"),
        Column(
            name="Work Center",
            role=Role.CODE,
            references="Work Centers.Work Center",
            note="Usual work center",
            example="WC-20",
        ),
        Column(
            name="Rate",
            role=Role.UNIT_COST,
            required=True,
            unit="currency per hour",
            sign=Sign.NOT_NEGATIVE,
            note="Base rate per hour; a dated one stands on Rates",
            example="24.0000",
        ),
        Column(
            name="Burden %",
            role=Role.PERCENT,
            unit="%",
            sign=Sign.NOT_NEGATIVE,
            note="Payroll taxes and benefits on base pay",
            example="22",
        ),
        Column(name="Hired", role=Role.DATE, note="First day", example="2021-05-01"),
        Column(name="Left", role=Role.DATE, note="Last day", example="2026-06-30"),
        Column(
            name="Payment Account",
            role=Role.TEXT,
            width=20,
            note="Bank account wages go to",
            example="DE00 1234",
        ),
    ),
)
