"""What is doubtful about budgets and savings: lines that nothing is called by."""

from __future__ import annotations

import polars as pl

from wipbook.costing.workings import Workings
from wipbook.schema.ledger.statement_line import KNOWN_LINES, name_of_line

_EXPECTED = "an account role, a cost element{} or a line of the Statement"


def list_unknown_lines(workings: Workings) -> None:
    """Rows of Budgets and Savings that speak of a line no report has: nothing is compared with them."""
    pools = {name_of_line(pool) for pool in workings.table("Overhead")["Pool"].drop_nulls().unique()}
    for sheet, more, known in (
        ("Budgets", ", an overhead pool", KNOWN_LINES | pools), ("Savings", "", KNOWN_LINES),
    ):
        rows = workings.table(sheet).filter(
            ~pl.col("Line").map_elements(lambda line, known=known: name_of_line(line) in known,  # type: ignore[misc]
                                         return_dtype=pl.Boolean)
        )
        workings.doubt(
            sheet, rows, "Line", [repr(line) for line in rows["Line"]], _EXPECTED.format(more),
            "correct the name: it is the one that Flux and Statement show; until then the row is compared with nothing",
        )
