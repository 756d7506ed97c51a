"""Rows of a driver that hands them out one by one, as columns, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import duckdb
import polars as pl

from wipbook.commands.data.import_.source.loaded import LINE
from wipbook.commands.data.import_.sql import identifier, register

MANY = 20_000
"""Rows that are in Python's hands at a time."""

Row = Sequence[object]
Columns = Callable[[int, Sequence[Row]], dict[str, pl.Series]]
"""The columns (``c0``, ``k0`` …) of some rows, the first of which has this number."""


def keep(
    connection: duckdb.DuckDBPyConnection, table: str, batches: Iterator[Sequence[Row]], columns: Columns, most: int
) -> bool:
    """Put rows into ``table``, batch by batch, numbered from 1; False where there are more than ``most``."""
    done = 0
    for rows in batches:
        first = done + 1
        done += len(rows)
        if done > most:
            return False
        _put(connection, table, first, len(rows), columns(first, rows))
    if not done:
        _put(connection, table, 1, 0, columns(1, ()))
    return True


def _put(
    connection: duckdb.DuckDBPyConnection, table: str, first: int, count: int, columns: dict[str, pl.Series]
) -> None:
    numbers = pl.Series(range(first, first + count), dtype=pl.Int64)
    register(connection, "batch:", pl.DataFrame({LINE.strip('"'): numbers, **columns}))
    there = f"CREATE TABLE {identifier(table)} AS" if first == 1 else f"INSERT INTO {identifier(table)}"
    connection.execute(f'{there} SELECT * FROM "batch:"')
    connection.unregister("batch:")
