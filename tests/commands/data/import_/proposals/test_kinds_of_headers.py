"""What is proposed for kinds of headers that programs share: of time tracking, with paths and affixes, of journals."""

from __future__ import annotations

from pathlib import Path

import pytest

from wipbook.commands.data.import_.proposals import Confidence, propose

SURE, ASK = Confidence.SURE, Confidence.ASK


def placed(folder: Path, name: str, text: str) -> dict[str, str]:
    """Their columns that are mapped, each with ours."""
    (folder / name).write_text(text, "utf-8")
    return {
        one.their_column: f"{one.table}.{one.our_column}"
        for one in propose([folder / name]).columns if one.our_column
    }


def confidences(folder: Path, name: str, text: str) -> dict[str, Confidence]:
    (folder / name).write_text(text, "utf-8")
    return {one.their_column: one.confidence for one in propose([folder / name]).columns}


@pytest.mark.parametrize("who", [
    "User", "Team Member", "Resource Name", "Username", "Technician", "Benutzer", "Utilisateur", "Usuario", "Utente",
    "Gebruiker",
])
def test_who_worked_is_the_employee_and_nobody_is_sure_of_it(who: str, tmp_path: Path) -> None:
    text = f"{who},Date,Project,Hours\nAda,2026-03-02,P-1,7.5\nBo,2026-03-02,P-2,4.25\n"
    assert placed(tmp_path, "timesheet.csv", text)[who] == "Labor.Employee"
    assert confidences(tmp_path, "timesheet.csv", text)[who] is not SURE


def test_who_entered_is_another_where_the_employee_is_named(tmp_path: Path) -> None:
    text = "Employee,User,Date,Hours\nAda,root,2026-03-02,7.5\nBo,root,2026-03-02,4.25\n"
    found = placed(tmp_path, "timesheet.csv", text)
    assert found["Employee"] == "Labor.Employee" and found.get("User") in (None, "Labor.Entered By")


@pytest.mark.parametrize(("header", "values"), [
    ("Employee?", ("Yes", "No")), ("Job?", ("T", "F")), ("Employee", ("ja", "nein")), ("Step", ("true", "false")),
])
def test_yes_and_no_are_no_codes(header: str, values: tuple[str, str], tmp_path: Path) -> None:
    text = f"Ticket,Date,Hours,{header}\nT1,2026-03-02,7.5,{values[0]}\nT2,2026-03-02,4.25,{values[1]}\n"
    assert set(placed(tmp_path, "timesheet.csv", text)) == {"Ticket", "Date", "Hours"}


@pytest.mark.parametrize("hours", [
    "Duration (decimal)", "Duration (h)", "Time (decimal)", "Time [hrs]", "Dauer (Std.)", "Durée (heures)",
    "Duración (h)", "Decimal Hours",
])
def test_decimal_hours_beside_the_clock(hours: str, tmp_path: Path) -> None:
    text = (
        f"Worker,Start Date,Start Time,End Time,Duration,{hours}\n"
        "Ada,2026-03-02,08:00,15:30,07:30:00,7.5\nBo,2026-03-02,09:00,13:15,04:15:00,4.25\n"
    )
    assert placed(tmp_path, "time entries.csv", text) == {
        "Worker": "Labor.Employee", "Start Date": "Labor.Date", "Start Time": "Labor.Start",
        "End Time": "Labor.End", hours: "Labor.Hours",
    }


def test_a_duration_of_nobody_knows_what_is_asked(tmp_path: Path) -> None:
    text = "Worker,Date,Duration\nAda,2026-03-02,27000\nBo,2026-03-02,15300\n"
    assert confidences(tmp_path, "time entries.csv", text)["Duration"] is ASK


def test_what_a_customer_pays_is_not_what_labor_costs(tmp_path: Path) -> None:
    text = "Worker,Date,Hours,Billable Rate,Cost Rate\nAda,2026-03-02,7.5,90,41\nBo,2026-03-02,4.25,95,43\n"
    found = placed(tmp_path, "timesheet.csv", text)
    assert found["Cost Rate"] == "Labor.Rate" and "Billable Rate" not in found


def test_times_of_jobs_are_their_days(tmp_path: Path) -> None:
    text = (
        "work_order,product,planned_quantity_tons,actual_quantity_tons,start_time,expected_completion\n"
        "W1,Board,10,9.5,2026-03-02 08:00:00,2026-03-05\nW2,Paper,12,12.5,2026-03-03 08:00:00,2026-03-06\n"
    )
    assert placed(tmp_path, "work_orders.csv", text) == {
        "work_order": "Jobs.Job", "product": "Jobs.Material", "planned_quantity_tons": "Jobs.Quantity",
        "start_time": "Jobs.Released", "expected_completion": "Jobs.Due",
    }


