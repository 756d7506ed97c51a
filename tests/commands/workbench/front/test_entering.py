"""A row with the fewest keys."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.front.entering import NotAnInputSheet, ValueNotUnderstood, enter
from wipbook.commands.workbench.front.going_to import NowhereToGo, go_to
from wipbook.hosts.file.workbook import FileWorkbook, open_file

NOW = dt.datetime(2027, 1, 4, 16, 5, 30)


@pytest.fixture
def demo(demo_copy: Path) -> FileWorkbook:
    return open_file(demo_copy, backups=0)


def test_what_can_be_known_is_filled_in(demo: FileWorkbook) -> None:
    before = demo.read_table("Labor").frame
    last = before.filter(pl.col("Ticket").is_not_null()).row(-1, named=True)
    row = enter(demo, "Labor", ["Hours=3.5"], now=NOW, user="kim")
    after = demo.read_table("Labor").frame
    assert after.height == before.height + 1
    new = after.row(-1, named=True)
    assert new["Ticket"] == f"{last['Ticket'][:-4]}{int(last['Ticket'][-4:]) + 1:04d}"
    assert (new["Date"].date(), new["Hours"]) == (NOW.date(), 3.5)
    assert (new["Job"], new["Employee"]) == (last["Job"], last["Employee"])
    assert new["Entered At"] == NOW and new["Entered By"] == "kim"
    assert row.missing == () and row.sheet == "Labor"
    assert "a row of Labor: " in demo.read_table("ChangeLog").frame["What Changed"][-1]


def test_the_cursor_goes_to_what_is_still_to_be_typed(demo: FileWorkbook) -> None:
    row = enter(demo, "movements", now=NOW, user="kim")
    assert row.missing == ("Material", "Quantity")
    place = demo.tables()["Movements"]
    assert row.cell == place.cell(place.rows - 1, "Material")


def test_codes_are_written_as_their_sheet_spells_them(demo: FileWorkbook) -> None:
    assert enter(demo, "Labor", ["Job=j-1064", "Hours=1"], now=NOW, user="kim").values["Job"] == "J-1064"


def test_a_row_that_was_entered_counts(demo: FileWorkbook) -> None:
    hours = open_books_hours(demo)
    enter(demo, "Labor", ["Hours=2", "Date=2026-12-30"], now=dt.datetime(2026, 12, 30, 9), user="kim")
    refresh(demo, now=NOW, user="kim")
    assert open_books_hours(demo) == hours + 2


def open_books_hours(book: FileWorkbook) -> float:
    return float(book.read_table("Labor").frame["Hours"].sum() or 0)


@pytest.mark.parametrize(
    ("sheet", "given", "error", "words"),
    [
        ("Labour", (), NotAnInputSheet, "did you mean Labor"),
        ("Dashboard", (), NotAnInputSheet, "an input sheet"),
        ("Labor", ("Hours=three",), ValueNotUnderstood, "a number such as 12.5"),
        ("Labor", ("Hour=3",), ValueNotUnderstood, "did you mean Hours"),
        ("Labor", ("Hours",), ValueNotUnderstood, "COLUMN=VALUE"),
        ("Movements", ("Type=Recieved",), ValueNotUnderstood, "one of Opening, Receipt"),
        ("Labor", ("Job=J-9999",), ValueNotUnderstood, "a code of the sheet Jobs"),
        ("Movements", ("Date=31.3.2026",), ValueNotUnderstood, "a date such as 2026-03-31"),
    ],
)
def test_what_cannot_be_entered_is_refused_before_anything_is_written(
    demo: FileWorkbook, sheet: str, given: tuple[str, ...], error: type[Exception], words: str
) -> None:
    rows = {name: place.rows for name, place in demo.tables().items()}
    with pytest.raises(error, match=words):
        enter(demo, sheet, given, now=NOW, user="kim")
    assert {name: place.rows for name, place in demo.tables().items()} == rows


@pytest.mark.parametrize(
    ("place", "here", "where"),
    [
        ("Statement", "Home", "Statement!A1"),
        ("close", "Home", "Close!A1"),
        ("Movements!G9", "Audit", "Movements!G9"),
        ("'Job Costs'!B7", "Audit", "Job Costs!B7"),
        ("j-1064", "Job Costs", "Jobs!"),
        ("TR-100", "Forecast", "Materials!"),
        ("Mend what Exceptions names  ·  sheet Exceptions", "Home", "Exceptions!A1"),
        ("see Job Costs", "Home", "Job Costs!A1"),
    ],
)
def test_go_to_shows_what_the_cell_names(demo: FileWorkbook, place: str, here: str, where: str) -> None:
    for name in demo.sheets()[1:]:
        demo.set_visible(name, False)
    there = go_to(demo, place, here)
    sheet, _, cell = there.partition("!")
    assert there.startswith(where) and demo.is_visible(sheet)
    if where == "Jobs!":
        assert demo.read_cell("Jobs", cell) == "J-1064"


def test_day_by_day_sheets_are_seen_from_their_newest_row(demo: FileWorkbook) -> None:
    assert go_to(demo, "Movements") == f"Movements!A{demo.tables()['Movements'].last_row}"
    assert go_to(demo, "Materials") == "Materials!A1"


def test_a_cell_that_names_nothing_is_refused(demo: FileWorkbook) -> None:
    with pytest.raises(NowhereToGo, match="the name of a sheet"):
        go_to(demo, "12.50", "Home")
    with pytest.raises(NowhereToGo, match="an empty cell"):
        go_to(demo, "", "Home")
