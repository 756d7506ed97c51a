"""Codes that must exist elsewhere: materials, jobs, employees and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import polars as pl

from wipbook.ledger.rejections import ROW_EXCLUDED, WARNING, Reason, Rejections
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TableCells
from wipbook.schema import input_sheet
from wipbook.schema.sheet import InputSheet
from wipbook.values.codes import agreed
from wipbook.values.repeated import repeated


def check_references(
    sheet: InputSheet,
    frame: pl.DataFrame,
    cells: TableCells,
    tables: Mapping[str, pl.DataFrame],
    rejections: Rejections,
    places: Mapping[str, str],
) -> pl.DataFrame:
    """``frame`` without the rows whose material, job or pay type is unknown; every unknown code is listed, with the one
    that was probably meant. Of a row that is there and left out, what uses it is told with it, once. ``places`` are the
    names of the tabs by the names of the sheets.

    A sheet that has no rows is not in use and is not asked; without materials and jobs nothing can be costed. Codes
    agree whatever their case and the spaces around them: they are spelled as the sheet they name spells them.
    """
    if frame.is_empty():
        return frame
    unknown_somewhere = repeated(False, frame.height, pl.Boolean)
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
        if fatal:
            unknown_somewhere = unknown_somewhere | unknown
            told = [
                str(code) for (code,), those in rows.group_by(column.name, maintain_order=True)
                if rejections.follow(
                    places.get(target, target), code, cells.place.sheet, those[ROW], those[sheet.key[0]].to_list()
                )
            ]
            rows = rows.filter(~rows[column.name].is_in(told))
        for near, those in _by_nearest(rows, column.name, known[target_column]):
            add = f"add it to {target}"
            rejections.add(
                cells,
                those[ROW].to_list(),
                column.name,
                [repr(code) for code in those[column.name]],
                f"a {column.name} listed on the sheet {target}",
                f"did you mean {near!r}? Else {add}" if near else f"{add}, or correct the code",
                ROW_EXCLUDED if fatal else WARNING,
                those[sheet.key[0]].to_list(),
                Reason.UNKNOWN,
            )
    return frame.filter(~unknown_somewhere)


_ASKED, _COMPARED = 200, 20_000
"""Unknown codes that are compared with the known ones, and known ones up to which they are."""


def _by_nearest(rows: pl.DataFrame, header: str, known: pl.Series) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows by the known code that was probably meant, blank for none: the same letters and figures without what
    stands between them, else one that differs in little."""
    near: dict[str, str] = {}
    codes = [str(code) for code in rows[header].unique(maintain_order=True)]
    if known.len() <= _COMPARED:
        names = sorted(known.drop_nulls(), reverse=True)  # of two as near the first by name, wherever they stand
        bare = {_bare(name): name for name in names if _bare(name)}
        folded = {name.casefold(): name for name in names}
        for code in codes[:_ASKED]:
            close = get_close_matches(code.casefold(), folded, n=1, cutoff=0.8)
            near[code] = bare.get(_bare(code)) or (folded[close[0]] if close else "")
    for name in dict.fromkeys(near.get(code, "") for code in codes):
        yield name, rows.filter(rows[header].is_in([code for code in codes if near.get(code, "") == name]))


def _bare(code: str) -> str:
    """A code without what stands between its letters and figures, and without zeros before it.

    >>> _bare("bt-0m 6"), _bare("00123"), _bare("000"), _bare("--")
    ('bt0m6', '123', '0', '')
    """
    signs = "".join(sign for sign in code.casefold() if sign.isalnum())
    return signs.lstrip("0") or signs[-1:]
