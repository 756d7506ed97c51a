"""A planner checks the sheet Forecast in a cell: for one history, ``=wip_forecast`` gives the sheet's numbers."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import polars as pl
import pytest

import udfs
from udfs.boundary.cells import FromCell
from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.forecast.forecast import forecast
from wipbook.hosts.file.workbook import open_file

MONTHS = [dt.date(2023 + number // 12, number % 12 + 1, 15) for number in range(36)]
# What was shipped, or came back, in each of 36 months.
HISTORIES: dict[str, list[float]] = {
    "RAMP": [100.0 + 10 * number for number in range(36)],
    "SINE": [round(100 + 40 * math.sin(2 * math.pi * number / 12), 6) for number in range(1, 37)],
    "GAPS": [3, 0, 0, 5, 0, 2, 0, 0, 0, 0, 9, 0] + [4, 0, 0, 3, 0, 6, 0, 0, 0, 2, 0, 0]
    + [8, 0, 3, 0, 0, 0, 5, 4] + [0] * 4,
    "LATE": [0] * 20 + [12, 15, 11, 14, 10, 13, 12, 16, 11, 14, 12, 13, 15, 12, 10, 14],
    "NEW": [0] * 33 + [7, 9, 5],
    "BACK": [6, 4, 5, -3, 6, 7, 4, 5, 6, 8, -2, 5] * 3,
    "ENDED": [30, 28, 33, 31, 29, 30, 34, 28, 31, 30, 29, 32] * 2 + [0] * 12,
}


def of(material: str) -> list[dict[str, Any]]:
    """Every unit received at the start; shipped, or returned, in the middle of a month."""
    rows = [{"Type": "Receipt", "Date": dt.date(2023, 1, 1), "Material": material, "Quantity": 1e5, "Unit Cost": 2.0}]
    rows += [
        {"Type": "Shipment" if sold > 0 else "Sales Return", "Date": month, "Material": material,
         "Quantity": abs(sold), "Unit Cost": None}
        for month, sold in zip(MONTHS, HISTORIES[material], strict=True) if sold
    ]
    # of a month that is not over nothing may be said yet
    return [*rows, {**rows[-1], "Type": "Shipment", "Date": dt.date(2026, 1, 10), "Quantity": 7.0}]


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """The sheet Forecast as read back from the saved workbook, made in the middle of January 2026."""
    path = tmp_path_factory.mktemp("forecast") / "shop.xlsx"
    book = open_file(copy_template(path))
    day = dt.date(2026, 1, 20)
    begin = {"Company": "Shop", "Period Start": dt.date(2023, 1, 1), "Period End": dt.date(2026, 1, 31), "As Of": day}
    prepare(book, [], begin, dt.datetime(2026, 1, 20))
    names = list(HISTORIES)
    book.write_table("Materials", pl.DataFrame(
        {"Material": names, "Description": names, "Kind": "finished", "Unit": "pcs"}
    ))
    rows = [{"Movement": f"M{at}", **row} for at, row in enumerate(one for name in names for one in of(name))]
    book.write_table("Movements", pl.DataFrame(rows, infer_schema_length=None).with_columns(
        pl.col("Date").cast(pl.Datetime).alias("Entered At")
    ))
    forecast(book, 6)
    book.save()
    return open_file(path).read_table("Forecast").frame


def cell(history: list[float], method: str = "auto") -> list[dict[str, Any]]:
    """The rows of ``=wip_forecast(history, 6)`` as a spreadsheet calls it, from a column of cells."""
    column = [[float(one)] for one in history]
    header, *rows = udfs.FUNCTIONS["wip_forecast"](*map(FromCell, (column, 6.0, method)))
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("name", HISTORIES)
def test_a_cell_says_what_the_sheet_says(sheet: pl.DataFrame, name: str) -> None:
    row = sheet.row(by_predicate=pl.col("Material") == name, named=True)
    rows = cell(HISTORIES[name])
    shown = [row[f"Month {number}"] for number in range(1, 7)] + [row["P10"], row["P90"]]
    said = [each["Forecast"] for each in rows] + [rows[0]["Low"], rows[0]["High"]]
    # both hold six decimals; blank cells are blank in both
    assert [None if one is None else round(one, 6) for one in shown] == [None if one == "" else one for one in said]
    assert row["Method"] == rows[0]["Method"]


def test_the_ramp_goes_on_and_the_sine_comes_again(sheet: pl.DataFrame) -> None:
    """460, 470 ..; and 100 + 40 sin of the months 37, 38 .. (both lost: the ramp as 445, the sine as 100)."""
    told = {row["Material"]: [row[f"Month {number}"] for number in range(1, 7)] for row in sheet.to_dicts()}
    assert told["RAMP"] == pytest.approx([460, 470, 480, 490, 500, 510])
    assert told["SINE"] == pytest.approx([100 + 40 * math.sin(2 * math.pi * n / 12) for n in range(37, 43)], abs=1e-5)
    # by hand: 54 units in 36 months; forecasts for gaps may not be far from that rate
    assert told["GAPS"] == pytest.approx([54 / 36] * 6, rel=0.15)
    assert told["ENDED"] == [0] * 6


@pytest.mark.parametrize("word", ["mean", "seasonal naive", "ets"])
def test_the_words_of_the_sheet_are_words_of_the_function(sheet: pl.DataFrame, word: str) -> None:
    assert {each["Method"] for each in cell(HISTORIES["RAMP"], word)} == {word}
    words = {each for row in sheet["Method"] for each in row.split(" + ")}
    assert word in words
