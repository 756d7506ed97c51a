"""A small table is read once while nothing can have changed it, and read again as soon as something can."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from wipbook.hosts.file.workbook import open_file


def test_what_nothing_changed_is_not_read_again(plant: Path) -> None:
    with open_file(plant) as book:
        first = book.read_table("Rates")
        assert book.read_table("Rates") is first
        book.write_cells("Jobs", {"H7": "another sheet"})
        assert book.read_table("Rates") is first


def test_a_cell_of_its_sheet_a_table_and_a_save_are_seen(plant: Path) -> None:
    with open_file(plant) as book:
        assert book.read_table("Rates").frame["rate"].to_list() == [40, 55.5]
        book.write_cells("Other", {"L2": 41})
        assert book.read_table("Rates").frame["rate"].to_list() == [41, 55.5]
        book.append_rows("Rates", pl.DataFrame({"center": ["paint"], "rate": [30.0]}))
        assert book.read_table("Rates").frame["rate"].to_list() == [41, 55.5, 30]
        assert book.tables()["Rates"].last_row == 4
        book.save()
        saved = book.read_table("Rates")
        assert saved.frame["rate"].to_list() == [41, 55.5, 30] and book.read_table("Rates") is saved


def test_a_table_with_formulas_is_read_each_time(plant: Path) -> None:
    """What they come to may depend on any sheet."""
    with open_file(plant) as book:
        assert book.read_table("Jobs") is not book.read_table("Jobs")


def test_a_caller_may_do_what_he_likes_with_the_places(plant: Path) -> None:
    with open_file(plant) as book:
        book.tables().clear()
        assert book.find_table("Rates") is not None


def test_a_source_is_opened_once_and_closed_with_the_workbook(plant: Path, tmp_path: Path) -> None:
    from wipbook.beside import template_path
    from wipbook.commands.data.new import copy_template

    with open_file(copy_template(tmp_path / "book.xlsx"), backups=0) as book:
        source = book.document.source(template_path())
        assert book.document.source(template_path()) is source
        other = tmp_path / "other.xlsx"
        other.write_bytes(plant.read_bytes())
        first = book.document.source(other)
        other.write_bytes(template_path().read_bytes())
        assert book.document.source(other) is not first, "another file of the name"
    assert source.package.archive.file.closed and first.package.archive.file.closed
