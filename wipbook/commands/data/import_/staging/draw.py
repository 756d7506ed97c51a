"""What a table of the mapping asks for, drawn from the sources: every cell as text, with its kind and its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from wipbook.commands.data.import_.errors import QueryFailed, UnknownColumn, nearest
from wipbook.commands.data.import_.mapping import TableMap
from wipbook.commands.data.import_.source.kinds import kind_of_type
from wipbook.commands.data.import_.source.load import Opened
from wipbook.commands.data.import_.source.loaded import FILE, LINE, kind_name
from wipbook.commands.data.import_.sql import identifier, literal
from wipbook.schema import Column, InputSheet, Role

# Tab, line feed, carriage return, space, no-break and other spaces: what exports pad codes with ("EA ", "R  ").
_BLANKS = "chr(9) || chr(10) || chr(13) || ' ' || chr(160) || chr(8239) || chr(8201) || chr(12288)"
_FLOATS = ("DOUBLE", "FLOAT", "REAL")
ROW = '"row:"'
_KINDS = '"kinds:"'
"""Texts that cells had which were no text, with their kind: a query says nothing of where its columns come from."""


@dataclass(frozen=True)
class Cells:
    """The cells of a column of drawn rows, as SQL: their ``text``, their ``kind`` (``NULL`` where all are text), and
    the column itself, ``raw``, where all are of one exact type already."""

    column: Column
    text: str
    kind: str
    raw: str = ""


@dataclass(frozen=True)
class Drawn:
    """Rows, as SQL that can stand behind FROM, with ``ROW``, ``LINE``, ``FILE`` and the ``cells`` of each column: the
    table ``name`` where there are texts to be read first, else the SELECT. ``source`` is the alias whose lines the rows
    are, blank for rows of a query; ``named`` are the source columns by header."""

    name: str
    rows: str
    cells: tuple[Cells, ...]
    source: str
    named: dict[str, str]


def draw(opened: Opened, sheet: InputSheet, table: TableMap, most: int) -> Drawn:
    """Draw the rows of ``sheet``, ``most`` of them at most. Errors: ``QueryFailed``, ``UnknownColumn``."""
    connection = opened.connection
    query = (table.query or _select(opened, sheet, table)).strip().rstrip(";")
    types = _types(connection, sheet, query)
    columns = tuple(column for column in sheet.columns if column.name in types)
    name, items, cells = f"drawn:{sheet.table}", [], []
    known = not table.query and table.source in opened.kinds
    looked_up = bool(table.query) and any(opened.kinds.values()) and _kinds_table(opened)
    for column in columns:
        header, raw_type = column.name, types[column.name]
        source_column = table.columns.get(header, "")
        text, kinds = identifier(f"text:{header}"), identifier(kind_name(header))
        static = kind_of_type(raw_type)
        if static is not None:
            items.append(f"{identifier(header)} AS {text}")
            kind = f"CASE WHEN {text} IS NOT NULL THEN '{static}' END"
            cells.append(Cells(column, _text(text, raw_type), kind, "" if raw_type in _FLOATS else text))
            continue
        items.append(f"{_text(identifier(header), raw_type)} AS {text}")
        if known and source_column in opened.kinds[table.source]:
            kind = kinds
        elif looked_up and raw_type == "VARCHAR":
            kind = f"(SELECT kind FROM {_KINDS} WHERE {_KINDS}.text = drawn.{identifier(header)})"
        else:
            cells.append(Cells(column, text, "NULL"))
            continue
        items.append(f"CAST({kind} AS VARCHAR) AS {kinds}")
        cells.append(Cells(column, text, kinds))
    places = f"{LINE}, {FILE}" if table.source in opened.kinds else f"NULL AS {LINE}, NULL AS {FILE}"
    rows = f"SELECT row_number() OVER () AS {ROW}, * FROM ({query}\n) LIMIT {most + 1}"
    select = f"SELECT {ROW}, {places}, {', '.join(items)} FROM ({rows}) AS drawn"
    source = table.source if table.source in opened.kinds else ""
    if not source and all(one.raw or not _is_read_apart(one.column) for one in cells):
        return Drawn("", f"({select})", tuple(cells), source, dict(table.columns))
    try:
        connection.execute(f"CREATE TABLE {identifier(name)} AS {select}")
    except duckdb.Error as fault:
        raise failed(sheet.name, fault) from fault
    return Drawn(name, identifier(name), tuple(cells), source, dict(table.columns))


def _is_read_apart(column: Column) -> bool:
    """Whether its texts may need more than a cast."""
    return column.is_number or column.is_date or column.role is Role.TIME


def refuse_too_many(connection: duckdb.DuckDBPyConnection, sheet: InputSheet, rows: str, most: int) -> int:
    """How many rows there are. Errors: ``QueryFailed`` for more than ``most``."""
    read = int(connection.execute(f"SELECT count(*) FROM {rows}").fetchall()[0][0])
    if read > most:
        raise QueryFailed(
            where=f"query of {sheet.name}", found=f"more than {most:,} rows", expected="rows that fit on a sheet",
            remedy="select fewer (a period, a plant), or allow more: [limits] rows in the mapping",
        )
    return read


def only_select(connection: duckdb.DuckDBPyConnection, where: str, query: str) -> None:
    """Refuse what is not one SELECT: an import reads its sources and does nothing else.

    Errors: ``QueryFailed``.
    """
    try:
        statements = connection.extract_statements(query)
    except duckdb.Error as fault:
        raise failed(where, fault) from fault
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryFailed(
            where=f"query of {where}",
            found=f"{len(statements)} statements" if len(statements) != 1 else "no SELECT",
            expected="one SELECT",
            remedy="write it as one SELECT (WITH is fine)",
        )


def failed(name: str, fault: duckdb.Error) -> QueryFailed:
    """What DuckDB says of a query."""
    return QueryFailed(
        where=f"query of {name}",
        found=" ".join(str(fault).split()),
        expected="a query that runs over the sources of the mapping",
        remedy="correct the query; only the aliases of [sources] are there to read",
    )


def _select(opened: Opened, sheet: InputSheet, table: TableMap) -> str:
    """The columns of one source, with kinds and places beside them."""
    if table.source not in opened.kinds:  # an optional source that is not there: no rows
        nothing = [*table.columns, *table.constants]
        return "SELECT " + ", ".join(f"NULL AS {identifier(each)}" for each in nothing) + " WHERE false"
    there = [
        str(row[0]) for row in opened.connection.execute(f"DESCRIBE {identifier(table.source)}").fetchall()
    ]
    for column in table.columns.values():
        if column not in there:
            raise UnknownColumn(
                where=f"[tables.{sheet.name}]",
                found=f"source column {column!r}",
                expected=f"a column of {table.source}",
                remedy=nearest(column, there),
            )
    items = [f"{identifier(column)} AS {identifier(header)}" for header, column in table.columns.items()]
    items += [
        f"{identifier(kind_name(column))} AS {identifier(kind_name(header))}"
        for header, column in table.columns.items() if column in opened.kinds[table.source]
    ]
    items += [f"{literal(value)} AS {identifier(header)}" for header, value in table.constants.items()]
    return f"SELECT {', '.join(items)}, {LINE}, {FILE} FROM {identifier(f'all:{table.source}')}"


def _types(connection: duckdb.DuckDBPyConnection, sheet: InputSheet, query: str) -> dict[str, str]:
    """The types of the columns of a query by header."""
    only_select(connection, sheet.name, query)
    try:
        described = connection.execute(f"DESCRIBE {query}").fetchall()
    except duckdb.Error as fault:
        raise failed(sheet.name, fault) from fault
    # SQL names know no case: kind AS "Kind" comes back as kind
    spelled = {header.casefold(): header for header in sheet.headers}
    types = {spelled.get(str(row[0]).casefold(), str(row[0])): str(row[1]) for row in described}
    own = {LINE.strip('"'), FILE.strip('"'), *map(kind_name, sheet.headers)}
    types = {header: kind for header, kind in types.items() if header not in own}
    for header in types:
        if header not in sheet.headers:
            raise UnknownColumn(
                where=f"query of {sheet.name}",
                found=f"result column {header!r}",
                expected=f"a column of {sheet.name}",
                remedy=nearest(header, sheet.headers),
            )
    for column in sheet.columns:
        if column.required and column.name not in types:
            raise UnknownColumn(
                where=f"[tables.{sheet.name}]",
                found=f"nothing for {column.name!r}",
                expected="every required column",
                remedy=f"add {column.name!r} to the mapping of {sheet.name}",
            )
    return types


def _text(raw: str, raw_type: str) -> str:
    if raw_type in _FLOATS or raw_type.startswith("DECIMAL"):
        # 123.0 in a code column is the code 123.
        whole = f"{raw} = trunc({raw}) AND abs({raw}) < 1e15"
        plain = f"CASE WHEN {whole} THEN CAST(CAST({raw} AS BIGINT) AS VARCHAR) ELSE CAST({raw} AS VARCHAR) END"
        return f"CASE WHEN isnan(CAST({raw} AS DOUBLE)) THEN NULL ELSE {plain} END"
    text = raw if raw_type == "VARCHAR" else f"CAST({raw} AS VARCHAR)"
    # nearly every text begins and ends with a printed sign of ASCII: asking is a quarter of the price of trimming
    bare = f"unicode({text}) BETWEEN 33 AND 126 AND unicode(right({text}, 1)) BETWEEN 33 AND 126"
    return f"CASE WHEN {bare} THEN {text} ELSE nullif(trim({text}, {_BLANKS}), '') END"


def _kinds_table(opened: Opened) -> bool:
    """Make the table of texts whose kind is known, once: those that no text cell of the sources has as well."""
    connection = opened.connection
    there = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'kinds:'").fetchall()[0][0]
    if there:
        return True
    parts: list[str] = []
    texts: list[str] = []
    for alias, columns in opened.kinds.items():
        for column in sorted(columns):
            kind, whole = identifier(kind_name(column)), identifier(f"all:{alias}")
            name = identifier(column)
            pair = f"SELECT {name} AS text, {kind} AS kind FROM {whole} WHERE {name} IS NOT NULL"
            parts.append(f"{pair} AND {kind} IS NOT NULL")
            texts.append(f"{pair} AND {kind} IS NULL")
    if not parts:
        return False
    connection.execute(
        f"CREATE TABLE {_KINDS} AS SELECT text, min(kind) AS kind FROM ({_union(parts)}) GROUP BY text "
        f"HAVING count(DISTINCT kind) = 1 AND text NOT IN (SELECT text FROM ({_union(texts)}))"
    )
    return True


def _union(parts: Sequence[str]) -> str:
    return " UNION ".join(parts)

