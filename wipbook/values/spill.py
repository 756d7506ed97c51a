"""A computed table on its way to cells: a header row and rows, or a class whose fields are the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Spill:
    """``headers`` and ``rows`` of a table whose columns are known only when it is computed."""

    headers: Sequence[str]
    rows: Sequence[Sequence[Any]]


def header_of(field: Any) -> str:
    """The header of a dataclass field: its ``header`` in the metadata, or its name in title case.

    >>> from dataclasses import make_dataclass
    >>> [header_of(f) for f in fields(make_dataclass("Row", ["unit_cost", "nrv"]))]
    ['Unit Cost', 'NRV']
    """
    if "header" in field.metadata:
        return str(field.metadata["header"])
    short = {"nrv": "NRV", "wip": "WIP", "id": "ID", "mad": "MAD", "adi": "ADI"}
    small = {"of", "to", "and", "per", "in", "on"}
    words = field.name.split("_")
    return " ".join(
        short.get(word, word if number and word in small else word.capitalize()) for number, word in enumerate(words)
    )


def headers_of(row_type: type) -> tuple[str, ...]:
    return tuple(header_of(field) for field in fields(row_type))
