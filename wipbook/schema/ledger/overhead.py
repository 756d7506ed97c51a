"""Overhead: one pool in one period."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER

SHEET = InputSheet(
    name="Overhead",
    order=100,
    grain="one pool in one period",
    about="Budget, normal capacity and actual cost of an overhead pool.",
    key=("Pool", "Period"),
    packs=("overhead",),
    roles=(CONTROLLER, AUDITOR),
    named=55,
    columns=(
        Column(name="Pool", role=Role.CODE, required=True, note="Name of the pool", example="SHOP"),
        Column(
            name="Period",
            role=Role.PERIOD,
            required=True,
            note="Month (its first day)",
            example="2026-03-01",
        ),
        Column(
            name="Driver",
            role=Role.CHOICE,
            required=True,
            choices=(
                "labor hours", "labor cost", "machine hours", "material cost", "units", "setups", "moves", "orders",
                "weight",
            ),
            width=16,
            note="What overhead is applied on",
            example="labor hours",
        ),
        Column(
            name="Budget Cost",
            role=Role.AMOUNT,
            required=True,
            unit="currency",
            sign=Sign.NOT_NEGATIVE,
            note="Budgeted overhead",
            example="42000.00",
        ),
        Column(
            name="Budget Activity",
            role=Role.QUANTITY,
            required=True,
            unit="driver units",
            sign=Sign.NOT_NEGATIVE,
            note="Budgeted driver activity",
            example="1500",
        ),
        Column(
            name="Normal Activity",
            role=Role.QUANTITY,
            unit="driver units",
            sign=Sign.NOT_NEGATIVE,
            note="Normal capacity; blank = budget",
            example="1600",
        ),
        Column(
            name="Actual Cost",
            role=Role.AMOUNT,
            unit="currency",
            sign=Sign.NOT_NEGATIVE,
            note="Overhead really incurred; blank = not in yet",
            example="43150.00",
        ),
        Column(
            name="Variable %",
            role=Role.PERCENT,
            unit="%",
            sign=Sign.NOT_NEGATIVE,
            note="Share of the budget that varies with activity",
            example="30",
        ),
        Column(
            name="Actual Fixed Cost",
            role=Role.AMOUNT,
            unit="currency",
            sign=Sign.NOT_NEGATIVE,
            note="What of Actual Cost is fixed, for the four-way variances; blank = not told apart",
            example="30900.00",
            since=5,
        ),
        Column(
            name="Through",
            role=Role.PERIOD,
            note="Last month that the row's figures are spread to; blank = its own",
            example="2026-12-01",
            since=3,
        ),
    ),
)
