"""The postings of counts, as the Change Log tells them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from functools import cached_property

import polars as pl

from wipbook.audit.counts.posted import SEAL
from wipbook.port.workbook import Workbook

_SEAL = re.compile(rf"^post: .*\b{SEAL}([0-9a-f]+)$")
_NEEDED: dict[str, pl.DataType] = {
    "When": pl.Datetime("us"), "Command": pl.String(), "User": pl.String(), "What Changed": pl.String(),
}


Posting = tuple[dt.datetime, str, str]


class Postings(Collection[Posting]):
    """``postings`` of a workbook, looked up by who first wants to know: audits do, other commands do not."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @cached_property
    def _found(self) -> frozenset[Posting]:
        return postings(self._workbook)

    def __contains__(self, one: object) -> bool:
        return one in self._found

    def __iter__(self) -> Iterator[Posting]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def postings(workbook: Workbook) -> frozenset[Posting]:
    """Moment, user and seal of each; none for a workbook without a Change Log, or whose rows are not readable."""
    if workbook.find_table("ChangeLog") is None:
        return frozenset()
    frame = workbook.read_table("ChangeLog").frame
    if not set(_NEEDED) <= set(frame.columns) or not frame.schema["When"].is_temporal():
        return frozenset()
    rows = frame.select(pl.col(name).cast(kind, strict=False) for name, kind in _NEEDED.items()).drop_nulls()
    found = ((when, user, _SEAL.search(what)) for when, command, user, what in rows.rows() if command == "count")
    return frozenset((when, user, match[1]) for when, user, match in found if match)
