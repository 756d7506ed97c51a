"""JSON sources: arrays of objects or one object a line, with the kind of every value, and fields inside of fields."""

from __future__ import annotations

from pathlib import Path

import duckdb

from wipbook.commands.data.import_.errors import SourceUnreadable, UnknownColumn, nearest
from wipbook.commands.data.import_.mapping import Source
from wipbook.commands.data.import_.source.find import refuse_unknown
from wipbook.commands.data.import_.source.kinds import Kind
from wipbook.commands.data.import_.source.loaded import LINE, Loaded, Wanted, kind_name
from wipbook.commands.data.import_.source.plain import plain_text
from wipbook.commands.data.import_.sql import identifier, literal, path_literal


def load_json(
    connection: duckdb.DuckDBPyConnection, name: str, source: Source, path: Path, wanted: Wanted, folder: Path
) -> Loaded:
    """A JSON file as columns of text. A number is kept as it is spelled there: a float would lose a code's shape, and a
    long number its last digits.

    A column of the mapping such as ``fields.name`` that no object has is the member ``name`` of ``fields``. Errors:
    ``UnknownColumn`` for one that is nowhere, ``SourceUnreadable``.
    """
    plain = plain_text(connection, path, source.encoding, folder)
    read = f"read_json({path_literal(plain.path)}"
    described = connection.execute(f"DESCRIBE SELECT * FROM {read}, sample_size = -1)").fetchall()
    there = [str(row[0]) for row in described]
    refuse_unknown(path, source.types, there)
    _refuse_twice(connection, path, plain.path, there)
    json = ", ".join(f"{literal(column)}: 'JSON'" for column in there)
    rows = f"SELECT * FROM {read}, columns = {{{json}}})"
    columns = {column: identifier(column) for column in there}
    for field in wanted:
        if field not in columns and "." in field:
            columns[field] = _nested(connection, path, rows, there, field)
    items = []
    for column, value in columns.items():
        if column in source.types:
            items.append(f"CAST({value} ->> '$' AS {source.types[column]}) AS {identifier(column)}")
            continue
        kind = (
            f"CASE json_type({value}) WHEN 'DOUBLE' THEN '{Kind.NUMBER}' WHEN 'BIGINT' THEN '{Kind.INTEGER}' "
            f"WHEN 'UBIGINT' THEN '{Kind.INTEGER}' WHEN 'HUGEINT' THEN '{Kind.INTEGER}' "
            f"WHEN 'BOOLEAN' THEN '{Kind.TRUTH}' END"
        )
        items += [f"{value} ->> '$' AS {identifier(column)}", f"{kind} AS {identifier(kind_name(column))}"]
    alias = name.rpartition(" ")[0]
    return Loaded(
        f"SELECT row_number() OVER () AS {LINE}, {', '.join(items) or 'NULL AS nothing'} FROM ({rows})",
        list(columns), frozenset(column for column in columns if column not in source.types),
        told=lambda connection: plain.told(alias, path.name),
    )


def _nested(connection: duckdb.DuckDBPyConnection, path: Path, rows: str, there: list[str], name: str) -> str:
    """The SQL of a member of a member. Errors: ``UnknownColumn`` where no row has it."""
    outer = max((column for column in there if name.startswith(f"{column}.")), key=len, default="")
    if outer:
        steps = name[len(outer) + 1 :].split(".")
        inside = f"json_extract({identifier(outer)}, {literal('$' + ''.join(_step(step) for step in steps))})"
        if connection.execute(f"SELECT count(*) FROM ({rows}) WHERE {inside} IS NOT NULL").fetchall()[0][0]:
            return inside
    raise UnknownColumn(
        where=path.name, found=f"nothing at {name!r} in any object", expected="a field of the source",
        remedy=nearest(outer or name, there),
    )


def _step(name: str) -> str:
    return '."' + name.replace('"', '\\"') + '"'


def _refuse_twice(connection: duckdb.DuckDBPyConnection, path: Path, plain: Path, there: list[str]) -> None:
    """Refuse fields whose names differ in case alone: a name in SQL has none, and DuckDB calls the second ``a_1``, a
    field that no object has. Errors: ``SourceUnreadable``."""
    folded = {column.casefold() for column in there}
    made = [column for column in there if column.rpartition("_")[2].isdecimal()
            and column.rpartition("_")[0].casefold() in folded]
    if not made:
        return
    keys = {
        str(row[0]) for row in connection.execute(
            f"SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects({path_literal(plain)})"
        ).fetchall()
    }
    for column in made:
        if column not in keys:
            name = column.rpartition("_")[0]
            raise SourceUnreadable(
                where=path.name, found=f"the field {name!r} in two spellings",
                expected="names that differ in more than case", remedy="rename one of them where the file is made",
            )
