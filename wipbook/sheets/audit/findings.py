"""Audit: every finding with its evidence, its cell, the innocent causes first, and room for who cleared it."""

from __future__ import annotations

import polars as pl

from wipbook.audit.followed import STATUSES, SUPPRESSED, noted
from wipbook.audit.rules import rules
from wipbook.audit.working_papers import WorkingPapers
from wipbook.port.tab import Button, Group
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.sheets.links import link, linked
from wipbook.values.user_role import AUDITOR, CONTROLLER

MOST_A_RULE = 1_000
"""Findings of one rule that are listed; the rest is one line with their number and money."""


def listed(papers: WorkingPapers, most: int = MOST_A_RULE) -> pl.DataFrame:
    """The rows of the table: at most ``most`` a rule and all that somebody noted something of; the others of the rule
    are one row that sums them."""
    shown = (pl.col("Key").cum_count().over("Rule", "Seen") <= most) | (noted() & (pl.col("Seen") != SUPPRESSED))
    rows = papers.listed.with_columns(shown.alias("_shown"))
    kept = rows.filter("_shown").drop("_shown")
    rest = rows.filter(~pl.col("_shown")).group_by("Rule", "Seen", maintain_order=True).agg(
        pl.col("Severity", "Finding", "Sheet").first(), pl.len().alias("_more"), pl.col("Amount").sum(),
        pl.col("First Seen").min(),
    )
    summed = rest.select(
        "Severity", "Rule", "Finding", "Sheet", pl.lit("A1").alias("Cell"),
        pl.format("{} more findings of this rule, not listed one by one", "_more").alias("Evidence"), "Amount",
        *(pl.lit(None, pl.String).alias(name) for name in ("Other Sheet", "Other Cell")),
        pl.lit("(more)").alias("Key"), pl.lit("open").alias("Status"),
        *(pl.lit(None, pl.String).alias(name) for name in ("Owner", "Resolution")), "First Seen", "Seen",
    )
    rows = pl.concat([kept, summed.select(kept.columns)]) if rest.height else kept
    causes = {rule.code: rule.first_cause for rule in rules()}
    return rows.with_columns(
        linked("Sheet", "Cell").alias("Where"), linked("Other Sheet", "Other Cell").alias("Compare With"),
        pl.col("Rule").replace_strict(causes, default="").alias("Rule Out First"),
    )


SHEET = OutputSheet(
    name="Audit",
    order=320,
    title="Audit findings",
    about="Every discrepancy, shortage and sign of error, with its evidence",
    source="From the rules on the sheet Rules, over all input sheets and reports. A finding is a question: rule out "
    "the innocent causes first. Status, Owner and Resolution are yours and stay with the finding.",
    kind="control",
    when_empty="show",
    filled_by="audit",
    tables=(
        OutputTable(
            "Audit",
            (
                OutputColumn("Severity", Look.TEXT, width=10, mark=Mark.SEVERITY),
                OutputColumn("Rule", Look.CODE, width=9),
                OutputColumn("Finding", Look.TEXT, width=26, wrap=True),
                OutputColumn("Where", Look.TEXT, "Click to go there", width=19, formula=link("Audit", "Sheet", "Cell")),
                OutputColumn("Evidence", Look.TEXT, "What is there", width=52, wrap=True),
                OutputColumn("Amount", Look.MONEY, "At risk", width=15, total=True),
                OutputColumn("Rule Out First", Look.TEXT, "Innocent causes, likeliest first", width=46, wrap=True),
                OutputColumn("Status", Look.TEXT, "Choose", width=12, mark=Mark.OUTSTANDING, typed=True,
                             choices=STATUSES),
                OutputColumn("Owner", Look.TEXT, "Who looks into it", width=12, typed=True),
                OutputColumn("Resolution", Look.TEXT, "What it was", width=28, wrap=True, typed=True),
                OutputColumn("First Seen", Look.DATE, width=12),
                OutputColumn("Seen", Look.TEXT, "This run", width=14),
                OutputColumn("Compare With", Look.TEXT, "Click to go there", width=19,
                             formula=link("Audit", "Other Sheet", "Other Cell")),
                OutputColumn("Key", Look.CODE, "Names it on every run", width=22),
                OutputColumn("Sheet", Look.TEXT, width=13),
                OutputColumn("Cell", Look.TEXT, width=9),
                OutputColumn("Other Sheet", Look.TEXT, width=13),
                OutputColumn("Other Cell", Look.TEXT, width=9),
            ),
            listed,
            key=("Rule", "Key"),
            shown=(
                "Severity", "Rule", "Finding", "Where", "Evidence", "Amount", "Rule Out First", "Status", "Owner",
                "Resolution", "First Seen", "Seen",
            ),
        ),
    ),
    button=Button(
        Group.AUDIT, 20, "Findings", "SortDialog", "Go to the findings",
        "The sheet Audit: findings with status, owner and resolution.",
    ),
    roles=(CONTROLLER, AUDITOR),
    tabs=(CONTROLLER, AUDITOR),
)
