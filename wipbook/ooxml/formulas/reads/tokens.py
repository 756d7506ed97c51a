"""A formula cut into what matters for its references: places, names, structured references, functions, operators.

Formulas stand in a file as English text in A1 style, whatever the user's language (ECMA-376 part 1, 18.17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, column_number


class Kind(StrEnum):
    """What a piece of a formula is."""

    PREFIX = "sheet"
    PLACE = "place"
    NAME = "name"
    STRUCTURED = "structured"
    FUNCTION = "function"
    TEXT = "text"
    ERROR = "error"
    NUMBER = "number"
    OTHER = "other"


class Token(NamedTuple):
    """``text`` as it stands. A PREFIX keeps its ``!``, a FUNCTION its ``(``; a STRUCTURED one is a table's name with
    its brackets."""

    kind: Kind
    text: str


_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_END = r"(?![\w.(!\[\\?])"
_WORD = r"[^\W\d][\w.\\?]*|\\[\w.\\?]*"
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"""|(?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!"""
    r"""|CONNECT!|UNKNOWN!|BUSY!|EXTERNAL!|PYTHON!))"""
    r"""|(?P<prefix>'(?:[^']|'')+'!|\[[^\[\]]+\](?:[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)?!"""
    r"""|[\w.|]+(?::[\w.|]+)?!)"""
    rf"""|(?P<place>{_CELL}:{_CELL}{_END}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}{_END}"""
    rf"""|\$?[1-9][0-9]{{0,6}}:\$?[1-9][0-9]{{0,6}}{_END}|{_CELL}{_END})"""
    r"""|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?)"""
    rf"""|(?P<word>{_WORD})"""
    r"""|(?P<bracket>\[)|(?P<blank>\s+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


def tokens(formula: str) -> Iterator[Token]:
    """The pieces of a formula, with or without its ``=``.

    >>> [(t.kind.value, t.text) for t in tokens("=SUM('My Jobs'!B7:$C$9)*Rate")][:4]
    [('other', '='), ('function', 'SUM('), ('sheet', "'My Jobs'!"), ('place', 'B7:$C$9')]
    >>> [t.text for t in tokens("Jobs[[#This Row],[a'[b]]+LOG10(A1)") if t.kind is not Kind.OTHER]
    ["Jobs[[#This Row],[a'[b]]", 'LOG10(', 'A1']
    """
    at, length = 0, len(formula)
    while at < length:
        match = _TOKEN.match(formula, at)
        assert match is not None  # the last alternative takes any character
        group, text = match.lastgroup, match[0]
        at = match.end()
        if group == "word":
            if at < length and formula[at] == "[":
                end = _closed(formula, at)
                yield Token(Kind.STRUCTURED, formula[match.start() : end])
                at = end
            elif at < length and formula[at] == "(":
                at += 1
                yield Token(Kind.FUNCTION, text + "(")
            else:
                yield Token(Kind.NAME, text)
        elif group == "bracket":
            end = _closed(formula, match.start())
            yield Token(Kind.STRUCTURED, formula[match.start() : end])
            at = end
        elif group == "place" and not on_the_sheet(text):
            yield Token(Kind.NAME, text)
        elif group == "prefix" and (split := _RANGE_TO_PREFIX.match(text)):  # B2:Sheet1!B9, not sheets B2 to Sheet1
            yield Token(Kind.PLACE, split[1])
            yield Token(Kind.OTHER, ":")
            yield Token(Kind.PREFIX, text[split.end() :])
        else:
            yield Token(_KINDS.get(group or "", Kind.OTHER), text)


_KINDS = {
    "text": Kind.TEXT, "error": Kind.ERROR, "prefix": Kind.PREFIX, "place": Kind.PLACE, "number": Kind.NUMBER,
}
_RANGE_TO_PREFIX = re.compile(rf"({_CELL}):")
_ENDS = re.compile(r"\$?([A-Za-z]*)\$?([0-9]*)")


def on_the_sheet(text: str) -> bool:
    """Whether letters and digits name cells that there are: ``TAX2024`` does, ``XFE1`` is a name."""
    for end in text.split(":"):
        letters, digits = _ENDS.fullmatch(end).groups()  # type: ignore[union-attr]
        if (letters and column_number(letters) > LAST_COLUMN) or (digits and int(digits) > LAST_ROW):
            return False
    return True


def _closed(formula: str, at: int) -> int:
    """Where the bracket that opens at ``at`` is closed; an apostrophe guards the character behind it."""
    depth, length = 0, len(formula)
    while at < length:
        one = formula[at]
        if one == "'":
            at += 1
        elif one == "[":
            depth += 1
        elif one == "]":
            depth -= 1
            if not depth:
                return at + 1
        at += 1
    return length
