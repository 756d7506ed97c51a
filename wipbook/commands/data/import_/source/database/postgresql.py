"""PostgreSQL by ADBC: rows stream as columns of Arrow from the server into DuckDB; NUMERIC comes as its own text."""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn
from urllib.parse import urlencode

import duckdb
import polars as pl

from wipbook.commands.data.import_.mapping import Limits
from wipbook.commands.data.import_.source.database import faults
from wipbook.commands.data.import_.source.database.address import Address
from wipbook.commands.data.import_.source.database.driver import driver
from wipbook.commands.data.import_.source.database.result import (
    BYTES,
    BYTES_CURE,
    INSTANT,
    INSTANT_CURE,
    Nature,
    Result,
    ResultColumn,
)
from wipbook.commands.data.import_.source.loaded import LINE
from wipbook.commands.data.import_.sql import identifier

_AS_IT_IS = {
    "smallint": Nature.NUMBER, "integer": Nature.NUMBER, "bigint": Nature.NUMBER, "numeric": Nature.NUMBER,
    "boolean": Nature.TRUTH, "real": Nature.FLOAT, "double precision": Nature.FLOAT, "text": Nature.TEXT,
    "character varying": Nature.TEXT,
}
"""Types that the driver brings over as they are. Dates and moments come as text: it turns infinity into some day."""
_AS_TEXT = {"date": Nature.DATE, "timestamp without time zone": Nature.MOMENT}
_CAST = {"money": "numeric", "oid": "bigint"}
"""Money would come as a whole number of cents."""
_GRACE = 3.0
"""Seconds that the server has to end a query by itself before it is told to."""
_WORDS = {
    "password authentication failed": "a server that does not accept this user and password",
    "no pg_hba.conf entry": "a server that lets this user in from elsewhere only, or only encrypted",
    "does not exist": "a server without this database, or without this user",
    "Connection refused": "no server at this host and port",
    "could not translate host name": "no host of this name",
    "timeout expired": "no answer in time", "timed out": "no answer in time",
    "SSL": "no encryption that both sides agree on", "too many": "a server that has no connection left",
    "starting up": "a server that is starting up", "shutting down": "a server that is shutting down",
}


def read(
    address: Address, query: str, limits: Limits, connection: duckdb.DuckDBPyConnection, table: str
) -> Result:
    """Read the rows of ``query`` into ``table`` of ``connection``, in a transaction that only reads.

    Errors: ``DriverMissing``, ``DatabaseUnreachable``, ``QueryFailed`` for what the server does not run, for more rows
    than ``limits`` has, and for a query that takes longer.
    """
    manager = driver("adbc_driver_manager", "postgresql", address.where)
    with _session(manager, address, limits) as session:
        inner = f"(\n{query}\n)"
        server, names, types = _described(session, address, connection, inner)
        columns = [_column(name, kind) for name, kind in zip(names, types, strict=True)]
        given = ", ".join(f"c{at}" for at in range(len(names)))
        items = ", ".join(_item(f"c{at}", kind) for at, kind in enumerate(types)) or "1 AS c0"
        stream = session.stream(f"SELECT {items} FROM {inner} AS wipbook({given}) LIMIT {limits.rows + 1}")
        connection.register("database:", stream)
        try:
            with session.ended(connection):
                connection.execute(
                    f'CREATE TABLE {identifier(table)} AS SELECT row_number() OVER () AS {LINE}, * FROM "database:"'
                )
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            _refuse(address, str(error), limits.seconds, session.over, streaming=True)
        finally:
            connection.unregister("database:")
    if connection.execute(f"SELECT count(*) FROM {identifier(table)}").fetchall()[0][0] > limits.rows:
        raise faults.too_many(address, limits.rows)
    return Result(server, columns)


def _described(
    session: _Session, address: Address, connection: duckdb.DuckDBPyConnection, inner: str
) -> tuple[str, list[str], list[str]]:
    """Version of the server, names and types of the columns; nothing is run, nor made ready to run (jit)."""
    said, only_reads = session.rows(
        "SELECT current_setting('server_version') AS a, current_setting('transaction_read_only') AS b", 2
    )
    if only_reads != "on":
        raise faults.unreachable(address, "a server that gives no session that only reads")
    connection.register("database:", session.stream(f"SELECT * FROM {inner} AS wipbook LIMIT 0"))
    names = [str(row[0]) for row in connection.execute('DESCRIBE "database:"').fetchall()]
    connection.unregister("database:")
    given = ", ".join(f"c{at}" for at in range(len(names)))
    types: list[str] = []
    if names:
        jit = session.rows("SELECT coalesce(current_setting('jit', true), '') AS a", 1)[0]
        if jit == "on":
            session.do("SET jit = off")
        asked = ", ".join(f"pg_typeof(c{at})::text AS t{at}" for at in range(len(names)))
        types = session.rows(
            f"SELECT {asked} FROM (SELECT 1) AS one LEFT JOIN (SELECT * FROM {inner} AS inside LIMIT 0)"
            f" AS wipbook({given}) ON true", len(names),
        )
        if jit == "on":
            session.do("SET jit = on")
    return f"PostgreSQL {said.split()[0]}", names, types


def _column(name: str, kind: str) -> ResultColumn:
    if kind == "timestamp with time zone":
        example = f"{name} AT TIME ZONE 'Europe/Berlin' AS {name}"
        return ResultColumn(name, Nature.TEXT, INSTANT.format(name=kind), INSTANT_CURE.format(example=example))
    if kind == "bytea":
        return ResultColumn(name, Nature.TEXT, BYTES.format(name=kind), BYTES_CURE)
    nature = _AS_IT_IS.get(kind) or _AS_TEXT.get(kind) or (Nature.NUMBER if kind in _CAST else Nature.TEXT)
    return ResultColumn(name, nature)


