"""``wipbook audit``: ask every rule, list what was found beside what people noted of it, fill the working papers."""

from __future__ import annotations

import datetime as dt
import getpass
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

import wipbook
from wipbook.audit import fingerprint
from wipbook.audit.card import Rule, Severity
from wipbook.audit.choices import Choices
from wipbook.audit.followed import CLEARED, SUPPRESSED, as_left, follow, noted, still_open
from wipbook.audit.run import Audit, chosen_rules, run
from wipbook.audit.summed import summed
from wipbook.audit.working_papers import WorkingPapers
from wipbook.books.books import Books
from wipbook.commands.audit.rule_choices import read_choices
from wipbook.commands.value.trial_balance import write_trial_balance
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import fill
from wipbook.commands.workbench.front.first_screen import write_on_screen
from wipbook.commands.workbench.front.home_cells import read_fact
from wipbook.commands.workbench.front.tabs import arrange
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.sheets import bring_back_sheets, head
from wipbook.port.workbook import Workbook
from wipbook.sheets.audit import analytics, audit_summary, count_results, rules, tie_out
from wipbook.sheets.audit import findings as audit_sheet
from wipbook.sheets.data.checks import CHECKS, outcome
from wipbook.sheets.front import home
from wipbook.sheets.front.screen import AUDITED, HIGH_FINDINGS, high_findings
from wipbook.sheets.layout import OutputSheet
from wipbook.values.fixed import currency_text

Progress = Callable[[str], None]
PAPERS: tuple[OutputSheet, ...] = (
    audit_summary.SHEET, audit_sheet.SHEET, tie_out.SHEET, analytics.SHEET, count_results.SHEET, rules.SHEET,
)
"""The sheets an audit fills."""


@dataclass(frozen=True)
class AuditReport:
    """What an audit came to. ``findings`` are those of this run in the columns of the sheet Audit, amounts in the
    smallest currency unit; ``open`` those of the rules that ran which nobody suppressed, explained or accepted."""

    papers: WorkingPapers
    currency: str

    @property
    def audit(self) -> Audit:
        return self.papers.audit

    @property
    def findings(self) -> pl.DataFrame:
        return self.papers.listed

    @property
    def open(self) -> pl.DataFrame:
        asked = pl.col("Rule").is_in([outcome.rule.code for outcome in self.audit.outcomes])
        return still_open(self.papers.listed.filter(asked))

    def at_least(self, severity: Severity) -> pl.DataFrame:
        """Open findings of this severity or above."""
        return self.open.filter(pl.col("Severity").is_in([one.value for one in Severity if one.rank >= severity.rank]))

    @property
    def line(self) -> str:
        """How it came out, in one line."""
        found = self.open
        counts = dict(found.group_by("Severity").len().iter_rows())
        parts = ", ".join(f"{counts.get(one.value, 0):,} {one.value}" for one in Severity)
        failed = f", {len(self.audit.failures)} rules failed" if self.audit.failures else ""
        return f"{found.height:,} open findings ({parts}) of {len(self.audit.outcomes)} rules{failed}"


def audit(
    workbook: Workbook,
    named: Sequence[str] = (),
    as_of: dt.date | None = None,
    progress: Progress = lambda step: None,
    now: dt.datetime | None = None,
    user: str | None = None,
) -> AuditReport:
    """Audit the inputs of ``workbook`` as of a day (Settings when None) and fill the sheets of ``PAPERS``; the caller
    saves. Reports are not touched.

    ``named`` are codes or families; findings of the rules left out stay listed as they were. Rules that are named have
    their findings one by one; else one that says the same of a large part of a sheet is one line. What people typed
    into Status, Owner and Resolution stays with its finding. Errors: ``UnknownRule``, ``RuleSettingNotUnderstood``, and
    those of reading the ledger; then nothing was changed.
    """
    chosen = chosen_rules(named)
    choices = read_choices(workbook)
    books = open_books(workbook, progress, as_of=as_of)
    policy = books.policy
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    papers = working_papers(workbook, books, chosen, choices, moment, progress, user, one_by_one=bool(named))
    report = AuditReport(papers, policy.currency)
    bring_back_sheets(workbook)
    shown = {}
    for sheet in PAPERS:
        progress(f"writing {sheet.name}")
        shown[sheet.name] = fill(workbook, sheet, papers).something
        head(workbook, sheet.name, home.header_line(books))
    arrange(workbook, policy.role, shown)
    write_on_screen(workbook, {AUDITED: 1, HIGH_FINDINGS: high_findings(audit_sheet.listed(papers))})
    write_trial_balance(workbook, books)
    change_log.append(
        workbook, "audit", f"as of {policy.as_of}: {report.line}", result=report.line,
        rows_read=sum(books.read.rows_read.values()), rows_left_out=books.ledger.rows_left_out, now=moment, user=user,
    )
    return report


