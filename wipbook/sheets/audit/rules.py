"""Rules: what the audit asks, with which figures, how it came out; and what is suppressed, by whom, until when."""

from __future__ import annotations

import polars as pl

from wipbook.audit.card import Rule, Setting, Severity
from wipbook.audit.choices import Choices
from wipbook.audit.rules import rules
from wipbook.audit.run import Outcome
from wipbook.audit.working_papers import WorkingPapers
from wipbook.port.tab import Button, Group
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR

SUPPRESSIONS_SHOWN = 40
_SCHEMA = {
    "Rule": pl.String, "Finding": pl.String, "Severity": pl.String, "Use": pl.String, "Setting": pl.String,
    "Value": pl.Float64, "Unit": pl.String, "What the Setting Does": pl.String, "Findings": pl.Int64,
    "Amount": pl.Int64, "Suppressed": pl.Int64, "Result": pl.String, "Assertions": pl.String, "Kind": pl.String,
    "What It Finds": pl.String, "Why It Matters": pl.String, "Innocent Causes": pl.String, "What To Do": pl.String,
    "Source": pl.String,
}


def _rows(choices: Choices, outcomes: dict[str, Outcome]) -> pl.DataFrame:
    """A row per rule and setting; the first row of a rule says what it is and how it came out."""
    rows = []
    for rule in rules():
        chosen = choices.settings_of(rule)
        settings: tuple[Setting | None, ...] = rule.card.settings or (None,)
        for number, setting in enumerate(settings):
            figure = (setting.name, chosen[setting.name], setting.unit, setting.explanation) if setting else (None,) * 4
            use = "no" if rule.code in choices.off else "yes"
            first = number == 0
            rows.append((
                rule.code, rule.fault, choices.severity(rule).value if first else None, use if first else None, *figure,
                *(_outcome(outcomes.get(rule.code), use) if first else (None,) * 4),
                *(_texts(rule) if first else (None,) * 7),
            ))
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _outcome(outcome: Outcome | None, use: str) -> tuple[int | None, int | None, int | None, str]:
    if outcome is None:
        return None, None, None, "off" if use == "no" else "not run"
    result = f"failed: {outcome.failure}" if outcome.failure else "ran"
    return outcome.count, outcome.amount, outcome.suppressed, result


def _texts(rule: Rule) -> tuple[str, ...]:
    return (
        ", ".join(rule.card.assertions), "weighs chances" if rule.card.statistical else "finds every case",
        rule.text["What it finds"], rule.text["Why it matters"], rule.first_cause, rule.text["What to do"],
        rule.text["Source"],
    )


def initial() -> pl.DataFrame:
    """The rules before any audit."""
    return chosen(Choices())


def chosen(choices: Choices) -> pl.DataFrame:
    """The rules with what somebody chose of them, before any audit."""
    return _rows(choices, {})


def after_audit(papers: WorkingPapers) -> pl.DataFrame:
    return _rows(papers.choices, {outcome.rule.code: outcome for outcome in papers.audit.outcomes})


def _no_rows(papers: WorkingPapers) -> pl.DataFrame:
    raise AssertionError("suppressions are the user's: no command writes them")


RULES = OutputTable(
    "Rules",
    (
        OutputColumn("Rule", Look.CODE, width=10),
        OutputColumn("Finding", Look.TEXT, width=34, wrap=True),
        OutputColumn("Severity", Look.TEXT, "Choose", width=11, typed=True, mark=Mark.SEVERITY,
                     choices=tuple(one.value for one in Severity)),
        OutputColumn("Use", Look.TEXT, "yes or no", width=8, typed=True, choices=("yes", "no")),
        OutputColumn("Setting", Look.TEXT, width=24, wrap=True),
        OutputColumn("Value", Look.QUANTITY, "Yours to change", width=12, typed=True),
        OutputColumn("Unit", Look.TEXT, width=10),
        OutputColumn("What the Setting Does", Look.TEXT, width=40, wrap=True),
        OutputColumn("Findings", Look.COUNT, "Last audit", width=11, total=True),
        OutputColumn("Amount", Look.MONEY, "At risk", width=16, total=True),
        OutputColumn("Suppressed", Look.COUNT, width=12, total=True),
        OutputColumn("Result", Look.TEXT, width=16, wrap=True, mark=Mark.OUTSTANDING),
        OutputColumn("Assertions", Look.TEXT, "What it serves", width=22, wrap=True),
        OutputColumn("Kind", Look.TEXT, width=16),
        OutputColumn("What It Finds", Look.TEXT, width=60, wrap=True),
        OutputColumn("Why It Matters", Look.TEXT, width=60, wrap=True),
        OutputColumn("Innocent Causes", Look.TEXT, width=60, wrap=True),
        OutputColumn("What To Do", Look.TEXT, width=60, wrap=True),
        OutputColumn("Source", Look.TEXT, width=60, wrap=True),
    ),
    after_audit,
    key=("Rule", "Setting"),
    initial=initial,
    shown=(
        "Rule", "Finding", "Severity", "Use", "Setting", "Value", "Unit", "What the Setting Does", "Findings",
        "Amount", "Suppressed", "Result",
    ),
)

SUPPRESSIONS = OutputTable(
    "Suppressions",
    (
        OutputColumn("Rule", Look.CODE, "Code", width=10, typed=True),
        OutputColumn("Key", Look.CODE, "Key of the finding; * = any", width=24, typed=True),
        OutputColumn("Reason", Look.TEXT, "Needed", width=34, typed=True),
        OutputColumn("Person", Look.TEXT, "Needed", width=14, typed=True),
        OutputColumn("Until", Look.DATE, "Blank = always", width=13, typed=True),
    ),
    _no_rows,
    rows=SUPPRESSIONS_SHOWN,
    first_column=len(RULES.columns) + 2,
    typed=True,
)

SHEET = OutputSheet(
    name="Rules",
    order=370,
    title="Audit rules",
    about="What the audit asks, with which figures; what is suppressed and why",
    source="Blue cells are yours: severity, use and value of each rule; suppressions stand to the right of the rules.",
    kind="control",
    filled_by="audit",
    tables=(RULES, SUPPRESSIONS),
    button=Button(
        Group.AUDIT, 30, "Rules", "NameManager", "Go to the rules",
        "What the audit asks, with which figures, and what is suppressed, by whom and until when.",
    ),
    roles=(AUDITOR,),
)
