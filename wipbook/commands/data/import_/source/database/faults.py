"""What goes wrong with a database, said without a word of its address."""

from __future__ import annotations

import re

from wipbook.commands.data.import_.errors import DatabaseUnreachable, QueryFailed
from wipbook.commands.data.import_.source.database.address import Address

_LONGEST = 300


def unreachable(address: Address, why: str) -> DatabaseUnreachable:
    """No session came about. ``why`` is of our own words: what drivers say here may repeat the address."""
    if address.server == "sqlite":
        return DatabaseUnreachable(
            where=address.where, found=why, expected="a database of SQLite that can be read",
            remedy="check the path where the address is kept (sqlite:////folder/plant.db), and who has the file open."
            " Nothing was written",
        )
    return DatabaseUnreachable(
        where=address.where, found=why, expected=f"a {NAMES[address.server]} server that lets this login in",
        remedy="check host, port, user and password where the address is kept, and whether the server runs and its"
        " firewall lets this machine through. Nothing was written",
    )


def broken(address: Address, said: str = "") -> DatabaseUnreachable:
    """The connection was lost while rows came."""
    shown = _shown(address, said)
    return DatabaseUnreachable(
        where=address.where, found=f"a connection that broke off{f' ({shown})' if shown else ''}",
        expected="all rows of the query", remedy="run the import again once the server answers. Nothing was written",
    )


def too_slow(address: Address, seconds: float) -> QueryFailed:
    return QueryFailed(
        where=address.where, found=f"a query that was not done after {seconds:g} seconds", expected="one that ends",
        remedy="select less (a period, a plant), have an index made, or allow more: [limits] seconds = 1200 in the"
        " mapping",
    )


def too_many(address: Address, rows: int) -> QueryFailed:
    return QueryFailed(
        where=address.where, found=f"more than {rows:,} rows", expected="rows that fit on a sheet",
        remedy="select fewer (a period, a plant), or allow more: [limits] rows in the mapping",
    )


def refused(address: Address, said: str) -> QueryFailed:
    """The server does not run the query; ``said`` is its word."""
    return QueryFailed(
        where=address.where, found=_shown(address, said), expected="a query that the server runs for this login",
        remedy="correct query in the mapping, or have the login given the right to read what it names",
    )


def would_write(address: Address, said: str) -> QueryFailed:
    """The server refuses to write in a session that only reads."""
    return QueryFailed(
        where=address.where, found=_shown(address, said), expected="a query that only reads: the session is read-only",
        remedy="write it as a SELECT that changes nothing, also by no function that it calls",
    )


def _shown(address: Address, said: str) -> str:
    return re.sub(r"\s+", " ", address.hide(said)).strip().rstrip(".")[:_LONGEST]


NAMES = {"postgresql": "PostgreSQL", "mysql": "MySQL or MariaDB", "sqlserver": "SQL Server", "sqlite": "SQLite"}
