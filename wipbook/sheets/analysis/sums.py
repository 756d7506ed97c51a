"""Formulas of columns that are a sum of others in their row."""

from __future__ import annotations


def row_sum(table: str, plus: tuple[str, ...], minus: tuple[str, ...] = ()) -> str:
    """Columns added up, others taken off, rounded to the currency: floats that cancel leave a trace.

    >>> row_sum("T", ("In",), ("Out",))
    '=ROUND(T[[#This Row],[In]]-T[[#This Row],[Out]],wip_places)'
    """
    cells = "+".join(f"{table}[[#This Row],[{name}]]" for name in plus)
    return f"=ROUND({cells}{''.join(f'-{table}[[#This Row],[{name}]]' for name in minus)},wip_places)"
