"""The query of a source: one statement that begins as one that reads. That it only reads is the server's to keep."""

from __future__ import annotations

import re

from wipbook.commands.data.import_.errors import QueryFailed

_QUIET = re.compile(
    r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\[[^\]]*\]|`[^`]*`", re.DOTALL
)
"""Comments, texts and quoted names."""
_BEGINNINGS = ("select", "with", "values", "table")
_TRANSACT = (
    "insert|update|delete|merge|into|exec|execute|commit|rollback|save|begin|drop|alter|create|truncate|grant|revoke|"
    "deny|use|backup|restore|shutdown|kill|dbcc|bulk|waitfor|declare|set|if|while|openrowset|openquery"
)
"""Reserved words of T-SQL that no query has in it: its statements need no sign between them."""


def reading(where: str, query: str) -> str:
    """The query without the semicolon behind it. Errors: ``QueryFailed`` where it begins otherwise than a query does.

    >>> reading("[sources] orders", "-- open orders\\nSELECT 1;")
    '-- open orders\\nSELECT 1'
    """
    query = query.strip().rstrip(";").rstrip()
    begins = re.match(r"(?:\s|\(|--[^\n]*(?:\n|$)|/\*(?![!M]).*?\*/)*(\w*)", query, re.DOTALL)
    if begins is None or begins[1].lower() not in _BEGINNINGS:
        raise QueryFailed(
            where=where, found="no SELECT", expected="one SELECT",
            remedy="write query as one SELECT (WITH is fine); an import reads and does nothing else",
        )
    return query


def only_reading(where: str, query: str) -> None:
    """Refuse what SQL Server, which knows no session that only reads, would take for another statement.

    Errors: ``QueryFailed``.

    >>> only_reading("[sources] orders", "SELECT [delete], 'x; drop' FROM orders -- set")
    """
    bare = _QUIET.sub(" ", query)
    word = re.search(rf";|(?<![\w@#$])(?:{_TRANSACT})(?![\w@#$])", bare, re.IGNORECASE)
    if word:
        raise QueryFailed(
            where=where, found=f"{word[0]!r} in the query", expected="one SELECT that changes nothing",
            remedy="take it out; a column of that name is written in brackets: [delete]",
        )
