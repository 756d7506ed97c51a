"""ERPNext: the report Stock Ledger, exported."""

from __future__ import annotations

from wipbook.commands.data.import_.proposals.presets.preset import Codes, Preset, listed, unsigned

_BOUGHT = ("Purchase Receipt", "Purchase Invoice", "Subcontracting Receipt")
_SOLD = ("Delivery Note", "Sales Invoice", "POS Invoice")
_COUNTED = "Stock Reconciliation"
_COMES = "regexp_matches({in}, '[1-9]')"

PRESET = Preset(
    name="erpnext-stock-ledger",
    about="ERPNext: report Stock Ledger",
    sheet="Movements",
    read_from=(
        "github.com/frappe/erpnext erpnext/stock/report/stock_ledger/stock_ledger.py, get_columns (labels, "
        "fields, signs)",
    ),
    fields={
        "date": ("Date", "date"), "material": ("Item", "item_code"), "unit": ("Stock UOM", "stock_uom"),
        "in": ("In Qty", "in_qty"), "out": ("Out Qty", "out_qty"), "voucher": ("Voucher #", "voucher_no", "Voucher No"),
        "type": ("Voucher Type", "voucher_type"), "location": ("Warehouse", "warehouse"),
        "rate": ("Incoming Rate", "incoming_rate"), "lot": ("Batch", "batch_no"), "job": ("Project", "project"),
        "serial": ("Serial No", "serial_no"),
    },
    needs=("date", "material", "in", "out", "voucher", "type", "location"),
    columns={
        "Movement": (
            "{voucher} || '-' || row_number() OVER (PARTITION BY {voucher} ORDER BY {material}, {location}, "
            "{lot}, {in}, {out})",
            "{voucher} || '-' || row_number() OVER (PARTITION BY {voucher} ORDER BY {material}, {location}, "
            "{in}, {out})",
        ),
        "Date": ("{date}",),
        "Type": (
            f"CASE WHEN {{type}} IN ({listed(_BOUGHT)}) THEN CASE WHEN "
            f"{_COMES} THEN 'Receipt' ELSE 'Return to Supplier' END "
            f"WHEN {{type}} IN ({listed(_SOLD)}) THEN CASE WHEN {_COMES} THEN "
            f"'Sales Return' "
            f"ELSE 'Shipment' END WHEN {{type}} = '{_COUNTED}' THEN 'Adjustment' ELSE {{type}} END",
        ),
        "Material": ("{material}",),
        "Quantity": (
            f"CASE WHEN {_COMES} THEN {unsigned('in')} WHEN {{type}} = '{_COUNTED}' THEN '-' || "
            f"{unsigned('out')} "
            f"ELSE {unsigned('out')} END",
        ),
        "Unit Cost": (f"CASE WHEN {_COMES} THEN {{rate}} END",),
        "Job": ("{job}",), "Location": ("{location}",), "Lot": ("{lot}",), "Document": ("{voucher}",),
        "Unit": ("{unit}",),
    },
    where="trim({material}, '''') <> 'Opening' AND {voucher} <> ''",
    codes=Codes(
        kinds={
            **dict.fromkeys(_BOUGHT, "Receipt"), **dict.fromkeys(_SOLD, "Shipment"), _COUNTED: "Adjustment",
        },
        minus=frozenset(_SOLD), signed=frozenset({_COUNTED}),
        turns={"Receipt": "Return to Supplier", "Shipment": "Sales Return"},
    ),
    remarks=(
        "A Stock Entry is an issue, a receipt, a manufacture or a transfer, and this report does not say "
        "which: its rows keep "
        "that name, and the import names them. Export them from the list Stock Entry, where the purpose stands.",
        "The report has no number of its rows: they are numbered within their voucher.",
    ),
)
