"""Rows typed below an input table are worth what rows inside it are, and a command that writes takes them in."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import wipbook as package
from tests.commands.every_command import words
from wipbook.books.closed.closing import hashes_of
from wipbook.commands.data.diff import diff
from wipbook.commands.declared import commands
from wipbook.commands.workbench.front.home_cells import read_fact
from wipbook.commands.workbench.inputs.taking_in import take_in
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ledger import read
from wipbook.ooxml.address import Area
from wipbook.ooxml.sheet.cell_edits import put_cells
from wipbook.ooxml.table.tables import reshaped
from wipbook.port.tables import letters

Shell = Callable[..., tuple[int, str, str]]
COMMANDS = {command.name: command for command in commands()}
CUT = ("Materials", "Jobs", "Movements")
LINES = [f"{name}: 1 row typed below the table was taken in, row 8" for name in CUT]


def cut(path: Path) -> Path:
    """The same workbook, as if all rows but the first had been typed below the tables."""
    with open_file(path, backups=0) as book:
        for name in CUT:
            table = book.document.table(name)
            area = table.area
            short = Area(area.first_row, area.first_column, table.body.first_row, area.last_column)
            book.document.write_table_part(table, reshaped(table, short, list(table.headers)))
        book.save()
    return path


@pytest.fixture
def below(book: Path, tmp_path: Path) -> Path:
    return cut(Path(shutil.copy(book, tmp_path / "below.xlsx")))


def ends(book: FileWorkbook) -> dict[str, int]:
    return {name: book.tables()[name].last_row for name in CUT}


def test_the_ledger_and_every_report_are_the_same(book: Path, below: Path, wipbook: Shell) -> None:
    with open_file(book, backups=0) as one, open_file(below, backups=0) as other:
        inside, outside = read(one), read(other)
        assert ends(one) == dict.fromkeys(CUT, 8) and ends(other) == dict.fromkeys(CUT, 7)
        assert {name: frame.rows() for name, frame in inside.tables.items()} == {
            name: frame.rows() for name, frame in outside.tables.items()
        }
        assert (outside.rows_left_out, outside.rows_taken_in, inside.rows_taken_in) == (0, 3, 0)
        assert diff(one, other) == [], "a difference is what is read, not where a table ends"
    assert wipbook("refresh", str(book))[0] == 0
    code, said, why = wipbook("refresh", str(below), "--json")
    facts = json.loads(said)
    assert (code, why, facts["rows_left_out"], facts["rows_taken_in"]) == (0, "", 0, 3)
    with open_file(book, backups=0) as one, open_file(below, backups=0) as other:
        assert diff(one, other) == []
        assert ends(other) == dict.fromkeys(CUT, 8)
        assert other.read_table("Movements").unread == []
        told = str(other.read_table("ChangeLog").frame["What Changed"][-1])
        assert sorted(told.split("; ")[1:]) == sorted(LINES)
        assert read_fact(other, "chk_all") is True
    code, said, _ = wipbook("refresh", str(below), "--json")
    assert (code, json.loads(said)["rows_taken_in"]) == (0, 0)


def test_commands_that_read_say_it_and_leave_the_file_as_it_is(book: Path, below: Path, wipbook: Shell) -> None:
    before = below.read_bytes()
    code, said, _ = wipbook("check", str(below))
    assert code == 0 and all(line in said for line in LINES)
    code, said, _ = wipbook("check", str(below), "--json")
    assert json.loads(said)["rows_taken_in"] == 3
    assert wipbook("dump", str(below))[1] == wipbook("dump", str(book))[1]
    assert wipbook("diff", str(book), str(below))[0] == 0
    assert below.read_bytes() == before


@pytest.mark.parametrize("name", [
    "audit", "forecast", "import", "sample", "compare-methods", "job-card", "journal", "count plan",
    "count sheets", "close",
])
def test_a_command_that_writes_lets_the_tables_reach_over_them(below: Path, wipbook: Shell, name: str) -> None:
    assert wipbook(*words(COMMANDS[name], below))[0] in (0, 1)
    with open_file(below, backups=0) as book:
        assert book.tables()["Movements"].last_row == 8 and book.tables()["Jobs"].last_row == 8
        assert "Movements: 1 row typed below the table was taken in, row 8" in str(
            book.read_table("ChangeLog").frame["What Changed"].to_list()
        )


def test_an_import_goes_on_below_them_and_meets_them_by_key(below: Path, wipbook: Shell) -> None:
    """F stands below the table, 00123 is new."""
    folder = below.parent
    typed = words(COMMANDS["import"], below)
    (folder / "parts.csv").write_text("code,text,kind,unit\nF,Frame,finished,pcs\n00123,Tube,raw,kg\n", "utf-8")
    code, said, _ = wipbook(*typed, "--json")
    facts = json.loads(said)
    assert (code, facts["rows_taken_in"]) == (0, 3)
    assert [(t["new"], t["changed"], t["unchanged"]) for t in facts["tables"]] == [(1, 0, 1)]
    with open_file(below, backups=0) as book:
        assert book.read_table("Materials").frame["Material"].to_list() == ["S", "F", "00123"]


def test_a_close_seals_the_same_whether_a_row_is_inside_below_or_was_taken_in(book: Path, below: Path) -> None:
    """Nothing of a closed period is another row because its table ends elsewhere since."""
    with open_file(book, backups=0) as one, open_file(below, backups=0) as other:
        expected = hashes_of(read(one))
        assert expected["Movements"] and hashes_of(read(other)) == expected
        take_in(other)
        assert ends(other)["Movements"] == 8 and hashes_of(read(other)) == expected


def test_rows_written_through_the_xlwings_engine_count(book: Path, wipbook: Shell) -> None:
    with package.open(book) as opened:
        sheet = opened.sheets["Movements"]
        headers = sheet.tables["Movements"].header_row_range.value
        values = {"Movement": "M3", "Date": dt.datetime(2026, 3, 5), "Type": "Receipt", "Material": "S",
                  "Quantity": 7, "Unit Cost": 2.5}
        for header, value in values.items():
            sheet.range((11, headers.index(header) + 1)).value = value
        opened.save()
    code, said, _ = wipbook("refresh", str(book), "--json")
    facts = json.loads(said)
    # 100 received and 40 issued at 2.50, then 7 more
    assert (code, facts["rows_taken_in"], facts["balances"]["Raw Materials"]) == (0, 1, 167.5)
    with open_file(book, backups=0) as workbook:
        assert ends(workbook)["Movements"] == 11
        assert workbook.read_table("Movements").frame["Movement"].to_list() == ["M1", "M2", None, None, "M3"]


def test_a_known_column_typed_beside_is_read_and_taken_in(book: Path, wipbook: Shell) -> None:
    """A receipt of 100 gets a landed cost of 50 in a column somebody typed: 60 left of it at 3.00."""
    _rename(book, "Landed Cost", "Of ours")
    with open_file(book, backups=0) as workbook:
        place = workbook.tables()["Movements"]
        right = letters(place.first_column + len(place.headers))
        workbook.write_cells("Movements", {f"{right}6": "Landed cost", f"{right}7": 50.0})
        workbook.save()
    code, said, _ = wipbook("refresh", str(book), "--json")
    assert (code, json.loads(said)["balances"]["Raw Materials"]) == (0, 180.0)
    with open_file(book, backups=0) as workbook:
        assert workbook.tables()["Movements"].headers[-1] == "Landed cost"
        told = str(workbook.read_table("ChangeLog").frame["What Changed"][-1])
        assert told.endswith("Movements: 1 column typed beside the table was taken in: Landed cost")


@pytest.mark.parametrize("name", ["refresh", "check", "audit", "forecast"])
def test_a_renamed_optional_column_that_held_values_is_said_by_every_command(
    book: Path, wipbook: Shell, name: str
) -> None:
    with open_file(book, backups=0) as workbook:
        workbook.write_cells("Movements", {workbook.tables()["Movements"].cell(0, "Landed Cost"): 50.0})
        workbook.save()
    assert wipbook("refresh", str(book))[0] == 0
    _rename(book, "Landed Cost", "Freight")
    code, said, why = wipbook(name, str(book), "--json")
    assert (code, json.loads(said)["rows_left_out"]) == (1, 1) and "1 row left out" in why
    if name == "check":
        (row,) = json.loads(said)["exceptions"]
        assert (row["Column"], row["Found"], row["Effect"]) == ("Landed Cost", "no column 'Landed Cost'", "column gone")


@pytest.mark.parametrize("name", ["audit", "forecast", "sample", "count plan", "job-card"])
def test_every_answer_counts_the_rows_left_out(book: Path, wipbook: Shell, name: str) -> None:
    with open_file(book, backups=0) as workbook:
        workbook.write_cells("Movements", {"A9": "a note"})
        workbook.save()
    code, said, why = wipbook(*words(COMMANDS[name], book), "--json")
    assert (code, json.loads(said)["rows_left_out"]) == (1, 1) and "1 row left out" in why


def _rename(path: Path, header: str, new: str) -> None:
    """As a user does in Excel: the header cell and the table say the same."""
    with open_file(path, backups=0) as book:
        table = book.document.table("Movements")
        headers = [new if one == header else one for one in table.headers]
        column = table.area.first_column + table.headers.index(header)
        put_cells(book.document, "Movements", {(table.area.first_row, column): (new, None)})
        book.document.write_table_part(table, reshaped(table, table.area, headers))
        book.save()
