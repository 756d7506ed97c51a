"""SQLite by the standard library: a file, opened so that nothing can be written to it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from wipbook.commands.data.import_.mapping import Limits
from wipbook.commands.data.import_.source.database import faults
from wipbook.commands.data.import_.source.database.address import Address
from wipbook.commands.data.import_.source.database.batches import MANY, Row, keep
from wipbook.commands.data.import_.source.database.cells import Cells
from wipbook.commands.data.import_.source.database.result import Result

_ALLOWED = frozenset({
    sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE,
})
_WAIT = 5.0
"""Seconds that a lock of somebody else's is waited for."""


def read(
    address: Address, query: str, limits: Limits, connection: duckdb.DuckDBPyConnection, table: str
) -> Result:
    """Read the rows of ``query`` into ``table`` of ``connection``. Errors: ``DatabaseUnreachable``, ``QueryFailed``."""
    path = Path(address.database)
    if not path.is_file():
        raise faults.unreachable(address, "no file of this name")
    over = threading.Event()
    try:
        with closing(sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=min(_WAIT, limits.seconds), check_same_thread=False,
            isolation_level=None,
        )) as database:
            database.execute("PRAGMA query_only = 1")
            database.set_authorizer(_may)

            def stop() -> None:
                over.set()
                database.interrupt()

            timer = threading.Timer(limits.seconds, stop)
            timer.daemon = True
            timer.start()
            try:
                return _rows(address, database, query, limits, connection, table)
            finally:
                timer.cancel()
                timer.join()
    except sqlite3.Error as error:
        said = str(error)
        if over.is_set() and "interrupt" in said:
            raise faults.too_slow(address, limits.seconds) from None
        if "locked" in said or "busy" in said:
            raise faults.unreachable(address, "a database that another program has locked") from None
        if isinstance(error, sqlite3.ProgrammingError) or "not authorized" in said or "prohibited" in said:
            raise faults.would_write(address, said) from None
        if "not a database" in said or "malformed" in said:
            raise faults.unreachable(address, f"a file that is damaged or no database of SQLite ({said})") from None
        if "unable to open" in said or "readonly" in said or "disk I/O" in said:
            why = "a file that cannot be opened to be read (one in WAL mode needs a folder that can be written to)"
            raise faults.unreachable(address, why) from None
        raise faults.refused(address, said) from None


def _rows(
    address: Address, database: sqlite3.Connection, query: str, limits: Limits,
    connection: duckdb.DuckDBPyConnection, table: str,
) -> Result:
    with closing(database.execute(query)) as cursor:
        cells = Cells([str(one[0]) for one in cursor.description or ()])
        if not keep(connection, table, _batches(cursor), cells.columns, limits.rows):
            raise faults.too_many(address, limits.rows)
    return Result(f"SQLite {sqlite3.sqlite_version}", cells.found(), cells.notes())


def _batches(cursor: sqlite3.Cursor) -> Iterator[Sequence[Row]]:
    while rows := cursor.fetchmany(MANY):
        yield rows


def _may(action: int, *what: str | None) -> int:
    """Reading may be done, and nothing else."""
    if action == sqlite3.SQLITE_FUNCTION and what[1] == "load_extension":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
