"""Sign-offs that turn amber, samples on their sheet, the tie-out, and a pack that can be performed again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.second_opinion import compare, recalculate
from tests.shell import run
from wipbook.audit.fingerprint import of_figures, of_inputs
from wipbook.audit.tie_out import BOTH, LEDGER_ONLY, SUBLEDGER_ONLY, tie_out
from wipbook.books.books import Books
from wipbook.books.statement import STAGES
from wipbook.commands.audit.audit import audit
from wipbook.commands.audit.audit_pack import audit_pack
from wipbook.commands.audit.sample import SampleInUse, UnknownPopulation, sample
from wipbook.commands.audit.sign import NobodySigns, StaleFigures, sign
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.port.tables import letters

NOON = dt.datetime(2027, 1, 15, 12, 0)


@pytest.fixture
def book(demo_copy: Path) -> FileWorkbook:
    return open_file(demo_copy)


def _cell(workbook: FileWorkbook, table: str, row: int, header: str) -> str:
    place = workbook.tables()[table]
    return f"{letters(place.first_column + place.headers.index(header))}{place.first_row + row}"


def _change_a_receipt(workbook: FileWorkbook) -> None:
    rows = workbook.read_table("Movements").frame
    row = rows["Type"].to_list().index("Receipt")
    workbook.write_cells("Movements", {_cell(workbook, "Movements", row, "Unit Cost"): 99.0})


def test_a_sign_off_holds_until_the_figures_change(book: FileWorkbook) -> None:
    signed = sign(book, "Dana Kowal", "controller", now=NOON)
    states = book.read_table("SignOffs").frame["State"].to_list()
    assert states == ["as signed"]
    refresh(book, now=NOON)
    assert book.read_table("SignOffs").frame["State"].to_list() == ["as signed"], "a refresh alone changes no figure"
    _change_a_receipt(book)
    refresh(book, now=NOON)
    assert book.read_table("SignOffs").frame["State"].to_list() == ["changed since it was signed"]
    sign(book, "Paul Haas", "reviewer", now=NOON)
    table = book.read_table("SignOffs").frame
    assert table["Signed By"].to_list() == ["Dana Kowal", "Paul Haas"]
    assert table["State"].to_list() == ["changed since it was signed", "as signed"]
    assert table["Figures"][0] == signed.figures != table["Figures"][1]


def test_nobody_signs_for_reports_that_are_not_those_of_the_inputs(book: FileWorkbook) -> None:
    _change_a_receipt(book)
    with pytest.raises(StaleFigures, match="refresh, look at the figures, then sign") as refused:
        sign(book, "Dana")
    assert refused.value.exit_code == 3
    with pytest.raises(NobodySigns, match="the name of who signs"):
        sign(book, "  ")


def test_fingerprints_tell_facts_apart_and_nothing_else(book: FileWorkbook) -> None:
    before = open_books(book)
    inputs, figures = of_inputs(before), of_figures(before)
    book.set_visible("Suppliers", False)
    same = open_books(book)
    assert (of_inputs(same), of_figures(same)) == (inputs, figures)
    # A description changes a row, no figure; a cost changes both.
    book.write_cells("Suppliers", {"B7": "Another name"})
    renamed = open_books(book)
    assert of_inputs(renamed) != inputs
    assert of_figures(renamed) == figures
    _change_a_receipt(book)
    assert of_figures(open_books(book)) != figures


@pytest.mark.parametrize(("name", "column"), [("statement", "Raw Materials"), ("job_costs", "Late Cost"),
                                              ("roll_forward", "Late Cost")])
def test_what_a_later_release_brought_counts_where_it_holds_an_amount(
    name: str, column: str, book: FileWorkbook
) -> None:
    results = open_books(book)
    frame: pl.DataFrame = getattr(results, name)
    row = pl.int_range(pl.len()) == (frame["Line"].to_list().index("Revaluations") if name == "statement" else 0)

    def figures(changed: pl.DataFrame) -> str:
        other = replace(results)
        vars(other)[name] = changed  # where the result is kept once it was asked for
        return of_figures(other)

    if name == "statement":
        frame = frame.with_columns(pl.when(row).then(0).otherwise(stage).alias(stage) for stage in STAGES)
    none, one = (figures(frame.with_columns(pl.when(row).then(amount).otherwise(column).alias(column)))
                 for amount in (0, 1))
    assert none != one
    if name == "statement":
        assert none == figures(frame.filter(~row)), "a line without an amount might as well not be there"


@pytest.mark.libreoffice
def test_libreoffice_agrees_with_the_working_papers_and_turns_the_sign_off_amber(
    demo_copy: Path, office_profile: Path, tmp_path: Path
) -> None:
    """Every formula of the audit's sheets equals its stored value; a figure typed over in the Statement shows."""
    workbook = open_file(demo_copy)
    audit(workbook, now=NOON)
    sample(workbook, "Stock", "random", 8, "1", now=NOON)
    sign(workbook, "Dana", now=NOON)
    saved = workbook.save(tmp_path / "signed.xlsx")
    count, wrong = compare(saved, recalculate(saved, office_profile, tmp_path / "again"))
    assert count > 700
    assert not wrong, wrong[:5]
    tampered = open_file(saved)
    tampered.write_cells("Statement", {"B8": 12_345.0})
    tampered.save(tmp_path / "tampered.xlsx")
    again = openpyxl.load_workbook(
        recalculate(tmp_path / "tampered.xlsx", office_profile, tmp_path / "amber"), read_only=True, data_only=True
    )
    state = _cell(tampered, "SignOffs", 0, "State")
    assert again["Sign-Off"][state].value == "changed since it was signed"


