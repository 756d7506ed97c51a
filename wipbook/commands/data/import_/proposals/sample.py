"""The sources as a proposal looks at them: their columns with a bounded number of rows, read as by an import."""

from __future__ import annotations

import csv
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from glob import escape
from itertools import islice
from pathlib import Path

import duckdb
import polars as pl

from wipbook.commands.data.import_.errors import SourceUnreadable
from wipbook.commands.data.import_.mapping import Mapping, Source
from wipbook.commands.data.import_.proposals.header_row import LOOKED_AT, header_row
from wipbook.commands.data.import_.source.encoding import Encoding
from wipbook.commands.data.import_.source.excel.apart import read_apart
from wipbook.commands.data.import_.source.excel.read import read_excel
from wipbook.commands.data.import_.source.find import kind
from wipbook.commands.data.import_.source.html_table import is_html, read_html
from wipbook.commands.data.import_.source.kinds import Kind, kind_of_type
from wipbook.commands.data.import_.source.load import Opened, open_sources
from wipbook.commands.data.import_.source.loaded import LINE, kind_name
from wipbook.commands.data.import_.source.plain import Plain, plain_text
from wipbook.commands.data.import_.sql import identifier
from wipbook.errors import WipbookError
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import NotAWorkbook, StrictWorkbook, UnsupportedMarkup

FIRST = 10_000
"""Rows that are looked at from the first on; of a longer source as many again, spread evenly over the rest."""
_MOST_CELLS = 2_000_000
_MOST_SHEETS = 30
_NO_SHEET = "?:/"
"""No sheet can be called so: asked for it, the reader answers with those that are there."""
_JUNK = 0.05
"""Share of control characters from which on a file is none of text."""


@dataclass(frozen=True)
class Cell:
    """A cell that says something: the line of its file or row of its sheet, its text, and what it was before."""

    line: int
    text: str
    kind: Kind | None


@dataclass(frozen=True)
class Cells:
    """A column: its name as the mapping names it, the header that was printed, its cells among the rows looked at."""

    name: str
    header: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sampled:
    """A source: how it is called and read, its columns; ``rows`` it has, and ``looked_at`` of them. ``named``: its
    header looks like one."""

    alias: str
    source: Source
    file: str
    sheet: str
    columns: tuple[Cells, ...]
    rows: int
    looked_at: int
    encoding: str = ""
    named: bool = True
    others: tuple[str, ...] = ()
    """Encodings that read it as well, and may be meant."""


def read_samples(given: Sequence[Path]) -> tuple[list[Sampled], list[str]]:
    """The sources in files and folders, in an order that is theirs, and what is to be said of those that have none.

    Errors: ``SourceUnreadable`` when there is no file, or when the only one cannot be read.
    """
    paths = sorted(_files(given), key=lambda path: (path.name.casefold(), path.name, path.as_posix()))
    if not paths:
        raise SourceUnreadable(
            where=", ".join(str(one) for one in given) or "map", found="no file that an import can read",
            expected="files or folders with .csv, .xlsx, .json or such files in them",
            remedy="name the files that are to be imported",
        )
    found: list[Sampled] = []
    remarks: list[str] = []
    for name in dict.fromkeys(path.name for path in paths):
        same = [path for path in paths if path.name == name]
        try:
            of_file = [_sample(one, same[0]) for one in _sources(same[0])]
        except WipbookError as fault:
            if len(paths) == 1:
                raise
            remarks.append(f"{name} is left out: {fault.found}, expected {fault.expected}.")
            continue
        for one in of_file:
            if one.columns:
                found.append(one)
            elif len(of_file) == 1:
                remarks.append(f"{name} has no columns.")
        if len(same) > 1:
            remarks.append(f"{len(same)} files are called {name}; {same[0]} was looked at, an import reads all given.")
    return _with_aliases(found), remarks


def _files(given: Sequence[Path]) -> Iterator[Path]:
    for place in given:
        if place.is_dir():
            for path in place.iterdir():
                if path.is_file() and _is_readable(path):
                    yield path
        elif place.is_file():
            kind(place)
            yield place
        else:
            raise SourceUnreadable(
                where=str(place), found="no such file or folder", expected="a file that is to be imported",
                remedy="check the path",
            )


