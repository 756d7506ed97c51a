"""The sheet Imports read as what it says of sources and tables; a cell that says nothing sensible is named."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import duckdb

from wipbook.commands.data.import_.errors import MappingUnreadable, UnknownColumn, nearest
from wipbook.commands.data.import_.mapping.file import checked, table_called
from wipbook.commands.data.import_.mapping.model import Mapping
from wipbook.commands.data.import_.mapping.sheet_rows import is_query, total_name, total_query
from wipbook.commands.data.import_.mapping.shown_formats import format_meant
from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.port.tables import TableCells
from wipbook.port.workbook import Workbook
from wipbook.schema import InputSheet, input_sheet
from wipbook.schema.data.imports import OF_FILE, OF_MAPPING, OF_SOURCE, SHEET

_NO_YES = ("", "yes", "true", "x", "1", "ja", "oui", "si", "sí")


@dataclass
class SheetMapping:
    """What the sheet says: of each source by its name, of each table and the source that fills it (blank for a query),
    and the rest. ``where`` is the workbook's name, ``cells`` the first cell of each table."""

    where: str
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    totals: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)

    def whole(self, without: Collection[str] = ()) -> Mapping:
        """All of it as one mapping, but for what draws on the sources ``without``.

        Errors: ``MappingUnreadable``, for one when two sources fill one table; those of ``checked``.
        """
        tables: dict[str, dict[str, Any]] = {}
        controls = dict(self.rest.get("controls", {}))
        taken: dict[str, tuple[str, str]] = {}
        for place, said in self.tables.items():
            sheet, alias = place
            if alias in without or _asks(str(said.get("query", "")), without):
                continue
            if sheet in tables:
                other = taken[sheet]
                raise MappingUnreadable(
                    where=f"{self.where}, {self.cells[place]}", found=f"{sheet} from {alias or 'a query'}",
                    expected=f"one source for one table: {self.cells[other]} fills it from {other[1] or 'a query'}",
                    remedy="name one of the sources when you import, or join them in a query",
                )
            taken[sheet] = place
            tables[sheet] = {key: value for key, value in said.items() if value}
            controls |= self.totals.get(place, {})
        sources = {
            alias: said if {"file", "database"} & set(said) else {**said, "file": alias}
            for alias, said in self.sources.items() if alias not in without
        }
        if without:
            left = [*without, *(input_sheet(name).table for name, _ in self.tables if name not in tables)]
            controls = {name: one for name, one in controls.items() if not _asks(str(one.get("query", "")), left)}
        rest = {key: value for key, value in self.rest.items() if key != "controls"}
        return checked({**rest, "sources": sources, "tables": tables, "controls": controls}, f"{self.where}, Imports")


def as_sheet(mapping: Mapping, where: str) -> SheetMapping:
    """A mapping as the sheet would say it, so that a part of it can be meant; ``where`` is its file."""
    said = mapping.model_dump(exclude_defaults=True)
    for source in said.get("sources", {}).values():
        if source.get("query"):
            source.pop("query_file", None)
    tables = {(name, table.source): said["tables"][name] for name, table in mapping.tables.items()}
    rest = {key: value for key, value in said.items() if key not in ("sources", "tables")}
    return SheetMapping(where, said.get("sources", {}), tables, {}, rest, {place: place[0] for place in tables})


def read_imports(workbook: Workbook) -> SheetMapping:
    """What the sheet Imports of a workbook says; nothing without rows. Errors: ``MappingUnreadable``,
    ``UnknownTable``, ``UnknownColumn``, with the cell."""
    found = SheetMapping(workbook.name)
    if workbook.find_table(SHEET.table) is None:
        return found
    cells = read_whole(workbook, SHEET.table)
    for row in range(cells.frame.height):
        one = _Row(found.where, cells, row)
        match one["Table"].casefold():
            case "" if not one.filled:
                continue
            case "":
                one.refuse("Table", "the sheet that is filled, Source, Mapping or File", "name the sheet")
            case kind if kind == OF_FILE.casefold():
                continue
            case kind if kind == OF_SOURCE.casefold():
                _source(found, one)
            case kind if kind == OF_MAPPING.casefold():
                _merge(found.rest, one.toml("Format"), one)
            case _:
                _table(found, one)
    return found


class _Row:
    def __init__(self, where: str, cells: TableCells, row: int) -> None:
        self._where, self._cells, self._row = where, cells, row
        self._texts = {header: self._text(header) for header in SHEET.headers}

    def __getitem__(self, header: str) -> str:
        return self._texts[header]

    @property
    def filled(self) -> bool:
        return any(self._texts.values())

    def at(self, header: str) -> str:
        return self._cells.address(self._row, self._spelled(header)) if self._spelled(header) else SHEET.name

    def refuse(self, header: str, expected: str, remedy: str, found: str = "") -> NoReturn:
        raise MappingUnreadable(
            where=f"{self._where}, {self.at(header)}", found=found or repr(self[header]), expected=expected,
            remedy=remedy,
        )

    def toml(self, header: str) -> dict[str, Any]:
        try:
            return tomllib.loads(self[header], parse_float=Decimal)
        except (tomllib.TOMLDecodeError, ValueError, RecursionError) as fault:
            self.refuse(header, f"lines of a mapping (TOML): {str(fault)[:100]}", "correct the cell")

    def _spelled(self, header: str) -> str:
        there = {one.casefold(): one for one in self._cells.place.headers}
        return there.get(header.casefold(), "")

    def _text(self, header: str) -> str:
        spelled = self._spelled(header)
        if not spelled:
            return ""
        mixed = self._cells.mixed.get(spelled)
        value = self._cells.frame[spelled][self._row] if mixed is None else mixed[self._row]
        if value is None:
            return ""
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        text = str(value)
        return text if header == "Their Column" and text.strip() else text.strip()  # headers may end in a blank


