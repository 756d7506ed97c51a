"""Odoo: Inventory, Moves History (stock.move.line), exported; by labels, or by names of fields."""

from __future__ import annotations

from wipbook.commands.data.import_.proposals.presets.preset import Preset


def _from(*ends: str) -> str:
    return "(" + " OR ".join(f"lower({{from}}) LIKE '%{end}'" for end in ends) + ")"


def _to(*ends: str) -> str:
    return "(" + " OR ".join(f"lower({{to}}) LIKE '%{end}'" for end in ends) + ")"


PRESET = Preset(
    name="odoo-stock-moves",
    about="Odoo: Moves History of Inventory",
    sheet="Movements",
    read_from=(
        "github.com/odoo/odoo addons/stock/models/stock_move_line.py (labels and fields)",
        "github.com/odoo/odoo addons/stock/data/stock_data.xml and addons/stock/models/res_company.py (names "
        "of locations)",
    ),
    fields={
        "id": ("ID", "id", "External ID", ".id"), "date": ("Date", "date"), "reference": ("Reference", "reference"),
        "product": ("Product", "product_id", "Product/Internal Reference", "product_id/default_code"),
        "lot": ("Lot/Serial Number", "lot_id", "Lot/Serial Number Name", "lot_name"),
        "from": ("From", "location_id", "Source Location"), "to": ("To", "location_dest_id", "Destination Location"),
        "quantity": ("Quantity", "quantity", "Done", "qty_done", "Quantity Done"),
        "unit": ("Unit of Measure", "product_uom_id"), "status": ("Status", "state"), "job": ("Source", "origin"),
    },
    needs=("date", "reference", "product", "from", "to", "quantity"),
    columns={
        "Movement": (
            "{id}",
            "{reference} || '-' || row_number() OVER (PARTITION BY {reference} ORDER BY {product}, {from}, "
            "{to}, {quantity})",
        ),
        "Date": ("{date}",),
        "Type": (
            f"CASE WHEN {_from('vendors')} THEN 'Receipt' WHEN {_to('vendors')} THEN 'Return to Supplier' "
            f"WHEN {_to('customers')} THEN 'Shipment' WHEN {_from('customers')} THEN 'Sales Return' "
            f"WHEN {_to('scrap')} THEN 'Scrap' WHEN {_to('production')} THEN 'Issue' "
            f"WHEN {_from('production')} THEN 'Completion' "
            f"WHEN {_to('inventory adjustment')} OR {_from('inventory adjustment')} THEN 'Adjustment' ELSE "
            f"'Transfer' END",
        ),
        "Material": (
            "CASE WHEN {product} LIKE '[%] %' THEN regexp_extract({product}, '^\\[([^\\]]+)\\]', 1) ELSE {product} END",
        ),
        "Quantity": (f"CASE WHEN {_to('inventory adjustment')} THEN '-' || {{quantity}} ELSE {{quantity}} END",),
        "Location": (
            f"CASE WHEN {_from('vendors', 'customers', 'production', 'inventory adjustment')} THEN {{to}} "
            f"ELSE {{from}} END",
        ),
        "To Location": (
            f"CASE WHEN NOT {_from('vendors', 'customers', 'production', 'inventory adjustment')} AND NOT "
            f"{_to('vendors', 'customers', 'production', 'inventory adjustment', 'scrap')} THEN {{to}} END",
        ),
        "Lot": ("{lot}",), "Document": ("{reference}",), "Unit": ("{unit}",),
        "Job": (f"CASE WHEN {_to('production')} OR {_from('production')} THEN {{reference}} END",),
    },
    where="lower({status}) = 'done'",
    remarks=(
        "What a move is follows from the names of its locations (Vendors, Customers, Production, Inventory "
        "adjustment, Scrap) "
        "as Odoo installs them in English: where they were renamed or translated, change them in the query.",
        "Where Status is among the columns, only moves that are done are taken.",
    ),
)
