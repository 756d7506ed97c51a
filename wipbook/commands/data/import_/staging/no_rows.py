"""Lines of an export that are no rows of it though they have as many fields: the header once more, totals."""

from __future__ import annotations

from decimal import Decimal

import duckdb

from wipbook.commands.data.import_.sql import identifier, literal
from wipbook.commands.data.import_.staging.draw import ROW, Drawn
from wipbook.commands.data.import_.text.totals import SUMS_UP
from wipbook.schema import InputSheet, Role

SOUND, NO_ROW = '"sound:"', '"no row:"'
"""Names, quoted for SQL, of the columns that say whether a row can be taken, and why a line is none."""
HEADER_AGAIN, TOTAL = "a row, not the header once more", "a row, not the total of others"
_MOST = 10_000
"""Lines that are looked at by their figures."""


def no_rows(connection: duckdb.DuckDBPyConnection, sheet: InputSheet, drawn: Drawn) -> None:
    """Mark such lines of a source in the staged table. Rows of a query are what the query says.

    A total is known by its word where a key should stand; elsewhere a word is not enough (a part may be called Sum):
    there some figure of the line has to be the sum of that column since the last total, or of all before it.
    """
    if not drawn.source:
        return
    staged = identifier(f"staged:{sheet.table}")
    cells = {one.column.name: one for one in drawn.cells}
    named = [header for header in drawn.named if header in cells]
    if named:
        again = " AND ".join(
            f"lower({cells[header].text}) IS NOT DISTINCT FROM lower({literal(drawn.named[header].strip())})"
            for header in named
        )
        _mark(connection, staged, again, HEADER_AGAIN)
    texts = [one for one in drawn.cells if one.column.role in (Role.CODE, Role.TEXT) and one.column.name in named]
    for one in texts:
        sums = f"{one.kind} IS NULL AND regexp_full_match({one.text}, {literal(SUMS_UP)})"
        if one.column.name == sheet.key[0]:
            _mark(connection, staged, sums, TOTAL)
            continue
        for row in _totals(connection, staged, drawn, sums):
            _mark(connection, staged, f"{ROW} = {row}", TOTAL)


def _mark(connection: duckdb.DuckDBPyConnection, staged: str, condition: str, words: str) -> None:
    connection.execute(
        f"UPDATE {staged} SET {SOUND} = false, {NO_ROW} = {literal(words)} WHERE ({condition}) AND {NO_ROW} IS NULL"
    )


def _totals(connection: duckdb.DuckDBPyConnection, staged: str, drawn: Drawn, sums: str) -> list[int]:
    """The rows that say they sum others up, and do."""
    numbers = [identifier(one.column.name) for one in drawn.cells if one.column.is_number]
    query = f"SELECT {ROW} FROM {staged} WHERE {sums} ORDER BY {ROW} LIMIT {_MOST}"
    said = [int(row[0]) for row in connection.execute(query).fetchall()]
    found: list[int] = []
    if not said or not numbers:
        return found
    before = 0
    for row in said:
        if row > before + 1:
            rows = ", ".join(map(str, said))
            sum_of = ", ".join(f"sum({number})" for number in numbers)
            own = connection.execute(f"SELECT {', '.join(numbers)} FROM {staged} WHERE {ROW} = {row}").fetchall()[0]
            for start in (before, 0):
                above = connection.execute(
                    f"SELECT {sum_of} FROM {staged} WHERE {ROW} > {start} AND {ROW} < {row} AND {ROW} NOT IN ({rows})"
                    f" AND {NO_ROW} IS NULL"
                ).fetchall()[0]
                if any(
                    one is not None and one != 0 and Decimal(one) == Decimal(other or 0)
                    for one, other in zip(own, above, strict=True)
                ):
                    found.append(row)
                    break
        before = row
    return found
