"""Sheets of the template brought into a workbook in LibreOffice's window.

Each test has an office of its own, and another one if that ends: LibreOffice 25.2 can abort ("pure virtual
method" in its scheduler) where sheets with charts are imported while its main thread does something else.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
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


def in_an_office(profile: Path, folder: Path, check: Callable[[xw.App, Path], None]) -> None:
    """``check`` with an office and a folder of its own. Where LibreOffice itself has ended meanwhile it is done once
    more, twice at most; what it finds in an office that lives is its finding."""
    for attempt in range(3):
        running = xw.App(impl=register().impl.apps.add(spec=str(profile)))
        try:
            (folder / str(attempt)).mkdir()
            check(running, folder / str(attempt))
            return
        except Exception:
            if attempt == 2 or _lives(running):
                raise
        finally:
            running.quit()


def _lives(app: xw.App) -> bool:
    """Whether it answers. Its process is not asked: one that has broken down may take its time to leave."""
    try:
        return app.impl.create("awt.AsyncCallback") is not None
    except Exception:  # noqa: BLE001 - UNO's exceptions have no class of ours before the office is there
        return False


def test_a_deleted_sheet_comes_back_with_its_table(profile: Path, demo_file: Path, tmp_path: Path) -> None:
    in_an_office(profile, tmp_path, partial(_deleted_and_back, demo_file))


def _deleted_and_back(demo_file: Path, app: xw.App, folder: Path) -> None:
    demo_copy = Path(shutil.copyfile(demo_file, folder / "plant.xlsx"))
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


def test_an_older_workbook_is_brought_up_to_date_in_the_window(profile: Path, tmp_path: Path) -> None:
    in_an_office(profile, tmp_path, _brought_up_to_date)


def _brought_up_to_date(app: xw.App, tmp_path: Path) -> None:
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


def test_another_office_is_asked_only_where_one_has_ended(profile: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def ends_once(app: xw.App, folder: Path) -> None:
        seen.append(folder.name)
        if len(seen) == 1:
            os.killpg(app.impl._office._process.pid, signal.SIGKILL)  # a script, and the office that it started
            raise RuntimeError("the bridge is gone")

    def finds_something(app: xw.App, folder: Path) -> None:
        seen.append("found")
        raise AssertionError("a finding")

    in_an_office(profile, tmp_path, ends_once)
    (tmp_path / "other").mkdir()
    with pytest.raises(AssertionError, match="a finding"):
        in_an_office(profile, tmp_path / "other", finds_something)
    assert seen == ["0", "1", "found"]
