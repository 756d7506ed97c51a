"""Columns a user added to a report stay with their rows when the report is filled anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.errors import RefusedToProtectData
from wipbook.port.tables import letters
from wipbook.port.workbook import CellError, CellValue, Formula, TableCells, Workbook
from wipbook.sheets.layout import OutputTable


class ReportColumnMissing(RefusedToProtectData):
    """A report that holds columns of the user has lost the column that says which row is which."""


class FormulasWouldBeLost(RefusedToProtectData):
    """A column the user added to a report holds formulas, but not one formula for the whole column."""


@dataclass(frozen=True)
class UserColumns:
    """What the user added to a report, as it stood before the report was filled anew.

    ``plain`` columns hold one kind of value and travel with the frame. ``mixed`` ones hold several kinds, or typed
    values among formulas, and are put back cell by cell. A comment whose row is gone from the report goes with it; the
    backup of the save still has it.
    """

    table: OutputTable
    cells: TableCells
    plain: tuple[str, ...]
    mixed: tuple[str, ...]

    @classmethod
    def of(cls, workbook: Workbook, table: OutputTable) -> UserColumns | None:
        """The user's columns of a report; None when there are none.

        Errors: ``ReportColumnMissing`` when a key column of the report is not there.
        """
        place = workbook.find_table(table.name)
        if place is None:
            return None
        ours = [column.name for column in table.columns if not column.kept]
        added = [header for header in place.headers if header not in ours]
        if not added or not table.key:
            return None
        for name in table.key:
            if name not in place.headers:
                raise ReportColumnMissing(
                    where=f"{place.sheet}!{place.name}",
                    found=f"no column {name!r}",
                    expected=f"the column {name!r}, by which the columns you added find their rows",
                    remedy=f"rename the header to {name!r}, or delete the sheet: it comes back from the template",
                )
        cells = workbook.read_table(table.name)
        mixed = tuple(header for header in added if cells.formulas.get(header) or header in cells.mixed)
        return cls(table, cells, tuple(header for header in added if header not in mixed), mixed)

    def beside(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` with the plain columns, matched by the table's key."""
        names = [f"_key_{name}" for name in self.table.key]
        there = self.cells.frame.select(*self._keys(self.cells.frame), *self.plain).unique(names, keep="first")
        joined = frame.drop(self.plain, strict=False).with_columns(self._keys(frame)).join(
            there, on=names, how="left", nulls_equal=True, maintain_order="left"
        )
        return joined.drop(names)

    def put_back(self, workbook: Workbook, frame: pl.DataFrame) -> None:
        """Write the typed values of the mixed columns into the rows of ``frame``, which the table now holds.

        Errors: ``FormulasWouldBeLost`` when the host could not keep formulas; nothing has been saved by then.
        """
        if not self.mixed:
            return
        after = workbook.read_table(self.table.name)
        row_of: dict[tuple[object, ...], int] = {}
        for row, key in enumerate(frame.select(self._keys(frame)).iter_rows()):
            row_of.setdefault(key, row)
        found: dict[str, CellValue | Formula] = {}
        before = self.cells.frame.select(self._keys(self.cells.frame)).rows()
        for header in self.mixed:
            formulas = set(self.cells.formulas.get(header, ()))
            if formulas and frame.height and not after.formulas.get(header):
                raise FormulasWouldBeLost(
                    where=self.cells.address(min(formulas), header),
                    found="formulas that are not those of the whole column",
                    expected="one calculated column, which follows its rows",
                    remedy="enter one formula for the whole column, or move the formulas to a sheet of your own",
                )
            values = self.cells.mixed.get(header) or self.cells.frame[header].to_list()
            column = letters(after.place.first_column + after.place.headers.index(header))
            for row, value in enumerate(values):
                at = row_of.get(before[row])
                if value is not None and row not in formulas and at is not None:
                    found[f"{column}{after.place.first_row + at}"] = _as_cell(value)
        if found:
            workbook.write_cells(after.place.sheet, found)

    def _keys(self, frame: pl.DataFrame) -> list[pl.Expr]:
        """The key of each row as text: numbers and days read the same out of cells and out of results."""
        return [_as_text(name, frame.schema[name]).alias(f"_key_{name}") for name in self.table.key]


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    if kind.is_numeric():
        return pl.col(name).cast(pl.Float64).cast(pl.String)
    if kind == pl.Datetime:
        return pl.col(name).dt.date().cast(pl.String)
    return pl.col(name).cast(pl.String)


def _as_cell(value: object) -> CellValue:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, str | int | float | dt.date):
        return value
    return str(value)
