"""Home of an older release gives way to this one's, and nothing on it is lost."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.shell import run
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.front.first_screen import has_screen, places
from wipbook.commands.workbench.upgrade import bring_up_to_date
from wipbook.hosts.file.workbook import open_file
from wipbook.port.workbook import Formula
from wipbook.sheets.front import screen

OLD = Path(__file__).parents[3] / "data" / "first_release"
NOW = dt.datetime(2027, 1, 4, 12)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(OLD / "all-packs.xlsx", tmp_path / "plant.xlsx"))


def test_facts_packs_runs_and_tabs_go_along(old: Path, validator: list[str]) -> None:
    with open_file(old, backups=0) as book:
        assert not has_screen(book)
        order = book.sheets()
        visible = {name for name in order if book.is_visible(name)}
        packs = dict(book.read_table("Packs").frame.select("Pack", "Show").iter_rows())
        runs = dict(book.read_table("LastRuns").frame.select("Command", "When").iter_rows())
        upgrade = bring_up_to_date(book, now=NOW, user="tests")
        assert upgrade is not None
        assert "Home of this release: figures, what is wrong, the next step" in upgrade.additions
        assert has_screen(book) and book.sheets()[0] == "Home" and order == [n for n in book.sheets() if n in order]
        assert {name for name in book.sheets() if book.is_visible(name)} >= visible
        now = dict(book.read_table("Packs").frame.select("Pack", "Show").iter_rows())
        assert {name: now[name] for name in packs} == packs
        kept = dict(book.read_table("LastRuns").frame.select("Command", "When").iter_rows())
        assert {name: kept[name] for name in runs if name != "upgrade"} == runs
        assert book.names()["company"].startswith("Home!")
        refresh(book, now=NOW, user="tests")
        book.save()
    book = openpyxl.load_workbook(old, data_only=True)
    assert book["Home"]["A1"].value == "Work in process" and book["Home"]["A6"].value is not None
    assert book["Statement"]["A2"].value == book["Checks"]["A2"].value
    assert subprocess.run([*validator, str(old)], capture_output=True, check=False).returncode == 0


def test_a_home_with_cells_of_somebodys_stays(old: Path) -> None:
    with open_file(old, backups=0) as book:
        book.write_cells("Home", {"H3": "call the bank"})
        upgrade = bring_up_to_date(book, now=NOW, user="tests")
        assert upgrade is not None and any("Home!H3 is yours" in line for line in upgrade.additions)
        assert not has_screen(book) and book.read_cell("Home", "H3") == "call the bank"
        refresh(book, now=NOW, user="tests")


def test_what_kept_it_is_taken_away_and_the_command_replaces_it(old: Path) -> None:
    """As the line in the Change Log says: move what is yours, run wipbook upgrade."""
    with open_file(old, backups=0) as book:
        book.write_cells("Home", {"H3": "call the bank"})
        bring_up_to_date(book, now=NOW, user="tests")
        refresh(book, now=NOW, user="tests")
        book.save()
    said = run("upgrade", str(old))
    assert said.returncode == 0 and "Home!H3 is yours" in said.stdout and "is up to date" in said.stdout
    with open_file(old, backups=0) as book:
        balances = book.read_table("Statement").frame
        book.write_cells("Home", {"H3": None})
        book.save()
    dry = run("upgrade", str(old), "--dry-run")
    assert dry.returncode == 0 and "Home of this release" in dry.stdout
    with open_file(old, backups=0) as book:
        assert not has_screen(book)
    assert run("upgrade", str(old)).returncode == 0
    with open_file(old, backups=0) as book:
        assert has_screen(book) and book.read_table("Statement").frame.equals(balances)
        assert book.read_table("ChangeLog").frame["Command"][-1] == "upgrade"
    assert run("upgrade", str(old)).stdout.strip() == "plant.xlsx is up to date."


def test_a_home_that_formulas_ask_by_address_stays(old: Path) -> None:
    with open_file(old, backups=0) as book:
        book.write_cells("Settings", {"H3": Formula("=Home!B7", 1)})
        upgrade = bring_up_to_date(book, now=NOW, user="tests")
        assert upgrade is not None and any("formulas on Settings" in line for line in upgrade.additions)
        assert not has_screen(book)


def test_a_home_of_this_release_is_left_alone(demo_copy: Path) -> None:
    with open_file(demo_copy, backups=0) as book:
        book.write_cells("Home", {"H60": "mine"})
        assert bring_up_to_date(book, now=NOW) is None
        refresh(book, now=NOW, user="tests")
        assert book.read_cell("Home", "H60") == "mine"


def test_rows_put_in_above_move_the_screen(demo_copy: Path) -> None:
    """The screen goes with its table of jobs; what another program left of the old rows is not written."""
    with open_file(demo_copy, backups=0) as book:
        from wipbook.ooxml.insertion.insert_rows import insert_rows

        insert_rows(book.document, "Home", 2, 3)
        assert places(book)[screen.AGE] == "A6"
        refresh(book, now=NOW, user="tests")
        assert str(book.read_cell("Home", "A6")).startswith("Figures of the refresh of 2027-01-04")
        assert book.read_cell("Home", "A3") in (None, "")
