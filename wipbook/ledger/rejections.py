"""Rows and cells the ledger could not take, each with where, what, what was expected and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from wipbook.port.tables import TableCells

ROW_EXCLUDED = "row excluded"
CELL_IGNORED = "cell ignored"
WARNING = "warning"
NOT_READ = "not read"
COLUMN_GONE = "column gone"


class Reason(StrEnum):
    """Why a cell could not be taken as it stands; audit rules sort by it."""

    MISSING = "blank"
    KIND = "of the wrong kind"
    TWICE = "key used twice"
    UNKNOWN = "code unknown"
    DATE = "impossible date"
    SENSE = "cannot be true"
    LAYOUT = "hidden or merged"
    UNREAD = "outside the table"
    UNCALCULATED = "not calculated"
    OUTSIDE = "from outside"
    DOUBTFUL = "of doubtful meaning"
    COSTING = "found while costing"


EXCEPTION_COLUMNS = ("Sheet", "Cell", "Row Key", "Column", "Found", "Expected", "What To Do", "Effect")


Row = tuple[str, str, str, str, str, str, str, str, str]
"""The columns of the Exceptions sheet, and the reason."""


@dataclass(frozen=True)
class Listed:
    """What was wrong, in order of discovery: one row per cell, in the columns of the Exceptions sheet."""

    rows: tuple[Row, ...] = ()

    def __add__(self, other: Listed) -> Listed:
        return Listed(self.rows + other.rows)

    def frame(self) -> pl.DataFrame:
        """The Exceptions table, in workbook order of discovery."""
        return self.with_reasons().drop("Reason")

    def with_reasons(self) -> pl.DataFrame:
        """The Exceptions table and its ``Reason``."""
        return pl.DataFrame(self.rows, schema=dict.fromkeys((*EXCEPTION_COLUMNS, "Reason"), pl.String), orient="row")


@dataclass
class Rejections:
    """Collects what is wrong, never stops at the first."""

    rows: list[Row] = field(default_factory=list)
    roots: dict[tuple[str, str], int] = field(default_factory=dict)
    """Where in ``rows`` stands why a row does not count, by its sheet and key."""

    followers: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    """The rows (0-based, by sheet) that are left out because of one of ``rows``."""

    def listed(self) -> Listed:
        """What has been collected so far."""
        rows = list(self.rows)
        for at, sheets in self.followers.items():
            counts = {sheet: len(positions) for sheet, positions in sheets.items()}
            of = " and ".join(f"{count:,} row{'s' * (count > 1)} of {sheet}" for sheet, count in counts.items())
            *head, remedy, effect, reason = rows[at]
            told = f"{remedy}; then {of} that use{'s' * (sum(counts.values()) == 1)} it count as well"
            rows[at] = (head[0], head[1], head[2], head[3], head[4], head[5], told, effect, reason)
        return Listed(tuple(rows))

    def add(
        self,
        cells: TableCells,
        positions: Iterable[int],
        header: str,
        found: Sequence[object] | str,
        expected: str,
        remedy: str,
        effect: str,
        keys: Sequence[object] | None = None,
        reason: Reason = Reason.COSTING,
    ) -> None:
        """List the 0-based table rows ``positions``: what stands in ``header`` there and what should."""
        for at, position in enumerate(positions):
            value = found if isinstance(found, str) else found[at]
            shown = "(blank)" if value is None or value == "" else str(value)
            key = "" if keys is None or keys[at] is None else str(keys[at])
            # a column that the workbook lacks has no cell: then the sheet alone is named
            cell = cells.cell(position, header) if header in cells.place.headers else ""
            sheet = cells.place.sheet
            if effect == ROW_EXCLUDED:
                self.roots.setdefault((sheet, _folded(key)), len(self.rows))
            self.rows.append((sheet, cell, key, header, shown[:120], expected, remedy, effect, reason.value))

    def follow(
        self, sheet: str, code: object, follower: str, positions: Iterable[int], keys: Sequence[object]
    ) -> bool:
        """Whether the row ``code`` of a sheet is known to be left out; then rows of ``follower``, which use it, are
        told with it and not one by one, and what uses them likewise. A row that uses it twice is one row."""
        root = self.roots.get((sheet, _folded(code)))
        if root is None:
            return False
        self.followers.setdefault(root, {}).setdefault(follower, set()).update(positions)
        for key in keys:
            self.roots.setdefault((follower, _folded(key)), root)
        return True


def _folded(key: object) -> str:
    return "" if key is None else str(key).strip().casefold()
