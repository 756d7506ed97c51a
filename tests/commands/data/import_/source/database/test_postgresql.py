"""A real PostgreSQL: exact numbers, a session that only reads, limits that hold, and connections that break."""

from __future__ import annotations

import signal
import threading
import time
from decimal import Decimal

import pytest

from tests.commands.data.import_.source.database.conftest import a_postgresql, cut_off
from wipbook.commands.data.import_.errors import DatabaseUnreachable, QueryFailed, SourceUnreadable

pytestmark = [pytest.mark.heavy, pytest.mark.databases]


def test_numeric_is_exact_and_what_no_cell_keeps_is_named(postgresql, imported):
    report = imported(postgresql.address(), """
        SELECT * FROM (VALUES ('A', DATE '2026-03-01', 'Receipt', 'M', 0.1::numeric), ('B', '2026-03-02', 'Adjustment',
            'M', -0.000001), ('C', '2026-03-03', 'Receipt', 'M', 99999999999999999999.123456789))
        AS v (n, d, t, m, q) ORDER BY n -- oldest first""")
    (table,) = report.tables
    assert (table.read, table.new, table.rejected) == (3, 2, 1)
    assert table.totals[0].accepted == Decimal("0.099999")
    assert table.rejections.rows() == [
        ("rows", 3, "Quantity", "99999999999999999999.123456789",
         "a number of at most 15 digits, which is what a cell keeps"),
    ]
    (rows,) = report.databases
    assert (rows.alias, rows.rows, rows.server.split()[0]) == ("rows", 3, "PostgreSQL")


@pytest.mark.parametrize(("sql", "kind", "value"), [
    ("1::smallint", "SMALLINT", 1), ("9223372036854775807", "BIGINT", 9223372036854775807),
    ("1.50::numeric(12,2)", "DECIMAL(18,2)", Decimal("1.50")), ("7::numeric(10,0)", "BIGINT", 7),
    ("12345678901234567890123::numeric", "HUGEINT", 12345678901234567890123),
    ("'$1,234.56'::money", "DECIMAL(18,2)", Decimal("1234.56")), ("4294967295::oid", "BIGINT", 4294967295),
    ("0.1::float8", "DOUBLE", 0.1), ("'NaN'::numeric", "VARCHAR", "nan"), ("'NaN'::float8", "VARCHAR", "nan"),
    ("'-Infinity'::float8", "VARCHAR", "-inf"), ("'Infinity'::numeric", "VARCHAR", "inf"), ("true", "BOOLEAN", True),
    ("'infinity'::date", "VARCHAR", "infinity"), ("'4713-01-01 BC'::date", "VARCHAR", "4713-01-01 BC"),
    ("'-infinity'::timestamp", "VARCHAR", "-infinity"), ("'{1,2}'::int[]", "VARCHAR", "{1,2}"),
    ("""'{"a": 1.10}'::jsonb""", "VARCHAR", '{"a": 1.10}'), ("'a'::char(3)", "VARCHAR", "a"),
    ("'00000000-0000-0000-0000-0000000000ff'::uuid", "VARCHAR", "00000000-0000-0000-0000-0000000000ff"),
    ("'1 day 2 hours'::interval", "VARCHAR", "1 day 02:00:00"), ("'10:30'::time", "VARCHAR", "10:30:00"),
    ("B'101'", "VARCHAR", "101"), ("'00123'::text", "VARCHAR", "00123"), ("NULL::numeric", "BIGINT", None),
])
def test_what_a_type_becomes(postgresql, values, sql, kind, value):
    assert values(postgresql.address(), f"SELECT {sql} AS a") == [(kind,), (value,)]


def test_days_and_moments_are_what_they_are(postgresql, values):
    types, row = values(postgresql.address(), "SELECT DATE '2026-03-01' AS a, TIMESTAMP '2026-03-01 10:11:12.5' AS b")
    assert types == ("DATE", "TIMESTAMP")
    assert [str(one) for one in row] == ["2026-03-01", "2026-03-01 10:11:12.500000"]


@pytest.mark.parametrize(("sql", "words"), [
    ("'infinity'::date", "infinity"), ("'4713-01-01 BC'::date", "4713-01-01 BC"),
    ("'10000-01-01'::date", "10000-01-01"),
])
def test_a_day_that_no_sheet_has_is_named(postgresql, imported, sql, words):
    report = imported(postgresql.address(), f"SELECT 'A' AS n, {sql} AS d, 'Receipt' AS t, 'M' AS m, 1 AS q")
    assert [row[:4] for row in report.tables[0].rejections.rows()] == [("rows", 1, "Date", words)]


