"""Codes of movements that a preset knows are translated as it does, in files that are no export of its program."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from wipbook.commands.data.import_ import import_rows
from wipbook.commands.data.import_.proposals import Confidence, ProposedColumn, propose
from wipbook.commands.data.import_.proposals.presets import presets
from wipbook.hosts.file.workbook import FileWorkbook

WAYS = {
    "Receipt": 1, "Completion": 1, "Return from Job": 1, "Opening": 1, "Sales Return": 1, "Adjustment": 1, "Issue": -1,
    "Shipment": -1, "Scrap": -1, "Return to Supplier": -1, "Transfer": 0,
}


def written(folder: Path, rows: list[tuple[str, str, str]], types: str = "Movement Type", more: str = "") -> Path:
    """Rows of code, quantity and order; ``more`` is a header and a cell of each row."""
    head, _, cell = more.partition("=")
    path = folder / "stock movements.csv"
    lines = [
        f"T-{at},2026-05-{at:02},{code},K-100,{quantity},{order}{cell}"
        for at, (code, quantity, order) in enumerate(rows, 1)
    ]
    header = f"Transaction ID,Posting Date,{types},Item No,Quantity,Production Order{head}"
    path.write_text("\n".join([header, *lines, ""]), "utf-8")
    return path


def kind_of(path: Path, types: str = "Movement Type") -> ProposedColumn:
    return next(one for one in propose([path]).columns if one.their_column == types)


def taken(path: Path, book: FileWorkbook, rejected: Sequence[tuple[str, str]] = ()) -> list[tuple[str, Decimal]]:
    """Kind and quantity of each row that came in; those ``rejected`` are told with what was found in which column."""
    done = import_rows(book, propose([path]).mapping, [path])
    found = [(row["Column"], row["Found"]) for row in done.tables[0].rejections.to_dicts()]
    assert (found, done.rejected) == (list(rejected), len(rejected))
    read = book.read_table("Movements").frame
    new = read.filter(read["Movement"].cast(str).str.starts_with("T-"))
    return list(zip(new["Type"].to_list(), (Decimal(str(one)) for one in new["Quantity"].to_list()), strict=True))


@pytest.mark.parametrize(
    "types", ["Movement Type", "Bewegungsart", "BWART", "Clase de movimiento", "Tipo de movimento", "Code mouvement"]
)
def test_codes_under_a_movement_type_in_any_language(types: str, tmp_path: Path) -> None:
    found = kind_of(written(tmp_path, [("101", "5", ""), ("261", "-2", "")], types), types)
    assert (found.our_column, found.confidence) == ("Type", Confidence.LIKELY)
    assert "what the preset sap-mb51 says" in found.why


def test_quantities_with_the_signs_of_the_program(tmp_path: Path, book: FileWorkbook) -> None:
    """10 bought, 4 made, 3 consumed, 1 of it back, 2 shipped, 1 of them taken back, 1 scrapped: 10 on hand."""
    rows = [
        ("101", "10", ""), ("101", "4", "J-1"), ("261", "-3", "J-1"), ("262", "1", "J-1"), ("601", "-2", ""),
        ("602", "1", ""), ("551", "-1", ""),
    ]
    found = taken(written(tmp_path, rows), book)
    assert found == [
        ("Receipt", 10), ("Completion", 4), ("Issue", 3), ("Return from Job", 1), ("Shipment", 2), ("Shipment", -1),
        ("Scrap", 1),
    ]
    assert sum(WAYS[kind] * quantity for kind, quantity in found) == 10


def test_quantities_without_signs_take_back_by_their_codes(tmp_path: Path, book: FileWorkbook) -> None:
    """As tables of the program have them: 10 bought, 2 of them sent back by a reversal, 3 used, 1 fewer counted: 4."""
    rows = [("101", "10", ""), ("102", "2", ""), ("201", "3", ""), ("702", "1", "")]
    found = taken(written(tmp_path, rows), book)
    assert found == [("Receipt", 10), ("Receipt", -2), ("Issue", 3), ("Adjustment", -1)]
    assert sum(WAYS[kind] * quantity for kind, quantity in found) == 4


def test_halves_of_a_transfer_are_left_out(tmp_path: Path, book: FileWorkbook) -> None:
    rows = [("101", "10", ""), ("311", "-4", ""), ("311", "4", ""), ("261", "-1", "")]
    path = written(tmp_path, rows)
    assert "rows of 311 come in pairs and are left out" in kind_of(path).why
    assert taken(path, book) == [("Receipt", 10), ("Issue", 1)]


def test_a_transfer_of_one_row_needs_where_it_goes(tmp_path: Path) -> None:
    rows = [("101", "10", ""), ("311", "4", "")]
    asked = kind_of(written(tmp_path, rows))
    assert asked.confidence is Confidence.ASK and "where what has the code 311 goes" in asked.why
    assert kind_of(written(tmp_path, rows, more=",From Location,To Location=,MAIN,LINE")).our_column == "Type"


def test_transfers_of_one_row_beside_more_that_are_known_are_left_out_by_name(
    tmp_path: Path, book: FileWorkbook
) -> None:
    """10 bought and 3 used are 7, wherever 4 of them went."""
    path = written(tmp_path, [("101", "10", ""), ("311", "4", ""), ("261", "-3", "")])
    found = kind_of(path)
    assert (found.our_column, found.confidence) == ("Type", Confidence.LIKELY)
    assert "311 stay as they are, and their rows are left out" in found.why
    assert sum(WAYS[kind] * quantity for kind, quantity in taken(path, book, [("Type", "311")])) == 7


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("101", "5", ""), ("Z33", "2", "")], "not the choices"),
        ([("101", "5", ""), ("261", "-2", ""), ("201", "2", "")], "not the signs"),
        ([("101", "-5", ""), ("261", "-2", "")], "not the signs"),
    ],
)
def test_other_codes_and_other_signs_are_asked(rows: list[tuple[str, str, str]], why: str, tmp_path: Path) -> None:
    found = kind_of(written(tmp_path, rows))
    assert (found.our_column, found.confidence) == ("", Confidence.ASK)
    assert why in found.why


def test_codes_of_your_own_beside_more_that_are_known_are_left_out_by_name(tmp_path: Path, book: FileWorkbook) -> None:
    """10 bought, 3 used, and 2 of a code that only this plant knows: 7 by what is known."""
    path = written(tmp_path, [("101", "10", ""), ("Z33", "2", ""), ("261", "-3", "")])
    found = kind_of(path)
    assert (found.our_column, found.confidence) == ("Type", Confidence.LIKELY)
    assert "Z33 stay as they are, and their rows are left out" in found.why
    assert sum(WAYS[kind] * quantity for kind, quantity in taken(path, book, [("Type", "Z33")])) == 7


def test_a_receipt_of_which_nothing_says_from_where_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "stock movements.csv"
    path.write_text("Posting Date,Movement Type,Item No,Quantity\n2026-05-01,101,K,5\n2026-05-02,261,K,-5\n", "utf-8")
    assert "came from a supplier or was made" in kind_of(path).why
    path.write_text(
        "Posting Date,Movement Type,Item No,Quantity,Vendor\n2026-05-01,101,K,5,V\n2026-05-02,261,K,-5,\n", "utf-8"
    )
    assert kind_of(path).our_column == "Type"


def test_words_of_business_central(tmp_path: Path, book: FileWorkbook) -> None:
    rows = [
        ("Purchase", "10", ""), ("Consumption", "-3", "J-1"), ("Output", "2", "J-1"), ("Sale", "-2", ""),
        ("Sale", "-2", ""), ("Sale", "1", ""), ("Negative Adjmt.", "-1", ""), ("Positive Adjmt.", "1", ""),
    ]
    assert taken(written(tmp_path, rows, "Entry Type"), book) == [
        ("Receipt", 10), ("Issue", 3), ("Completion", 2), ("Shipment", 2), ("Shipment", 2), ("Sales Return", 1),
        ("Adjustment", -1), ("Adjustment", 1),
    ]


def test_vouchers_of_erpnext(tmp_path: Path, book: FileWorkbook) -> None:
    rows = [
        ("Purchase Receipt", "10", ""), ("Delivery Note", "-3", ""), ("Stock Reconciliation", "-1", ""),
        ("Purchase Receipt", "7", ""), ("Purchase Receipt", "-2", ""),
    ]
    assert taken(written(tmp_path, rows, "Voucher Type"), book) == [
        ("Receipt", 10), ("Shipment", 3), ("Adjustment", -1), ("Receipt", 7), ("Return to Supplier", 2),
    ]
    named = kind_of(written(tmp_path, [*rows, ("Stock Entry", "3", "")], "Voucher Type"), "Voucher Type")
    assert "Stock Entry stay as they are, and their rows are left out" in named.why


def test_each_code_has_one_place_in_its_preset() -> None:
    """The list of the codes is the preset's own: its query translates each of them."""
    for preset in presets().values():
        if preset.codes:
            said = " ".join((*preset.columns["Type"], preset.where))
            assert all(f"'{code}'" in said for code in preset.codes.known), preset.name
            assert not preset.codes.moved & set(preset.codes.kinds)