def _is_readable(path: Path) -> bool:
    try:
        return bool(kind(path)) and not path.name.startswith(("~$", "."))
    except SourceUnreadable:
        return False


@dataclass(frozen=True)
class _Part:
    """A file, or a sheet of it, and how its header is found."""

    source: Source
    named: bool
    encoding: str = ""
    others: tuple[str, ...] = ()


def _sources(path: Path) -> list[_Part]:
    """The sources that a file is: one for each sheet that has cells."""
    what = kind(path)
    if what == "excel":
        head = path.open("rb").read(8)
        if head[:2] == b"PK" or head[:4] == b"\xd0\xcf\x11\xe0" or path.suffix.lower() not in (".xls", ".xlsx"):
            return _sheets(path)
        if is_html(path):
            return [_sheet(path, "", read_html)]
        what = "csv"
    if what != "csv":
        return [_Part(Source(file=escape(path.name)), True)]
    with tempfile.TemporaryDirectory(prefix="wipbook-") as folder, duckdb.connect(":memory:") as connection:
        plain = plain_text(connection, path, "", Path(folder))
        lines = list(islice(plain.text(), LOOKED_AT))
        _refuse_junk(path, lines)
        rows = [_fields(line, plain) for line in lines]
    place = header_row(rows)
    found = plain.encoding
    said = found.name if found.how == "detected" and not found.others else ""  # else the import asks, where it matters
    source = Source(file=escape(path.name), header_row=place or _first_said(rows), encoding=said)
    return [_Part(source, bool(place), _shown(found), found.others)]


def _shown(found: Encoding) -> str:
    return "utf-8" if found.name == "utf-8-sig" else found.name


def _refuse_junk(path: Path, lines: Sequence[str]) -> None:
    text = "".join(lines)[:65_536]
    odd = sum(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f\x1a" for sign in text)
    if text and odd > _JUNK * len(text):
        raise SourceUnreadable(
            where=path.name, found="bytes that are no text", expected="a text file of columns",
            remedy="export it again; a workbook or a packed file keeps its own suffix",
        )


def _fields(line: str, plain: Plain) -> list[str]:
    bare = re.sub('"[^"]*"', "", line)
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=plain.separator or max(",;\t|", key=bare.count)), [])
    except csv.Error:
        return []


def _first_said(rows: Sequence[Sequence[str]]) -> int:
    return next((number for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)), 1)


def _sheets(path: Path) -> list[_Part]:
    names = _sheet_names(path)
    if len(names) <= 1:
        return [_sheet(path, "")]
    parts, faults = [], []
    for name in names[:_MOST_SHEETS]:
        try:
            parts.append(_sheet(path, name))
        except WipbookError as fault:  # a sheet of pictures, or a blank one
            faults.append(fault)
    if not parts:
        raise faults[0]
    return parts


def _sheet_names(path: Path) -> list[str]:
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        try:
            document = Document(path)
        except (NotAWorkbook, StrictWorkbook, UnsupportedMarkup):
            pass
        else:
            try:
                return [entry.name for entry in document.entries() if document.is_worksheet(entry.name)]
            finally:
                document.package.close()
    return read_apart(path, _NO_SHEET, 1).names or []


def _sheet(path: Path, name: str, read: Callable[[Path, Source], pl.DataFrame] = read_excel) -> _Part:
    """A sheet of a workbook, or a page; rows above the first one that says something are passed over."""
    fault: WipbookError | None = None
    for first in range(1, LOOKED_AT):
        source = Source(file=escape(path.name), sheet=name, header_row=first)
        try:
            frame = read(path, source)
        except SourceUnreadable as error:
            fault = fault or error
            if "nothing in row" not in error.found:
                break
            continue
        names = [column for column in frame.columns if kind_name(column) in frame.columns]
        top = [["" if column.startswith("__UNNAMED__") else column for column in names]]
        lines = dict(zip(frame[LINE.strip('"')], frame.select(names).rows(), strict=True)) if names else {}
        rows = [[cell or "" for cell in lines.get(line, ())] for line in range(first + 1, first + LOOKED_AT)]
        place = header_row(top + rows)
        return _Part(source.model_copy(update={"header_row": first + (place or 1) - 1}), bool(place))
    raise fault or SourceUnreadable(
        where=path.name, found="a sheet without rows", expected="a table", remedy="look at the sheet in Excel"
    )


