"""The pack for a customer: what it says, in whose language, and what is provably not in it."""

from __future__ import annotations

import email
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from html import unescape
from pathlib import Path

import polars as pl
import pypdf
import pytest

from tests.commands.packs.shop import CODE, NOW, PRICE_CHANGE, SECRET_AMOUNTS, SECRET_NAMES, shop
from wipbook.books.results import Results
from wipbook.commands.packs.audience import known_audiences
from wipbook.commands.packs.document import Column
from wipbook.commands.packs.forms.html_form import html_form
from wipbook.commands.packs.forms.workbook_form import workbook_form
from wipbook.commands.packs.pack import Wanted, pack
from wipbook.commands.packs.texts import texts
from wipbook.commands.workbench.opening import open_books
from wipbook.hosts.file.workbook import FileWorkbook
from wipbook.sheets.layout import Look

_COLUMNS = re.compile(r"\b(cost|kosten|coût|coste|wip\b|margin|budget|unit price|wage|overhead|labou?r)", re.IGNORECASE)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[FileWorkbook]:
    with shop(tmp_path) as opened:
        yield opened


def texts_of(content: bytes) -> str:
    """All that a file says: every part of a package, every part of a mail, decoded; the bytes of any other."""
    packed = content[:2] == b"PK" or b"X-Unsent" in content[:2000]
    said = [] if packed else [content.decode("utf-8", "replace")]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            said += [f"{name}\n{package.read(name).decode('utf-8', 'replace')}" for name in package.namelist()]
    elif packed:
        mail = email.message_from_bytes(content, policy=policy.default)
        said += [f"{name}: {value}" for name, value in mail.items()]
        for part in mail.walk():
            if not part.is_multipart():
                said.append(texts_of(part.get_payload(decode=True)) + str(part.get_filename()))
    # margins of pages are no margins of jobs
    return re.sub(r"<style>.*?</style>|<pageMargins[^>]*>", "", unescape("\n".join(said)), flags=re.DOTALL)


def secrets(results: Results) -> dict[str, str]:
    """Each figure of cost that the books know, and each name and code that is not the customer's, as they may be
    written: 1234.5, 1,234.50, 1.234,50, 1 234,50."""
    job_costs = results.job_costs
    amounts = {f"{name} of {row['Job']}": results.money(row[name]) for row in job_costs.iter_rows(named=True)
               for name, kind in job_costs.schema.items() if kind == pl.Int64 and "Quantity" not in name
               and name not in ("In Process", "Retention")}
    amounts |= {f"value {at}": results.money(value) for at, value in enumerate(results.valuation["Value"])}
    amounts |= {stage: results.money(value) for stage, value in results.subledger.items()}
    found: dict[str, str] = {}
    for name, amount in (amounts | SECRET_AMOUNTS).items():
        number = abs(float(amount))
        if number >= 20:  # a smaller one is the number of something else as well
            english = f"{number:,.2f}"
            for written in (f"{number:.2f}", english, english.translate({44: ".", 46: ","}),
                            english.translate({44: "\u202f", 46: ","}), f"{number:.10g}"):
                if len(written.strip("0.,")) > 2:
                    found[written] = name
    return found | dict.fromkeys((*SECRET_NAMES, "J2", "CO-2", "S-1"), "a name or code of others")


def leaks(content: bytes, results: Results) -> list[str]:
    """What of the secrets a file says, and columns of cost."""
    said = texts_of(content)
    # styles and sizes are no figures: what is looked for stands by itself
    found = [
        f"{secret} ({what})" for secret, what in secrets(results).items()
        if re.search(rf"(?<![\w.,#]){re.escape(secret)}(?![\w])", said)
    ]
    return [*found, *(f"column {one}" for one in set(_COLUMNS.findall(said)))]


def test_no_cost_no_name_of_others_in_any_form(book: FileWorkbook, tmp_path: Path) -> None:
    made = pack(book, Wanted(f"customer:{CODE}", "xlsx,html,eml", tmp_path / "out"), now=NOW, user="secretary")
    results = open_books(book)
    assert len(secrets(results)) > 50
    assert sorted(file.suffix for file in made.files) == [".eml", ".html", ".xlsx"]
    for file in made.files:
        content = file.read_bytes()
        assert leaks(content, results) == [], file.name
        assert "secretary" not in texts_of(content) and str(tmp_path) not in texts_of(content)


@pytest.mark.libreoffice
def test_no_cost_in_the_printed_pack(book: FileWorkbook, tmp_path: Path) -> None:
    """Its pages and its metadata as pypdf reads them: in the file itself letters are numbers of glyphs."""
    made = pack(book, Wanted(f"customer:{CODE}", "pdf", tmp_path / "out"), now=NOW)
    printed = pypdf.PdfReader(made.files[0])
    said = "\n".join([*(page.extract_text() for page in printed.pages), str(printed.metadata)])
    for words in ("Ten frames", "Räder & Co <b>", f"{PRICE_CHANGE:.2f}"):
        assert words in said, "the search can find something"
    assert leaks(said.encode(), open_books(book)) == []


