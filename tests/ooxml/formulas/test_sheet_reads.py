"""What formulas read is known from one save to the next, and found anew where anything that decides it has changed."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl
import pytest

from tests.ooxml.formulas.random_books import book, changes
from tests.ooxml.formulas.test_stale_values import CHAINS, EVERYWHERE, TABLES, made, without_value
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.address import cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.formulas import stale
from wipbook.ooxml.formulas.reads import sheet_reads
from wipbook.ooxml.formulas.reads.precedents import Scope
from wipbook.ooxml.guard.remembered import Remembered

Cells = Mapping[str, object]


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on as a process of its own, which knows nothing but what is listed beside the backups."""
    return lambda: monkeypatch.setattr(sheet_reads, "_met", Remembered(4096))


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The workbooks whose formulas were followed through names and tables."""
    found: list[str] = []
    scope_of = stale.scope_of

    def watched(document: Document) -> Scope:
        found.append(document.path.name)
        return scope_of(document)

    monkeypatch.setattr(stale, "scope_of", watched)
    yield found


def save(path: Path, sheet: str, cells: Cells) -> set[str]:
    """The formulas without a value afterwards."""
    with open_file(path, backups=2) as workbook:
        workbook.write_cells(sheet, cells)
        workbook.save()
    return without_value(path)


def listed(path: Path) -> Path:
    return path.parent / "wipbook_backups" / f".{path.name}.checked"


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Another program saves the workbook with something else in one part."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    assert old in kept[part]
    kept[part] = kept[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept.items():
            archive.writestr(name, data)


def test_a_second_save_follows_nothing_where_no_formula_reads_what_was_changed(
    tmp_path: Path, elsewhere: Callable[[], None], followed: list[str]
) -> None:
    path = made(tmp_path / "book.xlsx", {**TABLES, "S": {"A1": 5, "B1": "=A1*2"}})
    assert save(path, "S", {"Z1": 1}) == set() and followed == ["book.xlsx"]
    for number in (2, 3):
        elsewhere()
        assert save(path, "S", {"Z1": number}) == set()
    assert followed == ["book.xlsx"], "the list beside the backups says it"
    listed(path).unlink()
    assert save(path, "S", {"Z1": 4}) == set() and followed == ["book.xlsx"], "this process knows it"
    elsewhere()
    listed(path).unlink()
    assert save(path, "S", {"Z1": 5}) == set() and followed == ["book.xlsx"] * 2, "nobody knows it"
    elsewhere()
    assert save(path, "S", {"A1": 6}) == {"S!B1"}


def test_a_list_that_says_it_already_is_not_written_again(tmp_path: Path, elsewhere: Callable[[], None]) -> None:
    path = made(tmp_path / "book.xlsx", {**TABLES, "S": {"A1": 5, "B1": "=A1*2"}})
    for number in range(2):  # the first finds the sheet as another program wrote it
        save(path, "S", {"Z1": number})
    before = listed(path).stat().st_mtime_ns, listed(path).read_bytes()
    elsewhere()
    save(path, "S", {"Z1": 3})
    assert (listed(path).stat().st_mtime_ns, listed(path).read_bytes()) == before


@pytest.mark.parametrize("chain", CHAINS)
def test_what_is_known_leads_to_the_same_formulas(chain: str, tmp_path: Path, elsewhere: Callable[[], None]) -> None:
    sheets, names, stale_ones = CHAINS[chain]
    path = made(tmp_path / "book.xlsx", sheets, names)
    for number in range(2):  # the second save finds the workbook as this program writes it
        before = save(path, "S", {"Z99": number})
        elsewhere()
    assert bool(before) == (chain in EVERYWHERE)
    assert save(path, "M" if "M" in sheets else "S", {"A1": 50}) == before | stale_ones


def test_random_workbooks_lose_the_same_values_whatever_is_known(tmp_path: Path, elsewhere: Callable[[], None]) -> None:
    dropped = 0
    for seed in range(2_000, 2_030):
        path = book(tmp_path / f"{seed}.xlsx", seed)
        sheet = changes(seed)[0][0]
        save(path, sheet, {"ZZ999": 1})
        elsewhere()
        save(path, sheet, {"ZZ999": 2})
        unknown = Path(shutil.copy(path, tmp_path / f"{seed}-unknown.xlsx"))
        elsewhere()
        for one in (path, unknown):
            with open_file(one, backups=2) as workbook:
                for at, row, column, value in changes(seed):
                    workbook.write_cells(at, {cell_text(row, column): value})
                workbook.save()
        assert without_value(path) == without_value(unknown), seed
        dropped += len(without_value(path))
    assert dropped > 500, "the changes must reach something"


WITH_NAMES = {"S": {"A1": 5, "B1": "=Rate*2"}, "R": {"A1": 7}}


def test_a_name_that_another_program_moved_is_followed_anew(tmp_path: Path, elsewhere: Callable[[], None]) -> None:
    path = made(tmp_path / "book.xlsx", WITH_NAMES, {"Rate": "=S!$A$1"})
    save(path, "R", {"Z1": 1})
    rewritten(path, "xl/workbook.xml", b"S!$A$1", b"R!$A$1")
    elsewhere()
    assert save(path, "R", {"A1": 8}) == {"S!B1"}


def test_a_table_that_another_program_made_longer_is_followed_anew(
    tmp_path: Path, elsewhere: Callable[[], None]
) -> None:
    path = made(tmp_path / "book.xlsx", TABLES)
    rewritten(path, "xl/tables/table1.xml", b'"A1:B4"', b'"A1:B3"')
    save(path, "Data", {"Z1": 1})
    elsewhere()
    assert save(path, "Data", {"A4": 60}) == set(), "the sum ends above"
    rewritten(path, "xl/tables/table1.xml", b'"A1:B3"', b'"A1:B4"')
    elsewhere()
    assert save(path, "Data", {"A4": 70}) == {"R!A1", "R!A4"}


def test_tabs_that_another_program_exchanged_are_followed_anew(tmp_path: Path, elsewhere: Callable[[], None]) -> None:
    sheets = {"Z": {"A1": "=SUM(S:M!B1)"}, "S": {"A1": 5}, "M": {"A1": 5}, "X": {"A1": 5}, "Q": {"A1": 1}}
    path = made(tmp_path / "book.xlsx", sheets)
    save(path, "Q", {"Z1": 1})
    with zipfile.ZipFile(path) as archive:
        workbook = archive.read("xl/workbook.xml")
    start, end = workbook.index(b"<sheets>") + 8, workbook.index(b"</sheets>")
    tags = [one + b">" for one in workbook[start:end].split(b">") if one]
    assert len(tags) == 5
    rewritten(path, "xl/workbook.xml", b"".join(tags), b"".join((tags[0], tags[1], tags[3], tags[4], tags[2])))
    elsewhere()
    assert save(path, "Q", {"B1": 8}) == {"Z!A1"}, "Q stands between S and M now"


def test_a_formula_that_another_program_wrote_is_followed(tmp_path: Path, elsewhere: Callable[[], None]) -> None:
    path = made(tmp_path / "book.xlsx", WITH_NAMES, {"Rate": "=S!$A$1"})
    save(path, "R", {"Z1": 1})
    rewritten(path, "xl/worksheets/sheet1.xml", b"<f>Rate*2</f>", b"<f>R!A1*2</f>")
    elsewhere()
    assert save(path, "R", {"A1": 8}) == {"S!B1"}


def test_what_changes_in_between_is_followed_as_ever(tmp_path: Path, elsewhere: Callable[[], None]) -> None:
    """More rows in a table, by the save that knows what the formulas read when it had fewer."""
    path = made(tmp_path / "book.xlsx", TABLES)
    save(path, "Data", {"Z1": 1})
    elsewhere()
    with open_file(path, backups=2) as workbook:
        workbook.append_rows("T", pl.DataFrame({"Qty": [7.0], "Cost": [8.0]}))
        workbook.save()
    assert without_value(path) == {f"R!A{row}" for row in (1, 2, 3, 4, 6)}


RUBBISH = {
    "no list": 5, "another structure": {"structure": "0" * 64, "sheets": {}}, "no sheets": {"sheets": [1]},
    "sheets of another kind": {"sheets": {"0": [[], []]}},
}


@pytest.mark.parametrize("rubbish", [*RUBBISH, "no areas", "areas of texts", "too short"])
def test_a_list_of_something_else_is_passed_over(rubbish: str, tmp_path: Path, elsewhere: Callable[[], None]) -> None:
    path = made(tmp_path / "book.xlsx", {"S": {"A1": 5, "B1": "=A1*2"}})
    save(path, "S", {"Z1": 1})
    kept = json.loads(listed(path).read_text("utf-8"))
    assert kept["reads"]["sheets"], "what is spoiled below"
    for key in kept["reads"]["sheets"]:
        kept["reads"]["sheets"][key] = {
            "no areas": [7, 7, False, False, False, False], "too short": [[]],
            "areas of texts": [[["0", "1", "1", "1", "1"]], [], False, False, False, False],
        }.get(rubbish)
    kept["reads"] = RUBBISH.get(rubbish, kept["reads"])
    listed(path).write_text(json.dumps(kept), "utf-8")
    elsewhere()
    assert save(path, "S", {"A1": 8}) == {"S!B1"}
