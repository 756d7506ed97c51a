"""The cells a formula reads: what it mentions, looked up among the sheets, names and tables of its workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, Area
from wipbook.ooxml.formulas.reads.mentions import Mentions, Named, Operand, Place, mentions
from wipbook.ooxml.guard.remembered import Remembered
from wipbook.ooxml.table.tables import Table

_DEEPEST = 40
_PART = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_GUARDED = re.compile(r"'(.)")

_known: Remembered[dict[tuple[str, int], _Read]] = Remembered(4)
"""What formulas read, by text and sheet, for the workbooks that were looked through last."""

Spot = tuple[int, Area]
"""A rectangle of a sheet, which is told by its place among the tabs, from 0."""


@dataclass(frozen=True, slots=True)
class Precedents:
    """``areas`` are read as a whole, ``rows`` only in the row of the formula. ``anywhere``: any cell may be read;
    ``moved``: what is read was moved or resized itself (a name that means something else now, a table with another
    number of rows); ``positional`` and ``outside`` as in ``Mentions``."""

    areas: tuple[Spot, ...] = ()
    rows: tuple[Spot, ...] = ()
    anywhere: bool = False
    moved: bool = False
    positional: bool = False
    outside: bool = False


@dataclass
class Scope:
    """What the formulas of a workbook can speak of. ``sheets`` are in tab order; ``names`` by the sheet they are local
    to (None: the workbook) and their lower-case name. ``moved`` are the names, and ``resized`` the tables, that stood
    for other cells before (by the same keys)."""

    sheets: Sequence[str]
    tables: Mapping[str, Table]
    names: Mapping[tuple[int | None, str], str]
    moved: frozenset[tuple[int | None, str]] = frozenset()
    resized: Mapping[str, Area] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index = {name.casefold(): number for number, name in enumerate(self.sheets)}
        # a workbook that is saved again mostly has the same formulas, tables and names
        by_name = (frozenset(one.items()) for one in (self.tables, self.names, self.resized))
        self._known = _known.get((tuple(self.sheets), self.moved, *by_name), dict)

    def precedents(self, formula: str, sheet: int, down: int = 0, right: int = 0) -> Precedents:
        """What a formula reads that stands on a sheet, filled so many rows down and columns to the right of where its
        text was entered (as cells do that share a formula)."""
        read = self._known.get((formula, sheet))
        if read is None:
            read = self._known[formula, sheet] = self._read(mentions(formula), sheet, _DEEPEST)
        if not (down or right) or not read.places:
            return read.still
        moved = [(at, _filled(place, down, right)) for at, place in read.places]
        if any(area is None for _, area in moved):
            return replace(read.still, anywhere=True)
        areas = (*read.named, *((at, area) for at, area in moved if area is not None))
        return replace(read.still, areas=_alike(areas) if read.alike else areas)

    def _read(self, found: Mentions, sheet: int, deepest: int) -> _Read:
        places: list[tuple[int, Place]] = []
        named: list[Spot] = []
        rows: list[Spot] = []
        anywhere, moved, outside, positional = found.anywhere, False, found.outside, found.positional
        for one in found.operands:
            if isinstance(one, Place):
                on = self._sheets(one.prefix, sheet)
                anywhere |= on is None
                places += [(at, one) for at in on or ()]
                continue
            inner = self._named(one, sheet, deepest)
            named += inner.areas
            rows += inner.rows
            anywhere, moved = anywhere or inner.anywhere, moved or inner.moved
            outside, positional = outside or inner.outside, positional or inner.positional
        for one, other in found.ranges:
            if isinstance(one, Place) and isinstance(other, Place) and other.prefix in ("", one.prefix):
                places += [(at, _from_to(one, other)) for at in self._sheets(one.prefix, sheet) or ()]
                continue
            joined = self._joined(one, other, sheet, deepest)
            anywhere |= joined is None
            named += joined or ()
        areas = (*named, *((at, _area(place)) for at, place in places))
        still = Precedents(
            _alike(areas) if found.alike else areas, tuple(rows), anywhere, moved, positional, outside
        )
        return _Read(tuple(places), tuple(named), still, found.alike)

    def _sheets(self, prefix: str, own: int) -> Sequence[int] | None:
        """The sheets a prefix names; none of another workbook; None when there is no such sheet."""
        if not prefix:
            return (own,)
        if "[" in prefix or "|" in prefix:
            return ()
        at = self._index.get(prefix.casefold())
        if at is not None:
            return (at,)
        first, colon, last = prefix.partition(":")
        ends = [self._index.get(one.casefold()) for one in (first, last)] if colon else [None]
        known = [end for end in ends if end is not None]
        return range(min(known), max(known) + 1) if len(known) == 2 else None

    def _named(self, one: Named, sheet: int, deepest: int) -> Precedents:
        if "[" in one.prefix or "|" in one.prefix:
            return Precedents()
        name, _, inside = one.text.partition("[")
        table = self.tables.get(name.casefold())
        if one.structured and not name:  # the table in which the formula stands
            here = self.sheets[sheet].casefold()
            around = [self._of_table(one, inside) for one in self.tables.values() if one.sheet.casefold() == here]
            return Precedents(
                tuple(spot for one in around for spot in one.areas), tuple(spot for one in around for spot in one.rows),
                all(one.anywhere for one in around), any(one.moved for one in around),
            )
        if one.structured or table is not None:
            return self._of_table(table, inside)
        key = self._key(one, sheet)
        if key is None:
            return Precedents()
        text = self.names[key]
        if not deepest:
            return Precedents(anywhere=True)
        home = sheet if key[0] is None else key[0]
        inner = self._read(mentions(text), home, deepest - 1)
        places = tuple((at, _relative(place)) for at, place in inner.places)
        return replace(inner.still, areas=(*inner.named, *places), moved=inner.still.moved or key in self.moved)

    def _key(self, one: Named, sheet: int) -> tuple[int | None, str] | None:
        """Where a name is defined: on the sheet it is called by, else in the workbook."""
        at = self._index.get(one.prefix.casefold(), sheet) if one.prefix else sheet
        name = one.text.casefold()
        return next((key for key in ((at, name), (None, name)) if key in self.names), None)

    def _of_table(self, table: Table | None, inside: str) -> Precedents:
        """The cells of a structured reference; ``inside`` is what stands in its brackets, and the last of them."""
        if table is None:
            return Precedents(anywhere=True)
        at = self._index[table.sheet.casefold()]
        resized = self.resized.get(table.name.casefold())
        listed = inside.strip().startswith(("[", "@["))
        parts = [_GUARDED.sub(r"\1", part) for part in (_PART.findall(inside) if listed else [inside[:-1]]) if part]
        items = {part.casefold() for part in parts if part.startswith("#")}
        headers = [part.casefold() for part in parts if not part.startswith("#")]
        this_row = "#this row" in items or inside.startswith("@") or any(part.startswith("@") for part in headers)
        known = [header.casefold() for header in table.headers]
        columns = [known.index(one.lstrip("@")) for one in headers if one.lstrip("@") in known]
        if len(columns) < len([one for one in headers if one.lstrip("@")]):
            return Precedents(anywhere=True)  # a column of no such name: nothing can be said
        area, body = table.area, table.body
        first = area.first_column + min(columns, default=0)
        last = area.first_column + max(columns, default=area.columns - 1)
        if this_row:
            return Precedents(rows=((at, Area(body.first_row, first, body.last_row, last)),))
        top, bottom = body.first_row, body.last_row
        if items & {"#all", "#headers"}:
            top = area.first_row
            bottom = bottom if items & {"#all", "#data"} else body.first_row - 1
        if items & {"#all", "#totals"}:
            bottom = area.last_row
            top = top if items & {"#all", "#data", "#headers"} else body.last_row + 1
        if resized is not None:  # rows that are no longer there were read as well
            bottom = max(bottom, resized.last_row)
        return Precedents(
            areas=((at, Area(top, first, max(top, bottom), last)),), moved=resized is not None
        )

    def _joined(self, one: Operand, other: Operand, sheet: int, deepest: int) -> list[Spot] | None:
        """The rectangle from one operand to another; None where it cannot be told."""
        found: list[Spot] = []
        for end in (one, other):
            if isinstance(end, Place):
                on = self._sheets(end.prefix, sheet)
                found += [(at, _relative(end)) for at in on or ()]
            else:
                inner = self._named(end, sheet, deepest)
                found += [*inner.areas, *inner.rows]
        sheets = {at for at, _ in found}
        if len(sheets) != 1 or len(found) < 2:
            return None
        areas = [area for _, area in found]
        return [(sheets.pop(), Area(
            min(a.first_row for a in areas), min(a.first_column for a in areas),
            max(a.last_row for a in areas), max(a.last_column for a in areas),
        ))]


@dataclass(frozen=True, slots=True)
class _Read:
    """``places`` move when the formula is filled elsewhere, ``named`` do not; ``still`` is where it was entered."""

    places: tuple[tuple[int, Place], ...]
    named: tuple[Spot, ...]
    still: Precedents
    alike: bool


def _area(place: Place) -> Area:
    return Area(place.first_row, place.first_column, place.last_row, place.last_column)


def _from_to(one: Place, other: Place) -> Place:
    """The rectangle from one place to another on its sheet."""
    return Place(
        one.prefix, min(one.first_row, other.first_row), min(one.first_column, other.first_column),
        max(one.last_row, other.last_row), max(one.last_column, other.last_column),
        (one.fixed[0], one.fixed[1], other.fixed[2], other.fixed[3]),
    )


def _filled(place: Place, down: int, right: int) -> Area | None:
    """The rectangle of a place in a formula filled elsewhere; None when it falls off the sheet."""
    fixed = place.fixed
    rows = (place.first_row + (0 if fixed[0] else down), place.last_row + (0 if fixed[2] else down))
    columns = (place.first_column + (0 if fixed[1] else right), place.last_column + (0 if fixed[3] else right))
    if min(*rows, *columns) < 1 or max(rows) > LAST_ROW or max(columns) > LAST_COLUMN:
        return None
    return Area(min(rows), min(columns), max(rows), max(columns))


def _relative(place: Place) -> Area:
    """The rectangle of a place in a name: what is not fixed depends on the cell that calls it, and can be any."""
    rows, columns = place.fixed[0] and place.fixed[2], place.fixed[1] and place.fixed[3]
    return Area(
        place.first_row if rows else 1, place.first_column if columns else 1,
        place.last_row if rows else LAST_ROW, place.last_column if columns else LAST_COLUMN,
    )


def _alike(areas: Sequence[Spot]) -> tuple[Spot, ...]:
    """Every area as large as the largest."""
    rows, columns = max((a.rows for _, a in areas), default=1), max((a.columns for _, a in areas), default=1)
    return tuple(
        (at, Area(
            a.first_row, a.first_column,
            min(LAST_ROW, max(a.last_row, a.first_row + rows - 1)),
            min(LAST_COLUMN, max(a.last_column, a.first_column + columns - 1)),
        ))
        for at, a in areas
    )
