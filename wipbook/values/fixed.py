"""Fixed-point integers: how quantities and amounts are held while they are computed.

A quantity is an integer number of millionths of its unit, an amount an integer number of the smallest currency
unit (cents when the currency has two places), a unit cost an integer number of millionths of the currency.
Decimal stands at the edges, float only in the cell.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

QUANTITY_PLACES = 6
UNIT_COST_PLACES = 6


def to_fixed(number: Decimal | float | int | str, places: int) -> int:
    """The number as an integer of ``10**-places``, half away from zero.

    A float is read through its shortest decimal text, so that 0.285 is 0.285 and not 0.28499999.

    >>> to_fixed("2.445", 2), to_fixed(0.285, 2), to_fixed(-1.005, 2)
    (245, 29, -101)
    """
    decimal = number if isinstance(number, Decimal) else Decimal(str(number))
    return int(decimal.scaleb(places).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_decimal(fixed: int, places: int) -> Decimal:
    """The Decimal that a fixed-point integer stands for.

    >>> to_decimal(24500, 4)
    Decimal('2.4500')
    """
    return Decimal(int(fixed)).scaleb(-places)


def quantity_text(quantity: int) -> str:
    """A fixed-point quantity as people read it: grouped, every digit it has, no zeros behind.

    >>> quantity_text(1234567500000), quantity_text(-250000), quantity_text(100000000)
    ('1,234,567.5', '-0.25', '100')
    """
    whole, part = divmod(abs(quantity), 10**QUANTITY_PLACES)
    tail = f".{part:0{QUANTITY_PLACES}}".rstrip("0").rstrip(".")
    return f"{'-' if quantity < 0 else ''}{whole:,}{tail}"


def cell_text(number: int, places: int = QUANTITY_PLACES) -> str:
    """A fixed-point number as one would type it into a cell: every digit it has, ungrouped, no zeros behind.

    >>> cell_text(1234567500000), cell_text(46000000000), cell_text(2450, 2)
    ('1234567.5', '46000', '24.5')
    """
    return f"{to_decimal(number, places).normalize():f}"


def money_text(amount: int, places: int) -> str:
    """An amount in the smallest currency unit as people read it, always with all its places.

    >>> money_text(123450, 2), money_text(-5, 2), money_text(1234, 0)
    ('1,234.50', '-0.05', '1,234')
    """
    return currency_text(to_decimal(amount, places), places)


def half_unit(places: int) -> float:
    """Half of the smallest amount of a currency with so many places: what two sums of exact amounts may differ by in a
    cell before one of them is wrong.

    >>> half_unit(2), half_unit(0)
    (0.005, 0.5)
    """
    return float(5 / 10 ** (places + 1))


def currency_text(amount: float | Decimal, places: int) -> str:
    """An amount in currency as people read it, grouped, with all its places.

    >>> currency_text(1234.5, 2), currency_text(Decimal("-0.05"), 2), currency_text(1234.567, 3)
    ('1,234.50', '-0.05', '1,234.567')
    """
    return f"{amount:,.{places}f}"


def divide_half_up(numerator: int, denominator: int) -> int:
    """Integer quotient rounded half away from zero; the one rounding rule of the house.

    >>> divide_half_up(5, 2), divide_half_up(-5, 2), divide_half_up(4, 3)
    (3, -3, 1)
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((-2 * numerator + denominator) // (2 * denominator))


def multiply_divide(a: int, b: int, c: int) -> int:
    """``a * b / c`` exactly, rounded half away from zero; the one multiplication of the costing loops, which know it
    compiled as well (``wipbook.costing.kernel.exact``).

    >>> multiply_divide(10_000, 1, 3), multiply_divide(-5, 1, 2), multiply_divide(5, 1, -2)
    (3333, -3, -3)
    """
    product = a * b
    if c < 0:
        product, c = -product, -c
    if product >= 0:
        return (2 * product + c) // (2 * c)
    return -((c - 2 * product) // (2 * c))


def plain_text(number: Decimal | float, places: int = 1) -> str:
    """A computed figure in a sentence, without what binary fractions leave behind: rounded (half away from zero, as its
    shortest decimal reads) and grouped, no zeros behind.

    >>> plain_text(63.49999999999999), plain_text(0.1 + 0.2), plain_text(-0.04), plain_text(Decimal("1E+2"))
    ('63.5', '0.3', '0', '100')
    >>> plain_text(1234567.125, 6)
    '1,234,567.125'
    """
    read = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{read:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
