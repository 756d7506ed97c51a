"""Closing a workbook: what is kept, what is refused, and what an attacker leaves behind."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.stories.test_month_end import day, january
from wipbook.commands.close.against import UnknownReason
from wipbook.commands.close.close import (
    NobodyAnswers,
    NothingToClose,
    NotReadyToClose,
    RecordsDamaged,
    close,
)
from wipbook.commands.close.reopen import NotTheLastPeriod, reopen
from wipbook.commands.close.verify import verify
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

NOW = dt.datetime(2026, 4, 1, 9)


@pytest.fixture(scope="module")
def closed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("closed") / "frames.xlsx"
    book = january(path)
    book.save()
    close(book, by="Ann", now=NOW)
    book.save()
    return path


@pytest.fixture
def path(closed_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(closed_once.parent, tmp_path / "books")
    return tmp_path / "books" / closed_once.name


def test_a_close_writes_its_record_its_balances_and_keeps_a_copy(path: Path) -> None:
    book = open_file(path)
    periods = book.read_table("Periods").frame
    row = periods.row(0, named=True)
    assert (row["Record"], row["Kind"], row["Period Start"].date(), row["Period End"].date(), row["By"]) == (
        1, "close", day(1, 1), day(31, 1), "Ann")
    assert (row["Raw Materials"], row["WIP"], row["Finished Goods"]) == (156.0, 158.4, 105.6)
    held = book.read_table("ClosingBalances").frame
    stock = held.filter(pl.col("Of") == "stock").select("Material", "Quantity", "Value").rows()
    assert stock == [("FRAME", 4.0, 105.6), ("STEEL", 60.0, 156.0)]
    accounts = dict(held.filter(pl.col("Of") == "account").select("Role", "Value").iter_rows())
    assert accounts == {"Raw Materials": 156.0, "WIP": 158.4, "Finished Goods": 105.6, "Wages Clearing": -160.0,
                        "Goods Received Not Invoiced": -260.0}
    jobs = dict(held.filter(pl.col("Of") == "job").select("Element", "Value").iter_rows())
    assert jobs == {"Material": 62.4, "Labor": 96.0}  # six of ten of 104 and of 160
    copy = path.parent / "wipbook_backups" / row["Copy"]
    assert copy.is_file() and open_file(copy).read_table("Periods").frame.drop_nulls().is_empty()
    found = verify(open_file(path))
    assert (found.faults, found.missing, len(found.copies), len(found.records)) == ((), (), 1, 1)


def test_what_speaks_against_it(path: Path) -> None:
    book = open_file(path)
    with pytest.raises(NothingToClose, match="closed already"):
        close(book, now=NOW)
    with pytest.raises(NothingToClose, match="has not come yet"):
        close(book, through=day(30, 4), now=NOW)
    with pytest.raises(UnknownReason, match="did you mean 'rows'"):
        close(book, despite=["row"], now=NOW)
    with pytest.raises(NobodyAnswers, match="who answers"):
        close(book, through=day(28, 2), despite=["rows"], reason="late", now=NOW)
    with pytest.raises(NobodyAnswers, match="--reason"):
        close(book, through=day(28, 2), despite=["rows"], by="Ann", now=NOW)
    assert not book.changed
    book.append_rows("Movements", pl.DataFrame({"Movement": ["X"], "Date": [day(3, 2)], "Type": ["Receipt"],
                                                "Material": ["NONE"], "Quantity": [1.0]}))
    with pytest.raises(NotReadyToClose, match="1 row left out"):
        close(book, through=day(28, 2), now=NOW)
    closing, _ = close(book, through=day(28, 2), despite=["rows", "ledger", "findings"], by="Ann", reason="a sample",
                       now=NOW)
    assert closing.records[0].despite == ("rows", "findings")  # the ledger ties: it was told no other balance
    assert (closing.records[0].reason, closing.records[0].by) == ("a sample", "Ann")


def test_several_months_at_once_and_opening_them_again(path: Path) -> None:
    book = open_file(path)
    closing, summary = close(book, through=day(31, 3), by="Ann", despite=["ledger"], reason="no ledger yet", now=NOW)
    assert [(each.start, each.end) for each in closing.records] == [
        (day(1, 2), day(28, 2)), (day(1, 3), day(31, 3))]
    assert summary.pending == 0
    with pytest.raises(NotTheLastPeriod, match="2026-03-31"):
        reopen(book, through=day(28, 2), reason="why", now=NOW)
    with pytest.raises(NobodyAnswers):
        reopen(book, now=NOW)
    record, _ = reopen(book, through=day(31, 3), reason="an invoice", by="Ben", now=NOW)
    assert (record.number, record.start) == (4, day(1, 3))
    book.save()
    again = open_file(path)
    assert again.read_table("Periods").frame["Kind"].to_list() == ["close", "close", "close", "reopen"]
    assert verify(again).faults == ()
    closing, _ = close(again, through=day(31, 3), by="Ann", despite=["ledger"], reason="no ledger yet", now=NOW)
    assert closing.records[0].number == 5
    assert verify(again).faults == ()


def test_months_closed_together_are_each_looked_at(path: Path) -> None:
    """Closing two at once is no way around a name: the adjustment of January and a row left out are asked for."""
    book = open_file(path)
    place = book.find_table("Movements")
    assert place is not None
    book.write_cells("Movements", {place.cell(0, "Unit Cost"): 3.6})
    ledger = {"despite": ["ledger"], "by": "Ann", "reason": "no ledger yet", "through": day(31, 3), "now": NOW}
    with pytest.raises(NotReadyToClose, match="7 adjustments nobody accepted"):
        close(book, **ledger)  # type: ignore[arg-type]
    closing, _ = close(book, accept=True, **ledger)  # type: ignore[arg-type]
    taken = closing.records[0].part("accepted")
    assert taken["Accepted By"].to_list() == ["Ann"] * 7 and closing.records[1].part("accepted").is_empty()


def edited(path: Path, change: Callable[[openpyxl.Workbook], None]) -> FileWorkbook:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return open_file(path)


def cell_of(sheet: object, header: str, row: int) -> object:
    """The cell of a column in the n-th row below the header row."""
    for line in sheet.iter_rows(min_row=1, max_row=12):  # type: ignore[attr-defined]
        for cell in line:
            if cell.value == header:
                return sheet.cell(cell.row + row, cell.column)  # type: ignore[attr-defined]
    raise LookupError(header)


def set_cell(sheet: str, header: str, row: int, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        cell_of(book[sheet], header, row).value = value  # type: ignore[attr-defined]
    return change


@pytest.mark.parametrize(("change", "says"), [
    (set_cell("Closing Balances", "Value", 1, 1.0), "Closing Balances: 1 rows are not what was closed"),
    (set_cell("Closing Balances", "Role", 5, "COGS"), "Closing Balances"),
    (set_cell("Periods", "By", 1, "Eve"), "Periods: 1 rows"),
    (set_cell("Periods", "Hash", 1, "0" * 64), "Periods: 1 rows"),
    (set_cell("Closed Records", "Text", 1, "AAAA"), "cannot be read"),
    (set_cell("Closed Records", "Record", 1, 2), "says that it is number 1, and stands as number"),
    (set_cell("Closed Records", "Text", 1, None), "cannot be read"),
    (set_cell("Change Log", "Command", 1, "audit"), "Change Log: its first"),
    (set_cell("Change Log", "What Changed", 1, "nothing"), "Change Log: its first"),
    (lambda book: book.remove(book["Periods"]), "the sheet Periods is gone"),
])
def test_what_is_changed_afterwards_is_found(
    path: Path, change: Callable[[openpyxl.Workbook], None], says: str
) -> None:
    book = edited(path, change)
    found = verify(book)
    assert any(says in fault for fault in found.faults), found.faults
    summary = refresh(book)
    assert "records" in summary.failing
    with pytest.raises(RecordsDamaged):
        close(book, through=day(28, 2), now=NOW)


def test_a_copy_that_was_changed_or_is_gone_is_found(path: Path) -> None:
    book = open_file(path)
    copy = path.parent / "wipbook_backups" / str(book.read_table("Periods").frame["Copy"][0])
    kept = copy.read_bytes()
    copy.write_bytes(kept + b"x")
    assert "is not the file that record 1 closed" in verify(book).faults[0]
    copy.unlink()
    assert verify(book).missing == (copy.name,)
    elsewhere = path.parent / "elsewhere" / copy.name
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(kept)
    assert (verify(book, [elsewhere]).faults, verify(book, [elsewhere]).missing) == ((), ())


def test_a_workbook_brought_back_from_before_the_close_is_found_by_a_later_copy(path: Path, tmp_path: Path) -> None:
    """Somebody undoes a close by bringing back an older file, and closes with other figures: the chain of the workbook
    is whole, but another than that of the copy somebody kept."""
    kept = Path(shutil.copy(path, tmp_path / "kept.xlsx"))
    before = path.parent / "wipbook_backups" / str(open_file(path).read_table("Periods").frame["Copy"][0])
    forged = Path(shutil.copy(before, tmp_path / "frames.xlsx"))
    book = open_file(forged)
    assert "is gone" in verify(book, [kept]).faults[0]
    book.append_rows("Movements", pl.DataFrame({"Movement": ["M9"], "Date": [day(3, 1)], "Type": ["Receipt"],
                                                "Material": ["STEEL"], "Quantity": [1.0], "Unit Cost": [1.0]}))
    book.save()
    close(book, by="Ann", despite=["ledger"], reason="forged", now=NOW)
    assert verify(book).faults == ()
    assert "was written anew" in verify(book, [kept]).faults[0]


def test_names_and_notes_on_the_checklist_stay_until_the_next_period(path: Path) -> None:
    book = open_file(path)
    place = book.find_table("CloseSteps")
    assert place is not None
    book.write_cells("Close", {place.cell(4, "Done By"): "Ann", place.cell(4, "Note"): "three lines, all of the 31st"})
    refresh(book)
    steps = book.read_table("CloseSteps").frame
    assert steps.row(4, named=True)["Done By"] == "Ann" and steps.height == 17
    write_settings(book, {"Period Start": day(1, 2), "Period End": day(28, 2), "As Of": day(28, 2)})
    refresh(book)
    assert book.read_table("CloseSteps").frame["Done By"].drop_nulls().is_empty()


def test_accepting_on_the_sheet_is_accepting(path: Path) -> None:
    book = open_file(path)
    write_settings(book, {"Period Start": day(1, 2), "Period End": day(28, 2), "As Of": day(28, 2)})
    place = book.find_table("Movements")
    assert place is not None
    book.write_cells("Movements", {place.cell(0, "Unit Cost"): 3.6})
    # steel; the job's material; raw materials, goods, WIP and the receipt's account; the frames
    assert refresh(book).pending == 7
    prior = book.find_table("PriorPeriods")
    assert prior is not None
    for row in range(prior.rows):
        book.write_cells("Prior Periods", {prior.cell(row, "Accepted By"): "Ann"})
    assert refresh(book).pending == 0
    assert set(book.read_table("PriorPeriods").frame["State"]) == {"accepted"}
    # what somebody accepted were other figures
    book.write_cells("Movements", {place.cell(0, "Unit Cost"): 4.6})
    assert refresh(book).pending == 7
