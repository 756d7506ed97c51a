"""Numbers as programs print them: which forms have one meaning, and what a column says about its decimal sign.

Signs before and after the number and brackets, currency signs and codes, spaces and apostrophes between thousands,
full-width digits: each has one meaning. A single point or comma before three digits has two (1.234 may be 1234), and
the other texts of the column decide; where they do not, nobody guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

NOT_A_NUMBER = "a number"
UNCLEAR = "a number that can be read in one way only: say decimal = \".\" or decimal = \",\" in the mapping"

_MINUS = str.maketrans(dict.fromkeys("−‐‑‒–—﹣", "-"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'"))
_CODES = re.compile(
    r"AED|AFN|ALL|AMD|ANG|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BGN|BHD|BIF|BMD|BND|BOB|BRL|BSD|BTN|BWP|BYN|BZD|CAD"
    r"|CDF|CHF|CLP|CNY|COP|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD"
    r"|HKD|HNL|HRK|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD"
    r"|LSL|LYD|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP"
    r"|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SOS|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TND"
    r"|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VES|VND|VUV|WST|XAF|XCD|XOF|XPF|YER|ZAR|ZMW|ZWG"
)
"""ISO 4217."""
_SIGNS = ("US$", "CA$", "AU$", "NZ$", "HK$", "R$", "A$", "C$", "kr.", "kr", "Fr.", "zł", "Kč", "Ft", "lei", "Rs.", "Rs")
"""Signs of currencies that are not one character of the class Sc."""
_NO_CENTS = re.compile(r"(?<=[0-9])[.,]-{1,2}(?=$|[^0-9])")
"""``12.-`` and ``12,--``: a dash in place of the cents, no minus."""
_BODY = re.compile(r"[0-9.,' ]*[0-9][0-9.,' ]*")
_EXPONENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)[eE]([+-]?[0-9]{1,3})")
_SHORTENED = re.compile(r"[0-9.,]+E\+[0-9]{2}")
"""A long number as Excel shows it in a narrow cell; its other digits are lost."""


@dataclass(frozen=True)
class Printed:
    """One text taken apart: the value by each decimal sign that it could be printed with, and the currency named."""

    by_point: Decimal | None
    by_comma: Decimal | None
    currency: str = ""
    percent: bool = False
    grouped_by: str = ""
    """Sign that can only be one between thousands."""

    @property
    def proves(self) -> str:
        """The decimal sign that a text proves: the only one it can be read with, when it has one at all."""
        if self.grouped_by:
            return "," if self.grouped_by == "." else "."
        if (self.by_point is None) == (self.by_comma is None):
            return ""
        return "." if self.by_point is not None else ","


def printed(text: str) -> Printed | None:
    """What ``text`` says, None when it is no number.

    >>> printed("(1,234.56) EUR").by_point, printed("1'234.50").by_point, printed("12 pcs")
    (Decimal('-1234.56'), Decimal('1234.50'), None)
    >>> both = printed("1.234"); both.by_point, both.by_comma, both.proves
    (Decimal('1.234'), Decimal('1234'), '')
    """
    rest = unicodedata.normalize("NFKC", text).translate(_MINUS).translate(_APOSTROPHES).strip()
    rest = _NO_CENTS.sub("", rest, count=1)
    if _SHORTENED.fullmatch(rest):
        return None
    exponent = _EXPONENT.fullmatch(rest)
    if exponent:
        return Printed(Decimal(rest), None if "." in rest else Decimal(rest))
    negative, currency, percent, body = _undressed(rest)
    if body is None or not _BODY.fullmatch(body):
        return None
    by_point, by_comma = _value(body, "."), _value(body, ",")
    if by_point is None and by_comma is None:
        return None
    grouped = next((sign for sign in ".," if body.count(sign) > 1), "")
    if negative:
        by_point, by_comma = _minus(by_point), _minus(by_comma)
    return Printed(by_point, by_comma, currency, percent, grouped)


def read_numbers(texts: Iterable[str], decimal: str = "", *, percent: bool = False) -> dict[str, Decimal | str]:
    """Each text of one column with its value, or with what was expected instead.

    With ``decimal`` that is the decimal sign; without it the texts say it themselves: one that can be read in one way
    only proves its sign for the whole column, and where none does (or they contradict each other) those that can be
    read in two ways are not. A ``percent`` column may print the sign of per cent.

    >>> read_numbers(["1,234", "5.5"])["1,234"], read_numbers(["1.234", "2.500"])["1.234"] == UNCLEAR
    (Decimal('1234'), True)
    >>> read_numbers(["12.5", "1.234"], ",")
    {'12.5': "a number with ',' as decimal sign", '1.234': Decimal('1234')}
    """
    taken = {text: printed(text) for text in texts}
    sign = decimal or decimal_sign(taken)
    return {text: _read(one, sign, decimal, percent) for text, one in taken.items()}


def decimal_sign(taken: Mapping[str, Printed | None]) -> str:
    """The decimal sign that the texts of a column prove, blank where they prove none or both."""
    proven = {one.proves for one in taken.values() if one is not None} - {""}
    return proven.pop() if len(proven) == 1 else ""


def _read(one: Printed | None, sign: str, given: str, percent: bool) -> Decimal | str:
    if one is None or (one.percent and not percent):
        return f"{NOT_A_NUMBER} with {given!r} as decimal sign" if given else NOT_A_NUMBER
    if one.by_point == one.by_comma and one.by_point is not None:
        return one.by_point
    if not sign:
        only = one.by_point if one.by_comma is None else one.by_comma if one.by_point is None else None
        return UNCLEAR if only is None else only
    value = one.by_point if sign == "." else one.by_comma
    if value is None:
        return f"{NOT_A_NUMBER} with {sign!r} as decimal sign"
    return value


def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.copy_negate() if value else value


def _undressed(rest: str) -> tuple[bool, str, bool, str | None]:
    """Whether it is negative, its currency, whether it is per cent, and what is left when all that is taken off; None
    for what has two of a kind."""
    signs, currency, percent = 0, "", False
    negative = False
    while True:
        if rest.startswith("(") and rest.endswith(")") and len(rest) > 2:
            signs, negative, rest = signs + 1, True, rest[1:-1].strip()
        elif rest[:1] in ("+", "-") and rest:
            signs, negative, rest = signs + 1, negative or rest[0] == "-", rest[1:].strip()
        elif rest[-1:] in ("+", "-") and rest:
            signs, negative, rest = signs + 1, negative or rest[-1] == "-", rest[:-1].strip()
        elif rest.endswith("%") and not percent:
            percent, rest = True, rest[:-1].strip()
        elif not currency and (found := _currency(rest)):
            currency, rest = found, (rest[len(found) :] if rest.startswith(found) else rest[: -len(found)]).strip()
        else:
            break
    return negative, currency, percent, None if signs > 1 else rest


def _currency(rest: str) -> str:
    """The currency at one end of a text."""
    for at, piece in ((0, rest[:3]), (-1, rest[-3:])):
        if _CODES.fullmatch(piece.upper()) and not (rest[3:4] if at == 0 else rest[-4:-3]).isalpha():
            return piece
    for sign in _SIGNS:
        if rest.startswith(sign) or rest.endswith(sign):
            return sign
    for end in (rest[:1], rest[-1:]):
        if end and unicodedata.category(end) == "Sc":
            return end
    return ""


def _value(body: str, decimal: str) -> Decimal | None:
    """The value of digits and separators with this decimal sign; None where they do not fit."""
    whole, dot, places = body.partition(decimal)
    if dot and ((places and not places.isdecimal()) or not (whole or places)):
        return None
    groups = [sign for sign in (".,".replace(decimal, ""), "'", " ") if sign in whole]
    if len(groups) > 1:
        return None
    if groups:
        parts = whole.split(groups[0])
        if not 1 <= len(parts[0]) <= 3 or any(len(part) != 3 for part in parts[1:]) or parts[0].startswith("0"):
            return None
        whole = "".join(parts)
    if (whole and not whole.isdecimal()) or not (whole or places):
        return None
    return Decimal(f"{whole or '0'}.{places}" if places else whole)
