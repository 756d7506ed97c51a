"""SAP, transaction MB51: the list of material documents, as saved from the list (ALV) to a spreadsheet."""

from __future__ import annotations

from wipbook.commands.data.import_.proposals.presets.preset import (
    OUTWARDS,
    Codes,
    Preset,
    cases,
    is_negative,
    listed,
    turned,
    unsigned,
)

_TYPES = {
    **dict.fromkeys(("105", "106", "501", "502"), "Receipt"),
    **dict.fromkeys(("122", "123", "161", "162"), "Return to Supplier"),
    **dict.fromkeys(("201", "202", "221", "222", "241", "242", "261", "281", "282", "291", "292"), "Issue"),
    **dict.fromkeys(("543", "544"), "Issue"),
    **dict.fromkeys(("521", "522"), "Completion"),
    "262": "Return from Job",
    **dict.fromkeys(("251", "252", "601", "602"), "Shipment"),
    **dict.fromkeys(("651", "652", "653", "654"), "Sales Return"),
    **dict.fromkeys(("551", "552", "553", "554", "555", "556"), "Scrap"),
    **dict.fromkeys(("561", "562"), "Opening"),
    **dict.fromkeys(("701", "702", "703", "704", "707", "708", "711", "712"), "Adjustment"),
}
_OUT = tuple(code for code, kind in _TYPES.items() if kind in OUTWARDS)
"""Codes whose quantity goes out: SAP prints it negative, here the type says so."""
_BACK = ("102", "106", "502", "522", "562", "652", "654", "702", "704", "708", "711")
"""Codes of what comes in that take back, or down: SAP prints their quantity negative."""
_TAKEN_BACK = ("123", "162", "202", "222", "242", "252", "282", "292", "544", "552", "554", "556", "602")
"""Codes of what goes out that bring back: SAP prints their quantity positive."""
_MOVED = (
    "301", "302", "303", "304", "305", "306", "309", "310", "311", "312", "313", "314", "315", "316", "321", "322",
    "323",
    "324", "325", "326", "343", "344", "349", "350", "351", "352", "411", "412", "413", "414", "415", "416", "541",
    "542", "641", "642",
)
"""Transfers and postings from one kind of stock to another: two rows each, that come to nothing together."""
_MADE = ("101", "102")
_GOODS_RECEIPT = f"WHEN {{type}} IN ({listed(_MADE)}) THEN CASE"
_RECEIVED = ("101", "105", "501", "561", "701")

