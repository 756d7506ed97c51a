"""``wipbook audit``: every rule asked, what was found with its evidence."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Cause, Command, Grid, Press
from wipbook.commands.given import date_given, words_given
from wipbook.commands.wording import MOST_LINES, NOT_SAVED, first_lines, rows_left_out
from wipbook.port.tab import Button, Group
from wipbook.values.place_text import place_text

_SHOWN = 40


class Level(StrEnum):
    """A severity, or never."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NEVER = "never"


class Shown(StrEnum):
    """A severity."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def run(call: Call) -> Answer:
    from wipbook.audit.card import Severity
    from wipbook.commands.audit.audit import audit
    from wipbook.commands.audit.audit_pack import audit_pack

    given = call.given
    day = date_given(given["as_of"], "--as-of")
    report = audit(call.workbook, words_given(given["rules"]), day, call.progress)
    books, audited = report.papers.books, report.audit
    shown = report.at_least(Severity(given["min_severity"].value))
    fail_on = given["fail_on"]
    counting = 0 if fail_on is Level.NEVER else report.at_least(Severity(fail_on.value)).height
    above = "" if fail_on in (Level.HIGH, Level.NEVER) else " or above"
    table = Grid(
        f"Open findings as of {books.as_of} ({books.policy.currency})",
        ("Rule", "Severity", "Where", "What was found", "At risk"),
        [
            (row["Rule"], row["Severity"], place_text(row["Sheet"], row["Cell"]),
             f"{row['Finding']}: {row['Evidence']}", books.text(row['Amount']))
            for row in shown.head(_SHOWN).to_dicts()
        ],
    )
    first = [
        f"{row['Rule']}, {place_text(row['Sheet'], row['Cell'])}: {row['Finding']} ({books.text(row['Amount'])})"
        for row in report.open.head(MOST_LINES + 1).to_dicts()
    ]

    def packed(saved: Path) -> tuple[list[str], dict[str, Any]]:
        if given["pack"] is None:
            return [], {}
        pack = audit_pack(call.workbook, given["pack"], call.progress)
        place = f"Packed {pack.workbook}" + (f" and {pack.pdf}" if pack.pdf else f"; no PDF: {pack.why}")
        links = [f"Not fetched, left as it is: {words}" for words in pack.outside]
        return [place, *links], {"pack": vars(pack)}

    return Answer(
        [
            table,
            *([f"... and {shown.height - _SHOWN:,} more: see the sheet Audit"] if shown.height > _SHOWN else []),
            *(f"rule {one.rule.code} failed: {one.failure}" for one in audited.failures),
            *audited.notes,
            *(one.said for one in books.ledger.taken_in),
            report.line,
        ],
        [
            f"{report.line}. A finding is a question: rule out the innocent causes first.",
            *first_lines(first, "the sheet Audit", report.open.height - len(first)),
            *(f"Rule {one.rule.code} failed: {one.failure}" for one in audited.failures),
            *(one.said for one in books.ledger.taken_in),
            NOT_SAVED,
        ],
        {
            "saved": None, "as_of": books.as_of, "line": report.line, "rows_taken_in": books.ledger.rows_taken_in,
            "facts": dict(report.papers.facts),
            "findings": [row | {"Amount": books.money(row["Amount"])} for row in shown.to_dicts()],
            "rules": [
                {"rule": one.rule.code, "severity": one.severity.value, "findings": one.count,
                 "suppressed": one.suppressed, "amount": books.money(one.amount), "seconds": round(one.seconds, 3),
                 "failure": one.failure}
                for one in audited.outcomes
            ],
            "notes": list(audited.notes),
            "pack": None,
        },
        [
            *([Cause(f"{counting:,} open findings of severity {fail_on.value}{above}")] if counting else []),
            *([Cause(f"{len(audited.failures)} rules failed")] if audited.failures else []),
            *rows_left_out(books.ledger.rows_left_out),
        ],
        saves=True,
        then=": see the sheets Audit Summary, Audit, Tie-Out, Analytics, Rules",
        afterwards=packed,
    )


COMMAND = Command(
    name="audit", order=50, run=run, shows="Audit Summary", home=40,
    about="Ask every audit rule: findings with evidence, tie-out, analytics.",
    finds=("a finding of the severity of --fail-on or above is open", "a rule failed", ROWS_LEFT_OUT),
    arguments=(
        Argument("as_of", "Another day than Settings says (2026-06-30).", default="", words=("--as-of",)),
        Argument("rules", "Codes or families, separated by commas: INV001,Labor. Default: all.", default="",
                 words=("--rules",)),
        Argument("min_severity", "Print findings of this severity or above.", Shown, Shown.LOW, ("--min-severity",)),
        Argument("fail_on", "Exit code 1 when one of this severity or above is open.", Level, Level.HIGH,
                 ("--fail-on",)),
        Argument("pack", "Folder for the audit pack: workbook and PDF.", Path | None, None, ("--pack",)),
    ),
    presses=(
        Press("audit", Button(
            Group.AUDIT, 10, "Run Audit", "FindDialogExcel", "Ask every audit rule",
            "Lists every discrepancy, shortage, overstock and sign of error with its evidence, its cell and the "
            "innocent causes; fills tie-out and analytics. What you noted of a finding stays with it.",
            large=True,
        )),
    ),
)
