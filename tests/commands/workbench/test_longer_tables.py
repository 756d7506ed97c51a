"""Reports of the first release whose tables have more rows now: what stands below them makes room and stays whole."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from tests.opened import sheet_of
from tests.second_opinion import compare, recalculate
from wipbook.books.statement import LINES
from wipbook.commands.data.import_ import import_into, read_mapping
from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.value.job_card import job_card
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.upgrade import bring_up_to_date
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ooxml.faults import CellsInTheWay
from wipbook.port.workbook import Formula
from wipbook.schema import packs
from wipbook.sheets.layout import NOTE_ROW

OLD = Path(__file__).parents[2] / "data" / "first_release"
NOW = dt.datetime(2026, 4, 1, 9, 0)


@pytest.fixture(params=["job-shop", "all-packs"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(OLD / f"{request.param}.xlsx", tmp_path / f"{request.param}.xlsx"))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(OLD / "job-shop.xlsx", tmp_path / "plant.xlsx"))


def brought(workbook: FileWorkbook) -> tuple[str, ...]:
    """The additions of an upgrade; the reports are made anew."""
    upgrade = bring_up_to_date(workbook, now=NOW, user="u")
    assert upgrade is not None
    refresh(workbook, now=NOW, user="u")
    return upgrade.additions


def looks(cell: Any) -> tuple[str, ...]:
    """How a cell is shown; two workbooks number the same formats differently."""
    return tuple(repr(getattr(cell, one)) for one in ("number_format", "font", "fill", "border", "alignment"))


def fresh(path: Path, chosen: tuple[str, ...]) -> FileWorkbook:
    """A workbook of this release with the rows that the old ones were given."""
    workbook = open_file(copy_template(path), backups=0)
    prepare(workbook, chosen, {}, NOW)
    import_into(workbook, read_mapping(OLD / "mapping.toml"), [OLD / "rows"], now=NOW, user="u")
    refresh(workbook, now=NOW, user="u")
    return workbook


def test_the_statement_is_cell_by_cell_that_of_a_new_workbook(old: Path, tmp_path: Path, validator: list[str]) -> None:
    with open_file(old, backups=0) as workbook:
        before = [workbook.find_table(name).last_row for name in ("Statement", "StatementTie")]  # type: ignore[union-attr]
        assert before == [22, 29], "the first release had 16 lines"
        assert [one for one in brought(workbook) if "for table" in one] == [
            "7 rows for table Statement in Statement!23: what stood there and below went down",
            "3 rows for table ScheduleRules in Schedule!11: what stood there and below went down",
        ]
        assert workbook.read_table("Statement").frame["Line"].to_list() == list(LINES)
        workbook.save()
    assert subprocess.run([*validator, str(old)], capture_output=True, check=False).returncode == 0
    fresh(tmp_path / "new.xlsx", packs()[1:] if old.stem == "all-packs" else ()).save()
    ours, theirs = (sheet_of(path, "Statement") for path in (old, tmp_path / "new.xlsx"))
    tables = dict(ours.tables.items())
    assert tables == dict(theirs.tables.items()) == {"Statement": "A6:E29", "StatementTie": "A33:G36"}
    for row in theirs.iter_rows(min_row=4, max_row=60, max_col=8):
        if row[0].row != NOTE_ROW:  # notes that come to an older workbook take the room there is
            assert ours.row_dimensions[row[0].row].height == theirs.row_dimensions[row[0].row].height
        for cell in row:
            mine = ours[cell.coordinate]
            assert mine.value == cell.value, cell
            assert looks(mine) == looks(cell), cell
    formats = [{str(one.sqref): [rule.formula for rule in one.rules] for one in sheet.conditional_formatting}
               for sheet in (ours, theirs)]
    assert formats[0] == formats[1] and set(formats[0]) == {"D34:D36", "F34:F36"}
    assert [ours[f"A{row}"].value for row in range(7, 62)].count("Closing") == 1
    assert ours["B30"].value == "=SUM(Statement[Raw Materials])"


@pytest.mark.libreoffice
def test_libreoffice_computes_the_same(old: Path, office_profile: Path, tmp_path: Path) -> None:
    with open_file(old, backups=0) as workbook:
        brought(workbook)
        workbook.save()
    count, wrong = compare(old, recalculate(old, office_profile, tmp_path / "again"))
    assert count > 300 and not wrong


def test_what_the_user_wrote_below_goes_along_and_what_he_refers_to_is_followed(shop: Path) -> None:
    with open_file(shop, backups=0) as workbook:
        tie = workbook.read_cell("Statement", "B28")
        workbook.write_cells("Statement", {"A32": "agreed with Dana", "B32": Formula("=B28-SUM(B$20:B23)", -2725.4)})
        workbook.write_cells("Settings", {"H3": Formula("=Statement!B28+Statement!$B$7", tie), "H4": "Statement!B28"})
        workbook.define_name("our_wip", "Statement", "B28")
        brought(workbook)
        assert workbook.read_cell("Statement", "A39") == "agreed with Dana"
        assert workbook.read_cell("Statement", "A34") == "Raw Materials"
        assert workbook.read_cell("Statement", "B35") == tie
        assert workbook.names()["our_wip"] == "Statement!$B$35"
        workbook.save()
    loaded = openpyxl.load_workbook(shop)
    assert loaded["Settings"]["H3"].value == "=Statement!B35+Statement!$B$7"
    assert loaded["Settings"]["H4"].value == "Statement!B28", "a text is a text"
    assert loaded["Statement"]["B39"].value == "=B35-SUM(B$20:B30)"


def test_a_statement_that_was_moved_makes_room_where_it_stands(shop: Path) -> None:
    """A blank row that somebody put between table and closing row counts as room; rows above do not."""
    from wipbook.ooxml.insertion.insert_rows import insert_rows

    with open_file(shop, backups=0) as workbook:
        insert_rows(workbook.document, "Statement", 23, 1)
        insert_rows(workbook.document, "Statement", 4, 2)
        assert "6 rows for table Statement in Statement!25: what stood there and below went down" in brought(workbook)
        place, tie = workbook.find_table("Statement"), workbook.find_table("StatementTie")
        assert place is not None and (place.first_row, place.last_row) == (9, 31)
        assert workbook.read_cell("Statement", "A32") == "Closing" and workbook.read_cell("Statement", "A33") is None
        assert tie is not None and tie.first_row == 36


def test_notes_below_a_list_that_grew_stay_below_it(shop: Path) -> None:
    with open_file(shop, backups=0) as workbook:
        place = workbook.find_table("Checks")
        assert place is not None
        workbook.write_cells("Checks", {f"A{place.last_row + 2}": "seen by Dana"})
        assert any("for table Checks" in one for one in brought(workbook))
        now = workbook.find_table("Checks")
        assert now is not None and now.rows > place.rows
        assert workbook.read_cell("Checks", f"A{now.last_row + 2}") == "seen by Dana"


def test_a_table_of_the_user_s_that_would_be_torn_is_named(shop: Path) -> None:
    book = openpyxl.load_workbook(shop)
    for row in range(10, 31):
        book["Statement"][f"H{row}"] = "Ours" if row == 10 else row
    book["Statement"].add_table(Table(displayName="Ours", ref="H10:H30"))
    book.save(shop)
    with open_file(shop, backups=0) as workbook, pytest.raises(CellsInTheWay, match="table Ours in H10:H30"):
        bring_up_to_date(workbook, now=NOW)


def test_the_card_of_a_job_has_its_new_line_and_nothing_moves(shop: Path, tmp_path: Path) -> None:
    new = fresh(tmp_path / "new.xlsx", ())
    with open_file(shop, backups=0) as workbook:
        additions = brought(workbook)
        assert not any("JobCard" in one for one in additions)
        for one in (workbook, new):
            job_card(one, "J-1", now=NOW)
            one.save()
        names = ("JobCardCost", "JobCardFacts", "JobCardEntries")
        assert [workbook.find_table(name) for name in names] == [new.find_table(name) for name in names]
        elements = workbook.read_table("JobCardCost").frame["Element"].to_list()
        assert elements[-4:] == ["Expensed", "Late Cost", "Contract Cost", "In process"]
    ours, theirs = (sheet_of(path, "Job Card") for path in (shop, tmp_path / "new.xlsx"))
    for row in theirs.iter_rows(min_row=3):
        for cell in row:
            mine = ours[cell.coordinate]
            assert (mine.value, looks(mine)) == (cell.value, looks(cell)), cell
