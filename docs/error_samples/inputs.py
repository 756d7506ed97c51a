"""Workbooks whose inputs cannot be read as a whole; bad rows alone stop nothing."""

from __future__ import annotations

from error_samples import raises
from error_samples.start import BOOK, plant, wipbook
from wipbook.ledger.ledger import SheetMissing
from wipbook.ledger.policy import LifoUnderIfrs
from wipbook.ledger.settings_table import SettingMissing, SettingNotUnderstood
from wipbook.ledger.tables import ColumnMissing, ColumnTwice
from wipbook.values.allocate import NothingToAllocateOn
from wipbook.values.columns import TooLarge


@raises(SheetMissing)
def sheet_missing() -> None:
    import openpyxl

    plant()
    book = openpyxl.load_workbook(BOOK)
    del book["Movements"]
    book.save(BOOK)
    wipbook("refresh plant.xlsx")


def renamed(column: int, header: str) -> None:
    """The header of a column of the sheet Materials, typed over."""
    import openpyxl

    plant()
    book = openpyxl.load_workbook(BOOK)
    book["Materials"].cell(6, column, header)
    book["Materials"].tables["Materials"].tableColumns[column - 1].name = header
    book.save(BOOK)


@raises(ColumnMissing)
def column_missing() -> None:
    renamed(2, "Descr")
    wipbook("refresh plant.xlsx")


@raises(ColumnTwice)
def column_twice() -> None:
    renamed(2, " Material ")
    wipbook("refresh plant.xlsx")


@raises(SettingNotUnderstood)
def setting_not_understood() -> None:
    from wipbook.commands.workbench.settings import write_settings

    write_settings(plant(), {"Valuation Method": "FOFO"})


@raises(SettingMissing)
def setting_missing() -> None:
    import openpyxl

    plant()
    book = openpyxl.load_workbook(BOOK)
    names = [cell for cell in book["Settings"]["A"] if cell.value == "Currency Places"]
    names[0].value = names[0].offset(0, 1).value = None
    book.save(BOOK)
    wipbook("refresh plant.xlsx")


@raises(LifoUnderIfrs)
def lifo_under_ifrs() -> None:
    from wipbook.commands.workbench.settings import write_settings

    book = plant()
    write_settings(book, {"Valuation Method": "LIFO", "Framework": "IFRS"})
    book.save()
    wipbook("refresh plant.xlsx")


@raises(TooLarge)
def too_large() -> None:
    import datetime as dt

    import polars as pl

    book = plant()
    book.append_rows("Movements", pl.DataFrame({
        "Movement": [f"X{number}" for number in range(300)], "Date": [dt.date(2026, 3, 3)] * 300,
        "Type": ["Receipt"] * 300, "Material": ["S"] * 300, "Quantity": [8e9] * 300, "Unit Cost": [0.0] * 300,
    }))
    book.save()
    wipbook("refresh plant.xlsx")


@raises(NothingToAllocateOn)
def nothing_to_allocate_on() -> None:
    from wipbook.values.allocate import allocate

    allocate(100, [0, 0])
