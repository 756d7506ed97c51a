"""Recall and extra findings of every rule: the same books clean and with faults planted at random places."""

from __future__ import annotations

import pkgutil
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

import benchmarks.seeded as here
from benchmarks.bench_refresh import DATA, adventureworks
from benchmarks.seeded.plant_book import PlantBook
from wipbook.audit.card import Rule
from wipbook.audit.choices import Choices
from wipbook.audit.rules import rules
from wipbook.audit.run import Audit, run
from wipbook.audit.summed import summed
from wipbook.books.books import Books
from wipbook.costing.solve import solve
from wipbook.ledger import Ledger, read
from wipbook.schema import input_sheets

PLACES = 3
DEMO, ADVENTUREWORKS = "demo", "AdventureWorks"
Planter = Callable[[PlantBook], str | None]


@dataclass(frozen=True)
class Measured:
    """``planted`` and ``found`` faults of one rule, findings on the ``clean`` books, how many ``lines`` they are on the
    sheet Audit, how many ``rows`` the sheets have that they point at, and the keys ``missed``."""

    rule: Rule
    planted: int
    found: int
    clean: int
    lines: int
    rows: int
    missed: tuple[str, ...]


def planters() -> dict[str, Planter]:
    """By name: the functions of the modules ``plant_…`` of this folder that are named like a rule (``pur007``), or like
    another kind of its fault (``pur007_four_days_later``)."""
    found: dict[str, Planter] = {}
    for module in pkgutil.iter_modules(here.__path__):
        if module.name.startswith("plant_"):
            for name, value in vars(import_module(f"benchmarks.seeded.{module.name}")).items():
                if re.fullmatch(r"[a-z]{3}\d{3}(_\w+)?", name):
                    found[name] = value
    return found


def planted_rule(name: str) -> str:
    """The code of the rule that a planter plants for."""
    return name[:6].upper()


def audit_of(book: PlantBook, chosen: tuple[Rule, ...] | None = None) -> tuple[Audit, Ledger]:
    """Every finding, one by one, and the ledger that was asked."""
    ledger = read(book)
    return run(Books(ledger, solve(ledger)), rules() if chosen is None else chosen, Choices()), ledger


def measure(
    frames: Mapping[str, pl.DataFrame],
    settings: Mapping[str, Any],
    places: int = 3,
    seed: int = 7,
    only: tuple[Rule, ...] | None = None,
) -> list[Measured]:
    """Audit the books as they are, then with ``places`` faults of every kind in them."""
    chosen = rules() if only is None else only
    clean, ledger = audit_of(PlantBook(frames, settings, seed), chosen)
    book = PlantBook(frames, settings, seed)
    keys: dict[str, list[str]] = defaultdict(list)
    for name, plant in sorted(planters().items()):
        if only is None or planted_rule(name) in {rule.code for rule in only}:
            keys[planted_rule(name)] += [key for key in (plant(book) for _ in range(places)) if key is not None]
    audit, _ = audit_of(book, chosen)
    assert not audit.failures, [(o.rule.code, o.failure) for o in audit.failures]
    found = {code: set(part["Key"]) for (code,), part in audit.findings.group_by("Rule")}
    before = dict(clean.findings.group_by("Rule").len().iter_rows())
    nobody = pl.DataFrame(schema={"Rule": pl.String, "Key": pl.String})
    lines = dict(summed(clean.findings, ledger.rows_read, nobody).group_by("Rule").len().iter_rows())
    sheets = dict(clean.findings.group_by("Rule").agg(pl.col("Sheet").unique()).iter_rows())
    rows = []
    for rule in chosen:
        wanted = keys.get(rule.code, [])
        missed = tuple(key for key in wanted if key not in found.get(rule.code, set()))
        size = sum(ledger.rows_read.get(sheet, 0) for sheet in sheets.get(rule.code, ()))
        rows.append(Measured(
            rule, len(wanted), len(wanted) - len(missed), int(before.get(rule.code, 0)), int(lines.get(rule.code, 0)),
            size, missed,
        ))
    return rows


def demo_books(seed: int = 1) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    """The simulated year without its planted problems, its general ledger posted."""
    from wipbook.commands.data.demo.general_ledger import general_ledger
    from wipbook.commands.data.demo.simulate import simulate

    demo = simulate(seed, with_problems=False)
    frames = dict(demo.tables)
    frames["GL Accounts"] = pl.DataFrame(
        schema={"Account": pl.String, "Name": pl.String, "Role": pl.String, "Period": pl.Date, "Opening": pl.Float64,
                "Debit": pl.Float64, "Credit": pl.Float64}
    )
    ledger = read(PlantBook(frames, demo.settings, 0))
    frames["GL Accounts"] = general_ledger(Books(ledger, solve(ledger)))
    return frames, demo.settings


def workbook_books(path: Path) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    """The input tables of a workbook file, and its settings."""
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(path)
    frames = {
        sheet.name: workbook.read_table(sheet.table).frame
        for sheet in input_sheets()
        if sheet.table in workbook.tables()
    }
    cells = workbook.read_table("Settings")
    values = cells.mixed.get("Value") or cells.frame["Value"].to_list()
    settings = dict(zip(cells.frame["Setting"].to_list(), values, strict=True))
    return frames, {name: value for name, value in settings.items() if value is not None}


def collect(seeds: int) -> dict[str, list[list[Measured]]]:
    """By books: one list of measurements per seed of planting."""
    frames, settings = demo_books()
    found = {DEMO: [measure(frames, settings, PLACES, seed) for seed in range(1, seeds + 1)]}
    if DATA.is_dir():
        with tempfile.TemporaryDirectory() as name:
            frames, settings = workbook_books(adventureworks(Path(name) / "aw.xlsx"))
        found[ADVENTUREWORKS] = [measure(frames, settings, PLACES, 1)]
    return found


if __name__ == "__main__":
    import sys

    wanted = {code.upper() for code in sys.argv[1:] if not code.endswith(".xlsx")}
    chosen = tuple(rule for rule in rules() if not wanted or rule.code in wanted)
    file = next((Path(word) for word in sys.argv[1:] if word.endswith(".xlsx")), None)
    for one in measure(*(workbook_books(file) if file else demo_books()), only=chosen):
        print(f"{one.rule.code} planted {one.planted} found {one.found} clean {one.clean} {' '.join(one.missed)}")
