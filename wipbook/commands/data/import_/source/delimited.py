"""Text files of columns: csv, tsv, txt, and what is one under another name."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from functools import partial
from itertools import islice
from pathlib import Path

import duckdb

from wipbook.commands.data.import_.errors import SourceUnreadable
from wipbook.commands.data.import_.mapping import Source
from wipbook.commands.data.import_.source.find import refuse_unknown
from wipbook.commands.data.import_.source.grid import column_names
from wipbook.commands.data.import_.source.loaded import LINE, Loaded, Told, Wanted, left_out
from wipbook.commands.data.import_.source.plain import Plain, plain_text
from wipbook.commands.data.import_.source.unclear import refuse_unclear
from wipbook.commands.data.import_.sql import identifier, literal, path_literal

_WIDEST = 32 << 20
"""Characters of a field."""
_SHOWN = 120


def load_delimited(
    connection: duckdb.DuckDBPyConnection, name: str, source: Source, path: Path, wanted: Wanted, folder: Path
) -> Loaded:
    """A text file as columns of text. A line with more or fewer fields than the header is told, and is no row.

    Errors: ``SourceUnreadable`` for bytes that the encoding cannot read and a file without a header;
    ``EncodingUnclear``.
    """
    plain = plain_text(connection, path, source.encoding, folder)
    delimiter = source.delimiter or plain.separator or _delimiter(plain, source)
    records = partial(_records, plain, source, delimiter)
    header, ends = _header(records, path, source)
    if plain.encoding.others:
        refuse_unclear(path.name, plain, header, partial(_parsed, source=source, delimiter=delimiter), wanted)
    columns, quote, rejects = column_names(header, "column"), literal(source.quote), f"rejects_{name.encode().hex()}"
    refuse_unknown(path, source.types, columns)
    types = {column: source.types.get(column, "VARCHAR") for column in columns}
    options = [
        "auto_detect = false", "header = false", f"skip = {ends}", f"delim = {literal(delimiter)}",
        f"quote = {quote}", f"escape = {quote}", "encoding = 'utf-8'", "strict_mode = true",
        "columns = {" + ", ".join(f"{literal(one)}: {literal(kind)}" for one, kind in types.items()) + "}",
        "store_rejects = true", f"rejects_table = {literal(rejects)}", "rejects_limit = 0",
        f"rejects_scan = {literal(f'scan_{name.encode().hex()}')}", *(["compression = 'gzip'"] if plain.packed else []),
    ]
    alias = name.rpartition(" ")[0]

    def told(connection: duckdb.DuckDBPyConnection) -> Iterator[Told]:
        yield from plain.told(alias, path.name)
        none = list(_lines_that_are_none(connection, rejects, alias, path.name, len(columns), records, plain.before))
        for pattern in source.leave_out:
            there = len(none)
            none = [one for one in none if not fnmatch(one.first.lower(), pattern.lower())]
            if len(none) < there:
                yield left_out(alias, path.name, there - len(none), pattern)
        yield from none

    return Loaded(
        f"SELECT row_number() OVER () AS {LINE}, * FROM read_csv({path_literal(plain.path)}, {', '.join(options)})",
        columns, told=told, lines=lambda numbers: _lines_of(records, len(columns), numbers, plain.before),
    )


def _parsed(lines: Iterator[str], source: Source, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """The first and the last line of every record from the header on, and its fields. Errors: csv.Error."""
    csv.field_size_limit(_WIDEST)
    skipped = source.header_row - 1
    for _ in islice(lines, skipped):
        pass
    if source.quote:
        reader = csv.reader(lines, delimiter=delimiter, quotechar=source.quote)
    else:
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    first = skipped + 1
    for record in reader:
        if record:
            yield first, skipped + reader.line_num, record
        first = skipped + reader.line_num + 1


def _records(plain: Plain, source: Source, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    return _parsed(plain.text(), source, delimiter)


def _delimiter(plain: Plain, source: Source) -> str:
    """The sign that parts the header line, outside of quotes and rather outside of brackets. Guessing from the rows as
    well, a file with one ragged row is taken for a file of one column."""
    header = next(islice(plain.text(), source.header_row - 1, None), "")
    quote = re.escape(source.quote or '"')
    bare = re.sub(f"{quote}[^{quote}]*{quote}", "", header)
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}", "", bare)
    return max(",;\t|", key=lambda sign: (outside.count(sign), bare.count(sign)))


def _header(
    records: partial[Iterator[tuple[int, int, list[str]]]], path: Path, source: Source
) -> tuple[list[str], int]:
    """The fields of the header line, and the line it ends in."""
    try:
        _, last, header = next(records(), (0, 0, []))
    except csv.Error as error:
        raise SourceUnreadable(
            where=path.name, found=str(error), expected="a header line", remedy="look at the file in an editor"
        ) from error
    if not any(name.strip() for name in header):
        raise SourceUnreadable(
            where=path.name, found="a header line without names" if header else "no header line",
            expected=f"the names of the columns in line {source.header_row}",
            remedy="export it with headers, or name the line that has them: header_row in the mapping",
        )
    return header, last


def _lines_that_are_none(
    connection: duckdb.DuckDBPyConnection, rejects: str, alias: str, file: str, columns: int,
    records: partial[Iterator[tuple[int, int, list[str]]]], before: int,
) -> Iterator[Told]:
    """Lines that were not taken, by the reader's word; where they stand by a second look."""
    found = connection.execute(
        f"SELECT line, any_value(csv_line), any_value(error_message) FROM {identifier(rejects)} "
        "GROUP BY line, line_byte_position ORDER BY line_byte_position"
    ).fetchall()
    if not found:
        return
    odd = [(first, record) for first, _, record in islice(records(), 1, None) if len(record) != columns]
    wanted = f"{columns} fields, as the header has"
    if len(odd) == len(found):
        for first, record in odd:
            said = f"{len(record)} in {' | '.join(record)!r}"[:_SHOWN]
            yield Told(alias, file, said, first + before, wanted, record[0].strip())
        return
    for line, text, error in found:
        yield Told(alias, file, f"{str(text).strip()!r} ({error})"[: 2 * _SHOWN], line + before, wanted)


def _lines_of(
    records: partial[Iterator[tuple[int, int, list[str]]]], columns: int, numbers: Collection[int], before: int
) -> dict[int, int]:
    """In which line of the file the rows of these numbers begin."""
    wanted, found, number = set(numbers), {}, 0
    for first, _, record in islice(records(), 1, None):
        if len(record) == columns:
            number += 1
            if number in wanted:
                found[number] = first + before
                if len(found) == len(wanted):
                    break
    return found
