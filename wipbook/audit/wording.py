"""Figures as words, whole columns at a time: evidence reads as an accountant would write it."""

from __future__ import annotations

import polars as pl

from wipbook.values.fixed import QUANTITY_PLACES


def quantity(name: str | pl.Expr) -> pl.Expr:
    """Fixed-point millionths as text: 1,234.5.

    >>> pl.DataFrame({"q": [1234500000, -250000]}).select(quantity("q")).to_series().to_list()
    ['1,234.5', '-0.25']
    """
    return _decimal(_column(name), QUANTITY_PLACES, shortest=True)


def money(name: str | pl.Expr, places: int) -> pl.Expr:
    """Amounts in the smallest currency unit as text, always with all their places.

    >>> pl.DataFrame({"m": [123450, -5]}).select(money("m", 2)).to_series().to_list()
    ['1,234.50', '-0.05']
    """
    return _decimal(_column(name), places, shortest=False)


def percent(name: str | pl.Expr, places: int = 0) -> pl.Expr:
    """A fraction as a percentage.

    >>> pl.DataFrame({"p": [0.256]}).select(percent("p")).to_series().to_list()
    ['26 %']
    """
    value = (_column(name) * 100).round(places)
    return pl.format("{} %", (value.cast(pl.Int64) if places == 0 else value).cast(pl.String))


def day(name: str | pl.Expr) -> pl.Expr:
    """A date as ISO text; blank reads (no date)."""
    return _column(name).cast(pl.Date).dt.to_string("%Y-%m-%d").fill_null("(no date)")


def moment(name: str | pl.Expr) -> pl.Expr:
    """A date and time as ISO text with the weekday: Sun 2026-05-24 23:41."""
    return _column(name).dt.to_string("%a %Y-%m-%d %H:%M").fill_null("(no time)")


def shown(name: str | pl.Expr) -> pl.Expr:
    """Text as it stands; blank reads (blank)."""
    return _column(name).cast(pl.String).fill_null("(blank)")


def pair(first: str, second: str) -> pl.Expr:
    """The key of a finding about two things: the same whichever of them was found first.

    >>> pl.DataFrame({"a": ["S-2"], "b": ["S-1"]}).select(pair("a", "b")).item()
    'S-1 + S-2'
    """
    return pl.format("{} + {}", pl.min_horizontal(first, second), pl.max_horizontal(first, second))


_REGULAR = "ticket|booking|row|receipt|material|line|job|day|number|movement|order|inspection|unit|hour|finding|time"
_OTHER = {"entries": "entry", "parties": "party"}


def singular(text: pl.Expr) -> pl.Expr:
    """Sentences in which one thing is not many.

    >>> pl.DataFrame({"t": ["1 tickets, 21 rows and 1 entries"]}).select(singular(pl.col("t"))).item()
    '1 ticket, 21 rows and 1 entry'
    """
    text = text.str.replace_all(rf"(^|[^\d.,])1 ({_REGULAR})s\b", "${1}1 ${2}")
    for many, one in _OTHER.items():
        text = text.str.replace_all(rf"(^|[^\d.,])1 {many}\b", f"${{1}}1 {one}")
    return text


def _column(name: str | pl.Expr) -> pl.Expr:
    return pl.col(name) if isinstance(name, str) else name


def _decimal(value: pl.Expr, places: int, shortest: bool) -> pl.Expr:
    size = value.abs()
    whole = (size // 10**places).cast(pl.String)
    grouped = whole.str.reverse().str.replace_all(r"(\d{3})", "${1},").str.strip_chars_end(",").str.reverse()
    sign = pl.when(value < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    if not places:
        return pl.concat_str(sign, grouped)
    part = (size % 10**places).cast(pl.String).str.zfill(places)
    if shortest:
        part = part.str.strip_chars_end("0")
        tail = pl.when(part.str.len_bytes() > 0).then(pl.concat_str(pl.lit("."), part)).otherwise(pl.lit(""))
        return pl.concat_str(sign, grouped, tail)
    return pl.concat_str(sign, grouped, pl.lit("."), part)
