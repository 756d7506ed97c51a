"""Figures that formulas among the inputs come to: stale ones, those from outside, and what LibreOffice says of them."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from wipbook.commands.data import recomputed
from wipbook.commands.data.recomputed import Differs, InputFormulas
from wipbook.commands.workbench.front.first_screen import inputs_changed
from wipbook.commands.workbench.recalculation import recalculate
from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.faults import NoOffice
from wipbook.port.tables import TablePlace
from wipbook.port.workbook import CellValue, Formula

Shell = Callable[..., tuple[int, str, str]]
MAPPING = """
[sources]
receipts = "receipts.csv"
[tables.Movements]
source = "receipts"
columns = { Movement = "id", Date = "day", Type = "kind", Material = "part", Quantity = "qty", "Unit Cost" = "cost" }
"""


def _movements(path: Path) -> TablePlace:
    with open_file(path, backups=0) as book:
        return book.tables()["Movements"]


def _write(path: Path, sheet: str, cells: dict[str, CellValue | Formula]) -> None:
    with open_file(path, backups=0) as book:
        book.write_cells(sheet, cells)
        inputs_changed(book)  # as every command of ours says it on Home
        book.save()


def _import(path: Path, wipbook: Shell, quantity: int, *more: str) -> tuple[int, str, str]:
    (path.parent / "receipts.csv").write_text(
        f"id,day,kind,part,qty,cost\nM1,2026-03-02,Receipt,S,{quantity},2.5\n", "utf-8"
    )
    (path.parent / "receipts.toml").write_text(MAPPING, "utf-8")
    folder = path.parent
    return wipbook("import", str(path), str(folder / "receipts.csv"), "--map", str(folder / "receipts.toml"), *more)


def _refreshed(path: Path, wipbook: Shell, *more: str) -> tuple[int, dict[str, object], str]:
    code, said, why = wipbook("refresh", str(path), "--json", *more)
    return code, json.loads(said), why


def _listed(path: Path) -> list[tuple[str, str, str, str]]:
    with open_file(path, backups=0) as book:
        frame = book.read_table("Exceptions").frame
    rows = frame.filter(pl.col("Sheet").is_not_null() & (pl.col("Effect") != "warning")).to_dicts()
    return [(row["Sheet"], row["Cell"], row["Found"], row["Effect"]) for row in rows]


def _asks(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


def _cell(path: Path, sheet: str, address: str) -> bytes:
    with open_file(path, backups=0) as book:
        row, column = int(re.sub(r"\D", "", address)), ord(address[0]) - 64
        return book.document.worksheet(sheet).cell(row, column) or b""


@pytest.fixture
def landed(book: Path) -> Path:
    """The receipt of 100 kg at 2.50 has a landed cost of two per kg: a formula of the user's."""
    place = _movements(book)
    _write(book, "Movements", {place.cell(0, "Landed Cost"): Formula(f"={place.cell(0, 'Quantity')}*2", 200.0)})
    return book


def test_an_import_makes_a_formula_stale_and_its_row_is_left_out(landed: Path, wipbook: Shell) -> None:
    """100 kg become 500: the landed cost is 1,000 and not the 200 that the file remembers."""
    code, facts, _ = _refreshed(landed, wipbook)
    assert (code, facts["balances"]["Raw Materials"]) == (0, 270.0)  # type: ignore[index]  # (250 + 200) * 60 / 100
    cost = _movements(landed).cell(0, "Landed Cost")
    asked = _asks(landed)
    assert _import(landed, wipbook, 500)[0] == 0
    assert re.search(rb"<f>G\d+\*2</f></c>$", _cell(landed, "Movements", cost))
    assert _asks(landed) and not asked
    code, facts, why = _refreshed(landed, wipbook)
    assert (code, facts["rows_left_out"]) == (1, 1)
    assert "1 row left out (sheet Exceptions)" in why
    assert _listed(landed) == [("Movements", cost, "a formula that is not calculated", "row excluded")]


