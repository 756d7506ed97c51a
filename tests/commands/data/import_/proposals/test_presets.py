"""Exports of known programs: what their codes become, and that a file of another program is refused by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wipbook.beside import template_path
from wipbook.commands.data.import_ import import_rows
from wipbook.commands.data.import_.mapping import mapping_text, parse_mapping
from wipbook.commands.data.import_.proposals import Confidence, propose
from wipbook.commands.data.import_.proposals.presets import NotOfPreset, UnknownPreset, presets
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.schema import input_sheet

SAP = (
    "Buchungsdatum;Bewegungsart;Material;Materialbeleg;Materialbelegposition;Menge in ErfassME;ErfassungsMngEinh;"
    "Auftrag;Bestellung;Lagerort\n"
    "31.03.2026;101;00123;4900001;1;1.234,500;KG;;4500001;HL1\n"
    "31.03.2026;261;00123;4900002;1;4,500-;KG;1000077;;HL1\n"
    "31.03.2026;262;00123;4900003;1;0,500;KG;1000077;;HL1\n"
    "01.04.2026;101;F-1;4900004;1;10;ST;1000077;;HL1\n"
    "01.04.2026;102;F-1;4900005;1;2-;ST;1000077;;HL1\n"
    "01.04.2026;601;F-1;4900006;1;3-;ST;;;HL1\n"
    "01.04.2026;122;00123;4900007;1;5-;KG;;4500001;HL1\n"
    "01.04.2026;702;00123;4900008;1;1-;KG;;;HL1\n"
    "01.04.2026;311;00123;4900009;1;7-;KG;;;HL1\n01.04.2026;311;00123;4900009;2;7;KG;;;HL2\n"
    "01.04.2026;Z03;00123;4900010;1;7-;KG;;;HL1\n"
)
FILES = {
    "sap-mb51": SAP,
    "erpnext-stock-ledger": (
        "Date,Item,Item Name,Stock UOM,In Qty,Out Qty,Balance Qty,Voucher #,Warehouse,Incoming Rate,Voucher Type\n"
        "2026-03-01 10:00:00,S,Steel,Kg,40.0,0.0,40.0,MAT-PRE-1,Stores,2.5,Purchase Receipt\n"
        "2026-03-02 10:00:00,F,Frame,Nos,0.0,-3.0,7.0,MAT-DN-1,Stores,0.0,Delivery Note\n"
        "2026-03-03 10:00:00,S,Steel,Kg,0.0,-1.0,39.0,MAT-RECO-1,Stores,0.0,Stock Reconciliation\n"
        "2026-03-03 11:00:00,S,Steel,Kg,0.0,-4.0,35.0,MAT-STE-1,Stores,0.0,Stock Entry\n"
    ),
    "odoo-stock-moves": (
        "Date,Reference,Product,Lot/Serial Number,From,To,Quantity,Unit of Measure,Status\n"
        "2026-03-01 10:00:00,WH/IN/1,[S] Steel,,Partners/Vendors,WH/Stock,40.0,kg,Done\n"
        "2026-03-02 10:00:00,WH/MO/1,[S] Steel,,WH/Stock,Virtual Locations/Production,4.0,kg,Done\n"
        "2026-03-02 11:00:00,WH/MO/1,Frame,L1,Virtual Locations/Production,WH/Stock,2.0,Units,Done\n"
        "2026-03-03 10:00:00,WH/OUT/1,Frame,L1,WH/Stock,Partners/Customers,1.0,Units,Done\n"
        "2026-03-03 10:00:00,Quantity Updated,[S] Steel,,WH/Stock,Virtual Locations/Inventory adjustment,1.0,kg,Done\n"
        "2026-03-04 10:00:00,WH/INT/1,[S] Steel,,WH/Stock,WH/Line,5.0,kg,Done\n"
        "2026-03-05 10:00:00,WH/OUT/2,Frame,L1,WH/Stock,Partners/Customers,1.0,Units,Available\n"
    ),
    "bc-item-ledger": (
        "Posting Date,Entry Type,Document No.,Item No.,Location Code,Quantity,"
        "Cost Amount (Actual),Order No.,Entry No.\n"
        '3/31/2026,Purchase,PR-1,S,BLUE,40,"1,100.50",,1\n3/31/2026,Consumption,PO-1,S,BLUE,-4,-10.05,P-1,2\n'
        "3/31/2026,Output,PO-1,F,BLUE,2,10.05,P-1,3\n3/31/2026,Sale,SS-1,F,BLUE,-1,-5.03,,4\n"
        "3/31/2026,Negative Adjmt.,A-1,S,BLUE,-1,-2.50,,5\n3/31/2026,Transfer,T-1,S,BLUE,-1,-2.50,,6\n"
        "3/31/2026,Purchase,PR-2,S,BLUE,-2,-5.00,,7\n"
    ),
    "dolibarr-stock": (
        "Id du mouvement;Date de mouvement;Réf.;Qté;Libellé du mouvement;Nom court de l'emplacement\n"
        "1;2026-03-01;S;-1;Correction du stock pour le produit S;Dépôt\n2;2026-03-02;S;5;Réception CF-1;Dépôt\n"
    ),
    "quickbooks": (
        "Product/Service Name,Sales Description,SKU,Type,Sales Price / Rate,Income Account,"
        "Purchase Cost,Reorder Point\n"
        "Frame,Steel frame,F-1,Inventory,29.90,Sales,12.50,5\nRod,,,Inventory,9.90,Sales,2.50,\n"
        "Advice,Hours,,Service,90.00,Sales,,\n"
    ),
    "xero": (
        "*ItemCode,ItemName,Quantity,PurchasesDescription,PurchasesUnitPrice,PurchasesAccount,SalesUnitPrice\n"
        "MUG,Kowhai mug,40,,8.00,310,20.00\n"
    ),
}


@pytest.fixture
def book(tmp_path: Path) -> FileWorkbook:
    target = tmp_path / "book.xlsx"
    shutil.copy(template_path(), target)
    return open_file(target, backups=0)


def written(folder: Path, preset: str) -> Path:
    path = folder / "export.csv"
    path.write_text(FILES[preset], "utf-8")
    return path


def taken(book: FileWorkbook, folder: Path, preset: str, *columns: str) -> tuple[list[tuple[object, ...]], list[str]]:
    """The rows that an import of the preset's file takes, and what it found in those that it does not."""
    path = written(folder, preset)
    proposal = propose([path], preset=preset)
    mapping = parse_mapping(mapping_text(proposal.mapping))
    if presets()[preset].sheet == "Materials":  # what the preset leaves to its user
        table = mapping.tables["Materials"]
        query = table.query.replace("SELECT\n  ", "SELECT 'raw' AS \"Kind\", 'pcs' AS \"Unit\",\n  ")
        update = {"query": query} if query else {"constants": {"Kind": "raw", "Unit": "pcs"}}
        mapping = mapping.model_copy(update={"tables": {"Materials": table.model_copy(update=update)}})
    report = import_rows(book, mapping, [path])
    rows = book.read_table(presets()[preset].sheet).frame.select(columns).drop_nulls(columns[0]).rows()
    return rows, report.faults()["Found"].to_list()


