"""Job Adjustments: cost moved from one job to another."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER

SHEET = InputSheet(
    name="Job Adjustments",
    order=57,
    grain="one amount moved between two jobs",
    about="Cost booked on the wrong job, moved to the right one; every row sums to zero.",
    key=("Adjustment",),
    packs=("ledger",),
    roles=(CONTROLLER, AUDITOR),
    named=58,
    since=3,
    carried=Carried.JOBS,
    columns=(
        Column(name="Adjustment", role=Role.CODE, required=True, note="Number", example="JA-0001"),
        Column(name="Date", role=Role.DATE, required=True, note="Day it takes effect", example="2026-03-31"),
        Column(
            name="From Job", role=Role.CODE, required=True, references="Jobs.Job", note="Job that is relieved",
            example="J-1001",
        ),
        Column(
            name="To Job", role=Role.CODE, required=True, references="Jobs.Job", note="Job that is charged",
            example="J-1002",
        ),
        Column(
            name="Element", role=Role.CHOICE, required=True, choices=ELEMENTS, note="Element of cost", example="Labor",
        ),
        Column(
            name="Amount", role=Role.AMOUNT, required=True, unit="currency", note="Amount moved", example="120.00",
        ),
        Column(name="Hours", role=Role.HOURS, unit="hours", note="Hours moved with it", example="4"),
        Column(name="Reason", role=Role.TEXT, width=28, note="Why", example="Ticket booked on the wrong job"),
        Column(name="Approved By", role=Role.TEXT, width=12, note="Who approved it", example="Dana"),
    ),
)
