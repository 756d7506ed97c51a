"""What a rule says of a large part of a sheet is one line; notes, money and order stay."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from tests.commands.every_command import small_plant
from wipbook.audit.run import SCHEMA
from wipbook.audit.summed import FEW, summed
from wipbook.commands.audit.audit import audit
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.port.tables import letters
from wipbook.sheets.audit.findings import listed

NOON = dt.datetime(2027, 1, 15, 12, 0)
NOBODY = pl.DataFrame(schema={"Rule": pl.String, "Key": pl.String})


def _found(count: int, rule: str = "LED009", sheet: str = "Movements", suppressed: str | None = None) -> pl.DataFrame:
    """``count`` findings of 100, 200, … in the smallest unit, the largest first."""
    rows = [
        ("low", rule, "Adjustment is not explained", sheet, f"N{n + 6}", None, None, f"M{n}", f"says {n}", 100 * n,
         suppressed)
        for n in range(count, 0, -1)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_the_share_decides_and_a_handful_is_always_listed() -> None:
    """21 findings: on 1,049 rows they are more than 2 %; on 1,050 they are 2 % and stay. 20 stay on any sheet."""
    assert summed(_found(21), {"Movements": 1_049}, NOBODY).height == 1
    assert summed(_found(21), {"Movements": 1_050}, NOBODY).height == 21
    assert summed(_found(FEW), {"Movements": 30}, NOBODY).height == FEW


def test_a_line_has_all_the_money_and_the_first_cell() -> None:
    """100 + 200 + … + 3,000 = 46,500; the largest is M30 in N36."""
    line = summed(_found(30), {"Movements": 200}, NOBODY).row(0, named=True)
    assert (line["Key"], line["Cell"], line["Amount"]) == ("(rows of Movements)", "N36", 46_500)
    assert line["Evidence"] == (
        "30 findings on the 200 rows of Movements (15.0 %): one cause is likelier than as many. The first: says 30"
    )


def test_rules_and_sheets_are_counted_apart_and_reports_have_no_rows() -> None:
    """Two rules of 15, one rule on two sheets of 15, and 40 that point at the sheet Analytics."""
    found = pl.concat([_found(15, "LED009"), _found(15, "LED010"), _found(15, "LED010", "Labor"),
                       _found(40, "ANA001", "Analytics")])
    assert summed(found, {"Movements": 100, "Labor": 100}, NOBODY).height == found.height
    twice = pl.concat([_found(25, "LED009"), _found(25, "LED010")])
    assert summed(twice, {"Movements": 100}, NOBODY)["Rule"].to_list() == ["LED009", "LED010"]


def test_what_is_suppressed_or_noted_stays_by_itself() -> None:
    """Of 30, five carry a note: 25 are a line. Suppressed ones neither count nor vanish."""
    noted = pl.DataFrame({"Rule": ["LED009"] * 5, "Key": [f"M{n}" for n in range(1, 6)]})
    lines = summed(_found(30), {"Movements": 100}, noted)
    assert lines.height == 6
    assert lines["Amount"].sum() == 46_500
    shut = _found(300, suppressed="known (Kim)").with_columns(pl.format("X{}", "Key").alias("Key"))
    assert summed(pl.concat([_found(15), shut]), {"Movements": 1_000}, NOBODY).height == 315


def test_no_finding_is_no_line() -> None:
    assert summed(pl.DataFrame(schema=SCHEMA), {"Movements": 10}, NOBODY).is_empty()


@pytest.fixture
def book(tmp_path: Path) -> FileWorkbook:
    """A plant with 40 adjustments that nobody explained, of 60 each."""
    path = small_plant(tmp_path / "small.xlsx")
    with open_file(path, backups=0) as opened:
        days = [dt.date(2026, 3, 1) + dt.timedelta(days=n % 20) for n in range(40)]
        opened.append_rows("Movements", pl.DataFrame({
            "Movement": ["R0", *(f"AD{n:02}" for n in range(40))], "Date": [dt.date(2026, 1, 5), *days],
            "Type": ["Receipt", *["Adjustment"] * 40], "Material": "S", "Quantity": [9_000.0, *[-24.0] * 40],
            "Unit Cost": [2.5, *[None] * 40],
        }))
        opened.save()
    return open_file(path, backups=0)


def _of(workbook: FileWorkbook, rule: str) -> pl.DataFrame:
    return workbook.read_table("Audit").frame.filter(pl.col("Rule") == rule)


def test_the_sheet_shows_one_line_and_a_note_on_it_stays(book: FileWorkbook) -> None:
    audit(book, now=NOON)
    mine = _of(book, "LED009")
    assert mine["Key"].to_list() == ["(rows of Movements)"]
    assert mine["Amount"].item() == 40 * 60.0
    cells = book.read_table("Audit")
    column = letters(cells.place.first_column + cells.place.headers.index("Owner"))
    row = cells.place.first_row + cells.frame["Key"].to_list().index("(rows of Movements)")
    book.write_cells("Audit", {f"{column}{row}": "Kim"})
    audit(book, now=NOON)
    assert _of(book, "LED009").select("Key", "Owner", "Seen").rows() == [("(rows of Movements)", "Kim", "known")]


def test_a_rule_that_is_named_has_its_findings_one_by_one(book: FileWorkbook) -> None:
    papers = audit(book, ["LED009"], now=NOON).papers
    assert listed(papers).filter(pl.col("Rule") == "LED009").height == 40
    assert papers.audit.outcomes[0].count == 40
    everything = audit(book, now=NOON)
    assert everything.open.filter(pl.col("Rule") == "LED009").height == 1
    assert next(one.count for one in everything.audit.outcomes if one.rule.code == "LED009") == 40
