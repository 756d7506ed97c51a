"""Everything somebody may do to rows of a closed period, drawn at random."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from tests.plant import Plant

Rows = dict[str, list[dict[str, Any]]]


def change(book: Plant, dice: random.Random, closed: dt.date) -> str:
    """Change one thing in or before ``closed``; what was changed, in words."""
    name = dice.choice(sorted(CHANGES))
    return f"{name}: {CHANGES[name](book.rows, dice, closed)}"


def _closed(rows: Rows, sheet: str, closed: dt.date, *kinds: str) -> list[dict[str, Any]]:
    return [row for row in rows.get(sheet, []) if row["Date"] <= closed and (not kinds or row["Type"] in kinds)]


def _another_amount(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    found = [row for row in _closed(rows, "Movements", closed, "Receipt", "Revaluation") if row.get("Amount")]
    if not found:
        return None
    row = dice.choice(found)
    row["Amount"] = round(row["Amount"] * dice.choice((0.5, 1.25, 3)), 2)
    return row["Movement"]


def _a_late_receipt(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    day = dt.date(2026, dice.randint(1, closed.month), dice.randint(1, 28))
    rows["Movements"].append({
        "Movement": f"L{len(rows['Movements'])}", "Date": day, "Type": "Receipt", "Material": "RAW",
        "Quantity": dice.randint(1, 9), "Amount": dice.randint(1, 9000) / 100, "Document": "LATE",
    })
    return day


def _a_row_gone(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    named = {row.get("Reverses") for row in rows["Movements"]} | {row.get("Document") for row in rows["Movements"]}
    found = [row for row in _closed(rows, "Movements", closed, "Receipt", "Scrap", "Revaluation")
             if row["Movement"] not in named and f"D{row['Movement']}" not in named]
    if not found:
        return None
    row = dice.choice(found)
    rows["Movements"].remove(row)
    return row["Movement"]


def _a_day_earlier(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    """A shipment of the open month was one of the closed one."""
    found = [row for row in rows["Movements"] if row["Date"] > closed and row["Type"] in ("Receipt", "Shipment")]
    if not found:
        return None
    row = dice.choice(found)
    row["Date"] = closed
    return row["Movement"]


def _another_ticket(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    found = _closed(rows, "Labor", closed)
    if not found:
        return None
    row = dice.choice(found)
    if dice.random() < 0.5:
        row["Hours"] = row["Hours"] + dice.randint(1, 3)
    else:
        row["Rate"] = row["Rate"] * 2
    return row["Ticket"]


def _another_plan(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    row = dice.choice(rows["Jobs"])
    row["Quantity"] = max(1, row["Quantity"] + dice.choice((-3, 5)))
    return row["Job"]


def _another_status(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    row = dice.choice(rows["Jobs"])
    status = dice.choice(("Released", "Finished", "Closed", "Cancelled"))
    row.update({"Status": status, "Finished": None if status == "Released" else dice.choice((None, closed)),
                "Closed": closed if status in ("Closed", "Cancelled") else None})
    return row["Job"], status


def _another_budget(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    row = dice.choice(rows["Jobs"])
    row["Budget labor".title()] = dice.randint(10, 9000)
    return row["Job"]


def _another_price(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    row = dice.choice(rows["Materials"])
    row["Selling Price"] = dice.randint(1, 90)
    return row["Material"]


def _another_standard(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    row = dice.choice(rows["Materials"])
    row["Standard Cost"] = dice.randint(1, 90)
    return row["Material"]


def _another_estimate(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    row = dice.choice(rows["Jobs"])
    row["Percent Complete"] = dice.randint(0, 100)
    return row["Job"]


def _another_bill(rows: Rows, dice: random.Random, closed: dt.date) -> object:
    found = rows.get("Bill of Materials", [])
    if not found:
        return None
    row = dice.choice(found)
    row["Quantity Per"] = row["Quantity Per"] + 1
    return row["Product"]


CHANGES: dict[str, Callable[[Rows, random.Random, dt.date], object]] = {
    "another amount": _another_amount, "a late receipt": _a_late_receipt, "a row gone": _a_row_gone,
    "a day earlier": _a_day_earlier, "another ticket": _another_ticket, "another plan": _another_plan,
    "another status": _another_status, "another budget": _another_budget, "another price": _another_price,
    "another standard": _another_standard, "another estimate": _another_estimate, "another bill": _another_bill,
}
