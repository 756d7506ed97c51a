"""Places, lots and documents: codes of no list, of which every spelling is still one."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.values.codes import folded

PLACED = ("Movements", "Counts")
_TOGETHER = (("Location", "To Location"), ("Lot",), ("Document", "Count"), ("Line",))
"""Columns that speak of the same codes."""


def one_spelling(tables: Mapping[str, pl.DataFrame], sheet: str) -> list[pl.Series]:
    """The columns of ``sheet`` whose codes are spelled in several ways somewhere in ``PLACED``, spelled in one: the way
    that is used most, of those used as often the first in the alphabet. The order of rows decides nothing."""
    found = []
    for names in _TOGETHER:
        used = pl.concat([
            tables[each][name].rename("code").drop_nulls()
            for each in PLACED if each in tables for name in names if name in tables[each].columns
        ] or [pl.Series("code", [], dtype=pl.String)])
        counted = used.value_counts().with_columns(folded(pl.col("code")).alias("_folded"))
        several = counted.filter(pl.col("_folded").is_duplicated())
        if several.is_empty():
            continue
        chosen = several.sort("count", "code", descending=[True, False]).group_by("_folded", maintain_order=True).agg(
            pl.col("code").first().alias("_chosen")
        )
        spelled = dict(several.join(chosen, on="_folded").select("code", "_chosen").iter_rows())
        for name in names:
            if name in tables[sheet].columns:
                found.append(tables[sheet][name].replace(spelled))
    return found
