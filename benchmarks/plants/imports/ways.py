"""One way of bringing rows in, in a process of its own: seconds and peak memory as JSON.

    python -m benchmarks.plants.imports.ways WAY FOLDER
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from wipbook.commands.data.import_ import Mapping, import_rows, parse_mapping
from wipbook.commands.data.import_.source.database.address import address_of
from wipbook.commands.data.import_.source.load import open_sources
from wipbook.commands.data.new import copy_template
from wipbook.hosts.file.workbook import open_file

PLACE, TABLE = "env:WIPBOOK_BENCH_DB", "wipbook_bench_moves"
QUERY = f"SELECT n, d, t, m, q, c FROM {TABLE} ORDER BY n"
COLUMNS = "{'n': 'VARCHAR', 'd': 'DATE', 't': 'VARCHAR', 'm': 'VARCHAR', 'q': 'DECIMAL(12,2)', 'c': 'DECIMAL(12,4)'}"
SOURCES = {
    "CSV": 'rows = "moves.csv"', "Parquet": 'rows = "moves.parquet"',
    "PostgreSQL": f'rows = {{ database = "{PLACE}", query = "{QUERY}" }}',
}


def mapping(source: str) -> Mapping:
    return parse_mapping(f"""
[limits]
memory = "8GB"
rows = 1048000
[sources]
{SOURCES[source]}
[tables.Movements]
source = "rows"
decimal = "."
columns = {{ Movement = "n", Date = "d", Type = "t", Material = "m", Quantity = "q", "Unit Cost" = "c" }}
""")


def duckdb_alone(source: str, folder: Path) -> int:
    """DuckDB with the types it is told; from PostgreSQL what psql's COPY writes, its extension being a download."""
    connection = duckdb.connect()
    read = f"read_parquet('{folder / 'moves.parquet'}')"
    if source == "CSV":
        read = f"read_csv('{folder / 'moves.csv'}', header = true, columns = {COLUMNS})"
    if source == "PostgreSQL":
        _copied(folder / "copied.csv")
        read = f"read_csv('{folder / 'copied.csv'}', header = true, columns = {COLUMNS})"
    connection.execute(f"CREATE TABLE moves AS SELECT * FROM {read}")
    return int(connection.execute("SELECT count(*) FROM moves").fetchall()[0][0])


def loaded(source: str, folder: Path) -> int:
    """Our loading alone: rows with their places, types and, from a database, their digest."""
    opened = open_sources(mapping(source), [folder])
    try:
        return int(opened.connection.execute('SELECT count(*) FROM "rows"').fetchall()[0][0])
    finally:
        opened.close()


def imported(source: str, folder: Path) -> int:
    """The whole import into a new workbook, without saving it."""
    with open_file(copy_template(folder / f"{os.getpid()}.xlsx"), backups=0) as book:
        return import_rows(book, mapping(source), [folder]).tables[0].new


WAYS: dict[str, Callable[[str, Path], int]] = {"DuckDB alone": duckdb_alone, "load": loaded, "import": imported}


def _copied(path: Path) -> None:
    address = address_of("rows", PLACE)
    given = {"PGHOST": address.host, "PGPORT": str(address.port or 5432), "PGUSER": address.user,
             "PGPASSWORD": address.password, "PGDATABASE": address.database}
    with path.open("wb") as out:
        subprocess.run(["psql", "-q", "-c", f"COPY ({QUERY}) TO STDOUT (FORMAT csv, HEADER true)"], check=True,
                       stdout=out, env={**os.environ, **given})


def main() -> None:
    way, source, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    rows = WAYS[way](source, folder)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"rows": rows, "seconds": seconds, "peak": peak / 1024, "before": before / 1024}))


if __name__ == "__main__":
    main()
