"""The case files of the rules: books a finance person can read, and what a rule finds in them.

    # INV001 Stock is below zero
    ## fires: two go out where one is there
    Settings: Negative Stock = allow
    Rule: Hours a Day = 10
    ### Movements
    | Movement | Date | Type | Material | Quantity |
    |---|---|---|---|---|
    | M1 | 2026-01-05 | Issue | A | 2 |
    ### Finds
    | Key | Cell | Amount |
    |---|---|---|
    | M1 | Movements!G6 | 0.00 |

A heading ``## fires: …`` needs findings, ``## quiet: …`` none. The columns of Finds are what is compared: Key, Cell,
Other Cell, Amount (currency) exactly; Evidence as a part of the text. Cells are read as their column's kind; what
cannot be (``12 pcs`` as a quantity) stays text, as it would in Excel; ``=12`` is a formula with that value; ``Hidden:
Movements 7 8`` and ``Merged: Movements O6:P6`` hide rows and merge cells of the sheet. Materials
and jobs that rows name and no table lists are added: raw materials, and released jobs for ten PRODUCT; a code that
begins with ``?`` is not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from tests.books import Book, Computed
from wipbook.audit.card import Rule
from wipbook.books.books import Books
from wipbook.costing.solve import solve
from wipbook.ledger import read
from wipbook.schema import Column, Role, input_sheet, input_sheets

FOLDER = Path(__file__).parent / "rules"


@dataclass
class Case:
    """One book of a case file; ``finds`` is None where the rule must be quiet."""

    name: str
    fires: bool
    settings: dict[str, Any] = field(default_factory=dict)
    rule_settings: dict[str, float] = field(default_factory=dict)
    sheets: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    hidden: dict[str, list[int]] = field(default_factory=dict)
    merged: dict[str, list[str]] = field(default_factory=dict)
    finds: list[dict[str, str]] | None = None


def case_file(rule: Rule) -> Path:
    """The file of a rule: same stem, in the room of its family."""
    family, stem = rule.check.__module__.split(".")[-2:]
    return FOLDER / family / f"{stem}.md"


def cases_of(path: Path) -> list[Case]:
    """The cases of a file, in order."""
    cases: list[Case] = []
    table: list[dict[str, str]] | None = None
    headers: list[str] = []
    sheet = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if text.startswith("## "):
            kind, _, name = text[3:].partition(":")
            assert kind in ("fires", "quiet"), f"{path.name}:{number}: {kind!r} is neither fires nor quiet"
            cases.append(Case(name.strip(), kind == "fires"))
        elif text.startswith("### "):
            sheet, headers, table = text[4:].strip(), [], []
            if sheet == "Finds":
                cases[-1].finds = table
            else:
                input_sheet(sheet)
                cases[-1].sheets[sheet] = table
        elif text.startswith("Hidden:"):
            name, *numbers = text.partition(":")[2].split()
            cases[-1].hidden[name] = [int(number) for number in numbers]
        elif text.startswith("Merged:"):
            name, *areas = text.partition(":")[2].split()
            cases[-1].merged[name] = areas
        elif text.startswith("Settings:"):
            cases[-1].settings.update(_assignments(text))
        elif text.startswith("Rule:"):
            cases[-1].rule_settings.update({name: float(value) for name, value in _assignments(text).items()})
        elif text.startswith("|") and table is not None:
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            if not headers:
                headers = cells
            elif set(text) - set("|-: "):
                assert len(cells) == len(headers), f"{path.name}:{number}: {len(cells)} cells, {len(headers)} headers"
                table.append(dict(zip(headers, cells, strict=True)))
    return cases


def books_of(case: Case) -> Books:
    """The case costed."""
    rows = {
        name: [{header: _value(name, header, cell) for header, cell in row.items()} for row in table]
        for name, table in case.sheets.items()
    }
    _add_missing(rows, "Jobs", "Job", lambda code: {"Job": code, "Description": code, "Material": "PRODUCT",
                 "Quantity": 10.0, "Status": "Released", "Due": dt.date(2026, 12, 31)})
    _add_missing(rows, "Materials", "Material", lambda code: {"Material": code, "Description": code, "Unit": "pcs",
                 "Kind": "finished" if code == "PRODUCT" else "raw"})
    settings = {"Period Start": "2026-01-01", "Period End": "2026-12-31", **case.settings}
    book = Book(rows, settings)
    for name in {*case.hidden, *case.merged}:
        book.disguise(name, case.hidden.get(name, ()), case.merged.get(name, ()))
    ledger = read(book)
    return Books(ledger, solve(ledger, jit=False))


def answer(rule: Rule, case: Case) -> tuple[pl.DataFrame, Books]:
    """What the rule finds in the case."""
    books = books_of(case)
    return rule.check(books.ledger, books, {**rule.defaults, **case.rule_settings}), books


def shown(found: pl.DataFrame, books: Books, columns: list[str]) -> list[dict[str, str]]:
    """Findings as the rows of Finds."""
    rows = []
    for row in found.to_dicts():
        full = {
            "Key": row["Key"], "Cell": f"{row['Sheet']}!{row['Cell']}",
            "Other Cell": f"{row['Other Sheet']}!{row['Other Cell']}" if row["Other Cell"] else "",
            "Amount": f"{books.money(row['Amount']):.2f}", "Evidence": row["Evidence"],
        }
        rows.append({name: full[name] for name in columns})
    return rows


def _add_missing(rows: dict[str, list[dict[str, Any]]], sheet: str, column: str, make: Any) -> None:
    known = {row[column] for row in rows.get(sheet, [])}
    for other in input_sheets():
        for name in (c.name for c in other.columns if c.references == f"{sheet}.{column}"):
            for row in list(rows.get(other.name, [])):
                code = row.get(name)
                if code is not None and code not in known and not str(code).startswith("?"):
                    known.add(code)
                    rows.setdefault(sheet, []).append(make(code))


def _assignments(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in text.partition(":")[2].split(";"))
    return {name.strip(): value.strip() for name, _, value in parts}


def _value(sheet: str, header: str, text: str) -> Any:
    if text.startswith("="):
        return Computed(_value(sheet, header, text[1:]))
    if text == "":
        return None
    column = next((c for c in input_sheet(sheet).columns if c.name == header), None)
    try:
        return text if column is None else _typed(column, text)
    except ValueError:
        return text


def _typed(column: Column, text: str) -> Any:
    if column.role is Role.FLAG:
        return {"TRUE": True, "FALSE": False}[text]
    if column.role is Role.TIMESTAMP:
        return dt.datetime.fromisoformat(text)
    if column.role is Role.TIME:
        return dt.time.fromisoformat(text)
    if column.is_date:
        return dt.date.fromisoformat(text)
    return float(text.replace(",", "")) if column.is_number else text
