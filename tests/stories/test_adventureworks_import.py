"""A whole manufacturer comes into a workbook, and every reference total comes out to the last digit."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from wipbook.commands.data.import_ import ImportReport, import_rows, read_mapping
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("WIPBOOK_REFERENCE_DATA", ROOT.parent / "shared" / "data")) / "adventureworks"
TOTALS = DATA / "reference_totals.json"

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.manufacturer,
    pytest.mark.reference_data,
    pytest.mark.slow,
    pytest.mark.skipif(not TOTALS.exists() and not os.environ.get("CI"), reason=f"no reference data at {DATA}"),
]


@pytest.fixture(scope="module")
def imported(adventureworks: tuple[Path, ImportReport]) -> tuple[FileWorkbook, ImportReport]:
    path, report = adventureworks
    return open_file(path), report


@pytest.fixture(scope="module")
def totals() -> dict[str, object]:
    return json.loads(TOTALS.read_text(encoding="utf-8"), parse_float=Decimal)


def test_every_row_is_accepted(imported):
    _, report = imported
    rows = {table.sheet: (table.read, table.new, table.rejected) for table in report.tables}
    assert rows["Materials"] == (504, 504, 0)
    assert rows["Jobs"] == (72_591, 72_591, 0)
    assert rows["Operations"] == rows["Labor"] == (67_131, 67_131, 0)
    assert rows["Purchases"] == (8_845, 8_845, 0)
    assert rows["Customers"] == (19_820, 19_820, 0)
    assert all(rejected == 0 and read == new for read, new, rejected in rows.values())


def test_every_control_total_comes_out_to_the_last_digit(imported):
    _, report = imported
    assert report.differences == ()
    assert len({each.control for each in report.controls}) == 24
    assert len(report.controls) == 314


# Sections of the reference totals, and members of them, that no column of the workbook can show.
NOT_CONTROLLED = {
    "row_counts",
    "routing.rows_actual_ne_planned",
    "bom.depth_histogram",
    "bom.rows_by_BOMLevel",
    "natural_audit_findings.inactive_vendors_with_pos",
    "natural_audit_findings.po_same_vendor_date_subtotal_extra",
    "natural_audit_findings.po_same_line_product_twice_in_one_po",
    "natural_audit_findings.P_transactions_missing_for_po_lines",
    "natural_audit_findings.inventory_rows_Shelf_N/A",
}
# Labor is dated by the day an operation ended, so how many had ended by a day is not asked of open orders.
NOT_CONTROLLED_BY_DAY = {"ops_finished_by_date", "routing_cost_finished_ops"}


def test_nothing_in_the_reference_is_left_out_but_what_is_named_here(totals):
    mapping = read_mapping(ROOT / "examples" / "adventureworks" / "mapping.toml")
    covered = {str(getattr(control.expect, "at", "")) for control in mapping.controls.values()}
    for section in totals:
        if section not in NOT_CONTROLLED:
            assert any(place.startswith(f"/{section}") for place in covered), section


def test_the_controls_look_at_every_member_of_their_sections(imported, totals):
    _, report = imported
    mapping = read_mapping(ROOT / "examples" / "adventureworks" / "mapping.toml")
    seen: dict[str, set[str]] = {}
    for each in report.controls:
        place = str(getattr(mapping.controls[each.control].expect, "at", ""))
        seen.setdefault(place.split("/")[1], set()).add(each.figure)
    for section, value in totals.items():
        if section in NOT_CONTROLLED or not isinstance(value, dict):
            continue
        for member, inner in value.items():
            if f"{section}.{member}" in NOT_CONTROLLED:
                continue
            if isinstance(inner, dict) and member != "by_status":
                wanted = {f"{member}: {name}" for name in inner if name not in NOT_CONTROLLED_BY_DAY}
                assert wanted <= seen[section], (section, member)
            elif not isinstance(inner, dict):
                assert member in seen[section], (section, member)


@pytest.fixture(scope="module")
def saved(imported) -> Callable[[str], pl.DataFrame]:
    """A table as it stands in the saved workbook, read once."""
    workbook, _ = imported
    assert not workbook.changed
    return cache(lambda table: workbook.read_table(table).frame)


def column_sum(frame: pl.DataFrame, column: str, **only: str) -> Decimal:
    """A sum over the cells as they stand in the file, each read through its shortest decimal text."""
    for header, value in only.items():
        frame = frame.filter(pl.col(header) == value)
    return frame[column].cast(pl.String).cast(pl.Decimal(38, 6)).sum()


def test_the_saved_cells_hold_the_reference_figures(saved, totals):
    assert column_sum(saved("Jobs"), "Quantity") == totals["work_orders"]["OrderQty"]
    assert column_sum(saved("Movements"), "Quantity", Type="Completion") == totals["work_orders"]["StockedQty"]
    assert column_sum(saved("Movements"), "Quantity", Type="Scrap") == totals["work_orders"]["ScrappedQty"]
    assert column_sum(saved("Movements"), "Quantity", Type="Shipment") == totals["sales"]["OrderQty"]
    assert column_sum(saved("Movements"), "Quantity", Type="Issue") == Decimal(
        totals["single_level_issue_explosion"]["issue_qty_all"]
    )
    assert column_sum(saved("Labor"), "Hours") == Decimal(totals["routing"]["ActualResourceHrs"])
    assert column_sum(saved("Jobs"), "Budget Labor") == Decimal(totals["routing"]["PlannedCost"])


def test_movements_stand_by_date_and_what_comes_in_stands_before_what_goes_out(saved):
    rank = {"Receipt": 1, "Scrap": 2, "Completion": 3, "Issue": 4, "Shipment": 5}
    frame = saved("Movements").select(
        pl.col("Date"), pl.col("Type").replace_strict(rank, return_dtype=pl.Int64).alias("Rank")
    )
    assert frame.equals(frame.sort("Date", "Rank", maintain_order=True))


def test_importing_again_changes_nothing(imported):
    workbook, _ = imported
    mapping = read_mapping(ROOT / "examples" / "adventureworks" / "mapping.toml")
    report = import_rows(workbook, mapping, [DATA])
    assert not report.written and not workbook.changed
    assert all(table.unchanged == table.read for table in report.tables)


def test_costing_finds_the_reference_number_of_open_jobs(imported, totals):
    """What a refresh writes of a costing is looked at in test_adventureworks_refresh.py."""
    workbook, _ = imported
    mapping = read_mapping(ROOT / "examples" / "adventureworks" / "mapping.toml")
    with open_file(workbook.path) as book:
        write_settings(book, dict(mapping.settings))
        rolled = open_books(book).roll_forward
    as_of = str(mapping.settings["As Of"])
    expected = totals["wip_as_of (StartDate<=D<EndDate)"][as_of]["open_work_orders"]
    assert rolled.filter(pl.col("Closing") != 0).height == expected
