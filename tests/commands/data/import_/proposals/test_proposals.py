"""What is proposed for files as programs write them, and what is said of files that nobody can map."""

from __future__ import annotations

import gzip
import random
import shutil
import time
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from wipbook.beside import template_path
from wipbook.commands.data.import_ import import_rows
from wipbook.commands.data.import_.errors import SourceUnreadable
from wipbook.commands.data.import_.mapping import mapping_text, parse_mapping
from wipbook.commands.data.import_.proposals import Confidence, Proposal, propose
from wipbook.hosts.file.workbook import FileWorkbook, open_file

SURE, LIKELY, ASK = Confidence.SURE, Confidence.LIKELY, Confidence.ASK
GERMAN = (
    "Artikel-Nr.;Buchungsdatum;Menge;Lagerort;Charge;Betrag\n"
    "00123;31.03.2026;1.234,50;HL1;C7;12,00\n00124;01.04.2026;-3,00;HL1;C8;1,50\n"
)


def proposed(folder: Path, files: dict[str, str], **given: object) -> Proposal:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return propose([folder / name for name in files], **given)  # type: ignore[arg-type]


def fills(proposal: Proposal) -> dict[str, tuple[str, Confidence]]:
    return {
        one.their_column: (f"{one.table}.{one.our_column}" if one.our_column else "", one.confidence)
        for one in proposal.columns
    }


@pytest.fixture
def book(tmp_path: Path) -> FileWorkbook:
    """A workbook that knows two materials, a job and a supplier."""
    target = tmp_path / "book.xlsx"
    shutil.copy(template_path(), target)
    book = open_file(target, backups=0)
    book.write_table("Materials", pl.DataFrame({
        "Material": ["K-100", "K-200"], "Description": ["Tube", "Frame"], "Kind": ["raw", "finished"],
        "Unit": ["m", "pcs"],
    }))
    book.write_table("Jobs", pl.DataFrame({"Job": ["J-1", "J-2"], "Material": ["K-200", "K-200"]}))
    book.write_table("Suppliers", pl.DataFrame({"Supplier": ["L-9"], "Name": ["Lee"]}))
    return book


def test_a_german_list_of_movements(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"lagerbewegungen.csv": GERMAN})
    assert fills(proposal) == {
        "Artikel-Nr.": ("Movements.Material", SURE), "Buchungsdatum": ("Movements.Date", SURE),
        "Menge": ("Movements.Quantity", SURE), "Lagerort": ("Movements.Location", SURE),
        "Charge": ("Movements.Lot", SURE), "Betrag": ("Movements.Amount", SURE),
    }
    formats = proposal.mapping.tables["Movements"].formats
    assert formats == {"Date": "%d.%m.%Y", "Quantity": ",", "Amount": ","}
    material = proposal.columns[0]
    assert [(sample.line, sample.value) for sample in material.samples] == [(2, "00123"), (3, "00124")]
    assert set(proposal.unfilled) == {"Movements.Movement", "Movements.Type"}


@pytest.mark.parametrize("header", [
    "Material;Fecha;Cantidad;Almacén;Lote;Importe", "Code article;Date mouvement;Quantité;Magasin;N° de lot;Montant",
    "Codice articolo;Data movimento;Quantità;Magazzino;Lotto;Importo",
    "Código do artigo;Data de lançamento;Quantidade;Depósito;Lote;Montante",
    "Artikelnummer;Boekdatum;Aantal;Magazijn;Batchnummer;Bedrag",
    "ITEM_NO;posting_date;Qty [kg];storageLocation;Batch No.;amount (EUR)",
])
def test_the_same_in_other_languages_and_spellings(header: str, tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"export.csv": header + "\n" + GERMAN.partition("\n")[2]})
    names = ("Material", "Date", "Quantity", "Location", "Lot", "Amount")
    found = fills(proposal)
    assert {name: found[name][0] for name in header.split(";")} == {
        name: f"Movements.{ours}" for name, ours in zip(header.split(";"), names, strict=True)
    }


def test_what_is_proposed_is_imported(tmp_path: Path, book: FileWorkbook) -> None:
    text = (
        "Material No;Description;Stage of item;UoM;Std cost;Active\n"
        "00123;Frame tube;raw;kg;1.234,56;yes\n00124;Steel;component;pcs;2,50;no\n"
    )
    header = text.replace("Stage of item", "Kind")
    proposal = proposed(tmp_path, {"items.csv": header})
    assert not proposal.asked and not proposal.unfilled
    mapping = parse_mapping(mapping_text(proposal.mapping))
    report = import_rows(book, mapping, [tmp_path / "items.csv"])
    assert report.tables[0].new == 2
    rows = book.read_table("Materials").frame.filter(pl.col("Material") == "00123")
    assert rows["Standard Cost"].to_list() == [1234.56]


