"""A whole manufacturer from a database: the control figures are those that its files give."""

from __future__ import annotations

import gzip
import os
import subprocess
from pathlib import Path

import duckdb
import pytest

from tests.commands.data.import_.source.database.conftest import PASSWORD, Server
from tests.conftest import ROOT, reference_data
from wipbook.commands.data.import_ import import_rows, parse_mapping, read_mapping
from wipbook.commands.data.import_.mapping import Mapping, mapping_text

pytestmark = [pytest.mark.heavy, pytest.mark.databases, pytest.mark.reference_data]

DATA = reference_data() / "adventureworks"
TYPES = {
    "postgresql": {"BIGINT": "bigint", "DOUBLE": "numeric(20, 8)", "DATE": "date", "TIMESTAMP": "timestamp",
                   "VARCHAR": "text", "BOOLEAN": "boolean", "TIME": "time"},
    "mariadb": {"BIGINT": "BIGINT", "DOUBLE": "DECIMAL(20, 8)", "DATE": "DATE", "TIMESTAMP": "DATETIME(6)",
                "VARCHAR": "VARCHAR(500)", "BOOLEAN": "VARCHAR(5)", "TIME": "TIME"},
}


def columns(path: Path) -> list[tuple[str, str]]:
    """The columns of a file with the types that DuckDB sees in them."""
    return [(str(row[0]), str(row[1])) for row in duckdb.sql(
        f"DESCRIBE SELECT * FROM read_csv('{path}', sample_size = -1)"
    ).fetchall()]


def filled(server: Server, folder: Path, mapping: Mapping) -> Mapping:
    """The tables of the mapping's sources in the database, and the mapping that reads them there."""
    sources = {}
    for alias, source in mapping.sources.items():
        plain = folder / f"{alias}.csv"
        plain.write_bytes(gzip.decompress((DATA / source.file).read_bytes()))
        those = columns(plain)
        (_in_postgresql if server.scheme == "postgresql" else _in_mariadb)(server, alias, plain, those)
        sources[alias] = {"database": "env:PLANT_DB", "query": f"SELECT * FROM {alias}"}
    said = mapping.model_dump(exclude_defaults=True) | {"sources": sources}
    return parse_mapping(mapping_text(Mapping.model_validate(said)))


def _in_postgresql(server: Server, alias: str, plain: Path, those: list[tuple[str, str]]) -> None:
    made = ", ".join(f'"{name}" {TYPES["postgresql"][kind]}' for name, kind in those)
    server.admin(f'CREATE TABLE "{alias}" ({made})')
    subprocess.run(
        ["psql", "-h", "127.0.0.1", "-p", str(server.port), "-U", server.user, "-d", "plant", "-q", "-c",
         f"COPY \"{alias}\" FROM STDIN (FORMAT csv, HEADER true, NULL '')"],
        check=True, stdin=plain.open("rb"), env={**os.environ, "PGPASSWORD": PASSWORD},
    )


def _in_mariadb(server: Server, alias: str, plain: Path, those: list[tuple[str, str]]) -> None:
    made = ", ".join(f"`{name}` {TYPES['mariadb'][kind]}" for name, kind in those)
    given = ", ".join(f"@v{at}" for at in range(len(those)))
    taken = ", ".join(f"`{name}` = nullif(@v{at}, '')" for at, (name, _) in enumerate(those))
    server.admin(f"""USE plant; CREATE TABLE `{alias}` ({made});
        LOAD DATA LOCAL INFILE '{plain}' INTO TABLE `{alias}` CHARACTER SET utf8mb4 FIELDS TERMINATED BY ','
        OPTIONALLY ENCLOSED BY '"' ESCAPED BY '' LINES TERMINATED BY '\\n' IGNORE 1 LINES ({given}) SET {taken}""")


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_every_control_figure_comes_out_as_from_the_files(request, name, book, tmp_path, monkeypatch, adventureworks):
    server = request.getfixturevalue(name)
    monkeypatch.setenv("PLANT_DB", server.address())
    mapping = filled(server, tmp_path, read_mapping(ROOT / "examples" / "adventureworks" / "mapping.toml"))
    report = import_rows(book, mapping, [DATA])
    _, of_files = adventureworks
    assert (len(report.controls), report.differences) == (314, ())
    assert [(one.sheet, one.read, one.new, one.rejected) for one in report.tables] == [
        (one.sheet, one.read, one.new, one.rejected) for one in of_files.tables
    ]
    assert len(report.databases) == len(mapping.sources)
    assert report.files == ()
