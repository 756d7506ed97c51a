"""The trial balance: foots, comes to the Statement, and says what the ledger was not given or nobody accepted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.double_entry.three_months import ENDS, seen_on, three_months
from wipbook.commands.close.close import close
from wipbook.commands.value.journal import Wanted, journal
from wipbook.hosts.file.workbook import FileWorkbook, open_file

NOW = dt.datetime(2026, 4, 1, 9)
FIGURES = ("Opening", "Debit", "Credit", "Closing", "Not Exported", "Pending", "Given and Accepted")


def balance(book: FileWorkbook, form: str = "none") -> dict[str, tuple[float, ...]]:
    journal(book, Wanted(form), now=NOW)
    frame = book.read_table("TrialBalance").frame
    sums = {name: round(frame[name].sum(), 2) for name in FIGURES}
    assert sums["Debit"] == sums["Credit"] and not any(sums[name] for name in set(FIGURES) - {"Debit", "Credit"})
    return {row["Role"]: tuple(row[name] for name in FIGURES) for row in frame.iter_rows(named=True)}


def test_january_given_february_not(tmp_path: Path) -> None:
    """January: 260 bought, 104 of it and 160 of labor in the job, nothing completed; February: labor 40 more, ten
    completed at 30.40 and five of them shipped (tests/double_entry/three_months)."""
    book = three_months(tmp_path / "plant.xlsx")
    january = balance(seen_on(book, ENDS[0]), "csv")
    assert january["Raw Materials"] == (0, 260, 104, 156, 0, 0, 156)
    assert january["WIP"] == (0, 264, 0, 264, 0, 0, 264)
    february = balance(seen_on(book, ENDS[1]))
    assert february["WIP"] == (0, 304, 304, 0, -264, 0, 264)
    assert february["Wages Clearing"][3:] == (-200, -40, 0, -160)
    assert balance(book, "csv")["WIP"][4:] == (0, 0, 0)


def test_what_is_pending_stands_between(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    book.save()
    book = open_file(tmp_path / "plant.xlsx")
    close(book, through=ENDS[0], by="Ann", despite=["checks", "rows", "findings", "ledger"], reason="a sample", now=NOW)
    labor = book.read_table("Labor")
    hours = labor.frame["Hours"][0]
    book.write_cells("Labor", {labor.cell(0, "Hours"): hours + 1})
    found = balance(seen_on(book, ENDS[1]))
    assert found["Wages Clearing"][5] == -160 / hours  # January's labor was 160
    assert found["WIP"][5] == 160 / hours