def _sample(part: _Part, path: Path) -> Sampled:
    mapping = Mapping(sources={"it": part.source}, tables={})
    opened = open_sources(mapping, [path])
    try:
        columns, rows, looked_at = _columns(opened, path.name)
    finally:
        opened.close()
    file = path.name
    return Sampled(
        "", part.source, file, part.source.sheet, columns, rows, looked_at, part.encoding, part.named, part.others
    )


def _columns(opened: Opened, file: str) -> tuple[tuple[Cells, ...], int, int]:
    connection = opened.connection
    whole = identifier("all:it")
    types = {str(row[0]): str(row[1]) for row in connection.execute(f"DESCRIBE {whole}").fetchall()}
    names = [str(row[0]) for row in connection.execute("DESCRIBE it").fetchall()]
    if names == ["nothing"]:
        return (), 0, 0
    rows = connection.execute(f"SELECT count(*) FROM {whole}").fetchall()[0][0]
    first = max(min(FIRST, _MOST_CELLS // (2 * len(names))), 100)
    step = max((rows - first) // first, 1)
    chosen = f"WHERE seen <= {first} OR seen % {step} = 0" if rows > 2 * first else ""
    kinds = opened.kinds.get("it", frozenset())
    wanted = ", ".join(
        f"CAST({identifier(name)} AS VARCHAR), {identifier(kind_name(name)) if name in kinds else 'NULL'}"
        for name in names
    )
    read = connection.execute(
        f"SELECT {LINE}, {wanted} FROM (SELECT row_number() OVER (ORDER BY {LINE}) AS seen, * FROM {whole}) "
        f"{chosen} ORDER BY {LINE}"
    ).fetchall()
    lines = opened.lines_of("it", file, [row[0] for row in read[:first]])
    columns = []
    for at, name in enumerate(names):
        typed = None if name in kinds else kind_of_type(types.get(name, "VARCHAR"))
        cells = tuple(
            Cell(lines.get(row[0], row[0]), text.strip(), Kind(row[2 + 2 * at]) if row[2 + 2 * at] else typed)
            for row in read
            if (text := row[1 + 2 * at]) is not None and text.strip()
        )
        columns.append(Cells(name, _printed(name, names), cells))
    return tuple(columns), rows, len(read)


def _printed(name: str, names: Sequence[str]) -> str:
    """The header as it was printed: a second Reg is called Reg_1."""
    base, mark, number = name.rpartition("_")
    again = mark and number.isdecimal() and any(other.casefold() == base.casefold() for other in names)
    nameless = re.fullmatch(r"__UNNAMED__\d+|column\d+", name)
    return "" if nameless else base if again else name


def _with_aliases(found: Sequence[Sampled]) -> list[Sampled]:
    """Each with an alias of its own, that is of its file and sheet alone."""
    several = {one.file for one in found if sum(other.file == one.file for other in found) > 1}
    aliases: list[str] = []
    for one in found:
        stem = one.file.split(".")[0] if not one.file.startswith(".") else one.file
        said = f"{stem} {one.sheet}" if one.file in several or one.sheet else stem
        flat = "".join(sign for sign in unicodedata.normalize("NFKD", said) if not unicodedata.combining(sign))
        base = re.sub(r"[^0-9a-z]+", "_", flat.lower()).strip("_") or "source"
        alias, again = base, 1
        while alias in aliases:
            again += 1
            alias = f"{base}_{again}"
        aliases.append(alias)
    return [replace(one, alias=alias) for one, alias in zip(found, aliases, strict=True)]
