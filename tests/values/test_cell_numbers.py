"""Cells hold the nearest double: the oracle is Decimal, which rounds correctly when it becomes a float."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from wipbook.values.cell_numbers import cell_numbers, cell_values

PLACES = st.integers(0, 6)
INT64 = st.integers(-(2**63), 2**63 - 1)


def nearest(number: int, places: int) -> float:
    return float(Decimal(number).scaleb(-places))


@given(st.lists(INT64 | st.integers(-(10**9), 10**9), min_size=1, max_size=70), PLACES)
def test_every_cell_holds_the_nearest_double(numbers: list[int], places: int) -> None:
    expected = [nearest(number, places) for number in numbers]
    for times in (1, 101 // len(numbers) + 1):  # a short column, and one that is divided at once
        values = pl.Series("x", numbers * times, dtype=pl.Int64)
        found = pl.DataFrame({"x": values}).select(cell_numbers(pl.col("x"), places))["x"]
        assert found.to_list() == expected * times and cell_values(values, places).equals(found)


def test_all_cents_up_to_a_million_and_however_long_the_column() -> None:
    whole = pl.DataFrame({"x": pl.Series(range(1_000_000), dtype=pl.Int64)})
    long = whole.select(cell_numbers(pl.col("x"), 2))["x"].to_list()
    assert long == [nearest(number, 2) for number in range(1_000_000)]
    for number in (57, 55983270, 123_456_789):
        alone = pl.DataFrame({"x": [number]}).select(cell_numbers(pl.col("x"), 5))["x"].item()
        among = pl.DataFrame({"x": [number] * 99}).select(cell_numbers(pl.col("x"), 5))["x"]
        assert alone == nearest(number, 5) and set(among.to_list()) == {alone}


def test_blanks_stay_blank_and_numbers_stay_numbers() -> None:
    for times in (1, 50):
        frame = pl.DataFrame({"x": pl.Series([1, None, 3] * times, dtype=pl.Int64), "y": [0.5, None, 1.5] * times})
        found = frame.select(cell_numbers(pl.col("x"), 1), cell_numbers(pl.col("y"), 1))
        assert found["x"].to_list() == [0.1, None, 0.3] * times and found["y"].to_list() == [0.5, None, 1.5] * times
    assert pl.DataFrame({"x": pl.Series([], dtype=pl.Int64)}).select(cell_numbers(pl.col("x"), 2)).height == 0
    blank = pl.DataFrame({"x": pl.Series([None, None], dtype=pl.Int64)}).select(cell_numbers(pl.col("x"), 2))
    assert blank["x"].to_list() == [None, None]
