"""What a bare list of movements is worth: on hand, value, cost of what left, layers, every movement, every method."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from wipbook.costing.list_solutions import solved
from wipbook.costing.movement_list import MovementList, NoStandardCost, solve_list
from wipbook.ledger.tables import ROW
from wipbook.schema.methods import methods
from wipbook.values.fixed import QUANTITY_PLACES, divide_half_up, money_text, to_decimal
from wipbook.values.rounding import half_up
from wipbook.values.spill import Spill

RATE_PLACES = 6


@dataclass(frozen=True)
class OpenLayer:
    material: str
    date: dt.date | None
    quantity: Decimal
    unit_cost: Decimal | None
    value: Decimal


@dataclass(frozen=True)
class MethodResult:
    method: str
    quantity: Decimal
    unit_cost: Decimal | None
    value: Decimal
    cost_of_goods: Decimal


def quantity_on_hand(moves: MovementList, as_of: dt.date | None = None, material: str | None = None) -> Decimal:
    """Units on hand at the end of ``as_of``; below zero where more went out than came in."""
    solution, code = solved(moves, "FIFO", as_of, material)
    return _quantity(solution.on_hand(code))


def value_on_hand(
    moves: MovementList, method: str, as_of: dt.date | None = None, material: str | None = None
) -> Decimal:
    """Value on hand at the end of ``as_of``, to the last place of the currency."""
    solution, code = solved(moves, method, as_of, material)
    return _amount(solution.worth(code), moves.places)


def cost_of_goods(
    moves: MovementList, method: str, start: dt.date | None = None, end: dt.date | None = None,
    material: str | None = None,
) -> Decimal:
    """Cost of everything that left from ``start`` to ``end``: what came in less what is left.

    Returns from jobs and customers are deducted, true-ups of shortages included; goods sent back to a supplier and
    transfers are no cost of goods.
    """
    solution, code = solved(moves, method, end, material)
    return _amount(solution.cost_of_goods(start, code), moves.places)


def open_layers(
    moves: MovementList, method: str, as_of: dt.date | None = None, material: str | None = None
) -> list[OpenLayer]:
    """The layers still open, by material, oldest first; a shortage is a layer without a date and below zero."""
    solution, code = solved(moves, method, as_of, material)
    return [
        OpenLayer(name, date, _quantity(quantity), _rate(value, quantity, moves.places), _amount(value, moves.places))
        for name, date, quantity, value in solution.layers(code)
    ]


def movement_costs(moves: MovementList, method: str) -> Spill:
    """The list as given with Cost (+ in, - out), Quantity After, Value After, Rate After (of its material, and place
    or lot where valued so) and Status; a row that cannot be taken leaves its whole material without figures."""
    hidden = moves.in_doubt()
    taken = moves.frame.filter(~pl.col("Material").is_in(list(hidden)))
    solution = solve_list(MovementList(moves.name, taken, {}, places=moves.places), method)
    columns = (ROW, "value_in", "value_out", "quantity_after", "value_after", "shortage", "true_up", "variance")
    known = {row: _after(moves.places, *figures) for row, *figures in solution.movements.select(columns).iter_rows()}
    blank = (None, None, None, None)
    material_of = dict(moves.frame.select(ROW, "Material").iter_rows())
    rows = []
    for at, cells in enumerate(moves.source.rows):
        result: tuple[Any, ...]
        if at in moves.faults:
            result = (*blank, f"#WIP: {moves.faults[at]}")
        elif all(cell is None for cell in cells):
            result = (*blank, None)  # a blank row, kept so that every row stands beside its own
        elif material_of.get(at) in hidden:
            result = (*blank, f"not valued: see row {hidden[material_of[at]] + 2}")
        else:
            result = known.get(at, (*blank, "no effect on stock"))
        rows.append([*cells, *result])
    return Spill([*moves.source.headers, "Cost", "Quantity After", "Value After", "Rate After", "Status"], rows)


def compare_methods(
    moves: MovementList, as_of: dt.date | None = None, material: str | None = None
) -> list[MethodResult]:
    """One row per method that the list allows: Standard needs a Standard Cost, Specific a Lot in every row."""
    frame = moves.of(material).frame
    lots = frame.height > 0 and frame["Lot"].null_count() == 0
    results = []
    for method in methods():
        if method.by_lot and not lots:
            continue
        try:
            solution, code = solved(moves, method.name, as_of, material)
        except NoStandardCost:
            continue
        quantity, value = solution.on_hand(code), solution.worth(code)
        goods, worth = (_amount(amount, moves.places) for amount in (solution.cost_of_goods(None, code), value))
        rate = _rate(value, quantity, moves.places)
        results.append(MethodResult(method.name, _quantity(quantity), rate, worth, goods))
    return results


def _after(
    places: int, came: int, left: int, quantity: int, value: int, short: int, true_up: int, variance: int
) -> tuple[float, float, float, float | None, str]:
    """The figures of one movement. Dividing an integer by a power of ten gives the float nearest to the decimal, so
    nothing is lost by not going through Decimal, and a large range is done in a third of the time."""
    rate = divide_half_up(value * 10 ** (RATE_PLACES + QUANTITY_PLACES - places), quantity) if quantity else None
    return (
        (came - left) / 10**places,
        quantity / 10**QUANTITY_PLACES,
        value / 10**places,
        None if rate is None else rate / 10**RATE_PLACES,
        _status(places, short, true_up, variance) if short or true_up or variance else "ok",
    )


def _status(places: int, short: int, true_up: int, variance: int) -> str:
    said = [f"short by {_quantity(short).normalize():f}, carried at the last known cost"] if short else []
    said += [f"trues up an earlier shortage by {money_text(true_up, places)}"] if true_up else []
    said += [f"price variance {money_text(variance, places)}"] if variance else []
    return "; ".join(said)


def _quantity(fixed: Any) -> Decimal:
    return to_decimal(int(fixed or 0), QUANTITY_PLACES)


def _amount(fixed: Any, places: int) -> Decimal:
    return to_decimal(int(fixed or 0), places)


def _rate(value: Any, quantity: Any, places: int) -> Decimal | None:
    return half_up(_amount(value, places) / _quantity(quantity), RATE_PLACES) if quantity else None
