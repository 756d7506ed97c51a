"""SQL Server against recorded answers of its driver: none was at hand, so no session here has ever met a real one."""

from __future__ import annotations

import datetime as dt
import sys
import types
from decimal import Decimal
from uuid import UUID

import pytest

from wipbook.commands.data.import_.errors import DatabaseUnreachable, QueryFailed, SourceUnreadable

ADDRESS = "mssql://reader:p%40ss%2Fw0rd@sql.example/plant?cafile=/etc/ssl/ca.pem"
VERSION = "16.0.4135.4"


class Error(Exception):
    """As the driver's: a message, and the number of the server's error."""

    def __init__(self, said: str, number: int = 0) -> None:
        super().__init__(said)
        self.number = number


class Recorded:
    """A connection that answers ``query`` with ``rows`` and keeps what was asked of it."""

    def __init__(self, names=("a",), rows=(), fault=None, at_fetch=None):
        self.asked, self.ended = [], []
        self.names, self.rows, self.fault, self.at_fetch = names, list(rows), fault, at_fetch

    def cursor(self):
        return self

    def execute(self, query):
        self.asked.append(query)
        if "SERVERPROPERTY" not in query and not query.startswith("SET ") and self.fault:
            raise self.fault

    @property
    def description(self):
        return [(name, None, None, None, None, None, None) for name in self.names]

    def fetchone(self):
        return (VERSION,)

    def fetchmany(self, count):
        if self.at_fetch and not self.rows:
            raise self.at_fetch
        taken, self.rows = self.rows[:count], self.rows[count:]
        return taken

    def rollback(self):
        self.ended.append("rollback")

    def commit(self):
        self.ended.append("commit")

    def close(self):
        self.ended.append("close")


@pytest.fixture
def server(monkeypatch):
    """``server(Recorded(…))`` is what the driver connects to; what it was given is in the list that comes back."""
    pytest.importorskip("sqlalchemy")

    def serve(answer):
        given = []

        def connect(**arguments):
            given.append(arguments)
            if isinstance(answer, BaseException):
                raise answer
            return answer

        module = types.ModuleType("pytds")
        module.connect, module.Error = connect, Error
        monkeypatch.setitem(sys.modules, "pytds", module)
        return given

    return serve


def test_the_address_becomes_what_the_driver_is_given(server, opened):
    answer = Recorded(rows=[(1,)])
    given = server(answer)
    loaded = opened(ADDRESS, "SELECT 1 AS a", limits="seconds = 7")
    assert given == [{
        "dsn": "sql.example", "port": 1433, "database": "plant", "user": "reader", "password": "p@ss/w0rd",
        "timeout": 7.0, "login_timeout": 7.0, "readonly": True, "autocommit": False, "appname": "wipbook",
        "cafile": "/etc/ssl/ca.pem",
    }]
    assert answer.asked[-1] == "SELECT 1 AS a"
    assert answer.ended == ["rollback", "close"]  # never a commit
    assert loaded.databases["rows"].server == f"SQL Server {VERSION}"


@pytest.mark.parametrize(("sent", "kind", "value"), [
    (7, "BIGINT", 7), (2**63 - 1, "HUGEINT", 2**63 - 1), (Decimal("0.1000"), "DECIMAL(18,4)", Decimal("0.1000")),
    (Decimal("99999999999999999999.123456789"), "DECIMAL(29,9)", Decimal("99999999999999999999.123456789")),
    (Decimal("-1E-6"), "DECIMAL(18,6)", Decimal("-0.000001")), (True, "BOOLEAN", True), ("00123", "VARCHAR", "00123"),
    (0.1, "DECIMAL(18,1)", Decimal("0.1")), (UUID(int=255), "VARCHAR", "00000000-0000-0000-0000-0000000000FF"),
    (dt.date(2026, 3, 1), "DATE", dt.date(2026, 3, 1)), (dt.time(10, 30), "VARCHAR", "10:30:00"),
    (dt.datetime(2026, 3, 1, 10, 11, 12, 500000), "TIMESTAMP", dt.datetime(2026, 3, 1, 10, 11, 12, 500000)),
    (None, "VARCHAR", None),
])
def test_what_a_value_becomes(server, values, sent, kind, value):
    server(Recorded(rows=[(sent,), (None,)]))
    assert values(ADDRESS, "SELECT a FROM t") == [(kind,), (value,), (None,)]


