"""Estimates: what was reported of a job's progress on one day."""

from __future__ import annotations

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, SHOP

SHEET = InputSheet(
    name="Estimates",
    order=55,
    grain="one report on a job's progress",
    about="How far each job was on a day, and what it was still to cost: a report keeps its day.",
    key=("Job", "Date"),
    packs=("contracts", "routing"),
    roles=(CONTROLLER, SHOP),
    named=97,
    since=3,
    columns=(
        Column(name="Job", role=Role.CODE, required=True, references="Jobs.Job", note="Job", example="J-1001"),
        Column(name="Date", role=Role.DATE, required=True, note="Day it was true on", example="2026-03-31"),
        Column(
            name="Percent Complete",
            role=Role.PERCENT,
            unit="%",
            sign=Sign.NOT_NEGATIVE,
            note="Of the work of the whole job",
            example="60",
        ),
        Column(
            name="Cost to Complete",
            role=Role.AMOUNT,
            unit="currency",
            sign=Sign.NOT_NEGATIVE,
            note="What it was still to cost",
            example="1400.00",
        ),
    ),
)
