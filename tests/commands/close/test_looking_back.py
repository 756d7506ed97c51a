"""A closed month looked at again, after rows of it were changed: the closed figures, with nothing red."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.commands.close.test_close import NOW, day
from tests.second_opinion import compare, recalculate
from tests.stories.test_month_end import january
from wipbook.commands.close.close import close
from wipbook.commands.value.compare_methods import compare_methods
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file


@pytest.fixture
def changed(tmp_path: Path) -> FileWorkbook:
    path = tmp_path / "frames.xlsx"
    book = january(path)
    book.save()
    close(book, by="Ann", now=NOW)
    place = book.find_table("Movements")
    assert place is not None
    book.write_cells("Movements", {place.cell(0, "Unit Cost"): 3.6})
    return book


def test_the_closed_month_is_shown_as_it_was_closed(changed: FileWorkbook) -> None:
    summary = refresh(changed)
    assert summary.balances == {"Raw Materials": 156.0, "Work in Process": 158.4, "Finished Goods": 105.6}
    assert summary.failing == {}
    assert summary.closed_note == "as closed on 2026-04-01; layers and movements are in frames.closed 2026-01-31.xlsx"
    assert "as closed on 2026-04-01" in str(changed.read_cell("Statement", "A2"))
    notes = changed.read_table("Checks").frame.filter(pl.col("Note").str.contains("closed figures are shown"))
    assert notes["Check"].to_list() == [
        "chk_layers_value", "chk_layers_quantity", "chk_movements_value", "chk_movements_quantity", "chk_overhead",
        "chk_aging", "chk_journals_wages", "chk_nrv_cost", "chk_process_jobs"]


@pytest.mark.libreoffice
def test_libreoffice_comes_to_the_same_in_both_months(
    changed: FileWorkbook, office_profile: Path, tmp_path: Path
) -> None:
    for first, last in ((day(1, 1), day(31, 1)), (day(1, 2), day(28, 2)), (day(1, 1), day(15, 1))):
        write_settings(changed, {"Period Start": first, "Period End": last, "As Of": last})
        assert refresh(changed).failing == {}
        saved = changed.save(tmp_path / f"{last}.xlsx")
        count, wrong = compare(saved, recalculate(saved, office_profile, tmp_path / "again"))
        assert count > 200
        assert not wrong, wrong[:5]
        changed = open_file(saved)


def test_methods_are_compared_by_what_rows_come_to(changed: FileWorkbook) -> None:
    """Not by the balances that were closed, which are those of one method: 60 kg at 3.60, whatever the method."""
    refresh(changed)
    totals = compare_methods(changed).totals
    assert {method: of["Raw Materials"] for method, of in totals.items() if method != "Standard"} == {
        "As set": 21_600, "FIFO": 21_600, "Moving Average": 21_600, "Periodic FIFO": 21_600,
        "Periodic Average": 21_600,
    }
