"""What a mapping says: which sources there are, what each table takes from them, which totals must come out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

# What was typed is not repeated in an error: it may be an address with a password in it.
_FROZEN = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True)

_PLACE = re.compile(r"env:[A-Za-z_]\w*|keyring:[^/\s]+/\S+|credential:[\w-][\w.-]*", re.ASCII)
_NO_ADDRESS = (
    "an address of a database does not belong in a mapping, where many can read it: keep it in an environment "
    'variable, a keyring or a credential, and say which, as database = "env:PLANT_DB"'
)


class Source(BaseModel):
    """One source: a file name or glob, and how to read it; or a ``database`` and the ``query`` that it runs.

    ``types`` gives DuckDB types by column for text sources; without it every column is text, so that
    ``00123`` keeps its zeros. ``sheet`` is the sheet of an Excel source (blank = the first); ``header_row``
    counts from 1. ``encoding`` of a text file is found out where it is not named. Lines that begin with one of
    ``leave_out`` (``Printed*``) are no rows and nobody is told of them one by one.

    ``database`` says where its address is kept: ``env:PLANT_DB``, ``keyring:wipbook/plant`` or ``credential:plant``
    (systemd). ``query_file`` is a text file beside the mapping, or in a folder there, that holds the query.
    """

    model_config = _FROZEN

    file: str = ""
    database: str = ""
    query: str = ""
    query_file: str = ""
    delimiter: str = ""
    quote: str = '"'
    encoding: str = ""
    header_row: int = Field(default=1, ge=1)
    types: dict[str, str] = {}
    sheet: str = ""
    leave_out: list[str] = []
    optional: bool = False

    @model_validator(mode="after")
    def _is_file_or_database(self) -> Source:
        if "@" in self.database or any("://" in one for one in (self.file, self.database)):
            raise ValueError(_NO_ADDRESS)
        if ("file" in self.model_fields_set) == ("database" in self.model_fields_set):
            raise ValueError("give either file, or database and query")
        if "database" not in self.model_fields_set:
            if self.query or self.query_file:
                raise ValueError("query and query_file go with database, not with file")
            return self
        if not _PLACE.fullmatch(self.database):
            raise ValueError(
                'database says where the address is kept: "env:NAME", "keyring:SERVICE/NAME" or "credential:NAME"'
            )
        if bool(self.query.strip()) == bool(self.query_file.strip()):
            raise ValueError("a database needs either query or query_file")
        others = self.model_fields_set - {"file", "database", "query", "query_file"}
        if others:
            raise ValueError(f"{', '.join(sorted(others))}: of files, not of a database")
        return self


ELAPSED = "[h]:mm"
"""The format of hours that are printed as a clock shows them, as Excel writes it."""


class TableMap(BaseModel):
    """What fills one table: a ``query`` that returns headers of the table, or ``columns`` (header to
    source column) of one ``source`` and ``constants`` (header to one text for every row).

    ``date`` is a strptime pattern for dates that are not ISO, ``decimal`` the decimal sign of numbers as
    text; ``formats`` gives either for one header, before those of the table, for a choice what codes of theirs
    mean, ``open = Released; done = Finished``, and for hours that 7:30 is seven and a half, ``[h]:mm``. Without
    them the texts of each column tell, and what they leave open is asked. Numbers and dates that are no text but
    numbers and dates are what they are.
    """

    model_config = _FROZEN

    query: str = ""
    source: str = ""
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    date: str = ""
    decimal: str = ""
    formats: dict[str, str] = {}

    def decimal_of(self, header: str) -> str:
        """The decimal sign of a column, blank where it is not said."""
        said = self.formats.get(header, "")
        return said if said in (".", ",") else self.decimal

    def date_of(self, header: str) -> str:
        """The pattern of the dates of a column, blank where it is not said."""
        said = self.formats.get(header, "")
        return said if "%" in said else self.date

    def meanings_of(self, header: str) -> dict[str, str]:
        """What codes of theirs mean in a column of choices: theirs, in one case, and ours.

        >>> jobs = TableMap(source="a", columns={"Status": "state"}, formats={"Status": "Open = Released"})
        >>> jobs.meanings_of("Status")
        {'open': 'Released'}
        """
        pairs = [part.rpartition("=") for part in self.formats.get(header, "").split(";")]
        return {theirs.strip().casefold(): ours.strip() for theirs, sign, ours in pairs if sign}

    def is_elapsed(self, header: str) -> bool:
        """Whether 7:30 in a column of hours is seven and a half of them; without that nobody can tell."""
        return self.formats.get(header, "") == ELAPSED

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
        for header, said in self.formats.items():
            if said not in (".", ",", ELAPSED) and "%" not in said and "=" not in said:
                raise ValueError(
                    f"the format of {header} is '.' or ',' for numbers, a pattern as %d.%m.%Y for dates, "
                    f"{ELAPSED} for hours, open = Released; done = Finished for choices"
                )
        return self


class JsonPlace(BaseModel):
    """A value in a JSON file: file name among the sources given, and JSON pointer (RFC 6901)."""

    model_config = _FROZEN

    file: str
    at: str

    @field_validator("file")
    @classmethod
    def _is_no_address(cls, file: str) -> str:
        if "://" in file:
            raise ValueError(_NO_ADDRESS)
        return file


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
