"""A computed figure in a sentence: as people say it, without what binary fractions leave behind."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import polars as pl


def plain(number: Decimal | float, places: int = 1) -> str:
    """``number`` rounded (half away from zero, as its shortest decimal reads) and grouped, no zeros behind.

    >>> plain(63.49999999999999), plain(0.1 + 0.2), plain(1234567.0), plain(-0.04), plain(Decimal("1E+2"))
    ('63.5', '0.3', '1,234,567', '0', '100')
    """
    read = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{read:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def plainly(column: pl.Expr, places: int = 1) -> pl.Expr:
    """``plain`` of a column of floats; blank stays blank.

    >>> pl.DataFrame({"h": [63.49999999999999, 10.0, None]}).select(plainly(pl.col("h"))).to_series().to_list()
    ['63.5', '10', None]
    """
    return column.map_elements(lambda each: plain(each, places), return_dtype=pl.String)
