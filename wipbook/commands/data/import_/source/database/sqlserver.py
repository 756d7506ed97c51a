"""SQL Server by python-tds: values as the driver has them, exact; what is asked is rolled back."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NoReturn

import duckdb

from wipbook.commands.data.import_.mapping import Limits
from wipbook.commands.data.import_.source.database import faults
from wipbook.commands.data.import_.source.database.address import Address
from wipbook.commands.data.import_.source.database.batches import MANY, Row, keep
from wipbook.commands.data.import_.source.database.cells import Cells
from wipbook.commands.data.import_.source.database.driver import driver
from wipbook.commands.data.import_.source.database.result import Result
from wipbook.commands.data.import_.source.database.statement import only_reading

_NO_ENTRY = (18456, 18452, 4060, 18486, 18487, 18488)
_ONLY_READS = (3906, 229, 262, 230)
"""The database is read-only; a right is missing."""
_PORT = 1433


def read(
    address: Address, query: str, limits: Limits, connection: duckdb.DuckDBPyConnection, table: str
) -> Result:
    """Read the rows of ``query`` into ``table`` of ``connection``. No session of SQL Server only reads: the intent is
    said, the transaction rolled back, and what protects the data are the rights of the login.

    Errors: ``DriverMissing``, ``DatabaseUnreachable``, ``QueryFailed``.
    """
    only_reading(address.where, query)
    pytds = driver("pytds", "sqlserver", address.where)
    ends = time.monotonic() + limits.seconds
    session = _session(pytds, address, limits)
    try:
        cursor = session.cursor()
        cursor.execute("SET NOCOUNT ON; SET XACT_ABORT ON")
        cursor.execute("SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(60))")
        version = str(cursor.fetchone()[0])
        cursor.execute(query)
        cells = Cells([str(one[0]) for one in cursor.description or ()])
        if not keep(connection, table, _batches(cursor, ends, address, limits), cells.columns, limits.rows):
            raise faults.too_many(address, limits.rows)
        return Result(f"SQL Server {version}", cells.found(), cells.notes())
    except (pytds.Error, OSError) as error:
        _refuse(address, error, limits, ends)
    finally:
        with suppress(Exception):
            session.rollback()
        with suppress(Exception):
            session.close()


def arguments(address: Address, limits: Limits) -> dict[str, object]:
    """What the driver is given: host, port, names, and how long it may take. ``cafile`` in the address (the
    certificates that are trusted) makes the connection an encrypted one."""
    url = driver("sqlalchemy.engine", "sqlserver", address.where).make_url(
        f"mssql://{address.text.partition('://')[2]}"
    )
    asked = {
        "dsn": url.host or "", "port": url.port or _PORT, "database": url.database or "", "user": url.username or "",
        "password": url.password or "", "timeout": limits.seconds, "login_timeout": max(2, min(10, limits.seconds)),
        "readonly": True, "autocommit": False, "appname": "wipbook",
    }
    if "cafile" in url.query:
        asked["cafile"] = str(url.query["cafile"])
    return asked


def _session(pytds: Any, address: Address, limits: Limits) -> Any:
    try:
        return pytds.connect(**arguments(address, limits))
    except (pytds.Error, OSError) as error:
        if getattr(error, "number", 0) in _NO_ENTRY or "Login failed" in str(error):
            why = "a server that does not accept this user and password, or has no such database"
        elif isinstance(error, TimeoutError) or "timed out" in str(error):
            why = "no answer in time"
        elif "Name or service" in str(error) or "getaddrinfo" in str(error):
            why = "no host of this name"
        else:
            why = "no server at this host and port" if "refused" in str(error) else "no connection"
        raise faults.unreachable(address, why) from None


def _batches(cursor: Any, ends: float, address: Address, limits: Limits) -> Iterator[Sequence[Row]]:
    while rows := cursor.fetchmany(MANY):
        if time.monotonic() > ends:
            raise faults.too_slow(address, limits.seconds)
        yield rows


def _refuse(address: Address, error: Exception, limits: Limits, ends: float) -> NoReturn:
    number, said = getattr(error, "number", 0), str(error)
    if isinstance(error, TimeoutError) or "timed out" in said.lower() or time.monotonic() >= ends:
        raise faults.too_slow(address, limits.seconds) from None
    if number in _ONLY_READS:
        raise faults.would_write(address, said) from None
    if isinstance(error, OSError) or "closed" in said.lower() or "reset" in said.lower():
        raise faults.broken(address) from None
    raise faults.refused(address, said) from None
