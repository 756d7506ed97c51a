"""Values as Python drivers give them, as text with the kind beside: of databases whose cells have their own types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import polars as pl

from wipbook.commands.data.import_.source.database.batches import Row
from wipbook.commands.data.import_.source.database.result import (
    BYTES,
    BYTES_CURE,
    INSTANT,
    INSTANT_CURE,
    Nature,
    ResultColumn,
)
from wipbook.commands.data.import_.source.kinds import Kind

_ZONE = "SWITCHOFFSET or AT TIME ZONE, and a cast to datetime2"


class Cells:
    """The columns of a result by ``names``, as they turn out while rows come."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._refused: dict[int, tuple[str, str]] = {}
        self._texts: dict[int, tuple[int, int, str]] = {}  # beside numbers: how many, the first, what it is
        self._numbers: set[int] = set()

    def columns(self, first: int, rows: Sequence[Row]) -> dict[str, pl.Series]:
        """``c0``, ``k0`` and so on of these rows."""
        made = {}
        across = list(zip(*rows, strict=True)) or [()] * len(self._names)
        for at, values in enumerate(across):
            texts, kinds = self._column(at, first, values)
            made[f"c{at}"] = pl.Series(texts, dtype=pl.String)
            made[f"k{at}"] = pl.Series(kinds, dtype=pl.String)
        return made

    def _column(self, at: int, first: int, values: Sequence[object]) -> tuple[list[str | None], list[str | None]]:
        types = set(map(type, values))
        types.discard(type(None))
        if types <= {str}:
            self._seen(at, first, values, types)
            return list(values), [None] * len(values)  # type: ignore[arg-type]
        if types == {int}:
            self._numbers.add(at)
            return [None if one is None else str(one) for one in values], [Kind.INTEGER] * len(values)
        self._seen(at, first, values, types)
        cells = [self._cell(at, value) for value in values]
        return [text for text, _ in cells], [kind for _, kind in cells]

    def _seen(self, at: int, first: int, values: Sequence[object], types: set[type]) -> None:
        if types & {int, float, Decimal}:
            self._numbers.add(at)
        if str in types:
            count, line, text = self._texts.get(at, (0, 0, ""))
            there = [number for number, value in enumerate(values) if isinstance(value, str)]
            if not count:
                line, text = first + there[0], str(values[there[0]])
            self._texts[at] = (count + len(there), line, text)

    def _cell(self, at: int, value: object) -> tuple[str | None, str | None]:
        match value:
            case None:
                return None, None
            case str():
                return value, None
            case bool():
                return ("true" if value else "false"), Kind.TRUTH
            case int():
                return str(value), Kind.INTEGER
            case float():
                return (f"{Decimal(repr(value)):f}" if value - value == 0 else str(value)), Kind.NUMBER
            case Decimal():
                return f"{value:f}", Kind.NUMBER
            case dt.datetime():
                if value.tzinfo is not None:
                    cure = INSTANT_CURE.format(example=_ZONE)
                    self._refused[at] = INSTANT.format(name="datetimeoffset"), cure
                return value.isoformat(" "), Kind.DATE
            case dt.date():
                return value.isoformat(), Kind.DATE
            case bytes() | bytearray() | memoryview():
                self._refused[at] = BYTES.format(name="binary"), BYTES_CURE
                return None, None
            case UUID():
                return str(value).upper(), None
            case _:
                return str(value), None

    def found(self) -> list[ResultColumn]:
        """The columns, once all rows are there."""
        return [
            ResultColumn(name, Nature.CELLS, *self._refused.get(at, ())) for at, name in enumerate(self._names)
        ]

    def notes(self) -> list[str]:
        """Columns of numbers that have texts among them."""
        return [
            f"{self._names[at]} has {count:,} text{'' if count == 1 else 's'} among its numbers, the first in row "
            f"{line:,}: {text[:40]!r}"
            for at, (count, line, text) in sorted(self._texts.items()) if at in self._numbers
        ]
