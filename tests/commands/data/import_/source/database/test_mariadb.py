"""A real MariaDB: every value as the server spells it, a session that only reads, and what MySQL alone has."""

from __future__ import annotations

import threading
import time
from decimal import Decimal

import pytest

from tests.commands.data.import_.source.database.conftest import cut_off
from wipbook.commands.data.import_.errors import DatabaseUnreachable, QueryFailed, SourceUnreadable

pytestmark = [pytest.mark.heavy, pytest.mark.databases]

ROW = "SELECT 'A' AS n, DATE '2026-03-01' AS d, 'Receipt' AS t, 'M' AS m"


@pytest.fixture(scope="module")
def kinds(mariadb):
    """A table with a column of each type."""
    mariadb.admin("""SET sql_mode = ''; USE plant; CREATE TABLE kinds (tiny TINYINT(1), truth BOOLEAN,
        big BIGINT UNSIGNED, price DECIMAL(30, 9), zero DATE, half DATE, day DATE, moment DATETIME(6),
        stamp TIMESTAMP NULL, bit1 BIT(1), bit9 BIT(9), photo BLOB, doc JSON, yr YEAR, tm TIME, f FLOAT, dbl DOUBLE,
        one ENUM('x', 'y'), code CHAR(5), bin VARBINARY(4), umlaut VARCHAR(9) CHARACTER SET latin1,
        zf INT(5) ZEROFILL);
        SET time_zone = '+00:00';
        INSERT INTO kinds VALUES (2, true, 18446744073709551615, 99999999999999999999.123456789, '0000-00-00',
        '2026-02-00', '2026-03-01', '2026-03-01 10:11:12.5', '2026-03-01 23:30:00', b'1', b'101', x'00ff',
        '{"a": 1.10}', 2026, '-30:10:00', 0.1, 0.1, 'x', '00123', x'01', 'Größe', 42)""")
    return mariadb


@pytest.mark.parametrize(("column", "kind", "value"), [
    ("tiny", "BIGINT", 2), ("truth", "BIGINT", 1), ("big", "HUGEINT", 18446744073709551615),
    ("price", "DECIMAL(29,9)", Decimal("99999999999999999999.123456789")), ("zero", "VARCHAR", "0000-00-00"),
    ("half", "VARCHAR", "2026-02-00"), ("bit1", "BOOLEAN", True), ("doc", "VARCHAR", '{"a": 1.10}'),
    ("yr", "BIGINT", 2026), ("tm", "VARCHAR", "-30:10:00"), ("f", "DOUBLE", 0.1),
    ("dbl", "DOUBLE", 0.1), ("one", "VARCHAR", "x"), ("code", "VARCHAR", "00123"),
    ("umlaut", "VARCHAR", "Größe"), ("NULL", "VARCHAR", None), ("zf", "VARCHAR", "00042"),
])
def test_what_a_type_becomes(kinds, values, column, kind, value):
    assert values(kinds.address(), f"SELECT {column} AS a FROM kinds") == [(kind,), (value,)]


def test_days_and_moments_are_what_they_are_and_a_timestamp_is_the_servers_clock(kinds, opened):
    loaded = opened(kinds.address(), "SELECT day, moment, stamp FROM kinds")
    (row,) = loaded.connection.execute("SELECT * FROM rows").fetchall()
    assert [str(one) for one in row] == ["2026-03-01", "2026-03-01 10:11:12.500000", "2026-03-02 01:30:00"]
    assert [one.found for one in loaded.told] == [
        f"{loaded.databases['rows'].server}: stamp is a TIMESTAMP: its moments are read as the server's clock has them "
        "(+02:00)",
    ]


@pytest.mark.parametrize("column", ["zero", "half"])
def test_a_day_of_zeros_is_named(kinds, imported, column):
    report = imported(kinds.address(), f"SELECT 'A' AS n, {column} AS d, 'Receipt' AS t, 'M' AS m, 1 AS q FROM kinds")
    value = {"zero": "0000-00-00", "half": "2026-02-00"}[column]
    assert [row[:4] for row in report.tables[0].rejections.rows()] == [("rows", 1, "Date", value)]


def test_decimals_are_exact_and_what_no_cell_keeps_is_named(mariadb, imported):
    report = imported(mariadb.address(), f"""{ROW}, 0.1 AS q UNION ALL SELECT 'B', '2026-03-01', 'Adjustment', 'M',
        -0.000001 UNION ALL SELECT 'C', '2026-03-01', 'Receipt', 'M', 99999999999999999999.123456789 ORDER BY n""")
    (table,) = report.tables
    assert (table.new, table.rejected, table.totals[0].accepted) == (2, 1, Decimal("0.099999"))
    assert [row[:4] for row in table.rejections.rows()] == [
        ("rows", 3, "Quantity", "99999999999999999999.123456789"),
    ]


@pytest.mark.parametrize("column", ["photo", "bit9", "bin"])
def test_bytes_are_refused_where_they_are_wanted_and_told_where_not(kinds, opened, column):
    with pytest.raises(SourceUnreadable, match=f"column {column}.*bytes.*leave the column out"):
        opened(kinds.address(), f"SELECT code AS a, {column} FROM kinds")
    loaded = opened(kinds.address(), f"SELECT code AS a, {column} FROM kinds", any_column=False)
    assert [one.found.partition(":")[0] for one in loaded.told] == [f"column {column} left out"]


