"""Where a notion belongs: for each input sheet, which notions a column takes. Behind ``/`` stand those that may mean
it, for want of a better word; several columns can take one then. A header that is one of ours is taken by it anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from wipbook.commands.data.import_.proposals.normal import normal, squeezed
from wipbook.schema import input_sheets

_PLACES = {
    "Materials": {
        "Material": "item / stock-item code reference maker-item // name item-name",
        "Description": "item-name description / name // item",
        "Kind": "item-kind / item-type", "Unit": "unit / unit-type",
        "Standard Cost": "standard-cost / cost unit-cost purchase-price",
        "Selling Price": "selling-price / price unit-price", "Lead Time Days": "lead-time-days / lead-time",
        "Reorder Point": "reorder-point // minimum-stock", "Safety Stock": "safety-stock / minimum-stock minimum-level",
        "Maximum Stock": "maximum-stock", "Order Cost": "order-cost", "Supplier": "supplier / supplier-name partner",
        "Active": "active", "Weight": "/ weight // gross-weight", "Family": "family",
    },
    "Movements": {
        "Movement": "movement / code",
        "Date": "posting-date / date document-date received-date receipt-date delivery-date production-date moved-date",
        "Entered At": "entered-at", "Entered By": "entered-by user / employee employee-name",
        "Type": "movement-type / type",
        "Material": "item / stock-item // code item-name",
        "Quantity": "quantity actual-quantity consumed-quantity / received-quantity",
        "Unit Cost": "unit-cost / cost purchase-price price unit-price line-price standard-cost",
        "Job": "job / made-order",
        "Location": "location from-location", "To Location": "to-location", "Lot": "lot",
        "Supplier": "supplier / supplier-name", "Customer": "customer / customer-name",
        "Document": "document / reference purchase-order order invoice",
        "Line": "line // line-item", "Landed Cost": "landed-cost",
        "Reason": "reason", "Amount": "amount", "Unit": "unit", "Currency": "currency",
    },
    "Jobs": {
        "Job": "job / order made-order code document reference // name",
        "Description": "job-name description / name note operation-name // item-name",
        "Customer": "customer / customer-name partner",
        "Material": "item / stock-item parent-item source-item // item-name",
        "Quantity": "planned-quantity quantity ordered-quantity",
        "Status": "status / stage",
        "Released": "release-date / start-date planned-start start-time // actual-start date",
        "Due": "due-date / end-date planned-end delivery-date end-time // date",
        "Promised": "promised-date // delivery-date",
        "Finished": "actual-end // end-time", "Closed": "closed-date", "Contract Price": "contract-price",
        "Budget Material": "budget-material", "Budget Labor": "budget-labor",
        "Budget Overhead": "budget-overhead", "Budget Subcontract": "budget-subcontract", "Retention %": "retention",
        "Estimator": "estimator",
        "Percent Complete": "percent-complete", "Department": "department", "Priority": "priority", "Owner": "owner",
    },
    "Labor": {
        "Ticket": "ticket / code document",
        "Date": "work-date posting-date / date start-date start-time // week-ending",
        "Entered At": "entered-at", "Entered By": "entered-by // user",
        "Employee": "employee / employee-name user // name",
        "Job": "job / order made-order ticket // job-name", "Step": "step / operation-name",
        "Start": "start-time", "End": "end-time",
        "Hours": "hours // duration", "Through": "/ end-date", "Pay Type": "pay-type", "Rate": "hourly-rate",
        "Work Center": "work-center / machine-id line-id",
    },
    "Operations": {
        "Job": "job / order", "Step": "step / line", "Operation": "operation-name / description",
        "Work Center": "work-center / machine-id location", "Planned Hours": "planned-hours",
        "Planned Start": "planned-start / start-date", "Planned Finish": "planned-end / end-date due-date",
        "Actual Start": "actual-start", "Actual Finish": "actual-end", "Good": "good-quantity / actual-quantity",
        "Scrapped": "scrap-quantity", "Reworked": "rework-quantity", "Scrap Reason": "reason",
    },
    "Machine Time": {
        "Booking": "/ code ticket document", "Date": "work-date posting-date / date",
        "Work Center": "work-center machine-id line-id", "Job": "job", "Step": "step",
        "Hours": "machine-hours / hours // duration", "Reason": "reason",
    },
    "Bill of Materials": {
        "Product": "parent-item / item bom-number // item-name",
        "Component": "component / item // code maker-item item-name",
        "Quantity Per": "quantity-per quantity", "Scrap %": "scrap-percent", "From": "valid-from / start-date",
        "To": "valid-to / end-date", "Unit": "unit",
    },
    "Standards": {
        "Material": "item", "From": "valid-from start-date / date", "Standard Cost": "standard-cost / cost unit-cost",
    },
    "Employees": {
        "Employee": "employee / code // name", "Name": "employee-name name", "Department": "department",
        "Work Center": "work-center", "Rate": "hourly-rate", "Burden %": "burden",
        "Hired": "hired / start-date", "Left": "left / end-date",
        "Payment Account": "bank-account",
    },
    "Work Centers": {
        "Work Center": "work-center machine-id line-id / code // name", "Name": "work-center-name name / description",
        "Hours per Day": "hours-per-day / hours", "Machines": "machine-count", "Overhead Pool": "overhead-pool",
    },
    "Calendar": {
        "Date": "date", "Work Center": "work-center", "Hours": "hours / hours-per-day",
        "Reason": "holiday reason / note description name",
    },
    "Suppliers": {
        "Supplier": "supplier / code reference account partner // name company-name",
        "Name": "supplier-name name / supplier company-name account-name",
        "Address": "address", "City": "city / location", "Country": "country", "Tax Number": "tax-number",
        "Payment Account": "bank-account", "Rating": "rating", "Active": "active",
    },
    "Purchases": {
        "Order": "purchase-order order / document reference code", "Line": "line // line-item",
        "Ordered": "order-date / date document-date posting-date entered-at start-date",
        "Promised": "promised-date / due-date delivery-date end-date receipt-date",
        "Supplier": "supplier / supplier-name partner", "Buyer": "buyer / owner",
        "Material": "item / stock-item // item-name code",
        "Quantity": "ordered-quantity quantity",
        "Unit Price": "purchase-price unit-price line-price / price unit-cost cost",
        "Received": "received-date / receipt-date", "Received Quantity": "received-quantity",
        "Rejected Quantity": "rejected-quantity / scrap-quantity", "Invoice": "invoice", "Invoice Date": "invoice-date",
        "Invoice Quantity": "invoiced-quantity", "Invoice Price": "invoice-price", "Status": "status / stage",
        "Unit": "unit",
        "Currency": "currency",
    },
    "Customers": {
        "Customer": "customer / code reference account partner // name company-name",
        "Name": "customer-name name / customer company-name account-name",
        "Contact": "contact", "Email": "email", "Language": "language",
    },
    "Inspections": {
        "Inspection": "inspection / code document ticket", "Date": "posting-date / date", "Job": "job",
        "Step": "step / operation-name", "Material": "item / stock-item // item-name", "Supplier": "supplier",
        "Checked": "inspected-quantity / quantity", "Inspector": "inspector",
        "Rejected": "rejected-quantity / scrap-quantity",
        "Cause": "reason", "Disposition": "disposition",
    },
    "Counts": {
        "Count": "count / document", "Date": "count-date / date posting-date",
        "Material": "item / stock-item code // item-name",
        "Location": "location", "Lot": "lot",
        "Book Quantity": "on-hand / stock-figure available // quantity",
        "Counted": "counted actual-quantity / quantity",
        "Recounted": "recounted", "Counter": "counter // user employee", "Approved By": "approved-by",
        "Cause": "reason",
    },
    "Demand": {
        "Material": "item / stock-item // item-name",
        "Period": "period / due-date promised-date delivery-date // date order-date posting-date sale-date",
        "Quantity": "forecast quantity ordered-quantity", "Unit Price": "selling-price unit-price / price line-price",
    },
    "GL Accounts": {
        "Account": "account / code", "Name": "account-name name / description // account",
        "Period": "period / date posting-date", "Opening": "opening", "Debit": "debit", "Credit": "credit",
    },
    "Rates of Exchange": {
        "From": "from-currency / currency", "To": "to-currency", "Date": "date / posting-date valid-from start-date",
        "Rate": "exchange-rate",
    },
    "Budgets": {
        "Line": "budget-line account-name / account name", "Period": "period", "Amount": "budget / amount",
        "Note": "note",
    },
    "Overhead": {
        "Pool": "overhead-pool / cost-center", "Period": "period", "Budget Cost": "budget",
    },
    "Units of Measure": {
        "Material": "item", "From": "from-unit", "To": "to-unit", "Factor": "conversion-factor",
    },
    "Estimates": {
        "Job": "job", "Date": "date", "Percent Complete": "percent-complete",
        "Cost to Complete": "cost-to-complete", "Note": "note",
    },
}


@dataclass(frozen=True)
class Place:
    """A column of ours. ``level`` 0: the notion means it, and nothing else in its sheet; 1: it may; 2: at worst."""

    column: str
    level: int


@cache
def places(sheet: str) -> Mapping[str, tuple[Place, ...]]:
    """The columns of an input sheet by notion.

    >>> places("Movements")["lot"]
    (Place(column='Lot', level=0),)
    """
    found: dict[str, list[Place]] = {}
    for column, said in _PLACES.get(sheet, {}).items():
        before, _, last = said.partition("//")
        meant, _, may = before.partition("/")
        for level, group in enumerate((meant, may, last)):
            for notion in group.split():
                found.setdefault(notion, []).append(Place(column, level))
    return {notion: tuple(taken) for notion, taken in found.items()}


@cache
def own_headers(sheet: str) -> Mapping[str, str]:
    """Our columns by their headers and aliases, as ``squeezed`` has them."""
    found: dict[str, str] = {}
    for one in input_sheets():
        if one.name == sheet:
            for column in one.columns:
                for name in (column.name, *column.aliases):
                    found[squeezed(normal(name))] = column.name
    return found
