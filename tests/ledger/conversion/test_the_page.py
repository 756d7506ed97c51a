"""The tables of docs/units.md, run as they stand."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from tests.books import ledger_of
from wipbook.ledger import Ledger
from wipbook.schema import Column, Role, input_sheet
from wipbook.values.fixed import to_fixed

PAGE = (Path(__file__).parents[3] / "docs" / "units.md").read_text("utf-8")
QUANTITIES = ("Typed Quantity", "Quantity", "Typed Price", "Price")
MONEY = ("Value", "Difference", "Exchange")


def tables() -> dict[str, list[dict[str, str]]]:
    """The rows under each heading of the third level, by header; blank cells left out."""
    found = {}
    for name, body in re.findall(r"^### (.+)\n\n((?:\|.*\n)+)", PAGE, flags=re.MULTILINE):
        lines = [[cell.strip() for cell in line.strip()[1:-1].split("|")] for line in body.splitlines()]
        found[name] = [
            {header: cell for header, cell in zip(lines[0], line, strict=True) if cell} for line in lines[2:]
        ]
    return found


def cell(column: Column, text: str) -> Any:
    if column.is_date:
        return dt.date.fromisoformat(text)
    return float(text) if column.is_number and column.role is not Role.FACTOR else text


def book(**more: list[dict[str, Any]]) -> Ledger:
    rows = {
        name: [{header: cell(input_sheet(name).column(header), text) for header, text in row.items()} for row in table]
        for name, table in tables().items() if name != "Conversions"
    }
    return ledger_of({name: rows.get(name, []) + more.get(name, []) for name in {*rows, *more}})


def test_the_page_shows_what_conversions_shows() -> None:
    ledger = book()
    assert [row for row in ledger.rejections.frame().to_dicts() if row["Effect"] == "row excluded"] == []
    shown = {(row["Key"], row["Column"]): row for row in ledger.converted.to_dicts()}
    told = tables()["Conversions"]
    assert len(told) == len(shown) == 8
    for line in told:
        row = shown[line["Key"], line["Column"]]
        for header in tables()["Conversions"][7]:
            text, value = line.get(header), row[header]
            if header in QUANTITIES:
                assert value == (None if text is None else to_fixed(text, 6)), (line, header)
            elif header in MONEY:
                assert value == (None if text is None else to_fixed(text, 2)), (line, header)
            else:
                assert (None if value is None else str(value)) == text, (line, header)


@pytest.mark.parametrize(("typed", "found"), re.findall(r"^\| ((?:Unit|Currency) `.+?) \| found (.+) \|$", PAGE, re.M))
def test_what_is_left_out_is_said_as_the_page_says(typed: str, found: str) -> None:
    column, code, day = re.fullmatch(r"(\w+) `(\w+)`(?: on (\S+))?", typed).groups()  # type: ignore[union-attr]
    row = {"Movement": "X", "Date": dt.date.fromisoformat(day or "2026-03-05"), "Type": "Receipt", "Material": "RM-1",
           "Quantity": 1, "Unit Cost": 1, column: code}
    (listed,) = [one for one in book(Movements=[row]).rejections.frame().to_dicts() if one["Row Key"] == "X"]
    said = f"{listed['Found']}, expected {listed['Expected']}"
    assert said.startswith(found) and listed["Effect"] == "row excluded"