@pytest.mark.parametrize("added", [
    ("Total Cost", "Kosten", Look.MONEY, [612.34, 33.37]), ("X", "X", Look.MONEY, [43_219.0, 0.0]),
    ("Who", "Wer", Look.TEXT, ["Zebulon Quist", ""]), ("Next", "Next", Look.TEXT, ["after J2", ""]),
])
def test_a_cost_that_is_added_on_purpose_is_found(
    book: FileWorkbook, tmp_path: Path, added: tuple[str, str, Look, list[object]]
) -> None:
    """The search above can fail: each way of letting something out is seen in the workbook and in the page."""
    from wipbook.commands.packs.pack import _document, _Shelf
    from wipbook.commands.packs.requests import Request

    sources = _Shelf(book, lambda step: None, NOW).sources(None).for_customer(CODE)
    document, _ = _document(known_audiences()["customer"], sources, Request("customer", CODE, ()), texts()["de"], "")
    section = document.sections[0]
    table = section.tables[0]
    name, header, look, values = added
    broken = replace(
        table, columns=(*table.columns, Column(name, header, look)),
        frame=table.frame.with_columns(pl.Series(name, values[: table.frame.height])),
    )
    sections = (replace(section, tables=(broken, *section.tables[1:])), *document.sections[1:])
    results = open_books(book)
    for sound, leaky in (
        (workbook_form(document, NOW), workbook_form(replace(document, sections=sections), NOW)),
        (html_form(document).encode(), html_form(replace(document, sections=sections)).encode()),
    ):
        assert leaks(sound, results) == []
        assert leaks(leaky, results) != []


def test_what_it_says_in_german(book: FileWorkbook, tmp_path: Path) -> None:
    made = pack(book, Wanted(f"customer:{CODE.upper()}", "html", tmp_path / "out"), now=NOW)
    page = made.files[0].read_text(encoding="utf-8")
    said = unescape(re.sub(r"<[^>]*>", " ", page))
    assert '<html lang="de">' in page and "<b>" not in page
    for words in ("Stand Ihrer Aufträge: Räder & Co <b>", "Stand 10.03.2026", "Ten frames", "=Two frames", "Weld",
                  "1 von 2", "50,0 %", "20.03.2026", "21.03.2026", "CO-1", "wartet auf Ihre Genehmigung",
                  "Bitte genehmigen Sie die Änderung CO-1.", f"{PRICE_CHANGE:.2f}".replace(".", ",")):
        assert words in said, words
    assert " fertig " in said  # J3, finished on the 8th
    assert made.files[0].name == "shop-pack-001-customer-C_1_x-2026-03-10.html"


def test_the_draft_is_addressed_and_not_sent(book: FileWorkbook, tmp_path: Path) -> None:
    made = pack(book, Wanted(f"customer:{CODE}", "eml", tmp_path / "out", language="fr"), now=NOW)
    mail = email.message_from_bytes(made.files[0].read_bytes(), policy=policy.default)
    assert mail["To"] == "Jürgen Übel <j@example.com>" and mail["X-Unsent"] == "1" and mail["From"] is None
    assert mail["Subject"] == "Frames & Sons : état de vos commandes au 10/03/2026"
    body = mail.get_body(("plain",)).get_content()
    assert body.startswith("Bonjour Jürgen Übel,") and "Questions ouvertes: 1" in body
    (attached,) = mail.iter_attachments()
    assert attached.get_filename().startswith("shop-pack-001-customer-")


def test_what_was_told_is_remembered_and_questions_go_out(book: FileWorkbook, tmp_path: Path) -> None:
    pack(book, Wanted(f"customer:{CODE}", "html", tmp_path / "out"), now=NOW)
    told = book.read_table("CustomerUpdates").frame
    row = told.filter(pl.col("Job") == "J1").row(0, named=True)
    assert row["Told"] == row["Projected"] and row["News"] in (None, "") and row["Told On"].date() == NOW.date()
    assert told.filter(pl.col("Job") == "J2")["News"].to_list() == ["never told"]
    # somebody asks; the welding takes three days longer than thought
    at = told["Job"].to_list().index("J1")
    place = book.find_table("CustomerUpdates")
    assert place is not None
    book.write_cells(place.sheet, {place.cell(at, "Question"): "Which <colour>?"})
    operations = book.read_table("Operations").frame
    hours = pl.when(pl.col("Operation") == "Weld").then(80.0).otherwise(pl.col("Planned Hours"))
    book.write_table("Operations", operations.with_columns(hours.alias("Planned Hours")))
    made = pack(book, Wanted(f"customer:{CODE}", "html", tmp_path / "out", language="en"), now=NOW.replace(day=20))
    page = made.files[0].read_text(encoding="utf-8")
    assert "Which &lt;colour&gt;?" in page and f"{row['Told']:%Y-%m-%d}" in page and "2026-03-11" in page
    assert made.files[0].name.startswith("shop-pack-002-")
    again = book.read_table("CustomerUpdates").frame
    assert again.filter(pl.col("Job") == "J1")["Question"].to_list() == ["Which <colour>?"]
    later = again.filter(pl.col("Job") == "J1").row(0, named=True)
    assert later["Told"] > row["Told"] and later["Told On"].date() == NOW.date().replace(day=20)


def test_a_customer_without_jobs_and_a_language_without_words(book: FileWorkbook, tmp_path: Path) -> None:
    made = pack(book, Wanted("customer:C3", "html", tmp_path / "out"), now=NOW)
    assert "There is no open order of yours." in made.files[0].read_text(encoding="utf-8")
    assert made.notes == ("no words in 'it' (Customers, C3): English stands in; there are de, en, es, fr",)


def test_every_language_says_everything(book: FileWorkbook) -> None:
    english = texts()["en"].words
    for text in texts().values():
        assert text.words.keys() == english.keys(), text.code
        for key, words in english.items():
            fields = sorted(re.findall(r"{(\w+)}", words))
            assert sorted(re.findall(r"{(\w+)}", text.words[key])) == fields, (text.code, key)