def test_the_same_import_again_leaves_everything_as_it_is(landed: Path, wipbook: Shell) -> None:
    _import(landed, wipbook, 100)
    cost = _movements(landed).cell(0, "Landed Cost")
    assert b"<v>200</v>" in _cell(landed, "Movements", cost) and not _asks(landed)


def test_a_workbook_without_formulas_of_the_user_never_asks(book: Path, wipbook: Shell) -> None:
    for _ in range(2):
        assert _refreshed(book, wipbook)[0] == 0
        assert not _asks(book)
    assert _import(book, wipbook, 500)[0] == 0
    assert not _asks(book)


def test_a_formula_of_the_users_on_a_report_is_never_stale(landed: Path, wipbook: Shell) -> None:
    """Twice a balance of the Statement: after another quantity was imported and everything refreshed, no old value is
    left for a reader who does not calculate, and Excel is asked to."""
    assert _refreshed(landed, wipbook)[0] == 0
    balance = next(
        f"B{row}" for row in range(1, 40) if _text(_cell(landed, "Statement", f"A{row}")) == "Raw Materials"
    )
    _write(landed, "Settings", {"H3": Formula(f"=Statement!{balance}*2", 540.0)})
    assert _refreshed(landed, wipbook)[0] == 0
    assert b"<v>540</v>" in _cell(landed, "Settings", "H3") and not _asks(landed), "nothing changed"
    assert _import(landed, wipbook, 500)[0] == 0
    _refreshed(landed, wipbook)
    assert _cell(landed, "Settings", "H3").endswith(f"<f>Statement!{balance}*2</f></c>".encode())
    assert _asks(landed)


def _text(cell: bytes) -> str:
    found = re.search(rb"<t[^>]*>([^<]*)</t>", cell)
    return found[1].decode() if found else ""


def test_the_values_of_a_workbook_of_ours_are_not_taken_for_old_ones(book: Path, wipbook: Shell) -> None:
    """By calcId Excel tells which version computed the values: with an old one it computes everything on opening and
    asks to save on closing. Workbooks of our first release carry that of the library that made them."""
    def made_by() -> str:
        with zipfile.ZipFile(book) as archive:
            return re.search(r'calcId="(\d+)"', archive.read("xl/workbook.xml").decode())[1]  # type: ignore[index]

    assert made_by() == "191029"
    with zipfile.ZipFile(book) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    for old, new in (("124519", "191029"), ("152511", "152511")):
        with zipfile.ZipFile(book, "w") as archive:
            for name, data in kept.items():
                archive.writestr(name, data.replace(b'calcId="191029"', f'calcId="{old}"'.encode()))
        assert _refreshed(book, wipbook)[0] == 0
        assert made_by() == new, "what Excel 2013 computed stays as it says"


