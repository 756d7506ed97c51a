"""Formulas that go to the cell a row speaks of."""

from __future__ import annotations


def link(table: str, sheet: str, cell: str) -> str:
    """A formula for a column of ``table`` that goes to the cell whose sheet and address stand in two other columns.

    It reads ``Movements!G7``, and is blank where there is no address.

    >>> link("Audit", "Sheet", "Cell")[:52]
    '=IF(Audit[[#This Row],[Cell]]="","",HYPERLINK("#\\'"&A'
    """
    there, at = f"{table}[[#This Row],[{sheet}]]", f"{table}[[#This Row],[{cell}]]"
    return f'=IF({at}="","",HYPERLINK("#\'"&{there}&"\'!"&{at},{there}&"!"&{at}))'
