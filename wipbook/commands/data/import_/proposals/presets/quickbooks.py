"""QuickBooks Online: the list of products and services."""

from __future__ import annotations

from wipbook.commands.data.import_.proposals.presets.preset import Preset

PRESET = Preset(
    name="quickbooks",
    about="QuickBooks Online: list of products and services",
    sheet="Materials",
    read_from=(
        "plugin-qbo.intuit.com/qbo-ush/helpcontent/production/latest/en_US/QBO_Plus/Content/Topics/admin/"
        "help_admin_import_ps_which_fields.htm (fields; Name is mandatory and unique, SKU is optional)",
        "transactionpro.happyfox.com/kb/article/846 (names of the fields in imports)",
    ),
    fields={
        "name": ("Product/Service Name", "Product/Service", "Name"), "sku": ("SKU",), "kind": ("Type", "Item type"),
        "description": ("Sales Description", "Description"), "price": ("Sales Price / Rate", "Sales Price/Rate",
        "Sales Price"),
        "cost": ("Purchase Cost", "Cost"), "reorder": ("Reorder Point",),
        "income": ("Income Account", "IncomeAccount"), "stock": ("Quantity On Hand", "Initial Quantity On Hand"),
    },
    needs=("name", "income"),
    columns={
        "Material": ("coalesce(nullif({sku}, ''), {name})", "{name}"),
        "Description": ("coalesce(nullif({description}, ''), {name})", "{name}"), "Standard Cost": ("{cost}",),
        "Selling Price": ("{price}",), "Reorder Point": ("{reorder}",),
    },
    where="lower({kind}) <> 'service'",
    remarks=(
        "Services are left out. Where a product has no SKU its name is the material.",
        "Quantity On Hand is stock of a day and not a movement: give it as Movements of the type Opening.",
    ),
)
