"""So much changes that the table is written as a whole: the result is the one cell by cell would give."""

from __future__ import annotations

import polars as pl
import pytest

from wipbook.commands.data.import_.comparison import compare

MAPPING = """
[sources]
m = "m.csv"
[tables.Movements]
source = "m"
columns = { Movement = "N", Date = "D", Type = "T", Material = "M", Quantity = "Q" }
"""


def moves(quantity: int, rows: int = 30) -> str:
    lines = [f"{number:03d},2026-01-{number % 28 + 1:02d},Receipt,P,{quantity}" for number in range(rows)]
    return "\n".join(["N,D,T,M,Q", *lines]) + "\n"


def body(book) -> pl.DataFrame:
    return book.read_table("Movements").frame


@pytest.mark.parametrize("limit", [0, 10**9])
def test_whole_table_and_single_cells_give_the_same_rows(run, book, monkeypatch, limit):
    monkeypatch.setattr(compare, "MANY_CELLS", limit)
    run(MAPPING, {"m.csv": moves(5)})
    at = book.read_table("Movements").address(3, "Reason").rpartition("!")[2]
    book.write_cells("Movements", {at: "kept"})
    report = run(MAPPING, {"m.csv": moves(6, rows=32)})
    assert (report.tables[0].changed, report.tables[0].new) == (30, 2)
    rows = body(book)
    assert rows["Quantity"].to_list() == [6.0] * 32
    assert rows["Movement"].to_list() == [f"{number:03d}" for number in range(32)]
    assert rows["Date"].dt.day().to_list() == [number % 28 + 1 for number in range(32)]
    assert rows["Reason"].to_list() == [None] * 3 + ["kept"] + [None] * 28
    assert run(MAPPING, {"m.csv": moves(6, rows=32)}).tables[0].unchanged == 32


@pytest.mark.parametrize("limit", [0, 10**9])
def test_a_cell_of_another_kind_survives_either_way(run, book, monkeypatch, limit):
    monkeypatch.setattr(compare, "MANY_CELLS", limit)
    run(MAPPING, {"m.csv": moves(5)})
    cells = book.read_table("Movements")
    texts = {cells.address(3, "Reason").rpartition("!")[2]: "text", cells.address(4, "Reason").rpartition("!")[2]: 7.5}
    book.write_cells("Movements", texts)
    run(MAPPING, {"m.csv": moves(6)})
    cells = book.read_table("Movements")
    assert list(cells.mixed["Reason"])[3:5] == ["text", 7.5]
    assert cells.frame["Quantity"].to_list() == [6.0] * 30
