"""What is not read is said: rows below a table, columns beside it, formulas without a value, columns that are gone.

Each makes refresh end with 1, stands on Exceptions with its cell, and shows on Home and in the line of every sheet.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from wipbook.commands.workbench.front.home_cells import read_fact
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.port.tables import letters

Shell = Callable[..., tuple[int, str, str]]


def _refreshed(path: Path, wipbook: Shell) -> tuple[int, dict[str, object], str]:
    code, said, why = wipbook("refresh", str(path), "--json")
    return code, json.loads(said), why


def _exceptions(path: Path) -> list[dict[str, str]]:
    with open_file(path, backups=0) as book:
        frame = book.read_table("Exceptions").frame
    return frame.filter(pl.col("Sheet").is_not_null()).to_dicts()


def _write(path: Path, sheet: str, cells: dict[str, object]) -> None:
    with open_file(path, backups=0) as book:
        book.write_cells(sheet, cells)  # type: ignore[arg-type]
        book.save()


def _assert_amber(path: Path, left_out: int) -> None:
    with open_file(path, backups=0) as book:
        assert read_fact(book, "rows_left_out") == left_out
        line = f"checks agree on what was read  ·  {left_out} left out: see Exceptions"
        assert read_fact(book, "chk_all") is False, "not everything was read"
        assert str(book.read_cell("Materials", "A2")).endswith(line)
        assert str(read_fact(book, "header_line")).endswith(f"{left_out} left out: see Exceptions")


def test_a_workbook_in_which_all_is_read_says_nothing(book: Path, wipbook: Shell) -> None:
    code, facts, why = _refreshed(book, wipbook)
    assert (code, facts["rows_left_out"], why) == (0, 0, "")
    with open_file(book, backups=0) as opened:
        assert read_fact(opened, "rows_left_out") == 0
        assert str(opened.read_cell("Materials", "A2")).endswith("all checks agree")
        assert not opened.is_visible("Exceptions") and not opened.is_visible("Columns")


def test_lines_below_a_table_that_are_no_rows_are_counted_and_named(book: Path, wipbook: Shell) -> None:
    """Half a material right below the table, a whole one after it, and a note further down."""
    with open_file(book, backups=0) as opened:
        place = opened.tables()["Materials"]
    below = place.last_row + 1
    typed = {f"A{below}": "BOLT", f"B{below}": "Bolt M8", f"A{below + 5}": "X"}
    typed |= {f"{at}{below + 1}": text for at, text in zip("ABCD", ("NUT", "Nut M8", "raw", "pcs"), strict=True)}
    _write(book, "Materials", typed)
    code, facts, why = _refreshed(book, wipbook)
    assert (code, facts["rows_left_out"], facts["rows_taken_in"]) == (1, 3, 0)
    assert "3 rows left out (sheet Exceptions)" in why
    rows = _exceptions(book)
    assert [(row["Sheet"], row["Cell"], row["Found"], row["Effect"]) for row in rows] == [
        ("Materials", f"A{below}", "BOLT and 1 more cell", "not read"),
        ("Materials", f"A{below + 1}", "NUT and 3 more cells", "not read"),
        ("Materials", f"A{below + 5}", "X", "not read"),
    ]
    wanted = "a row of the table Materials, with Kind, Unit filled and understood, or nothing below it"
    assert rows[0]["Expected"] == wanted
    assert rows[1]["Expected"].startswith("nothing but blank rows")
    with open_file(book, backups=0) as opened:
        assert opened.tables()["Materials"] == place, "they are left alone"
        assert opened.read_cell("Materials", f"A{below}") == "BOLT"
    _assert_amber(book, 3)


def test_a_row_after_a_gap_below_movements_is_counted(book: Path, wipbook: Shell) -> None:
    with open_file(book, backups=0) as opened:
        last = opened.tables()["Movements"].last_row
    _write(book, "Movements", {f"A{last + 20}": "M77"})
    assert _refreshed(book, wipbook)[1]["rows_left_out"] == 1
    assert _exceptions(book)[0]["Cell"] == f"A{last + 20}"


def test_a_column_right_beside_a_table_is_named_and_notes_further_away_are_not(book: Path, wipbook: Shell) -> None:
    with open_file(book, backups=0) as opened:
        place = opened.tables()["Jobs"]
    beside, away = (letters(place.first_column + len(place.headers) + more) for more in (0, 2))
    row = place.first_row
    _write(book, "Jobs", {f"{away}{row}": "our note"})
    assert _refreshed(book, wipbook)[0] == 0
    _write(book, "Jobs", {f"{beside}{row}": 12.0, f"{beside}{row + 1}": 13.0})
    code, facts, _ = _refreshed(book, wipbook)
    assert (code, facts["rows_left_out"]) == (1, 1)
    found = _exceptions(book)[0]
    assert (found["Cell"], found["Found"], found["Effect"]) == (f"{beside}{row}", "12 and 1 more cell", "not read")
    assert "or a free column before notes of your own" in found["Expected"]
    _write(book, "Jobs", {f"{beside}{row - 1}": "Our weight"})
    assert _refreshed(book, wipbook)[0] == 0, "with a header it is a column of theirs"
    with open_file(book, backups=0) as opened:
        assert opened.tables()["Jobs"] == place
        assert [opened.read_cell("Jobs", f"{beside}{row + at}") for at in (0, 1)] == [12.0, 13.0]


def test_another_table_below_or_beside_is_nobodys_lost_row(book: Path, wipbook: Shell, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["Materials"]
    place = sheet.tables["Materials"].ref
    last = int(re.search(r"(\d+)$", place)[1])  # type: ignore[index]
    for at, value in enumerate(("Ours", 1, 2), last + 3):
        sheet.cell(at, 1, value)
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="Ours", ref=f"A{last + 3}:A{last + 5}"))
    workbook.save(tmp_path / "ours.xlsx")
    with open_file(tmp_path / "ours.xlsx", backups=0) as opened:
        assert opened.read_table("Materials").unread == []


@pytest.mark.parametrize("written", ["<f>2*1.25</f>", "<f>2*1.25</f><v></v>", "<f>2*1.25</f><v/>"])
def test_a_formula_without_a_value_is_said_as_such(book: Path, wipbook: Shell, written: str) -> None:
    """The unit cost of the receipt becomes a formula that no program has calculated."""
    cell = _cell_of(book, "Movements", "Unit Cost", 0)
    _rewrite(book, cell, written)
    code, facts, _ = _refreshed(book, wipbook)
    rows = [row for row in _exceptions(book) if row["Column"] == "Unit Cost"]
    assert [(row["Cell"], row["Found"], row["Effect"]) for row in rows] == [
        (cell, "a formula that is not calculated", "row excluded"),
    ]
    assert rows[0]["What To Do"].startswith("open the workbook in Excel or LibreOffice and save it there")
    assert (code, facts["rows_left_out"]) == (1, 1)


def test_a_required_cell_with_such_a_formula_is_not_called_blank(book: Path, wipbook: Shell) -> None:
    cell = _cell_of(book, "Movements", "Quantity", 0)
    _rewrite(book, cell, "<f>50*2</f>")
    _refreshed(book, wipbook)
    found = [row["Found"] for row in _exceptions(book) if row["Cell"] == cell]
    assert found == ["a formula that is not calculated"]


def test_a_formula_that_gives_nothing_is_blank_and_no_more(book: Path, wipbook: Shell) -> None:
    cell = _cell_of(book, "Movements", "Unit Cost", 1)
    _rewrite(book, cell, '<f>IF(1=1,"","")</f><v></v>', kind="str")
    assert _refreshed(book, wipbook)[0] == 0


def test_a_column_that_held_values_and_is_renamed_is_said_until_it_is_back(book: Path, wipbook: Shell) -> None:
    with open_file(book, backups=0) as opened:
        write_settings(opened, {"Role": "All"})
        opened.save()
    assert _refreshed(book, wipbook)[0] == 0
    _rename(book, "Unit Cost", "Unit Costs")
    code, facts, why = _refreshed(book, wipbook)
    assert (code, facts["rows_left_out"], "left out" in why) == (1, 1, True)
    rows = [row for row in _exceptions(book) if row["Effect"] == "column gone"]
    assert [(row["Sheet"], row["Column"], row["Found"]) for row in rows] == [
        ("Movements", "Unit Cost", "no column 'Unit Cost' (but 'Unit Costs')"),
    ]
    assert rows[0]["Expected"] == "the column, which held values in 1 row at the last refresh"
    assert rows[0]["What To Do"].startswith("rename 'Unit Costs' to 'Unit Cost'; if it is to be gone")
    assert _refreshed(book, wipbook)[0] == 1, "a second run says it again"
    _assert_amber(book, 1)
    with open_file(book, backups=0) as opened:
        assert opened.is_visible("Columns")
    _rename(book, "Unit Costs", "Unit Cost")
    assert _refreshed(book, wipbook)[0] == 0
    with open_file(book, backups=0) as opened:
        assert not opened.is_visible("Columns")


def test_a_column_that_is_let_go_is_not_asked_about_again(book: Path, wipbook: Shell) -> None:
    _refreshed(book, wipbook)
    _rename(book, "Unit Cost", "Price once")
    assert _refreshed(book, wipbook)[0] == 1
    cell = _cell_of(book, "ColumnsGone", "Let Go", 0)
    _write(book, "Columns", {cell: "yes"})
    assert _refreshed(book, wipbook)[0] == 0
    assert _refreshed(book, wipbook)[0] == 0


def test_a_column_that_never_held_anything_may_go(book: Path, wipbook: Shell) -> None:
    _refreshed(book, wipbook)
    _rename(book, "Landed Cost", "Something")
    assert _refreshed(book, wipbook)[0] == 0


def _cell_of(path: Path, table: str, header: str, row: int) -> str:
    with open_file(path, backups=0) as book:
        return book.tables()[table].cell(row, header)


def _part_of(book: FileWorkbook, sheet: str) -> str:
    return book.document.part_of(sheet)


def _rewrite(path: Path, cell: str, content: str, kind: str = "") -> None:
    """Let a cell of Movements hold this XML, as a program that does not calculate writes it."""
    with open_file(path, backups=0) as book:
        part = _part_of(book, "Movements")
    with zipfile.ZipFile(path) as before:
        files = {name: before.read(name) for name in before.namelist()}
    pattern = re.compile(rf'<c r="{cell}"([^>]*?)(?:/>|>.*?</c>)'.encode())
    style = re.search(rb's="\d+"', pattern.search(files[part])[1])  # type: ignore[index]
    kept = style[0] if style else b""
    typed = f' t="{kind}"' if kind else ""
    new = f'<c r="{cell}" '.encode() + kept + f"{typed}>{content}</c>".encode()
    files[part] = pattern.sub(lambda _: new, files[part], count=1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, data in files.items():
            after.writestr(name, data)


def _rename(path: Path, header: str, new: str) -> None:
    """As a user does in Excel: the header cell and the table say the same."""
    with zipfile.ZipFile(path) as before:
        files = {name: before.read(name) for name in before.namelist()}
    tables = [name for name in files if name.startswith("xl/tables/") and b'name="Movements"' in files[name]]
    old = f'name="{header}"'.encode()
    assert old in files[tables[0]]
    files[tables[0]] = files[tables[0]].replace(old, f'name="{new}"'.encode())
    with open_file(path, backups=0) as book:
        part, cell = _part_of(book, "Movements"), book.tables()["Movements"]
        at = f"{letters(cell.first_column + cell.headers.index(header))}{cell.first_row - 1}"
    text = f'<c r="{at}" t="inlineStr"><is><t>{new}</t></is></c>'.encode()
    files[part] = re.sub(rf'<c r="{at}"[^>]*?(?:/>|>.*?</c>)'.encode(), lambda _: text, files[part], count=1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, data in files.items():
            after.writestr(name, data)
