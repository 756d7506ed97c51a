"""A shop with two customers, costs, wages and suppliers that nobody outside is to see."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl

from wipbook.commands.data.new import copy_template
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

NOW = dt.datetime(2026, 3, 11, 8, 30)
CODE = 'C/1:"<x>'
"""A customer's number with what no file name may hold."""
PRICE_CHANGE = 777.77
"""The customer's own: the price of a change he asked for."""
SECRET_AMOUNTS = {
    "Contract Price": 87_654.0, "Budget Material": 43_219.0, "Budget Labor": 5_551.0, "Cost Effect": 612.34,
    "Unit Cost": 33.37, "Rate": 41.93, "Unit Price": 34.81,
}
SECRET_NAMES = ("Zebulon Quist", "Steelworks Obermatt", "Rival Cycles", "Frame for the rival", "SAW-9")


def day(number: int, month: int = 3) -> dt.date:
    return dt.date(2026, month, number)


def shop(folder: Path) -> FileWorkbook:
    """J1 for C1: half its hours done, a change not approved; J2 of another customer; J3 of C1 finished; C3 has none."""
    path = copy_template(folder / "shop.xlsx")
    with open_file(path, backups=0) as book:
        write_settings(book, {
            "Company": "Frames & Sons", "Period Start": day(1, 1), "Period End": day(31), "As Of": day(10),
        })
        book.write_table("Materials", pl.DataFrame({
            "Material": ["S", "F"], "Description": ["Steel", "Frame"], "Kind": ["raw", "finished"],
            "Unit": ["kg", "pcs"],
        }))
        book.write_table("Customers", pl.DataFrame({
            "Customer": [CODE, "C2", "C3"], "Name": ["Räder & Co <b>", "Rival Cycles", "Nobody"],
            "Contact": ["Jürgen Übel", None, None], "Email": ["j@example.com", None, "not an address"],
            "Language": ["de", None, "it"],
        }))
        book.write_table("Suppliers", pl.DataFrame({"Supplier": ["S-1"], "Name": ["Steelworks Obermatt"]}))
        book.write_table("Employees", pl.DataFrame({"Employee": ["E1"], "Name": ["Zebulon Quist"], "Rate": [41.93]}))
        book.write_table("WorkCenters", pl.DataFrame({
            "Work Center": ["SAW-9", "WELD"], "Name": ["Saw", "Weld"], "Hours per Day": [8.0, 8.0],
        }))
        book.write_table("Jobs", pl.DataFrame({
            "Job": ["J1", "J2", "J3"], "Description": ["Ten frames", "Frame for the rival", "=Two frames"],
            "Customer": [CODE.lower(), "C2", CODE], "Material": ["F"] * 3, "Quantity": [10.0, 4.0, 2.0],
            "Status": ["Released", "Released", "Finished"], "Released": [day(2)] * 3,
            "Due": [day(20), day(2), day(9)], "Promised": [day(21), None, day(9)], "Finished": [None, None, day(8)],
            "Contract Price": [87_654.0] * 3, "Budget Material": [43_219.0] * 3, "Budget Labor": [5_551.0] * 3,
        }))
        book.write_table("Billing", pl.DataFrame({
            "Document": ["CO-1", "CO-2"], "Date": [day(5), day(6)], "Job": ["J1", "J2"], "Kind": ["Change Order"] * 2,
            "Amount": [PRICE_CHANGE, 999.99], "Cost Effect": [612.34, 1.0], "Days Effect": [4, 1],
        }))
        book.write_table("Operations", pl.DataFrame({
            "Job": ["J1", "J1", "J2"], "Step": ["10", "20", "10"], "Operation": ["Cut", "Weld", "Cut"],
            "Work Center": ["SAW-9", "WELD", "SAW-9"], "Planned Hours": [8.0, 8.0, 4.0],
            "Actual Start": [day(3), None, None], "Actual Finish": [day(4), None, None],
        }))
        book.write_table("Labor", pl.DataFrame({
            "Ticket": ["T1"], "Date": [day(3)], "Employee": ["E1"], "Job": ["J1"], "Step": ["10"], "Hours": [7.0],
        }))
        book.write_table("Purchases", pl.DataFrame({
            "Order": ["P1"], "Line": ["1"], "Ordered": [day(1)], "Supplier": ["S-1"], "Material": ["S"],
            "Quantity": [50.0], "Unit Price": [34.81],
        }))
        book.write_table("Movements", pl.DataFrame({
            "Movement": ["M1", "M2", "M3"], "Date": [day(1), day(2), day(8)],
            "Type": ["Receipt", "Issue", "Completion"], "Material": ["S", "S", "F"], "Quantity": [100.0, 40.0, 2.0],
            "Unit Cost": [33.37, None, None], "Job": [None, "J1", "J3"],
        }))
        book.save()
    return open_file(path, backups=0)