def test_the_tie_out_shows_what_only_one_side_has(book: FileWorkbook) -> None:
    """A month left out of the ledger, one with another amount, one the subledger does not know."""
    accounts = book.read_table("GLAccounts").frame
    rows = accounts.select("Role", "Period").rows()
    raw = [at for at, (role, _) in enumerate(rows) if role == "Raw Materials"]
    debit = accounts["Debit"][raw[3]]
    book.write_cells("GL Accounts", {_cell(book, "GLAccounts", raw[3], "Debit"): debit + 250.0})
    scrap = [at for at, (role, _) in enumerate(rows) if role == "Scrap"]
    left = accounts[[at for at in range(accounts.height) if at != scrap[1]]]
    variance = left.filter(pl.col("Role") == "Variance").head(1).with_columns(
        pl.lit(dt.datetime(2026, 3, 1)).alias("Period"), pl.lit(0.0).alias("Opening"), pl.lit(77.0).alias("Debit"),
        pl.lit(0.0).alias("Credit"), pl.lit("5390").alias("Account"),
    )
    left = left.with_columns(
        pl.when((pl.col("Role") == "Raw Materials") & (pl.col("Debit") == debit)).then(debit + 250.0)
        .otherwise(pl.col("Debit")).alias("Debit")
    )
    book.write_table("GLAccounts", pl.concat([left, variance.select(left.columns)], how="vertical_relaxed"))
    results = open_books(book)
    tied = tie_out(Books(results.ledger, results.solution))
    sides = {(role, month): (side, difference) for role, month, _, _, difference, side in tied.months.rows()}
    assert sides[("Raw Materials", rows[raw[3]][1].date())] == (BOTH, -25_000)
    assert sides[("Scrap", rows[scrap[1]][1].date())][0] == SUBLEDGER_ONLY
    assert sides[("Variance", dt.date(2026, 3, 1))] in {(LEDGER_ONLY, -7_700), (BOTH, -7_700)}
    assert len(sides) == 3
    audit(book, ["led"], now=NOON)
    ticks = dict(book.read_table("TieOut").frame.select("Role", "Tick").iter_rows())
    assert ticks["Raw Materials"].startswith("i"), "250 is below the materiality of 1,000"
    assert ticks["COGS"] == "T Z y"
    assert ticks["WIP"] == "T Z F"


