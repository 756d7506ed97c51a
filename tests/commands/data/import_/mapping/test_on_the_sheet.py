"""A mapping on the sheet Imports and in a file is one and the same; cells that say nothing sensible are named."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.commands.data.import_.mapping.test_mapping import WHOLE
from wipbook.commands.data.import_.errors import MappingUnreadable, UnknownColumn, UnknownTable
from wipbook.commands.data.import_.mapping import Mapping, parse_mapping
from wipbook.commands.data.import_.mapping.sheet_reading import read_imports
from wipbook.commands.data.import_.mapping.sheet_rows import sheet_rows
from wipbook.commands.data.import_.mapping.sheet_writing import lay_out
from wipbook.hosts.file.workbook import FileWorkbook
from wipbook.port.workbook import Workbook

EXAMPLES = sorted((Path(__file__).parents[5] / "examples").rglob("mapping*.toml"))


@pytest.fixture
def plant(book: FileWorkbook) -> Workbook:
    return book


def again(workbook: Workbook, mapping: Mapping) -> Mapping:
    lay_out(workbook, sheet_rows(mapping))
    return read_imports(workbook).whole()


def test_what_a_file_says_the_sheet_says_too(plant: Workbook):
    mapping = parse_mapping(WHOLE)
    assert again(plant, mapping) == mapping
    assert again(plant, mapping) == mapping, "a second time, over its own rows"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_mappings_that_come_with_it_go_there_and_back(plant: Workbook, path: Path):
    mapping = parse_mapping(path.read_text("utf-8"))
    assert again(plant, mapping) == mapping


def test_columns_that_look_like_something_else_go_there_and_back(plant: Workbook):
    mapping = parse_mapping(
        '[sources]\n"my parts.csv" = "my parts.csv"\n[tables.Materials]\nsource = "my parts.csv"\n'
        "columns = { Material = '\"quoted\"', Description = 'select text ', Kind = '\\odd' }\n"
        "constants = { Unit = '' }\n"
    )
    assert again(plant, mapping) == mapping


def rows(workbook: Workbook, *told: dict[str, object]) -> None:
    headers = workbook.tables()["Imports"].headers
    frame = pl.DataFrame(
        {header: pl.Series([row.get(header) for row in told], dtype=pl.String) for header in headers[:8]}
        | {"Control Total": pl.Series([row.get("Control Total") for row in told], dtype=pl.Float64)}
    )
    workbook.write_table("Imports", frame)


STOCK = {"Table": "Movements", "Source": "stock.csv"}


def test_cells_mean_what_people_type_there(plant: Workbook):
    rows(
        plant,
        STOCK | {"Their Column": "No", "Our Column": "movement", "Key": "Yes", "Their Sheet": "S"},
        STOCK | {"Their Column": "Tag", "Our Column": "Date", "Format": "TT.MM.JJJJ", "Encoding": "cp1252"},
        STOCK | {"Their Column": "Menge", "Our Column": "Quantity", "Format": "1.234,5", "Control Total": 12.5},
        STOCK | {"Their Column": '"Receipt"', "Our Column": "Type"},
        STOCK | {"Their Column": "Remark"},
        {},
        {"Table": "File", "Source": "old.csv"},
    )
    found = read_imports(plant).whole()
    source, table = found.sources["stock.csv"], found.tables["Movements"]
    assert (source.file, source.sheet, source.encoding) == ("stock.csv", "S", "cp1252")
    assert table.columns == {"Movement": "No", "Date": "Tag", "Quantity": "Menge"}
    assert table.constants == {"Type": "Receipt"} and table.formats == {"Date": "%d.%m.%Y", "Quantity": ","}
    (control,) = found.controls.values()
    assert str(control.expect) == "12.5" and "sum(\"Quantity\")" in control.query


@pytest.mark.parametrize(
    ("row", "error", "said"),
    [
        ({"Table": "Movments", "Source": "s", "Their Column": "a", "Our Column": "Date"}, UnknownTable, "Imports!A7"),
        ({"Table": "Imports", "Source": "s", "Their Column": "a", "Our Column": "Table"}, UnknownTable, "Imports!A7"),
        (STOCK | {"Their Column": "a", "Our Column": "Quantty"}, UnknownColumn, "did you mean 'Quantity'"),
        (STOCK | {"Their Column": "a", "Our Column": "Date", "Key": "yes"}, MappingUnreadable, "Imports!F7"),
        (STOCK | {"Their Column": "a", "Our Column": "Date", "Format": "comma"}, MappingUnreadable, "Imports!G7"),
        (STOCK | {"Our Column": "Date"}, MappingUnreadable, "Imports!D7"),
        ({"Table": "Movements", "Their Column": "a", "Our Column": "Date"}, MappingUnreadable, "Imports!B7"),
        ({"Source": "s", "Their Column": "a"}, MappingUnreadable, "Imports!A7"),
        ({"Table": "Source", "Format": "delimiter = ';'"}, MappingUnreadable, "Imports!B7"),
        ({"Table": "Source", "Source": "s", "Format": "delimiter is ;"}, MappingUnreadable, "Imports!G7"),
        (STOCK | {"Their Column": "a", "Our Column": "Date", "Control Total": 1.0}, MappingUnreadable, "Imports!K7"),
        ({"Table": "Mapping", "Format": "colour = 1"}, MappingUnreadable, "Imports"),
    ],
)
def test_a_cell_that_says_nothing_sensible_is_named(plant: Workbook, row: dict[str, object], error: type, said: str):
    rows(plant, row)
    with pytest.raises(error) as caught:
        read_imports(plant).whole()
    assert said in caught.value.message and plant.name in caught.value.message


def test_what_contradicts_another_row_is_named(plant: Workbook):
    first = STOCK | {"Their Column": "a", "Our Column": "Date", "Encoding": "cp1252"}
    rows(plant, first, STOCK | {"Their Column": "b", "Our Column": "Quantity", "Encoding": "utf-8"})
    with pytest.raises(MappingUnreadable, match=r"Imports!H8.*cp1252"):
        read_imports(plant)
    rows(plant, first, STOCK | {"Their Column": "b", "Our Column": "Date"})
    with pytest.raises(MappingUnreadable, match=r"Imports!E8.*twice"):
        read_imports(plant)


def test_two_sources_of_one_table_are_imported_one_after_the_other(plant: Workbook):
    other = {"Table": "Movements", "Source": "issues.csv", "Their Column": "b", "Our Column": "Quantity"}
    rows(plant, STOCK | {"Their Column": "a", "Our Column": "Date"}, other)
    with pytest.raises(MappingUnreadable, match=r"Imports!A8.*issues.csv.*Imports!A7 fills it from stock.csv"):
        read_imports(plant).whole()
    assert list(read_imports(plant).whole(without=["stock.csv"]).sources) == ["issues.csv"]


def test_a_users_own_column_and_the_last_run_stay_with_their_row(plant: Workbook):
    mapping = parse_mapping(WHOLE)
    lay_out(plant, sheet_rows(mapping))
    place = plant.tables()["Imports"]
    row = next(
        number for number, name in enumerate(plant.read_table("Imports").frame["Our Column"]) if name == "Standard Cost"
    )
    plant.write_cells("Imports", {place.cell(row, "Rows"): 12})
    lay_out(plant, reversed(sheet_rows(mapping)))
    frame = plant.read_table("Imports").frame
    assert frame.filter(pl.col("Our Column") == "Standard Cost")["Rows"].to_list() == [12]
    assert frame["Rows"].drop_nulls().len() == 1
