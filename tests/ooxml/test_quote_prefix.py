"""A text that looks like a formula stays a text when somebody edits its cell; read by openpyxl, which is not ours."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.hosts.conftest import make_plant
from wipbook.hosts.file.workbook import open_file

RISKY = ["=1+1", "+49 711", "-5 pcs", "@home", "\ttab", "\rreturn"]
PLAIN = ["J001", "a=b", "5-3", "'quoted", ""]


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    return make_plant(tmp_path / "plant.xlsx")


def marks(path: Path, sheet: str, column: int, first: int, last: int) -> list[tuple[object, bool]]:
    page = openpyxl.load_workbook(path)[sheet]
    cells = [page.cell(row, column) for row in range(first, last + 1)]
    return [(cell.value, bool(cell.quotePrefix)) for cell in cells]


def test_rows_of_a_table(plant: Path) -> None:
    texts = [*RISKY, *PLAIN[:-1]]
    with open_file(plant) as book:
        book.write_table("Jobs", pl.DataFrame({"job": texts, "qty": [-1.5] * len(texts)}))
        book.save()
        assert book.read_table("Jobs").frame["job"].to_list() == texts, "what is read back is as it was"
    found = marks(plant, "Jobs", 1, 6, 5 + len(texts))
    assert [mark for _, mark in found] == [True] * len(RISKY) + [False] * (len(PLAIN) - 1)
    assert [value for value, _ in found][:2] == ["=1+1", "+49 711"]
    assert not any(mark for _, mark in marks(plant, "Jobs", 2, 6, 5 + len(texts))), "numbers never"
    with open_file(plant) as book:  # the mark is that of a text, not of its column
        book.write_table("Jobs", pl.DataFrame({"job": ["J1", "=2", None], "qty": [1.0, 2.0, 3.0]}))
        book.save()
    assert [mark for _, mark in marks(plant, "Jobs", 1, 6, 8)] == [False, True, False]


def test_single_cells_keep_their_format_and_lose_the_mark_again(plant: Path) -> None:
    with open_file(plant) as book:
        before = book.document.styles.number_format(2)
        book.write_cells("Jobs", {"B6": "=cmd|' /C calc'!A0", "A1": "-", "H7": "plain", "H8": 5.0})
        book.save()
    page = openpyxl.load_workbook(plant)["Jobs"]
    assert [bool(page[cell].quotePrefix) for cell in ("B6", "A1", "H7", "H8")] == [True, True, False, False]
    assert page["B6"].number_format == "#,##0.00" and before is not None
    with open_file(plant) as book:
        book.write_cells("Jobs", {"B6": 4.0, "A1": "Jobs"})
        book.save()
    page = openpyxl.load_workbook(plant)["Jobs"]
    assert [bool(page[cell].quotePrefix) for cell in ("B6", "A1")] == [False, False]
    assert page["B6"].number_format == "#,##0.00"


def test_a_formula_of_ours_is_no_text(plant: Path) -> None:
    with open_file(plant) as book:
        rows = book.read_table("Jobs").frame.select("job", "qty")
        book.write_table("Jobs", rows)
        book.save()
    page = openpyxl.load_workbook(plant)["Jobs"]
    assert str(page["D6"].value).startswith("=") and not page["D6"].quotePrefix