def test_neither_the_order_of_files_and_columns_nor_case_matters(tmp_path: Path) -> None:
    header, *rows = [line.split(";") for line in GERMAN.strip().splitlines()]
    seed = random.Random(7)
    first = proposed(tmp_path, {"moves.csv": GERMAN, "parts.csv": "SKU,Name,Unit\nA,Tube,m\nB,Rod,m\n"})
    for _ in range(5):
        order = seed.sample(range(len(header)), len(header))
        text = "\n".join(";".join(line[at] for at in order) for line in [[h.upper() for h in header], *rows])
        (tmp_path / "moves.csv").write_text(text + "\n", "utf-8")
        second = propose([tmp_path / "parts.csv", tmp_path / "moves.csv"])
        told = {name.upper(): what for name, what in fills(first).items()}
        assert {name.upper(): what for name, what in fills(second).items()} == told
        assert second.remarks == first.remarks or set(second.unfilled) == set(first.unfilled)
        assert {alias: one.file for alias, one in second.mapping.sources.items()} == {
            "moves": "moves.csv", "parts": "parts.csv"
        }


def test_values_tell_a_column_that_no_header_does(tmp_path: Path, book: FileWorkbook) -> None:
    files = {"moves.csv": "Ident,Posting Date,Qty,Belongs to\nK-100,2026-03-01,4,J-1\nK-200,2026-03-02,5,J-2\n"}
    assert fills(proposed(tmp_path, files))["Belongs to"][0] == ""
    found = fills(proposed(tmp_path, files, workbook=book))
    assert found["Ident"][0] == "Movements.Material" and found["Belongs to"][0] == "Movements.Job"


def test_values_that_are_codes_of_another_master_speak_against_a_header(tmp_path: Path, book: FileWorkbook) -> None:
    files = {"movements.csv": "Material,Posting Date,Qty,Supplier\nK-100,2026-03-01,4,J-1\nK-200,2026-03-02,5,J-2\n"}
    found = {one.their_column: one for one in proposed(tmp_path, files, workbook=book).columns}
    assert found["Supplier"].our_column != "Supplier"
    assert "2 of 2 values are in Materials" in found["Material"].why


def test_two_columns_that_could_be_one_are_asked_and_not_mapped(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"items.csv": "SKU,Name,Unit,Vendor,Supplier ID\nA,Tube,m,X,7\nB,Rod,m,Y,8\n"})
    asked = {one.their_column: one.why for one in proposal.asked}
    assert set(asked) == {"Vendor", "Supplier ID"} and "could be Supplier" in asked["Vendor"]
    assert "Supplier" not in proposal.mapping.tables["Materials"].columns


def test_a_column_that_could_be_two_of_ours_is_asked(tmp_path: Path) -> None:
    text = "PO No,Vendor,Item No,Qty,Receipt Date\n1,V1,A,4,2026-03-01\n2,V1,B,5,2026-03-02\n"
    why = next(one.why for one in proposed(tmp_path, {"purchase orders.csv": text}).asked)
    assert "Promised or Received" in why


def test_a_least_quantity_is_the_safety_stock_where_none_is_named(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"items.csv": "SKU,Name,Unit,Min quantity\nA,Tube,m,4\nB,Rod,m,5\n"})
    found = {one.their_column: one for one in proposal.columns}["Min quantity"]
    assert (found.our_column, found.confidence) == ("Safety Stock", Confidence.LIKELY)
    assert "Reorder Point could be meant as well" in found.why
    beside = proposed(tmp_path, {"parts.csv": "SKU,Name,Unit,Safety Stock,Min quantity\nA,Tube,m,4,9\nB,Rod,m,5,8\n"})
    assert {one.their_column: one.our_column for one in beside.columns}["Min quantity"] == "Reorder Point"