@pytest.fixture
def guarded(mariadb):
    mariadb.admin("""USE plant; DROP TABLE IF EXISTS guarded, old; DROP FUNCTION IF EXISTS wipe;
        CREATE TABLE guarded (id INT) ENGINE = InnoDB; INSERT INTO guarded VALUES (1), (2);
        CREATE TABLE old (id INT) ENGINE = MyISAM; INSERT INTO old VALUES (1); DROP FUNCTION IF EXISTS wipe_old;
DELIMITER //
CREATE FUNCTION wipe() RETURNS INT MODIFIES SQL DATA BEGIN DELETE FROM guarded; RETURN 1; END//
CREATE FUNCTION wipe_old() RETURNS INT MODIFIES SQL DATA BEGIN DELETE FROM old; RETURN 1; END//
""")
    yield mariadb
    assert mariadb.admin("SELECT (SELECT count(*) FROM plant.guarded), (SELECT count(*) FROM plant.old)") == "2\t1"


@pytest.mark.parametrize("query", [
    "SELECT wipe() AS a", "SELECT wipe_old() AS a", "SELECT 1 AS a; DELETE FROM guarded",
    "SELECT id AS a FROM guarded INTO OUTFILE '/tmp/wipbook-taken'", "WITH x AS (SELECT 1) DELETE FROM guarded",
])
def test_the_server_refuses_to_write(guarded, opened, query):
    with pytest.raises(QueryFailed):
        opened(guarded.address(), query)


@pytest.mark.parametrize("query", [
    "DELETE FROM guarded", "DELETE FROM old", "DROP TABLE guarded", "TRUNCATE guarded", "CREATE TABLE more (a INT)",
    "INSERT INTO guarded VALUES (3) RETURNING id",
])
def test_the_session_itself_only_reads(guarded, opened, query, monkeypatch):
    """Without our own look at the first word the server says the same."""
    with pytest.raises(QueryFailed, match="no SELECT"):
        opened(guarded.address(), query)
    monkeypatch.setattr("wipbook.commands.data.import_.source.database.load.reading", lambda where, query: query)
    with pytest.raises(QueryFailed, match="READ ONLY"):
        opened(guarded.address(), query)


@pytest.mark.parametrize("query", ["SELECT sleep(120) AS a", "SELECT benchmark(1000000000000, md5('x')) AS a"])
def test_a_query_of_two_minutes_ends_after_a_second(mariadb, opened, query):
    began = time.monotonic()
    with pytest.raises(QueryFailed, match=r"not done after 1 seconds.*\[limits\] seconds = 1200"):
        opened(mariadb.address(), query, limits="seconds = 1")
    assert time.monotonic() - began < 15


def test_the_limit_of_rows_stops_the_stream(mariadb, opened):
    rows = "SELECT seq AS a FROM plant_rows"
    mariadb.admin("USE plant; CREATE OR REPLACE VIEW plant_rows AS SELECT seq FROM seq_1_to_50000000")
    began = time.monotonic()
    with pytest.raises(QueryFailed, match="more than 1,000 rows"):
        opened(mariadb.address(), rows, limits="rows = 1000")
    assert time.monotonic() - began < 15
    loaded = opened(mariadb.address(), f"{rows} LIMIT 1000", limits="rows = 1000")
    assert loaded.connection.execute("SELECT count(*), sum(a) FROM rows").fetchall() == [(1000, 500500)]


@pytest.mark.parametrize(("query", "named"), [
    ("SELECT quantity AS a FROM guarded", "quantity"), ("SELECT id AS a FROM plant_orders", "plant_orders"),
    ("SELECT id AS a FROM guarded WHERE", "syntax"),
])
def test_what_the_server_does_not_have_is_named(guarded, opened, query, named):
    with pytest.raises(QueryFailed, match=named):
        opened(guarded.address(), query)


def test_a_line_that_is_cut_is_said(mariadb, opened):
    with cut_off(mariadb.port, 2_000_000) as port, pytest.raises(DatabaseUnreachable, match="broke off"):
        opened(mariadb.address(port=port), "SELECT seq AS a, repeat('x', 100) AS b FROM seq_1_to_300000")


def test_a_session_that_the_owner_ends_is_said(mariadb, opened):
    def end() -> None:
        for _ in range(100):
            time.sleep(0.1)
            found = mariadb.admin("SELECT id FROM information_schema.processlist WHERE info LIKE '%sleep(0.002)%' "
                                  "AND user = 'plant'")
            if found:
                mariadb.admin(f"KILL {found}")
                return

    ending = threading.Thread(target=end)
    ending.start()
    with pytest.raises(DatabaseUnreachable, match="broke off"):
        opened(mariadb.address(), "SELECT seq AS a, sleep(0.002) AS b FROM seq_1_to_20000")
    ending.join()


def test_the_digest_knows_rows_and_not_their_order(mariadb, opened):
    rows = "SELECT seq AS a, seq * 1.5 AS b FROM seq_1_to_1000 ORDER BY seq"
    digest = opened(mariadb.address(), rows).digests["rows"]
    assert opened(mariadb.address(), f"{rows} DESC").digests["rows"] == digest
    assert opened(mariadb.address(), rows.replace("1.5", "1.50001")).digests["rows"] != digest