PRESET = Preset(
    name="sap-mb51",
    about="SAP: list of material documents (MB51)",
    sheet="Movements",
    read_from=(
        "github.com/hotriluan/alkana-dashboard demodata/mb51.XLSX (headers, English; signs of the quantities)",
        "github.com/abastecimientointerno/app_gestion_insumos data/MB51.XLSX (headers, Spanish)",
        "github.com/paragkapoorcs/pk1 cdf-pipelines/docs/L0_Tables/2LIS_03_BF_material_movements.md (names of fields)",
        "blog.csdn.net/kangliujie/article/details/75027769 and cnblogs.com/SlashOut/p/5031722.html (texts of "
        "the codes)",
        "no document: the codes 521, 543, 553 to 556, 641, 651 and 703 to 712, which SAP delivers as well",
        "labels of Order in other languages as in words/programs/sap.py, which says where they are from",
        "github.com/dlelyw/VTX_6501 files/Movement_Code.md (101, 102, 122, 261, 262, 301 to 312)",
    ),
    fields={
        "date": (
            "Posting Date", "Buchungsdatum", "Buch.dat.", "Fe.contabilización", "Fecha de contabilización", "BUDAT",
            "Pstng Date",
        ),
        "type": ("Movement Type", "Bewegungsart", "BwA", "Clase de movimiento", "Cl.movimiento", "BWART", "MvT"),
        "material": ("Material", "Materialnummer", "MATNR"),
        "document": ("Material Document", "Materialbeleg", "Documento material", "MBLNR", "Mat. Doc."),
        "item": (
            "Material Doc.Item", "Material Document Item", "Item", "Materialbelegposition", "Posición doc.mat.",
            "ZEILE",
            "Mat. Doc.Item",
        ),
        "year": ("Material Doc. Year", "Material Document Year", "Materialbelegjahr", "Ejercicio doc.mat.", "MJAHR"),
        "quantity": (
            "Qty in Un. of Entry", "Qty in unit of entry", "Menge in ErfassME", "Ctd.en UM entrada", "Quantity",
            "Cantidad", "Qty in UnE", "Quantity in UnE", "ERFMG", "Menge",
        ),
        "unit": (
            "Unit of Entry", "ErfassungsMngEinh", "Un.medida de entrada", "ERFME", "EUn",
            "Base Unit of Measure", "Basismengeneinheit", "MEINS",
        ),
        "amount": (
            "Amount in LC", "Amt.in loc.cur.", "Amount in local currency", "Betrag Hauswähr", "Betrag Hauswährung",
            "Impte.mon.local", "DMBTR",
        ),
        "location": ("Storage Location", "Lagerort", "Almacén", "LGORT", "SLoc"),
        "lot": ("Batch", "Charge", "Lote", "CHARG"),
        "order": (
            "Order", "Auftrag", "Orden", "AUFNR", "Production Order", "Ordem", "Ordre", "Ordine", "Zlecenie", "Zakázka",
            "Sipariş", "订单", "指図", "오더",
        ),
        "purchase": ("Purchase Order", "Bestellung", "Pedido", "EBELN", "Purchase order"),
        "supplier": ("Vendor", "Supplier", "Lieferant", "Kreditor", "Proveedor", "LIFNR"),
        "customer": ("Customer", "Kunde", "Cliente", "KUNNR"),
        "entered": ("Entry Date", "Erfassungsdatum", "CPUDT"),
        "user": ("User name", "User Name", "Name des Benutzers", "USNAM"),
        "reason": ("Reason for Movement", "GRUND"),
    },
    needs=("date", "type", "material", "document", "quantity"),
    columns={
        "Movement": (
            "{year} || '/' || {document} || '-' || {item}",
            "{document} || '-' || {item}",
            "{document} || '-' || row_number() OVER (PARTITION BY {document} ORDER BY {material}, "
            "{location}, {quantity})",
            "{document} || '-' || row_number() OVER (PARTITION BY {document} ORDER BY {material}, {quantity})",
        ),
        "Date": ("{date}",),
        "Type": (
            cases("type", _TYPES, f"CASE {_GOODS_RECEIPT} WHEN {{order}} NOT IN ('', '0') THEN 'Completion' "
                  "ELSE 'Receipt' END ELSE {type} END"),
            cases("type", _TYPES, f"CASE {_GOODS_RECEIPT} WHEN {{purchase}} NOT IN ('', '0') THEN 'Receipt' "
                  "ELSE {type} END ELSE {type} END"),
            cases("type", _TYPES, "{type}"),
        ),
        "Material": ("{material}",),
        "Quantity": (f"CASE WHEN {{type}} IN ({listed(_OUT)}) THEN {turned('quantity')} ELSE {{quantity}} END",),
        "Amount": (
            f"CASE WHEN {{type}} IN ({listed(_RECEIVED)}) AND NOT {is_negative('amount')} "
            f"AND regexp_matches({{amount}}, '[1-9]') THEN {unsigned('amount')} END",
        ),
        "Job": ("nullif({order}, '')",), "Location": ("{location}",), "Lot": ("{lot}",), "Supplier": ("{supplier}",),
        "Customer": ("{customer}",), "Document": ("{document}",), "Line": ("{item}",), "Unit": ("{unit}",),
        "Entered At": ("{entered}",), "Entered By": ("{user}",), "Reason": ("nullif({reason}, '0')",),
    },
    where=f"{{type}} NOT IN ({listed(_MOVED)})",
    codes=Codes(
        kinds={**_TYPES, **dict.fromkeys(_MADE, "Receipt")},
        minus=frozenset({*_OUT, *_BACK}) - frozenset(_TAKEN_BACK), made=frozenset(_MADE), moved=frozenset(_MOVED),
    ),
    remarks=(
        f"Rows of transfers ({_MOVED[0]} to {_MOVED[-1]}) are left out: two rows each, which come to nothing "
        f"together; stock "
        "by location does not follow them.",
        "Movement types without a meaning here (those of your own, Z..) stay as they are: the import names "
        "their rows. Add "
        "them to the CASE of Type.",
        "101 and 102 are a Completion where the column Order says so, and a Receipt otherwise; without it "
        "only those with "
        "a purchase order are taken.",
    ),
)