@pytest.mark.parametrize(("column", "values", "said"), [
    ("Posting Date", ("soon", "later"), "0% of its values are days"),
    ("Movement Type", ("101", "261"), "are not the choices of Type"),
    ("Qty", ("many", "few"), "0% of its values are numbers"),
])
def test_values_that_cannot_be_what_the_header_says(
    column: str, values: tuple[str, str], said: str, tmp_path: Path
) -> None:
    plain = {"Material": "AB", "Posting Date": ("2026-03-01", "2026-03-02"), "Qty": "12", "Lot": "XY", column: values}
    text = pl.DataFrame({name: list(said) for name, said in plain.items()}).write_csv()
    found = {one.their_column: one for one in proposed(tmp_path, {"movements.csv": text}).columns}
    assert found[column].confidence is ASK and said in found[column].why


def test_days_that_can_be_read_both_ways_are_not_sure(tmp_path: Path) -> None:
    text = "Material,Posting Date,Qty\nA,03/04/2026,1\nB,05/06/2026,2\n"
    date = proposed(tmp_path, {"movements.csv": text}).columns[1]
    assert date.confidence is LIKELY and date.format == "" and "other way round" in date.why


def test_title_lines_above_the_header(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"stock.csv": f"Stock movements;;\nprinted 2026-04-02;;\n\n{GERMAN}"})
    assert proposal.mapping.sources["stock"].header_row == 4
    assert "Material" in proposal.mapping.tables["Movements"].columns
    assert proposal.columns[0].samples[0].line == 5


def test_title_rows_in_a_workbook_of_two_sheets(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        parts, moves = workbook.add_worksheet("Parts"), workbook.add_worksheet("Goods movements")
        for row, cells in enumerate((["SKU", "Description", "Unit"], ["A", "Tube", "m"], ["B", "Rod", "m"])):
            parts.write_row(row, 0, cells)
        for row, cells in enumerate((["Report"], [], ["Material", "Posting date", "Qty"], ["A", "2026-03-01", 4])):
            moves.write_row(row, 0, cells)
    proposal = propose([path])
    assert set(proposal.mapping.tables) == {"Materials", "Movements"}
    source = proposal.mapping.sources[proposal.mapping.tables["Movements"].source]
    assert (source.sheet, source.header_row) == ("Goods movements", 3)


def test_an_encoding_that_was_found_out_is_in_the_mapping(tmp_path: Path) -> None:
    (tmp_path / "teile.csv").write_bytes("Material;Größe;Bezeichnung;Einheit\nA;5 €;Rohr – blank;kg\n".encode("cp1252"))
    proposal = propose([tmp_path / "teile.csv"])
    assert proposal.mapping.sources["teile"].encoding == "cp1252"
    assert {one.encoding for one in proposal.columns} == {"cp1252"}


def test_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable):
        proposed(tmp_path, {"parts.csv": ""})


def test_a_header_alone(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"parts.csv": "SKU,Description,Unit,Kind\n"})
    assert set(proposal.mapping.tables["Materials"].columns) == {"Material", "Description", "Unit", "Kind"}
    assert {one.confidence for one in proposal.columns} == {LIKELY}
    assert any("has a header and no rows" in remark for remark in proposal.remarks)


def test_one_column(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"songs.csv": "Song\nYesterday\nToday\n"})
    assert not proposal.mapping.tables and any("none of the input sheets" in remark for remark in proposal.remarks)


def test_five_hundred_columns(tmp_path: Path) -> None:
    names = ["SKU", "Description", "Unit", *(f"x{number}" for number in range(497))]
    text = ",".join(names) + "\n" + "\n".join(",".join([f"A{row}", "Tube", "m", *["1"] * 497]) for row in range(20))
    proposal = proposed(tmp_path, {"items.csv": text + "\n"})
    assert len(proposal.columns) == 500 and set(proposal.mapping.tables["Materials"].columns) == {
        "Material", "Description", "Unit"
    }


def test_a_header_that_stands_twice(tmp_path: Path) -> None:
    text = "Material,Qty,Qty,Posting Date\nA,1,2,2026-03-01\nB,3,4,2026-03-02\n"
    proposal = proposed(tmp_path, {"movements.csv": text})
    found = fills(proposal)
    assert found["Qty"] == found["Qty_1"] == ("", ASK)
    assert any("Qty stands twice" in remark for remark in proposal.remarks)


@pytest.mark.parametrize("text", ["1,2,3\n4,5,6\n7,8,9\n", "00123,2026-03-01,4\n00124,2026-03-02,5\n"])
def test_no_header(text: str, tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"movements.csv": text})
    assert not proposal.mapping.tables and {one.confidence for one in proposal.columns} == {ASK}
    assert any("no row looks like a header" in remark for remark in proposal.remarks)