def working_papers(
    workbook: Workbook, books: Books, chosen: Sequence[Rule], choices: Choices, moment: dt.datetime,
    progress: Progress = lambda step: None, user: str | None = None, one_by_one: bool = False,
) -> WorkingPapers:
    """What the ``chosen`` rules find in the books, beside what people noted of it; the workbook is only read. Unless
    ``one_by_one``, what a rule says of a large part of a sheet is one line."""
    result = run(books, chosen, choices, progress, time.perf_counter)
    there = workbook.read_table("Audit").frame if workbook.find_table("Audit") else pl.DataFrame()
    before = as_left(there, books.places)
    asked = pl.col("Rule").is_in([rule.code for rule in chosen])
    lines = result
    if not one_by_one:
        kept = before.filter(noted() & (pl.col("Seen").fill_null("") != SUPPRESSED))
        lines = replace(result, findings=summed(result.findings, books.ledger.rows_read, kept))
    listed = pl.concat([follow(lines, before.filter(asked), moment.date()), before.filter(~asked)])
    papers = WorkingPapers(books, result, choices, listed)
    return replace(papers, facts=_facts(workbook, papers, moment, user or getpass.getuser()))


def _facts(workbook: Workbook, papers: WorkingPapers, moment: dt.datetime, user: str) -> dict[str, str]:
    books, result, listed = papers.books, papers.audit, papers.listed
    policy = books.policy
    still = still_open(listed)
    agree = [check.id for check in CHECKS if outcome(check, books)[3]]
    failures = "; ".join(f"{one.rule.code} ({one.failure})" for one in result.failures)
    accounts = papers.tie_out.accounts.filter(pl.col("Entered"))
    tied = accounts.filter(pl.col("Difference") == 0).height
    return {
        "Workbook": workbook.name,
        "As of": policy.as_of.isoformat(),
        "Period": f"{policy.period_start} to {policy.period_end}",
        "Audited": moment.isoformat(sep=" "),
        "By": user,
        "wipbook": wipbook.__version__,
        "Rules run": f"{len(result.outcomes)}",
        "Rules that failed": failures or "none",
        "Findings open": f"{still.height:,}",
        "At risk": f"{currency_text(books.money(int(still['Amount'].sum())), books.places)} {policy.currency}",
        "Suppressed": f"{listed.filter(pl.col('Seen') == SUPPRESSED).height:,}",
        "Suppressions that do not count": "; ".join(result.notes) or "none",
        "Cleared by people": f"{listed.filter(pl.col('Status').is_in(list(CLEARED))).height:,}",
        "Input rows": f"{sum(books.ledger.rows_read.values()):,} read, "
        f"{sum(books.ledger.rows_used.values()):,} used",
        "Fingerprint of the inputs": fingerprint.short(papers.inputs),
        "Fingerprint of the figures": _figures(workbook, papers),
        "Checks": f"{len(agree)} of {len(CHECKS)} agree",
        "Ties to the ledger": f"{tied} of {accounts.height} accounts" if accounts.height else "no ledger entered",
        "Sample": _sample(workbook),
    }


def _sample(workbook: Workbook) -> str:
    """How the sample on the sheet Sample was drawn."""
    facts: dict[str, str] = {}
    if workbook.find_table("SampleFacts"):
        rows = workbook.read_table("SampleFacts").frame.select(pl.all().cast(pl.String)).rows()
        facts = {name: value for name, value in rows if name and value}
    if "Drawn" not in facts:
        return "none drawn"
    return f"{facts['Drawn']} of {facts['Items in it']} {facts['Drawn from']}, {facts['Method']}, seed {facts['Seed']}"


def _figures(workbook: Workbook, papers: WorkingPapers) -> str:
    """The fingerprint, and whether the reports in the workbook show these figures."""
    now = fingerprint.short(papers.figures)
    there = read_fact(workbook, home.FIGURES)
    return now if there == now else f"{now} (the reports show others: refresh)"
