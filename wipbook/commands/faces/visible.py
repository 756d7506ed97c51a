"""Text that others wrote, shown without doing anything: what a terminal or a message box would obey becomes visible."""

from __future__ import annotations

import re

_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters (C0, DEL, C1: whatever starts an escape sequence), separators of lines, what turns the direction
of writing, and halves of characters, which no stream can write."""


def visible(text: object, keeps: str = "") -> str:
    r"""The text with every such character written as an escape, but for those in ``keeps``.

    >>> print(visible("\x1b[31mred\nBOLT[m8] [/J2]"))
    \x1b[31mred\nBOLT[m8] [/J2]
    >>> print(visible("12\u202e34"))
    12\u202e34
    >>> visible("a\tb", keeps="\t") == "a\tb"
    True
    """
    return _OBEYED.sub(lambda found: found[0] if found[0] in keeps else _escape(found[0]), str(text))


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
