"""SQLite: a file that is read and never written, whose columns hold what they please."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from contextlib import closing
from decimal import Decimal

import pytest

from wipbook.commands.data.import_.errors import DatabaseUnreachable, QueryFailed, SourceUnreadable

ROWS = [
    ("A", "2026-03-01", "Receipt", "M", 0.1), ("B", "2026-03-02", "Adjustment", "M", -0.000001),
    ("C", "2026-03-03", "Receipt", "M", "99999999999999999999.123456789"),
]
ALL = "SELECT n, d, t, m, q FROM moves ORDER BY n"


@pytest.fixture
def plant(tmp_path):
    """The path of a database with movements, and what writes more into it."""
    path = tmp_path / "plant ä.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE moves (n TEXT, d TEXT, t TEXT, m TEXT, q)")
        database.executemany("INSERT INTO moves VALUES (?, ?, ?, ?, ?)", ROWS)
        database.commit()
    return path


def address(path) -> str:
    return f"sqlite:///{path}"


def test_numbers_are_exact_and_what_no_cell_keeps_is_named(plant, imported):
    before = hashlib.sha256(plant.read_bytes()).hexdigest()
    report = imported(address(plant), ALL)
    (table,) = report.tables
    assert (table.new, table.rejected, table.totals[0].accepted) == (2, 1, Decimal("0.099999"))
    assert table.rejections.rows() == [
        ("rows", 3, "Quantity", "99999999999999999999.123456789",
         "a number of at most 15 digits, which is what a cell keeps"),
    ]
    assert hashlib.sha256(plant.read_bytes()).hexdigest() == before
    assert [one.name for one in plant.parent.iterdir() if one.name.startswith("plant")] == [plant.name]


def test_the_change_log_has_the_alias_the_server_and_the_digest(plant, imported, book):
    report = imported(address(plant), ALL)
    book.save()
    (rows,) = report.databases
    assert (rows.alias, rows.server, rows.rows) == ("rows", f"SQLite {sqlite3.sqlite_version}", 3)
    logged = [str(value) for row in book.read_table("ChangeLog").frame.rows() for value in row]
    assert any(f"rows (SQLite {sqlite3.sqlite_version}) {rows.sha256[:12]}" in one for one in logged)
    assert not any("sqlite://" in one or "plant ä" in one for one in logged)


def test_text_in_a_column_of_numbers_is_named(plant, imported):
    with closing(sqlite3.connect(plant)) as database:
        database.execute("CREATE TABLE odd (n TEXT, q NUMERIC)")
        database.executemany("INSERT INTO odd VALUES (?, ?)", [("A", 1), ("B", "2.50"), ("C", "about 5"), ("D", "")])
        database.commit()
    report = imported(
        address(plant), "SELECT n, '2026-03-01' AS d, 'Receipt' AS t, 'M' AS m, q FROM odd ORDER BY n"
    )
    assert [row[:4] for row in report.tables[0].rejections.rows()] == [
        ("rows", 3, "Quantity", "about 5"), ("rows", 4, "Quantity", "blank"),
    ]
    assert report.tables[0].totals[0].accepted == Decimal("3.5")
    assert [one.found.partition(": ")[2] for one in report.notes] == [
        "q has 2 texts among its numbers, the first in row 3: 'about 5'",
    ]


@pytest.mark.parametrize(("sql", "kind", "value"), [
    ("1", "BIGINT", 1), ("9223372036854775807", "HUGEINT", 9223372036854775807),
    ("0.1", "DECIMAL(18,1)", Decimal("0.1")),
    ("1e-7", "DECIMAL(18,7)", Decimal("0.0000001")), ("1e300", "VARCHAR", f"{Decimal('1e300'):f}"),
    ("9e999", "VARCHAR", "inf"), ("'00123'", "VARCHAR", "00123"),
    ("NULL", "VARCHAR", None), ("date(0)", "VARCHAR", "-4713-11-24"),
])
def test_what_a_value_becomes(plant, values, sql, kind, value):
    assert values(address(plant), f"SELECT {sql} AS a") == [(kind,), (value,)]


def test_whole_and_decimal_numbers_of_a_column_are_one_type(plant, values):
    rows = values(address(plant), "SELECT 1 AS a UNION ALL SELECT 2.25 UNION ALL SELECT NULL")
    assert rows == [("DECIMAL(18,2)",), (Decimal("1.00"),), (Decimal("2.25"),), (None,)]


def test_no_rows_are_no_fault(plant, values):
    assert values(address(plant), "SELECT n, q FROM moves WHERE false") == [("VARCHAR", "VARCHAR")]


def test_bytes_are_refused_where_they_are_wanted_and_told_where_not(plant, opened):
    with pytest.raises(SourceUnreadable, match=r"column photo.*bytes.*leave the column out"):
        opened(address(plant), "SELECT 'x' AS a, x'00ff' AS photo")
    loaded = opened(address(plant), "SELECT 'x' AS a, x'00ff' AS photo", any_column=False)
    assert [one.found for one in loaded.told] == ["column photo left out: bytes (binary)"]


@pytest.mark.parametrize("query", [
    "DELETE FROM moves", "WITH x AS (SELECT 1) DELETE FROM moves", "DROP TABLE moves", "PRAGMA query_only = 0",
    "ATTACH '{folder}/taken.db' AS taken", "CREATE TEMP TABLE t (a)", "INSERT INTO moves (n) VALUES ('Z') RETURNING n",
    "SELECT 1 AS a; DELETE FROM moves", "SELECT load_extension('x') AS a", "VACUUM INTO '{folder}/taken.db'",
    "SELECT * FROM pragma_database_list", "PRAGMA writable_schema = 1",
])
def test_nothing_can_be_written(plant, opened, query, monkeypatch):
    """Neither with nor without our own look at the first word."""
    before = plant.read_bytes()
    query = query.format(folder=plant.parent)
    for _ in range(2):
        with pytest.raises(QueryFailed):
            opened(address(plant), query)
        monkeypatch.setattr("wipbook.commands.data.import_.source.database.load.reading", lambda where, query: query)
    assert plant.read_bytes() == before
    assert not (plant.parent / "taken.db").exists()


ENDLESS = "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) "


@pytest.mark.parametrize("query", [f"{ENDLESS}SELECT count(*) AS a FROM r", f"{ENDLESS}SELECT n AS a FROM r"])
def test_an_endless_query_ends_after_a_second(plant, opened, query):
    began = time.monotonic()
    with pytest.raises(QueryFailed, match=r"not done after 1 seconds.*\[limits\] seconds = 1200"):
        opened(address(plant), query, limits="seconds = 1\nrows = 900000000")
    assert time.monotonic() - began < 20


def test_the_limit_of_rows_stops_the_rows(plant, opened):
    with pytest.raises(QueryFailed, match="more than 1,000 rows"):
        opened(address(plant), f"{ENDLESS}SELECT n AS a FROM r", limits="rows = 1000")
    loaded = opened(address(plant), f"{ENDLESS}SELECT n AS a FROM r LIMIT 1000", limits="rows = 1000")
    assert loaded.connection.execute("SELECT count(*), sum(a) FROM rows").fetchall() == [(1000, 500500)]


@pytest.mark.parametrize(("query", "named"), [
    ("SELECT quantity AS a FROM moves", "quantity"), ("SELECT n AS a FROM orders", "orders"),
    ("SELECT n AS a FROM moves WHERE", "incomplete input"),
])
def test_what_the_database_does_not_have_is_named(plant, opened, query, named):
    with pytest.raises(QueryFailed, match=named):
        opened(address(plant), query)


def test_a_database_that_somebody_has_locked_is_said(plant, opened):
    with closing(sqlite3.connect(plant, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseUnreachable, match="locked"):
            opened(address(plant), ALL, limits="seconds = 1")
    assert opened(address(plant), ALL).databases["rows"].rows == 3


def test_a_database_in_wal_mode_is_read_while_somebody_writes(plant, opened):
    with closing(sqlite3.connect(plant, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("INSERT INTO moves (n) VALUES ('D')")
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO moves (n) VALUES ('E')")
        assert opened(address(plant), ALL).databases["rows"].rows == 4
        other.execute("COMMIT")
    assert opened(address(plant), ALL).databases["rows"].rows == 5


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99, None])
def test_what_is_no_database_is_said(tmp_path, opened, content):
    path = tmp_path / "plant.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises((DatabaseUnreachable, QueryFailed), match=r"no database|no file|no such table"):
        opened(address(path), ALL)


def test_a_damaged_database_is_said(plant, opened):
    data = bytearray(plant.read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    plant.write_bytes(data)
    with pytest.raises(DatabaseUnreachable, match="damaged"):
        opened(address(plant), ALL)


def test_the_digest_knows_rows_and_not_their_order(plant, opened):
    digest = opened(address(plant), ALL).digests["rows"]
    assert opened(address(plant), f"{ALL} DESC").digests["rows"] == digest
    assert opened(address(plant), ALL.replace("q FROM", "q + 0 AS q FROM")).digests["rows"] != digest
    assert opened(address(plant), "SELECT 1 AS a").digests != opened(address(plant), "SELECT '1' AS a").digests
    assert opened(address(plant), "SELECT 1 AS a").digests != opened(address(plant), "SELECT 1 AS b").digests


def test_the_sources_stay_shut_in(plant, opened):
    """What holds the rows reaches no file and no setting, as with files."""
    connection = opened(address(plant), ALL).connection
    for query in (f"SELECT * FROM read_text('{plant}')", "SET enable_external_access = true", f"ATTACH '{plant}'"):
        with pytest.raises(Exception, match=r"disabled|lock|Cannot|Permission"):
            connection.execute(query)
