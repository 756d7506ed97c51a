"""Labor: one time ticket."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER, SHOP

SHEET = InputSheet(
    name="Labor",
    order=40,
    grain="one time ticket",
    about="Hours worked, on a job or idle.",
    key=("Ticket",),
    packs=("core",),
    roles=(CONTROLLER, SHOP, AUDITOR),
    tabs=(CONTROLLER, SHOP),
    carried=Carried.JOBS,
    columns=(
        Column(
            name="Ticket",
            role=Role.CODE,
            required=True,
            note="Number of the ticket",
            example="T-00045",
        ),
        Column(name="Date", role=Role.DATE, required=True, note="Day worked", example="2026-03-14"),
        Column(
            name="Entered At",
            role=Role.TIMESTAMP,
            note="When it was typed",
            example="2026-03-14 17:30",
        ),
        Column(name="Entered By", role=Role.TEXT, width=12, note="Who typed it", example="kim"),
        Column(
            name="Employee",
            role=Role.CODE,
            required=True,
            references="Employees.Employee",
            note="Who worked",
            example="E-07",
        ),
        Column(
            name="Job",
            role=Role.CODE,
            references="Jobs.Job",
            note="Job worked on; blank = idle or general",
            example="J-1001",
        ),
        Column(name="Step", role=Role.CODE, width=8, note="Step of the job", example="10"),
        Column(name="Start", role=Role.TIME, note="Clock in", example="07:00"),
        Column(name="End", role=Role.TIME, note="Clock out", example="15:00"),
        Column(
            name="Hours",
            role=Role.HOURS,
            required=True,
            unit="hours",
            note="Hours worked; below zero = a correction",
            example="8",
        ),
        Column(
            name="Pay Type",
            role=Role.CODE,
            references="Pay Types.Pay Type",
            note="Of Pay Types; blank = Regular",
            example="Regular",
        ),
        Column(
            name="Rate",
            role=Role.UNIT_COST,
            unit="currency per hour",
            sign=Sign.NOT_NEGATIVE,
            note="Blank = employee's; overtime: above the straight rate it is the whole pay",
            example="24.0000",
        ),
        Column(
            name="Through",
            role=Role.DATE,
            note="Last day of the hours; blank = one day",
            example="2026-03-20",
            since=3,
        ),
        Column(
            name="Work Center",
            role=Role.CODE,
            references="Work Centers.Work Center",
            note="Blank = the step's, else the employee's",
            example="WC-20",
            since=3,
        ),
        Column(
            name="Reverses",
            role=Role.CODE,
            note="Ticket that this one takes back, in whole or in part",
            example="T-00044",
            since=3,
        ),
    ),
)
