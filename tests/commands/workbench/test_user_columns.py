"""Whatever kind of thing a user puts into a column of his own, a refresh keeps it as it was, or refuses."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import TableColumn, TableFormula

from tests.opened import sheet_of
from wipbook.commands.data.new import copy_template
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.user_columns import FormulasWouldBeLost, ReportColumnMissing
from wipbook.hosts.file.workbook import open_file

OWN = "JobCosts[[#This Row],[WIP]]*2"


@pytest.fixture
def path(refreshed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(refreshed, tmp_path))


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = copy_template(tmp_path_factory.mktemp("refreshed") / "book.xlsx")
    book = open_file(path, backups=0)
    book.write_table("Materials", pl.DataFrame({
        "Material": ["FG"], "Description": ["f"], "Kind": ["finished"], "Unit": ["pcs"],
    }))
    book.write_table("Jobs", pl.DataFrame({
        "Job": ["J1", "J2"], "Description": ["a", "b"], "Material": ["FG", "FG"], "Quantity": [1.0, 1.0],
        "Status": ["Released"] * 2, "Due": [dt.date(2026, 3, 1)] * 2,
    }))
    refresh(book)
    book.save()
    return path


def add_column(path: Path, values: list[Any], formula: str = "", key: str = "Job") -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Job Costs"]
    table = sheet.tables["JobCosts"]
    left, top, right, bottom = range_boundaries(table.ref)
    sheet.cell(top, right + 1, "Mine")
    for number, value in enumerate(values):
        sheet.cell(top + 1 + number, right + 1, value)
    table.ref = table.autoFilter.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right + 1)}{bottom}"
    column = TableColumn(id=len(table.tableColumns) + 1, name="Mine")
    if formula:
        column.calculatedColumnFormula = TableFormula(attr_text=formula)
    table.tableColumns.append(column)
    table.tableColumns[0].name = key
    sheet.cell(top, left, key)
    book.save(path)


def mine(path: Path) -> list[Any]:
    sheet = sheet_of(path, "Job Costs")
    (column,) = [cell.column for cell in sheet[6] if cell.value == "Mine"]
    return [sheet.cell(row, column).value for row in (7, 8)]


@pytest.mark.parametrize(
    ("values", "formula"),
    [
        (["text", 7], ""),
        ([True, 2.5], ""),
        ([dt.datetime(2026, 1, 1), None], ""),
        ([f"={OWN}", f"={OWN}"], OWN),
        ([f"={OWN}", "typed over"], OWN),
    ],
)
def test_values_of_every_kind_stay_what_they_were(path: Path, values: list[Any], formula: str) -> None:
    add_column(path, values, formula)
    for _ in range(2):
        book = open_file(path, backups=0)
        refresh(book)
        book.save()
        assert mine(path) == values


def test_formulas_that_are_not_the_columns_own_are_refused_not_lost(path: Path) -> None:
    add_column(path, ["=1+1", 9])
    before = path.read_bytes()
    with pytest.raises(FormulasWouldBeLost, match="one calculated column"):
        refresh(open_file(path, backups=0))
    assert path.read_bytes() == before


def test_a_report_without_its_key_column_is_refused(path: Path) -> None:
    add_column(path, ["x"], key="Work Order")
    with pytest.raises(ReportColumnMissing, match="no column 'Job'"):
        refresh(open_file(path, backups=0))
