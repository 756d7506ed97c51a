"""Source files: found by name, loaded read-only into a DuckDB that is then locked."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path

import duckdb

from wipbook.commands.data.import_.errors import SourceMissing, SourceUnreadable
from wipbook.commands.data.import_.excel.read import EXCEL_SUFFIXES, read_excel
from wipbook.commands.data.import_.mapping import Mapping, Source
from wipbook.commands.data.import_.sql import identifier, literal, register

# Nothing may be fetched, installed or looked up in Python variables, whatever a query asks for.
_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
_PACKED = (".gz", ".zst")


def open_sources(mapping: Mapping, given: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB with one table per alias, cut off from files, network and settings.

    The files themselves are only ever read. The caller closes the connection.

    Errors: ``SourceMissing``, ``SourceUnreadable``.
    """
    found = {alias: find(alias, source, given, mapping.root) for alias, source in mapping.sources.items()}
    limited = {"memory_limit": mapping.limits.memory, "temp_directory": ""}
    connection = duckdb.connect(":memory:", config=_CLOSED | limited)
    try:
        for alias, paths in found.items():
            if paths:
                _load(connection, alias, mapping.sources[alias], paths)
        connection.execute("CREATE SCHEMA imported")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection


def find(alias: str, source: Source, given: Sequence[Path], root: str = "") -> list[Path]:
    """The files that ``source`` names among the files and folders ``given``, sorted; none of them lies outside the
    folder given, or outside ``root`` when that is named.

    Errors: ``SourceMissing`` when there is none and the source is not optional.
    """
    _refuse_pattern(alias, source.file, up=bool(root))
    paths: set[Path] = set()
    for place in given:
        if place.is_dir():
            inside = Path(root).resolve() if root else place.resolve()
            for path in place.glob(source.file):
                if path.is_file():
                    _refuse_outside(alias, path, inside)
                    paths.add(path)
        elif place.is_file() and fnmatchcase(place.name, source.file):
            paths.add(place)
    if not paths and not source.optional:
        places = ", ".join(str(place) for place in given) or "no file or folder"
        raise SourceMissing(
            where=f"[sources] {alias}",
            found=f"no {source.file!r} in {places}",
            expected="one file or more",
            remedy="give the folder or file that holds it, or mark the source optional",
        )
    return sorted(paths)


def _refuse_pattern(alias: str, pattern: str, *, up: bool) -> None:
    """A source is named within the folders given: no absolute name, no way ``up`` (unless a root is named), ``**`` as a
    folder of its own."""
    steps = re.split(r"[/\\]", pattern)
    fault = (
        "a blank name" if not pattern.strip()
        else "a name with a NUL in it" if "\0" in pattern
        else f"the absolute name {pattern!r}" if re.match(r"[/\\]|[A-Za-z]:", pattern)
        else f"{pattern!r}, which leaves the folder" if ".." in steps and not up
        else f"{pattern!r}, with ** inside a name" if any("**" in step and step != "**" for step in steps)
        else ""
    )
    if fault:
        raise SourceMissing(
            where=f"[sources] {alias}", found=fault,
            expected="a name or pattern in the folder given, such as jobs*.csv",
            remedy="name the file as it is called there, and give its folder to the import",
        )


def _refuse_outside(alias: str, path: Path, folder: Path) -> None:
    if not path.resolve().is_relative_to(folder):
        raise SourceMissing(
            where=f"[sources] {alias}", found=f"{path.name}, which lies outside of {folder}",
            expected="files that are in it, and no link that leads out of it",
            remedy="give the file or its folder to the import, or name a folder that holds all as root in the mapping",
        )


