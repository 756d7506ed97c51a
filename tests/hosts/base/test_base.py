"""The base of both engines: every member is answered or refused, things are found as in Excel, areas are named."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, NoReturn

import pytest
from xlwings import base_classes

from wipbook.errors import WipbookError
from wipbook.hosts.base.cells import CellRange
from wipbook.hosts.base.collection import Collection
from wipbook.hosts.base.sheet import Sheet
from wipbook.hosts.base.table import Table
from wipbook.hosts.base.unsupported import only_declared, refusing_the_rest
from wipbook.hosts.file.engine import book as file_book
from wipbook.hosts.file.engine import cells as file_cells
from wipbook.hosts.file.engine import engine as file_engine
from wipbook.hosts.file.engine import name as file_name
from wipbook.hosts.file.engine import sheet as file_sheet
from wipbook.hosts.file.engine import table as file_table
from wipbook.hosts.libreoffice.engine import app, book, cells, name, sheet, table
from wipbook.ooxml.address import Area

CLASSES = [
    file_engine.FileApp, file_book.FileBooks, file_book.FileBook, file_sheet.FileSheets, file_sheet.FileSheet,
    file_cells.FileRange, file_table.FileTables, file_table.FileTable, file_name.FileNames, file_name.FileName,
    app.OfficeApp, book.OfficeBooks, book.OfficeBook, sheet.OfficeSheets, sheet.OfficeSheet, cells.OfficeRange,
    table.OfficeTables, table.OfficeTable, name.OfficeNames, name.OfficeName,
]


class NotHere(WipbookError, NotImplementedError):
    """What the engine of these tests says."""


def refuse(member: str, remedy: str = "") -> NoReturn:
    raise NotHere(where=member, found="nothing", expected="something", remedy=remedy)


refuse_the_rest = refusing_the_rest(refuse)


@pytest.mark.parametrize("ours", CLASSES, ids=lambda ours: ours.__name__)
def test_every_member_of_xlwings_is_answered_or_refused(ours: type) -> None:
    theirs = [one for one in ours.__mro__ if one.__module__ == base_classes.__name__]
    assert theirs
    for member, value in ((member, value) for one in theirs for member, value in vars(one).items()):
        if not member.startswith("_") and only_declared(value):
            assert inspect.getattr_static(ours, member) is not value, member


def test_the_base_knows_no_engine_and_no_domain() -> None:
    code = (
        "import sys, pkgutil, importlib, wipbook.hosts.base as base\n"
        "for one in pkgutil.iter_modules(base.__path__): importlib.import_module(f'wipbook.hosts.base.{one.name}')\n"
        "print([one for one in sys.modules if one.startswith('wipbook.') and one.split('.')[1] not in\n"
        "       ('hosts', 'ooxml', 'port', 'errors', 'exit_code')\n"
        "       or one.startswith(('wipbook.hosts.file', 'wipbook.hosts.lib'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@dataclass
class Thing:
    name: str


class Things(Collection[Thing]):
    def _list(self) -> list[Thing]:
        return [Thing("Jobs"), Thing("Labor")]


def test_things_are_found_by_number_from_one_and_by_name_in_any_case() -> None:
    things = Things()
    assert things(2) == things("LABOR") == Thing("Labor") and len(things) == len(list(things)) == 2
    assert "jobs" in things and "job" not in things
    with pytest.raises(KeyError, match="job"):
        things("job")
    with pytest.raises(IndexError):
        things(3)


@refuse_the_rest
class Cells(CellRange):
    number_format: str

    def _values(self) -> list[list[Any]]:
        return [[f"{row},{column}" for column in range(self.column, self.area.last_column + 1)]
                for row in range(self.row, self.area.last_row + 1)]

    def _formulas(self) -> list[list[Any]]:
        return self._values()

    def _put(self, rows: list[list[Any]]) -> None:
        self.put = rows


@refuse_the_rest
class Page(Sheet[Cells]):
    tables: Any = ()

    def over(self, area: Area) -> Cells:
        return Cells(self, area)


@refuse_the_rest
class Listed(Table[Cells]):
    headers, totals = True, True

    @property
    def _area(self) -> Area:
        return Area.parse("B2:D9")

    def _has_headers(self) -> bool:
        return self.headers

    def _has_totals(self) -> bool:
        return self.totals


PAGE = Page(None, "Jobs")


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (("C7",), "$C$7"), ((PAGE.range("D4"), "B2"), "$B$2:$D$4"), (((2, 3), (1, 5)), "$C$1:$E$2"),
        (((2, 3, 4, 1),), "$C$2:$C$5"),
    ],
)
def test_an_area_is_named_in_every_way_of_xlwings(given: tuple[Any, ...], address: str) -> None:
    assert PAGE.range(*given).address == address


def test_several_areas_say_their_format_together_and_refuse_the_rest() -> None:
    several = PAGE.range("A1,C3:D4")
    for area in several._parts:
        area.number_format = "0.00"
    assert several.number_format == "0.00"
    several._parts[0].number_format = "0%"
    assert several.number_format is None
    several.number_format = "General"
    assert [area.number_format for area in several._parts] == ["General", "General"]
    assert [area.address for area in several._parts] == ["$A$1", "$C$3:$D$4"]
    with pytest.raises(NotHere, match=r"Range\.raw_value"):
        _ = several.raw_value


def test_a_cell_of_a_range_may_lie_outside_it_but_not_outside_the_sheet() -> None:
    block = PAGE.range("B2:D4")
    assert block(1, 1).address == "$B$2" and block(4).address == "$B$3" and block(9, 9).address == "$J$10"
    assert block.coords == ("Jobs", 2, 2, 3, 3) and len(block) == 9 and block.table is None
    assert block.get_address(False, True, False) == "$B2:$D4"
    with pytest.raises(IndexError, match="outside the sheet"):
        block(-1, 1)
    with pytest.raises(IndexError, match="count from 1"):
        PAGE.range((0, 1))


def test_one_value_fills_a_range_and_one_formula_moves_along() -> None:
    block = PAGE.range("B2:C3")
    block.raw_value = 7
    assert block.put == [[7, 7], [7, 7]]
    block.raw_value = [1, (2, 3)]
    assert block.put == [[1], [2, 3]]
    block.formula = "=A1"
    assert block.put == [["=A1", "=B1"], ["=A2", "=B2"]]
    assert block.raw_value == [["2,2", "2,3"], ["3,2", "3,3"]] and block.formula == (("2,2", "2,3"), ("3,2", "3,3"))
    assert PAGE.range("B2").raw_value == PAGE.range("B2").formula == "2,2"


def test_a_table_is_header_body_and_totals() -> None:
    listed = Listed(PAGE, "List")
    parts = (listed.range, listed.header_row_range, listed.data_body_range, listed.totals_row_range)
    assert [one.address if one else None for one in parts] == [
        "$B$2:$D$9", "$B$2:$D$2", "$B$3:$D$8", "$B$9:$D$9"
    ]
    listed.headers = listed.totals = False
    assert listed.data_body_range.address == "$B$2:$D$9"
    assert listed.header_row_range is None and listed.totals_row_range is None


def test_what_the_base_refuses_it_refuses_in_the_words_of_the_engine() -> None:
    listed = Listed(PAGE, "List")
    listed.show_totals, listed.name = True, "List"  # as they are: nothing to refuse
    for member in ("show_totals", "show_headers"):
        with pytest.raises(NotHere, match=rf"Table\.{member}"):
            setattr(listed, member, False)
    with pytest.raises(NotHere, match=r"Table\.name"):
        listed.name = "Other"
    with pytest.raises(NotHere, match=r"Sheet\.autofit"):
        PAGE.autofit()
