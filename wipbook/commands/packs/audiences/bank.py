"""For the bank and the surety: inventory, contracts and what they are expected to bring."""

from __future__ import annotations

from wipbook.commands.packs.audience import Audience
from wipbook.commands.packs.audiences.cfo import ALL_CHECKS, JOBS, NRV
from wipbook.commands.packs.document import Section
from wipbook.commands.packs.key_figures import key_figures
from wipbook.commands.packs.sections import section
from wipbook.commands.packs.sources import Sources
from wipbook.commands.packs.texts.text import Text
from wipbook.sheets.contracts import completed_contracts, margin_fade, wip_schedule
from wipbook.sheets.data import checks
from wipbook.sheets.value import aging, job_costs, nrv, statement

CHECKED = {"Checks": ("Check", "What", "Left", "Right", "Difference", "Tolerance", "OK")}


def _sections(sources: Sources, text: Text) -> tuple[Section, ...]:
    books = sources.books
    found = (
        section(statement.SHEET, books, text),
        section(wip_schedule.SHEET, books, text),
        section(completed_contracts.SHEET, books, text),
        section(margin_fade.SHEET, books, text),
        section(job_costs.SHEET, books, text, JOBS, largest="WIP"),
        section(aging.SHEET, books, text),
        section(nrv.SHEET, books, text, NRV, largest="Needed"),
        section(checks.SHEET, books, text, CHECKED, most=ALL_CHECKS),
    )
    return tuple(one for one in found if one is not None)


AUDIENCE = Audience(
    "bank", 30, "inventory, WIP schedule with over- and under-billing, contracts, margin fade, jobs, aging, NRV",
    True, _sections, key_figures, ("prepared", "approved"),
)
