"""The pivot tables: what they are made of, that they never show what was, and that LibreOffice makes of them what the
table adds up to."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.every_command import small_plant
from tests.excel_in_miniature.sheets import PivotCache, excel_book
from tests.opened import sheet_of
from tests.second_opinion import without_print_titles
from wipbook.beside import template_path
from wipbook.commands.value.refresh import refresh
from wipbook.hosts.excel.workbook import BookWorkbook
from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.environment import office_environment
from wipbook.ooxml.faults import NotOnFileHost
from wipbook.ooxml.package.package import Package
from wipbook.sheets.analysis.cube import SHEET as ANALYSIS
from wipbook.sheets.analysis.pivots import PIVOTS

OLD = Path(__file__).parents[1] / "data" / "first_release" / "all-packs.xlsx"
CACHE, RECORDS = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotCache/pivotCacheRecords1.xml"
FIRST = "xl/pivotTables/pivotTable1.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return small_plant(tmp_path / "plant.xlsx")


def part(path: Path, name: str) -> str:
    package = Package(path)
    try:
        return package.read(name).decode()
    finally:
        package.close()


def told(path: Path, number: str, attribute: str) -> str:
    """What a pivot table says of itself."""
    found = re.search(f' {attribute}="(.*?)"', part(path, FIRST.replace("1", number)))
    assert found is not None
    return found[1]


def test_the_cache_is_the_table_and_is_filled_on_opening() -> None:
    cache = part(template_path(), CACHE)
    assert re.findall('<cacheField name="(.*?)"', cache) == list(ANALYSIS.tables[0].headers)
    assert '<worksheetSource name="Analysis"/>' in cache and 'refreshOnLoad="1"' in cache
    assert 'count="0"' in part(template_path(), RECORDS)
    assert [told(template_path(), at, "name") for at in "12"] == [pivot.name for pivot in PIVOTS]
    protection = sheet_of(template_path(), "Pivots").protection
    assert protection.sheet is False, "Excel fills no pivot table on a protected sheet"


def as_excel_saves_it(path: Path) -> None:
    """Filled: cells, a longer place, records; and not to be refreshed any more."""
    with open_file(path, backups=0) as workbook:
        workbook.write_cells("Pivots", {"A16": "Work Center", "B16": "Raw Materials", "A17": "WC-9", "B17": 4711.0})
        package = workbook.document.package
        package.write(FIRST, re.sub(rb'ref="A15:\w+"', b'ref="A15:B17"', package.read(FIRST)))
        package.write(CACHE, package.read(CACHE).replace(b' refreshOnLoad="1"', b"").replace(
            b'recordCount="0"', b'recordCount="1"'
        ).replace(b'<worksheetSource name="Analysis"/>', b'<worksheetSource sheet="Analysis" ref="%b"/>'
                  % workbook.document.table("Analysis").area.text.encode()))
        record = b"<r>" + b"<m/>" * len(ANALYSIS.tables[0].columns) + b"</r>"
        package.write(RECORDS, package.read(RECORDS).replace(
            b'count="0"/>', b'count="1">%b</pivotCacheRecords>' % record
        ))
        workbook.save()


def test_a_refresh_without_a_spreadsheet_leaves_no_old_figure(book: Path, validator: list[str]) -> None:
    as_excel_saves_it(book)
    with open_file(book, backups=0) as workbook:
        refresh(workbook)
        workbook.save()
    sheet = sheet_of(book, "Pivots", data_only=True)
    assert [[cell.value for cell in row] for row in sheet["A15:D20"]] == [[None] * 4] * 6
    assert (sheet["A12"].value, sheet["B12"].value, sheet["D7"].value) == ("Measure", "Balance", 250)
    assert 'ref="A15:B17"' in part(book, FIRST), "a program that fills it clears that place first"
    assert 'refreshOnLoad="1"' in part(book, CACHE) and 'recordCount="0"' in part(book, CACHE)
    assert '<worksheetSource name="Analysis"/>' in part(book, CACHE), "as cells it would not grow"
    assert "<r>" not in part(book, RECORDS)
    done = subprocess.run([*validator, str(book)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"] == []


def test_a_pivot_over_another_table_stays_as_it_is(book: Path) -> None:
    as_excel_saves_it(book)
    with open_file(book, backups=0) as workbook:
        package = workbook.document.package
        other = b'<worksheetSource name="Jobs"/>'
        package.write(CACHE, re.sub(rb"<worksheetSource [^>]*>", other, package.read(CACHE)))
        workbook.save()
        before = [part(book, name) for name in (CACHE, RECORDS, FIRST)]
        refresh(workbook)
        workbook.save()
        assert workbook.read_cell("Pivots", "B17") == 4711
    assert [part(book, name) for name in (CACHE, RECORDS, FIRST)] == before


def test_excel_fills_them_itself(book: Path) -> None:
    PivotCache.refreshed.clear()
    refresh(BookWorkbook(excel_book(book)))
    assert PivotCache.refreshed == ["Analysis"]


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[Path]:
    path = Path(shutil.copyfile(OLD, tmp_path / "old.xlsx"))
    with open_file(path, backups=0) as workbook:
        workbook.adopt_sheet(template_path(), "Analysis", "Pivots")
        workbook.save()
    yield path


def test_an_older_workbook_gets_them(upgraded: Path, validator: list[str]) -> None:
    book = part(upgraded, "xl/workbook.xml")
    known = re.findall('<pivotCache cacheId="(\\d+)"', book)
    assert [told(upgraded, at, "cacheId") for at in "12"] == known * 2
    done = subprocess.run([*validator, str(upgraded)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"] == []


def test_a_pivot_over_cells_cannot_be_adopted(book: Path, tmp_path: Path) -> None:
    as_excel_saves_it(book)
    path = Path(shutil.copyfile(OLD, tmp_path / "old.xlsx"))
    with open_file(path, backups=0) as workbook, pytest.raises(NotOnFileHost, match="pivotTable"):
        workbook.adopt_sheet(book, "Pivots")


@pytest.mark.libreoffice
def test_libreoffice_makes_of_them_what_the_table_adds_up_to(
    demo_file: Path, office_profile: Path, tmp_path: Path
) -> None:
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={office_profile.as_uri()}", "--headless", "--convert-to", options,
         "--outdir", str(tmp_path), str(without_print_titles(demo_file, tmp_path / demo_file.name))],
        check=True, capture_output=True, timeout=240, env=office_environment(),
    )
    header, *rows = sheet_of(demo_file, "Analysis", data_only=True).iter_rows(min_row=6, values_only=True)
    table = [dict(zip(header, row, strict=True)) for row in rows]
    expected: dict[str, dict[tuple[str, str], float]] = {}
    for name, measure, of, by in (
        ("A", "Balance", "Work Center", "Stage"), ("H", "Cost charged", "Product", "Period"),
        ("H", "Cost charged", "Family", "Period"),
    ):
        sums = expected.setdefault(name, {})
        for row in table:
            if row["Measure"] == measure and row["Reported"] == "This period":
                key = (str(row[of] or "(empty)"), str(row[by]).removesuffix(" 00:00:00"))
                sums[key] = sums.get(key, 0) + row["Amount"]
    with next(tmp_path.glob("*-Pivots.csv")).open(encoding="utf-8", newline="") as file:
        shown = list(csv.reader(file))[15:]
    assert filled(shown, 0, 0, 5) == pytest.approx(expected["A"])
    assert filled(shown, 7, 7, 21) == pytest.approx(expected["H"])


def filled(rows: list[list[str]], first: int, label: int, last: int) -> dict[tuple[str, str], float]:
    """A pivot as CSV: by the heading of the row and that of the column, totals left out."""
    heads = rows[0][first + 1 : last]
    found = {}
    for row in rows[1:]:
        for head, cell in zip(heads, row[first + 1 : last], strict=False):
            if cell and head and not head.startswith("Total") and not row[label].startswith("Total"):
                found[row[label], head] = float(cell)
    return found
