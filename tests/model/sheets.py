"""A history as the rows of a workbook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.model.history import Event, History
from tests.plant import Plant

TYPES = {
    "buy": "Receipt", "direct": "Receipt", "direct_back": "Return to Supplier", "issue": "Issue",
    "back": "Return from Job", "complete": "Completion", "uncomplete": "Completion", "scrap": "Scrap", "waste": "Scrap",
    "ship": "Shipment", "ship_back": "Sales Return", "revalue": "Revaluation",
}
KINDS = {"RAW": "raw", "RED": "raw", "PLATE": "supply", "SUB": "subassembly", "FG": "finished", "BY": "finished"}


def money(cents: int) -> float:
    return cents / 100


def workbook(history: History) -> Plant:
    """The rows; number of a movement: that of its event, with leading zeros."""
    settings: dict[str, Any] = {
        "Valuation_Method": history.method, "Framework": "US GAAP", "Joint_Cost_Basis": history.joint,
        "Product_Scrap": history.product_scrap,
    }
    if history.as_of:
        settings["As_Of"] = history.as_of
    if history.cuts:
        settings["Closed_Through"] = history.cuts[-1]
    book = Plant(settings)
    for code, kind in KINDS.items():
        more = {"selling_price": money(history.prices[code])} if code in history.prices else {}
        if code in history.standard:
            more["standard_cost"] = money(history.standard[code])
        book.material(code, kind, **more)
    for job in history.jobs:
        book.job(job.code, job.makes, job.planned, status=job.status, finished=job.finished, closed=job.closed,
                 relief_basis=job.basis, **{f"budget_{name}": money(value) for name, value in job.budget.items()})
        if job.hours:
            book.add("Operations", job=job.code, step="10", work_center="WC", planned_hours=job.hours)
        for day, percent in job.estimates:
            book.add("Estimates", job=job.code, date=day, percent_complete=percent)
    for product, components in history.bill.items():
        for component, each in components.items():
            book.add("Bill of Materials", product=product, component=component, quantity_per=float(each))
    book.add("Outputs", product="FG", output="BY", kind="Co-Product")
    if history.overhead:
        book.add("Overhead", pool="SHOP", period=dt.date(2026, 1, 1), through=dt.date(2026, 12, 1),
                 driver="labor hours", budget_cost=money(history.overhead), budget_activity=1)
    for event in history.events:
        _row(book, event)
    return book


def _row(book: Plant, event: Event) -> None:
    number = f"{event.number:04d}"
    if event.kind == "ticket":
        book.rows.setdefault("Labor", []).append({
            "Ticket": number, "Date": event.day, "Employee": "E1", "Hours": event.quantity, "Job": event.job,
            "Rate": money(event.amount) / event.quantity,
        })
    elif event.kind == "adjust":
        book.add("Job Adjustments", adjustment=number, date=event.day, from_job=event.job, to_job=event.to_job,
                 element=event.element, amount=money(event.amount))
    else:
        row: dict[str, Any] = {
            "Movement": number, "Date": event.day, "Type": TYPES[event.kind], "Material": event.material,
            "Quantity": event.quantity, "Job": event.job or None,
            "Document": None if event.kind == "back" and not event.of else f"D{number}",
        }
        if event.kind in ("buy", "direct", "revalue"):
            row["Amount"] = money(event.amount)
        if event.kind == "uncomplete":
            row["Reverses"] = f"{event.of:04d}"
        elif event.of:
            row["Document"] = f"D{event.of:04d}"
        if event.abnormal is not None:
            row["Abnormal"] = event.abnormal
        book.rows.setdefault("Movements", []).append(row)
