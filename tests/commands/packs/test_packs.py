"""Packs of a period: whose figures, preliminary or closed, for whom and when, and what may go wrong."""

from __future__ import annotations

import datetime as dt
import email
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from email import policy
from pathlib import Path

import openpyxl
import polars as pl
import pypdf
import pytest

from tests.commands.packs.shop import CODE, NOW, day, shop
from tests.shell import run
from wipbook.commands.close.close import close
from wipbook.commands.forecast.status import UnknownCustomer
from wipbook.commands.packs.audience import known_audiences
from wipbook.commands.packs.forms.mail_form import AddressNotUnderstood
from wipbook.commands.packs.pack import PeriodNotClosed, Wanted, pack
from wipbook.commands.packs.requests import StakeholderWithoutCustomer, UnknownAudience, UnknownForm
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.exit_code import ExitCode
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.hosts.libreoffice import process
from wipbook.hosts.libreoffice.process import NoOffice

PERIOD_PACKS = ("cfo", "plant", "bank", "auditor")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[FileWorkbook]:
    with shop(tmp_path) as opened:
        yield opened


def _closed(book: FileWorkbook) -> None:
    write_settings(book, {"Period End": day(10), "As Of": day(10)})
    refresh(book, now=NOW)
    close(book, by="Ann", reason="month", despite=("checks", "rows", "findings", "ledger", "adjustments"), now=NOW)


@pytest.mark.parametrize("whose", PERIOD_PACKS)
def test_preliminary_on_every_page_until_the_period_is_closed(
    book: FileWorkbook, tmp_path: Path, whose: str
) -> None:
    made = pack(book, Wanted(whose, "xlsx,html", tmp_path / "out", comment="All <well> & good"), now=NOW)
    said = "PRELIMINARY: the period 2026-01-01 to 2026-03-31 is not closed"
    assert made.preliminary == 1 and all("-preliminary." in file.name for file in made.files)
    workbook, page = made.files[0], made.files[1].read_text(encoding="utf-8")
    with zipfile.ZipFile(workbook) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert len(sheets) > 3
    for sheet in sheets:
        assert said in re.search(r"<oddHeader>(.*?)</oddHeader>", sheet)[1]  # type: ignore[index]
    assert page.count(said) == page.count("<section") + 2 == len(sheets) + 1  # and one for all printed pages
    assert "All &lt;well&gt; &amp; good" in page
    _closed(book)
    final = pack(book, Wanted(whose, "xlsx,html", tmp_path / "out"), now=NOW)
    assert final.preliminary == 0
    for file in final.files:
        assert "preliminary" not in file.name
        assert b"PRELIMINARY" not in _unzipped(file)
    rows = book.read_table("PackRegister").frame
    assert rows["State"].to_list() == ["preliminary", "preliminary", "closed", "closed"]
    assert rows["Pack"].to_list() == [1, 1, 2, 2] and rows["Hash"].str.len_chars().to_list() == [16] * 4


