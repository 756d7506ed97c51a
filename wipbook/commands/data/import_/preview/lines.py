"""The lines of a preview: balances, totals, counts, and row by row what is rejected, changed and new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import polars as pl

from wipbook.commands.data.import_.apply import Prepared
from wipbook.commands.data.import_.comparison.cells import as_role
from wipbook.commands.data.import_.comparison.compare import Comparison
from wipbook.commands.data.import_.source.loaded import FILE, LINE
from wipbook.commands.data.import_.sql import fetch, identifier
from wipbook.commands.data.import_.staging.draw import ROW
from wipbook.commands.data.import_.staging.no_rows import SOUND
from wipbook.commands.data.import_.staging.rejections import by_line
from wipbook.commands.data.import_.staging.stage import Staged
from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.port.workbook import Workbook
from wipbook.sheets.data.import_preview import LINES
from wipbook.values.fixed import currency_text

NEW, CHANGED, UNCHANGED, REJECTED, TOTAL, CONTROL, BALANCE, NOTE = (
    "new", "changed", "unchanged", "rejected", "total", "control total", "balance", "note",
)
MOST = 1_000
"""Lines of one table and state that are listed; how many more there are is said."""
_LONGEST = 400
Line = dict[str, Any]


def lines_of(workbook: Workbook, found: Prepared) -> pl.DataFrame:
    """All lines but those of balances, as ``LINES`` has them."""
    report = found.report
    lines = [*_notes(found), *_controls(found)]
    for staged, table in zip(found.staged, report.tables, strict=True):
        place = {"Table": staged.sheet.name, "Source": staged.source}
        for one in table.totals:
            left = "" if one.source == one.accepted else "; rejected rows make the difference"
            lines.append(place | {
                "State": TOTAL, "Column": one.column, "Old": _text(one.source), "New": _text(one.accepted),
                "Why": f"all rows of the source, and those taken{left}",
            })
        lines += [
            place | {"State": state, "Why": _rows(count)}
            for state, count in ((NEW, table.new), (CHANGED, table.changed), (UNCHANGED, table.unchanged),
                                 (REJECTED, table.rejected))
            if count
        ]
        lines += _limited(place, REJECTED, _rejected(table.rejections), len(table.rejections))
    for staged, comparison in zip(found.staged, found.comparisons, strict=True):
        lines += _of_table(workbook, found, staged, comparison)
    return pl.DataFrame([{name: line.get(name) for name in LINES} for line in lines], schema=LINES)


def balance_lines(before: dict[str, int], after: dict[str, int], places: int, currency: str) -> pl.DataFrame:
    """What the import does to each stage, amounts in the smallest unit of the currency."""
    unit = 10**places
    return pl.DataFrame(
        [
            {
                **dict.fromkeys(LINES), "State": BALANCE, "Key": stage,
                "Old": currency_text(before.get(stage, 0) / unit, places),
                "New": currency_text(after.get(stage, 0) / unit, places),
                "Value": after.get(stage, 0) - before.get(stage, 0), "Why": f"in {currency}, before and after",
            }
            for stage in dict.fromkeys((*before, *after))
        ],
        schema=LINES,
    )


def said(state: str, why: str) -> pl.DataFrame:
    """One line that only says something."""
    return pl.DataFrame([{**dict.fromkeys(LINES), "State": state, "Why": why}], schema=LINES)


def _notes(found: Prepared) -> Iterator[Line]:
    for one in found.report.notes:
        yield {"Source": one.file, "Row": one.line or None, "State": NOTE, "Why": one.found}
    lines = [
        {"Source": one.file, "Row": one.line, "State": REJECTED, "New": one.found, "Why": f"expected {one.expected}"}
        for one in found.report.lines
    ]
    yield from _limited({}, REJECTED, iter(lines), len(lines))


def _controls(found: Prepared) -> Iterator[Line]:
    for one in found.report.controls:
        why = "agrees" if one.ok else "DIFFERS: nothing will be written"
        yield {"State": CONTROL, "Key": one.control, "Column": one.figure, "Old": one.expected, "New": one.got,
               "Why": why}


def _rejected(rejections: pl.DataFrame) -> Iterator[Line]:
    for row in rejections.head(MOST).iter_rows(named=True):
        yield {"Source": row["File"] or "query", "Row": row["Row"], "State": REJECTED, "Column": row["Column"],
               "New": row["Found"], "Why": f"expected {row['Expected']}"}


def _of_table(workbook: Workbook, found: Prepared, staged: Staged, comparison: Comparison) -> Iterator[Line]:
    if not (comparison.new or comparison.changed):
        return
    sheet, frame, place = staged.sheet, staged.frame, {"Table": staged.sheet.name}
    changes = sum(len(theirs) for _, theirs in comparison.differences.values())
    listed = _changes(comparison)
    wanted = pl.concat([pl.Series([at for _, at, _ in listed], dtype=pl.UInt32),
                        comparison.fresh.head(MOST).cast(pl.UInt32)])
    places = dict(zip(wanted, _places(found, staged, wanted), strict=True))
    key = [name for name in sheet.key if name in frame.columns]

    def stands(at: int) -> Line:
        file, row = places[at]
        return place | {"Source": file, "Row": row,
                        "Key": " / ".join(_text(frame[name][at]) or "blank" for name in key)}

    cells = read_whole(workbook, sheet.table)
    old = {header: as_role(cells, sheet.column(header)) for header in comparison.differences}
    yield from _limited(place, CHANGED, (
        stands(at) | {"State": CHANGED, "Column": header, "Old": _text(old[header][there]),
                      "New": _text(frame[header][at]), "Why": cells.address(there, header)}
        for header, at, there in listed
    ), changes)
    rest = [name for name in frame.columns if name not in key]
    yield from _limited(place, NEW, (
        stands(at) | {"State": NEW, "New": "; ".join(
            f"{name} {_text(frame[name][at])}" for name in rest if frame[name][at] is not None
        )[:_LONGEST]}
        for at in comparison.fresh.head(MOST)
    ), comparison.new)


def _changes(comparison: Comparison) -> list[tuple[str, int, int]]:
    """Header, imported row and row of the table of the first cells that change, in the order of the source."""
    pairs = [
        (int(at), header, int(there))
        for header, (places, theirs) in comparison.differences.items()
        for there, at in zip(places.head(MOST), theirs.head(MOST), strict=True)
    ]
    return [(header, at, there) for at, header, there in sorted(pairs)[:MOST]]


def _places(found: Prepared, staged: Staged, rows: pl.Series) -> Iterable[tuple[str, int]]:
    """File (of a query nothing) and line of accepted rows."""
    name = staged.sheet.table
    stand, twice = identifier(f"staged:{name}"), identifier(f"twice:{name}")
    sound = fetch(
        found.opened.connection,
        f'SELECT coalesce({FILE}, \'\') AS "File", coalesce({LINE}, {ROW}) AS "Row" FROM {stand}'
        f" WHERE {SOUND} AND {ROW} NOT IN (SELECT unnest(rows) FROM {twice}) ORDER BY {ROW}",
    )[rows].with_columns(pl.col("Row").cast(pl.Int64)).with_row_index("at")
    if staged.source and sound.height:
        sound = by_line(found.opened, staged.source, sound).sort("at")
    return list(sound.select("File", "Row").iter_rows())


def _limited(place: Line, state: str, lines: Iterator[Line], count: int) -> Iterator[Line]:
    yield from (place | line for line in lines)
    if count > MOST:
        what = "cells" if state == CHANGED else "rows"
        yield place | {"State": state, "Why": f"and {count - MOST:,} more {what}; --json lists what is rejected"
                       if state == REJECTED else f"and {count - MOST:,} more {what}"}


def _text(value: object) -> str:
    """A value as one reads it: exact, without zeros that say nothing.

    >>> _text(Decimal("12.500000")), _text(3.0), _text(dt.datetime(2026, 3, 1)), _text(None)
    ('12.5', '3', '2026-03-01', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, dt.datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return str(value)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
