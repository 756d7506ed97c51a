"""For the auditor: findings, ties, checks, and who did what. The workbook to perform it again is audit --pack."""

from __future__ import annotations

from wipbook.commands.packs.audience import Audience
from wipbook.commands.packs.audiences.cfo import ALL_CHECKS, NRV, SIGNED
from wipbook.commands.packs.document import Section
from wipbook.commands.packs.key_figures import key_figures
from wipbook.commands.packs.sections import section, stored
from wipbook.commands.packs.sources import Sources
from wipbook.commands.packs.texts.text import Text
from wipbook.commands.value.trial_balance import trial_balance_of
from wipbook.sheets.audit import analytics, audit_summary, count_results, findings, sign_off, tie_out
from wipbook.sheets.close import prior_periods
from wipbook.sheets.data import change_log, checks, exceptions
from wipbook.sheets.value import journals, nrv, roll_forward, statement, trial_balance

FOUND = {"Audit": ("Rule", "Severity", "Finding", "Sheet", "Cell", "Evidence", "Amount", "Seen", "Status", "Owner")}
COUNTED = {"CountResults": (
    "Count", "Date", "Material", "Location", "Book", "Counted", "Difference", "Tolerance", "Verdict", "Value",
)}
RULES = {"AnalyticsProfile": (), "AnalyticsTests": (), "RepeatedAmounts": (), "SameSameDifferent": ()}
DONE = ("When", "Command", "User", "Version", "Rows Left Out", "Checks", "What Changed")


def _sections(sources: Sources, text: Text) -> tuple[Section, ...]:
    papers, books, workbook = sources.papers, sources.books, sources.workbook
    found = (
        section(audit_summary.SHEET, papers, text),
        section(findings.SHEET, papers, text, FOUND),
        section(tie_out.SHEET, papers, text),
        section(statement.SHEET, books, text),
        section(roll_forward.SHEET, books, text, largest="Closing"),
        section(trial_balance.SHEET, trial_balance_of(workbook, books), text),
        section(journals.SHEET, books, text),
        section(nrv.SHEET, books, text, NRV, largest="Needed"),
        section(count_results.SHEET, papers, text, COUNTED),
        section(analytics.SHEET, papers, text, RULES),
        section(prior_periods.SHEET, books, text, workbook=workbook),
        section(checks.SHEET, books, text, most=ALL_CHECKS),
        section(exceptions.SHEET, books, text),
        stored(sign_off.SHEET, text, workbook, SIGNED, newest_last=True),
        stored(change_log.SHEET, text, workbook, DONE, newest_last=True),
    )
    return tuple(one for one in found if one is not None)


AUDIENCE = Audience(
    "auditor", 40, "audit summary, findings, tie-out, statement, roll-forward, journals, checks, sign-offs, change log",
    True, _sections, key_figures, ("prepared", "reviewed"),
)
