"""Whose tabs are shown: at most twelve in a view, and what the user shows stays shown."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest

from wipbook.commands.audit import count
from wipbook.commands.audit.audit import audit
from wipbook.commands.audit.sample import sample
from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.forecast.forecast import forecast
from wipbook.commands.value.compare_methods import compare_methods
from wipbook.commands.value.job_card import job_card
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.front.chosen_view import choose_view
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ledger.settings_table import SettingNotUnderstood
from wipbook.schema import input_sheets, packs
from wipbook.sheets import output_sheets
from wipbook.sheets.front.tabs import SETTINGS, sheet_names, tabs_of
from wipbook.values.user_role import ALL_ROLES, UserRole

NOW = dt.datetime(2027, 1, 4, 12)


def shown(book: FileWorkbook) -> list[str]:
    return [name for name in book.sheets() if book.is_visible(name)]


def a_round(book: FileWorkbook) -> None:
    """What a controller presses in a month."""
    refresh(book, now=NOW, user="tests")
    audit(book, now=NOW, user="tests")
    forecast(book, now=NOW, user="tests")
    compare_methods(book, now=NOW)
    job_card(book, "J-1064", now=NOW)
    count.plan(book)
    sample(book, "Movements", "random", 5, "1")
    refresh(book, now=NOW, user="tests")


@pytest.mark.parametrize("role", list(UserRole))
def test_a_view_has_at_most_twelve_tabs(role: UserRole) -> None:
    tabs = tabs_of(role)
    assert 10 <= len(tabs) <= 12 and {"Home", "Dashboard"} <= tabs
    for sheet in (*input_sheets(), *output_sheets()):
        assert sheet.name not in tabs or role in sheet.roles, f"{sheet.name} is shown to whom it is not for"


def test_a_round_of_commands_leaves_twelve_tabs_at_most_in_every_view(demo_copy: Path) -> None:
    with open_file(demo_copy, backups=0) as book:
        a_round(book)
        assert set(shown(book)) <= tabs_of("Controller") and len(shown(book)) <= 12
        assert shown(book)[:2] == ["Home", "Dashboard"]
        for role in UserRole:
            assert choose_view(book, role)[1] == shown(book)
            assert set(shown(book)) <= tabs_of(role) and 10 <= len(shown(book)) <= 12, role
            a_round(book)
            assert len(shown(book)) <= 12
        tabs = choose_view(book, ALL_ROLES)[1]
        assert len(tabs) > 60 and {"Shortages", "Job Card", "Sample", "Count Plan"} <= set(tabs)
        assert "Process Cost" not in tabs, "it has nothing to say in a job shop"


def test_hidden_never_very_hidden(demo_copy: Path) -> None:
    with open_file(demo_copy, backups=0) as book:
        choose_view(book, "Shop")
        book.save()
    with zipfile.ZipFile(demo_copy) as archive:
        states = re.findall(rb'<sheet [^>]*state="(\w+)"', archive.read("xl/workbook.xml"))
    assert len(states) > 50 and set(states) == {b"hidden"}


def test_a_refresh_never_hides_what_the_user_has_shown(demo_copy: Path) -> None:
    """A sheet of another's view, a blank one of all views, and one of the user's own."""
    with open_file(demo_copy, backups=0) as book:
        for sheet in ("Journals", "Process Cost"):
            assert not book.is_visible(sheet)
            book.set_visible(sheet, True)
        a_round(book)
        assert book.is_visible("Journals") and book.is_visible("Process Cost")
        choose_view(book, "All")
        assert not book.is_visible("Process Cost"), "a view that is chosen shows what it says"
        book.set_visible("Process Cost", True)
        refresh(book, now=NOW, user="tests")
        assert book.is_visible("Process Cost")


def test_a_sheet_that_wipbook_showed_goes_when_it_has_nothing_left_to_say(tmp_path: Path) -> None:
    """A receipt without a material is left out, then mended: Exceptions comes and goes. Shown by the user, it stays."""
    with open_file(copy_template(tmp_path / "new.xlsx"), backups=0) as book:
        prepare(book, [], {}, NOW)
        book.write_table("Materials", pl.DataFrame({
            "Material": ["S"], "Description": ["Steel"], "Kind": ["raw"], "Unit": ["kg"],
        }))
        book.write_table("Movements", pl.DataFrame({
            "Movement": ["M1"], "Date": [dt.date(2026, 3, 2)], "Type": ["Receipt"], "Material": [None],
            "Quantity": [10.0], "Unit Cost": [2.5],
        }, schema_overrides={"Material": pl.String}))
        refresh(book, now=NOW, user="tests")
        assert book.is_visible("Exceptions")
        place = book.tables()["Movements"]
        book.write_cells("Movements", {place.cell(0, "Material"): "S"})
        refresh(book, now=NOW, user="tests")
        assert not book.read_table("Exceptions").frame["Sheet"].drop_nulls().len()
        assert not book.is_visible("Exceptions")
        book.set_visible("Exceptions", True)
        for material in (None, "S"):  # it is the user's, whatever comes and goes on it
            book.write_cells("Movements", {place.cell(0, "Material"): material})
            refresh(book, now=NOW, user="tests")
            assert book.is_visible("Exceptions"), material


def test_a_new_workbook_shows_what_one_types_on_first(tmp_path: Path) -> None:
    with open_file(copy_template(tmp_path / "new.xlsx"), backups=0) as book:
        prepare(book, [], {}, NOW)
        assert shown(book) == ["Home", "Dashboard", "Settings", "Materials", "Movements", "Jobs", "Labor", "Statement",
                               "Job Costs", "Checks", "Audit"]
        prepare(book, packs()[1:], {"Role": "Purchasing"}, NOW)
        assert {"Suppliers", "Purchases", "Demand"} <= set(shown(book))


def test_a_role_that_is_none_is_refused_by_name(demo_copy: Path) -> None:
    with open_file(demo_copy, backups=0) as book, pytest.raises(SettingNotUnderstood, match="Controller"):
        choose_view(book, "Boss")


def test_every_sheet_of_ours_is_listed_once() -> None:
    names = sheet_names()
    assert len(names) == len(set(names)) == len(input_sheets()) + len(output_sheets()) + 2
    assert names[:3] == ("Home", "Dashboard", SETTINGS)
