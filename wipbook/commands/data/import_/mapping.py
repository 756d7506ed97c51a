"""The mapping file: which sources there are, what each table takes from them, which totals must come out."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from wipbook.commands.data.import_.errors import MappingUnreadable, UnknownColumn, UnknownSource, UnknownTable, nearest
from wipbook.schema import InputSheet, input_sheet, input_sheets
from wipbook.schema.settings import SETTINGS

_FROZEN = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Source(BaseModel):
    """One source: a file name or glob, and how to read it.

    ``types`` gives DuckDB types by column for text sources; without it every column is text, so that
    ``00123`` keeps its zeros. ``sheet`` is the sheet of an Excel source (blank = the first); ``header_row``
    counts from 1. ``encoding`` of a text file is found out where it is not named. Lines that begin with one of
    ``leave_out`` (``Printed*``) are no rows and nobody is told of them one by one.
    """

    model_config = _FROZEN

    file: str
    delimiter: str = ""
    quote: str = '"'
    encoding: str = ""
    header_row: int = Field(default=1, ge=1)
    types: dict[str, str] = {}
    sheet: str = ""
    leave_out: list[str] = []
    optional: bool = False


class TableMap(BaseModel):
    """What fills one table: a ``query`` that returns headers of the table, or ``columns`` (header to
    source column) of one ``source`` and ``constants`` (header to one text for every row).

    ``date`` is a strptime pattern for dates that are not ISO, ``decimal`` the decimal sign of numbers as
    text; without them the texts of each column tell, and what they leave open is asked. Numbers and dates that are
    no text but numbers and dates are what they are.
    """

    model_config = _FROZEN

    query: str = ""
    source: str = ""
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    date: str = ""
    decimal: str = ""

    @model_validator(mode="after")
    def _is_one_of_two(self) -> TableMap:
        if bool(self.query) == bool(self.source):
            raise ValueError("give either query, or source and columns")
        if self.source and not self.columns:
            raise ValueError("a source needs columns")
        if self.query and (self.columns or self.constants):
            raise ValueError("columns and constants go with source, not with query")
        if self.decimal not in ("", ".", ","):
            raise ValueError("decimal is '.' or ','")
        return self


class JsonPlace(BaseModel):
    """A value in a JSON file: file name among the sources given, and JSON pointer (RFC 6901)."""

    model_config = _FROZEN

    file: str
    at: str


class Control(BaseModel):
    """A named total: ``query`` over the sources and over ``imported.<Table>``, and what it must give."""

    model_config = _FROZEN

    query: str
    expect: str | int | Decimal | JsonPlace


class Limits(BaseModel):
    """What a query may use: ``seconds``, ``memory`` as DuckDB writes it (``2GB``), ``rows`` of its result."""

    model_config = _FROZEN

    seconds: float = Field(default=300, gt=0)
    memory: str = Field(default="2GB", pattern=r"^\d+(\.\d+)? ?([KMGT]i?)?B$")
    rows: int = Field(default=1_048_575, gt=0)


class Mapping(BaseModel):
    """A whole mapping file. ``tables`` is keyed by sheet name as the schema spells it, in file order;
    ``settings`` are policies the command writes to the Settings sheet together with the rows. Sources lie in the
    folders given; with ``root``, a folder as seen from the mapping file, anywhere in that one."""

    model_config = _FROZEN

    about: str = ""
    root: str = ""
    limits: Limits = Limits()
    settings: dict[str, str | int | float | date] = {}
    sources: dict[str, Source]
    tables: dict[str, TableMap]
    controls: dict[str, Control] = {}

    @model_validator(mode="before")
    @classmethod
    def _short_sources(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and isinstance(raw.get("sources"), dict):
            sources = {
                alias: {"file": source} if isinstance(source, str) else source
                for alias, source in raw["sources"].items()
            }
            return {**raw, "sources": sources}
        return raw


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
    mapping = parse_mapping(text, where=str(path))
    return mapping.model_copy(update={"root": str((path.parent / mapping.root).resolve())}) if mapping.root else mapping


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
        mapping = Mapping.model_validate(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as fault:
        raise MappingUnreadable(
            where=where, found=str(fault), expected="TOML", remedy="correct the file at that line"
        ) from fault
    except ValidationError as fault:
        raise _unreadable(fault, where) from fault
    except (ValueError, RecursionError) as fault:  # a number of five thousand digits, brackets in thousands of brackets
        raise MappingUnreadable(
            where=where, found="a value nested too deep" if isinstance(fault, RecursionError) else str(fault)[:200],
            expected="TOML of usual depth and size", remedy="write the mapping as the docs describe it",
        ) from fault
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
        sheet = _sheet(name, where)
        for header in (*table.columns, *table.constants):
            if header not in sheet.headers:
                raise UnknownColumn(
                    where=f"{where} [tables.{name}]",
                    found=f"column {header!r}",
                    expected=f"a column of {sheet.name}",
                    remedy=nearest(header, sheet.headers),
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


def _sheet(name: str, where: str) -> InputSheet:
    try:
        return input_sheet(name)
    except KeyError:
        raise UnknownTable(
            where=where,
            found=f"table {name!r}",
            expected="an input sheet of the workbook",
            remedy=nearest(name, (sheet.name for sheet in input_sheets())),
        ) from None


def _unreadable(fault: ValidationError, where: str) -> MappingUnreadable:
    first = fault.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return MappingUnreadable(
        where=f"{where} [{place}]" if place else where,
        found=first["msg"],
        expected="a mapping as docs describe it",
        remedy="correct this entry",
    )
