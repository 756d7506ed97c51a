"""DuckDB: names and texts in SQL, columns to and from polars over the Arrow C stream (exact decimals, and no pyarrow),
and queries that end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from wipbook.commands.data.import_.errors import QueryFailed


def identifier(name: str) -> str:
    """A quoted SQL name.

    >>> identifier('Part "A"')
    '"Part ""A\"""'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A quoted SQL text.

    >>> literal("O'Hara")
    "'O''Hara'"
    """
    return "'" + text.replace("'", "''") + "'"


def path_literal(path: Path) -> str:
    """A file name as a quoted SQL text that means one file: signs that DuckDB would take for a pattern in brackets."""
    return literal("".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path.resolve())))


@contextmanager
def ending(connection: duckdb.DuckDBPyConnection, where: str, seconds: float) -> Iterator[None]:
    """Queries of the block end within so many seconds, however endless they are. Errors: ``QueryFailed``."""
    over = threading.Event()

    def stop() -> None:
        over.set()
        connection.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (duckdb.Error, QueryFailed) as error:
        if not over.is_set():
            raise
        raise QueryFailed(
            where=where, found=f"a query that was not done after {seconds:g} seconds", expected="one that ends",
            remedy="correct it, or allow more: [limits] seconds = 1200 in the mapping",
        ) from error
    finally:
        timer.cancel()


class _Streams(Protocol):
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


class _Streamed:
    """Shows the stream and nothing else.

    DuckDB asks for pyarrow when it recognises a polars frame, and polars, when it recognises a DuckDB
    relation, leaves references behind that DuckDB complains about on standard error as the program ends.
    """

    def __init__(self, holder: _Streams) -> None:
        self._holder = holder

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._holder.__arrow_c_stream__(requested_schema)


def register(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Make ``frame`` a view called ``name``."""
    connection.register(name, _Streamed(frame))


def fetch(connection: duckdb.DuckDBPyConnection, query: str) -> pl.DataFrame:
    """The result of ``query`` as polars columns; DECIMAL stays Decimal."""
    return pl.DataFrame(_Streamed(connection.sql(query)))
