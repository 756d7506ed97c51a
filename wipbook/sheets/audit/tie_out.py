"""Tie-Out: subledgers against the general ledger by account, with computed tick marks, and by month what differs."""

from __future__ import annotations

import polars as pl

from wipbook.audit.tie_out import BALANCE, CHANGES, YEAR
from wipbook.audit.working_papers import WorkingPapers
from wipbook.books.journals.compared import ROLES
from wipbook.books.statement import GL_ROLE
from wipbook.sheets.layout import HEADER_ROW, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

_OF = "TieOut[[#This Row],[{}]]"
TICKS = (
    ("T", "ties: the subledger's closing balance is the ledger's, to the last unit"),
    ("i", "differs by no more than Materiality (Settings)"),
    ("X", "differs by more than Materiality: see the months below and the Audit sheet"),
    ("n", "the ledger has no such account: nothing was compared"),
    ("F", "foots: opening + change = what the Statement shows for the stage, and overhead settled"),
    ("Z", "opening balance of the subledger is the ledger's"),
    ("y", "an income account: its opening is of the fiscal year so far, on both sides"),
    ("c", "an income account of which changes are compared with changes: it opens at zero on both sides"),
)
"""Tick marks. Each is computed from the figures at every audit, none is ever typed."""
MONTHS_ROW = HEADER_ROW + len(ROLES) + 4


def _accounts(papers: WorkingPapers) -> pl.DataFrame:
    accounts = papers.tie_out.accounts
    material = papers.books.cents(papers.policy.materiality)
    books = papers.books
    stages = {role: books.subledger[stage] + books.settled_stages[stage] for role, stage in GL_ROLE.items()}
    ticks = [_ticks(row, material, stages) for row in accounts.iter_rows(named=True)]
    return accounts.with_columns(pl.Series("Tick", ticks))


def _ticks(row: dict[str, object], material: int, stages: dict[str, int]) -> str:
    role, difference = str(row["Role"]), int(str(row["Difference"]))
    marks = []
    if not row["Entered"]:
        marks.append("n")
    else:
        marks.append("T" if difference == 0 else "i" if abs(difference) <= material else "X")
        if row["Subledger Opening"] == row["Ledger Opening"]:
            marks.append("Z")
        if row["Basis"] != BALANCE:
            marks.append({YEAR: "y", CHANGES: "c"}[str(row["Basis"])])
    if role in stages and row["Subledger Closing"] == stages[role]:
        marks.append("F")
    # What is wrong stands first: the mark of a column looks at the first letter.
    return " ".join(sorted(marks, key=lambda mark: mark != "X"))


def _months(papers: WorkingPapers) -> pl.DataFrame:
    return papers.tie_out.months


def _legend(papers: WorkingPapers) -> pl.DataFrame:
    return legend()


def legend() -> pl.DataFrame:
    return pl.DataFrame(TICKS, schema={"Mark": pl.String, "Means": pl.String}, orient="row")


def _sum(side: str) -> str:
    return "=" + _OF.format(f"{side} Opening") + "+" + _OF.format(f"{side} Change")


SHEET = OutputSheet(
    name="Tie-Out",
    order=330,
    title="Tie-out to the general ledger",
    about="Subledger and ledger by account; what differs, which side has it",
    source="Subledger: movements, job entries and overhead, costed. Ledger: GL Accounts. Debit positive; income "
    "accounts open with the fiscal year so far (Settings: Fiscal Year Start). Tick marks are computed.",
    kind="control",
    filled_by="audit",
    tables=(
        OutputTable(
            "TieOut",
            (
                OutputColumn("Role", Look.TEXT, width=20),
                OutputColumn("Accounts", Look.CODE, width=16),
                OutputColumn("Subledger Opening", Look.MONEY, width=17),
                OutputColumn("Subledger Change", Look.MONEY, width=17),
                OutputColumn("Subledger Closing", Look.MONEY, width=17, formula=_sum("Subledger")),
                OutputColumn("Ledger Opening", Look.MONEY, width=17),
                OutputColumn("Ledger Change", Look.MONEY, width=17),
                OutputColumn("Ledger Closing", Look.MONEY, width=17, formula=_sum("Ledger")),
                OutputColumn(
                    "Difference", Look.MONEY, width=16, mark=Mark.NOT_ZERO,
                    formula=f'=ROUND({_OF.format("Subledger Closing")}-{_OF.format("Ledger Closing")},wip_places)',
                ),
                OutputColumn("Tick", Look.TEXT, width=10, mark=Mark.OUTSTANDING),
            ),
            _accounts,
            key=("Role",),
            rows=len(ROLES),
        ),
        OutputTable(
            "TieOutMonths",
            (
                OutputColumn("Role", Look.TEXT),
                OutputColumn("Month", Look.DATE),
                OutputColumn("Subledger", Look.MONEY),
                OutputColumn("Ledger", Look.MONEY),
                OutputColumn(
                    "Difference", Look.MONEY, mark=Mark.NOT_ZERO,
                    formula="=ROUND(TieOutMonths[[#This Row],[Subledger]]-TieOutMonths[[#This Row],[Ledger]],"
                    "wip_places)",
                ),
                OutputColumn("Side", Look.TEXT, mark=Mark.OUTSTANDING),
            ),
            _months,
            key=("Role", "Month"),
            header_row=MONTHS_ROW,
            heading="Months that differ, and which side has them",
        ),
        OutputTable(
            "TickMarks",
            (OutputColumn("Mark", Look.TEXT, width=8), OutputColumn("Means", Look.TEXT, width=66)),
            _legend,
            rows=len(TICKS),
            first_column=12,
            initial=legend,
            of_release=True,
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
    tabs=(AUDITOR,),
    packs=("ledger",),
)
