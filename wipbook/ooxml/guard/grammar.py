"""Rows of a sheet as nearly every program writes them, as one pattern for polars' engine of regular expressions.

That engine reads a byte once, whatever it holds, outside the interpreter lock: a sheet of 400 MB takes a second. What
does not fit the pattern is not damaged yet; it is looked at cell by cell (``odd_rows``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from wipbook.ooxml.address import column_letters

_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"
_USUAL_NUMBER = r"[-+]?(?:[0-9]{1,7}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]-[0-9]{1,3})?"
_PLAIN = r"[^<&\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"
_REFERENCE = r"&(?:amp|lt|gt|quot|apos|#(?:9|10|13|3[2-9]|[4-9][0-9]|1[0-9]{2})|#x(?:9|[aAdD]|[2-7][0-9A-Fa-f]));"
_TEXT = rf"(?:{_PLAIN}|{_REFERENCE})*"
_ERRORS = r"#(?:DIV/0!|N/A|NULL!|NUM!|REF!|VALUE!)"
"""The error values that the fast reader takes for blanks. At #NAME? and those of later years it fails."""
_ATTRIBUTES = r"""(?: [A-Za-z0-9:_]+="[^"<&]*")*"""
_SPACE = r"[ \t\r\n]*"


@lru_cache(maxsize=256)
def rows_pattern(prefix: bytes, last_column: int, last_row: int, rare: bool = False) -> str:
    """What whole rows look like whose cells stand up to ``last_column``, and no further down than ``rows_to`` says;
    with ``rare`` also numbers beyond all days (``huge_numbers``) and rarer error values (``other_errors``).

    >>> import polars as pl
    >>> rows = pl.Series(['<row r="7"><c r="B7" t="s"><v>3</v></c></row>', '<row r="7"><c r="D7"><v>3</v></c></row>'])
    >>> rows.str.contains(rows_pattern(b"", 3, 99)).to_list()
    [True, False]
    """
    p = re.escape(prefix.decode())
    reference = f'r="(?:{_columns_to(last_column)})(?:{rows_to(last_row)})"'
    style = r'(?: (?:s|cm|vm)="[0-9]{1,6}")*'
    formula = rf"(?:<{p}f{_ATTRIBUTES}(?:/>|>{_TEXT}</{p}f>))?"

    def cell(kind: str, inside: str) -> str:
        return rf"{style}{kind}{style}(?:/>|>{inside}</{p}c>)"

    def value(inside: str, attributes: str = "") -> str:
        return rf"{formula}(?:<{p}v{attributes}>{inside}</{p}v>|<{p}v ?/>)?"

    keep = r'(?: xml:space="preserve")?'
    kinds = "|".join((
        cell(r'(?: t="n")?', value(f"(?:{_NUMBER if rare else _USUAL_NUMBER})?")),
        cell(r' t="s"', value("[0-9]{1,7}")),
        cell(r' t="str"', value(_TEXT, keep)),
        cell(r' t="b"', value("[01]")),
        cell(r' t="e"', value("#[A-Z0-9/!?_]+" if rare else _ERRORS)),
        cell(r' t="inlineStr"', rf"<{p}is>(?:<{p}t{keep}>{_TEXT}</{p}t>|<{p}t ?/>)</{p}is>"),
    ))
    cells = rf"(?:{_SPACE}<{p}c {reference}(?:{kinds}))*"
    row = rf'<{p}row r="[1-9][0-9]{{0,6}}"{_ATTRIBUTES} ?(?:/>|>{cells}{_SPACE}</{p}row>)'
    return rf"\A{_SPACE}(?:{row}{_SPACE})*\z"


