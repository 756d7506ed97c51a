"""The sheet Pack Register: what was made so far, and what comes to it."""

from __future__ import annotations

import polars as pl

from wipbook.commands.workbench.front.tabs import arrange
from wipbook.ledger.ledger import read_policy
from wipbook.port.columns import in_columns
from wipbook.port.workbook import Workbook
from wipbook.sheets.close.pack_register import COLUMNS, SHEET
from wipbook.sheets.layout import Look

CLOSED, PRELIMINARY, NO_PERIOD = "closed", "preliminary", "of a day"
"""States of the period of a pack; a customer's has none, it is of a day."""
_KINDS = {Look.TIMESTAMP: pl.Datetime("us"), Look.COUNT: pl.Float64(), Look.DATE: pl.Date()}
SCHEMA = {column.name: _KINDS.get(column.look, pl.String()) for column in COLUMNS}


def registered(workbook: Workbook) -> pl.DataFrame:
    """The rows of the register in the columns of ``SCHEMA``; none where the sheet is not there yet."""
    place = workbook.find_table(SHEET.tables[0].name)
    if place is None:
        return pl.DataFrame(schema=SCHEMA)
    return in_columns(workbook.read_table(place.name).frame, SCHEMA).filter(pl.col("Pack").is_not_null())


def append(workbook: Workbook, rows: list[dict[str, object]]) -> None:
    """Add the files of packs, and show the sheet."""
    workbook.append_rows(SHEET.tables[0].name, pl.DataFrame(rows, schema=SCHEMA))
    arrange(workbook, read_policy(workbook).role, {SHEET.name: True})
