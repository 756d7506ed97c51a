"""Xero: the list of products and services (inventory items)."""

from __future__ import annotations

from wipbook.commands.data.import_.proposals.presets.preset import Preset

PRESET = Preset(
    name="xero",
    about="Xero: list of products and services",
    sheet="Materials",
    read_from=(
        "docs.workato.com/en/connectors/xero/create-item (what an item has, its code being unique)",
        "an export quoted in public code as *ItemCode,ItemName,Quantity,PurchasesDescription,PurchasesUnitPrice,"
        "PurchasesAccount,PurchasesTaxRate,SalesDescription,SalesUnitPrice,SalesAccount,SalesTaxRate (headers)",
    ),
    fields={
        "code": ("*ItemCode", "ItemCode"), "name": ("ItemName",),
        "bought": ("PurchasesDescription",), "cost": ("PurchasesUnitPrice",), "sold": ("SalesDescription",),
        "price": ("SalesUnitPrice",),
    },
    needs=("code", "name", "cost", "price"),
    columns={
        "Material": ("{code}",), "Description": ("{name}",), "Standard Cost": ("{cost}",),
        "Selling Price": ("{price}",),
    },
    remarks=("Quantity is stock of a day and not a movement: give it as Movements of the type Opening.",),
)
