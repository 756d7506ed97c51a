"""Billing: one invoice or change order of a job."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER

SHEET = InputSheet(
    name="Billing",
    order=140,
    grain="one invoice or change order of a job",
    about="What was billed on a job and what the customer changed.",
    key=("Document",),
    packs=("contracts",),
    roles=(CONTROLLER, AUDITOR),
    carried=Carried.JOBS,
    columns=(
        Column(name="Document", role=Role.CODE, required=True, note="Number", example="B-031"),
        Column(name="Date", role=Role.DATE, required=True, note="Day", example="2026-03-31"),
        Column(
            name="Job",
            role=Role.CODE,
            required=True,
            references="Jobs.Job",
            note="Job",
            example="J-1001",
        ),
        Column(
            name="Kind",
            role=Role.CHOICE,
            required=True,
            choices=("Progress", "Final", "Retention", "Change Order"),
            note="Kind",
            example="Progress",
        ),
        Column(
            name="Amount",
            role=Role.AMOUNT,
            required=True,
            unit="currency",
            note="Amount billed, or change of price",
            example="2500.00",
        ),
        Column(
            name="Cost Effect",
            role=Role.AMOUNT,
            unit="currency",
            note="Change of cost",
            example="300.00",
        ),
        Column(name="Days Effect", role=Role.WHOLE, unit="days", note="Change of due date", example="3"),
        Column(name="Approved", role=Role.DATE, note="Day the customer approved", example="2026-03-20"),
    ),
)
