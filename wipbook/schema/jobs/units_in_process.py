"""Units in Process: the unfinished units of a job on one day, and how far they were."""

from __future__ import annotations

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER, SHOP

SHEET = InputSheet(
    name="Units in Process",
    order=57,
    grain="one count of the unfinished units of a job",
    about="What stood in process on a day, and what part of each element of cost it held already: of its own period "
    "it decides before anything else.",
    key=("Job", "Date"),
    packs=("routing",),
    roles=(CONTROLLER, SHOP),
    named=98,
    since=5,
    carried=Carried.JOBS,
    columns=(
        Column(name="Job", role=Role.CODE, required=True, references="Jobs.Job", note="Job", example="J-1001"),
        Column(name="Date", role=Role.DATE, required=True, note="Day counted: a period's end", example="2026-03-31"),
        Column(
            name="Units", role=Role.QUANTITY, required=True, unit="units", sign=Sign.NOT_NEGATIVE,
            note="Begun and not finished, in units of the product", example="2000",
        ),
        *(
            Column(
                name=f"{element} %", role=Role.PERCENT, unit="%", sign=Sign.NOT_NEGATIVE,
                note=f"Part of its {element.lower()} that such a unit holds; blank = as else known"
                + ("; made goods drawn in: all" if element == ELEMENTS[0] else ""),
                example={"Material": "100", "Labor": "50", "Overhead": "50"}.get(element, "0"),
            )
            for element in ELEMENTS
        ),
        Column(name="By", role=Role.TEXT, width=12, note="Who counted", example="Dana"),
        Column(name="Note", role=Role.TEXT, width=28, note="Note", example="Second shift estimated"),
    ),
)
