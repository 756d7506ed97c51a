"""Currencies of zero to four decimal places: cells, formats, tolerances, texts, formulas, functions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import udfs
from tests.opened import sheets_of
from tests.second_opinion import compare, recalculate
from wipbook.commands.data.diff import diff
from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.commands.workbench.summary import Summary
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.sheets.layout import NUMBER_FORMATS, money_format

NOW = dt.datetime(2026, 7, 1)


def made(path: Path, currency: str, places: int) -> tuple[FileWorkbook, Summary]:
    """3 bought at 1234.567 each and 1 issued to a job: 3703.701 came, 1234.567 went."""
    book = open_file(copy_template(path), backups=0)
    settings = {"Currency": currency, "Currency Places": places, "Period End": "2026-06-30"}
    prepare(book, [], settings, NOW)
    book.write_table("Materials", pl.DataFrame({
        "Material": ["R", "F"], "Description": ["raw", "made"], "Kind": ["raw", "finished"], "Unit": ["kg", "pcs"]}))
    book.write_table("Jobs", pl.DataFrame({
        "Job": ["J1"], "Description": ["one"], "Material": ["F"], "Quantity": [1.0], "Status": ["Released"],
        "Due": [dt.date(2026, 3, 1)]}))
    book.write_table("Movements", pl.DataFrame({
        "Movement": ["1", "2"], "Date": [dt.date(2026, 2, 1), dt.date(2026, 2, 3)], "Type": ["Receipt", "Issue"],
        "Material": ["R", "R"], "Quantity": [3.0, 1.0], "Unit Cost": [1234.567, None], "Job": [None, "J1"]}))
    summary = refresh(book, now=NOW, user="u")
    book.save()
    return book, summary


# By hand: receipt 3 x 1234.567 = 3703.701, rounded half-up to the places; the issue takes a third of it.
BY_HAND = {0: ("2469", "1235"), 2: ("2469.13", "1234.57"), 3: ("2469.134", "1234.567"), 4: ("2469.1340", "1234.5670")}


@pytest.mark.parametrize(("currency", "places"), [("JPY", 0), ("EUR", 2), ("KWD", 3), ("CLF", 4)])
def test_cells_texts_tolerances_and_formats_have_the_places_of_the_currency(
    tmp_path: Path, currency: str, places: int
) -> None:
    book, summary = made(tmp_path / "plant.xlsx", currency, places)
    raw, wip = (Decimal(text) for text in BY_HAND[places])
    assert book.read_table("Valuation").frame["Value"][0] == float(raw)
    assert book.read_table("JobCosts").frame["WIP"][0] == float(wip)
    assert summary.text(summary.balances["Work in Process"]) == f"{wip:,}"
    checks = book.read_table("Checks").frame
    tolerance = dict(checks.select("Check", "Tolerance").iter_rows())
    assert tolerance["chk_layers_value"] == float(Decimal(5).scaleb(-places - 1))
    assert tolerance["chk_layers_quantity"] == 0.005 and checks["OK"].all()
    assert book.read_cell("Home", "B36") == places
    assert f"{wip:,}" in str(refresh_text(book))
    sheets = sheets_of(tmp_path / "plant.xlsx", "Valuation", "Job Costs", "Statement", "Jobs")
    wanted = money_format(places)
    for name, table, header in (("Valuation", "Valuation", "Value"), ("Job Costs", "JobCosts", "WIP"),
                                ("Statement", "Statement", "Total"), ("Jobs", "Jobs", "Contract Price")):
        page = sheets[name]
        rows = page[page.tables[table].ref]
        column = [cell.value for cell in rows[0]].index(header)
        assert rows[1][column].number_format == wanted, name
    unit_cost = sheets["Valuation"][sheets["Valuation"].tables["Valuation"].ref]
    at = [cell.value for cell in unit_cost[0]].index("Unit Cost")
    assert unit_cost[1][at].number_format == NUMBER_FORMATS["unit cost"], "no other format goes along"


def refresh_text(book: FileWorkbook) -> list[str]:
    """The lines that a refresh prints."""
    from wipbook.commands.command import Call
    from wipbook.commands.declared.value.refresh import run

    answer = run(Call(lambda step: None, {"out": None}, book))
    return [row for grid in answer.shell if not isinstance(grid, str) for row in grid.rows]


def test_going_to_another_currency_and_back_leaves_the_formats_as_they_were(tmp_path: Path) -> None:
    book, _ = made(tmp_path / "plant.xlsx", "CLF", 4)
    write_settings(book, {"Currency": "EUR", "Currency Places": 2})
    refresh(book, now=NOW, user="u")
    book.save()
    made(tmp_path / "other.xlsx", "EUR", 2)
    one, other = (openpyxl.load_workbook(tmp_path / name) for name in ("plant.xlsx", "other.xlsx"))
    for sheet in other.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert one[sheet.title][cell.coordinate].number_format == cell.number_format, cell


def test_a_refresh_reports_no_change_where_there_is_none(tmp_path: Path) -> None:
    """Amounts that polars divides to another double in a long column than in a short one."""
    book, _ = made(tmp_path / "plant.xlsx", "EUR", 2)
    before = open_file(tmp_path / "plant.xlsx")
    refresh(book, now=NOW, user="u")
    assert not diff(before, book)


@pytest.mark.libreoffice
def test_libreoffice_computes_the_same(tmp_path: Path, office_profile: Path) -> None:
    made(tmp_path / "plant.xlsx", "KWD", 3)
    again = recalculate(tmp_path / "plant.xlsx", office_profile, tmp_path / "again")
    formulas, wrong = compare(tmp_path / "plant.xlsx", again)
    assert formulas > 100 and not wrong


MOVES = [["Date", "Quantity", "Unit Cost"], ["2026-02-01", 3, 1234.567], ["2026-02-03", -1, None]]


def test_the_functions_take_the_places() -> None:
    assert udfs.wip_value(MOVES) == 2469.13 and udfs.wip_value(MOVES, places=3) == 2469.134
    assert udfs.wip_value(MOVES, places=0) == 2469 and udfs.wip_cogs(MOVES, places=3) == 1234.567
    assert udfs.wip_layers(MOVES, places=3)[1][-1] == 2469.134
    assert udfs.wip_movement_costs(MOVES, places=3)[1][3:6] == [3703.701, 3.0, 3703.701]
    assert {row[3] for row in udfs.wip_compare_methods(MOVES, places=3)[1:]} == {2469.134}
    stock = [["Item", "Quantity", "Unit Cost", "NRV"], ["A", 3, 1.2345, 1.2341]]
    # 3 x 1.2345 = 3.7035 and 3 x 1.2341 = 3.7023, to three places half-up
    assert udfs.wip_lcnrv(stock, "item", 3)[1][1:4] == [3.704, 3.702, 3.702]
    jobs = [["Job", "Opening", "Material"], ["A", 1.0004, 2.0004]]
    assert udfs.wip_roll_forward(jobs, 4)[1][-2] == 3.0008 and udfs.wip_roll_forward(jobs)[1][-2] == 3.0
    with pytest.raises(ValueError, match="places"):
        udfs.wip_value(MOVES, places=5)