def test_another_workbook_is_listed_and_its_row_left_out(book: Path, wipbook: Shell) -> None:
    """A unit cost that reads another workbook, and one that reads a cell which does."""
    place = _movements(book)
    away = "AD9"
    cells = {place.cell(0, "Unit Cost"): Formula(f"={away}", 2.5), away: Formula("=[1]Prices!$B$2", 2.5)}
    _write(book, "Movements", cells)
    with zipfile.ZipFile(book) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    relations = "xl/_rels/workbook.xml.rels"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    kept[relations] = kept[relations].replace(
        b"</Relationships>", b'<Relationship Id="rId999" Type="%b" Target="externalLinks/externalLink1.xml"/>'
        b"</Relationships>" % office)
    kept["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    with zipfile.ZipFile(book, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    code, facts, _ = _refreshed(book, wipbook)
    assert (code, facts["rows_left_out"]) == (1, 1)
    assert _listed(book) == [(
        "Movements", place.cell(0, "Unit Cost"), "a formula that reads another workbook or program", "row excluded",
    )]


def test_another_program_is_listed_and_its_row_left_out(book: Path, wipbook: Shell) -> None:
    place = _movements(book)
    _write(book, "Movements", {place.cell(1, "Quantity"): Formula('=DDE("soffice","prices","B2")', 40.0)})
    code, facts, _ = _refreshed(book, wipbook)
    assert (code, facts["rows_left_out"]) == (1, 1)
    assert _listed(book)[0][2:] == ("a formula that reads another workbook or program", "row excluded")


def test_master_data_of_which_a_figure_is_not_calculated_is_left_out(book: Path, wipbook: Shell) -> None:
    """A standard cost is not required; one that nobody knows must not count as none."""
    with open_file(book, backups=0) as opened:
        place = opened.tables()["Materials"]
    assert "Standard Cost" in place.headers and "Description" in place.headers
    _write(book, "Materials", {place.cell(1, "Description"): Formula('="Fra"&"me"', None)})
    code, facts, _ = _refreshed(book, wipbook)
    assert (code, facts["rows_left_out"]) == (0, 0)
    assert _listed(book)[0][2:] == ("a formula that is not calculated", "cell ignored")
    _write(book, "Materials", {place.cell(1, "Standard Cost"): Formula("=2*3", None)})
    assert _refreshed(book, wipbook)[0] == 1
    assert ("Materials", place.cell(1, "Standard Cost"), "a formula that is not calculated", "row excluded") in (
        _listed(book)
    )


def test_a_setting_that_is_not_calculated_is_refused(book: Path, wipbook: Shell) -> None:
    """Else the day of costing would silently be the end of the period."""
    with open_file(book, backups=0) as opened:
        settings = opened.read_table("Settings")
    row = settings.frame["Setting"].to_list().index("As Of")
    _write(book, "Settings", {settings.cell(row, "Value"): Formula("=TODAY()", None)})
    code, _, why = wipbook("refresh", str(book))
    assert code == 2
    assert f"Settings!{settings.cell(row, 'Value')}: found a formula that is not calculated" in why


def test_check_says_what_formulas_come_to(
    landed: Path, wipbook: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    cost = _movements(landed).cell(0, "Landed Cost")
    row = int(cost[1:])

    def computed(document: object, places: object) -> dict[str, dict[tuple[int, int], object]]:
        assert places == {"Movements": {(row, 17)}}
        return {"Movements": {(row, 17): answer}}

    monkeypatch.setattr(recomputed, "computed", computed)
    answer: object = 200.00000000000003
    code, said, _ = wipbook("check", str(landed))
    assert code == 0 and "1 formulas among the inputs, 1 computed anew: 0 come to another value" in said
    answer = 1000
    code, said, why = wipbook("check", str(landed))
    assert code == 1 and "1 input formulas come to another value" in why
    assert f"Movements!{cost}: found 200, comes to 1000 when it is computed anew" in said
    code, said, _ = wipbook("check", str(landed), "--json")
    assert json.loads(said)["formulas"]["differ"] == [
        {"sheet": "Movements", "cell": cost, "cached": 200, "recomputed": 1000}
    ]


def test_check_without_libreoffice_counts_them(
    landed: Path, wipbook: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(document: object, places: object) -> None:
        raise NoOffice(
            where="LibreOffice", found="no command soffice", expected="LibreOffice 25.2 or newer", remedy="install it"
        )

    monkeypatch.setattr(recomputed, "computed", nobody)
    code, said, _ = wipbook("check", str(landed))
    assert code == 0
    assert "1 formulas among the inputs, not computed anew: no command soffice, expected LibreOffice" in said


def test_check_of_inputs_without_formulas_asks_nobody(
    book: Path, wipbook: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recomputed, "computed", None)
    code, said, _ = wipbook("check", str(book), "--json")
    assert (code, json.loads(said)["formulas"]["count"]) == (0, 0)
    assert InputFormulas().differ == ()


def test_recalculate_without_libreoffice_names_the_cure(
    landed: Path, wipbook: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    _import(landed, wipbook, 500)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("WIPBOOK_SOFFICE", raising=False)
    monkeypatch.setattr("wipbook.hosts.libreoffice.process.Path.exists", lambda path: False)
    before = landed.read_bytes()
    code, out, why = wipbook("refresh", str(landed), "--recalculate")
    assert (code, out) == (2, "") and "found no command soffice" in why and "What to do: install it" in why
    assert landed.read_bytes() == before


def test_recalculate_where_all_is_calculated_asks_nobody(
    book: Path, wipbook: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wipbook.hosts.libreoffice.recalculated.recalculated", None)
    code, _, why = wipbook("refresh", str(book), "--recalculate")
    assert (code, why) == (0, "LibreOffice computed 0 formulas that had no value\n")


def test_libreoffice_is_given_no_formula_that_leads_out(
    landed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it gets is a copy of cells, names and tables, in which links and questions to programs are their values."""
    place = _movements(landed)
    _write(landed, "Movements", {
        place.cell(1, "Quantity"): Formula('=DDE("soffice","prices","B2")', 40.0),
        place.cell(0, "Landed Cost"): Formula("=1+2", None),
    })
    seen: dict[str, bytes] = {}

    def calculated(paths: list[Path], folder: Path) -> list[Path]:
        with zipfile.ZipFile(paths[0]) as archive:
            seen.update({name: archive.read(name) for name in archive.namelist()})
        return list(paths)

    monkeypatch.setattr("wipbook.hosts.libreoffice.recalculated.recalculated", calculated)
    with open_file(landed, backups=0) as book:
        assert recalculate(book) == 0
    assert not [name for name in seen if "drawing" in name or "chart" in name or "external" in name.lower()]
    sheets = b"".join(data for name, data in seen.items() if "/worksheets/sheet" in name)
    assert b"DDE(" not in sheets and b"<f>1+2</f>" in sheets and b"<v>40</v>" in sheets


@pytest.mark.libreoffice
def test_libreoffice_computes_what_is_stale_and_check_what_others_changed(landed: Path, wipbook: Shell) -> None:
    """The import computes what it made stale itself: 500 kg, landed at 1,000. Then another program writes 500 back to
    100 and leaves the old figure: the file does not show it, LibreOffice does."""
    place = _movements(landed)
    cost, quantity = place.cell(0, "Landed Cost"), place.cell(0, "Quantity")
    code, _, why = _import(landed, wipbook, 500, "--recalculate")
    assert (code, why) == (0, "LibreOffice computed 1 formulas that had no value\n")
    assert b"*2</f><v>1000</v></c>" in _cell(landed, "Movements", cost)
    code, facts, _ = _refreshed(landed, wipbook)
    assert (code, facts["rows_left_out"]) == (0, 0)
    assert facts["balances"]["Raw Materials"] == 2070.0  # type: ignore[index]  # (1,250 + 1,000) * 460 / 500
    _write(landed, "Movements", {quantity: 100, cost: Formula(f"={quantity}*2", None)})
    code, facts, why = _refreshed(landed, wipbook, "--recalculate")
    assert (code, facts["rows_left_out"]) == (0, 0) and "computed 1 formulas" in why
    assert facts["balances"]["Raw Materials"] == 270.0  # type: ignore[index]
    with zipfile.ZipFile(landed) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    for name, data in kept.items():
        if b"*2</f><v>200</v>" in data:
            kept[name] = data.replace(b"*2</f><v>200</v>", b"*2</f><v>1000</v>")
    with zipfile.ZipFile(landed, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    code, said, _ = wipbook("check", str(landed), "--json")
    assert code == 1
    differ = [Differs(**one) for one in json.loads(said)["formulas"]["differ"]]
    assert differ == [Differs("Movements", cost, 1000, 200)]
