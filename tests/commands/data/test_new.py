"""``wipbook new``: a workbook that Excel opens by the name it has, with what its packs need, headed at once."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import fastexcel
import openpyxl
import pytest

from tests.opened import sheet_of
from wipbook.hosts.file.workbook import open_file

Shell = Callable[..., tuple[int, str, str]]

PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"  # ECMA-376 knows it not; [MS-OFFMACRO2] 2.2.1.1 does


def main_type(path: Path) -> str:
    """What the package says its workbook part is."""
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml").decode()
    override = next(one for one in types.split("<") if 'PartName="/xl/workbook.xml"' in one)
    return override.split('ContentType="')[1].split('"')[0]


@pytest.mark.parametrize(("name", "kind"), [("book.xlsx", PLAIN), ("book.xlsm", MACROS), ("BOOK.XLSM", MACROS)])
def test_the_kind_is_that_of_the_name_and_stays(tmp_path: Path, wipbook: Shell, name: str, kind: str) -> None:
    path = tmp_path / name
    code, said, _ = wipbook("new", str(path))
    assert code == 0 and f"Made {path}" in said
    assert main_type(path) == kind
    with open_file(path, backups=0) as book:
        book.write_cells("Materials", {"B7": "Steel"})
        book.save()
    assert main_type(path) == kind
    whole = openpyxl.load_workbook(path, keep_vba=kind == MACROS)
    assert whole["Materials"]["B7"].value == "Steel"
    assert whole.mime_type == kind


@pytest.mark.parametrize(
    "name", ["book.ods", "book.xlsb", "book", "book.xls", "book.csv", "book.xltx", "book.xlsx.txt", ".xlsx"]
)
def test_other_names_are_refused_before_anything_is_written(tmp_path: Path, wipbook: Shell, name: str) -> None:
    code, _, said = wipbook("new", str(tmp_path / "made" / name))
    assert code == 2
    assert f"{name}: found" in said and "expected .xlsx, or .xlsm for a workbook with macros" in said
    assert list(tmp_path.iterdir()) == []


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def open_document(path: Path) -> Path:
    """An OpenDocument spreadsheet of one cell, as OpenDocument 1.2 part 3 lays the package out."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        '<table:table table:name="Materials"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>Material</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


@pytest.mark.parametrize("name", ["book.ods", "book.xlsx"])
def test_an_open_document_given_to_a_command_is_to_be_saved_as_xlsx(tmp_path: Path, wipbook: Shell, name: str) -> None:
    path = open_document(tmp_path / name)
    before = path.read_bytes()
    assert fastexcel.read_excel(before).sheet_names == ["Materials"]  # another program takes it for what it is
    code, _, said = wipbook("refresh", str(path))
    assert code == 2
    assert f"{name}: found an OpenDocument file (.ods)" in said and "save it as .xlsx" in said
    assert path.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("pack", ["purchasing", "overhead"])
def test_a_pack_brings_the_people_it_needs(tmp_path: Path, wipbook: Shell, pack: str) -> None:
    path = tmp_path / "book.xlsx"
    assert wipbook("new", str(path), "--with", pack, "--role", "All")[0] == 0
    shown = {sheet.title for sheet in openpyxl.load_workbook(path, read_only=True) if sheet.sheet_state == "visible"}
    assert {"Employees", "Rates", "Pay Types"} <= shown
    assert ("Purchases" in shown, "Overhead" in shown) == (pack == "purchasing", pack == "overhead")


def test_a_new_workbook_says_whose_tabs_it_shows(tmp_path: Path, wipbook: Shell) -> None:
    code, said, _ = wipbook("new", str(tmp_path / "book.xlsx"), "--with", "purchasing")
    assert code == 0 and "View Controller: 11 tabs" in said and "--role All" in said
    assert wipbook("new", str(tmp_path / "other.xlsx"), "--role", "Boss")[0] == 2
    assert not (tmp_path / "other.xlsx").exists(), "refused before anything was made"


def test_without_packs_people_stay_hidden(tmp_path: Path, wipbook: Shell) -> None:
    path = tmp_path / "book.xlsx"
    assert wipbook("new", str(path))[0] == 0
    assert sheet_of(path, "Employees").sheet_state == "hidden"


@pytest.mark.parametrize(
    ("typed", "starts"),
    [
        (("--company", "Acme Pumps", "--currency", "USD"), "Acme Pumps  ·  USD  ·  no period yet"),
        (("--company", "Ørsted & Sons"), "Ørsted & Sons  ·  EUR  ·  no period yet"),
        (("--currency", "JPY"), "JPY  ·  no period yet"),
        ((), "EUR  ·  no period yet"),
    ],
)
def test_company_and_currency_stand_on_every_sheet_at_once(
    tmp_path: Path, wipbook: Shell, typed: tuple[str, ...], starts: str
) -> None:
    path = tmp_path / "book.xlsx"
    assert wipbook("new", str(path), *typed)[0] == 0
    values, formulas = (openpyxl.load_workbook(path, read_only=True, data_only=values) for values in (True, False))
    lines = {sheet.title: sheet["A2"].value for sheet in values if formulas[sheet.title]["A2"].value == "=header_line"}
    assert set(values.sheetnames) - set(lines) == {"Home"}
    assert len(set(lines.values())) == 1 and lines["Materials"].startswith(starts)
    home = {label.value: value.value for label, value in values["Home"]["A28:B38"]}
    assert home["Shown on every sheet"] == lines["Materials"]
    company = typed[1] if "--company" in typed else None
    assert (home["Company"] or None) == company and (values["Home"]["A2"].value or None) == company
    assert starts.removesuffix("  ·  no period yet").endswith(home["Currency"])