@pytest.mark.parametrize(("head", "item", "quantity"), [
    ("product_tmpl_id/id", "bom_line_ids/product_id/id", "bom_line_ids/product_qty"),
    ("product", "components.sku", "components.quantity"), ("Item", "Item Code (BOM Items)", "Qty (BOM Items)"),
])
def test_lines_of_a_bill_are_its_components(head: str, item: str, quantity: str, tmp_path: Path) -> None:
    text = f"{head},qty,{item},{quantity}\nBike,1,Frame,1\nBike,1,Wheel,2\n"
    assert placed(tmp_path, "mrp.bom.csv", text) == {
        head: "Bill of Materials.Product", item: "Bill of Materials.Component",
        quantity: "Bill of Materials.Quantity Per",
    }


def test_lines_of_an_order(tmp_path: Path) -> None:
    text = (
        "name,partner_id,date_order,order_line/product_id,order_line/product_qty,order_line/price_unit\n"
        "P1,Acme,2026-03-02,Tube,4,1.50\nP2,Bolts,2026-03-03,Rod,5,2.25\n"
    )
    found = placed(tmp_path, "purchase.order.csv", text)
    assert found["order_line/product_id"] == "Purchases.Material" and found["partner_id"] == "Purchases.Supplier"
    assert found["order_line/product_qty"] == "Purchases.Quantity"
    assert found["order_line/price_unit"] == "Purchases.Unit Price"


def test_an_address_of_several_parts_and_telephones(tmp_path: Path) -> None:
    text = (
        "Vendor Name,Work Phone Number,Home Phone No,Billing Address 1,Billing Address City,Billing Address Country,"
        "Shipping Address 1,Shipping Address City\n"
        "Acme,555-1,556-1,1 Road,Graz,Austria,9 Lane,Linz\nBolts,555-2,556-2,2 Road,Bern,Switzerland,8 Lane,Basel\n"
    )
    found = placed(tmp_path, "vendors.csv", text)
    assert {name: found.get(name) for name in text.partition("\n")[0].split(",")[1:]} == {
        "Work Phone Number": None, "Home Phone No": None, "Billing Address 1": "Suppliers.Address",
        "Billing Address City": "Suppliers.City", "Billing Address Country": "Suppliers.Country",
        "Shipping Address 1": None, "Shipping Address City": None,
    }


@pytest.mark.parametrize("price", [
    "price_per_ton", "Price per kg", "Preis pro Stück", "Precio por pieza", "Prix par kg", "Prezzo per pezzo",
    "Preço por kg", "Prijs per kg",
])
def test_a_price_per_measure_is_a_unit_price_and_not_sure(price: str, tmp_path: Path) -> None:
    text = f"order,line,supplier,item,quantity,{price}\nP1,1,Acme,Tube,4,1.50\nP2,1,Bolts,Rod,5,2.25\n"
    assert placed(tmp_path, "purchase orders.csv", text)[price] == "Purchases.Unit Price"
    assert confidences(tmp_path, "purchase orders.csv", text)[price] is not SURE


def test_words_of_the_sheet_around_a_header(tmp_path: Path) -> None:
    text = "supplier_code,supplier_name,supplier_city,supplier_country\nS1,Acme,Graz,AT\nS2,Bolts,Bern,CH\n"
    assert placed(tmp_path, "suppliers.csv", text) == {
        "supplier_code": "Suppliers.Supplier", "supplier_name": "Suppliers.Name", "supplier_city": "Suppliers.City",
        "supplier_country": "Suppliers.Country",
    }


def test_a_relation_by_its_id(tmp_path: Path) -> None:
    text = "booking_code,date,work_center_id,hours\nB1,2026-03-02,W1,7.5\nB2,2026-03-03,W2,4.25\n"
    assert placed(tmp_path, "machine hours.csv", text) == {
        "booking_code": "Machine Time.Booking", "date": "Machine Time.Date",
        "work_center_id": "Machine Time.Work Center", "hours": "Machine Time.Hours",
    }


@pytest.mark.parametrize("number", ["Journal No", "Voucher Number", "Belegnummer", "Entry No", "Número de asiento"])
def test_lines_of_a_journal_are_no_balances(number: str, tmp_path: Path) -> None:
    text = (
        f"Date,{number},Account,Debit,Credit,Description\n2026-03-02,J1,4000,100,0,Rent\n2026-03-02,J1,1000,0,100,Rent\n"
        "2026-03-05,J2,4010,50,0,Oil\n2026-03-05,J2,1000,0,50,Oil\n"
    )
    assert placed(tmp_path, "general ledger.csv", text) == {}


def test_a_journal_without_numbers_is_told_by_its_days(tmp_path: Path) -> None:
    lines = [f"2026-03-{day:02},{account},{day},0\n2026-03-{day:02},1000,0,{day}\n" for day, account in zip(
        range(1, 9), range(4000, 4008), strict=True
    )]
    assert placed(tmp_path, "accounts.csv", "Date,Account,Debit,Credit\n" + "".join(lines)) == {}