def _source(found: SheetMapping, row: _Row) -> None:
    if not row["Source"]:
        row.refuse("Source", "the name of a source", "name the source")
    said = row.toml("Format")
    if "query_file" in said:
        row.refuse("Format", "the query itself, as query = '...': a sheet has no folder", "write the query there",
                   found="query_file")
    _about_source(found, row, said)


def _about_source(found: SheetMapping, row: _Row, said: dict[str, Any]) -> None:
    said |= {key: row[header] for key, header in (("sheet", "Their Sheet"), ("encoding", "Encoding")) if row[header]}
    known = found.sources.setdefault(row["Source"], {})
    for key, value in said.items():
        if known.setdefault(key, value) != value:
            header = {"sheet": "Their Sheet", "encoding": "Encoding"}.get(key, "Format")
            row.refuse(header, f"{known[key]!r} as in the other rows of {row['Source']}", "say the same in all of them",
                       found=repr(value))


def _merge(into: dict[str, Any], more: dict[str, Any], row: _Row) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.setdefault(key, {}), dict):
            _merge(into[key], value, row)
        elif key in into and into[key] != value:
            row.refuse("Format", f"{key} once", "say it in one row", found=f"{key} twice")
        else:
            into[key] = value


def _table(found: SheetMapping, row: _Row) -> None:
    sheet = table_called(row["Table"], f"{found.where}, {row.at('Table')}")
    theirs, ours, alias = row["Their Column"], row["Our Column"], row["Source"]
    place = (sheet.name, alias)
    query = not ours and is_query(theirs)
    if theirs and not ours and not query:
        return  # a column that nobody takes
    said = found.tables.setdefault(place, {})
    found.cells.setdefault(place, row.at("Table"))
    if not ours:
        if query:
            if said.get("query") or said.get("columns"):
                row.refuse("Their Column", "one query, or columns", "delete one of the rows", found="another query")
            said["query"] = theirs
        _merge(said, row.toml("Format"), row)
        return
    if not alias:
        row.refuse("Source", "the file that the column is in", "name the file", found="nothing")
    said["source"] = alias
    _about_source(found, row, {})
    _column(found, sheet, row, said)


def _column(found: SheetMapping, sheet: InputSheet, row: _Row, said: dict[str, Any]) -> None:
    theirs = row["Their Column"]
    header = {one.casefold(): one for one in sheet.headers}.get(row["Our Column"].casefold())
    if header is None:
        raise UnknownColumn(
            where=f"{found.where}, {row.at('Our Column')}", found=f"column {row['Our Column']!r}",
            expected=f"a column of {sheet.name}", remedy=nearest(row["Our Column"], sheet.headers),
        )
    if header in said.get("columns", {}) or header in said.get("constants", {}):
        row.refuse("Our Column", f"{header} once", "clear it in one of the rows", found=f"{header} twice")
    if not theirs:
        row.refuse("Their Column", 'a column of the source, or a constant in quotes: "raw"', "fill it", found="nothing")
    if row["Key"].casefold() not in _NO_YES:
        row.refuse("Key", "yes or nothing", "type yes, or clear it")
    if row["Key"] and header not in sheet.key:
        row.refuse("Key", f"{' and '.join(sheet.key)}, by which rows of {sheet.name} are told apart", "clear it",
                   found=f"yes at {header}")
    quoted = theirs.strip()
    if len(quoted) > 1 and quoted[0] == quoted[-1] == '"':
        said.setdefault("constants", {})[header] = quoted[1:-1]
    else:
        said.setdefault("columns", {})[header] = theirs.removeprefix("\\")
    if row["Format"]:
        meant = format_meant(row["Format"])
        if not meant:
            row.refuse("Format", "dates as dd.mm.yyyy, numbers as 1.234,56 or 1,234.56", "correct it, or clear it")
        said.setdefault("formats", {})[header] = meant
    if row["Control Total"]:
        _total(found, sheet, row, header)


def _total(found: SheetMapping, sheet: InputSheet, row: _Row, header: str) -> None:
    text = row["Control Total"]
    try:
        expected = Decimal(text.replace(",", "") if "." in text else text)
    except InvalidOperation:
        row.refuse("Control Total", "a number, as 10250.75", "correct it, or clear it")
    if not sheet.column(header).is_number:
        row.refuse("Control Total", "a total of a column of numbers", "clear it", found=f"a total of {header}")
    found.totals.setdefault((sheet.name, row["Source"]), {})[total_name(sheet.name, header)] = {
        "query": total_query(sheet.name, header), "expect": expected,
    }


def _asks(query: str, names: Collection[str]) -> bool:
    """Whether a query reads from one of these, as DuckDB understands it; one that it does not understand is kept, so
    that the import says what is wrong with it."""
    if not query or not names:
        return False
    with duckdb.connect() as connection:
        try:
            read = {name.casefold() for name in connection.get_table_names(query)}
        except duckdb.Error:
            return False
    return any(name.casefold() in read for name in names)
