"""The month-end pack: what the period came to, and what stands behind it."""

from __future__ import annotations

from wipbook.commands.packs.audience import Audience
from wipbook.commands.packs.document import Section
from wipbook.commands.packs.key_figures import key_figures
from wipbook.commands.packs.sections import section, stored
from wipbook.commands.packs.sources import Sources
from wipbook.commands.packs.texts.text import Text
from wipbook.commands.value.trial_balance import trial_balance_of
from wipbook.sheets.analysis import budget_against_actual, flux, savings_log, variance_summary
from wipbook.sheets.audit import sign_off
from wipbook.sheets.close import close, prior_periods
from wipbook.sheets.contracts import completed_contracts, margin_fade, wip_schedule
from wipbook.sheets.data import checks, exceptions
from wipbook.sheets.value import (
    aging,
    job_costs,
    labor_distribution,
    nrv,
    overhead,
    roll_forward,
    statement,
    trial_balance,
    valuation,
)

JOBS = {"JobCosts": (
    "Job", "Description", "Customer Name", "Status", "Due", "Total Cost", "Completed", "WIP", "Price",
    "Estimate at Completion", "Margin at Completion",
)}
NRV = {"NRV": ("Item", "Description", "Quantity", "Cost", "Realisable", "Needed", "Reversed", "Reserve")}
PAYROLL = {"LaborPayroll": (), "LaborToOverhead": ()}
ALL_CHECKS = 80
"""More than there are: each of them is shown."""
SIGNED = ("Signed By", "As", "Signed At", "Period From", "Period To", "State", "Inventory", "Open Findings", "Note")


def _sections(sources: Sources, text: Text) -> tuple[Section, ...]:
    books, workbook = sources.books, sources.workbook
    found = (
        section(statement.SHEET, books, text),
        section(flux.SHEET, books, text, workbook=workbook),
        section(trial_balance.SHEET, trial_balance_of(workbook, books), text),
        section(valuation.SHEET, books, text, largest="Value"),
        section(aging.SHEET, books, text),
        section(nrv.SHEET, books, text, NRV, largest="Needed"),
        section(job_costs.SHEET, books, text, JOBS, largest="WIP"),
        section(roll_forward.SHEET, books, text, largest="Closing"),
        section(wip_schedule.SHEET, books, text),
        section(completed_contracts.SHEET, books, text),
        section(margin_fade.SHEET, books, text),
        section(variance_summary.SHEET, books, text),
        section(budget_against_actual.SHEET, books, text),
        section(labor_distribution.SHEET, books, text, PAYROLL),
        section(overhead.SHEET, books, text, largest="Applied"),
        section(savings_log.SHEET, books, text),
        section(prior_periods.SHEET, books, text, workbook=workbook),
        section(checks.SHEET, books, text, most=ALL_CHECKS),
        section(exceptions.SHEET, books, text),
        section(close.SHEET, books, text, workbook=workbook),
        stored(sign_off.SHEET, text, workbook, SIGNED, newest_last=True),
    )
    return tuple(one for one in found if one is not None)


AUDIENCE = Audience(
    "cfo", 10, "month-end: statement, flux, trial balance, jobs, contracts, variances, checks, close, sign-off",
    True, _sections, key_figures, ("prepared", "reviewed", "approved"),
)