def test_balances_by_month_are_balances(tmp_path: Path) -> None:
    lines = [
        f"2026-{month:02}-01,{account},Cash,0,{month},1\n" for month in (1, 2, 3) for account in (1000, 2000, 3000)
    ]
    found = placed(tmp_path, "trial balance.csv", "Month,Account,Account name,Opening,Debit,Credit\n" + "".join(lines))
    assert set(found.values()) == {
        f"GL Accounts.{name}" for name in ("Period", "Account", "Name", "Opening", "Debit", "Credit")
    }


def test_of_a_name_and_a_description_nobody_is_sure(tmp_path: Path) -> None:
    text = "code,name,description,unit\nA,Tube,Tube of steel,m\nB,Rod,Rod of brass,m\n"
    assert confidences(tmp_path, "parts.csv", text)["description"] is not SURE


def test_a_maker_s_number_is_not_ours_beside_ours(tmp_path: Path) -> None:
    text = "ipn,mpn,description,unit\nA,XY-1,Tube,m\nB,XY-2,Rod,m\n"
    found = placed(tmp_path, "parts.csv", text)
    assert found["ipn"] == "Materials.Material" and "mpn" not in found


@pytest.mark.parametrize(("made", "used"), [
    ("Product Code", "Material Code"), ("product_id", "part_id"), ("Produkt", "Material"), ("Produit", "Code matière"),
])
def test_in_a_bill_the_product_is_made_of_materials_and_nobody_is_sure(made: str, used: str, tmp_path: Path) -> None:
    text = f"{used},{made},Quantity\nR1,F1,2\nR2,F1,3\n"
    found = placed(tmp_path, "bom.csv", text)
    assert (found[made], found.get(used)) == ("Bill of Materials.Product", "Bill of Materials.Component")
    assert confidences(tmp_path, "bom.csv", text)[made] is not SURE


def test_a_material_is_what_is_made_where_components_are_named(tmp_path: Path) -> None:
    found = placed(tmp_path, "bom.csv", "Material,Component,Quantity\nF1,R1,2\nF1,R2,3\n")
    assert found == {
        "Material": "Bill of Materials.Product", "Component": "Bill of Materials.Component",
        "Quantity": "Bill of Materials.Quantity Per",
    }


def test_abbreviations_of_transactions_and_receipts(tmp_path: Path) -> None:
    text = "TrxID,TxnDate,ItemID,QtyRcvd\nT1,2026-03-02,A,4\nT2,2026-03-03,B,5\n"
    assert placed(tmp_path, "stock movements.csv", text) == {
        "TrxID": "Movements.Movement", "TxnDate": "Movements.Date", "ItemID": "Movements.Material",
        "QtyRcvd": "Movements.Quantity",
    }
    text = "GRN No,GR_Date,Part,Rcvd Qty\nG1,2026-03-02,A,4\nG2,2026-03-03,B,5\n"
    assert placed(tmp_path, "goods receipts.csv", text) == {
        "GRN No": "Movements.Document", "GR_Date": "Movements.Date", "Part": "Movements.Material",
        "Rcvd Qty": "Movements.Quantity",
    }


def test_the_one_date_of_a_job_is_asked(tmp_path: Path) -> None:
    text = "MO,Date,SKU,Qty\nM1,2026-03-02,A,4\nM2,2026-03-03,B,5\n"
    assert confidences(tmp_path, "production orders.csv", text)["Date"] is ASK
    assert placed(tmp_path, "production orders.csv", text) == {
        "MO": "Jobs.Job", "SKU": "Jobs.Material", "Qty": "Jobs.Quantity",
    }


def test_a_field_that_users_added_is_called_by_what_stands_behind_the_mark(tmp_path: Path) -> None:
    text = "SKU,Item Name,CF.CATEGORY\nA-1,Frame,Steel\nB-2,Rod,Steel\n"
    assert placed(tmp_path, "items.csv", text)["CF.CATEGORY"] == "Materials.Family"


def test_hours_and_minutes_under_a_header_that_says_nothing_are_the_hours(tmp_path: Path) -> None:
    text = "Employee ID,Work Date,Project,Total\n118,2026-05-04,P1,02:00\n119,2026-05-05,P1,01:15\n"
    assert placed(tmp_path, "time entries.csv", text)["Total"] == "Labor.Hours"


def test_a_ticket_that_repeats_is_what_hours_were_booked_on(tmp_path: Path) -> None:
    text = "Ticket No,Date,User,Hours\nP-1,2026-05-04,Ada,2\nP-1,2026-05-05,Ada,3\nP-1,2026-05-06,Bo,3\n"
    assert placed(tmp_path, "worklogs.csv", text)["Ticket No"] == "Labor.Job"
    own = text.replace("P-1,2026-05-05", "P-2,2026-05-05").replace("P-1,2026-05-06", "P-3,2026-05-06")
    assert placed(tmp_path, "worklogs.csv", own)["Ticket No"] == "Labor.Ticket"


def test_of_a_file_that_is_called_so_the_code_alone_will_do(tmp_path: Path) -> None:
    text = "entityid,balance,isperson,subsidiaryedition\nV-1,0,F,US\nV-2,0,F,US\n"
    assert placed(tmp_path, "vendor data.csv", text)["entityid"] == "Suppliers.Supplier"
