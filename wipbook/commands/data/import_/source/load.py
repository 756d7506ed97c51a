"""Sources loaded into a DuckDB that is then locked: one table per alias, with the kind and the place of every row."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl

from wipbook.commands.data.import_.errors import SourceUnreadable
from wipbook.commands.data.import_.mapping import Limits, Mapping, Source
from wipbook.commands.data.import_.source.database.load import load_database
from wipbook.commands.data.import_.source.delimited import load_delimited
from wipbook.commands.data.import_.source.excel.read import read_excel
from wipbook.commands.data.import_.source.find import find, kind
from wipbook.commands.data.import_.source.html_table import is_html, read_html
from wipbook.commands.data.import_.source.json_rows import load_json
from wipbook.commands.data.import_.source.loaded import ANY, FILE, LINE, Loaded, SourceRows, Told, kind_name, left_out
from wipbook.commands.data.import_.sql import identifier, literal, path_literal, register

# Nothing may be fetched, installed or looked up in Python variables, whatever a query asks for.
_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}


Lines = Callable[[Collection[int]], Map[int, int]]


@dataclass
class Opened:
    """The sources of a mapping: a ``connection`` with one view per alias; of which columns of which alias the kinds of
    the cells are known; and what is to be told of the files (``told``: lines that are no rows, encodings). Of each
    alias that is a database, ``databases`` says what its rows are."""

    connection: duckdb.DuckDBPyConnection
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    lines: dict[tuple[str, str], Lines] = field(default_factory=dict)
    databases: dict[str, SourceRows] = field(default_factory=dict)
    rest: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of the rows of each alias that is a database; files have their own."""
        return {alias: one.sha256 for alias, one in self.databases.items()}

    def lines_of(self, alias: str, file: str, numbers: Collection[int]) -> Map[int, int]:
        """Which lines of a file (or rows of its sheet) the rows of an alias are that have these numbers."""
        lines = self.lines.get((alias, file))
        return lines(numbers) if lines else {number: number for number in numbers}

    def close(self) -> None:
        self.connection.close()
        self.rest.close()


def open_sources(mapping: Mapping, given: Sequence[Path]) -> Opened:
    """An in-memory DuckDB with one view per alias, cut off from files, network and settings. Behind the view ``jobs``
    is the table ``all:jobs``, which has the file and the line of every row and the kinds of its cells as well.

    The files themselves are only ever read. The caller closes what is opened.

    Errors: ``SourceMissing``, ``SourceUnreadable``, ``EncodingUnclear``; of databases those of ``load_database``.
    """
    found = {
        alias: find(alias, source, given, mapping.root)
        for alias, source in mapping.sources.items() if not source.database
    }
    limited = {"memory_limit": mapping.limits.memory, "temp_directory": ""}
    opened = Opened(duckdb.connect(":memory:", config=_CLOSED | limited))
    connection = opened.connection
    try:
        for alias, paths in found.items():
            if paths:
                _load(opened, alias, mapping.sources[alias], paths, _wanted(mapping, alias))
        for alias, source in mapping.sources.items():
            if source.database:
                _query(opened, alias, source, _wanted(mapping, alias), mapping.limits)
        connection.execute("CREATE SCHEMA imported")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except BaseException:
        opened.close()
        raise
    return opened


def _wanted(mapping: Mapping, alias: str) -> Map[str, Collection[str]]:
    """The source columns that tables of the mapping name, each with the headers that it fills; ``ANY`` where there is a
    query, which may name any."""
    wanted: dict[str, Collection[str]] = {}
    for name, table in mapping.tables.items():
        if table.source == alias:
            for header, column in table.columns.items():
                wanted[column] = (*wanted.get(column, ()), f"{name}.{header}")
        elif table.query:
            wanted[ANY] = ()
    return wanted


def _load(
    opened: Opened, alias: str, source: Source, paths: list[Path], wanted: Map[str, Collection[str]]
) -> None:
    connection = opened.connection
    try:
        folder = Path(opened.rest.enter_context(tempfile.TemporaryDirectory(prefix="wipbook-")))
        loaded = [
            _loaded(connection, f"{alias} {number}", source, path, wanted, folder) for number, path in enumerate(paths)
        ]
        whole = identifier(f"all:{alias}")
        connection.execute(f"CREATE TABLE {whole} AS {' UNION ALL BY NAME '.join(_selects(loaded, paths))}")
        for one, path in zip(loaded, paths, strict=True):
            opened.told += one.told(connection)
            opened.lines[alias, shown_as(path, paths)] = one.lines
    except duckdb.Error as fault:
        raise SourceUnreadable(
            where=", ".join(path.name for path in paths),
            found=" ".join(str(fault).split())[:300],
            expected=f"a file that DuckDB can read as {kind(paths[0])}",
            remedy="open the file and compare it with the options of its source in the mapping",
        ) from fault
    except OSError as fault:
        raise SourceUnreadable(
            where=", ".join(path.name for path in paths), found=fault.strerror or str(fault),
            expected="a file that can be read, and room for a copy of it",
            remedy="look after the file, the disk, or the folder for temporary files",
        ) from fault
    columns = list(dict.fromkeys(column for one in loaded for column in one.columns))
    if source.leave_out:
        opened.told += _left_out(connection, alias, source, columns)
    _view(opened, alias, columns, frozenset(column for one in loaded for column in one.kinds))


