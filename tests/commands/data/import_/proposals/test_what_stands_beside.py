"""What a column is by what stands beside it: a price among suppliers, a slip with one row, a name beside its code."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.data.import_.proposals import Confidence, Proposal, propose


def proposed(folder: Path, name: str, header: str, *rows: str) -> Proposal:
    path = folder / name
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    return propose([path])


def fills(proposal: Proposal) -> dict[str, str]:
    return {one.their_column: one.our_column for one in proposal.columns}


def test_the_one_price_of_what_suppliers_send_is_what_they_are_paid(tmp_path: Path) -> None:
    rows = ("A,Tube,V1,3.5", "B,Rod,V2,4")
    paid = proposed(tmp_path, "products.csv", "SKU,Name,Supplier,Price", *rows)
    assert fills(paid)["Price"] == "Standard Cost"
    assert next(one for one in paid.columns if one.their_column == "Price").confidence is Confidence.LIKELY
    sold = proposed(tmp_path, "items.csv", "SKU,Name,Color,Price", *rows)
    assert fills(sold)["Price"] == "Selling Price"
    both = proposed(tmp_path, "parts.csv", "SKU,Name,Supplier,Unit Cost,Price", "A,Tube,V1,2,3.5", "B,Rod,V2,3,4")
    assert (fills(both)["Unit Cost"], fills(both)["Price"]) == ("Standard Cost", "Selling Price")


def test_a_bill_without_quantities_is_a_list_of_materials(tmp_path: Path) -> None:
    header = "part_number,description,supplier_id,unit_cost,lead_time_days"
    found = proposed(tmp_path, "bom.csv", header, "P-1,Board,S-1,4.5,21", "P-2,Chip,S-2,2,14")
    assert {one.table for one in found.columns} == {"Materials"}
    assert list(fills(found).values()) == ["Material", "Description", "Supplier", "Standard Cost", "Lead Time Days"]
    counted = proposed(tmp_path, "bom-2.csv", "product,component,qty", "P-1,C-1,2", "P-1,C-2,1")
    assert {one.table for one in counted.columns} == {"Bill of Materials"}


def test_a_slip_with_one_row_is_the_movement_and_its_order_the_document(tmp_path: Path) -> None:
    header = "gr_id,po_id,received_date,received_quantity,receiver"
    found = proposed(tmp_path, "goods_receipts.csv", header, "GR1,PO1,2026-05-01,5,kim", "GR2,PO1,2026-05-02,6,lee")
    assert list(fills(found).values()) == ["Movement", "Document", "Date", "Quantity", "Entered By"]


def test_orders_of_sales_without_materials_are_nothing_else(tmp_path: Path) -> None:
    header = "id,number,orderDate,customerNumber,totalAmount,currencyCode,status"
    found = proposed(
        tmp_path, "sales_orders.csv", header, "S1,1,2026-01-02,C1,5.5,EUR,Open", "S2,2,2026-01-03,C2,7,EUR,Open"
    )
    assert set(fills(found).values()) == {""}


def test_a_name_beside_its_code_gives_way(tmp_path: Path) -> None:
    header = "pedido,fornecedor_id,fornecedor,produto_id,quantidade"
    rows = [f"P{at},F00{at},Casa Azul {'ABC'[at]},M{at},{at + 1}" for at in range(3)]
    found = fills(proposed(tmp_path, "pedidos de compra.csv", header, *rows))
    assert (found["fornecedor_id"], found["fornecedor"]) == ("Supplier", "")


def test_our_own_number_of_a_part_comes_before_a_part_number(tmp_path: Path) -> None:
    header = "Internal PN,Part Number,Manufacturer,Description"
    found = fills(
        proposed(tmp_path, "parts.csv", header, "CAP-1,GRM188,Murata,Capacitor", "CAP-2,GRM21B,Murata,Capacitor 2")
    )
    assert (found["Internal PN"], found["Part Number"]) == ("Material", "")


def test_a_code_that_hardly_a_row_has_comes_behind_another(tmp_path: Path) -> None:
    rows = [f"E{at},2026-05-0{at},{'J-9' if at == 1 else ''},J-{at},7.5" for at in range(1, 9)]
    found = fills(proposed(tmp_path, "timesheets.csv", "Employee,Date,Project #,Project,Hours", *rows))
    assert (found["Project #"], found["Project"]) == ("", "Job")
