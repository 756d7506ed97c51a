"""The mapping as a TOML file: read, checked against the schema, and written."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import ValidationError

from wipbook.commands.data.import_.errors import MappingUnreadable, UnknownColumn, UnknownSource, UnknownTable, nearest
from wipbook.commands.data.import_.mapping.model import Mapping
from wipbook.schema import InputSheet, Role, input_sheets
from wipbook.schema.settings import SETTINGS


def read_mapping(path: Path) -> Mapping:
    """The mapping in ``path``.

    Errors: ``MappingUnreadable``, and those of ``parse_mapping``.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise MappingUnreadable(
            where=str(path), found=str(fault), expected="a readable TOML file", remedy="check the path"
        ) from fault
    mapping = _with_queries(parse_mapping(text, where=str(path)), path)
    return mapping.model_copy(update={"root": str((path.parent / mapping.root).resolve())}) if mapping.root else mapping


def _with_queries(mapping: Mapping, path: Path) -> Mapping:
    """The mapping with the texts of its query files, which lie in its folder."""
    sources = dict(mapping.sources)
    for alias, source in mapping.sources.items():
        if not source.query_file:
            continue
        file, folder = path.parent / source.query_file, path.parent.resolve()
        try:
            inside = file.resolve().is_relative_to(folder) and not Path(source.query_file).is_absolute()
            query = file.read_text(encoding="utf-8-sig") if inside else ""
            why = "which is empty" if inside else "which lies outside of it"
            fault = "" if query.strip() else f"{source.query_file!r}, {why}"
        except (OSError, ValueError) as error:
            fault = f"no {source.query_file!r} that can be read ({type(error).__name__})"
        if fault:
            raise MappingUnreadable(
                where=f"{path} [sources.{alias}]", found=fault, expected="a text file in the folder of the mapping",
                remedy="correct query_file, or write the query into the mapping",
            )
        sources[alias] = source.model_copy(update={"query": query})
    return mapping.model_copy(update={"sources": sources})


def parse_mapping(text: str, where: str = "mapping") -> Mapping:
    """A mapping from TOML text, its tables, columns and aliases checked against the schema.

    Errors: ``MappingUnreadable``, ``UnknownTable``, ``UnknownColumn``, ``UnknownSource``.

    >>> mapping = parse_mapping('''
    ... [sources]
    ... parts = "parts.csv"
    ... [tables.Materials]
    ... source = "parts"
    ... columns = { Material = "Part No", Description = "Name", Unit = "UoM" }
    ... constants = { Kind = "raw" }
    ... ''')
    >>> mapping.tables["Materials"].columns["Material"]
    'Part No'
    """
    try:
        said = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise MappingUnreadable(
            where=where, found=str(fault), expected="TOML", remedy="correct the file at that line"
        ) from fault
    except (ValueError, RecursionError) as fault:  # a number of five thousand digits, brackets in thousands of brackets
        raise MappingUnreadable(
            where=where, found="a value nested too deep" if isinstance(fault, RecursionError) else str(fault)[:200],
            expected="TOML of usual depth and size", remedy="write the mapping as the docs describe it",
        ) from fault
    return checked(said, where)


def checked(said: dict[str, Any], where: str) -> Mapping:
    """The mapping that TOML, or the sheet Imports, says, its tables, columns and aliases checked against the schema.

    Errors: ``MappingUnreadable``, ``UnknownTable``, ``UnknownColumn``, ``UnknownSource``.
    """
    try:
        mapping = Mapping.model_validate(said)
    except ValidationError as fault:
        raise _unreadable(fault, where) from fault
    known = [setting.name for setting in SETTINGS]
    for name in mapping.settings:
        if name not in known:
            raise MappingUnreadable(
                where=f"{where} [settings]",
                found=f"setting {name!r}",
                expected="a row of the Settings sheet",
                remedy=nearest(name, known),
            )
    tables = {}
    for name, table in mapping.tables.items():
        sheet = table_called(name, where)
        for header in (*table.columns, *table.constants, *table.formats):
            if header not in sheet.headers:
                raise UnknownColumn(
                    where=f"{where} [tables.{name}]",
                    found=f"column {header!r}",
                    expected=f"a column of {sheet.name}",
                    remedy=nearest(header, sheet.headers),
                )
        for header in table.formats:
            column, meant = sheet.column(header), table.meanings_of(header)
            unknown = [ours for ours in meant.values() if ours not in column.choices]
            if unknown:
                raise MappingUnreadable(
                    where=f"{where} [tables.{name}]",
                    found=f"the format of {header} says {unknown[0]!r}",
                    expected=f"one of: {', '.join(column.choices)}" if column.choices else "a column of choices",
                    remedy=nearest(unknown[0], column.choices),
                )
            if table.is_elapsed(header) and column.role is not Role.HOURS:
                hours = ", ".join(one.name for one in sheet.columns if one.role is Role.HOURS)
                raise MappingUnreadable(
                    where=f"{where} [tables.{name}]", found=f"the format of {header} says {table.formats[header]}",
                    expected="a column of hours", remedy=f"of {sheet.name} that is {hours or 'none'}",
                )
        if table.source and table.source not in mapping.sources:
            raise UnknownSource(
                where=f"{where} [tables.{name}]",
                found=f"source {table.source!r}",
                expected="an alias of [sources]",
                remedy=nearest(table.source, mapping.sources),
            )
        tables[sheet.name] = table
    return mapping.model_copy(update={"tables": tables})


def mapping_text(mapping: Mapping) -> str:
    """The mapping as the text of a TOML file; ``parse_mapping`` reads the same from it. What says nothing is left out.

    >>> text = mapping_text(parse_mapping('''
    ... [sources]
    ... parts = "parts.csv"
    ... [tables.Materials]
    ... source = "parts"
    ... columns = { Material = "Part No" }
    ... '''))
    >>> print(text)
    [sources]
    parts = "parts.csv"
    <BLANKLINE>
    [tables.Materials]
    source = "parts"
    <BLANKLINE>
    [tables.Materials.columns]
    Material = "Part No"
    <BLANKLINE>
    """
    said = mapping.model_dump(exclude_defaults=True)
    for source in said.get("sources", {}).values():
        if source.get("query"):
            source.pop("query_file", None)  # its text is there
    said["sources"] = {
        alias: source["file"] if set(source) == {"file"} else source
        for alias, source in said.get("sources", {}).items()
    }
    return tomli_w.dumps(said, multiline_strings=True)


def table_called(name: str, where: str) -> InputSheet:
    """The input sheet that a mapping fills by this name. Errors: ``UnknownTable``."""
    known = {called: sheet for sheet in input_sheets() if sheet.facts for called in (sheet.name, sheet.table)}
    if name in known:
        return known[name]
    raise UnknownTable(
        where=where,
        found=f"table {name!r}",
        expected="an input sheet of the workbook",
        remedy=nearest(name, (sheet.name for sheet in known.values())),
    )


def _unreadable(fault: ValidationError, where: str) -> MappingUnreadable:
    first = fault.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return MappingUnreadable(
        where=f"{where} [{place}]" if place else where,
        found=first["msg"],
        expected="a mapping as docs describe it",
        remedy="correct this entry",
    )
