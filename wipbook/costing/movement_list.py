"""A bare list of movements, valued by the engine that values a whole workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from wipbook.costing.solution import Solution
from wipbook.costing.solve import solve
from wipbook.errors import WipbookError
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.policy import Policy
from wipbook.ledger.rejections import ROW_EXCLUDED
from wipbook.ledger.tables import ROW, ledger_schema
from wipbook.port.tables import TableCells, TablePlace
from wipbook.schema import input_sheets
from wipbook.schema.methods import method_called
from wipbook.values.memo import Memo
from wipbook.values.spill import Spill

MATERIAL_HEADERS = ("material", "item", "part", "sku")
PRICED = ("Opening", "Receipt", "Completion")
"""Types that must say what the goods cost: nothing in a bare list could tell it."""
MOST_KEPT = 1_000_000
"""Rows of solutions (their movements, layers and balances) that one list keeps at most: some 60 MB."""


lower_code = pl.col("Material").str.to_lowercase()
"""The code by which a material is asked for, whatever its case."""


class CannotValue(WipbookError, ValueError):
    """A list of movements that cannot be valued as it stands."""


class NoStandardCost(CannotValue):
    """A method needs what the list does not say of a material."""


@dataclass(frozen=True)
class Fault:
    """What kept a row from being taken: the cell's header as the list spells it, what is there, what should be."""

    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.column}: found {self.found}, expected {self.expected}"


@dataclass(frozen=True)
class MovementList:
    """Movements as the ledger holds them (schema columns, fixed point, ``_row`` from 0), with Standard Cost.

    ``faults`` says, by ``_row``, what kept a row from being taken. ``name`` is what messages call the list;
    ``source`` is the list as it was given, blank rows included (all their cells None), so that row numbers are those of
    the range. ``places`` are the decimal places of its amounts. A list with a ``memo`` is asked again and again (from
    a thousand cells, say): what has been solved is kept there, ``MOST_KEPT`` rows of it.
    """

    name: str
    frame: pl.DataFrame
    faults: Mapping[int, Fault]
    source: Spill = field(default_factory=lambda: Spill((), ()))
    places: int = 2
    memo: Memo | None = field(default=None, compare=False, repr=False)

    def remembering(self) -> MovementList:
        """The same movements, with what is solved of them kept for the next question."""
        return replace(self, memo=Memo(MOST_KEPT))

    def with_places(self, places: int) -> MovementList:
        """The same movements, amounts of so many decimal places."""
        if places == self.places:
            return self
        if self.memo is None:
            return replace(self, places=places)
        return self.memo.get(("places", places), lambda: replace(self, places=places))

    def refuse_doubtful(self, material: str | None) -> None:
        """Refuse a material (None: all of them) that a row which could not be taken may belong to, and one that is not
        in the list.

        Errors: ``CannotValue``.
        """
        row = self._first_fault(None if material is None else material.casefold())
        if row is not None:
            fault, others = self.faults[row], len(self.faults) - 1
            more = f" ({others} more row{'s' * (others > 1)} cannot be read)" if others else ""
            where = f"{self.name}, row {row + 2}, {fault.column}"
            raise CannotValue(where=where, found=fault.found, expected=fault.expected + more)
        if material is not None and material.lower() not in self._codes:
            raise CannotValue(
                where="material", found=f"{material!r}", expected=f"a material of {self.name}",
                remedy="look for a typing error, or for blanks around the code",
            )

    def of(self, material: str | None) -> MovementList:
        """The movements of one material (None: of all), when every row that may be its own could be taken.

        Errors: ``CannotValue``, see ``refuse_doubtful``.
        """
        self.refuse_doubtful(material)
        if material is None:
            return self
        return replace(self, frame=self.frame.filter(lower_code == material.lower()), faults={}, memo=None)

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(self.frame.select(lower_code.unique()).to_series())

    @cached_property
    def _first_faults(self) -> dict[str | None, int]:
        """The first faulty row of each material in lower case; of those that do not say whose they are under None."""
        return {whose: row for row, whose in reversed(self._whose())}

    def _first_fault(self, wanted: str | None) -> int | None:
        """The first row that may be of one material (None: of any)."""
        if wanted is None:
            return min(self._first_faults.values(), default=None)
        rows = [self._first_faults[whose] for whose in (None, wanted) if whose in self._first_faults]
        return min(rows, default=None)

    def in_doubt(self) -> dict[str, int]:
        """Materials that a faulty row belongs to, with that row; all of them when it does not say whose it is."""
        known = self.frame["Material"].unique().to_list() if self.faults else []
        found: dict[str, int] = {}
        for row, whose in self._whose():
            for material in known:
                if whose in (None, material.casefold()):
                    found.setdefault(material, row)
        return found

    def _whose(self) -> list[tuple[int, str | None]]:
        """The faulty rows with their material in lower case; None where that is not known."""
        headers = [header.strip().casefold() for header in self.source.headers]
        at = next((headers.index(name) for name in MATERIAL_HEADERS if name in headers), None)
        found: list[tuple[int, str | None]] = []
        for row in sorted(self.faults):
            cell = self.source.rows[row][at] if at is not None else None
            if isinstance(cell, float) and cell.is_integer():
                cell = str(int(cell))  # a code typed as a number
            found.append((row, cell.strip().casefold() if isinstance(cell, str) and cell.strip() else None))
        return found


