"""Databases to import from: a PostgreSQL and a MariaDB of our own, ended by their process, and what imports here."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wipbook.commands.data.import_ import ImportReport, Mapping, import_into, parse_mapping
from wipbook.commands.data.import_.source.load import Opened, open_sources
from wipbook.hosts.file.workbook import FileWorkbook

IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
PASSWORD = "Zq7-tr0ub4dor&3"
WRITTEN = "Zq7-tr0ub4dor%263"
"""The password as it stands in an address."""
MOVEMENTS = 'columns = { Movement = "n", Date = "d", Type = "t", Material = "m", Quantity = "q" }'


@dataclass(frozen=True)
class Server:
    """A server that runs: ``admin`` runs statements as its owner, ``address`` is that of a login that may do anything
    in the database ``plant``; ``process`` is the server itself."""

    scheme: str
    port: int
    user: str
    admin: Callable[[str], str]
    process: subprocess.Popen[bytes]

    def address(self, password: str = WRITTEN, host: str = "127.0.0.1", port: int = 0, database: str = "plant") -> str:
        return f"{self.scheme}://{self.user}:{password}@{host}:{port or self.port}/{database}"


def mapping_of(query: str, tables: str, limits: str = "") -> Mapping:
    quoted = "'''" + query + "'''"
    return parse_mapping(
        f'[limits]\n{limits}\n[sources.rows]\ndatabase = "env:PLANT_DB"\nquery = {quoted}\n{tables}'
    )


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Opened]]:
    """``opened(address, query)``: the rows of the query as the alias ``rows``; any column may be taken."""
    those: list[Opened] = []

    def open_one(address: str, query: str, limits: str = "", any_column: bool = True) -> Opened:
        monkeypatch.setenv("PLANT_DB", address)
        tables = '[tables.Customers]\nquery = "SELECT 1 AS Customer"' if any_column else (
            '[tables.Customers]\nsource = "rows"\ncolumns = { Customer = "a" }'
        )
        those.append(open_sources(mapping_of(query, tables, limits), []))
        return those[-1]

    yield open_one
    for one in those:
        one.close()


@pytest.fixture
def imported(book: FileWorkbook, monkeypatch: pytest.MonkeyPatch) -> Callable[..., ImportReport]:
    """``imported(address, query)``: movements of the query (n, d, t, m, q), brought into a new workbook."""

    def run(address: str, query: str, limits: str = "") -> ImportReport:
        monkeypatch.setenv("PLANT_DB", address)
        tables = f'[tables.Movements]\nsource = "rows"\n{MOVEMENTS}'
        return import_into(book, mapping_of(query, tables, limits), [])

    return run


@pytest.fixture
def values(opened: Callable[..., Opened]) -> Callable[..., list[tuple[object, ...]]]:
    """``values(address, query)``: what is loaded of it, with the type of each column in the first row."""

    def loaded(address: str, query: str) -> list[tuple[object, ...]]:
        connection = opened(address, query).connection
        types = tuple(row[1] for row in connection.execute('DESCRIBE "rows"').fetchall())
        return [types, *connection.execute('SELECT * FROM "rows"').fetchall()]

    return loaded


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _program(name: str) -> str:
    found = shutil.which(name, path=os.pathsep.join(
        [os.environ.get("PATH", ""), "/usr/sbin", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin")))]
    ))
    if found is None:
        if IN_CI:
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


@contextmanager
def _home(user: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A folder that ``user`` can work in, and what makes a process his where we are root: servers refuse to run as
    root. (``runuser`` would stand between us and the process that is to be ended.)"""
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="wipbook-db-", dir="/tmp"))
    folder.chmod(0o755)
    if root:
        shutil.chown(folder, user)
    try:
        yield folder, {"user": user, "group": user, "extra_groups": []} if root else {}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], object], log: Path) -> None:
    for _ in range(300):
        with suppress(subprocess.CalledProcessError):
            ready()
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"the server did not start: {log.read_text('utf-8', 'replace')[-2000:]}")


