"""The functions in LibreOffice: every example as in Excel, live, and faults as text."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sys
import types
import zipfile
from pathlib import Path
from typing import Any

import pytest

import udfs
from tests.opened import sheet_of
from tests.second_opinion import as_user, compare, extension_profile, recalculate, same, without_print_titles
from wipbook.addin.libreoffice.build import extension, sources
from wipbook.addin.libreoffice.faults import NoLibreOffice
from wipbook.addin.libreoffice.install import install, is_installed, status, uninstall
from wipbook.beside import template_path
from wipbook.commands.buttons import labels
from wipbook.hosts.libreoffice.main_thread import load
from wipbook.hosts.libreoffice.process import Office

CARDS = [function.card for function in udfs.FUNCTIONS.values()]
MOVEMENTS = (
    ("Date", "Type", "Quantity", "Unit Cost"),
    (46023.0, "Receipt", 10.0, 2.0),
    (46024.0, "Receipt", 10.0, 3.0),
    (46025.0, "Issue", 15.0, ""),
)


def put(sheet: Any, address: str, formula: str) -> Any:
    cell = sheet.getCellRangeByName(address)
    cell.Formula = formula
    return cell


def test_the_same_sources_give_the_same_bytes() -> None:
    one, two = extension(CARDS, labels()), extension(CARDS, labels())
    assert hashlib.sha256(one).digest() == hashlib.sha256(two).digest()
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert "pythonpath/python.json" not in archive.namelist(), "no path of the machine that built it"
        described = json.loads(archive.read("pythonpath/functions.json"))
        idl = archive.read("wipbook.idl").decode()
        buttons = archive.read("Addons.xcu").decode()
    assert list(described) == list(udfs.FUNCTIONS)
    assert idl.count("[in] any") == sum(len(card.arguments) for card in CARDS)
    assert all(buttons.count(f"<value>wipbook:{command}</value>") == 2 for command in labels()), "menu and toolbar"


def test_the_menu_has_the_words_of_the_ribbon_in_its_order() -> None:
    with zipfile.ZipFile(io.BytesIO(extension(CARDS, labels()))) as archive:
        menu = archive.read("Addons.xcu").decode()
    assert menu.index("Check Data") < menu.index("Post Counts") < menu.index("New Period") < menu.index("About")


@pytest.mark.libreoffice
def test_every_example_agrees_and_keeps_its_name(profile: Path, tmp_path: Path) -> None:
    again = recalculate(template_path(), profile, tmp_path / "out")
    stored = sheet_of(template_path(), "Functions", data_only=True)
    computed, formulas = (sheet_of(again, "Functions", data_only=values) for values in (True, False))
    headers = {cell.value: cell.column for cell in stored[6]}
    names = set()
    for row in range(7, 7 + len(CARDS)):
        function = str(stored.cell(row, headers["Function"]).value)
        result = computed.cell(row, headers["Result"]).value
        assert result is not None and same(stored.cell(row, headers["Result"]).value, result), function
        assert computed.cell(row, headers["Agrees"]).value is True, function
        name = function.partition("(")[0]
        assert f"{name.upper()}(" in str(formulas.cell(row, headers["Result"]).value)
        names.add(name)
    assert names == set(udfs.FUNCTIONS)
    with zipfile.ZipFile(again) as archive:
        assert not any(b"WIPBOOK.LIBREOFFICE" in archive.read(name) for name in archive.namelist())


@pytest.mark.libreoffice
def test_every_formula_of_the_demo_agrees_with_the_functions(profile: Path, demo_file: Path, tmp_path: Path) -> None:
    count, wrong = compare(demo_file, recalculate(demo_file, profile, tmp_path / "out"), with_functions=True)
    assert count > 500 + len(CARDS)
    assert not wrong, wrong[:5]


@pytest.mark.libreoffice
def test_a_cell_follows_its_precedents(sheet: Any) -> None:
    sheet.getCellRangeByName("A1:D4").setDataArray(MOVEMENTS)
    value = put(sheet, "F1", '=WIP_VALUE(A1:D4;"FIFO")')
    assert value.Value == 15  # 5 of the second receipt are left, at 3
    sheet.getCellRangeByName("D3").Value = 4
    assert value.Value == 20
    assert put(sheet, "F2", "=wip_on_hand(A1:D4)").Value == 5
    assert put(sheet, "F3", '=WIP_VALUE(A1:D4;"FIFO";DATE(2026;1;2))').Value == 60  # before the issue of January 3
    assert put(sheet, "F4", "=WIP_VALUE(A1:D4;;A3)").Value == 60  # the method left out, the day from a cell
    assert put(sheet, "F5", "=WIP_NRV(100;;30)").Value == 70


@pytest.mark.libreoffice
def test_a_table_function_fills_a_block(sheet: Any) -> None:
    sheet.getCellRangeByName("A1:D4").setDataArray(MOVEMENTS)
    block = sheet.getCellRangeByName("F1:J2")
    block.setArrayFormula('=WIP_LAYERS(A1:D4;"FIFO")')
    headers, row = block.getDataArray()
    assert headers == ("Material", "Date", "Quantity", "Unit Cost", "Value")
    assert row == ("all", 46024.0, 5.0, 3.0, 15.0)


@pytest.mark.libreoffice
def test_a_function_of_single_cells_fills_a_column(sheet: Any) -> None:
    sheet.getCellRangeByName("A1:B3").setDataArray(((100.0, 30.0), (90.0, 95.0), ("x", 1.0)))
    block = sheet.getCellRangeByName("D1:D3")
    block.setArrayFormula("=WIP_NRV(A1:A3;B1:B3;5)")
    (first,), (second,), (third,) = block.getDataArray()
    assert (first, second) == (65.0, -10.0)  # 100 - 30 - 5, 90 - 95 - 5
    assert third == "#WIP: selling_price: found the text 'x', expected a number of at least 0"
    assert put(sheet, "F1", "=SUM(WIP_NRV(A1:A2;B1:B2;5))").Value == 55
    assert put(sheet, "F2", '=IF(WIP_NRV(A1;B1;5)>60;WIP_NRV(A2)+1;"no")').Value == 91  # single cells as before


@pytest.mark.libreoffice
def test_numbers_that_stand_for_dates_and_times(sheet: Any) -> None:
    rows = (("Date", "Quantity", "Unit Cost", "Entered At"),
            (46023.0, 10.0, 2.0, 46024.3), (46023.0, 10.0, 3.0, 46024.2), (46023.0, -15.0, "", 46024.4))
    sheet.getCellRangeByName("A1:D4").setDataArray(rows)
    # entered earlier, the receipt at 3 leaves first: 5 of the one at 2 are left
    assert put(sheet, "F1", "=WIP_VALUE(A1:D4)").Value == 10


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ('=WIP_NRV("x";2;3)', "#WIP: selling_price: found the text 'x', expected a number"),
        ("=WIP_NRV()", "#WIP: selling_price: found a blank, expected a number"),
        ('=WIP_VALUE(A1:D4;"HIFO")', "#WIP: method: found"),
        ('=WIP_VALUE(A1:C4;"FIFO")', "#WIP: movements"),
        ('=INDEX(WIP_LAYERS(A1:C4;"FIFO");2;1)', "#WIP: movements"),
        ("=WIP_NRV(A2:A3;A2:A4;1)", "#WIP: completion_cost: found a column of 3 cells, expected one cell, or a column"),
        ("=INDEX(WIP_LAYERS(A1:D4;;;C2:C3);2;1)", "#WIP: material: found a range of 2 x 1 cells"),
    ],
)
def test_bad_input_is_answered_with_text(sheet: Any, formula: str, shown: str) -> None:
    sheet.getCellRangeByName("A1:D4").setDataArray(MOVEMENTS)
    cell = put(sheet, "F1", formula)
    assert cell.String.startswith(shown) and cell.getError() == 0


@pytest.mark.libreoffice
@pytest.mark.parametrize("fault", ["=1/0", "=NA()", "=nosuchfunction()"])
def test_an_error_among_the_arguments_never_becomes_a_number(sheet: Any, fault: str) -> None:
    """Calc itself refuses, before it asks an add-in: it repeats a cell's error, and answers Err:504 for a range."""
    sheet.getCellRangeByName("A1:D4").setDataArray(MOVEMENTS)
    put(sheet, "D3", fault)
    one, many = put(sheet, "F1", "=WIP_NRV(D3;1;1)"), put(sheet, "F2", '=WIP_VALUE(A1:D4;"FIFO")')
    assert one.getError() == sheet.getCellRangeByName("D3").getError() != 0
    assert many.getError() == 504
    assert put(sheet, "F3", "=ISNUMBER(F1)+ISNUMBER(F2)").Value == 0