def solve_list(moves: MovementList, method: str, as_of: dt.date | None = None) -> Solution:
    """Cost the movements up to ``as_of`` (None: all) with one method for every material.

    The rules are those of ``wipbook.costing.solve``: by location where every movement of a material names one, by lot
    where all name one; a shortage is carried at the last known cost and trued up; returns come back at the cost
    they left with.

    Errors: ``CannotValue`` where a row cannot be used after all (worth more than can be counted, say): a sum without it
    would be a figure that nobody asked for.
    """
    frame = moves.frame
    last = frame["Date"].max()
    day = as_of or (last if isinstance(last, dt.date) else dt.date(2026, 12, 31))
    solution = solve(_ledger(moves, method, day))
    left_out = solution.left_out.get("Movements")
    if left_out:
        raise _unused(moves, solution, left_out)
    return solution


def _unused(moves: MovementList, solution: Solution, rows: frozenset[int]) -> CannotValue:
    """What speaks against the first of the rows that costing could not use."""
    said = solution.doubts.frame().filter(pl.col("Effect") == ROW_EXCLUDED)
    why = next(said.iter_rows(named=True), None)
    more = f" ({len(rows) - 1} more row{'s' * (len(rows) > 2)} cannot be used)" if len(rows) > 1 else ""
    return CannotValue(
        where=f"{moves.name}, row {min(rows) + 2}" + (f", {why['Column']}" if why else ""),
        found=str(why["Found"]) if why else "a row that cannot be used",
        expected=(str(why["Expected"]) if why else "rows that can be costed") + more,
    )


def _ledger(moves: MovementList, method: str, day: dt.date) -> Ledger:
    name, frame = moves.name, moves.frame
    first = frame["Date"].min()
    start = first if isinstance(first, dt.date) and first <= day else day
    # US GAAP permits every method; which one a company may use is its Settings' business, not the formula's.
    policy = Policy(period_start=start, period_end=day, as_of=day, framework="US GAAP", valuation_method=method,
                    currency_places=moves.places)
    names = frame.group_by("Material", maintain_order=True).agg(pl.col("Standard Cost").drop_nulls().last())
    _refuse_missing_standards(name, method, names)
    tables = {
        sheet.name: pl.DataFrame(schema=ledger_schema(sheet)) for sheet in input_sheets()
    }
    tables["Materials"] = pl.concat(
        [tables["Materials"], names.select(
            "Material", pl.col("Material").alias("Description"), pl.lit("raw").alias("Kind"), pl.lit("").alias("Unit"),
            "Standard Cost", pl.int_range(pl.len(), dtype=pl.Int32).alias(ROW),
        )], how="diagonal",
    )
    typed = frame.drop("Standard Cost").with_columns(pl.lit(None, dtype=pl.String).alias("Job"))
    tables["Movements"] = pl.concat([tables["Movements"], typed], how="diagonal_relaxed")
    headers = tuple(frame.columns)
    place = TablePlace("Movements", name, 2, frame.height + 1, 1, headers)
    cells = {sheet: TableCells(place, pl.DataFrame()) for sheet in tables}
    return Ledger(policy, tables, cells=cells)


def _refuse_missing_standards(name: str, method: str, materials: pl.DataFrame) -> None:
    if method_called(method).needs != "Standard Cost":
        return
    missing = materials.filter(pl.col("Standard Cost").is_null())
    if missing.height:
        raise NoStandardCost(
            where=name, found=f"no Standard Cost for {missing['Material'][0]}",
            expected="a column Standard Cost for the method Standard",
        )