def test_every_preset_says_where_its_headers_were_read_and_fills_columns_of_ours() -> None:
    assert set(presets()) == set(FILES)
    for preset in presets().values():
        assert preset.read_from and set(preset.needs) <= set(preset.fields)
        assert set(preset.columns) <= set(input_sheet(preset.sheet).headers)


@pytest.mark.parametrize("preset", sorted(FILES))
def test_a_file_with_the_columns_of_a_program_is_told_its_preset(tmp_path: Path, preset: str) -> None:
    named = [said for said in propose([written(tmp_path, preset)]).remarks if "--preset" in said]
    if len(presets()[preset].needs) < 5:
        assert named == [], "any list could have these"
    else:
        assert named == [
            f"export.csv has the columns of {presets()[preset].about}, and what its codes mean is known: propose it "
            f"again with --preset {preset}."
        ]
    header, *rows = FILES[preset].splitlines()
    (tmp_path / "export.csv").write_text("\n".join([header.replace("Date", "Nothing").replace("datum", ""), *rows]))
    without = [said for said in propose([tmp_path / "export.csv"]).remarks if "--preset" in said]
    assert without == [], "one of its columns is not there"


def test_sap(book: FileWorkbook, tmp_path: Path) -> None:
    rows, found = taken(book, tmp_path, "sap-mb51", "Movement", "Type", "Quantity", "Job", "Unit")
    assert rows == [
        ("4900001-1", "Receipt", 1234.5, None, "KG"), ("4900002-1", "Issue", 4.5, "1000077", "KG"),
        ("4900003-1", "Return from Job", 0.5, "1000077", "KG"), ("4900004-1", "Completion", 10.0, "1000077", "ST"),
        ("4900005-1", "Completion", -2.0, "1000077", "ST"), ("4900006-1", "Shipment", 3.0, None, "ST"),
        ("4900007-1", "Return to Supplier", 5.0, None, "KG"), ("4900008-1", "Adjustment", -1.0, None, "KG"),
    ]
    assert found == ["Z03"]


