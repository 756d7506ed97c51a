"""A message never prints a cell that is not there: the sheet alone is named."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl

import wipbook as package
from tests.books import Book
from wipbook.audit.findings import Place, findings
from wipbook.hosts.file.workbook import open_file
from wipbook.ledger import read
from wipbook.ledger.rejections import WARNING, Rejections
from wipbook.sheets.links import link, linked

Shell = Callable[..., tuple[int, str, str]]


def test_an_opening_that_differs_is_shown_at_its_cell_on_every_face(book: Path, wipbook: Shell) -> None:
    """100 at 2.50 came and 40 went: 150.00 of stock on 2 March. The ledger opens March with 90.00 too much."""
    with open_file(book, backups=0) as opened:
        opened.write_table("GLAccounts", pl.DataFrame({
            "Account": ["1310"], "Name": ["Raw"], "Role": ["Raw Materials"], "Period": [dt.date(2026, 1, 1)],
            "Opening": [90.0], "Debit": [0.0], "Credit": [0.0],
        }))
        opened.append_rows("GLAccounts", pl.DataFrame({
            "Account": ["1310"], "Name": ["Raw"], "Role": ["Raw Materials"], "Period": [dt.date(2026, 3, 1)],
            "Opening": [90.0], "Debit": [250.0], "Credit": [100.0],
        }))
        opened.save()
    said = wipbook("audit", str(book), "--rules", "LED005")[1]
    assert "GL Accounts!E7" in said
    assert "None" not in said
    with open_file(book, backups=0) as opened:
        assert opened.read_table("Audit").frame["Where"].drop_nulls().to_list() == ["GL Accounts!E7"]


def test_a_finding_without_a_row_names_its_sheet() -> None:
    ledger = read(Book({"Jobs": []}))
    rows = pl.DataFrame({"_row": [None], "other": [None]}, schema={"_row": pl.Int32, "other": pl.Int32})
    found = findings(
        ledger, rows, Place("Jobs", "Status"), key=pl.lit("J"), evidence=pl.lit("e"),
        other=Place("Labor", "Hours", "other"),
    )
    shown = found.select(linked("Sheet", "Cell").alias("Where"), linked("Other Sheet", "Other Cell").alias("With"))
    assert shown.rows() == [("Jobs", "")]
    assert link("Audit", "Sheet", "Cell").startswith(
        '=IF(Audit[[#This Row],[Cell]]="",Audit[[#This Row],[Sheet]]&"",HYPERLINK('
    )


def test_a_column_that_the_workbook_lacks_is_listed_under_its_sheet() -> None:
    cells = Book({"Materials": [{"Material": "A"}]}).read_table("Materials")
    rejections = Rejections()
    rejections.add(cells, [0], "Colour", "(blank)", "a colour", "add it", WARNING)
    assert rejections.listed().frame().select("Sheet", "Cell").rows() == [("Materials", "")]


def test_no_message_joins_a_sheet_and_a_cell_by_itself() -> None:
    """Whoever joins them by hand prints ``Sheet!None`` one day: ``place_text`` and ``linked`` know better."""
    by_hand = re.compile(r"""\[['"]Sheet['"]\]\}!\{|concat_str\("(?:Other )?Sheet", pl\.lit\("!"\)""")
    assert by_hand.search("f\"{row['Sheet']}!{row['Cell']}\""), "the pattern finds what it is to find"
    modules = Path(package.__file__).parent.rglob("*.py")
    assert [str(path) for path in modules if by_hand.search(path.read_text("utf-8"))] == []
