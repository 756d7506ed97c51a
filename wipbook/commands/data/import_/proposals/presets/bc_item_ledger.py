"""Microsoft Dynamics 365 Business Central: Item Ledger Entries, opened in Excel."""

from __future__ import annotations

from wipbook.commands.data.import_.proposals.presets.preset import (
    Codes,
    Preset,
    cases,
    is_negative,
    turned,
    unsigned,
)

_KINDS = {
    "Purchase": "Receipt", "Sale": "Shipment", "Positive Adjmt.": "Adjustment", "Negative Adjmt.": "Adjustment",
    "Consumption": "Issue", "Assembly Consumption": "Issue", "Output": "Completion", "Assembly Output": "Completion",
}
_MADE = "{type} IN ('Consumption', 'Output', 'Assembly Consumption', 'Assembly Output')"

PRESET = Preset(
    name="bc-item-ledger",
    about="Business Central: Item Ledger Entries",
    sheet="Movements",
    read_from=(
        "github.com/microsoft/BCApps src/Layers/W1/BaseApp/Inventory/Ledger/ItemLedgerEntries.Page.al (columns)",
        "github.com/microsoft/BCApps src/Layers/W1/BaseApp/Inventory/Ledger/ItemLedgerEntry.Table.al (captions)",
        "github.com/microsoft/BCApps src/Layers/W1/BaseApp/Inventory/Ledger/ItemLedgerEntryType.Enum.al (entry types)",
    ),
    fields={
        "number": ("Entry No.",), "date": ("Posting Date",), "type": ("Entry Type",), "document": ("Document No.",),
        "line": ("Document Line No.",), "material": ("Item No.",), "quantity": ("Quantity",),
        "location": ("Location Code",), "lot": ("Lot No.",), "amount": ("Cost Amount (Actual)",),
        "order": ("Order No.",), "reason": ("Return Reason Code",),
    },
    needs=("number", "date", "type", "material", "quantity"),
    columns={
        "Movement": ("{number}",), "Date": ("{date}",),
        "Type": (
            f"CASE WHEN {{type}} = 'Purchase' AND {is_negative('quantity')} THEN 'Return to Supplier' "
            f"WHEN {{type}} = 'Sale' AND NOT {is_negative('quantity')} THEN 'Sales Return' ELSE "
            + cases("type", _KINDS, "{type}") + " END",
        ),
        "Material": ("{material}",),
        "Quantity": (
            "CASE WHEN {type} IN ('Consumption', 'Assembly Consumption') THEN "
            f"{turned('quantity')} WHEN {{type}} IN ('Purchase', 'Sale') THEN {unsigned('quantity')} ELSE "
            f"{{quantity}} END",
        ),
        "Amount": (
            f"CASE WHEN {{type}} IN ('Purchase', 'Positive Adjmt.') AND NOT {is_negative('quantity')} "
            f"AND NOT {is_negative('amount')} THEN {{amount}} END",
        ),
        "Job": (f"CASE WHEN {_MADE} THEN {{order}} END",), "Location": ("{location}",), "Lot": ("{lot}",),
        "Document": ("{document}",), "Line": ("{line}",), "Reason": ("{reason}",),
    },
    where="{type} <> 'Transfer'",
    codes=Codes(
        kinds=_KINDS, minus=frozenset({"Sale", "Negative Adjmt.", "Consumption", "Assembly Consumption"}),
        moved=frozenset({"Transfer"}), turns={"Receipt": "Return to Supplier", "Shipment": "Sales Return"},
    ),
    remarks=(
        "Entries of Transfer are left out: two each, which come to nothing together; stock by location does "
        "not follow them.",
        "Quantities are in the item's base unit, as entries of the item ledger are; Amount is Cost Amount (Actual).",
    ),
)