def _item(column: str, kind: str) -> str:
    if kind in ("bytea", "timestamp with time zone"):
        return f"NULL::text AS {column}"
    return column if kind in _AS_IT_IS else f"{column}::{_CAST.get(kind, 'text')} AS {column}"


class _Stream:
    """A query whose rows are asked for when they are wanted: its schema first, then the rows, once."""

    def __init__(self, session: _Session, query: str) -> None:
        self._session, self._query = session, query

    def __arrow_c_schema__(self) -> object:
        with self._session.statement(self._query) as statement:
            return statement.execute_schema().__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._session.executed(self._query).__arrow_c_stream__(requested_schema)


class _Rows:
    """A result that shows its stream and nothing else."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._handle.__arrow_c_stream__(requested_schema)


class _Session:
    """A connection of the driver, and what was asked of it."""

    def __init__(self, manager: Any, connection: Any, address: Address, seconds: float) -> None:
        self._manager, self._connection, self._address, self._seconds = manager, connection, address, seconds
        self._running: list[Any] = []
        self.over = threading.Event()

    @contextmanager
    def statement(self, query: str) -> Iterator[Any]:
        statement = self._manager.AdbcStatement(self._connection)
        try:
            statement.set_sql_query(query)
            yield statement
        except self._manager.Error as error:
            _refuse(self._address, str(error), self._seconds, self.over, code=str(getattr(error, "sqlstate", "") or ""))
        finally:
            statement.close()

    def do(self, query: str) -> None:
        with self.statement(query) as statement:
            statement.execute_update()

    def rows(self, query: str, count: int) -> list[str]:
        """The one row of a query, of ``count`` texts."""
        try:
            with self.statement(query) as statement:
                frame = pl.DataFrame(_Rows(statement.execute_query()[0]))
        except pl.exceptions.PolarsError as error:
            _refuse(self._address, str(error), self._seconds, self.over, streaming=True)
        return [str(value) for value in frame.row(0)[:count]]

    def stream(self, query: str) -> _Stream:
        """A query for DuckDB to read; what the server has against it is said before DuckDB asks."""
        with self.statement(query) as statement:
            statement.execute_schema()
        return _Stream(self, query)

    def executed(self, query: str) -> Any:
        statement = self._manager.AdbcStatement(self._connection)
        self._running.append(statement)
        statement.set_sql_query(query)
        return statement.execute_query()[0]

    @contextmanager
    def ended(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """What runs is ended from here where the server does not do it."""

        def stop() -> None:
            self.over.set()
            for statement in self._running:
                with suppress(self._manager.Error):
                    statement.cancel()
            connection.interrupt()

        timer = threading.Timer(self._seconds + _GRACE, stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def close(self) -> None:
        for one in (*self._running, self._connection):
            with suppress(self._manager.Error):
                one.close()


@contextmanager
def _session(manager: Any, address: Address, limits: Limits) -> Iterator[_Session]:
    package = driver("adbc_driver_postgresql", "postgresql", address.where)
    try:
        database = package.connect(_with_timeouts(address, limits))
        connection = manager.AdbcConnection(database)
        connection.set_autocommit(False)
    except manager.Error as error:
        why = next((words for sign, words in _WORDS.items() if sign in str(error)), "no connection")
        raise faults.unreachable(address, why) from None  # libpq repeats parts of a password it cannot read
    session = _Session(manager, connection, address, limits.seconds)
    try:
        session.do("SET TRANSACTION READ ONLY")
        session.do("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
        session.do(f"SET statement_timeout = {math.ceil(limits.seconds * 1000)}")
        session.do("SET datestyle = 'ISO, YMD'")
        yield session
    finally:
        session.close()
        with suppress(manager.Error):
            database.close()


def _with_timeouts(address: Address, limits: Limits) -> str:
    ours = {
        "connect_timeout": str(max(2, min(10, math.ceil(limits.seconds)))), "application_name": "wipbook",
        "keepalives_idle": "15", "keepalives_interval": "5", "keepalives_count": "3",
        "tcp_user_timeout": str(max(10_000, math.ceil(limits.seconds * 1000))),
    }
    scheme, _, rest = address.text.partition("://")
    more = urlencode({name: value for name, value in ours.items() if name not in address.options})
    return f"{scheme.partition('+')[0]}://{rest}{'&' if '?' in rest else '?'}{more}"


def _refuse(
    address: Address, said: str, seconds: float, over: threading.Event, code: str = "", streaming: bool = False
) -> NoReturn:
    """The error of what the driver, or DuckDB reading from it, says."""
    code = code or next(iter(re.findall(r"SQLSTATE: (\w{5})", said)), "")
    message = _message(said)
    if over.is_set() or code == "57014" or "statement timeout" in said:
        raise faults.too_slow(address, seconds) from None
    if code == "25006" or "read-only transaction" in said:
        raise faults.would_write(address, message) from None
    lost = "server closed the connection", "terminating connection", "could not receive data", "no connection"
    if code[:2] in ("08", "57") or any(words in said for words in lost):
        raise faults.broken(address) from None
    if streaming and not code and "ERROR:" not in said:
        raise faults.broken(address, message) from None
    raise faults.refused(address, message) from None


def _message(said: str) -> str:
    """The server's words, without the query that stands around the user's."""
    said = said.partition("Query was:")[0]
    first, found, rest = said.partition("ERROR:")
    lines = (rest if found else first).strip().splitlines()
    hints = [line.strip() for line in lines[1:] if line.startswith(("HINT:", "DETAIL:"))]
    return " ".join([*lines[:1], *hints])
