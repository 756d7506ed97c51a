"""Headers with something around what they say, files that say by their columns what they are, names beside codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from wipbook.commands.data.import_.proposals import Confidence, propose


def found(folder: Path, name: str, text: str) -> dict[str, tuple[str, Confidence]]:
    """Their columns that are mapped, each with ours and how sure it is."""
    (folder / name).write_text(text, "utf-8")
    return {
        one.their_column: (f"{one.table}.{one.our_column}", one.confidence)
        for one in propose([folder / name]).columns if one.our_column
    }


@pytest.mark.parametrize(("header", "ours"), [
    ("Default purchase price", "Standard Cost"), ("Item price", "Selling Price"),
    ("Safety stock units", "Safety Stock"),
    ("*Product Group", "Family"), ("Cost price excl. VAT", "Standard Cost"), ("Default lead time", "Lead Time Days"),
])
def test_what_stands_around_a_word_is_left_out(header: str, ours: str, tmp_path: Path) -> None:
    text = f"SKU,Description,Unit,{header}\nA-1,Tube of steel,m,4\nB-2,Rod of brass,m,5\n"
    assert found(tmp_path, "items.csv", text)[header][0] == f"Materials.{ours}"


@pytest.mark.parametrize("header", ["Preferred quantity", "Part quantity", "Promised units", "Quantity 1"])
def test_nobody_is_sure_of_what_is_left_of_a_header(header: str, tmp_path: Path) -> None:
    text = f"po_number,line,sku,{header}\nP1,1,A-1,4\nP2,1,B-2,5\n"
    given = found(tmp_path, "purchase orders.csv", text).get(header, ("", Confidence.NONE))
    assert given[1] is not Confidence.SURE


def test_a_moment_of_a_job_is_its_day(tmp_path: Path) -> None:
    text = (
        "wo_id,product,planned_qty,release_time,due_time\n"
        "W1,Board,10,2026-03-02 08:00,2026-03-05 16:00\nW2,Paper,12,2026-03-03 08:00,2026-03-06 16:00\n"
    )
    given = found(tmp_path, "work orders.csv", text)
    assert (given["release_time"][0], given["due_time"][0]) == ("Jobs.Released", "Jobs.Due")


def test_words_beside_codes_are_the_name(tmp_path: Path) -> None:
    text = "Code,Product,Unit\nA-1,Tube of steel,m\nB-2,Rod of brass,m\n"
    given = found(tmp_path, "items.csv", text)
    assert (given["Code"][0], given["Product"][0]) == ("Materials.Material", "Materials.Description")


def test_a_name_comes_before_a_long_text(tmp_path: Path) -> None:
    text = "sku,name,description,unit\nA-1,Tube,A tube of steel,m\nB-2,Rod,A rod of brass,m\n"
    given = found(tmp_path, "items.csv", text)
    assert given["name"] == ("Materials.Description", Confidence.LIKELY) and "description" not in given


def test_types_of_movements_say_that_rows_are_movements(tmp_path: Path) -> None:
    text = (
        "sku,quantity,movement_type,document,date\n"
        "A-1,4,IN,D1,2026-03-02\nA-1,5,OUT,D2,2026-03-03\nB-2,6,IN,D3,2026-03-04\n"
    )
    assert {ours.partition(".")[0] for ours, _ in found(tmp_path, "inventory.csv", text).values()} == {"Movements"}


def test_the_last_word_says_what_a_file_is(tmp_path: Path) -> None:
    text = "Month,Material_ID,Unit,Purchase_Qty\n2026-01,R-1,kg,4\n2026-01,R-2,kg,5\n2026-02,R-1,kg,6\n"
    assert found(tmp_path, "raw_material_purchases.csv", text)["Purchase_Qty"][0] == "Purchases.Quantity"


def test_nobody_is_sure_where_most_of_what_a_sheet_needs_is_missing(tmp_path: Path) -> None:
    text = "Date,Storage location,Brand\n2026-03-02,Shelf 1,Oak\n2026-03-03,Shelf 2,Ash\n"
    assert Confidence.SURE not in {sure for _, sure in found(tmp_path, "inventory count.csv", text).values()}


def test_names_that_sap_has_inside(tmp_path: Path) -> None:
    text = (
        "MBLNR,ZEILE,BUDAT,BWART,MATNR,MENGE,MEINS,LGORT,CHARG,LIFNR,AUFNR,DMBTR\n"
        "4900,1,2026-03-02,101,A-1,4,PC,0001,C1,L1,J1,12\n4901,1,2026-03-03,261,B-2,5,PC,0002,C2,L2,J2,13\n"
    )
    given = found(tmp_path, "MSEG.csv", text)
    assert {name: ours.partition(".")[2] for name, (ours, _) in given.items()} == {
        "MBLNR": "Document", "ZEILE": "Line", "BUDAT": "Date", "BWART": "Type", "MATNR": "Material",
        "MENGE": "Quantity",
        "MEINS": "Unit",
        "LGORT": "Location", "CHARG": "Lot", "LIFNR": "Supplier", "AUFNR": "Job", "DMBTR": "Amount",
    }


def test_polish_headers(tmp_path: Path) -> None:
    text = "Kod towaru;Nazwa;Jednostka miary;Cena sprzeda\u017cy;Dostawca\nA-1;Rura;m;4;D1\nB-2;Pr\u0119t;m;5;D2\n"
    given = found(tmp_path, "towary.csv", text)
    assert {name: ours.partition(".")[2] for name, (ours, _) in given.items()} == {
        "Kod towaru": "Material", "Nazwa": "Description", "Jednostka miary": "Unit",
        "Cena sprzeda\u017cy": "Selling Price", "Dostawca": "Supplier",
    }


def test_a_name_of_a_record_inside_a_program_is_no_text(tmp_path: Path) -> None:
    text = "default_code,name,categ_id/id\nA-1,Tube,product.all\nB-2,Rod,product.all\n"
    assert "categ_id/id" not in found(tmp_path, "product.template.csv", text)


def test_kinds_of_materials_by_their_words(tmp_path: Path) -> None:
    text = "sku,name,unit,item_type\nA-1,Tube,m,RAW_MATERIAL\nB-2,Frame,pcs,Assembly\nC-3,Bike,pcs,finished good\n"
    (tmp_path / "items.csv").write_text(text, "utf-8")
    kind = propose([tmp_path / "items.csv"]).columns[-1]
    assert (kind.our_column, kind.confidence) == ("Kind", Confidence.LIKELY)
    assert kind.format == "Assembly = subassembly; RAW_MATERIAL = raw; finished good = finished"
