"""``wipbook journal``: what a ledger is given month by month, in files that programs which are not ours can read."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from beancount import loader
from beancount.core.data import Transaction

from tests.conftest import ROOT
from tests.double_entry.three_months import ENDS, day, seen_on, three_months, write_rows
from tests.shell import run
from wipbook.commands.value.export_files import ExportFileExists
from wipbook.commands.value.exported import exported
from wipbook.commands.value.journal import ExportGoesBack, ExportsForgotten, UnknownFormat, Wanted, Written, journal
from wipbook.commands.value.ledger_files.ledger_file import Journal
from wipbook.commands.value.ledger_files.xero import FORMAT as XERO
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.front.chosen_view import choose_view
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

NOW = dt.datetime(2026, 4, 1, 9)


def export(book: FileWorkbook, form: str = "csv", **more: Any) -> Written:
    return journal(book, Wanted(form, **more), now=NOW, user="kim")


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def balances(files: list[Path]) -> dict[str, Decimal]:
    """What beancount makes of the files, one after another."""
    entries, errors, _ = loader.load_string("\n".join(path.read_text(encoding="utf-8") for path in files))
    assert not errors, errors
    found: dict[str, Decimal] = {}
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                found[posting.account] = found.get(posting.account, Decimal(0)) + posting.units.number
    return {account: amount for account, amount in found.items() if amount}


def test_beancount_reads_three_months_and_comes_to_the_statement(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    files: list[Path] = []
    expected = (
        {"Assets:Raw-Materials:1310": "156", "Assets:WIP:1320": "264"},
        {"Assets:Raw-Materials:1310": "156", "Assets:Finished-Goods:1330": "152", "Expenses:COGS:5000": "152"},
        {"Assets:Raw-Materials:1310": "162", "Expenses:COGS:5000": "304", "Expenses:Late-Job-Cost:5000": "4"},
    )
    owed = ({"2110": "-260", "2150": "-160"}, {"2110": "-260", "2150": "-200"}, {"2110": "-270", "2150": "-200"})
    names = {"2110": "Liabilities:Goods-Received-Not-Invoiced:2110", "2150": "Liabilities:Wages-Clearing:2150"}
    for end, stages, clearing in zip(ENDS, expected, owed, strict=True):
        written = export(seen_on(book, end), "beancount")
        files += written.files
        found = balances(files)
        assert found == {
            account: Decimal(amount)
            for account, amount in {**stages, **{names[code]: amount for code, amount in clearing.items()}}.items()
        }
        statement = open_books(book).statement
        for stage, account in (("Raw Materials", "Assets:Raw-Materials:1310"), ("Work in Process", "Assets:WIP:1320"),
                               ("Finished Goods", "Assets:Finished-Goods:1330")):
            assert found.get(account, Decimal(0)) == Decimal(int(statement[stage].sum())) / 100
    assert [path.name for path in files] == [f"plant-journal-00{n}-beancount.beancount" for n in (1, 2, 3)]
    assert files[0].read_text().count(" open ") == 4
    assert files[1].read_text().count(" open ") == 2, "an account is opened once"


def test_what_was_exported_in_mid_month_is_completed_at_its_end(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx", day(10, 1))
    first = read_csv(export(book).files[0])
    assert [(row["Entry"], row["Date"], row["Debit"]) for row in first if row["Debit"]] == [
        ("2026-01 Purchases and landed cost", "2026-01-10", "260.00"),
        ("2026-01 Issued to jobs J-1", "2026-01-10", "104.00"),
    ]
    second = read_csv(export(seen_on(book, ENDS[0])).files[0])
    assert [(row["Entry"], row["Date"], row["Account"], row["Debit"], row["Credit"]) for row in second] == [
        ("2026-01 Direct labor J-1", "2026-01-31", "1320", "160.00", ""),
        ("2026-01 Direct labor J-1", "2026-01-31", "2150", "", "160.00"),
    ]


def test_a_correction_of_an_exported_month_is_the_difference(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    export(book)
    labor = book.read_table("Labor")
    book.write_cells("Labor", {labor.cell(0, "Hours"): 5.0})
    rows = read_csv(export(seen_on(book, day(1, 2))).files[0])
    assert [(row["Entry"], row["Account"], row["Debit"], row["Credit"]) for row in rows] == [
        ("2026-01 Direct labor J-1", "1320", "40.00", ""), ("2026-01 Direct labor J-1", "2150", "", "40.00"),
    ]
    nothing = export(book)
    assert (nothing.number, nothing.files, nothing.last) == (0, (), 2)


def test_months_left_before_their_journal_was_out_are_exported_as_well(tmp_path: Path) -> None:
    """January is left without a journal: with ``--from`` it comes before the first export, after one by itself."""
    book = seen_on(three_months(tmp_path / "plant.xlsx"), ENDS[1])
    write_settings(book, {"Period Start": day(1, 2), "Period End": ENDS[1]})
    february = export(book)
    assert not [row for row in read_csv(february.files[0]) if row["Entry"].startswith("2026-01")]
    january = read_csv(export(book, since=day(1, 1)).files[0])
    assert [(row["Entry"], row["Debit"]) for row in january if row["Debit"]] == [
        ("2026-01 Purchases and landed cost", "260.00"), ("2026-01 Issued to jobs J-1", "104.00"),
        ("2026-01 Direct labor J-1", "160.00"),
    ]
    nothing = export(book, since=day(1, 1))
    assert (nothing.number, nothing.last) == (0, 2)
    labor = book.read_table("Labor")
    book.write_cells("Labor", {labor.cell(0, "Hours"): 5.0})
    later = read_csv(export(book).files[0])
    assert ("2026-01 Direct labor J-1", "40.00") in [(row["Entry"], row["Debit"]) for row in later], "now by itself"


def test_the_ledger_is_not_asked_to_forget_later_days(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    export(book)
    with pytest.raises(ExportGoesBack, match="2026-01-31 or later"):
        export(seen_on(book, day(15, 1)))
    anew = export(book, anew=True)
    assert (anew.number, anew.exported_entries) == (2, 2)


def test_all_is_exported_anew_and_counts_from_there(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    whole = export(book)
    anew = export(book, "xero", anew=True)
    assert (anew.number, anew.exported_lines) == (2, whole.exported_lines)
    assert export(book).number == 0
    assert exported(book, 2).lines("entries")["Amount"].clip(0).sum() == 52_400, "260 + 104 + 160, once"


def test_a_file_is_never_written_over_another(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    (tmp_path / "plant-journal-001-csv.csv").write_text("of a ledger\n", encoding="utf-8")
    with pytest.raises(ExportFileExists, match="a file with another journal"):
        export(book)
    assert (tmp_path / "plant-journal-001-csv.csv").read_text() == "of a ledger\n"
    assert exported(book, 2).number == 0


def test_an_export_whose_workbook_was_not_saved_is_the_same_again(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    content = export(book).files[0].read_bytes()
    again = open_file(tmp_path / "plant.xlsx")
    written = export(again)
    assert written.number == 1
    assert written.files[0].read_bytes() == content
    assert not list(tmp_path.glob(".wipbook-*")), "no part of a file is left"


def test_what_was_exported_survives_refresh_and_saving(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    written = export(book)
    refresh(book, now=NOW)
    book.save()
    again = open_file(tmp_path / "plant.xlsx")
    rows = exported(again, 2).rows
    assert rows.height == written.exported_lines == 6
    one = rows.filter((pl.col("Line") == "Direct labor") & (pl.col("Role") == "WIP")).to_dicts()[0]
    assert {name: one[name] for name in ("Export", "User", "Format", "File", "From", "Through", "Amount", "Job")} == {
        "Export": 1, "User": "kim", "Format": "csv", "File": "plant-journal-001-csv.csv", "From": day(1, 1),
        "Through": ENDS[0], "Amount": 160, "Job": "J-1",
    }
    assert export(again).number == 0
    choose_view(again, "All")
    assert again.is_visible("Exports")


def test_the_sheet_journals_is_filled_and_its_checks_agree(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx", ENDS[2])
    assert journal(book, Wanted(), now=NOW).number == 0
    rows = book.read_table("Journals").frame
    assert rows["Debit"].sum() == pytest.approx(rows["Credit"].sum()) == 260 + 104 + 200 + 304 + 304 + 10 + 4 + 4
    refresh(book, now=NOW)
    checks = book.read_table("Checks").frame.filter(pl.col("Check").str.contains("journals"))
    assert checks.height == 5
    assert checks["OK"].all()
    assert checks.select("Check", "Left").rows() == [
        ("chk_journals_balance", 1190), ("chk_journals_raw", 162), ("chk_journals_wip", 0),
        ("chk_journals_finished", 0), ("chk_journals_wages", 200),
    ]


def test_month_ends_only(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx", ENDS[1])
    rows = read_csv(export(book, month_end=True).files[0])
    assert [(row["Date"], row["Role"], row["Debit"], row["Credit"]) for row in rows] == [
        ("2026-01-31", "WIP", "264.00", ""), ("2026-01-31", "Raw Materials", "", "104.00"),
        ("2026-01-31", "Wages Clearing", "", "160.00"), ("2026-02-01", "Raw Materials", "104.00", ""),
        ("2026-02-01", "Wages Clearing", "160.00", ""), ("2026-02-01", "WIP", "", "264.00"),
    ]
    assert export(book).exported_entries == 6, "the other journal was not exported by that"


def test_exports_that_the_change_log_remembers_are_not_made_again(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    export(book)
    book.write_table("Exports", exported(book, 2).rows.clear())
    with pytest.raises(ExportsForgotten, match="no rows of export 1"):
        export(book)
    assert export(book, anew=True).number == 2


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="beancount, csv, quickbooks, xero"):
        export(three_months(tmp_path / "plant.xlsx"), "datev")


def test_xero_is_given_its_own_columns(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    write_rows(book, "Accounts", {"Role": "WIP", "Account": "1320", "Cost Center": "Shop"})
    text = journal(book, Wanted("xero", tax_rate="No VAT"), now=NOW).files[0].read_text(encoding="utf-8")
    head, *rows = text.splitlines()
    assert head == ("*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,TrackingName1,TrackingOption1,"
                    "TrackingName2,TrackingOption2")
    assert rows[2] == '"2026-01 Issued to jobs J-1, export 1",31 Jan 2026,Issued to jobs J-1,1320,No VAT,104.00,' \
                      "Cost Center,Shop,,"
    assert rows[3].split(",")[-6:] == ["No VAT", "-104.00", "", "", "", ""]


def _long_journal(*sizes: int) -> Journal:
    rows = [
        {"Entry": f"E{number}", "Date": ENDS[0], "Line": "Moved", "Role": "WIP", "Account": "1320", "Text": "Moved",
         "Job": f"J-{at}", "Amount": (1 if at < size - 1 else 1 - size)}
        for number, size in enumerate(sizes) for at in range(size)
    ]
    frame = pl.DataFrame(rows).with_columns(pl.lit(None, dtype=pl.String).alias("Cost Center"))
    return Journal(1, "Frames Ltd", "EUR", 2, frame, {}, "Tax Exempt")


def test_xero_takes_300_lines_a_file_and_no_entry_is_torn() -> None:
    files = [list(csv.DictReader(io.StringIO(text))) for text in XERO.write(_long_journal(200, 100, 1, 299, 2))]
    assert [len(rows) for rows in files] == [300, 300, 2]
    for rows in files:
        for name in {row["*Narration"] for row in rows}:
            assert sum(Decimal(row["*Amount"]) for row in rows if row["*Narration"] == name) == 0
    entries = [{row["*Narration"] for row in rows} for rows in files]
    assert not entries[0] & entries[1] and not entries[1] & entries[2]


def test_an_entry_that_is_longer_than_a_file_is_carried_forward() -> None:
    files = [list(csv.DictReader(io.StringIO(text))) for text in XERO.write(_long_journal(700))]
    assert [len(rows) for rows in files] == [299, 300, 105]
    for number, rows in enumerate(files, 1):
        assert {row["*Narration"] for row in rows} == {f"E0 ({number} of 3), export 1"}
        assert sum(Decimal(row["*Amount"]) for row in rows) == 0


def test_quickbooks_is_given_names_of_accounts_and_short_numbers(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    write_rows(book, "Accounts", {"Role": "WIP", "Account": "1320", "Name": "Inventory:Work in process"})
    rows = read_csv(export(book, "quickbooks").files[0])
    assert list(rows[0]) == ["Journal No", "Journal Date", "Account Name", "Debits", "Credits", "Description"]
    assert list(rows[2].values()) == [
        "W1-2", "01/31/2026", "Inventory:Work in process", "104.00", "", "2026-01 Issued to jobs J-1",
    ]
    assert all(len(row["Journal No"]) <= 21 for row in rows)


def test_a_role_without_an_account_is_named_and_the_shell_says_so(tmp_path: Path) -> None:
    book = three_months(tmp_path / "plant.xlsx")
    write_rows(book, "Accounts", {"Role": "WIP", "Account": "1320"})
    book.save()
    plain = run("journal", tmp_path / "plant.xlsx")
    assert plain.returncode == 0, plain.stderr
    done = run("journal", tmp_path / "plant.xlsx", "--format", "csv")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "the role stands for it: Raw Materials, Goods Received Not Invoiced, Wages Clearing" in done.stdout
    assert read_csv(tmp_path / "plant-journal-001-csv.csv")[1]["Account"] == "Goods Received Not Invoiced"


def test_the_page_shows_what_xero_is_given(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "journals.md").read_text(encoding="utf-8")
    block = page.split("```csv\n")[1].split("```")[0]
    given = export(three_months(tmp_path / "plant.xlsx"), "xero").files[0]
    assert given.read_text(encoding="utf-8").splitlines() == block.splitlines()


def test_a_text_that_a_spreadsheet_would_take_for_a_formula_is_a_text() -> None:
    """In the files that people open; the amounts, negative ones too, are never changed."""
    from wipbook.commands.value.ledger_files import ledger_formats

    bad = ["=HYPERLINK(\"http://x\")", "+1", "-2 pcs", "@SUM(A1)", "\ttab"]
    lines = pl.DataFrame([
        {"Entry": text, "Date": ENDS[0], "Line": "Moved", "Role": "WIP", "Account": "1320", "Cost Center": text,
         "Text": text, "Job": text, "Material": text, "Amount": amount}
        for text in bad for amount in (100, -100)
    ])
    given = Journal(1, "Frames Ltd", "EUR", 2, lines, {}, "Tax Exempt")
    read = {"csv": ("Entry", "Cost Center", "Job", "Material", "Text"), "xero": ("*Narration", "Description"),
            "quickbooks": ("Description",)}
    for name, columns in read.items():
        (text,) = ledger_formats()[name].write(given)
        for number, row in enumerate(csv.DictReader(io.StringIO(text, newline=""))):
            assert [row[column] for column in columns if not row[column].startswith(f"'{bad[number // 2]}")] == []
            amounts = {row[name] for name in ("*Amount", "Debit", "Credit", "Debits", "Credits") if name in row}
            assert amounts <= {"", "1.00", "-1.00"}
    kept = ledger_formats()["beancount"].write(given)[0]
    assert '"=HYPERLINK(' in kept and "'=" not in kept, "what a program reads stays as it is"
