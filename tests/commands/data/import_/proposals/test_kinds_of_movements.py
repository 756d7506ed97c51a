"""Kinds of movements as other programs have them: proposed by plain words, and never with a quantity of a wrong way."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from wipbook.commands.data.import_ import import_rows
from wipbook.commands.data.import_.proposals import Confidence, ProposedColumn, propose
from wipbook.commands.data.import_.proposals.words.states import meaning
from wipbook.hosts.file.workbook import FileWorkbook

HEADER = "Transaction ID,Transaction Date,Transaction Type,Item No,Quantity"


def written(folder: Path, rows: list[tuple[str, str]], more: str = "", cell: str = "") -> Path:
    path = folder / "stock movements.csv"
    lines = [f"T-{at},2026-05-0{at},{kind},K-100,{quantity}{cell}" for at, (kind, quantity) in enumerate(rows, 1)]
    path.write_text("\n".join([HEADER + more, *lines, ""]), "utf-8")
    return path


def kind_of(path: Path) -> ProposedColumn:
    return next(one for one in propose([path]).columns if one.their_column == "Transaction Type")


def test_plain_words_are_proposed_with_what_they_mean(tmp_path: Path) -> None:
    found = kind_of(
        written(tmp_path, [("Goods Receipt", "5"), ("CONSUMPTION", "2"), ("Sale", "1"), ("Write-off", "1")])
    )
    assert (found.our_column, found.confidence) == ("Type", Confidence.LIKELY)
    assert found.format == "CONSUMPTION = Issue; Goods Receipt = Receipt; Sale = Shipment; Write-off = Scrap"


NO_ONE_KIND = pytest.mark.parametrize(
    "kind",
    [
        "Return",
        "Transfer In",
        "Count",
        "Production",
        "101",
        "Negative Adjmt.",
        "Delivery",
        "Vorgang",
        "a=Receipt",
        "Move",
    ],
)


@NO_ONE_KIND
def test_what_means_no_one_kind_is_asked(kind: str, tmp_path: Path) -> None:
    found = kind_of(written(tmp_path, [("Receipt", "5"), (kind, "2")]))
    assert (found.our_column, found.confidence) == ("", Confidence.ASK)
    assert meaning("Movements", "Type", kind) == ""


@NO_ONE_KIND
def test_beside_more_that_are_plain_it_is_named_and_its_row_left_out(
    kind: str, tmp_path: Path, book: FileWorkbook
) -> None:
    path = written(tmp_path, [("Goods Receipt", "5"), (kind, "2"), ("Usage", "1")])
    found = kind_of(path)
    if kind == "Count":  # a choice of ours, whose quantity has a sign of its own
        assert found.confidence is Confidence.ASK
        return
    assert (found.our_column, found.confidence) == ("Type", Confidence.LIKELY)
    assert f"{kind} mean none of ours" in found.why or f"{kind} stay as they are" in found.why
    assert found.format == "Goods Receipt = Receipt; Usage = Issue"
    done = import_rows(book, propose([path]).mapping, [path])
    assert [(row["Row"], row["Column"], row["Found"]) for row in done.tables[0].rejections.to_dicts()] == [
        (3, "Type", kind)
    ]
    read = book.read_table("Movements").frame
    new = read.filter(read["Movement"].cast(str).str.starts_with("T-"))
    assert new["Type"].to_list() == ["Receipt", "Issue"]


def test_a_word_that_says_only_a_way_is_said_to_be_looked_at(tmp_path: Path) -> None:
    found = kind_of(written(tmp_path, [("STOCK_IN", "5"), ("STOCK_OUT", "2")]))
    assert found.format == "STOCK_IN = Receipt; STOCK_OUT = Issue"
    assert "STOCK_IN and STOCK_OUT say only which way it went" in found.why


@pytest.mark.parametrize("minus", ["-2", "2-", "(2)", "\N{MINUS SIGN}2"])
@pytest.mark.parametrize("kind", ["Consumption", "Issue", "Sale", "OUT", "Scrap"])
def test_a_kind_beside_a_negative_quantity_is_asked(kind: str, minus: str, tmp_path: Path) -> None:
    found = kind_of(written(tmp_path, [("Receipt", "5"), (kind, minus)]))
    assert (found.our_column, found.confidence) == ("", Confidence.ASK)
    assert "negative" in found.why


@pytest.mark.parametrize("kind", ["Goods Receipt", "Receipt", "Production Receipt"])
def test_what_comes_in_with_a_sign_takes_back(kind: str, tmp_path: Path, book: FileWorkbook) -> None:
    """10 in and 3 taken back are 7, by whichever reading of the sign."""
    path = written(tmp_path, [(kind, "10"), (kind, "-3")])
    done = import_rows(book, propose([path]).mapping, [path])
    assert (done.tables[0].new, done.rejected) == (2, 0)
    read = book.read_table("Movements").frame
    new = read.filter(read["Movement"].cast(str).str.starts_with("T-"))
    assert new["Type"].n_unique() == 1 and sum(new["Quantity"].to_list()) == 7


@pytest.mark.parametrize("kind", ["Adjustment", "Stock Adjustment", "Korrektur"])
def test_an_adjustment_is_taken_only_with_a_sign(kind: str, tmp_path: Path) -> None:
    asked = kind_of(written(tmp_path, [("Receipt", "5"), (kind, "2"), (kind, "3")]))
    assert (asked.our_column, asked.confidence) == ("", Confidence.ASK)
    assert "up or down" in asked.why
    assert kind_of(written(tmp_path, [("Receipt", "5"), (kind, "-2"), (kind, "3")])).our_column == "Type"


def test_a_transfer_is_taken_only_where_it_says_where_to(tmp_path: Path) -> None:
    rows = [("Receipt", "5"), ("Stock Transfer", "2")]
    asked = kind_of(written(tmp_path, rows, ",From Location", ",MAIN"))
    assert (asked.our_column, asked.confidence) == ("", Confidence.ASK)
    assert kind_of(written(tmp_path, rows, ",From Location,To Location", ",MAIN,LINE")).our_column == "Type"


def test_an_import_has_the_quantities_that_were_counted_by_hand(tmp_path: Path, book: FileWorkbook) -> None:
    """On hand by hand: 10 received, 4 consumed, 1 sold, 1 written off, adjusted by -1 and +2: 5."""
    path = written(
        tmp_path,
        [
            ("Goods Receipt", "10"),
            ("Consumption", "4"),
            ("Sale", "1"),
            ("Write-off", "1"),
            ("Stock Adjustment", "-1"),
            ("Stock Adjustment", "2"),
        ],
    )
    done = import_rows(book, propose([path]).mapping, [path])
    assert (done.tables[0].new, done.rejected) == (6, 0)
    read = book.read_table("Movements").frame
    new = read.filter(read["Movement"].cast(str).str.starts_with("T-"))
    taken = list(zip(new["Type"].to_list(), (Decimal(str(one)) for one in new["Quantity"].to_list()), strict=True))
    ways = {"Receipt": 1, "Issue": -1, "Shipment": -1, "Scrap": -1, "Adjustment": 1}
    assert taken == [
        ("Receipt", 10),
        ("Issue", 4),
        ("Shipment", 1),
        ("Scrap", 1),
        ("Adjustment", -1),
        ("Adjustment", 2),
    ]
    assert sum(ways[kind] * quantity for kind, quantity in taken) == 5


def test_a_kind_that_was_not_looked_at_is_rejected_by_name(tmp_path: Path, book: FileWorkbook) -> None:
    mapping = propose([written(tmp_path, [("Goods Receipt", "10"), ("Consumption", "4")])]).mapping
    path = written(tmp_path, [("Goods Receipt", "10"), ("Return", "4")])
    done = import_rows(book, mapping, [path])
    assert (done.tables[0].new, done.rejected) == (1, 1)


def test_a_file_of_stock_whose_values_are_kinds_of_movements_is_of_movements(tmp_path: Path) -> None:
    path = tmp_path / "inventory.csv"
    rows = "".join(f"2026-05-0{at},K-{at % 3},{('Zugang', 'Abgang')[at % 2]},{at}\n" for at in range(1, 10))
    path.write_text("Date,Item No,Booking,Amount\n" + rows, "utf-8")
    found = propose([path])
    assert [one.our_column for one in found.columns] == ["Date", "Material", "Type", "Quantity"]
    assert {one.table for one in found.columns} == {"Movements"}


def test_what_was_consumed_at_a_day_is_a_movement_whatever_the_file_is_called(tmp_path: Path) -> None:
    path = tmp_path / "production_orders.csv"
    rows = "".join(f"P-{at // 2},2026-05-0{at},K-9,K-{at},{at}\n" for at in range(1, 9))
    path.write_text(
        "production_order_id,production_date,finished_product,material_id,quantity_consumed\n" + rows, "utf-8"
    )
    found = propose([path])
    assert {one.table for one in found.columns} == {"Movements"}
    assert [one.our_column for one in found.columns] == ["Job", "Date", "", "Material", "Quantity"]


def test_signs_in_brackets_of_a_header_part_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "fournisseurs.csv"
    path.write_text("Code;Nom;(a,b,c)\nF1;Dupont;(1,2,3)\nF2;Durand;(1,2,3)\n", "utf-8")
    assert [one.their_column for one in propose([path]).columns] == ["Code", "Nom", "(a,b,c)"]
