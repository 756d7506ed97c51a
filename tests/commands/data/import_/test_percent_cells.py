"""Imports into cells that show percentages or elapsed times: what the source says is what the sheet shows after."""

from __future__ import annotations

import openpyxl

from wipbook.commands.data.import_ import import_rows, parse_mapping
from wipbook.hosts.file.workbook import open_file
from wipbook.ledger import read

PEOPLE = """
[sources]
s = "s.csv"
[tables.Employees]
source = "s"
columns = { Employee = "Emp", Name = "Nm", Rate = "Rt", "Burden %" = "Burd" }
"""
HEADER = "Emp,Nm,Rt,Burd\n"


def people(book, folder, rows):
    """Import these lines into a book."""
    (folder / "s.csv").write_text(HEADER + rows, encoding="utf-8")
    return import_rows(book, parse_mapping(PEOPLE), [folder], dry_run=False)


def burdens(book):
    return {row[0]: row[1] / 10**6 for row in read(book).table("Employees").select("Employee", "Burden %").rows()}


def as_percentages(book, rows):
    """Give the Burden % of these rows of Employees the format of a percentage, as a person does in Excel."""
    path = book.path
    book.save()
    cells = book.read_table("Employees")
    places = [cells.address(row, "Burden %").rpartition("!")[2] for row in rows]
    made = openpyxl.load_workbook(path)
    for place in places:
        cell = made["Employees"][place]
        cell.number_format = "0.0%"
        if cell.value is not None:
            cell.value /= 100
    made.save(path)
    return open_file(path)


def test_rows_that_show_percentages_are_compared_and_changed_as_such(book, tmp_path):
    people(book, tmp_path, "E1,A,20,22\nE2,B,20,7\n")
    with as_percentages(book, [0, 1]) as shown:
        assert burdens(shown) == {"E1": 22, "E2": 7}
        same = people(shown, tmp_path, "E1,A,20,22\nE2,B,20,7\n")
        assert same.tables[0].unchanged == 2 and not same.written
        other = people(shown, tmp_path, "E1,A,20,23.5\nE2,B,20,7\nE3,C,20,9\n")
        assert (other.tables[0].new, other.tables[0].changed) == (1, 1)
        assert burdens(shown) == {"E1": 23.5, "E2": 7, "E3": 9}
        assert shown.read_table("Employees").frame["Burden %"].to_list()[:3] == [0.235, 0.07, 9]


def test_a_blank_column_of_percentages_is_filled_with_plain_numbers(book, tmp_path):
    with as_percentages(book, [0]) as shown:
        people(shown, tmp_path, "E1,A,20,22\nE2,B,20,7\n")
        assert burdens(shown) == {"E1": 22, "E2": 7}
        assert not shown.read_table("Employees").percents
