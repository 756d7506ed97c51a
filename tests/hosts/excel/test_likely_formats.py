"""What is guessed of formats saves questions and decides nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.excel_in_miniature.counting import counted
from tests.excel_in_miniature.sheets import excel_book
from wipbook.hosts.excel.likely_formats import LikelyFormats
from wipbook.hosts.excel.sheet_cells import _day_number, _holds_more
from wipbook.hosts.excel.workbook import BookWorkbook
from wipbook.hosts.file.workbook import open_file

headers = st.lists(st.sampled_from(["Rate", "Price", "Unit Price", "Days", "Hours", "x", ""]), min_size=1, max_size=12)


@given(headers, st.lists(st.tuples(st.sampled_from(["Rate", "Unit Price", "Days"]), st.sampled_from(["0.00", "0%"]))))
def test_every_column_is_asked_about_once_whatever_was_met(asked: list[str], met: list[tuple[str, str]]) -> None:
    likely = LikelyFormats()
    for header, code in met:
        likely.met(header, [code, code])
    parts = list(likely.parts(asked))
    assert [at for first, last in parts for at in range(first, last + 1)] == list(range(len(asked)))


def test_a_wrong_guess_reads_what_is_there(demo_copy: Path) -> None:
    """Burden % of the second table is shown as a percentage, beside a rate; and a price looks like none before it."""
    book = openpyxl.load_workbook(demo_copy)
    for row in range(7, 12):
        book["Employees"].cell(row, 6).number_format = "0%"
        book["Employees"].cell(row, 6).value = 0.22
        book["Purchases"].cell(row, 16).number_format = "0.00%"
        book["Purchases"].cell(row, 11).number_format = "[h]:mm"
    book.save(demo_copy)
    calls: Counter[str] = Counter()
    port = BookWorkbook(counted(excel_book(demo_copy), calls))
    with open_file(demo_copy) as filed:
        for name in ("Materials", "Employees", "Purchases", "Overhead", "Jobs"):
            mine, theirs = port.read_table(name), filed.read_table(name)
            assert dict(mine.percents) == dict(theirs.percents), name
            assert dict(mine.elapsed) == dict(theirs.elapsed), name
            assert mine.frame.equals(theirs.frame), name
        assert list(port.read_table("Employees").percents["Burden %"]) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("value", "more"), [
    (dt.datetime(2026, 3, 1), False), (dt.datetime(2026, 3, 1, tzinfo=dt.UTC), False), (1.5, False), ("x", False),
    (None, False), (dt.datetime(2026, 3, 1, 0, 0, 0, 1), True), (dt.datetime(2026, 3, 1, 7, 30), True),
    (dt.datetime(1900, 2, 28), True), (Decimal("1.2346"), True),
])
def test_a_whole_day_holds_no_more_than_it_says(value: Any, more: bool) -> None:
    assert _holds_more(value) is more


def test_the_number_behind_a_day_is_excels() -> None:
    assert _day_number(dt.datetime(2026, 11, 22)) == 46348.0 and _day_number("x") == "x"
