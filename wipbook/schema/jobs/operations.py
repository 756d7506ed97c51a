"""Operations: one step of a job."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import SHOP

SHEET = InputSheet(
    name="Operations",
    order=50,
    grain="one step of a job",
    about="The routing of a job with what was planned and what was done.",
    key=("Job", "Step"),
    packs=("routing",),
    roles=(SHOP,),
    tabs=(SHOP,),
    carried=Carried.JOBS,
    columns=(
        Column(
            name="Job",
            role=Role.CODE,
            required=True,
            references="Jobs.Job",
            note="Job the step belongs to",
            example="J-1001",
        ),
        Column(
            name="Step",
            role=Role.CODE,
            required=True,
            width=8,
            note="Number of the step",
            example="10",
        ),
        Column(name="Operation", role=Role.TEXT, width=22, note="What is done", example="Weld frame"),
        Column(
            name="Work Center",
            role=Role.CODE,
            required=True,
            references="Work Centers.Work Center",
            note="Where it is done",
            example="WC-20",
        ),
        Column(
            name="Planned Hours",
            role=Role.HOURS,
            unit="hours",
            sign=Sign.NOT_NEGATIVE,
            note="Hours planned",
            example="8",
        ),
        Column(name="Planned Start", role=Role.DATE, note="Planned Start", example="2026-03-02"),
        Column(name="Planned Finish", role=Role.DATE, note="Planned Finish", example="2026-03-04"),
        Column(name="Actual Start", role=Role.DATE, note="Actual Start", example="2026-03-02"),
        Column(name="Actual Finish", role=Role.DATE, note="Actual Finish", example="2026-03-05"),
        Column(
            name="Good",
            role=Role.QUANTITY,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Good units",
            example="98",
        ),
        Column(
            name="Scrapped",
            role=Role.QUANTITY,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Scrapped units",
            example="2",
        ),
        Column(
            name="Reworked",
            role=Role.QUANTITY,
            unit="units",
            sign=Sign.NOT_NEGATIVE,
            note="Units done again",
            example="1",
        ),
        Column(name="Scrap Reason", role=Role.TEXT, width=24, note="Why", example="Wheel misaligned"),
        Column(
            name="Planned By", role=Role.TEXT, width=12,
            note="Blank: typed, and the schedule keeps a Planned Start still to come; else who planned it",
            example="schedule", since=7,
        ),
    ),
)
