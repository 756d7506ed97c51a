"""What the formulas of whole sheets read, known from one save to the next.

To tell which formulas a changed cell reaches, all of a workbook have to be followed through its names and tables. They
are the same from save to save; so what each sheet reads is kept with what it was made of: the structure of the workbook
(its sheets, names, and every small part, tables among them) and the texts of the sheet's formulas. Whatever of these
differs, the formulas are followed anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from wipbook.ooxml.address import Area
from wipbook.ooxml.formulas.reads.precedents import Precedents, Spot
from wipbook.ooxml.guard.remembered import Remembered

_met: Remembered[Precedents] = Remembered(500_000)
"""What this process knows of sheets, by structure, place and texts; so many areas."""


def joined(reads: Iterable[Precedents]) -> Precedents:
    """What several formulas read, together.

    >>> one, two = Precedents(areas=((0, Area(1, 1, 2, 2)),)), Precedents(areas=((0, Area(1, 1, 2, 2)),), moved=True)
    >>> joined([one, two]).areas == one.areas, joined([one, two]).moved, joined([]) == Precedents()
    (True, True, True)
    """
    every = tuple(reads)
    return Precedents(
        tuple(dict.fromkeys(spot for one in every for spot in one.areas)),
        tuple(dict.fromkeys(spot for one in every for spot in one.rows)),
        any(one.anywhere for one in every), any(one.moved for one in every),
        any(one.positional for one in every), any(one.outside for one in every),
    )


class SheetReads:
    """What each sheet reads, as it was listed at a former save (``listed``; whatever it holds) or is found now."""

    def __init__(self, listed: object = None) -> None:
        told = listed if isinstance(listed, dict) else {}
        sheets = told.get("sheets")
        self._listed: Mapping[str, object] = sheets if isinstance(sheets, dict) else {}
        self._listed_for = told.get("structure")
        self._asked: dict[str, Precedents] = {}
        self._structure = ""

    def of(self, structure: str, at: int, texts: frozenset[str], find: Callable[[], Precedents]) -> Precedents:
        """What the formulas ``texts`` of the sheet at a place read: known, or ``find`` finds it. A workbook without a
        ``structure`` is not known again."""
        if not structure:
            return find()
        key = _key(at, texts)
        reads = _met.known((structure, key))
        if reads is None:
            known = _read(self._listed.get(key)) if structure == self._listed_for else None
            reads = known or find()
            _met.put((structure, key), reads, 1 + len(reads.areas) + len(reads.rows))
        if structure != self._structure:
            self._structure, self._asked = structure, {}
        self._asked[key] = reads
        return reads

    def listing(self) -> dict[str, object]:
        """What was asked for, to be listed for the next save; nothing when nothing was."""
        if not self._asked:
            return {}
        return {"structure": self._structure, "sheets": {key: _written(reads) for key, reads in self._asked.items()}}


def _key(at: int, texts: frozenset[str]) -> str:
    return f"{at} {hashlib.sha256(chr(0).join(sorted(texts)).encode('utf-8', 'surrogatepass')).hexdigest()}"


def _written(reads: Precedents) -> list[object]:
    spots = [[[at, a.first_row, a.first_column, a.last_row, a.last_column] for at, a in some]
             for some in (reads.areas, reads.rows)]
    return [*spots, reads.anywhere, reads.moved, reads.positional, reads.outside]


def _read(listed: object) -> Precedents | None:
    """What was listed; None for anything that was not written here."""
    if not isinstance(listed, list) or len(listed) != 6 or not all(isinstance(one, bool) for one in listed[2:]):
        return None
    areas, rows = _spots(listed[0]), _spots(listed[1])
    return None if areas is None or rows is None else Precedents(areas, rows, *listed[2:])


def _spots(listed: object) -> tuple[Spot, ...] | None:
    if not isinstance(listed, list) or not all(
        isinstance(one, list) and len(one) == 5 and all(type(part) is int for part in one) for one in listed
    ):
        return None
    return tuple((at, Area(*place)) for at, *place in listed)
