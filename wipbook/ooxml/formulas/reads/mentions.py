"""What the text of a formula mentions, before anybody knows what names and tables mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, column_number
from wipbook.ooxml.formulas.reads.tokens import Kind, Token, tokens

ANYWHERE = frozenset({"OFFSET", "INDIRECT"})
"""Functions whose place is computed: what they read can be any cell."""
POSITIONAL = frozenset({
    "ROW", "ROWS", "COLUMN", "COLUMNS", "CELL", "ADDRESS", "AREAS", "SHEET", "SHEETS", "FORMULATEXT", "INFO",
})
"""Functions of where something stands."""
OUTSIDE = frozenset({"DDE", "RTD", "WEBSERVICE", "CALL", "REGISTER.ID", "SQL.REQUEST"})
"""Functions that ask another program."""
_LIKE_THE_OTHER = frozenset({"SUMIF", "AVERAGEIF"})
"""Functions that read as many cells of their last area as the first one has."""


class Place(NamedTuple):
    """A rectangle that a formula names: ``prefix`` is the sheet as it stands before ``!`` ("" for none), ``fixed`` says
    of first row, first column, last row, last column which stay when the formula is filled elsewhere."""

    prefix: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int
    fixed: tuple[bool, bool, bool, bool]


class Named(NamedTuple):
    """A name, or a table when it is ``structured``."""

    prefix: str
    text: str
    structured: bool = False


Operand = Place | Named


@dataclass(frozen=True, slots=True)
class Mentions:
    """``ranges`` are operands that a colon joins (``B2:Sheet1!B9``). ``anywhere``: what it reads is known only when it
    is computed; ``positional``: it says where something stands; ``outside``: it asks another program; ``alike``: its
    areas are read as large as the largest of them."""

    operands: tuple[Operand, ...]
    ranges: tuple[tuple[Operand, Operand], ...] = ()
    anywhere: bool = False
    positional: bool = False
    outside: bool = False
    alike: bool = False


_END = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")
_FILE_IN_TEXT = re.compile(r"\[[^\[\]]+\][^\[\]]*!")
_BRACKETED = re.compile(r"\[[^\[\]]+\]")


@lru_cache(maxsize=65_536)
def mentions(formula: str) -> Mentions:
    """What a formula mentions.

    >>> found = mentions("=SUM('My Jobs'!$B7:B9)+Rate+OFFSET(A1,1,1)")
    >>> [one.text for one in found.operands if isinstance(one, Named)], found.anywhere
    (['SUM', 'Rate', 'OFFSET'], True)
    >>> mentions("=[1]Prices!A1").outside, mentions("=excel|book!R1C1").outside
    (True, True)
    """
    operands: list[Operand] = []
    ranges: list[tuple[Operand, Operand]] = []
    functions: set[str] = set()
    anywhere = outside = joining = False
    prefix = ""
    last: Operand | None = None
    for token in tokens(formula):
        kind, text = token
        if kind is Kind.PREFIX:
            prefix = _sheet_of(text)
            outside |= "|" in prefix or bool(_BRACKETED.search(prefix))
            continue
        operand = _operand(token, prefix)
        if operand is not None:
            operands.append(operand)
            if joining and last is not None:
                ranges.append((last, operand))
            last, joining, prefix = operand, False, ""
            continue
        prefix = ""
        if kind is Kind.TEXT and "INDIRECT" in functions and _FILE_IN_TEXT.search(text):
            outside = True
        if kind is Kind.OTHER and text == ":":
            anywhere |= last is None  # an end of the range is computed
            joining = True
            continue
        if kind is Kind.FUNCTION:
            name = text[:-1].upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
            functions.add(name)
            operands.append(Named("", text[:-1]))  # a name may be a function of the user's (LAMBDA)
        anywhere |= joining and not text.isspace()
        joining = joining and text.isspace()
        last = last if text.isspace() else None
    return Mentions(
        tuple(dict.fromkeys(operands)), tuple(ranges), anywhere or bool(functions & ANYWHERE),
        bool(functions & POSITIONAL), outside or bool(functions & OUTSIDE), bool(functions & _LIKE_THE_OTHER),
    )


def _sheet_of(prefix: str) -> str:
    text = prefix[:-1]
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def _operand(token: Token, prefix: str) -> Operand | None:
    if token.kind is Kind.PLACE:
        return _place(token.text, prefix)
    if token.kind is Kind.NAME and (token.text.upper() not in ("TRUE", "FALSE") or prefix):
        return Named(prefix, token.text)
    if token.kind is Kind.STRUCTURED:
        return Named(prefix, token.text, structured=True)
    return None


def _place(text: str, prefix: str) -> Place:
    first, _, second = text.partition(":")
    r1, c1, fixed_r1, fixed_c1 = _end(first)
    if not second:
        return Place(prefix, r1, c1, r1, c1, (fixed_r1, fixed_c1, fixed_r1, fixed_c1))
    r2, c2, fixed_r2, fixed_c2 = _end(second)
    if not r1:  # whole columns
        r1, r2, fixed_r1, fixed_r2 = 1, LAST_ROW, True, True
    if not c1:  # whole rows
        c1, c2, fixed_c1, fixed_c2 = 1, LAST_COLUMN, True, True
    if r2 < r1:
        r1, r2, fixed_r1, fixed_r2 = r2, r1, fixed_r2, fixed_r1
    if c2 < c1:
        c1, c2, fixed_c1, fixed_c2 = c2, c1, fixed_c2, fixed_c1
    return Place(prefix, r1, c1, r2, c2, (fixed_r1, fixed_c1, fixed_r2, fixed_c2))


def _end(text: str) -> tuple[int, int, bool, bool]:
    """Row and column of one end (0 where it has none), and which of them are fixed."""
    found = _END.fullmatch(text)
    assert found is not None  # the tokenizer found it by the same pattern
    dollar, letters, other, digits = found.groups()
    if not letters:
        other = other or dollar
    return int(digits) if digits else 0, column_number(letters) if letters else 0, bool(other), bool(dollar)
