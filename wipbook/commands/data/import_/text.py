"""Names and texts as they stand in SQL."""

from __future__ import annotations


def identifier(name: str) -> str:
    """A quoted SQL name.

    >>> identifier('Part "A"')
    '"Part ""A\"""'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A quoted SQL text.

    >>> literal("O'Hara")
    "'O''Hara'"
    """
    return "'" + text.replace("'", "''") + "'"
