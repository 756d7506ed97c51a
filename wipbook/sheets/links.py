"""Formulas that go to the cell a row speaks of."""

from __future__ import annotations

import polars as pl


def link(table: str, sheet: str, cell: str) -> str:
    """A formula for a column of ``table`` that goes to the cell whose sheet and address stand in two other columns.

    It reads ``Movements!G7``, and the sheet alone where there is no address. ``linked`` is its value.

    >>> link("Audit", "Sheet", "Cell")[:59]
    '=IF(Audit[[#This Row],[Cell]]="",Audit[[#This Row],[Sheet]]'
    """
    there, at = f"{table}[[#This Row],[{sheet}]]", f"{table}[[#This Row],[{cell}]]"
    return f'=IF({at}="",{there}&"",HYPERLINK("#\'"&{there}&"\'!"&{at},{there}&"!"&{at}))'


def linked(sheet: str, cell: str) -> pl.Expr:
    """What the formula of ``link`` shows, of the same two columns.

    >>> pl.DataFrame({"Sheet": ["Jobs", "Jobs"], "Cell": ["A7", None]}).select(linked("Sheet", "Cell")).to_series()[1]
    'Jobs'
    """
    there, at = pl.col(sheet).fill_null(""), pl.col(cell).fill_null("")
    return pl.when(at == "").then(there).otherwise(pl.concat_str(there, pl.lit("!"), at))
