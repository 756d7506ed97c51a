"""Codes that must exist elsewhere: materials, jobs, employees and the rest."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.ledger.rejections import ROW_EXCLUDED, WARNING, Reason, Rejections
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TableCells
from wipbook.schema import input_sheet
from wipbook.schema.sheet import InputSheet
from wipbook.values.codes import agreed


def check_references(
    sheet: InputSheet,
    frame: pl.DataFrame,
    cells: TableCells,
    tables: Mapping[str, pl.DataFrame],
    rejections: Rejections,
) -> pl.DataFrame:
    """``frame`` without the rows whose material, job or pay type is unknown; every unknown code is listed.

    A sheet that has no rows is not in use and is not asked; without materials and jobs nothing can be costed. Codes
    agree whatever their case and the spaces around them: they are spelled as the sheet they name spells them.
    """
    if frame.is_empty():
        return frame
    unknown_somewhere = pl.repeat(False, frame.height, dtype=pl.Boolean, eager=True)
    for column in sheet.columns:
        if not column.references:
            continue
        target, _, target_column = column.references.partition(".")
        known = tables.get(target)
        # What cannot be costed without its counterpart is left out; elsewhere an unknown code is only pointed at.
        fatal = input_sheet(target).costing_reference
        usual = bool(input_sheet(target).rows)
        if known is None or (known.is_empty() and (usual or not fatal)):
            continue
        frame = frame.with_columns(agreed(frame[column.name], known[target_column]))
        codes = frame[column.name]
        unknown = codes.is_not_null() & ~codes.is_in(known[target_column].implode())
        if not unknown.any():
            continue
        rows = frame.filter(unknown)
        rejections.add(
            cells,
            rows[ROW].to_list(),
            column.name,
            [repr(code) for code in rows[column.name]],
            f"a {column.name} listed on the sheet {target}",
            f"add it to {target}, or correct the code",
            ROW_EXCLUDED if fatal else WARNING,
            rows[sheet.key[0]].to_list(),
            Reason.UNKNOWN,
        )
        if fatal:
            unknown_somewhere = unknown_somewhere | unknown
    return frame.filter(~unknown_somewhere)
