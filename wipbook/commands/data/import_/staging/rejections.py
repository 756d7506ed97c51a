"""What was wrong with the rows of a table, each with its place in the file it came from."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from wipbook.commands.data.import_.source.load import Opened
from wipbook.commands.data.import_.source.loaded import FILE, LINE
from wipbook.commands.data.import_.sql import fetch, identifier, literal
from wipbook.commands.data.import_.staging.draw import ROW, Drawn
from wipbook.commands.data.import_.staging.no_rows import NO_ROW, SOUND
from wipbook.commands.data.import_.staging.typed import TypedColumn
from wipbook.schema import InputSheet

_TWICE = "a key of one row only"
_NAMED = 5
"""Rows that are named of those with one key."""


NONE_REJECTED = pl.DataFrame(
    schema={name: pl.Int64 if name == "Row" else pl.String for name in ("File", "Row", "Column", "Found", "Expected")}
)


def rejections_of(
    opened: Opened, sheet: InputSheet, drawn: Drawn, columns: Sequence[TypedColumn]
) -> pl.DataFrame:
    """One line per fault: File, Row, Column, Found, Expected. Row is the line of the file, or the row of its sheet; of
    a query, which has no file, it is the row of its result."""
    connection = opened.connection
    staged, twice = identifier(f"staged:{sheet.table}"), identifier(f"twice:{sheet.table}")
    texts = {one.column.name: f"CAST({one.text} AS VARCHAR)" for one in drawn.cells}
    headers = list(texts)
    key = [header for header in sheet.key if header in headers]
    place = f'{FILE} AS "File", coalesce({LINE}, {ROW}) AS "Row"'
    parts = [
        f'SELECT {place}, {literal(each.column.name)} AS "Column", coalesce({texts[each.column.name]}, \'blank\')'
        f' AS "Found", {each.fault} AS "Expected" FROM {staged}'
        f" WHERE NOT {SOUND} AND {NO_ROW} IS NULL AND ({each.fault}) IS NOT NULL"
        for each in columns
    ]
    first = next((header for header in headers if header in drawn.named), headers[0])
    parts.append(
        f"SELECT {place}, {literal(first)}, coalesce({texts[first]}, 'blank'), {NO_ROW} FROM {staged}"
        f" WHERE {NO_ROW} IS NOT NULL"
    )
    shown = " || ' / ' || ".join(f"coalesce(CAST({identifier(one)} AS VARCHAR), 'blank')" for one in key)
    parts.append(
        f"SELECT {place}, {literal(', '.join(key))}, {shown}, {literal(_TWICE)} FROM {staged}"
        f" WHERE {ROW} IN (SELECT unnest(rows) FROM {twice})"
    )
    found = fetch(connection, " UNION ALL ".join(parts) + ' ORDER BY "File", "Row", "Column"')
    if drawn.source and found.height:
        found = by_line(opened, drawn.source, found)
    return _where_else(found)


def _where_else(found: pl.DataFrame) -> pl.DataFrame:
    """Name, beside a key that stands in several rows, those rows."""
    again = pl.col("Expected") == _TWICE
    if not found.select(again.any()).item():
        return found
    rows = pl.col("Row").cast(pl.String).head(_NAMED).str.join(", ").over("Column", "Found", "Expected")
    return found.with_columns(
        pl.when(again).then(pl.concat_str("Expected", pl.lit("; it stands in rows "), rows)).otherwise("Expected")
        .alias("Expected")
    )


def by_line(opened: Opened, alias: str, found: pl.DataFrame) -> pl.DataFrame:
    """Rows counted from the first as lines of their files."""
    pieces = []
    for (file,), rows in found.group_by("File", maintain_order=True):
        lines = opened.lines_of(alias, str(file), set(rows["Row"].to_list()))
        numbers = [lines.get(number, number) for number in rows["Row"]]
        pieces.append(rows.with_columns(pl.Series("Row", numbers, dtype=pl.Int64)))
    return pl.concat(pieces)
