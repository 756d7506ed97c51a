"""Half a million rows are a matter of seconds."""

from __future__ import annotations

import time

import polars as pl
import pytest

from wipbook.commands.data.import_ import import_rows, parse_mapping

MAPPING = """
[sources]
m = "m.parquet"
[tables.Movements]
source = "m"
columns = { Movement = "N", Date = "D", Type = "T", Material = "M", Quantity = "Q", "Unit Cost" = "C" }
"""


@pytest.mark.slow
def test_half_a_million_movements_are_checked_and_written_in_seconds(book, tmp_path):
    rows = 500_000
    number = pl.int_range(rows, eager=True)
    frame = pl.DataFrame(
        {
            "N": "MV-" + number.cast(pl.String),
            "D": pl.date_range(pl.date(2026, 1, 1), pl.date(2026, 1, 1), eager=True).new_from_index(0, rows),
            "T": pl.Series(["Receipt"]).new_from_index(0, rows),
            "M": "P-" + (number % 500).cast(pl.String),
            "Q": (number % 90 + 1).cast(pl.Decimal(12, 2)),
            "C": (number % 700 / 100).cast(pl.Decimal(12, 4)),
        }
    )
    frame.write_parquet(tmp_path / "m.parquet")
    start = time.process_time()
    report = import_rows(book, parse_mapping(MAPPING), [tmp_path])
    taken = time.process_time() - start
    assert report.tables[0].new == rows
    assert report.tables[0].totals[0].accepted == frame["Q"].sum()
    # A loop that only looks at every cell, on the same machine in the same minute: an import takes some 20 of these,
    # one that went row by row would take hundreds.
    start = time.process_time()
    for row in frame.iter_rows():
        for cell in row:
            str(cell)
    assert taken < 40 * (time.process_time() - start)
