"""A small sheet is read once in a process, and anew as soon as anything of it is another."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import pytest

from tests.hosts.conftest import make_plant
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.guard.remembered import Remembered
from wipbook.ooxml.table import read


def test_what_is_as_it_was_is_not_read_again_and_what_is_not_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = fastexcel.read_excel
    monkeypatch.setattr(fastexcel, "read_excel", lambda source: asked.append(len(source)) or real(source))
    monkeypatch.setattr(read, "_known", Remembered(1 << 20))

    def jobs(path: Path) -> tuple[list[object], int]:
        before = len(asked)
        with open_file(path) as book:
            return book.read_table("Jobs").frame.rows(), len(asked) - before

    first, other = (make_plant(tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    rows, read_first = jobs(first)
    assert read_first > 0
    assert jobs(other) == (rows, 0)
    with open_file(other) as book:
        place = book.find_table("Jobs")
        assert place is not None
        book.write_cells(place.sheet, {f"B{place.first_row}": "another"})
        assert book.read_table("Jobs").frame.rows() != rows  # in the workbook that is open
        book.save()
    changed, read_again = jobs(other)
    assert (changed != rows, read_again > 0) == (True, True)
    assert jobs(first) == (rows, 0)


def test_the_newest_are_kept_up_to_a_weight_and_errors_never() -> None:
    kept, made = Remembered[str](10), []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name, weight in (("a", 6), ("b", 4), ("a", 6), ("c", 5), ("b", 4), ("a", 6), ("heavy", 11), ("heavy", 11)):
        assert kept.get(name, lambda name=name: make(name), weight) == name  # type: ignore[misc]
    # b and a give way to c, the heavy one is never kept
    assert made == ["a", "b", "c", "b", "a", "heavy", "heavy"]
    with pytest.raises(ZeroDivisionError):
        kept.get("wrong", lambda: str(1 / 0))
    assert kept.get("wrong", lambda: "right") == "right"
