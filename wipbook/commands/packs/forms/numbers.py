"""Cell values as people read them, for forms that have no number formats."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from wipbook.commands.packs.texts.text import Text
from wipbook.sheets.layout import Look

_PLACES = {Look.UNIT_COST: 4, Look.QUANTITY: 3, Look.ESTIMATE: 2, Look.COUNT: 0}
_SHORT = {Look.QUANTITY}  # no zeros behind
NUMBERS = frozenset({*_PLACES, Look.MONEY, Look.SHARE})


def shown(value: object, look: Look, text: Text, places: int) -> str:
    """A value as its column shows it: amounts with ``places``, negative numbers in brackets, zero as a dash.

    >>> from wipbook.commands.packs.texts import text_of
    >>> de = text_of("de")[0]
    >>> shown(-1234.5, Look.MONEY, de, 2), shown(0.0, Look.MONEY, de, 2), shown(0.125, Look.SHARE, de, 2)
    ('(1.234,50)', '-', '12,5 %')
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return text("yes") if value else text("no")
    if isinstance(value, dt.datetime):
        return f"{text.of_day(value.date())} {value:%H:%M}"
    if isinstance(value, dt.date):
        return text.of_day(value)
    if isinstance(value, int | float) and look in NUMBERS:
        return text.number(_number(Decimal(str(value)), look, places))
    return str(value)


def _number(value: Decimal, look: Look, places: int) -> str:
    if look is Look.SHARE:
        return f"{_rounded(value * 100, 1):,.1f} %"
    kept = places if look is Look.MONEY else _PLACES[look]
    rounded = _rounded(value, kept)
    if not rounded:
        return "-"
    said = f"{abs(rounded):,.{kept}f}"
    said = said.rstrip("0").rstrip(".") if look in _SHORT and "." in said else said
    return f"({said})" if rounded < 0 else said


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
