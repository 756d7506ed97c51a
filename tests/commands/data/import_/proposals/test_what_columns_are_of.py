"""What is proposed where a header is told by its values, by another beside it, or by a word around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.data.import_.proposals.test_more_languages import placed
from wipbook.commands.data.import_.proposals import Confidence, propose


def test_units_are_quantities_where_they_are_numbers(tmp_path: Path) -> None:
    text = "date,product_id,units\n2026-03-02,A-1,5\n2026-03-03,A-2,7\n"
    assert placed(tmp_path, "sales.csv", text)["units"] == "Demand.Quantity"


def test_units_are_units_where_they_are_words(tmp_path: Path) -> None:
    text = "Material,Description,Units,Cost\nA-1,Screw,pc,5\nA-2,Oil,l,7\n"
    assert placed(tmp_path, "materials.csv", text)["Units"] == "Materials.Unit"


def test_the_number_of_a_row_of_stock_comes_behind_the_product(tmp_path: Path) -> None:
    text = "inventory_id,product_id,warehouse,quantity_on_hand\n1,A-1,W1,5\n2,A-2,W1,7\n3,A-1,W2,9\n"
    assert placed(tmp_path, "inventory.csv", text)["product_id"] == "Counts.Material"


def test_the_number_of_stock_is_the_material_where_nothing_else_is(tmp_path: Path) -> None:
    text = "Stock Number,Description,Unit,Cost\nA-1,Screw,pc,5\nA-2,Nut,pc,7\n"
    assert placed(tmp_path, "items.csv", text)["Stock Number"] == "Materials.Material"


@pytest.mark.parametrize(("theirs", "ours"), [
    ("Sum of Quantity", "Quantity"), ("Summe von Menge", "Quantity"), ("Sum of Amount", "Amount"),
    ("current_location", "Location"), ("linked_job_id", "Job"),
])
def test_words_around(theirs: str, ours: str, tmp_path: Path) -> None:
    text = f"Movement ID,Date,Item,Movement Type,{theirs}\nT1,2026-03-02,A-1,Receipt,5\nT2,2026-03-03,A-2,Receipt,7\n"
    assert placed(tmp_path, "transactions.csv", text)[theirs] == f"Movements.{ours}"


@pytest.mark.parametrize(("theirs", "ours"), [
    ("Stock Alert Count", "Reorder Point"), ("Preferred Stock Level", "Maximum Stock"), ("StockLimit", "Reorder Point"),
    ("Wholesale Price", "Standard Cost"), ("Reorder Pt (Min)", "Reorder Point"), ("Product Line Code", "Family"),
])
def test_words_of_lists_of_items(theirs: str, ours: str, tmp_path: Path) -> None:
    text = f"Item Number,Item Name,Units Type,{theirs}\nA-1,Screw,pc,5\nA-2,Nut,pc,7\n"
    assert placed(tmp_path, "items.csv", text) == {
        "Item Number": "Materials.Material", "Item Name": "Materials.Description", "Units Type": "Materials.Unit",
        theirs: f"Materials.{ours}",
    }


@pytest.mark.parametrize(("product", "component"), [
    ("Assembled Product Code", "Component Product Code"), ("Composite Item Name", "Mapped Item Name"),
    ("Product variant code / SKU", "Ingredient variant code / SKU"), ("Bill Number", "Member Item"),
])
def test_words_of_bills_of_materials(product: str, component: str, tmp_path: Path) -> None:
    text = f"{product},{component},Quantity\nP-1,A-1,2\nP-1,A-2,4\n"
    assert placed(tmp_path, "bom.csv", text) == {
        product: "Bill of Materials.Product", component: "Bill of Materials.Component",
        "Quantity": "Bill of Materials.Quantity Per",
    }


def test_equipment_is_where_the_work_is_done(tmp_path: Path) -> None:
    text = "event_no,equipment_id,date,downtime_hours\nE1,PR-1,2026-03-02,1.5\nE2,PR-2,2026-03-03,2\n"
    assert placed(tmp_path, "downtime.csv", text)["equipment_id"] == "Machine Time.Work Center"


def test_a_list_of_accounts_of_a_general_ledger(tmp_path: Path) -> None:
    text = "general_ledger_number,general_ledger_name\n100001,Cash\n100002,Stock\n"
    assert placed(tmp_path, "chart_of_accounts.csv", text) == {
        "general_ledger_number": "GL Accounts.Account", "general_ledger_name": "GL Accounts.Name",
    }


def test_a_week_is_the_day_of_labor_where_none_is_said(tmp_path: Path) -> None:
    text = "employee_id,job_id,week_ending,hours\nE1,J1,2026-03-06,7.5\nE2,J1,2026-03-06,8\n"
    assert placed(tmp_path, "timesheet.csv", text)["week_ending"] == "Labor.Date"


def test_the_price_of_raw_materials_is_what_is_paid(tmp_path: Path) -> None:
    text = "raw_material_id,material_name,price_per_unit\n1,Vinyl,11\n2,Stone,12\n"
    assert placed(tmp_path, "raw_materials.csv", text) == {
        "raw_material_id": "Materials.Material", "material_name": "Materials.Description",
        "price_per_unit": "Materials.Standard Cost",
    }


def test_a_text_that_hardly_a_row_has_comes_behind_the_name_of_all(tmp_path: Path) -> None:
    rows = "".join(f"A-{number},Screw {number},{'from elsewhere' if number == 3 else ''}\n" for number in range(1, 30))
    found = placed(tmp_path, "articulos.csv", f"COD,ARTIC,Descripción\n{rows}")
    assert found == {"COD": "Materials.Material", "ARTIC": "Materials.Description"}


def test_orders_of_customers_are_no_purchases(tmp_path: Path) -> None:
    text = "ID Pedido,Fecha,Cliente,Producto,Cantidad\n1,2026-03-02,ACME,A-1,5\n2,2026-03-03,ACME,A-2,7\n"
    assert not any(ours.startswith("Purchases") for ours in placed(tmp_path, "pedidos.csv", text).values())


def test_a_list_of_names_alone(tmp_path: Path) -> None:
    found = placed(tmp_path, "lieferanten.csv", "name\nVOIGT\nMepha\nAxapharm\n")
    assert found == {"name": "Suppliers.Name"} or found == {"name": "Suppliers.Supplier"}


def test_what_is_free_of_a_stock_is_never_sure_to_be_what_is_there(tmp_path: Path) -> None:
    text = "Codigo,Nombre Producto,Disponible\nA-1,Tuerca,5\nA-2,Perno,7\n"
    (tmp_path / "inventario fisico.csv").write_text(text, "utf-8")
    found = {one.their_column: one for one in propose([tmp_path / "inventario fisico.csv"]).columns}
    assert found["Codigo"].our_column == "Material" and found["Disponible"].confidence is Confidence.LIKELY


def test_names_of_records_inside_a_program_by_a_colon(tmp_path: Path) -> None:
    text = "default_code,name,categ_id:id\nA-1,Screw,base.group_a\nA-2,Nut,base.group_b\n"
    assert "categ_id:id" not in placed(tmp_path, "product.template.csv", text)


def test_tables_of_lines_as_programs_label_them(tmp_path: Path) -> None:
    text = (
        "Order Reference,Vendor,Order Date,Order Lines / Product,Order Lines / Quantity,Order Lines / Unit Price\n"
        "PO1,ACME,2026-03-02,A-1,5,1.5\nPO2,ACME,2026-03-03,A-2,7,2.5\n"
    )
    found = placed(tmp_path, "purchase orders.csv", text)
    assert found["Order Lines / Product"] == "Purchases.Material"
    assert found["Order Lines / Quantity"] == "Purchases.Quantity"
    assert found["Order Lines / Unit Price"] == "Purchases.Unit Price"


def test_a_number_of_the_rows_alone_says_no_sheet(tmp_path: Path) -> None:
    text = "store_id,store_name,city\nS1,North,Bern\nS2,South,Basel\n"
    assert placed(tmp_path, "stores.csv", text) == {}


def test_orders_of_customers_are_demand(tmp_path: Path) -> None:
    text = "id_pedido,id_cliente,id_produto,data_pedido,quantidade\n1,C1,A-1,2026-03-02,5\n2,C2,A-2,2026-03-03,7\n"
    found = placed(tmp_path, "pedidos.csv", text)
    assert found["id_produto"] == "Demand.Material" and found["quantidade"] == "Demand.Quantity"


def test_a_total_of_costs_is_no_cost_of_one(tmp_path: Path) -> None:
    text = "Producto,Unidad,COSTO UNIDAD,TOTAL COSTO\nTuerca,pz,2,10\nPerno,pz,3,21\n"
    found = placed(tmp_path, "productos.csv", text)
    assert found["COSTO UNIDAD"] == "Materials.Standard Cost" and "TOTAL COSTO" not in found


def test_what_is_made_by_its_name(tmp_path: Path) -> None:
    text = "product_name,raw_material,quantity_required\nCar Frame,Steel,5\nCar Frame,Paint,1\nDoor,Steel,2\n"
    assert placed(tmp_path, "bill_of_materials.csv", text)["product_name"] == "Bill of Materials.Product"