@pytest.mark.libreoffice
def test_the_wizard_describes_every_function(office: Office) -> None:
    listed = office.create("sheet.FunctionDescriptions")
    found = {}
    for number in range(listed.Count):
        one = {part.Name: part.Value for part in listed.getByIndex(number)}
        if one["Name"].startswith("WIP_"):
            found[one["Name"].lower()] = one
    assert set(found) == set(udfs.FUNCTIONS)
    for card in CARDS:
        one = found[card.name]
        assert one["Description"] == card.summary
        assert {part.Name: part.Description for part in one["Arguments"]} == card.arguments


@pytest.mark.libreoffice
def test_cells_say_why_when_wipbook_cannot_be_loaded(profile: Path, tmp_path: Path) -> None:
    own = shutil.copytree(profile, tmp_path / "profile")  # an office that runs would answer for its own profile
    workbook = without_print_titles(template_path(), tmp_path / template_path().name)
    lost = Office(own, environment={"WIPBOOK_PACKAGES": str(tmp_path / "gone")})
    try:
        document = load(lost.create, workbook.as_uri(), Hidden=True)
        result = document.Sheets.getByName("Functions").getCellRangeByName("D7")
        assert "WIPALLOCATE" in result.Formula, "the function is known all the same"
        assert put(document.Sheets.getByName("Materials"), "Z1", "=WIP_NRV(1)").String.startswith(
            f"#WIP: the folder {tmp_path / 'gone'} is gone"
        )
        document.close(True)
    finally:
        lost.stop()


