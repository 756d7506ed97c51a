"""Formula is overwritten.

What it finds:
    Cells that hold a constant in a column of an input table in which most rows hold a formula.

Why it matters:
    The constant stays when what it was computed from changes; nobody sees it among the formulas.

Innocent causes:
    - A figure was fixed on purpose for one row.
    - The table grew by rows that were pasted as values.
    - The column is being turned from formulas to values.

What to do:
    Copy the formula of the column into the cell, or say in a note why the figure is fixed.

Source:
    ICAEW, Twenty Principles for Good Spreadsheet Practice; Panko, What We Know About Spreadsheet Errors.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import SCHEMA, Place, findings
from wipbook.audit.rules.left_out import MANY
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema import input_sheet

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (Setting("Formula Share", 50, "%", "Share of rows with a formula from which a constant stands out", 1, 100),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    found = [pl.DataFrame(schema=SCHEMA)]
    for sheet, cells in ledger.cells.items():
        for header, formulas in cells.formulas.items():
            table, rows = ledger.table(sheet), pl.Series(formulas, dtype=pl.Int32)
            if not rows.len() or table.is_empty() or header not in cells.place.headers:
                continue
            column = _column(sheet, header)
            filled = table if column is None else table.filter(pl.col(column).is_not_null())
            constant = filled.filter(~pl.col(ROW).is_in(rows.implode()))
            share = 100 * rows.len() / (rows.len() + constant.height)
            if constant.is_empty() or share <= settings["Formula Share"]:
                continue
            found.append(_findings(ledger, sheet, header, constant, rows.len()))
    return pl.concat(found)


def _findings(ledger: Ledger, sheet: str, header: str, constant: pl.DataFrame, formulas: int) -> pl.DataFrame:
    many = constant.height > MANY
    said = f"a constant in the column {header}, of which {formulas} rows hold a formula"
    if many:
        said = (
            f"the first of {constant.height} constants in the column {header}, of which {formulas} rows hold a formula"
        )
    keys = pl.concat_str(pl.lit(f"{sheet}/{header}"), *input_sheet(sheet).key, separator="/", ignore_nulls=True)
    return findings(
        ledger,
        constant.head(1) if many else constant,
        Place(sheet, header),
        key=pl.lit(f"{sheet}/{header}") if many else keys,
        evidence=pl.lit(said),
    )


def _column(sheet: str, header: str) -> str | None:
    """The schema's name of a header; None for a column the user added, whose blanks cannot be told."""
    names = {name.casefold(): c.name for c in input_sheet(sheet).columns for name in (c.name, *c.aliases)}
    return names.get(header.strip().casefold())