@lru_cache(maxsize=32)
def huge_numbers(prefix: bytes) -> re.Pattern[bytes]:
    """Cells that hold a number of ten million or more, or one with an exponent, and have a format: what is before it,
    its index, what is behind it. Shown as a date such a number may be beyond what the fast reader can count: it leaves
    it out, or fails.

    >>> cells = b'<c r="A1" s="3"><v>5901234123457</v></c><c r="B1" s="4"><v>45000</v></c>'
    >>> [match[2] for match in huge_numbers(b"").finditer(cells)]
    [b'3']
    """
    p, formula = re.escape(prefix), _formula(prefix)
    number = rb"<" + p + rb"v(?:\s[^<>]*)?>\s*[-+]?(?:\d{8}|[\d.]+[eE]\+?\d)"
    return re.compile(
        rb"(<" + p + rb"""c(?=\s)[^<>]*?)\ss\s*=\s*["']\s*(\d+)\s*["']([^<>]*>""" + formula + number + rb")"
    )


@lru_cache(maxsize=32)
def other_errors(prefix: bytes) -> re.Pattern[bytes]:
    """Cells with an error value that the fast reader fails at, such as #SPILL!: what is before the value.

    >>> cells = b'<c r="A1" t="e"><v>#SPILL!</v></c><c r="B1" t="e"><v>#N/A</v></c>'
    >>> other_errors(b"").sub(rb"\\1#N/A", cells)
    b'<c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><v>#N/A</v></c>'
    """
    p, formula = re.escape(prefix), _formula(prefix)
    start = rb"<" + p + rb"""c(?=\s)[^<>]*?\st\s*=\s*["']e["'][^<>]*>""" + formula
    return re.compile(rb"(" + start + rb"<" + p + rb"v(?:\s[^<>]*)?>)(?!\s*" + _ERRORS.encode() + rb"\s*<)[^<]+")


@lru_cache(maxsize=32)
def odd_values(prefix: bytes) -> re.Pattern[bytes]:
    """Cells whose value, if it is no text, has spaces around it or characters written as references: what is before the
    value, and the value. The fast reader takes *4&#53;* for 4, and a text with a space before its number for another.

    >>> cells = b'<c r="A1" t="s"><v> 7 </v></c><c r="B1"><v>4&#53;</v></c><c r="C1" t="str"><v> a&amp;b </v></c>'
    >>> [match[2] for match in odd_values(b"").finditer(cells)]
    [b' 7 ', b'4&#53;']
    """
    p, formula = re.escape(prefix), _formula(prefix)
    attributes = rb"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*"""
    text = rb"(?!" + attributes + rb"""\st\s*=\s*["'](?:str|inlineStr)["'])"""
    start = rb"<" + p + rb"c(?=[\s>])" + text + attributes + rb">\s*" + formula + rb"\s*<" + p + rb"v(?:\s[^<>]*)?>"
    return re.compile(rb"(" + start + rb")([^<\s&]*[\s&][^<]*)(?=<)")


def _formula(prefix: bytes) -> bytes:
    """A formula, or none."""
    p = re.escape(prefix)
    return rb"(?:<" + p + rb"f(?:\s[^<>]*)?(?:/>|>[^<]*</" + p + rb"f>))?"


def rows_to(last: int) -> str:
    """Row numbers up to ``last`` with its first digit kept and all others nine (9,999 at least), as a pattern: so that
    few patterns serve all sheets.

    >>> rows_to(668262), rows_to(7)
    ('[1-9][0-9]{0,4}|[1-6][0-9]{5}', '[1-9][0-9]{0,3}')
    """
    digits, first = len(str(last)), str(last)[0]
    return f"[1-9][0-9]{{0,{digits - 2}}}|[1-{first}][0-9]{{{digits - 1}}}" if digits > 4 else "[1-9][0-9]{0,3}"


def _columns_to(last: int) -> str:
    """Letters of the columns up to ``last``.

    >>> _columns_to(3), _columns_to(28), _columns_to(703)
    ('[A-C]', '[A-Z]|A[A-B]', '[A-Z]|[A-Z][A-Z]|AA[A-A]')
    """
    letters = column_letters(last)
    parts = ["[A-Z]" * size for size in range(1, len(letters))]
    for place, letter in enumerate(letters):
        if place + 1 == len(letters):
            parts.append(f"{letters[:place]}[A-{letter}]")
        elif letter != "A":
            parts.append(f"{letters[:place]}[A-{chr(ord(letter) - 1)}]" + "[A-Z]" * (len(letters) - place - 1))
    return "|".join(parts)
