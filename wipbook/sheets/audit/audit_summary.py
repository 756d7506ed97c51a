"""Audit Summary: what was asked, what was found, by family and severity; the cover of the working papers."""

from __future__ import annotations

import polars as pl

from wipbook.audit.card import FAMILIES, Severity
from wipbook.audit.followed import still_open
from wipbook.audit.working_papers import WorkingPapers
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.user_role import AUDITOR, CONTROLLER

FACTS = ("Workbook", "As of", "Period", "Audited", "By", "wipbook", "Rules run", "Rules that failed", "Findings open",
         "At risk", "Suppressed", "Suppressions that do not count", "Cleared by people", "Input rows",
         "Fingerprint of the inputs", "Fingerprint of the figures", "Checks",
         "Ties to the ledger", "Sample")
TOP = 12
TOP_ROW = HEADER_ROW + len(FACTS) + 4


def _facts(papers: WorkingPapers) -> pl.DataFrame:
    return pl.DataFrame(
        {"Fact": FACTS, "Value": [papers.facts.get(name, "") for name in FACTS]},
        schema={"Fact": pl.String, "Value": pl.String},
    )


def _families(papers: WorkingPapers) -> pl.DataFrame:
    found = still_open(papers.listed).with_columns(pl.col("Rule").str.slice(0, 3).str.to_lowercase().alias("_family"))
    rows = []
    for letters, name in FAMILIES.items():
        mine = found.filter(pl.col("_family") == letters)
        by = dict(mine.group_by("Severity").len().iter_rows())
        ran = sum(outcome.rule.code.lower().startswith(letters) for outcome in papers.audit.outcomes)
        rows.append((name, ran, *(by.get(one.value, 0) for one in Severity), int(mine["Amount"].sum())))
    schema = {"Family": pl.String, **dict.fromkeys(("Rules", "High", "Medium", "Low", "Amount"), pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _top(papers: WorkingPapers) -> pl.DataFrame:
    """The rules that matter most: by severity, then by money."""
    found = still_open(papers.listed)
    rank = {one.value: one.rank for one in Severity}
    by_rule = found.group_by("Rule").agg(
        pl.col("Severity", "Finding").first(), pl.len().cast(pl.Int64).alias("Findings"), pl.col("Amount").sum(),
        pl.col("Evidence").first().alias("For Example"),
    )
    order = [-pl.col("Severity").replace_strict(rank, return_dtype=pl.Int8), -pl.col("Amount"), pl.col("Rule")]
    return exactly(by_rule.sort(order), TOP)


def _blank() -> pl.DataFrame:
    return pl.DataFrame({"Fact": FACTS, "Value": ["not yet audited"] + [None] * (len(FACTS) - 1)},
                        schema={"Fact": pl.String, "Value": pl.String})


SHEET = OutputSheet(
    name="Audit Summary",
    order=318,
    title="Audit summary",
    about="What was asked, what was found: the cover of the working papers",
    source="From the Audit sheet. Findings somebody explained or accepted, and suppressed ones, do not count as open.",
    kind="control",
    filled_by="audit",
    tables=(
        OutputTable(
            "AuditFacts",
            (OutputColumn("Fact", Look.TEXT, width=30), OutputColumn("Value", Look.TEXT, width=44)),
            _facts, rows=len(FACTS), initial=_blank,
        ),
        OutputTable(
            "AuditFamilies",
            (
                OutputColumn("Family", Look.TEXT, width=16),
                OutputColumn("Rules", Look.COUNT, width=10),
                OutputColumn("High", Look.COUNT, width=10, mark=Mark.ABOVE_ZERO),
                OutputColumn("Medium", Look.COUNT, width=10),
                OutputColumn("Low", Look.COUNT, width=10),
                OutputColumn("Amount", Look.MONEY, "At risk", width=18, total=True),
            ),
            _families, rows=len(FAMILIES), first_column=4,
        ),
        OutputTable(
            "AuditTop",
            (
                OutputColumn("Finding", Look.TEXT, wrap=True),
                OutputColumn("For Example", Look.TEXT, wrap=True),
                OutputColumn("Rule", Look.CODE, width=10),
                OutputColumn("Severity", Look.TEXT, mark=Mark.SEVERITY),
                OutputColumn("Findings", Look.COUNT, width=10),
                OutputColumn("Amount", Look.MONEY, width=18),
            ),
            _top, rows=TOP, header_row=TOP_ROW, heading="Look at these first",
        ),
    ),
    charts=(
        Chart("Open findings by family", "stacked", "AuditFamilies", "Family", ("Low", "Medium", "High"),
              f"D{HEADER_ROW + len(FAMILIES) + 2}", 560, 230),
    ),
    roles=(CONTROLLER, AUDITOR),
    tabs=(AUDITOR,),
)
