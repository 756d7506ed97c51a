"""Sheets of the template brought into a workbook in LibreOffice's window. Each test has an office of its own."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from wipbook.books.statement import LINES
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.commands.workbench.sheets import bring_back_sheets
from wipbook.commands.workbench.upgrade import bring_up_to_date, version_of
from wipbook.hosts.excel.workbook import BookWorkbook, port_of
from wipbook.hosts.libreoffice.window import register
from wipbook.schema.template import template_version

pytestmark = pytest.mark.libreoffice
NOW = dt.datetime(2026, 12, 31, 12, 0)


@pytest.fixture
def app(profile: Path) -> Iterator[xw.App]:
    running = xw.App(impl=register().impl.apps.add(spec=str(profile)))
    yield running
    running.quit()


def test_a_deleted_sheet_comes_back_with_its_table(app: xw.App, demo_copy: Path) -> None:
    book = xw.Book(impl=app.books.open(str(demo_copy)).impl)
    port = BookWorkbook(book)
    before, places, order = book.sheets["Aging"]["A1:H6"].formula, dict(port.tables()), port.sheets()
    for name in ("Aging", "Dashboard"):
        book.sheets[name].delete()
    port = BookWorkbook(book)  # a command's own: what a user does meanwhile it does not look for
    bring_back_sheets(port)
    assert port.sheets() == order
    assert port.tables()["Aging"].headers == places["Aging"].headers
    again = book.sheets["Aging"]["A1:H6"].formula
    assert [[c for c in row if str(c).startswith("=")] for row in again] == [
        [c for c in row if str(c).startswith("=")] for row in before
    ], "its formulas speak of this workbook"
    assert "=header_line" in [cell for row in again for cell in row]
    book.close()


def test_an_older_workbook_is_brought_up_to_date_in_the_window(app: xw.App, tmp_path: Path) -> None:
    old = Path(__file__).parents[2] / "data" / "first_release" / "job-shop.xlsx"
    path = Path(shutil.copyfile(old, tmp_path / "plant.xlsx"))
    book = xw.Book(impl=app.books.open(str(path)).impl)
    port = port_of(book)
    assert version_of(port) == 1
    upgrade = bring_up_to_date(port, now=NOW, user="u")
    assert upgrade is not None and any("setting Template" in one for one in upgrade.additions)
    assert version_of(port) == template_version() and bring_up_to_date(port) is None
    assert (tmp_path / "wipbook_backups" / "plant.template 1.xlsx").read_bytes() == old.read_bytes()
    write_settings(port, {"Currency": "KWD", "Currency Places": 3})
    refresh(port, now=NOW, user="u")
    assert port.read_cell("Home", port.names()["wip_places"].rpartition("!")[2]) == 3
    statement, tie = (port.tables()[table] for table in ("Statement", "StatementTie"))
    assert statement.rows == len(LINES) and tie.first_row == statement.last_row + 5
    closing = book.sheets["Statement"][f"A{statement.last_row + 1}:E{statement.last_row + 1}"]
    assert closing.value[0] == "Closing" and closing.formula[0][4] == "=SUM(Statement[Total])"
    place = port.tables()["Valuation"]
    column = place.cell(0, "Value")
    assert ".000" in str(book.sheets["Valuation"][column].number_format)
    book.close()