@pytest.mark.parametrize("sql", ["'NaN'::numeric", "'NaN'::float8", "'Infinity'::float8"])
def test_a_number_that_is_none_is_named_and_no_blank(postgresql, imported, sql):
    report = imported(postgresql.address(), f"""
        SELECT 'A' AS n, DATE '2026-03-01' AS d, 'Receipt' AS t, 'M' AS m, {sql} AS q
        UNION ALL SELECT 'B', '2026-03-01', 'Receipt', 'M', 2""")
    assert report.tables[0].new == 1
    assert [row[1:3] for row in report.tables[0].rejections.rows()] == [(1, "Quantity")]


@pytest.mark.parametrize(("sql", "words"), [
    ("now()", "AT TIME ZONE"), ("'\\x00ff'::bytea", "leave the column out"),
])
def test_what_cannot_be_taken_is_refused_where_it_is_wanted_and_told_where_not(postgresql, opened, sql, words):
    with pytest.raises(SourceUnreadable) as told:
        opened(postgresql.address(), f"SELECT 'x' AS a, {sql} AS other")
    assert "column other" in str(told.value)
    assert words in str(told.value)
    loaded = opened(postgresql.address(), f"SELECT 'x' AS a, {sql} AS other", any_column=False)
    assert [one.found.partition(":")[0] for one in loaded.told] == ["column other left out"]
    assert loaded.connection.execute("SELECT * FROM rows").fetchall() == [("x",)]


def test_names_that_stand_twice_are_two_columns(postgresql, opened):
    loaded = opened(postgresql.address(), 'SELECT 1 AS a, 2 AS a, 3 AS "A"')
    assert loaded.connection.execute("SELECT * FROM rows").fetchall() == [(1, 2, 3)]


@pytest.fixture
def guarded(postgresql):
    """A table that somebody tries to write to, and functions that do."""
    postgresql.admin("""
        DROP TABLE IF EXISTS guarded; CREATE TABLE guarded (id int); INSERT INTO guarded VALUES (1), (2);
        DROP SEQUENCE IF EXISTS counted; CREATE SEQUENCE counted;
        CREATE OR REPLACE FUNCTION wipe() RETURNS int LANGUAGE sql VOLATILE AS
            $$ DELETE FROM guarded RETURNING id $$;
        CREATE OR REPLACE FUNCTION unlocked() RETURNS int LANGUAGE plpgsql AS
            $$ BEGIN SET TRANSACTION READ WRITE; DELETE FROM guarded; RETURN 1; END $$""")
    yield postgresql
    assert postgresql.admin("SELECT count(*) FROM guarded") == "2", "something was written"


@pytest.mark.parametrize("query", [
    "SELECT wipe() AS a", "SELECT unlocked() AS a", "SELECT nextval('counted') AS a",
    "SELECT set_config('transaction_read_only', 'off', true) AS a, wipe() AS b",
    "SELECT id AS a FROM guarded FOR UPDATE",
    "WITH x AS (DELETE FROM guarded RETURNING *) SELECT * FROM x", "SELECT 1 AS a; DELETE FROM guarded",
    "SELECT 1 AS a) AS wipbook; DELETE FROM guarded; SELECT * FROM (SELECT 1", "SELECT 1 AS a INTO taken",
    "SELECT 1 AS a) TO PROGRAM 'touch taken' --",
])
def test_the_server_refuses_to_write(guarded, opened, query):
    with pytest.raises(QueryFailed):
        opened(guarded.address(), query)


def test_a_query_that_deletes_reaches_no_server(guarded, opened):
    with pytest.raises(QueryFailed, match="no SELECT"):
        opened(guarded.address(), "DELETE FROM guarded RETURNING id")


def test_the_session_itself_only_reads(guarded, opened, monkeypatch):
    """Without our own look at the first word the server says the same."""
    monkeypatch.setattr("wipbook.commands.data.import_.source.database.load.reading", lambda where, query: query)
    for query in ("DELETE FROM guarded RETURNING id AS a", "TRUNCATE guarded", "DROP TABLE guarded"):
        with pytest.raises(QueryFailed):
            opened(guarded.address(), query)


