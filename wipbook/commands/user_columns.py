"""Columns a user added to a report stay with their rows when the report is filled anew."""

from __future__ import annotations

import polars as pl

from wipbook.errors import RefusedToProtectData
from wipbook.hosts.port import Workbook
from wipbook.sheets.layout import OutputTable


class ReportColumnMissing(RefusedToProtectData):
    """A report that holds columns of the user has lost the column that says which row is which."""


def with_user_columns(workbook: Workbook, table: OutputTable, frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with the values of the user's own columns, matched by the table's key.

    Calculated columns of the user are left to the host, which keeps their formula. A comment whose row is gone
    from the report goes with it; the backup of the save still has it.
    """
    place = workbook.tables().get(table.name)
    if place is None:
        return frame
    added = [header for header in place.headers if header not in table.headers]
    if not added or not table.key:
        return frame
    cells = workbook.read_table(table.name)
    typed = [header for header in added if not cells.formulas.get(header)]
    if not typed:
        return frame
    for name in table.key:
        if name not in place.headers:
            raise ReportColumnMissing(
                where=f"{place.sheet}!{place.name}",
                found=f"no column {name!r}",
                expected=f"the column {name!r}, by which the columns you added find their rows",
                remedy=f"rename the header to {name!r}, or delete the sheet: it comes back from the template",
            )
    keys = [pl.col(name).cast(pl.String).alias(f"_key_{name}") for name in table.key]
    names = [f"_key_{name}" for name in table.key]
    there = cells.frame.select(*keys, *typed).unique(names, keep="first")
    joined = frame.with_columns(keys).join(there, on=names, how="left", nulls_equal=True, maintain_order="left")
    return joined.drop(names)
