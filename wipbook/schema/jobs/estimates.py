"""Estimates: what was reported of a job's progress, and of what it was still to cost, on one day."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.jobs.cost_element import ELEMENTS
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
    carried=Carried.JOBS,
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
            note="What it was still to cost, in all; blank = the sum of the elements",
            example="1400.00",
        ),
        *(
            Column(
                name=f"{element} to Complete",
                role=Role.AMOUNT,
                unit="currency",
                sign=Sign.NOT_NEGATIVE,
                note="Of that, if told apart",
                example=example,
                since=5,
            )
            for element, example in zip(ELEMENTS, ("800.00", "400.00", "200.00", "0.00"), strict=True)
        ),
        Column(
            name="Uninstalled Material",
            role=Role.AMOUNT,
            unit="currency",
            sign=Sign.NOT_NEGATIVE,
            note="Cost on the job so far that is no progress yet: delivered, not installed",
            example="0.00",
            since=5,
        ),
        Column(name="By", role=Role.TEXT, width=14, note="Who estimated it", example="Dana", since=5),
        Column(name="Note", role=Role.TEXT, width=30, note="What changed", example="Cab steel dearer", since=5),
    ),
)
