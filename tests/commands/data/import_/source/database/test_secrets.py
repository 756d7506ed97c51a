"""A password is where it is kept and nowhere else, whatever goes wrong; and the workbook is then left alone."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.commands.data.import_.source.database.conftest import MOVEMENTS, PASSWORD, WRITTEN, cut_off, free_port
from wipbook.exit_code import ExitCode

pytestmark = [pytest.mark.heavy, pytest.mark.databases]

ROWS = {
    "postgresql": "SELECT 'M' || g AS n, DATE '2026-03-01' AS d, 'Receipt' AS t, 'M' AS m, g * 1.5 AS q{more} "
                  "FROM generate_series(1, {rows}) AS g",
    "mariadb": "SELECT concat('M', seq) AS n, DATE '2026-03-01' AS d, 'Receipt' AS t, 'M' AS m, seq * 1.5 AS q{more} "
               "FROM seq_1_to_{rows}",
}
SLOW = {"postgresql": ", pg_sleep(20)::text AS s", "mariadb": ", sleep(20) AS s"}
WRONG = "Wr0ng-tr0ub4dor"
SECRETS = (PASSWORD, WRITTEN, WRONG, "tr0ub4dor", "dor&3", "dor%263")


@pytest.fixture(params=["postgresql", "mariadb"])
def server(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def process(book, tmp_path):
    """``process(address, query, *words)``: the import as a process; what it said, with its exit code."""
    def run(address: str, query: str, *words: str, seconds: int = 40) -> subprocess.CompletedProcess[str]:
        mapping = tmp_path / "mapping.toml"
        mapping.write_text(
            f"[limits]\nseconds = {seconds}\n[sources.rows]\ndatabase = 'env:PLANT_DB'\nquery = '''{query}'''\n"
            f"[tables.Movements]\nsource = 'rows'\n{MOVEMENTS}", "utf-8",
        )
        return subprocess.run(
            [sys.executable, "-m", "wipbook.cli", "import", str(tmp_path / "book.xlsx"), "--map", str(mapping),
             str(tmp_path), *words],
            env={**os.environ, "PLANT_DB": address}, capture_output=True, text=True, encoding="utf-8", timeout=180,
        )

    return run


def nothing_secret(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("fault", ["password", "host", "port", "unreachable", "database", "cut", "table"])
def test_no_fault_repeats_the_password_or_touches_the_workbook(server, process, tmp_path, fault):
    path = tmp_path / "book.xlsx"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    query = ROWS[server.scheme].format(rows=200_000, more="")
    address, said = {
        "password": (server.address(WRONG), "does not accept this user and password"),
        "host": (server.address(host="nowhere.invalid"), "no host of this name"),
        "port": (server.address(port=free_port()), "no server at this host and port"),
        "unreachable": (server.address(host="192.0.2.1"), "no "),  # an address of no network, or behind a firewall
        "database": (server.address(database="nowhere"), "database"),
        "cut": ("", "broke off"), "table": (server.address(), "plant_orders"),
    }[fault]
    with ExitStack() as stack:
        if fault == "cut":
            address = server.address(port=stack.enter_context(cut_off(server.port, 1_000_000)))
        if fault == "table":
            query = "SELECT * FROM plant_orders"
        for words in ((), ("--json",)):
            done = process(address, query, *words)
            assert done.returncode == ExitCode.WRONG_USE, done
            assert said in done.stdout + done.stderr
            assert "Traceback" not in done.stderr
            nothing_secret(done.stdout + done.stderr)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["book.xlsx", "mapping.toml"]


def test_no_workbook_answer_or_list_of_processes_has_the_password(server, process, tmp_path):
    seen: list[str] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            for place in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    seen.append(place.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
                except OSError:
                    continue
            time.sleep(0.2)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        done = process(server.address(), ROWS[server.scheme].format(rows=1_000, more=""), "--json")
    finally:
        over.set()
        looking.join()
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    nothing_secret(done.stdout + done.stderr)
    assert any("wipbook.cli import" in one for one in seen)
    nothing_secret("\n".join(one for one in set(seen) if "wipbook.cli" in one))
    for path in tmp_path.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                text = package.read(name).decode("utf-8", "replace")
                nothing_secret(text)
                assert f"{server.port}" not in text or "127.0.0.1" not in text, name
    with zipfile.ZipFile(tmp_path / "book.xlsx") as package:
        whole = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    assert f"rows ({'PostgreSQL' if server.scheme == 'postgresql' else 'MariaDB'} " in whole


def test_a_query_that_is_too_slow_names_the_limit_and_the_workbook_is_as_it_was(server, process, tmp_path):
    before = (tmp_path / "book.xlsx").read_bytes()
    done = process(server.address(), "/* slow */ " + ROWS[server.scheme].format(rows=4, more=SLOW[server.scheme]),
                   seconds=2)
    assert done.returncode == ExitCode.WRONG_USE
    assert "not done after 2 seconds" in done.stderr + done.stdout
    assert (tmp_path / "book.xlsx").read_bytes() == before
