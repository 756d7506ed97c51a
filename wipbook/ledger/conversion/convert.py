"""Rows in units and currencies of their own, turned into the material's and the company's before anybody computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from wipbook.ledger.conversion.entered import CURRENCY, ENTERED, UNIT, Entered, with_days
from wipbook.ledger.conversion.problems import Problem
from wipbook.ledger.conversion.row import CONVERTED, Typed, convert_row
from wipbook.ledger.conversion.sources import Sources
from wipbook.ledger.conversion.units import Units
from wipbook.ledger.policy import Policy
from wipbook.ledger.rejections import ROW_EXCLUDED, WARNING, Reason, Rejections
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TableCells
from wipbook.schema import input_sheet
from wipbook.values.codes import bare, folded

_UNITS = "Units of Measure"


@dataclass(frozen=True)
class Conversion:
    """The tables as the ledger holds them, and ``rows``: what was typed beside what was used (``CONVERTED``)."""

    tables: Mapping[str, pl.DataFrame]
    rows: pl.DataFrame


def convert(
    tables: Mapping[str, pl.DataFrame], cells: Mapping[str, TableCells], amounts: Mapping[str, pl.DataFrame],
    policy: Policy, rejections: Rejections,
) -> Conversion:
    """Turn what is entered in a unit or currency of its row (``ENTERED``) into stock units and the company's currency.

    A row whose unit nothing leads to the material's, or whose currency has no rate of its day, is left out and listed
    with what would cure it; nothing is ever taken for 1. ``cells`` are where the tables stand, ``amounts`` by sheet
    the money of rows in another currency in millionths (``whole_amounts``). Quantities and unit costs are rounded half
    up to the places the ledger has, money once to those of the currency, from exact fractions.
    """
    sources = Sources.of(tables, cells, policy)
    _list_contradictions(sources.units, cells, rejections)
    changed = dict(tables)
    found: list[dict[str, object]] = []
    for entered in ENTERED:
        if entered.sheet not in cells or entered.sheet not in tables:
            continue
        frame = tables[entered.sheet]
        rows = _in_other_terms(entered, frame, tables["Materials"], policy.currency)
        if rows.is_empty():
            continue
        rows = with_days(entered, rows, tables["Movements"])
        if entered.sheet in amounts:
            rows = _with_whole_amounts(rows, amounts[entered.sheet])
        changed[entered.sheet], told = _converted(entered, frame, rows, sources, policy, cells, rejections)
        found += told
    return Conversion(changed, pl.DataFrame(found, schema=CONVERTED, orient="row"))


def _with_whole_amounts(rows: pl.DataFrame, amounts: pl.DataFrame) -> pl.DataFrame:
    """``rows`` with the amounts of those in another currency as they were typed, to six places."""
    names = amounts.columns[1:]
    joined = rows.join(amounts, on=ROW, how="left", maintain_order="left", suffix="_typed")
    foreign = pl.col(CURRENCY).is_not_null()
    return joined.with_columns(
        pl.when(foreign).then(f"{name}_typed").otherwise(name).alias(name) for name in names
    ).select(rows.columns)


def _in_other_terms(
    entered: Entered, frame: pl.DataFrame, materials: pl.DataFrame, currency: str
) -> pl.DataFrame:
    """The rows whose unit or currency is another than the material's or the company's; the material's own unit beside
    them as ``_stock``."""
    given = frame.filter(pl.any_horizontal(pl.col(one).is_not_null() for one in _own(frame)))
    if given.is_empty():
        return given
    units = materials.select(pl.col("Material").alias(entered.material), pl.col("Unit").alias("_stock"))
    given = given.join(units, on=entered.material, how="left", maintain_order="left")
    other = folded(pl.col(UNIT)).ne_missing(folded(pl.col("_stock"))) & pl.col(UNIT).is_not_null()
    if CURRENCY in frame.columns:
        other = other | (folded(pl.col(CURRENCY)) != bare(currency)).fill_null(False)
    return given.filter(other)


def _own(frame: pl.DataFrame) -> list[str]:
    return [name for name in (UNIT, CURRENCY) if name in frame.columns]


def _converted(
    entered: Entered, frame: pl.DataFrame, rows: pl.DataFrame, sources: Sources, policy: Policy,
    cells: Mapping[str, TableCells], rejections: Rejections,
) -> tuple[pl.DataFrame, list[dict[str, object]]]:
    place, key = cells[entered.sheet], input_sheet(entered.sheet).key[0]
    used: dict[int, Mapping[str, int | None]] = {}
    told: list[dict[str, object]] = []
    left_out: list[int] = []
    faults: dict[Problem, list[tuple[int, Any]]] = {}
    for row in rows.iter_rows(named=True):
        answer = convert_row(Typed(entered, row, _is_foreign(row, policy)), sources, policy)
        if isinstance(answer, Problem):
            left_out.append(row[ROW])
            faults.setdefault(answer, []).append((row[ROW], row[key]))
        else:
            used[row[ROW]] = answer.values
            told += answer.told
    for problem, which in faults.items():
        rejections.add(
            place, [row for row, _ in which], problem.column, problem.found, problem.expected, problem.remedy,
            ROW_EXCLUDED, [code for _, code in which], problem.reason,
        )
    return _with(frame.filter(~pl.col(ROW).is_in(left_out)), used), told


def _is_foreign(row: Mapping[str, Any], policy: Policy) -> bool:
    currency = row.get(CURRENCY)
    return currency is not None and bare(currency) != bare(policy.currency)


def _with(frame: pl.DataFrame, used: Mapping[int, Mapping[str, int | None]]) -> pl.DataFrame:
    """``frame`` with the values that are used in some of its rows."""
    if not used:
        return frame
    names = sorted({name for values in used.values() for name in values})
    new = pl.DataFrame(
        {ROW: list(used), **{f"_{name}": [values.get(name) for values in used.values()] for name in names}},
        schema={ROW: pl.Int32, **{f"_{name}": pl.Int64 for name in names}},
    )
    has = {name: [name in values for values in used.values()] for name in names}
    new = new.with_columns(pl.Series(f"_has_{name}", has[name]) for name in names)
    joined = frame.join(new, on=ROW, how="left", maintain_order="left")
    return joined.with_columns(
        pl.when(pl.col(f"_has_{name}").fill_null(False)).then(f"_{name}").otherwise(name).alias(name)
        for name in names
    ).select(frame.columns)


def _list_contradictions(units: Units, cells: Mapping[str, TableCells], rejections: Rejections) -> None:
    if _UNITS not in cells:
        return
    place = cells[_UNITS]
    for one in units.contradictions():
        rejections.add(
            place, [one.row - place.place.first_row], "Factor", one.said, "rows that come to the same factor",
            "correct one of them; until then rows that need it are left out", WARNING, None, Reason.SENSE,
        )


