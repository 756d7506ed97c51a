"""``wipbook diff``: what differs between two workbooks, row by row by key, never by cell address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from wipbook.commands.data.dump import as_text
from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.port.workbook import Workbook
from wipbook.schema import input_sheets
from wipbook.sheets import output_sheets

IGNORED = frozenset({"ChangeLog", "LastRuns"})


@dataclass(frozen=True)
class CellChange:
    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class TableDiff:
    """Rows are named by their key; ``columns`` are headers only one side has (``+`` or ``-`` in front)."""

    table: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[CellChange, ...] = ()
    columns: tuple[str, ...] = field(default=())

    @property
    def empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.columns)


def diff(before: Workbook, after: Workbook, include_log: bool = False) -> list[TableDiff]:
    """Every table in which the two workbooks differ; the Change Log and its echo only when asked for."""
    keys = _keys()
    names = sorted({*before.tables(), *after.tables()})
    found = []
    for name in names:
        if name in IGNORED and not include_log:
            continue
        left = as_text(read_whole(before, name)) if name in before.tables() else pl.DataFrame()
        right = as_text(read_whole(after, name)) if name in after.tables() else pl.DataFrame()
        one = _table_diff(name, left, right, keys.get(name))
        if not one.empty:
            found.append(one)
    return found


def _keys() -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {"Settings": ("Setting",), "Packs": ("Pack",)}
    found.update({sheet.table: sheet.key for sheet in input_sheets()})
    found.update({table.name: table.key for sheet in output_sheets() for table in sheet.tables if table.key})
    return found


def _table_diff(name: str, left: pl.DataFrame, right: pl.DataFrame, key: Sequence[str] | None) -> TableDiff:
    columns = [f"-{c}" for c in left.columns if c not in right.columns]
    columns += [f"+{c}" for c in right.columns if c not in left.columns]
    shared = [c for c in left.columns if c in right.columns]
    if not shared:
        return TableDiff(name, columns=tuple(columns))
    chosen = [c for c in (key or shared[:1]) if c in shared] or shared[:1]
    left, right = _numbered(left.select(shared), chosen), _numbered(right.select(shared), chosen)
    on = [*chosen, "_nth"]
    label = pl.concat_str([pl.col(c) for c in chosen], separator=" / ").str.strip_suffix(" / ").alias("_label")
    added = right.join(left, on=on, how="anti").select(label)["_label"].to_list()
    removed = left.join(right, on=on, how="anti").select(label)["_label"].to_list()
    both = left.join(right, on=on, how="inner", suffix="\x00after")
    changes = []
    for column in shared:
        if column in chosen:
            continue
        other = f"{column}\x00after"
        rows = both.filter(pl.col(column) != pl.col(other)).select(label, column, other)
        changes += [CellChange(row[0], column, row[1], row[2]) for row in rows.iter_rows()]
    changes.sort(key=lambda change: (change.key, change.column))
    return TableDiff(name, tuple(added), tuple(removed), tuple(changes), tuple(columns))


def _numbered(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Rows that are not blank; those of one key are told apart by their order."""
    frame = frame.filter(pl.any_horizontal(pl.all() != ""))
    return frame.with_columns(pl.int_range(pl.len()).over(key).alias("_nth"))
