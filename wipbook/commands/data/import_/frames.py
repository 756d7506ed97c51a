"""Columns between DuckDB and polars over the Arrow C stream: exact decimals, and no pyarrow."""

from __future__ import annotations

from typing import Protocol

import duckdb
import polars as pl


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
