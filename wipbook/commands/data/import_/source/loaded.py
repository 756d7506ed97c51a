"""A file as a SELECT that DuckDB runs: its columns, which of them have the kinds of their cells beside them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import duckdb

LINE, FILE = '"line:"', '"file:"'
"""Names, quoted for SQL, of the columns that tell where a row comes from: line of the file, or row of the sheet."""

Wanted = Mapping[str, Collection[str]]
"""The columns of a source that the mapping takes, each with what it fills, as ``Materials.Standard Cost``."""
ANY = "*"
"""Among them where a query may take any."""


@dataclass(frozen=True)
class Told:
    """What is to be said of a file that was read. ``line`` is 0 for the file as a whole; ``found`` was expected to be
    ``expected``, blank for what is only good to know."""

    source: str
    file: str
    found: str
    line: int = 0
    expected: str = ""
    first: str = ""
    """What stands first in a line that is no row."""


def left_out(alias: str, file: str, count: int, pattern: str) -> Told:
    """That lines were left out as the mapping says."""
    return Told(alias, file, f"{count:,} line{'' if count == 1 else 's'} left out as the mapping says: {pattern}")


@dataclass(frozen=True)
class Loaded:
    """``select`` gives the columns, ``LINE``, and for each of ``kinds`` the column ``kind_name`` beside it. ``told`` is
    asked once the rows are loaded, and ``lines`` which lines of the file the numbers in ``LINE`` are."""

    select: str
    columns: list[str]
    kinds: frozenset[str] = frozenset()
    told: Callable[[duckdb.DuckDBPyConnection], Iterable[Told]] = field(default=lambda connection: ())
    lines: Callable[[Collection[int]], Mapping[int, int]] = field(
        default=lambda numbers: {number: number for number in numbers}
    )


def kind_name(column: str) -> str:
    """The column that holds the kinds of the cells of another.

    >>> kind_name("Cost")
    'kind:Cost'
    """
    return f"kind:{column}"


@dataclass(frozen=True)
class SourceRows:
    """Rows that came from a database: under which alias, from what kind of server, how many, and their SHA-256 (the
    same for the same rows in any order), so that it can be judged whether they are still what they were."""

    alias: str
    server: str
    rows: int
    sha256: str