def test_two_files_of_one_table(tmp_path: Path) -> None:
    files = {"items_a.csv": "SKU,Description\nA,Tube\n", "items_b.csv": "SKU,Description,Unit\nB,Rod,m\n"}
    proposal = proposed(tmp_path, files)
    assert proposal.mapping.tables["Materials"].source == "items_b"
    assert any("items_a.csv fills Materials as well" in remark for remark in proposal.remarks)


def test_junk(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(random.Random(1).randbytes(5000))
    with pytest.raises(SourceUnreadable):
        propose([tmp_path / "a.csv"])
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(Exception, match=r"b\.xlsx"):
        propose([tmp_path / "b.xlsx"])


def test_junk_among_others_is_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(random.Random(1).randbytes(5000))
    (tmp_path / "items.csv").write_text("SKU,Description,Unit\nA,Tube,m\n", "utf-8")
    proposal = propose([tmp_path])
    assert set(proposal.mapping.tables) == {"Materials"}
    assert any(remark.startswith("a.csv is left out") for remark in proposal.remarks)


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="no file that an import can read"):
        propose([tmp_path])
    with pytest.raises(SourceUnreadable, match="no such file"):
        propose([tmp_path / "gone.csv"])


def test_a_name_with_brackets_is_found_again(tmp_path: Path, book: FileWorkbook) -> None:
    proposal = proposed(tmp_path, {"items [new].csv": "SKU,Description,Kind,Unit\nA,Tube,raw,m\n"})
    assert import_rows(book, proposal.mapping, [tmp_path / "items [new].csv"], dry_run=True).tables[0].new == 1


@pytest.mark.parametrize("kind", ["csv.gz", "tsv", "json", "parquet", "html"])
def test_every_kind_of_file(kind: str, tmp_path: Path) -> None:
    frame = pl.DataFrame({
        "SKU": ["A", "B"], "Description": ["Tube", "Rod"], "Unit": ["m", "m"], "Standard Cost": [1.5, 2.0],
    })
    path = tmp_path / f"items.{'xls' if kind == 'html' else kind}"
    match kind:
        case "csv.gz":
            path.write_bytes(gzip.compress(frame.write_csv().encode()))
        case "tsv":
            path.write_text(frame.write_csv(separator="\t"))
        case "json":
            frame.write_json(path)
        case "parquet":
            frame.write_parquet(path)
        case _:
            rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in frame.rows())
            heads = "".join(f"<th>{name}</th>" for name in frame.columns)
            path.write_text(f"<html><table><tr>{heads}</tr>{rows}</table></html>")
    assert propose([path]).mapping.tables["Materials"].columns == {
        "Material": "SKU", "Description": "Description", "Unit": "Unit", "Standard Cost": "Standard Cost",
    }


def test_a_long_file_is_looked_at_in_part_and_that_is_said(tmp_path: Path) -> None:
    rows = 300_000
    pl.DataFrame({
        "Material": [f"M{number % 997}" for number in range(rows)], "Posting Date": ["2026-03-01"] * rows,
        "Qty": range(rows),
    }).write_csv(tmp_path / "movements.csv")
    started = time.perf_counter()
    proposal = propose([tmp_path / "movements.csv"])
    assert time.perf_counter() - started < 30
    assert any("of 300,000 rows were looked at" in remark for remark in proposal.remarks)
    assert "of 300,000 rows were looked at" in proposal.columns[0].why


def test_a_key_whose_values_repeat_is_asked_and_no_name_takes_its_place(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, {"parts.csv": "Part,Name,Cost\nA-1,Tube,1\na-1,Rod,2\nA-2,Bar,3\n"})
    found = {one.their_column: one for one in proposal.columns}
    assert found["Part"].confidence is ASK and "its values repeat" in found["Part"].why
    assert found["Name"].our_column == "Description" and "Materials.Material" in proposal.unfilled


def test_an_encoding_that_could_be_another_is_told_and_left_to_the_import_to_ask(tmp_path: Path) -> None:
    (tmp_path / "parts.csv").write_bytes("code,text,kind,unit\n\u00d8,Pipe,raw,m\n".encode("cp1252"))
    proposal = propose([tmp_path / "parts.csv"])
    assert proposal.mapping.sources["parts"].encoding == ""
    assert any("could be in cp1252 or in" in remark for remark in proposal.remarks)
