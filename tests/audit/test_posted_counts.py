"""What ``count post`` wrote raises no question of late or odd entries; a row that only looks like it does.

A count of 31 January is posted on Sunday 22 February at 3 in the morning: late for the period's end (LED006), backdated
by 22 days (LED008), at an odd hour (LED014).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.commands.every_command import small_plant
from wipbook.commands.audit.audit import audit
from wipbook.commands.audit.count import sheets
from wipbook.commands.audit.count_post import post
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

COUNTED = dt.date(2026, 1, 31)
AT_NIGHT = dt.datetime(2026, 2, 22, 3)
RULES = ("LED006", "LED008", "LED014")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 at 2.50 came on 5 January; 100 more and what goes follow in March."""
    path = small_plant(tmp_path_factory.mktemp("counts") / "small.xlsx")
    with open_file(path, backups=0) as book:
        write_settings(book, {"Period End": COUNTED, "As Of": dt.date(2026, 3, 31)})
        book.append_rows("Movements", pl.DataFrame({
            "Movement": ["M0"], "Date": [dt.date(2026, 1, 5)], "Type": ["Receipt"], "Material": ["S"],
            "Quantity": [40.0], "Unit Cost": [2.5],
        }))
        book.save()
    return path


@pytest.fixture
def book(clean: Path, tmp_path: Path) -> FileWorkbook:
    path = tmp_path / "small.xlsx"
    path.write_bytes(clean.read_bytes())
    return open_file(path, backups=0)


def _post(book: FileWorkbook, quantity: float = 38.0) -> None:
    """40 in the books on 31 January, 38 counted."""
    sheets(book, COUNTED, every=True, now=AT_NIGHT)
    place = book.tables()["CountSheet"]
    book.write_cells("Count Sheet", {place.cell(0, name): quantity for name in ("Counted", "Recounted")})
    post(book, accept=True, now=AT_NIGHT, user="noor")


def _asked(book: FileWorkbook) -> set[str]:
    return set(audit(book, RULES).audit.open["Rule"])


def _change(book: FileWorkbook, table: str, row: int, header: str, value: object) -> None:
    place = book.tables()[table]
    book.write_cells(place.sheet, {place.cell(row, header): value})  # type: ignore[dict-item]


def _empty(book: FileWorkbook, table: str, header: str) -> None:
    book.write_table(table, pl.DataFrame({header: pl.Series([], dtype=pl.String)}))


def test_what_was_posted_raises_no_question(book: FileWorkbook) -> None:
    _post(book)
    row = book.read_table("Movements").frame.row(-1, named=True)
    assert (row["Type"], row["Quantity"], row["Entered By"]) == ("Count", -2.0, "noor")
    assert _asked(book) == set()


def test_what_was_posted_onto_the_first_open_day_raises_none_either(book: FileWorkbook) -> None:
    write_settings(book, {"Closed Through": COUNTED})
    _post(book)
    assert book.read_table("Movements").frame["Type"][-1] == "Adjustment"
    assert _asked(book) == set()


def test_the_same_row_typed_by_hand_is_asked_about(book: FileWorkbook) -> None:
    """Every word of it, its count line, and even a row of the Change Log without the seal."""
    book.append_rows("Movements", pl.DataFrame({
        "Movement": ["CT-20260131-001"], "Date": [COUNTED], "Entered At": [AT_NIGHT], "Entered By": ["noor"],
        "Type": ["Count"], "Material": ["S"], "Quantity": [-2.0], "Document": ["CT-20260131"],
        "Reason": ["Count difference"],
    }))
    book.append_rows("Counts", pl.DataFrame({
        "Count": ["CT-20260131"], "Date": [COUNTED], "Material": ["S"], "Book Quantity": [40.0], "Counted": [38.0],
    }))
    assert _asked(book) == set(RULES)
    said = "post: 1 lines posted, 0 held for a recount, 0 tags without a quantity"
    for seal in ("", "; seal ", "; seal 0123456789abcdef"):
        change_log.append(book, "count", said + seal, now=AT_NIGHT, user="noor")
    assert _asked(book) == set(RULES)