def _load(connection: duckdb.DuckDBPyConnection, alias: str, source: Source, paths: list[Path]) -> None:
    try:
        selects = [_select(connection, f"{alias} {number}", source, path) for number, path in enumerate(paths)]
        connection.execute(f"CREATE TABLE {identifier(alias)} AS {' UNION ALL BY NAME '.join(selects)}")
    except duckdb.Error as fault:
        raise SourceUnreadable(
            where=", ".join(path.name for path in paths),
            found=" ".join(str(fault).split())[:300],
            expected=f"a file that DuckDB can read as {kind(paths[0])}",
            remedy="open the file and compare it with the options of its source in the mapping",
        ) from fault


def kind(path: Path) -> str:
    """What a file is by its suffixes: ``csv``, ``parquet``, ``json`` or ``excel``.

    >>> kind(Path("Production.WorkOrder.csv.gz")), kind(Path("a.ndjson")), kind(Path("b.XLSX"))
    ('csv', 'json', 'excel')
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    suffix = next((each for each in reversed(suffixes) if each not in _PACKED), "")
    if suffix in EXCEL_SUFFIXES:
        return "excel"
    for name, members in {"csv": (".csv", ".tsv", ".txt"), "parquet": (".parquet",)}.items():
        if suffix in members:
            return name
    if suffix in (".json", ".ndjson", ".jsonl"):
        return "json"
    raise SourceUnreadable(
        where=path.name,
        found=f"suffix {suffix or 'none'}",
        expected=".csv, .tsv, .txt (also .gz), .parquet, .json, .ndjson or an Excel file",
        remedy="save it as one of these",
    )


def _select(connection: duckdb.DuckDBPyConnection, name: str, source: Source, path: Path) -> str:
    match kind(path):
        case "csv":
            return f"SELECT * FROM read_csv({_file(path)}, {_csv_options(source, path)})"
        case "parquet":
            return f"SELECT * FROM read_parquet({_file(path)})"
        case "json":
            return _json(connection, source, path)
        case _:
            register(connection, name, read_excel(path, source))
            return f"SELECT * FROM {identifier(name)}"


def _csv_options(source: Source, path: Path) -> str:
    delimiter = source.delimiter or _delimiter(source, path)
    options = [
        "all_varchar = true",
        "header = true",
        f"skip = {source.header_row - 1}",
        f"quote = {literal(source.quote)}",
        f"encoding = {literal(source.encoding)}",
    ]
    if delimiter:
        options.append(f"delim = {literal(delimiter)}")
    if source.types:
        options.append(f"types = {_struct(source.types.items())}")
    return ", ".join(options)


def _delimiter(source: Source, path: Path) -> str:
    """The sign that parts the header line. Guessing from the rows as well, DuckDB takes a file with one ragged
    row for a file of one column; told the sign, it names the row."""
    if path.suffix.lower() == ".zst":
        return ""
    opened = gzip.open if path.suffix.lower() == ".gz" else open
    try:
        with opened(path, "rt", encoding=source.encoding, errors="replace", newline="") as file:
            header = next(islice(file, source.header_row - 1, None), "")
    except (LookupError, OSError, EOFError, ValueError, zlib.error):
        return ""  # DuckDB says what is wrong with it
    quote = re.escape(source.quote or '"')
    bare = re.sub(f"{quote}[^{quote}]*{quote}", "", header)
    return max(",;\t|", key=bare.count)


def _json(connection: duckdb.DuckDBPyConnection, source: Source, path: Path) -> str:
    # Left alone, DuckDB guesses dates and numbers from the look of JSON texts; a code would lose its shape.
    described = connection.execute(f"DESCRIBE SELECT * FROM read_json({_file(path)}, sample_size = -1)").fetchall()
    columns = {str(row[0]): source.types.get(str(row[0]), "VARCHAR") for row in described}
    return f"SELECT * FROM read_json({_file(path)}, columns = {_struct(columns.items())})"


def _struct(pairs: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{literal(name)}: {literal(value)}" for name, value in pairs) + "}"


def _file(path: Path) -> str:
    # A file name is one file: signs that DuckDB would take for a pattern are put in brackets.
    plain = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path.resolve()))
    return literal(plain)