@pytest.mark.parametrize("query", [
    "SELECT pg_sleep(120) AS a", "SELECT count(*) AS a FROM generate_series(1, 100000000000)",
    "SELECT g AS a, pg_sleep(0.01)::text AS b FROM generate_series(1, 12000) AS g",
])
def test_a_query_of_two_minutes_ends_after_a_second(postgresql, opened, query):
    began = time.monotonic()
    with pytest.raises(QueryFailed, match=r"not done after 1 seconds.*\[limits\] seconds = 1200"):
        opened(postgresql.address(), query, limits="seconds = 1")
    assert time.monotonic() - began < 15


def test_the_limit_of_rows_stops_the_stream(postgresql, opened):
    with pytest.raises(QueryFailed, match="more than 1,000 rows"):
        opened(postgresql.address(), "SELECT generate_series(1, 500000000) AS a", limits="rows = 1000")
    loaded = opened(postgresql.address(), "SELECT g AS a FROM generate_series(1, 1000) AS g", limits="rows = 1000")
    assert loaded.connection.execute("SELECT count(*), sum(a) FROM rows").fetchall() == [(1000, 500500)]


@pytest.mark.parametrize(("query", "named"), [
    ("SELECT quantity AS a FROM guarded", "quantity"), ("SELECT id AS a FROM plant_orders", "plant_orders"),
    ("SELECT 1 / 0 AS a", "division by zero"), ("SELECT id AS a FROM guarded WHERE", "syntax error"),
])
def test_what_the_server_does_not_have_is_named(guarded, opened, query, named):
    with pytest.raises(QueryFailed, match=named) as told:
        opened(guarded.address(), query)
    assert "wipbook" not in str(told.value).partition("What to do")[0]  # no word of the query that stands around it


def test_more_than_memory_holds_is_said_with_the_cure(postgresql, opened):
    query = "SELECT g AS a, repeat(md5(g::text), 20) AS b FROM generate_series(1, 200000) AS g"
    with pytest.raises(SourceUnreadable, match=r"\[limits\] memory"):
        opened(postgresql.address(), query, limits='memory = "30MB"')


def test_a_fault_in_the_middle_of_the_rows_is_the_servers_word(postgresql, opened):
    with pytest.raises(QueryFailed, match="division by zero"):
        opened(postgresql.address(), "SELECT 1 / (300000 - g) AS a FROM generate_series(1, 400000) AS g")


LONG = "SELECT g AS a, repeat('x', 100) AS b FROM generate_series(1, 300000) AS g"


def test_a_line_that_is_cut_is_said(postgresql, opened):
    with cut_off(postgresql.port, 2_000_000) as port, pytest.raises(DatabaseUnreachable, match="broke off"):
        opened(postgresql.address(port=port), LONG)


def test_a_session_that_the_owner_ends_is_said(postgresql, opened):
    def end() -> None:
        for _ in range(100):
            time.sleep(0.1)
            if "t" in postgresql.admin(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(0.002)%' "
                "AND application_name = 'wipbook' AND state = 'active'"
            ):
                return

    ending = threading.Thread(target=end)
    ending.start()
    with pytest.raises(DatabaseUnreachable, match="broke off"):
        opened(postgresql.address(), "SELECT g AS a, pg_sleep(0.002)::text AS b FROM generate_series(1, 20000) AS g")
    ending.join()


def test_a_server_that_dies_in_the_middle_is_said(opened):
    with a_postgresql() as server:
        killed = threading.Timer(1.5, server.process.send_signal, [signal.SIGQUIT])  # immediate shutdown, as of a crash
        killed.start()
        with pytest.raises(DatabaseUnreachable, match="broke off"):
            opened(server.address(), "SELECT g AS a, pg_sleep(0.002)::text AS b FROM generate_series(1, 20000) AS g")
        killed.join()


def test_the_digest_knows_rows_and_not_their_order(postgresql, opened):
    def digest(query: str) -> str:
        return opened(postgresql.address(), query).digests["rows"]

    rows = "SELECT g AS a, g * 1.5 AS b FROM generate_series(1, 1000) AS g ORDER BY g"
    assert digest(rows) == digest(f"{rows} DESC")
    assert digest(rows) != digest(rows.replace("1.5", "1.50001"))
    assert digest(rows) != digest(rows.replace("1000", "1001"))
    assert digest("SELECT 'ab' AS a, 'c' AS b") != digest("SELECT 'a' AS a, 'bc' AS b")
    assert digest("SELECT '' AS a") != digest("SELECT NULL::text AS a")
