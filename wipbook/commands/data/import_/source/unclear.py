"""Two encodings that make something else of a key or an amount, and both look right: that is asked."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Sequence

from wipbook.commands.data.import_.errors import EncodingUnclear
from wipbook.commands.data.import_.source.loaded import ANY, Wanted
from wipbook.commands.data.import_.source.plain import Plain
from wipbook.schema import Role, input_sheet

_TEXTS = (Role.TEXT, Role.CHOICE, Role.FLAG)

Parse = Callable[[Iterator[str]], Iterator[tuple[int, int, list[str]]]]
"""Records of the lines of a text: first line, last line, fields."""


def refuse_unclear(name: str, plain: Plain, header: Sequence[str], parse: Parse, wanted: Wanted) -> None:
    """Refuse a file of which two encodings that look right differ in a column that is a key, a code or a figure
    somewhere; where a query may take any column, any counts.

    Errors: ``EncodingUnclear``.
    """
    fills = [wanted.get(column.strip(), ()) for column in header]
    counts = [number for number, places in enumerate(fills) if ANY in wanted or _counts(places)]
    ours = _fields(plain, plain.encoding.name, parse, counts)
    for other in plain.encoding.others:
        for (line, one), (_, two) in zip(ours, _fields(plain, other, parse, counts), strict=False):
            if one != two:
                raise EncodingUnclear(
                    where=f"{name}, line {line + plain.before}",
                    found=f"{' | '.join(one)!r} in {plain.encoding.name} and {' | '.join(two)!r} in {other}",
                    expected="a code or figure that reads the same, or an encoding that is known",
                    remedy=f'say which is right in the mapping: encoding = "{plain.encoding.name}" or "{other}"',
                )


def _fields(plain: Plain, encoding: str, parse: Parse, counts: Sequence[int]) -> list[tuple[int, list[str]]]:
    text = plain.data.decode(encoding).removeprefix("\ufeff").rstrip("\x1a")
    if plain.before:
        text = text.partition("\n")[2]
    try:
        return [
            (line, [record[at] for at in counts if at < len(record)])
            for line, _, record in parse(iter(text.splitlines(keepends=True)))
        ]
    except csv.Error:
        return []


def _counts(fills: Collection[str]) -> bool:
    """Whether a column fills a key, a code or a figure."""
    for place in fills:
        sheet, _, header = place.partition(".")
        schema = input_sheet(sheet)
        if header in schema.key or schema.column(header).role not in _TEXTS:
            return True
    return False
