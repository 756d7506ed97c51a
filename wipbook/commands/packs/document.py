"""A pack as a document: what its pages say, whatever form they are given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import polars as pl

from wipbook.commands.packs.texts.text import Text
from wipbook.sheets.layout import Look


@dataclass(frozen=True)
class Column:
    """A column of a page: ``name`` in the frame, ``header`` as it is shown. ``total``: its sum stands below."""

    name: str
    header: str
    look: Look
    width: float = 12
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table of a page. ``frame`` has the cells of ``columns`` (numbers as a cell holds them), ``totals`` the sums of
    all rows by column, also of those that are ``left_out`` of the page. ``empty`` is said where there are no rows."""

    heading: str
    columns: tuple[Column, ...]
    frame: pl.DataFrame
    totals: dict[str, float] = field(default_factory=dict)
    left_out: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Section:
    """One page, or several when its tables are long. ``note``: what it is made from and ties to."""

    title: str
    note: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Document:
    """A pack. ``line`` stands under every title, ``preliminary`` on every page unless blank; ``facts`` are the first
    things to know, by label. ``comments``: what was said of it; a field is left for more where ``for_comments``.
    ``signatures``: who is to sign, blank where nobody is."""

    title: str
    company: str
    line: str
    preliminary: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    text: Text
    as_of: dt.date
    places: int
    for_comments: bool = False
    comments: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
