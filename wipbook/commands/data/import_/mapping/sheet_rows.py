"""A mapping as rows of the sheet Imports: a row for each column, and rows for what else it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tomli_w

from wipbook.commands.data.import_.errors import MappingUnreadable
from wipbook.commands.data.import_.mapping.model import Control, Mapping, Source, TableMap
from wipbook.commands.data.import_.mapping.shown_formats import format_shown
from wipbook.commands.data.import_.sql import identifier
from wipbook.schema import input_sheet
from wipbook.schema.data.imports import OF_MAPPING, OF_SOURCE

Row = dict[str, str]
LONGEST = 32_767
"""Characters that a cell holds."""
_OF_CELLS = ("sheet", "encoding")
"""Options of a source that have columns of their own."""


def sheet_rows(mapping: Mapping) -> list[Row]:
    """The rows, cells by header, blank ones left out. ``mapping_of`` makes the same mapping of them.

    Errors: ``MappingUnreadable`` when a text is longer than a cell holds.
    """
    totals = {name: control for name, control in mapping.controls.items() if _is_total(mapping, name, control)}
    rows = [*_of_mapping(mapping, totals)]
    for alias, source in mapping.sources.items():
        rest = _options(alias, source)
        if rest or not any(table.source == alias for table in mapping.tables.values()):
            rows.append({"Table": OF_SOURCE, "Source": alias, **_of_source(source), "Format": tomli_w.dumps(rest)})
    for name, table in mapping.tables.items():
        rows += _of_table(name, table, mapping.sources.get(table.source), totals)
    for row in rows:
        for text in row.values():
            if len(text) > LONGEST:
                raise MappingUnreadable(
                    where=f"row {row['Table']} {row.get('Our Column', '')}".rstrip(), found=f"{len(text):,} characters",
                    expected=f"at most {LONGEST:,}, which a cell holds", remedy="keep this mapping in its file: --map",
                )
        for header in [header for header, text in row.items() if not text]:
            del row[header]
    return rows


def total_name(sheet: str, header: str) -> str:
    """The name of the control that a cell of Control Total makes."""
    return f"Imports: {sheet}, {header}"


def total_query(sheet: str, header: str) -> str:
    """The sum of a column over the accepted rows."""
    return f"SELECT coalesce(sum({identifier(header)}), 0) FROM imported.{identifier(input_sheet(sheet).table)}"


def constant_shown(text: str) -> str:
    """A constant as it stands under Their Column: in quotes."""
    return f'"{text}"'


def column_shown(name: str) -> str:
    """A column's name as it stands there: one that could be taken for a constant or a query has a stroke before it."""
    return f"\\{name}" if name.startswith(('"', "\\")) or is_query(name) else name


def is_query(text: str) -> bool:
    """Whether a text under Their Column is a query: one that nothing of ours is beside.

    >>> is_query("SELECT 1"), is_query("Width"), is_query("Selected")
    (True, False, False)
    """
    return re.match(r"\s*(select|with)\s", text, re.IGNORECASE) is not None


def _is_total(mapping: Mapping, name: str, control: Control) -> bool:
    return not isinstance(control.expect, dict) and any(
        name == total_name(sheet, header) and control.query == total_query(sheet, header)
        for sheet, table in mapping.tables.items() for header in (*table.columns, *table.constants)
    )


def _of_mapping(mapping: Mapping, totals: dict[str, Control]) -> Iterator[Row]:
    said = mapping.model_dump(exclude_defaults=True, exclude={"sources", "tables", "controls"})
    for key, value in said.items():
        yield {"Table": OF_MAPPING, "Our Column": key, "Format": _toml({key: value})}
    for name, control in mapping.controls.items():
        if name not in totals:
            dumped = control.model_dump(exclude_defaults=True)
            yield {"Table": OF_MAPPING, "Our Column": f"control {name}", "Format": _toml({"controls": {name: dumped}})}


def _toml(said: dict[str, Any]) -> str:
    return tomli_w.dumps(said, multiline_strings=True).strip()


def _options(alias: str, source: Source) -> dict[str, Any]:
    """What a row of the source has to say because no column does."""
    said = source.model_dump(exclude_defaults=True, exclude=set(_OF_CELLS))
    if source.query:
        said.pop("query_file", None)  # its text is there
    return {key: value for key, value in said.items() if (key, value) != ("file", alias)}


def _of_source(source: Source) -> Row:
    return {"Their Sheet": source.sheet, "Encoding": source.encoding}


def _of_table(name: str, table: TableMap, source: Source | None, totals: dict[str, Control]) -> Iterator[Row]:
    place = {"Table": name, "Source": table.source}
    more_formats = {"formats"} if table.query else set()
    options = table.model_dump(exclude_defaults=True, include={"date", "decimal"} | more_formats)
    if table.query or options:
        yield {**place, "Their Column": table.query, "Format": _toml(options)}
    key = input_sheet(name).key
    more = {} if source is None else _of_source(source)
    fills = {**{h: column_shown(c) for h, c in table.columns.items()},
             **{h: constant_shown(c) for h, c in table.constants.items()}}
    for header, theirs in fills.items():
        total = totals.get(total_name(name, header))
        yield {
            **place, **more, "Their Column": theirs, "Our Column": header, "Key": "yes" if header in key else "",
            "Format": format_shown(table.formats[header]) if header in table.formats else "",
            "Control Total": "" if total is None else str(total.expect),
        }