@pytest.mark.libreoffice
def test_what_was_installed_can_be_taken_out_again() -> None:
    with extension_profile() as folder:
        assert status(folder, as_user(folder)) == ["The extension is installed in LibreOffice."]
        assert "Would have" in uninstall(folder, as_user(folder), dry_run=True)[0]
        assert is_installed(folder, as_user(folder))
        uninstall(folder, as_user(folder))
        assert not is_installed(folder, as_user(folder))
        assert "nothing to do" in uninstall(folder, as_user(folder))[0]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere LibreOffice has one place, found without the path")
def test_without_libreoffice_the_installer_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("WIPBOOK_UNOPKG", raising=False)
    with pytest.raises(NoLibreOffice, match="no command unopkg"):
        install(CARDS, labels())


def test_another_python_is_named(tmp_path: Path) -> None:
    """The module that finds wipbook, as the office runs it, beside a python.json of another Python."""
    source = shutil.copy(sources() / "pythonpath" / "wipbook_office.py", tmp_path)
    (tmp_path / "python.json").write_text(json.dumps({"python": "3.2", "folders": [str(tmp_path)]}), "utf-8")
    module = types.ModuleType("wipbook_office")
    module.__file__ = source
    exec(compile(Path(source).read_text("utf-8"), source, "exec"), vars(module))
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    with pytest.raises(
        module.NotSetUp, match=f"LibreOffice runs Python {running}, wipbook was installed for Python 3.2"
    ):
        module.load()
    (tmp_path / "python.json").unlink()
    with pytest.raises(module.NotSetUp, match="wipbook addin install --libreoffice"):
        module.load()
