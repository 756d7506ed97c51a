"""What a cell of a source was before it became text: a typed number is one, whatever signs the texts around it use."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of cells. A cell that was text, as all cells of a text file are, has none."""

    NUMBER = "n"
    INTEGER = "i"  # exact, however long: of a database or of JSON; a cell of Excel keeps fifteen digits
    DATE = "d"
    TRUTH = "b"
    ERROR = "e"
    UNCALCULATED = "f"  # a formula without a value
    PERCENT = "p"  # a number that is shown as per cent: 0.22 for 22 %
    ELAPSED = "t"  # a number of days that is shown as hours


def kind_of_type(name: str) -> Kind | None:
    """The kind of the values of a DuckDB type.

    >>> kind_of_type("DECIMAL(18,3)"), kind_of_type("BIGINT"), kind_of_type("VARCHAR")
    (<Kind.NUMBER: 'n'>, <Kind.INTEGER: 'i'>, None)
    """
    base = name.partition("(")[0].upper()
    if base in ("DECIMAL", "DOUBLE", "FLOAT", "REAL"):
        return Kind.NUMBER
    if base.endswith("INT") or base in ("INTEGER", "UINTEGER"):
        return Kind.INTEGER
    if base in ("DATE", "BOOLEAN") or base.startswith("TIMESTAMP"):
        return Kind.TRUTH if base == "BOOLEAN" else Kind.DATE
    return None