@pytest.mark.parametrize(("sent", "words"), [
    (dt.datetime(2026, 3, 1, tzinfo=dt.UTC), "zone.*AT TIME ZONE"), (b"\x00\xff", "bytes.*leave the column out"),
])
def test_what_cannot_be_taken_is_refused(server, opened, sent, words):
    server(Recorded(rows=[(sent,)]))
    with pytest.raises(SourceUnreadable, match=words):
        opened(ADDRESS, "SELECT a FROM t")


@pytest.mark.parametrize("query", [
    "SELECT 1 AS a; DELETE FROM t", "SELECT 1 AS a DELETE FROM t", "SELECT * INTO taken FROM t", "SELECT 1 COMMIT",
    "SELECT 1 AS a EXEC wipe", "WITH x AS (SELECT 1 AS a) UPDATE t SET a = 1", "SELECT 'it''s' DROP TABLE t",
    "SELECT 1 /* ' */ TRUNCATE TABLE t --'",
])
def test_a_second_statement_reaches_no_server(server, opened, query):
    answer = Recorded()
    given = server(answer)
    with pytest.raises(QueryFailed):
        opened(ADDRESS, query)
    assert given == []


@pytest.mark.parametrize("query", [
    "SELECT [delete] AS a FROM [update]", "SELECT 'x; drop' AS a -- commit; now", 'SELECT "into" AS a FROM t',
    "SELECT updated_at AS a, set_id AS b FROM inserts /* ; */",
])
def test_names_texts_and_comments_are_no_statements(server, opened, query):
    server(Recorded(rows=[(1,)]))
    assert opened(ADDRESS, query).databases["rows"].rows == 1


@pytest.mark.parametrize(("fault", "kind", "words"), [
    (Error("Invalid object name 'dbo.plant_orders'.", 208), QueryFailed, "plant_orders"),
    (Error("Invalid column name 'quantity'.", 207), QueryFailed, "quantity"),
    (Error("The DELETE permission was denied", 229), QueryFailed, "only reads"),
    (TimeoutError("timed out"), QueryFailed, r"not done after 300 seconds.*\[limits\] seconds"),
    (Error("Server closed connection"), DatabaseUnreachable, "broke off"),
    (ConnectionResetError("reset by peer"), DatabaseUnreachable, "broke off"),
])
def test_what_goes_wrong_with_a_query(server, opened, fault, kind, words):
    answer = Recorded(fault=fault)
    server(answer)
    with pytest.raises(kind, match=words):
        opened(ADDRESS, "SELECT a FROM t")
    assert answer.ended == ["rollback", "close"]


def test_a_line_that_is_cut_in_the_middle_is_said(server, opened):
    server(Recorded(rows=[(1,)] * 30_000, at_fetch=ConnectionResetError("reset by peer")))
    with pytest.raises(DatabaseUnreachable, match="broke off"):
        opened(ADDRESS, "SELECT a FROM t")


@pytest.mark.parametrize(("fault", "words"), [
    (Error("Login failed for user 'reader'. p@ss/w0rd", 18456), "user and password"),
    (TimeoutError("timed out"), "no answer in time"), (ConnectionRefusedError("refused"), "no server at this host"),
    (OSError("Name or service not known"), "no host of this name"), (Error("p%40ss%2Fw0rd"), "no connection"),
])
def test_a_session_that_does_not_come_about(server, opened, fault, words):
    server(fault)
    with pytest.raises(DatabaseUnreachable, match=words) as told:
        opened(ADDRESS, "SELECT a FROM t")
    assert "w0rd" not in str(told.value)


def test_the_limit_of_rows_stops_the_rows(server, opened):
    answer = Recorded(rows=[(number,) for number in range(100_000)])
    server(answer)
    with pytest.raises(QueryFailed, match="more than 1,000 rows"):
        opened(ADDRESS, "SELECT a FROM t", limits="rows = 1000")
    assert answer.rows  # the others were never asked for
