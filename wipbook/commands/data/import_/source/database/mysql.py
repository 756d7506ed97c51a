"""MySQL and MariaDB by PyMySQL: every value as the text that the server sent, in a session that only reads."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NoReturn

import duckdb
import polars as pl

from wipbook.commands.data.import_.mapping import Limits
from wipbook.commands.data.import_.source.database import faults
from wipbook.commands.data.import_.source.database.address import Address
from wipbook.commands.data.import_.source.database.batches import MANY, Row, keep
from wipbook.commands.data.import_.source.database.driver import driver
from wipbook.commands.data.import_.source.database.result import (
    BYTES,
    BYTES_CURE,
    Nature,
    Result,
    ResultColumn,
)

_YEAR = 13
_WHOLE = {1, 2, 3, 8, 9, _YEAR}
_ZEROFILL = 64
_DECIMAL = {0, 246}
_FLOAT = {4, 5}
_DATE = {10, 14}
_MOMENT = {12}
_INSTANT = {7}
_BIT = 16
_JSON = 245
_GEOMETRY = 255
_STRINGS = {249, 250, 251, 252, 253, 254, 15}
_BINARY = 63
"""The number of the character set of bytes."""
_NO_ENTRY = {1045: "user and password", 1044: "user for this database", 1698: "user", 1130: "machine"}
_TOO_SLOW = (1969, 3024, 1317)
_ONLY_READS = (1792, 1290, 1836)
_LOST = (2006, 2013, 2014, 1053, 1927, 1152, 1184, 0)


def read(
    address: Address, query: str, limits: Limits, connection: duckdb.DuckDBPyConnection, table: str
) -> Result:
    """Read the rows of ``query`` into ``table`` of ``connection``, in a transaction that only reads.

    Errors: ``DriverMissing``, ``DatabaseUnreachable``, ``QueryFailed``.
    """
    pymysql = driver("pymysql", "mysql", address.where)
    session = _session(pymysql, address, limits)
    ends = time.monotonic() + limits.seconds
    try:
        server, clock = _only_reading(session, limits)
        cursor = session.cursor(pymysql.cursors.SSCursor)
        cursor.execute(query)
        columns = [_column(one) for one in cursor._result.fields or ()]
        if not keep(connection, table, _batches(cursor, ends, address, limits), _series(columns), limits.rows):
            raise faults.too_many(address, limits.rows)
        notes = [
            f"{one.name} is a TIMESTAMP: its moments are read as the server's clock has them ({clock})"
            for one, field in zip(columns, cursor._result.fields, strict=True) if field.type_code in _INSTANT
        ]
        return Result(server, columns, notes)
    except (pymysql.Error, OSError) as error:
        _refuse(address, error, limits, time.monotonic() >= ends)
    finally:
        _close(session)


def _session(pymysql: Any, address: Address, limits: Limits) -> Any:
    url = driver("sqlalchemy.engine", "mysql", address.where).make_url(
        f"mysql+pymysql://{address.text.partition('://')[2]}"
    )
    arguments, options = url.get_dialect()().create_connect_args(url)
    texts = {key: how for key, how in pymysql.converters.conversions.items() if not isinstance(key, int)}
    wait = max(2, min(10, limits.seconds))
    ours = {
        "conv": texts, "charset": "utf8mb4", "local_infile": False, "autocommit": False, "connect_timeout": wait,
        "read_timeout": limits.seconds + 3, "write_timeout": wait, "init_command": None, "program_name": "wipbook",
    }
    try:
        return pymysql.connect(*arguments, **{**options, **ours})
    except pymysql.Error as error:
        number = error.args[0] if error.args else 0
        if number in _NO_ENTRY:
            why = f"a server that does not accept this {_NO_ENTRY[number]}"
        elif number == 1049:
            why = "a server without this database"
        elif number == 1040:
            why = "a server that has no connection left"
        elif "timed out" in str(error):
            why = "no answer in time"
        elif "Name or service" in str(error) or "getaddrinfo" in str(error) or "name resolution" in str(error):
            why = "no host of this name"
        else:
            why = "no server at this host and port" if "refused" in str(error) else "no connection"
        raise faults.unreachable(address, why) from None
    except (OSError, TypeError, ValueError, RuntimeError):  # certificates that are not there, options nobody knows
        raise faults.unreachable(address, "options of the address that cannot be used") from None


def _only_reading(session: Any, limits: Limits) -> tuple[str, str]:
    """Make the session one that only reads and ends its queries; what the server is, and its clock."""
    with session.cursor() as cursor:
        cursor.execute("SELECT @@version, @@session.time_zone, @@system_time_zone")
        version, zone, system = cursor.fetchone()
        maria = "MariaDB" in version
        if maria:
            cursor.execute(f"SET SESSION max_statement_time = {limits.seconds}")
        else:
            cursor.execute(f"SET SESSION max_execution_time = {round(limits.seconds * 1000)}")
        cursor.execute("SET SESSION TRANSACTION READ ONLY")
        cursor.execute("START TRANSACTION READ ONLY")
    number = str(version).partition("-")[0]
    return f"{'MariaDB' if maria else 'MySQL'} {number}", str(system if zone == "SYSTEM" else zone)


def _column(field: Any) -> ResultColumn:
    kind, name = field.type_code, str(field.name)
    if kind in _WHOLE and kind != _YEAR and field.flags & _ZEROFILL:
        return ResultColumn(name, Nature.TEXT)  # its zeros are meant
    if kind in _WHOLE or kind in _DECIMAL:
        return ResultColumn(name, Nature.NUMBER)
    if kind in _FLOAT:
        return ResultColumn(name, Nature.FLOAT)
    if kind in _DATE:
        return ResultColumn(name, Nature.DATE)
    if kind in _MOMENT or kind in _INSTANT:
        return ResultColumn(name, Nature.MOMENT)
    if kind == _BIT and field.length == 1:
        return ResultColumn(name, Nature.TRUTH)
    if kind in (_BIT, _GEOMETRY) or (kind in _STRINGS and field.charsetnr == _BINARY):
        return ResultColumn(name, Nature.TEXT, BYTES.format(name="BIT" if kind == _BIT else "binary"), BYTES_CURE)
    return ResultColumn(name, Nature.TEXT)


def _series(columns: Sequence[ResultColumn]) -> Any:
    def across(first: int, rows: Sequence[Row]) -> dict[str, pl.Series]:
        values = list(zip(*rows, strict=True)) or [()] * len(columns)
        return {f"c{at}": _texts(column, values[at]) for at, column in enumerate(columns)}

    return across


def _texts(column: ResultColumn, values: Sequence[Any]) -> pl.Series:
    if column.refused:
        return pl.Series([None] * len(values), dtype=pl.String)
    if column.nature is Nature.TRUTH:
        return pl.Series([None if one is None else "true" if any(one) else "false" for one in values], dtype=pl.String)
    if any(isinstance(one, bytes) for one in values):  # MySQL's JSON
        values = [one.decode("utf-8") if isinstance(one, bytes) else one for one in values]
    return pl.Series(values, dtype=pl.String)


def _batches(cursor: Any, ends: float, address: Address, limits: Limits) -> Iterator[Sequence[Row]]:
    while rows := cursor.fetchmany(MANY):
        if time.monotonic() > ends:
            raise faults.too_slow(address, limits.seconds)
        yield rows


def _refuse(address: Address, error: Exception, limits: Limits, late: bool) -> NoReturn:
    number, said = (*error.args, 0, "")[:2] if len(error.args) > 1 else (0, str(error))
    if number in _TOO_SLOW or late or "timed out" in str(said):
        raise faults.too_slow(address, limits.seconds) from None
    if number in _ONLY_READS:
        raise faults.would_write(address, str(said)) from None
    if number in _LOST or isinstance(error, OSError):
        raise faults.broken(address) from None
    raise faults.refused(address, str(said)) from None


def _close(session: Any) -> None:
    """End the session at once: a cursor that is closed first would read all rows that are still to come."""
    with suppress(Exception):
        if session._result is not None:
            session._result.unbuffered_active = False
            session._result.connection = None
    with suppress(Exception):
        session.close()
