"""Columns of a result as a server sends them, before they have a type here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Nature(StrEnum):
    """What the values of a column are. Of the first four the text is what counts, to the last digit."""

    NUMBER = "number"  # exact: whole or decimal
    DATE = "date"
    MOMENT = "moment"  # a date with a time of day, of no zone
    FLOAT = "float"
    TRUTH = "truth"
    TEXT = "text"
    CELLS = "cells"  # each value of a kind of its own, which stands beside it


@dataclass(frozen=True)
class ResultColumn:
    """A column: its ``name`` in the result, and its ``nature``. What is ``refused`` says what it is instead of a value
    that can be taken, with its ``cure``."""

    name: str
    nature: Nature = Nature.TEXT
    refused: str = ""
    cure: str = ""


@dataclass(frozen=True)
class Result:
    """What stands in the table of the rows that were read: ``LINE`` counts them from 1, ``c0``, ``c1`` … hold the
    columns, ``k0`` … the kinds of ``CELLS``. ``server`` is its kind and version, ``notes`` what is good to know."""

    server: str
    columns: Sequence[ResultColumn]
    notes: Sequence[str] = field(default=())


INSTANT = "a moment with a zone ({name}), which is another day elsewhere"
INSTANT_CURE = "say whose clock counts, in the query: {example}"
BYTES = "bytes ({name})"
BYTES_CURE = "leave the column out of the query, or have the server write it as text"
