"""The logins that docs/import.md has one make: they read what they were given, and write nothing."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.commands.data.import_.source.database.conftest import PASSWORD, WRITTEN, Server
from tests.conftest import ROOT
from wipbook.commands.data.import_.errors import QueryFailed

pytestmark = [pytest.mark.heavy, pytest.mark.databases]


def statements(server: str) -> str:
    """What the page says for this server, with a password and for this machine."""
    page = (ROOT / "docs" / "import.md").read_text("utf-8")
    (block,) = (one for one in re.findall(r"```sql\n(.*?)```", page, re.DOTALL) if "CREATE ROLE reader" in one)
    said = re.search(rf"^-- {server}[^\n]*\n(.*?)(?=^-- |\Z)", block, re.DOTALL | re.MULTILINE)
    assert said
    return said[1].replace("\u2026", PASSWORD).replace("10.0.0.%", "127.0.0.1")


def as_reader(server: Server) -> str:
    return server.address(WRITTEN).replace(f"{server.user}:", "reader:", 1)


@pytest.fixture(params=["postgresql", "mariadb"])
def plant(request):
    server = request.getfixturevalue(request.param)
    use = "USE plant; " if request.param == "mariadb" else ""
    server.admin(f"{use}DROP TABLE IF EXISTS orders; CREATE TABLE orders (id INT); INSERT INTO orders VALUES (1), (2)")
    server.admin(f"{use}DROP TABLE IF EXISTS pay; CREATE TABLE pay (id INT)")
    server.admin(use + statements("PostgreSQL" if request.param == "postgresql" else "MySQL"))
    yield server
    assert server.admin(f"{use}SELECT count(*) FROM orders") == "2"


def test_the_reader_reads_what_it_was_given_and_nothing_else(plant, opened, monkeypatch):
    assert opened(as_reader(plant), "SELECT id AS a FROM orders").databases["rows"].rows == 2
    with pytest.raises(QueryFailed, match="pay"):
        opened(as_reader(plant), "SELECT id AS a FROM pay")
    monkeypatch.setattr("wipbook.commands.data.import_.source.database.load.reading", lambda where, query: query)
    with pytest.raises(QueryFailed):
        opened(as_reader(plant), "DELETE FROM orders")
    with pytest.raises(subprocess.CalledProcessError):  # nor for anybody who has its password
        _by_hand(plant, "DELETE FROM orders")


def _by_hand(server: Server, statement: str) -> None:
    if server.scheme == "postgresql":
        words = ["psql", "-h", "127.0.0.1", "-p", str(server.port), "-U", "reader", "-d", "plant", "-c", statement]
    else:
        words = ["mariadb", "--no-defaults", "-h", "127.0.0.1", "-P", str(server.port), "-u", "reader", "plant",
                 "-e", statement]
    subprocess.run(words, check=True, capture_output=True,
                   env={**os.environ, "PGPASSWORD": PASSWORD, "MYSQL_PWD": PASSWORD})
