"""Why a row cannot be converted, and what would cure it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from wipbook.ledger.rejections import Reason

UNITS, RATES, PACK = "Units of Measure", "Rates of Exchange", "units and currencies"


@dataclass(frozen=True)
class Problem:
    """The words of a line of Exceptions."""

    column: str
    found: str
    expected: str
    remedy: str
    reason: Reason = Reason.UNKNOWN


def _add(sheet: str, there: bool, row: str) -> str:
    """The words for a row that is to be added, where the sheet may be hidden, or not be there at all."""
    if not there:
        return f"the workbook has no sheet {sheet}: bring it back (wipbook upgrade, or from the template) and add {row}"
    return f"add {row} to {sheet} (pack {PACK})"


def unknown_unit(unit: str, material: str, stock: str, there: bool, names: Sequence[str]) -> Problem:
    """Nothing leads from the unit of a row to the material's."""
    near = get_close_matches(unit.casefold(), {name.casefold(): name for name in names}, n=1, cutoff=0.75)
    meant = next((name for name in names if near and name.casefold() == near[0] and near[0] != unit.casefold()), "")
    add = _add(UNITS, there, f"a row From {unit} To {stock} with its Factor")
    return Problem(
        "Unit", repr(unit), f"{stock}, the unit of {material}, or one that leads to it on the sheet {UNITS}",
        (f"did you mean {meant!r}? Else " if meant else "") + f"{add}, or leave Unit blank if it is in {stock}",
    )


def unknown_stock_unit(unit: str, material: str) -> Problem:
    """The material has no unit itself."""
    return Problem(
        "Unit", repr(unit), f"the unit of {material}, which {unit} is to be turned into, on the sheet Materials",
        f"fill in Unit of {material} on Materials",
    )


def two_factors(unit: str, stock: str, said: str) -> Problem:
    """Two ways lead from one unit to the other."""
    return Problem(
        "Unit", f"{unit!r}: {said}", f"one factor from {unit} to {stock}", f"correct one of these rows on {UNITS}",
        Reason.SENSE,
    )


def no_rate(currency: str, own: str, day: object, most: int, said: str, there: bool, names: Sequence[str]) -> Problem:
    """There is no rate of the day, or two."""
    near = get_close_matches(currency.casefold(), {name.casefold(): name for name in names}, n=1, cutoff=0.6)
    meant = next((name for name in names if near and name.casefold() == near[0] and near[0] != currency.casefold()), "")
    days = f" or, by Exchange Rate Days of Settings, at most {most} before" if most else ""
    add = _add(RATES, there, f"a row From {currency} To {own} of {day}")
    return Problem(
        "Currency", f"{currency} on {day} ({said})",
        f"one spot rate {currency} to {own} of that day{days}, on the sheet {RATES}",
        (f"did you mean {meant!r}? Else " if meant else "") + add,
    )


def out_of_bounds(column: str, found: str, what: str) -> Problem:
    """What comes out cannot be held."""
    return Problem(
        column, found, what,
        "correct the quantity, the price, the factor or the rate, or keep the material in another unit",
        Reason.SENSE,
    )