def _query(
    opened: Opened, alias: str, source: Source, wanted: Map[str, Collection[str]], limits: Limits
) -> None:
    """The rows of a database; one that says nothing is a row as well, since the server says it is."""
    connection = opened.connection
    try:
        loaded, opened.databases[alias] = load_database(connection, alias, source, wanted, limits)
        connection.execute(f"CREATE TABLE {identifier(f'all:{alias}')} AS {loaded.select} ORDER BY {LINE}")
        connection.execute(f"DROP TABLE {identifier(f'rows:{alias}')}")
    except duckdb.Error as fault:
        raise SourceUnreadable(
            where=f"[sources] {alias}", found=" ".join(str(fault).split())[:300],
            expected="rows that can be held here",
            remedy="select fewer, or allow more: [limits] memory in the mapping",
        ) from fault
    opened.told += loaded.told(connection)
    _view(opened, alias, loaded.columns, loaded.kinds)


def _view(opened: Opened, alias: str, columns: Sequence[str], kinds: frozenset[str]) -> None:
    opened.kinds[alias] = kinds
    opened.connection.execute(
        f"CREATE VIEW {identifier(alias)} AS SELECT {', '.join(map(identifier, columns)) or 'NULL AS nothing'} "
        f"FROM {identifier(f'all:{alias}')}"
    )


def _loaded(
    connection: duckdb.DuckDBPyConnection, name: str, source: Source, path: Path,
    wanted: Map[str, Collection[str]], folder: Path,
) -> Loaded:
    what = kind(path)
    if what == "excel":
        with path.open("rb") as file:
            head = file.read(8)
        if head[:2] != b"PK" and head[:4] != b"\xd0\xcf\x11\xe0" and path.suffix.lower() in (".xls", ".xlsx"):
            # some programs' idea of a file for Excel
            what = "html" if is_html(path) else "csv" if _has_columns(path) else what
    match what:
        case "csv":
            return load_delimited(connection, name, source, path, wanted, folder)
        case "parquet":
            return _parquet(connection, path)
        case "json":
            return load_json(connection, name, source, path, wanted, folder)
        case "html":
            return _framed(connection, name, read_html(path, source))
        case _:
            return _framed(connection, name, read_excel(path, source))


def _has_columns(path: Path) -> bool:
    """Whether the first line of a file is one of text in columns."""
    with path.open("rb") as file:
        first = file.readline(1 << 20)
    return any(sign in first for sign in (b"\t", b";", b",", b"|"))


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> Loaded:
    read = f"read_parquet({path_literal(path)})"
    columns = [str(row[0]) for row in connection.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()]
    return Loaded(f"SELECT row_number() OVER () AS {LINE}, * FROM {read}", columns)


def _framed(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> Loaded:
    """A source that was read here: its frame has the columns, the kinds beside them, and the line."""
    register(connection, name, frame)
    columns = [column for column in frame.columns if kind_name(column) in frame.columns]
    return Loaded(f"SELECT * FROM {identifier(name)}", columns, frozenset(columns))


def _selects(loaded: Sequence[Loaded], paths: Sequence[Path]) -> Iterator[str]:
    for one, path in zip(loaded, paths, strict=True):
        somewhere = " OR ".join(f"{identifier(column)} IS NOT NULL" for column in one.columns) or "false"
        if one.kinds:  # a formula without a value, an error: blank to no one
            somewhere += "".join(f" OR {identifier(kind_name(column))} IS NOT NULL" for column in one.kinds)
        yield f"SELECT {literal(shown_as(path, paths))} AS {FILE}, * FROM ({one.select}) WHERE {somewhere}"


def shown_as(path: Path, paths: Sequence[Path]) -> str:
    """The name of a file among those of a source: with its folders where two have the same."""
    return path.name if sum(one.name == path.name for one in paths) == 1 else path.as_posix()


def _left_out(
    connection: duckdb.DuckDBPyConnection, alias: str, source: Source, columns: Sequence[str]
) -> Iterator[Told]:
    """Take the lines out that the mapping says are none, by what stands first in them."""
    whole = identifier(f"all:{alias}")
    first = f"coalesce({', '.join(f'CAST({identifier(column)} AS VARCHAR)' for column in columns)})"
    for pattern in source.leave_out:
        condition = f"lower(trim({first})) GLOB {literal(pattern.lower())}"
        count = connection.execute(f"SELECT count(*) FROM {whole} WHERE {condition}").fetchall()[0][0]
        connection.execute(f"DELETE FROM {whole} WHERE {condition}")
        if count:
            yield left_out(alias, source.file, count, pattern)
