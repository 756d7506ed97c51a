"""Charts of a file show the figures of the last run before any program has computed them."""

from __future__ import annotations

import datetime as dt
import zipfile
from html import escape
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from wipbook.commands.value.refresh import refresh
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.address import Area
from wipbook.ooxml.sheet.chart_caches import with_renewed_caches


def _cached(path: Path) -> dict[str, list[object]]:
    """The cached values of every series by the place they stand for, as openpyxl reads them."""
    found: dict[str, list[object]] = {}
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for chart in sheet._charts:
            for series in chart.series:
                for reference in (series.val.numRef, series.cat.strRef if series.cat else None):
                    cache = getattr(reference, "numCache", None) or getattr(reference, "strCache", None)
                    if cache is not None:
                        points = {point.idx: point.v for point in cache.pt}
                        found[reference.f] = [points.get(at) for at in range(cache.ptCount)]
    return found


def test_charts_carry_the_values_of_the_last_run(demo_copy: Path) -> None:
    """Read by another program than ours, and compared with the cells it reads there."""
    with open_file(demo_copy, backups=0) as book:
        refresh(book, now=dt.datetime(2027, 1, 4), user="tests")
        book.save()
    cells = openpyxl.load_workbook(demo_copy, data_only=True)
    cached = {place: values for place, values in _cached(demo_copy).items() if place.startswith("Dashboard!")}
    assert len(cached) > 10
    for place, values in cached.items():
        area = place.partition("!")[2].replace("$", "")
        there = [cell.value for row in cells["Dashboard"][area] for cell in row]
        same = [
            (value is None and cell in (None, "")) or str(value) == str(cell) or float(str(value)) == cell
            for value, cell in zip(values, there, strict=True)
        ]
        assert all(same), (place, values, there)


def test_what_a_chart_shows_follows_the_cells_that_were_written(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet, other = made.add_worksheet("It's here"), made.add_worksheet("Other")
        for row, (name, value) in enumerate([("a", 1), ("b", 2), ("c", 3)]):
            sheet.write_row(row, 0, [name, value])
            other.write_row(row, 0, [name, value])
        for page in (sheet, other):
            chart = made.add_chart({"type": "column"})
            chart.add_series({"categories": [page.name, 0, 0, 2, 0], "values": [page.name, 0, 1, 2, 1]})
            page.insert_chart("D2", chart)
    before = _cached(path)["Other!$B$1:$B$3"]
    with open_file(path, backups=0) as book:
        book.write_cells("It's here", {"B1": 10.5, "B2": None, "A3": 7, "B3": "text"})
        book.save()
    after = _cached(path)
    assert after["'It''s here'!$B$1:$B$3"] == [10.5, None, None]
    assert after["'It''s here'!$A$1:$A$3"] == ["a", "b", "7"]
    assert after["Other!$B$1:$B$3"] == before, "a sheet that was not written keeps what its charts show"


@pytest.mark.parametrize("name", ["Other", "Öl & Co", "a.b-c"])
def test_a_chart_may_spell_its_sheet_in_upper_or_lower_case(name: str, tmp_path: Path) -> None:
    """Charts that name no changed sheet are not looked at; which those are does not depend on spelling."""
    path = tmp_path / "own.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet(name)
        sheet.write_column(0, 0, [1, 2, 3])
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": [name, 0, 0, 2, 0]})
        sheet.insert_chart("D2", chart)
    with zipfile.ZipFile(path) as archive:
        kept = {part: archive.read(part) for part in archive.namelist()}
    spelled = escape(name).encode()
    assert spelled in kept["xl/charts/chart1.xml"]
    other = escape(name.upper()).encode()
    kept["xl/charts/chart1.xml"] = kept["xl/charts/chart1.xml"].replace(spelled, other)
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in kept.items():
            archive.writestr(part, data)
    with open_file(path, backups=0) as book:
        book.write_cells(name, {"A2": 20})
        book.save()
    assert next(iter(_cached(path).values())) == [1, 20, 3]


def test_a_reference_that_is_none_is_left_as_it_is() -> None:
    for text in (b"Sheet1!#REF!", b"(Sheet1!$A$1,Sheet1!$B$1)", b"Sheet1!$A$9:$A$1", b"Sheet1!$ZZZ$1", b"\xff!$A$1"):
        data = (
            b'<c:chart xmlns:c="x"><c:numRef><c:f>' + text + b"</c:f><c:numCache><c:ptCount val=\"1\"/></c:numCache>"
            b"</c:numRef></c:chart>"
        )
        def values(sheet: str, area: Area) -> list[object]:
            raise AssertionError("nobody asks")

        assert with_renewed_caches(data, values, {"sheet1"}) == data


def test_a_chart_of_another_prefix_keeps_its_format() -> None:
    data = (
        b'<chart xmlns="x"><numRef><f>S!$A$1:$A$2</f><numCache><formatCode>0.0</formatCode><ptCount val="9"/>'
        b"</numCache></numRef></chart>"
    )
    assert with_renewed_caches(data, lambda sheet, area: [1.5, 2], {"s"}) == (
        b'<chart xmlns="x"><numRef><f>S!$A$1:$A$2</f><numCache><formatCode>0.0</formatCode><ptCount val="2"/>'
        b'<pt idx="0"><v>1.5</v></pt><pt idx="1"><v>2</v></pt></numCache></numRef></chart>'
    )


def test_the_template_has_its_charts(demo_copy: Path) -> None:
    with zipfile.ZipFile(demo_copy) as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) > 20
