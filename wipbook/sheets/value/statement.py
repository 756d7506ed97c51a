"""Statement: raw materials, work in process and finished goods, tied to the subledgers and the ledger."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.books.statement import STAGES
from wipbook.port.tables import CellValue, Formula, letters
from wipbook.schema.ledger.statement_line import LINES
from wipbook.sheets.layout import FIRST_ROW, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

_TOTAL = "=" + "+".join(f"Statement[[#This Row],[{stage}]]" for stage in STAGES)
CLOSING_ROW = FIRST_ROW + len(LINES)
"""The closing balances once more, where a reader who adds downwards looks for them."""
TIE_HEADER_ROW = FIRST_ROW + len(LINES) + 3
_DIFFERENCE = "=ROUND(StatementTie[[#This Row],[Statement]]-StatementTie[[#This Row],[Subledger]],wip_places)"
_LEDGER_DIFFERENCE = (
    '=IF(StatementTie[[#This Row],[General Ledger]]="","",'
    "ROUND(StatementTie[[#This Row],[Statement]]+StatementTie[[#This Row],[Overhead Settled]]"
    "-StatementTie[[#This Row],[General Ledger]],wip_places))"
)


def _lines(results: Results) -> pl.DataFrame:
    return results.statement.with_columns(pl.sum_horizontal(STAGES).alias("Total"))


def _tie(results: Results) -> pl.DataFrame:
    closing = results.statement.select(STAGES).sum().row(0)
    rows = []
    for stage, amount in zip(STAGES, closing, strict=True):
        sub, ledger = results.subledger[stage], results.general_ledger[stage]
        settled = results.settled_stages[stage]
        against = None if ledger is None else amount + settled - ledger
        rows.append((stage, amount, sub, amount - sub, ledger, against, settled))
    schema = {"Stage": pl.String, **dict.fromkeys(_TIE_COLUMNS[1:], pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _closing(results: Results) -> dict[str, CellValue | Formula]:
    frame = _lines(results)
    found: dict[str, CellValue | Formula] = {}
    for number, name in enumerate((*STAGES, "Total")):
        value = results.money(int(frame[name].sum()))
        found[f"{letters(2 + number)}{CLOSING_ROW}"] = Formula(f"=SUM(Statement[{name}])", value)
    return found


_TIE_COLUMNS = ("Stage", "Statement", "Subledger", "Difference", "General Ledger", "Ledger Difference",
                "Overhead Settled")

SHEET = OutputSheet(
    name="Statement",
    order=210,
    title="Inventory statement",
    about="Raw materials, work in process and finished goods: opening, what moved them, closing",
    source="From Movement Costs and job entries of the period. Closing balances tie below to Valuation, "
    "Job Costs and GL Accounts.",
    tables=(
        OutputTable(
            "Statement",
            (
                OutputColumn("Line", Look.TEXT, width=32),
                *(OutputColumn(stage, Look.MONEY, width=19, total=True) for stage in STAGES),
                OutputColumn("Total", Look.MONEY, width=19, total=True, formula=_TOTAL),
            ),
            _lines,
            key=("Line",),
            rows=len(LINES),
            total_label="Closing",
        ),
        OutputTable(
            "StatementTie",
            (
                OutputColumn("Stage", Look.TEXT),
                OutputColumn("Statement", Look.MONEY, "Closing above"),
                OutputColumn("Subledger", Look.MONEY, "Layers; job sheets"),
                OutputColumn("Difference", Look.MONEY, formula=_DIFFERENCE, mark=Mark.NOT_ZERO),
                OutputColumn("General Ledger", Look.MONEY, "Blank = not entered", width=19),
                OutputColumn("Ledger Difference", Look.MONEY, width=24, formula=_LEDGER_DIFFERENCE, mark=Mark.NOT_ZERO),
                OutputColumn("Overhead Settled", Look.MONEY, "By the close; in the ledger only", width=19),
            ),
            _tie,
            key=("Stage",),
            rows=len(STAGES),
            header_row=TIE_HEADER_ROW,
            heading="Tie-out of the closing balances",
        ),
    ),
    cells=_closing,
    roles=(CONTROLLER, AUDITOR),
    tabs=(CONTROLLER, AUDITOR),
)