TAMPERED: dict[str, Callable[[FileWorkbook], None]] = {
    "its quantity changed": lambda book: _change(book, "Movements", 3, "Quantity", -12.0),
    "its material's count line changed": lambda book: _change(book, "Counts", 0, "Recounted", 28.0),
    "its day changed": lambda book: _change(book, "Movements", 3, "Date", dt.date(2026, 1, 30)),
    "its count line gone": lambda book: _empty(book, "Counts", "Count"),
    "the log cut": lambda book: _empty(book, "ChangeLog", "Command"),
    "a row put beside it": lambda book: book.append_rows("Movements", pl.DataFrame({
        "Movement": ["CT-20260131-002"], "Date": [COUNTED], "Entered At": [AT_NIGHT], "Entered By": ["noor"],
        "Type": ["Count"], "Material": ["S"], "Quantity": [-5.0], "Document": ["CT-20260131"],
    })),
}


@pytest.mark.parametrize("how", list(TAMPERED))
def test_a_posting_that_was_touched_is_asked_about(book: FileWorkbook, how: str) -> None:
    _post(book)
    TAMPERED[how](book)
    assert _asked(book) == set(RULES)


def test_what_others_entered_that_night_is_asked_about(book: FileWorkbook) -> None:
    _post(book)
    book.append_rows("Movements", pl.DataFrame({
        "Movement": ["M9"], "Date": [COUNTED], "Entered At": [AT_NIGHT], "Entered By": ["noor"], "Type": ["Receipt"],
        "Material": ["S"], "Quantity": [1.0], "Unit Cost": [2.5],
    }))
    found = audit(book, RULES).audit.open
    assert set(found["Rule"]) == set(RULES)
    assert set(found["Key"]) == {"M9"}, "and the posted row beside it is not"


def test_a_round_difference_that_was_posted_is_explained_by_its_count(book: FileWorkbook) -> None:
    """38 of the 40 are gone, 95.00 of 2.50 each: a round quantity for LED009 when a unit is round and 50.00 are
    material. Posted onto the first open day it is an adjustment; typed by hand it is asked about."""
    write_settings(book, {"Closed Through": COUNTED, "Materiality": 50})
    _post(book, 2.0)
    row = book.read_table("Movements").frame.row(-1, named=True)
    assert (row["Type"], row["Quantity"]) == ("Adjustment", -38.0)
    cells = book.read_table("Rules")
    at = next(n for n, rule in enumerate(cells.frame["Rule"]) if rule == "LED009")
    book.write_cells("Rules", {cells.place.cell(at, "Value"): 1.0})
    assert set(audit(book, ["LED009"]).audit.open["Key"]) == set()
    book.append_rows("Movements", pl.DataFrame({
        "Movement": ["AD1"], "Date": [dt.date(2026, 2, 2)], "Type": ["Adjustment"], "Material": ["S"],
        "Quantity": [-22.0], "Reason": ["Count difference (counted 2026-01-31)"],
    }))
    book.append_rows("Movements", pl.DataFrame({
        "Movement": ["R9"], "Date": [dt.date(2026, 2, 1)], "Type": ["Receipt"], "Material": ["S"], "Quantity": [60.0],
        "Unit Cost": [2.5],
    }))
    assert set(audit(book, ["LED009"]).audit.open["Key"]) == {"AD1"}


def test_what_is_entered_later_for_the_day_does_not_question_a_posted_line(book: FileWorkbook) -> None:
    """The count of a closed January was posted onto 1 February. Ten more of January come to light then: the books now
    say 50 for the day of the count, the line 40. Of a line that somebody typed that is a question (INV022)."""
    write_settings(book, {"Closed Through": COUNTED})
    _post(book)
    book.append_rows("Movements", pl.DataFrame({
        "Movement": ["LATE"], "Date": [dt.date(2026, 1, 20)], "Type": ["Receipt"], "Material": ["S"],
        "Quantity": [10.0], "Unit Cost": [2.5],
    }))
    assert audit(book, ["INV022"]).audit.open.is_empty()
    book.append_rows("Counts", pl.DataFrame({
        "Count": ["CT-X"], "Date": [COUNTED], "Material": ["S"], "Book Quantity": [40.0], "Counted": [38.0],
    }))
    assert audit(book, ["INV022"]).audit.open["Key"].to_list() == ["CT-X/S"]
