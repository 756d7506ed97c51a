"""A month end as an accountant lives it: post, refresh, close the month, find a late receipt, see what it changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.second_opinion import recalculate
from wipbook.commands.close.close import NotReadyToClose, close
from wipbook.commands.close.new_period import new_period
from wipbook.commands.data.diff import diff
from wipbook.commands.data.new import copy_template, prepare
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file


def day(number: int, month: int) -> dt.date:
    return dt.date(2026, month, number)


def january(path: Path) -> FileWorkbook:
    """Steel for 260.00 bought, 104.00 of it issued; 160.00 of labor; four of ten frames done: 105.60."""
    book = open_file(copy_template(path))
    prepare(
        book,
        ["ledger"],
        {"Company": "Frames Ltd", "Period Start": day(1, 1), "Period End": day(31, 1)},
        dt.datetime(2026, 1, 1),
    )
    book.write_table(
        "Materials",
        pl.DataFrame(
            {
                "Material": ["STEEL", "FRAME"],
                "Description": ["Steel", "Frame"],
                "Kind": ["raw", "finished"],
                "Unit": ["kg", "pcs"],
            }
        ),
    )
    book.write_table(
        "Jobs",
        pl.DataFrame(
            {
                "Job": ["J1"],
                "Description": ["Ten frames"],
                "Material": ["FRAME"],
                "Quantity": [10.0],
                "Status": ["Released"],
                "Released": [day(2, 1)],
                "Due": [day(28, 2)],
            }
        ),
    )
    # the work is done on all ten, whatever is completed
    book.write_table(
        "Estimates", pl.DataFrame({"Job": ["J1"], "Date": [day(31, 1)], "Percent Complete": [100.0]})
    )
    book.write_table(
        "Movements",
        pl.DataFrame(
            {
                "Movement": ["M1", "M2", "M3"],
                "Date": [day(2, 1), day(3, 1), day(20, 1)],
                "Entered At": [dt.datetime(2026, 1, 2, 9), dt.datetime(2026, 1, 3, 9), dt.datetime(2026, 1, 20, 9)],
                "Type": ["Receipt", "Issue", "Completion"],
                "Material": ["STEEL", "STEEL", "FRAME"],
                "Quantity": [100.0, 40.0, 4.0],
                "Unit Cost": [2.6, None, None],
                "Job": [None, "J1", "J1"],
            }
        ),
    )
    book.write_table(
        "Labor",
        pl.DataFrame(
            {
                "Ticket": ["T1"],
                "Date": [day(5, 1)],
                "Employee": ["E1"],
                "Job": ["J1"],
                "Hours": [8.0],
                "Rate": [20.0],
            }
        ),
    )
    book.write_table(
        "GLAccounts",
        pl.DataFrame(
            {
                "Account": ["1310", "1320", "1330"],
                "Name": ["Raw", "WIP", "FG"],
                "Role": ["Raw Materials", "WIP", "Finished Goods"],
                "Period": [day(1, 1)] * 3,
                "Opening": [0.0] * 3,
                "Debit": [260.0, 264.0, 105.6],
                "Credit": [104.0, 105.6, 0.0],
            }
        ),
    )
    return book


def test_a_month_end_ties_to_the_ledger_and_a_late_receipt_does_not_rewrite_it(tmp_path: Path) -> None:
    path = tmp_path / "frames.xlsx"
    book = january(path)
    closed = refresh(book)
    assert closed.balances == {"Raw Materials": 156.00, "Work in Process": 158.40, "Finished Goods": 105.60}
    assert closed.failing == {}
    # nothing was closed yet, and nothing is earned over time
    assert set(closed.untested) == {"opening", "records", "prior_periods", "prior_stock", "reserve", "contract_revenue",
                                    "contract_cost", "contract_relief"}
    book.save()

    # January is closed; in February somebody enters a receipt of January that would have made the steel cheaper.
    book = open_file(path)
    moved = new_period(book, now=dt.datetime(2026, 2, 2, 9), by="Ann")
    assert moved.opening == closed.balances
    book.save()
    book = open_file(path)
    book.append_rows(
        "Movements",
        pl.DataFrame(
            {
                "Movement": ["M4", "M5"],
                "Date": [day(1, 1), day(10, 2)],
                "Entered At": [dt.datetime(2026, 2, 3, 9), dt.datetime(2026, 2, 10, 9)],
                "Type": ["Receipt", "Issue"],
                "Material": ["STEEL", "STEEL"],
                "Quantity": [50.0, 10.0],
                "Unit Cost": [1.0, None],
                "Job": [None, "J1"],
            }
        ),
    )
    book.append_rows(
        "GLAccounts",
        pl.DataFrame(
            {
                "Account": ["1310", "1320", "1330"],
                "Name": ["Raw", "WIP", "FG"],
                "Role": ["Raw Materials", "WIP", "Finished Goods"],
                "Period": [day(1, 2)] * 3,
                "Opening": [156.0, 158.4, 105.6],
                "Debit": [114.0, 10.0, 0.0],
                "Credit": [10.0, 38.4, 25.6],
            }
        ),
    )
    summary = refresh(book)
    assert summary.failing == {}
    statement = book.read_table("Statement").frame
    lines = {row[0]: [round(amount, 2) for amount in row[1:4]] for row in statement.iter_rows()}
    # February opens with what January closed with. As known now, the 40 kg of January came out of the 50 at 1.00:
    # the stores hold 10 + 260 = 270, not 156; the job was charged 40, not 104; four of ten frames take 16 + 64 = 80
    # of it, not 105.60, and 120 is left, not 158.40. All of it is posted in February, against the goods received.
    assert lines["Opening"] == [156.00, 158.40, 105.60]
    assert lines["Prior periods"] == [114.00, -38.40, -25.60]
    assert lines["Purchases and landed cost"] == [0, 0, 0]
    assert lines["Issued to jobs"] == [-10.00, 10.00, 0]  # the last ten at 1.00
    assert summary.balances == {"Raw Materials": 260.00, "Work in Process": 130.00, "Finished Goods": 80.00}
    prior = book.read_table("PriorPeriods").frame
    accounts = {row["What"]: row["Value"] for row in prior.filter(pl.col("Of") == "account").iter_rows(named=True)}
    assert accounts == {"Finished Goods": -25.6, "Goods Received Not Invoiced": -50.0, "Raw Materials": 114.0,
                        "WIP": -38.4}
    steel = prior.filter(pl.col("What") == "STEEL").row(0, named=True)
    assert (steel["Closed Quantity"], steel["Now Quantity"], steel["Value"]) == (60.0, 110.0, 114.0)
    assert prior["State"].unique().to_list() == ["pending"]
    causes = book.read_table("PriorPeriodCauses").frame
    assert causes.select("Sheet", "Row Key", "State").rows() == [("Movements", "M4", "new")]
    listed = book.read_table("Exceptions").frame.filter(pl.col("Effect") == "warning")
    assert "posted on 2026-02-01, see Prior Periods" in listed["What To Do"][0]
    roll = book.read_table("RollForward").frame.row(0, named=True)
    assert [roll[name] for name in ("Opening", "Prior Periods", "Material Cost", "Closing")] == [158.4, -38.4, 10, 130]
    book.save()
    with pytest.raises(NotReadyToClose, match="adjustments nobody accepted"):
        close(book, now=dt.datetime(2026, 3, 2, 9))
    close(book, by="Ann", accept=True, now=dt.datetime(2026, 3, 2, 9))
    statement = book.read_table("Statement").frame
    assert {row[0]: round(row[1], 2) for row in statement.iter_rows()}["Prior periods"] == 114.0


def test_a_ledger_that_differs_turns_one_check_and_the_header_of_every_sheet(tmp_path: Path) -> None:
    """Materiality 0: the ledger must agree to the cent."""
    book = january(tmp_path / "frames.xlsx")
    write_settings(book, {"Materiality": 0.0})
    refresh(book)
    book.save()
    place = book.tables()["GLAccounts"]
    book.write_cells("GL Accounts", {f"F{place.first_row + 1}": 264.01})
    summary = refresh(book)
    assert summary.failing == {"ledger_wip": -0.01}
    assert str(book.read_cell("Materials", "A2")).endswith("a check differs: see Checks")
    book.save(tmp_path / "differs.xlsx")
    changed = {one.table for one in diff(open_file(tmp_path / "frames.xlsx"), open_file(tmp_path / "differs.xlsx"))}
    assert changed == {"Checks", "CloseSteps", "GLAccounts", "StatementTie"}


def test_a_ledger_that_differs_by_what_is_immaterial_agrees_and_says_so(tmp_path: Path) -> None:
    """Work in process 264.00 debited in the books, 364.00 in the ledger: 100.00 apart. Materiality 100 lets it pass,
    99.99 does not."""
    book = january(tmp_path / "frames.xlsx")
    place = book.tables()["GLAccounts"]
    book.write_cells("GL Accounts", {f"F{place.first_row + 1}": 364.0})
    write_settings(book, {"Materiality": 100.0})
    assert refresh(book).failing == {}
    row = book.read_table("Checks").frame.filter(pl.col("Check") == "chk_ledger_wip").row(0, named=True)
    assert (row["Difference"], row["Tolerance"], row["OK"]) == (-100.0, 100.0, True)
    assert row["Note"] == "differs, within Materiality of 100.00 (Settings)"
    others = book.read_table("Checks").frame.filter(pl.col("Check") != "chk_ledger_wip")
    assert others["Note"].fill_null("").str.contains("Materiality").sum() == 0
    inside = others.filter(~pl.col("Check").str.starts_with("chk_ledger"))
    assert inside["Tolerance"].max() == 0.005, "what the workbook itself computes must agree to the cent"
    write_settings(book, {"Materiality": 99.99})
    assert refresh(book).failing == {"ledger_wip": -100.0}


@pytest.mark.libreoffice
@pytest.mark.parametrize("entered", [True, False])
def test_a_ledger_balance_of_zero_differs_and_a_missing_one_does_not(
    entered: bool, office_profile: Path, tmp_path: Path
) -> None:
    """LibreOffice and the engine must say the same: an account that stands at zero is not one that is missing."""
    path = tmp_path / "frames.xlsx"
    book = january(path)
    write_settings(book, {"Materiality": 0.0})
    if entered:
        first = book.tables()["GLAccounts"].first_row
        book.write_cells("GL Accounts", {f"{column}{first + 1}": 0 for column in "EFG"})
    else:
        book.write_table("GLAccounts", pl.DataFrame({"Account": pl.Series([], dtype=pl.String)}))
    summary = refresh(book)
    assert summary.failing == ({"ledger_wip": 158.4} if entered else {})
    book.save()
    again = openpyxl.load_workbook(
        recalculate(path, office_profile, tmp_path / "again"), read_only=True, data_only=True
    )
    sheet, cell = next(iter(again.defined_names["chk_ledger_wip"].destinations))
    assert again[sheet][cell].value is (not entered)
    assert again["Home"]["B33"].value is (not entered)
