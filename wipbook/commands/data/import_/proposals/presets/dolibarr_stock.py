"""Dolibarr: the export of stock movements of its module Stocks."""

from __future__ import annotations

from wipbook.commands.data.import_.proposals.presets.preset import Preset

PRESET = Preset(
    name="dolibarr-stock",
    about="Dolibarr: export Stock movements",
    sheet="Movements",
    read_from=(
        "github.com/Dolibarr/dolibarr htdocs/core/modules/modStock.class.php, export _movement (fields and their keys)",
        "github.com/Dolibarr/dolibarr htdocs/langs/en_US/stocks.lang and htdocs/langs/fr_FR/stocks.lang (labels)",
    ),
    fields={
        "number": ("MovementId", "Movement ID", "Id du mouvement"),
        "date": ("DateMovement", "Date of movement", "Date de mouvement"),
        "material": ("Ref", "Ref.", "Réf.", "Product ref."),
        "quantity": ("Qty", "Qté", "Quantity"),
        "label": ("LabelMovement", "MovementLabel", "Label of movement", "Libellé du mouvement"),
        "code": ("InventoryCode", "Movement or inventory code", "Code mouvement ou inventaire"),
        "location": ("LocationSummary", "Short name of location", "Nom court de l'emplacement"),
        "lot": ("Batch", "Lot/Serial", "Lot/Série"),
    },
    needs=("number", "date", "material", "quantity"),
    columns={
        "Movement": ("{number}",), "Date": ("{date}",),
        "Type": (
            "CASE WHEN {label} LIKE 'Stock correction for product %' OR {label} LIKE 'Correction du stock "
            "pour le produit %' "
            "OR {label} LIKE 'Inventory %' THEN 'Adjustment' ELSE {label} END",
        ),
        "Material": ("{material}",), "Quantity": ("{quantity}",), "Location": ("{location}",), "Lot": ("{lot}",),
        "Document": ("{code}",), "Reason": ("{label}",),
    },
    where="{label} NOT LIKE 'Stock transfer of product %'",
    remarks=(
        "The export does not say what a movement is but in its label: corrections and inventories are taken for an "
        "Adjustment; others keep their label as Type, and the import names them. Say in the query what yours mean.",
        "Stock transfers are left out: two rows each, which come to nothing together.",
    ),
)
