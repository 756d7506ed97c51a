"""One row in a unit or a currency of its own: what is used in place of what was typed, or why nothing can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from wipbook.ledger.cells.ratios import plain_ratio
from wipbook.ledger.conversion.entered import CURRENCY, INVOICE_DAY, RECEIPT_DAY, UNIT, Entered, Price
from wipbook.ledger.conversion.problems import (
    Problem,
    no_rate,
    out_of_bounds,
    two_factors,
    unknown_stock_unit,
    unknown_unit,
)
from wipbook.ledger.conversion.rates import NoRate, Rate
from wipbook.ledger.conversion.sources import Sources
from wipbook.ledger.conversion.units import Contradiction
from wipbook.ledger.policy import Policy
from wipbook.ledger.tables import FINER, ROW
from wipbook.schema import input_sheet
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import QUANTITY_PLACES, UNIT_COST_PLACES, divide_half_up, quantity_text

CONVERTED = {
    "Sheet": pl.String, ROW: pl.Int32, "Key": pl.String, "Date": pl.Date, "Material": pl.String, "Column": pl.String,
    "Typed Quantity": pl.Int64, "Unit": pl.String, "Factor": pl.String, "Quantity": pl.Int64, "Stock Unit": pl.String,
    "Typed Price": pl.Int64, "Currency": pl.String, "Rate": pl.String, "Rate Date": pl.Date, "Price": pl.Int64,
    "Value": pl.Int64, "At Order Rate": pl.Int64, "Difference": pl.Int64, "Exchange": pl.Int64,
}
"""A line for each price, amount or quantity. Date: of the movement, of the receipt of an order line. Quantities, prices
and Typed Price (of an amount: the amount) in millionths, Value in the smallest currency unit. Of an Invoice Price: At
Order Rate is the price at the rate of the order, Difference what the invoice is above the receipt, Exchange what of it
the rates made."""

_MOST = 9 * 10**15
"""Millionths that a quantity or a unit cost stays below, as a typed one does."""
_MOST_MONEY = 9 * 10**17
"""Of the smallest currency unit: what a signed 64-bit integer holds, and some more to add."""
_UNIT, _FINE = 10**QUANTITY_PLACES, 10 ** (15 - UNIT_COST_PLACES)
"""What a quantity is held in parts of, and what of a unit cost is held behind its six places (``FINER``)."""
_ONE = Fraction(1)
_BLANK = dict.fromkeys(CONVERTED)


@dataclass(frozen=True)
class Typed:
    """A row as it was typed, with ``_stock`` (the material's unit) and the days of its prices. Amounts of a ``foreign``
    row, one in another currency than the company's, are in millionths."""

    entered: Entered
    row: Mapping[str, Any]
    foreign: bool

    @property
    def unit(self) -> str:
        return str(self.row[UNIT] or self.row["_stock"] or "")


@dataclass(frozen=True)
class Used:
    """What is used, by column, and the lines that tell of it."""

    values: Mapping[str, int | None]
    told: list[dict[str, object]]


def convert_row(typed: Typed, sources: Sources, policy: Policy) -> Used | Problem:
    """What a row comes to, or the first thing that is in the way."""
    factor = _factor(typed, sources)
    if isinstance(factor, Problem):
        return factor
    values: dict[str, int | None] = {}
    for name in typed.entered.quantities:
        quantity = typed.row[name]
        if quantity is None:
            continue
        used = _times(quantity, factor)
        if abs(used) >= _MOST or (used == 0 and quantity != 0):
            return out_of_bounds(
                name, f"{quantity_text(quantity)} {typed.unit}",
                f"a quantity that is above nothing and below 9,000,000,000 in {typed.row['_stock']}",
            )
        values[name] = used
    rates = _rates(typed, sources, policy)
    if isinstance(rates, Problem):
        return rates
    told: list[dict[str, object]] = []
    for price in typed.entered.prices:
        if typed.row[price.column] is not None:
            line = _price(typed, price, factor, rates, values, policy)
            if isinstance(line, Problem):
                return line
            told.append(line)
    for name in typed.entered.whole:
        if typed.row[name] is not None and typed.foreign:
            rate = rates[name].value
            money = _money(typed.row[name] * rate.numerator, rate.denominator * _UNIT, policy)
            if abs(money) >= _MOST_MONEY:
                return _boundless(name, typed, policy)
            values[name] = money
            told.append(_line(typed, name, factor, rates[name]) | {"Typed Price": typed.row[name], "Value": money})
    if not told:
        first = typed.entered.quantities[0]
        told.append(_line(typed, first, factor, None) | _quantities(typed.row[first], factor))
    return Used(values, told)


def _factor(typed: Typed, sources: Sources) -> Fraction | Problem:
    """How many of the material's unit one of the row's is."""
    stock, material = typed.row["_stock"], str(typed.row[typed.entered.material])
    if typed.row[UNIT] is None:
        return Fraction(1)
    if not stock:
        return unknown_stock_unit(typed.unit, material)
    found = sources.units.factor(material, typed.unit, stock)
    if found is None:
        return unknown_unit(typed.unit, material, stock, sources.has_units, sources.units.names(material))
    return two_factors(typed.unit, stock, found.said) if isinstance(found, Contradiction) else found


def _rates(typed: Typed, sources: Sources, policy: Policy) -> dict[str, Rate] | Problem:
    """The rate of each price and amount that the row has."""
    found: dict[str, Rate] = {}
    wanted = [(price.column, price.day) for price in typed.entered.prices]
    wanted += [(name, typed.entered.day) for name in typed.entered.whole]
    for column, day in wanted:
        if typed.row[column] is None:
            continue
        if not typed.foreign:
            found[column] = Rate(_ONE, typed.row[day])
            continue
        rate = sources.rates.on(typed.row[CURRENCY], typed.row[day])
        if isinstance(rate, NoRate):
            return no_rate(
                typed.row[CURRENCY], policy.currency, typed.row[day], policy.exchange_rate_days, rate.said,
                sources.has_rates, sources.rates.currencies,
            )
        found[column] = rate
    return found


def _price(
    typed: Typed, price: Price, factor: Fraction, rates: Mapping[str, Rate], values: dict[str, int | None],
    policy: Policy,
) -> dict[str, object] | Problem:
    """The line that tells of a price; what it is per unit of the material in the company's currency goes into
    ``values``, and with it what the whole is worth where the ledger would have to multiply two rounded numbers."""
    row, rate = typed.row, rates[price.column].value
    exact = row[price.column] * _FINE + (row.get(FINER) or 0)
    upper, lower = rate.numerator * factor.denominator, rate.denominator * factor.numerator
    fixed = divide_half_up(exact * upper, lower * _FINE)
    if fixed >= _MOST or (fixed == 0 and exact != 0):
        return out_of_bounds(
            price.column, f"{quantity_text(row[price.column])} per {typed.unit}",
            f"a price of at least 0.000001 and below 9,000,000,000 per {row['_stock']}",
        )
    values[price.column] = fixed
    quantity = next((row[name] for name in price.of if row[name] is not None), None)
    value = None if quantity is None else _worth(quantity, exact, rate, policy)
    if value is not None and abs(value) >= _MOST_MONEY:
        return _boundless(price.column, typed, policy)
    if FINER in row:
        values[FINER] = divide_half_up(exact * upper, lower) - fixed * _FINE
        if _has_a_cost_of_its_own(row) and row["Amount"] is None and value is not None:
            values["Amount"] = abs(value)
    line = _line(typed, price.column, factor, rates[price.column]) | _quantities(quantity, factor) | {
        "Typed Price": row[price.column], "Price": fixed, "Value": value,
    }
    if price.day == INVOICE_DAY and "Unit Price" in rates:
        order = rates["Unit Price"].value
        at_order = divide_half_up(
            exact * order.numerator * factor.denominator, order.denominator * factor.numerator * _FINE
        )
        if at_order >= _MOST or abs(_worth(quantity or 0, exact, order, policy)) >= _MOST_MONEY:
            return _boundless(price.column, typed, policy)
        line["At Order Rate"] = at_order
        if quantity is not None and value is not None:
            line["Difference"] = value - _worth(quantity, row["Unit Price"] * _FINE, order, policy)
            line["Exchange"] = value - _worth(quantity, exact, order, policy)
    return line


def _has_a_cost_of_its_own(row: Mapping[str, Any]) -> bool:
    """Whether a movement is one whose Unit Cost decides what it is worth (``costing.doubts.corrections``)."""
    kind = row["Type"]
    came = kind in (MovementType.OPENING, MovementType.RECEIPT)
    up = kind == MovementType.ADJUSTMENT and row["Quantity"] > 0
    direct = kind == MovementType.RETURN_TO_SUPPLIER and row["Job"] is not None
    made = kind == MovementType.COMPLETION and row["Job"] is None
    return (came or up or direct or made) and row["Quantity"] != 0 and row["Reverses"] is None


def _line(typed: Typed, column: str, factor: Fraction, rate: Rate | None) -> dict[str, object]:
    """What a line says of the row itself, the factor and the rate; the rest is blank."""
    row = typed.row
    key = [row[name] for name in input_sheet(typed.entered.sheet).key]
    turned = rate if typed.foreign else None
    return {
        **_BLANK,
        "Sheet": typed.entered.sheet, ROW: row[ROW], "Key": "/".join(str(part) for part in key if part is not None),
        "Date": row[typed.entered.day] if typed.entered.day else row.get(RECEIPT_DAY),
        "Material": row[typed.entered.material], "Column": column, "Unit": typed.unit,
        "Factor": plain_ratio(factor), "Stock Unit": row["_stock"],
        "Currency": row[CURRENCY] if turned else None, "Rate": plain_ratio(turned.value) if turned else None,
        "Rate Date": turned.day if turned else None,
    }


def _boundless(column: str, typed: Typed, policy: Policy) -> Problem:
    return out_of_bounds(
        column, f"{quantity_text(typed.row[column])} {typed.row[CURRENCY] if typed.foreign else policy.currency}",
        f"a row worth less than {_MOST_MONEY / 10**policy.currency_places:,.0f} {policy.currency}",
    )


def _quantities(quantity: int | None, factor: Fraction) -> dict[str, object]:
    return {"Typed Quantity": quantity, "Quantity": None if quantity is None else _times(quantity, factor)}


def _worth(quantity: int, price: int, rate: Fraction, policy: Policy) -> int:
    """What so many millionths are worth at a price in 10**-15, at the rate."""
    return _money(quantity * price * rate.numerator, rate.denominator * _UNIT * _UNIT * _FINE, policy)


def _money(upper: int, lower: int, policy: Policy) -> int:
    """``upper`` over ``lower`` of the currency in its smallest unit, rounded half up once."""
    return divide_half_up(upper * 10**policy.currency_places, lower)


def _times(number: int, factor: Fraction) -> int:
    return divide_half_up(number * factor.numerator, factor.denominator)