def _unzipped(file: Path) -> bytes:
    content = file.read_bytes()
    if content[:2] != b"PK":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_figures_are_those_of_the_statement(book: FileWorkbook, tmp_path: Path) -> None:
    """3,337.00 bought, 40 x 33.37 = 1,334.80 issued to J1; read back by openpyxl, a program that we did not write."""
    made = pack(book, Wanted("cfo", "xlsx", tmp_path / "out"), now=NOW)
    workbook = openpyxl.load_workbook(made.files[0], data_only=True)
    sheet = next(one for one in workbook if "tatement" in one.title)
    lines = {row[0]: row[1:4] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert lines["Purchases and landed cost"][0] == pytest.approx(3_337.00)
    assert lines["Issued to jobs"][:2] == (pytest.approx(-1_334.80), pytest.approx(1_334.80))
    results = open_books(book)
    closing = [results.money(value) for value in results.subledger.values()]
    assert list(lines["Total"][:3]) == pytest.approx(closing)
    cover = {row[0]: row[1] for row in workbook.worksheets[0].iter_rows(values_only=True, max_col=2) if row[0]}
    assert cover["Inventory"] == f"{sum(closing):,.2f} EUR"


def test_nothing_in_the_pack_of_a_bank_is_about_wages(book: FileWorkbook, tmp_path: Path) -> None:
    made = pack(book, Wanted("bank", "xlsx", tmp_path / "out"), now=NOW)
    assert b"Zebulon" not in _unzipped(made.files[0]) and b"41.93" not in _unzipped(made.files[0])


def test_a_closed_period_is_packed_from_a_later_one(book: FileWorkbook, tmp_path: Path) -> None:
    _closed(book)
    then = open_books(book).subledger
    write_settings(book, {"Period Start": day(11), "Period End": day(31), "As Of": day(31)})
    moved = book.read_table("Movements").frame
    book.write_table("Movements", pl.concat([moved, moved.tail(1).with_columns(
        pl.lit("M9").alias("Movement"), pl.lit(dt.datetime(2026, 3, 20)).cast(moved.schema["Date"]).alias("Date"),
        pl.lit("Receipt").alias("Type"), pl.lit("S").alias("Material"), pl.lit(9.0).alias("Unit Cost"),
        pl.lit(None, dtype=moved.schema["Job"]).alias("Job"),
    )]))
    made = pack(book, Wanted("cfo", "html", tmp_path / "out", period=day(10)), now=NOW)
    page = made.files[0].read_text(encoding="utf-8")
    assert made.preliminary == 0 and made.files[0].name.endswith("cfo-2026-03-10.html")
    places = open_books(book).policy.currency_places
    assert f"{sum(then.values()) / 10**places:,.2f} EUR" in page
    with pytest.raises(PeriodNotClosed, match="2026-03-10"):
        pack(book, Wanted("cfo", "html", tmp_path / "out", period=day(9)), now=NOW)


def test_an_auditor_s_pack_is_of_its_period_and_leaves_the_audit_alone(book: FileWorkbook, tmp_path: Path) -> None:
    _closed(book)
    write_settings(book, {"Period Start": day(11), "Period End": day(31), "As Of": day(31)})
    before = book.read_table("Audit").frame
    made = pack(book, Wanted("auditor", "xlsx", tmp_path / "out", period=day(10)), now=NOW)
    workbook = openpyxl.load_workbook(made.files[0], data_only=True)
    facts = {row[0]: row[1] for row in workbook["Audit summary"].iter_rows(values_only=True, max_col=2) if row[0]}
    assert (facts["As of"], facts["Period"]) == ("2026-03-10", "2026-01-01 to 2026-03-10")
    assert book.read_table("Audit").frame.equals(before)


def test_a_customer_hears_of_a_close_once(book: FileWorkbook, tmp_path: Path) -> None:
    book.write_table("Stakeholders", pl.DataFrame({
        "Stakeholder": ["R"], "Pack": ["customer"], "Customer": [CODE], "When": ["at close"], "Format": ["html"],
    }))

    def packs(moment: dt.datetime) -> int:
        return pack(book, Wanted("due", out=tmp_path / "out"), now=moment).packs

    assert packs(NOW) == 0
    _closed(book)
    assert (packs(NOW.replace(hour=9)), packs(NOW.replace(hour=10)), packs(NOW.replace(day=31))) == (1, 0, 0)


def _stakeholders(book: FileWorkbook) -> None:
    book.write_table("Stakeholders", pl.DataFrame({
        "Stakeholder": ["CFO", "BANK", "HALL", "RÄDER", "AUD"], "Pack": ["cfo", "bank", "plant", "customer", "auditor"],
        "Customer": [None, None, None, CODE, None], "Name": ["Ann", "Bob", None, None, "Eve"],
        "Email": ["ann@example.com", "bob@example.com", None, None, "eve@example.com"],
        "Language": [None, "fr", None, None, None], "When": ["monthly", "at close", "weekly", "daily", "on request"],
        "Format": ["xlsx", "html", "xlsx", "html", "xlsx"],
    }))


def test_who_gets_what_when(book: FileWorkbook, tmp_path: Path) -> None:
    """Wednesday 11 March 2026; then the same day, the next, the next Monday, and 1 April after a close."""
    _stakeholders(book)

    def drafts(moment: dt.datetime) -> list[str]:
        made = pack(book, Wanted("due", out=tmp_path / "out"), now=moment)
        assert all(file.suffix == ".eml" for file in made.files)
        return [email.message_from_bytes(file.read_bytes(), policy=policy.default)["To"] for file in made.files]

    assert drafts(NOW) == ["Ann <ann@example.com>", None, "Jürgen Übel <j@example.com>"]
    assert drafts(NOW) == []
    assert drafts(NOW.replace(day=12)) == ["Jürgen Übel <j@example.com>"]
    assert drafts(NOW.replace(day=16)) == [None, "Jürgen Übel <j@example.com>"]
    _closed(book)
    april = dt.datetime(2026, 4, 1, 7)
    assert drafts(april) == [
        "Ann <ann@example.com>", "Bob <bob@example.com>", None, "Jürgen Übel <j@example.com>"
    ]
    assert drafts(april) == []
    rows = book.read_table("PackRegister").frame
    bank = rows.filter(pl.col("For") == "bank")
    assert bank["State"].to_list() == ["closed"] and bank["Language"].to_list() == ["fr"]


def test_a_pack_by_mail_goes_to_all_who_get_it(book: FileWorkbook, tmp_path: Path) -> None:
    _stakeholders(book)
    made = pack(book, Wanted("auditor", "eml", tmp_path / "out"), now=NOW)
    mail = email.message_from_bytes(made.files[0].read_bytes(), policy=policy.default)
    assert mail["To"] == "Eve <eve@example.com>" and mail["Subject"].startswith("PRELIMINARY: Frames & Sons: Auditor")
    assert [part.get_filename() for part in mail.iter_attachments()] == [made.files[0].name.replace(".eml", ".xlsx")]


def test_a_second_run_says_the_same_and_overwrites_nothing(book: FileWorkbook, tmp_path: Path) -> None:
    first = pack(book, Wanted("bank", "html", tmp_path / "out"), now=NOW).files[0]
    content = first.read_bytes()
    second = pack(book, Wanted("bank", "html", tmp_path / "out"), now=NOW).files[0]
    assert second.name.startswith("shop-pack-002-") and second.read_bytes() == content == first.read_bytes()
    # the workbook was not saved: what lies in the folder still counts
    with open_file(book.path, backups=0) as unsaved:
        third = pack(unsaved, Wanted("bank", "html", tmp_path / "out"), now=NOW).files[0]
        assert third.name.startswith("shop-pack-003-")


def test_bad_input(book: FileWorkbook, tmp_path: Path) -> None:
    for whose, error, words in (
        ("cfoo", UnknownAudience, "did you mean 'cfo'"), ("customer", UnknownAudience, "customer:CODE"),
        ("cfo:C2", UnknownAudience, "customer:CODE"), ("customer:C22", UnknownCustomer, "did you mean 'C2'"),
    ):
        with pytest.raises(error, match=words):
            pack(book, Wanted(whose, "xlsx", tmp_path / "out"), now=NOW)
    with pytest.raises(UnknownForm, match="xlsx, pdf, html, eml"):
        pack(book, Wanted("cfo", "docx", tmp_path / "out"), now=NOW)
    with pytest.raises(AddressNotUnderstood, match="Customers, C3: found 'not an address'"):
        pack(book, Wanted("customer:C3", "eml", tmp_path / "out"), now=NOW)
    assert not (tmp_path / "out").exists() and not book.changed
    book.write_table("Stakeholders", pl.DataFrame({
        "Stakeholder": ["X"], "Pack": ["customer"], "When": ["daily"],
    }))
    with pytest.raises(StakeholderWithoutCustomer, match="Stakeholders, X"):
        pack(book, Wanted("due", out=tmp_path / "out"), now=NOW)
    assert not (tmp_path / "out").exists()
    assert book.find_table("PackRegister") is not None and not book.is_visible("Pack Register")


def test_without_libreoffice_the_pdf_says_why_and_the_others_are_made(
    book: FileWorkbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(process, "_USUAL_PLACES", (), raising=False)
    monkeypatch.delenv("WIPBOOK_SOFFICE", raising=False)
    with pytest.raises(NoOffice):
        pack(book, Wanted("bank", "pdf", tmp_path / "out"), now=NOW)
    assert not (tmp_path / "out").exists()
    made = pack(book, Wanted("bank", "xlsx,pdf,eml", tmp_path / "out"), now=NOW)
    assert [file.suffix for file in made.files] == [".xlsx", ".eml"] and made.notes[0].startswith("no PDF: ")
    mail = email.message_from_bytes(made.files[1].read_bytes(), policy=policy.default)
    assert [part.get_filename()[-5:] for part in mail.iter_attachments()] == [".xlsx"]


def test_shell_and_a_folder_that_is_a_file(book: FileWorkbook, tmp_path: Path) -> None:
    book.save()
    path = str(book.path)
    done = run("pack", path, "--for", "plant", "--format", "html", "--out", tmp_path / "out")
    assert done.returncode == ExitCode.FINE, done.stdout + done.stderr
    assert "1 packs, 1 files" in done.stdout and "Pack Register" in done.stdout
    (tmp_path / "file").write_text("mine")
    refused = run("pack", path, "--for", "plant", "--format", "html", "--out", tmp_path / "file")
    assert refused.returncode == ExitCode.WRONG_USE and "Traceback" not in refused.stderr, refused.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_every_audience_has_words() -> None:
    from wipbook.commands.packs.texts import texts

    for audience in known_audiences().values():
        for text in texts().values():
            assert text(audience.name) and all(text(who) for who in audience.signatures), (audience.name, text.code)


@pytest.mark.libreoffice
@pytest.mark.parametrize(("whose", "fewest", "most"), [("cfo", 10, 20), ("bank", 4, 12), ("plant", 8, 18)])
def test_pages_of_a_pack(demo_copy: Path, tmp_path: Path, whose: str, fewest: int, most: int) -> None:
    """As many as somebody reads: a month-end pack has ten to twenty."""
    with open_file(demo_copy, backups=0) as demo:
        made = pack(demo, Wanted(whose, "pdf", tmp_path / "out"), now=NOW)
    pages = [page.extract_text() for page in pypdf.PdfReader(made.files[0]).pages]
    assert fewest <= len(pages) <= most
    assert all("PRELIMINARY: the period 2026-01-01 to 2026-12-31 is not closed" in page for page in pages)


def test_excel_would_open_a_pack_without_repair(book: FileWorkbook, tmp_path: Path, validator: list[str]) -> None:
    made = [pack(book, Wanted(whose, "xlsx", tmp_path / "out"), now=NOW).files[0]
            for whose in (*PERIOD_PACKS, f"customer:{CODE}")]
    for file in made:
        said = subprocess.run([*validator, str(file)], capture_output=True, text=True, check=False)
        assert json.loads(said.stdout)["errors"] == [], file.name