def test_a_material_difference_is_crossed(book: FileWorkbook) -> None:
    rows = book.read_table("GLAccounts").frame["Role"].to_list()
    at = rows.index("WIP")
    book.write_cells("GL Accounts", {_cell(book, "GLAccounts", at, "Debit"): 1e6})
    audit(book, ["led"], now=NOON)
    ticks = dict(book.read_table("TieOut").frame.select("Role", "Tick").iter_rows())
    assert ticks["WIP"].startswith("X")


def test_a_sample_is_written_with_its_cells_and_kept_while_it_is_tested(book: FileWorkbook) -> None:
    drawn = sample(book, "movements", "Monetary Unit", 12, "2026", now=NOON)
    items = book.read_table("SampleItems").frame
    assert items["Key"].to_list() == drawn.items["Key"].to_list()
    movements = book.read_table("Movements").frame
    for row in items.to_dicts():
        at = int(row["Cell"][1:]) - book.tables()["Movements"].first_row
        assert movements["Movement"][at] == row["Key"]
    book.write_cells("Sample", {_cell(book, "SampleItems", 0, "Result"): "agrees"})
    with pytest.raises(SampleInUse, match="1 items with a result"):
        sample(book, "Movements", "random", 5, "1")
    assert sample(book, "Movements", "random", 5, "1", discard=True).items.height == 5


@pytest.mark.parametrize("source", ["Receipts", "Invoices", "Tickets", "Adjustments", "Stock", "Jobs"])
def test_every_list_can_be_drawn_from(book: FileWorkbook, source: str) -> None:
    drawn = sample(book, source, "random", 3, "1", now=NOON)
    assert drawn.items.height == 3
    assert drawn.items["Amount"].min() > 0


def test_an_unknown_list_is_named_with_the_nearest(book: FileWorkbook) -> None:
    with pytest.raises(UnknownPopulation, match="did you mean Movements"):
        sample(book, "movement", "random", 3, "1")
    with pytest.raises(UnknownPopulation, match="did you mean monetary unit"):
        sample(book, "Stock", "monetary", 3, "1")


@pytest.mark.libreoffice
def test_the_pack_can_be_performed_again(demo_copy: Path, tmp_path: Path) -> None:
    workbook = open_file(demo_copy)
    first = audit(workbook, now=NOON)
    workbook.save()
    pack = audit_pack(workbook, tmp_path / "pack")
    again = audit(open_file(pack.workbook), now=NOON + dt.timedelta(days=30))
    assert again.papers.inputs == first.papers.inputs
    assert again.papers.figures == first.papers.figures
    columns = ["Severity", "Rule", "Key", "Evidence", "Amount", "Sheet", "Cell", "First Seen"]
    assert again.findings.select(columns).equals(first.findings.select(columns))
    facts = dict(open_file(pack.workbook).read_table("AuditFacts").frame.iter_rows())
    assert facts["Fingerprint of the inputs"] == first.papers.inputs[:16]
    assert pack.pdf is not None
    assert pack.pdf.read_bytes().startswith(b"%PDF")
    assert pack.pdf.read_bytes().count(b"/Type/Page/") + pack.pdf.read_bytes().count(b"/Type /Page\n") > 10


def test_without_libreoffice_there_is_a_workbook_and_a_reason(
    demo_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIPBOOK_SOFFICE", str(tmp_path / "none"))
    monkeypatch.setenv("PATH", str(tmp_path))
    pack = audit_pack(open_file(demo_copy), tmp_path / "pack")
    assert pack.workbook.exists()
    assert pack.pdf is None
    assert "install it, or name the command in WIPBOOK_SOFFICE" in pack.why


def test_signing_from_the_shell(demo_copy: Path) -> None:
    signed = run("sign", str(demo_copy), "--as", "Dana")
    assert (signed.returncode, signed.stderr) == (1, "Exit code 1: 2 rows left out (sheet Exceptions)\n")
    assert run("sign", str(demo_copy)).returncode == 2
    assert "25 of" in run("sample", str(demo_copy)).stdout