@contextmanager
def running(
    words: list[str], who: dict[str, Any], log: Path, ready: Callable[[], object]
) -> Iterator[subprocess.Popen[bytes]]:
    """A server as a process, ended by its number."""
    with log.open("wb") as said:
        process = subprocess.Popen(words, stdout=said, stderr=said, stdin=subprocess.DEVNULL, cwd="/", **who)
    try:
        _wait(process, ready, log)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def a_postgresql() -> Iterator[Server]:
    initdb, postgres, psql = map(_program, ("initdb", "postgres", "psql"))
    with _home("postgres") as (folder, who):
        secret = folder / "secret"
        secret.write_text(PASSWORD, "utf-8")
        secret.chmod(0o644)
        subprocess.run(
            [initdb, "-D", str(folder / "data"), "-U", "plant", "-A", "scram-sha-256", f"--pwfile={secret}",
             "-E", "UTF8", "--locale=C", "--no-sync"], check=True, capture_output=True, cwd=folder, **who,
        )
        port = free_port()

        def admin(statement: str, database: str = "plant") -> str:
            return subprocess.run(
                [psql, "-h", "127.0.0.1", "-p", str(port), "-U", "plant", "-d", database, "-v", "ON_ERROR_STOP=1",
                 "-q", "-A", "-t", "-c", statement],
                check=True, capture_output=True, text=True, env={**os.environ, "PGPASSWORD": PASSWORD},
            ).stdout.strip()

        words = [postgres, "-D", str(folder / "data"), "-p", str(port), "-k", str(folder),
                 "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        log = folder.parent / f"{folder.name}.log"
        with running(words, who, log, lambda: admin("SELECT 1", "postgres")) as process:
            admin("CREATE DATABASE plant", "postgres")
            yield Server("postgresql", port, "plant", admin, process)
        log.unlink()


@contextmanager
def a_mariadb() -> Iterator[Server]:
    install, mariadbd, mariadb = map(_program, ("mariadb-install-db", "mariadbd", "mariadb"))
    with _home("mysql") as (folder, who):
        subprocess.run(
            [install, "--no-defaults", f"--datadir={folder / 'data'}", "--auth-root-authentication-method=normal",
             "--skip-test-db"], check=True, capture_output=True, cwd=folder, **who,
        )
        port = free_port()

        def admin(statement: str) -> str:
            return subprocess.run(
                [mariadb, "--no-defaults", "-u", "root", "-S", str(folder / "socket"), "-N", "-B"],
                input=statement, check=True, capture_output=True, text=True,
            ).stdout.strip()

        words = [mariadbd, "--no-defaults", f"--datadir={folder / 'data'}", f"--socket={folder / 'socket'}",
                 f"--port={port}", "--bind-address=127.0.0.1", f"--pid-file={folder / 'pid'}",
                 "--innodb-flush-log-at-trx-commit=0", "--character-set-server=utf8mb4", "--local-infile=1",
                 "--default-time-zone=+02:00"]
        log = folder.parent / f"{folder.name}.log"
        with running(words, who, log, lambda: admin("SELECT 1")) as process:
            admin("CREATE DATABASE plant")
            for host in ("127.0.0.1", "localhost"):
                admin(f"CREATE USER plant@'{host}' IDENTIFIED BY '{PASSWORD}'")
                admin(f"GRANT ALL ON plant.* TO plant@'{host}'")
            yield Server("mariadb", port, "plant", admin, process)
        log.unlink()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with a_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def mariadb() -> Iterator[Server]:
    with a_mariadb() as server:
        yield server


@contextmanager
def cut_off(port: int, after: int) -> Iterator[int]:
    """A port that passes everything on to another, and hangs up once so many bytes came from there."""
    listening = socket.create_server(("127.0.0.1", 0))
    ours: list[socket.socket] = [listening]

    def pass_on(source: socket.socket, target: socket.socket, most: int) -> None:
        passed = 0
        with suppress(OSError):
            while passed < most and (data := source.recv(65536)):
                passed += len(data)
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def serve() -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                server = socket.create_connection(("127.0.0.1", port))
                ours.extend((client, server))
                threading.Thread(target=pass_on, args=(client, server, 1 << 60), daemon=True).start()
                threading.Thread(target=pass_on, args=(server, client, after), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        for one in ours:
            one.close()
