"""Machine Time: one machine booking."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, SHOP

SHEET = InputSheet(
    name="Machine Time",
    order=60,
    grain="one machine booking",
    about="Hours a work center ran, was set up or stood still.",
    key=("Booking",),
    packs=("routing", "overhead"),
    roles=(CONTROLLER, SHOP),
    named=95,
    carried=Carried.JOBS,
    columns=(
        Column(
            name="Booking",
            role=Role.CODE,
            required=True,
            note="Number of the booking",
            example="MB-0001",
        ),
        Column(name="Date", role=Role.DATE, required=True, note="Day", example="2026-03-14"),
        Column(
            name="Work Center",
            role=Role.CODE,
            required=True,
            references="Work Centers.Work Center",
            note="Where",
            example="WC-20",
        ),
        Column(name="Job", role=Role.CODE, references="Jobs.Job", note="Job it ran for", example="J-1001"),
        Column(name="Step", role=Role.CODE, width=8, note="Step of the job", example="10"),
        Column(
            name="Hours",
            role=Role.HOURS,
            required=True,
            unit="hours",
            note="Hours; below zero = a correction",
            example="6.5",
        ),
        Column(
            name="Kind",
            role=Role.CHOICE,
            choices=("Run", "Setup", "Down"),
            note="Blank = Run",
            example="Run",
        ),
        Column(name="Reason", role=Role.TEXT, width=24, note="Why it stood still", example="No material"),
        Column(
            name="Reverses",
            role=Role.CODE,
            note="Booking that this one takes back",
            example="MB-0001",
            since=3,
        ),
    ),
)