def test_sap_rows_have_the_same_numbers_whatever_their_order(book: FileWorkbook, tmp_path: Path) -> None:
    header, *lines = SAP.replace("Materialbelegposition", "Text").strip().splitlines()
    numbers = []
    for order in (lines, lines[::-1]):
        (tmp_path / "export.csv").write_text("\n".join([header, *order]) + "\n", "utf-8")
        mapping = propose([tmp_path / "export.csv"], preset="sap-mb51").mapping
        import_rows(book, mapping, [tmp_path / "export.csv"])
        frame = book.read_table("Movements").frame.drop_nulls("Movement")
        numbers.append(sorted(frame.select("Movement", "Material", "Quantity").rows()))
    assert numbers[0] == numbers[1] and len(numbers[0]) == 8


def test_erpnext(book: FileWorkbook, tmp_path: Path) -> None:
    rows, found = taken(book, tmp_path, "erpnext-stock-ledger", "Movement", "Type", "Material", "Quantity", "Unit Cost")
    assert sorted(rows, reverse=True) == [
        ("MAT-RECO-1-1", "Adjustment", "S", -1.0, None), ("MAT-PRE-1-1", "Receipt", "S", 40.0, 2.5),
        ("MAT-DN-1-1", "Shipment", "F", 3.0, None),
    ] and found == ["Stock Entry"]


def test_odoo(book: FileWorkbook, tmp_path: Path) -> None:
    rows, found = taken(
        book, tmp_path, "odoo-stock-moves", "Movement", "Type", "Material", "Quantity", "Location", "To Location", "Job"
    )
    assert sorted(rows, key=str) == sorted([
        ("WH/IN/1-1", "Receipt", "S", 40.0, "WH/Stock", None, None),
        ("WH/MO/1-1", "Completion", "Frame", 2.0, "WH/Stock", None, "WH/MO/1"),
        ("WH/MO/1-2", "Issue", "S", 4.0, "WH/Stock", None, "WH/MO/1"),
        ("WH/OUT/1-1", "Shipment", "Frame", 1.0, "WH/Stock", None, None),
        ("Quantity Updated-1", "Adjustment", "S", -1.0, "WH/Stock", None, None),
        ("WH/INT/1-1", "Transfer", "S", 5.0, "WH/Stock", "WH/Line", None),
    ], key=str) and not found


def test_business_central(book: FileWorkbook, tmp_path: Path) -> None:
    rows, found = taken(book, tmp_path, "bc-item-ledger", "Movement", "Type", "Quantity", "Amount", "Job")
    assert rows == [
        ("1", "Receipt", 40.0, 1100.5, None), ("2", "Issue", 4.0, None, "P-1"), ("3", "Completion", 2.0, None, "P-1"),
        ("4", "Shipment", 1.0, None, None), ("5", "Adjustment", -1.0, None, None),
        ("7", "Return to Supplier", 2.0, None, None),
    ] and not found


def test_dolibarr(book: FileWorkbook, tmp_path: Path) -> None:
    rows, found = taken(book, tmp_path, "dolibarr-stock", "Movement", "Type", "Material", "Quantity")
    assert rows == [("1", "Adjustment", "S", -1.0)] and found == ["Réception CF-1"]


def test_quickbooks(book: FileWorkbook, tmp_path: Path) -> None:
    rows, found = taken(book, tmp_path, "quickbooks", "Material", "Description", "Standard Cost", "Selling Price")
    assert rows == [("F-1", "Steel frame", 12.5, 29.9), ("Rod", "Rod", 2.5, 9.9)] and not found


def test_xero(book: FileWorkbook, tmp_path: Path) -> None:
    rows, _ = taken(book, tmp_path, "xero", "Material", "Description", "Standard Cost", "Selling Price")
    assert rows == [("MUG", "Kowhai mug", 8.0, 20.0)]
    proposal = propose([written(tmp_path, "xero")], preset="xero")
    assert proposal.unfilled == ("Materials.Kind", "Materials.Unit")
    assert {one.confidence for one in proposal.columns if one.our_column} == {Confidence.SURE}


@pytest.mark.parametrize("preset", sorted(FILES))
def test_a_file_of_another_program_is_refused_by_the_columns_that_it_lacks(preset: str, tmp_path: Path) -> None:
    other = "xero" if preset != "xero" else "sap-mb51"
    lacking = presets()[preset].fields[presets()[preset].needs[0]][0]
    with pytest.raises(NotOfPreset) as refused:
        propose([written(tmp_path, other)], preset=preset)
    assert repr(lacking) in refused.value.found and presets()[preset].about in refused.value.expected


def test_a_preset_that_there_is_none_of(tmp_path: Path) -> None:
    with pytest.raises(UnknownPreset, match="sap-mb51"):
        propose([written(tmp_path, "xero")], preset="sap-mb15")
