"""Units of Measure: the factor from a unit that was typed to the one a material is kept in."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from wipbook.ledger.cells.ratios import plain_ratio
from wipbook.values.codes import bare


@dataclass(frozen=True)
class Edge:
    """One row of the sheet: one ``start`` is ``factor`` times ``end``. ``row`` is its number on the sheet."""

    start: str
    end: str
    factor: Fraction
    row: int
    material: str | None = None

    @property
    def ends(self) -> tuple[str, str]:
        return bare(self.start), bare(self.end)


@dataclass(frozen=True)
class Contradiction:
    """Two ways from one unit to another that do not agree: ``said`` for people, ``row`` the one that closes them."""

    said: str
    row: int


@dataclass
class _Tree:
    """The units that lead to ``root``: how many of it one of each is, by the fewest rows, and which rows disagree."""

    root: str
    gain: dict[str, Fraction]
    parent: dict[str, tuple[str, Edge]]
    block: dict[str, str] = field(default_factory=dict)
    """Unit to the unit that stands for all whose rows lie on one circle with its own (union by representative)."""
    wrong: dict[str, Contradiction] = field(default_factory=dict)

    def stands_for(self, unit: str) -> str:
        while self.block.get(unit, unit) != unit:
            unit = self.block[unit]
        return unit

    def way(self, unit: str) -> list[str]:
        """The units from one to the root, without the root."""
        found = []
        while unit != self.root:
            found.append(unit)
            unit = self.parent[unit][0]
        return found

    def found(self, unit: str) -> Fraction | Contradiction:
        """What one unit is; the first contradiction on its way where there is one."""
        for each in self.way(unit):
            if self.stands_for(each) in self.wrong:
                return self.wrong[self.stands_for(each)]
        return self.gain[unit]


class Units:
    """The rows of the sheet as a network: chains are followed, and each row in both directions.

    >>> units = Units([Edge("cm", "m", Fraction(1, 100), 7), Edge("m", "km", Fraction(1, 1000), 8)])
    >>> units.factor("R", "cm", "KM"), units.factor("R", "km", "cm"), units.factor("R", "kg", "m")
    (Fraction(1, 100000), Fraction(100000, 1), None)
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._of: defaultdict[str | None, list[Edge]] = defaultdict(list)
        for edge in edges:
            self._of[None if edge.material is None else bare(edge.material)].append(edge)
        self._trees: dict[tuple[str | None, bool, str], _Tree] = {}
        self._known: dict[tuple[str, str, str], Fraction | Contradiction | None] = {}

    @property
    def empty(self) -> bool:
        return not any(self._of.values())

    def names(self, material: str) -> list[str]:
        """The units that rows of a material, or of all, speak of, as they are spelled first in the alphabet."""
        own = [*self._of.get(None, ()), *self._of.get(bare(material), ())]
        return sorted({name for edge in own for name in (edge.start, edge.end)})

    def factor(self, material: str, unit: str, stock: str) -> Fraction | Contradiction | None:
        """How many ``stock`` one ``unit`` of a material is; None where nothing leads there.

        Rows of the material come before those of all: where they lead there alone nothing else is asked; else a row of
        all that speaks of two units which they connect is passed over. Codes agree whatever their case.
        """
        key = material, unit, stock
        if key not in self._known:
            self._known[key] = self._found(material, unit, stock)
        return self._known[key]

    def _found(self, material: str, unit: str, stock: str) -> Fraction | Contradiction | None:
        start, end = bare(unit), bare(stock)
        if start == end:
            return Fraction(1)
        whose = bare(material) if self._of.get(bare(material)) else None
        for own_alone in (True, False) if whose is not None else (False,):
            tree = self._tree(whose, own_alone, end)
            if start in tree.gain:
                return tree.found(start)
        return None

    def contradictions(self) -> list[Contradiction]:
        """Every circle of rows that does not close, once, whether a row of the workbook needs it or not."""
        found: dict[int, Contradiction] = {}
        for whose in sorted(self._of, key=lambda one: (one is not None, one or "")):
            left = {end for edge in self._of[whose] for end in edge.ends}
            while left:
                tree = self._tree(whose, False, min(left))
                left -= {tree.root, *tree.gain}
                for one in tree.wrong.values():
                    found.setdefault(one.row, one)
        return [found[row] for row in sorted(found)]

    def _tree(self, whose: str | None, own_alone: bool, root: str) -> _Tree:
        key = whose, own_alone, root
        if key not in self._trees:
            self._trees[key] = _grown(self._edges(whose, own_alone), root)
        return self._trees[key]

    def _edges(self, whose: str | None, own_alone: bool) -> list[Edge]:
        own = self._of.get(whose, [])
        if whose is None or own_alone:
            return own
        together = _groups(own)
        return [*own, *(
            edge for edge in self._of.get(None, [])
            if together.get(edge.ends[0], edge.ends[0]) != together.get(edge.ends[1], edge.ends[1])
        )]


def _groups(edges: Iterable[Edge]) -> Mapping[str, str]:
    """Each unit to the one that stands for all that rows connect with it."""
    found: dict[str, str] = {}
    for edge in edges:
        one, other = (found.get(end, end) for end in edge.ends)
        for unit in (*edge.ends, *(unit for unit, group in found.items() if group == other)):
            found[unit] = one
    return found


def _grown(edges: Iterable[Edge], root: str) -> _Tree:
    """All that leads to ``root``, nearest first; of several rows as near the first by name. The order of rows decides
    nothing but which of two rows that contradict each other is named."""
    beside: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda one: (one.ends, one.factor, one.row)):
        for end in edge.ends:
            beside[end].append(edge)
    tree = _Tree(root, {root: Fraction(1)}, {})
    used: set[int] = set()
    waiting = deque([root])
    while waiting:
        unit = waiting.popleft()
        for edge in sorted(beside[unit], key=lambda one: _other(one, unit)):
            other = _other(edge, unit)
            if other not in tree.gain:
                forward = edge.ends[0] == other
                tree.gain[other] = tree.gain[unit] * (edge.factor if forward else 1 / edge.factor)
                tree.parent[other] = unit, edge
                used.add(id(edge))
                waiting.append(other)
    rest = {id(edge): edge for unit in tree.gain for edge in beside[unit] if id(edge) not in used}
    for edge in sorted(rest.values(), key=lambda one: (one.ends, one.factor, one.row)):
        _closed(tree, edge)
    return tree


def _other(edge: Edge, unit: str) -> str:
    start, end = edge.ends
    return end if start == unit else start


def _closed(tree: _Tree, edge: Edge) -> None:
    """A row that closes a circle: all rows of the circle are one block, which is wrong when it does not close."""
    start, end = edge.ends
    ways = tree.way(start), tree.way(end)
    circle = sorted(set(ways[0]) ^ set(ways[1]))
    if not circle:
        return
    wrong = [tree.wrong.pop(root) for root in {tree.stands_for(unit) for unit in circle} if root in tree.wrong]
    first = tree.stands_for(circle[0])
    for unit in circle[1:]:
        tree.block[tree.stands_for(unit)] = first
    if tree.gain[start] != edge.factor * tree.gain[end]:
        rows = sorted(tree.parent[unit][1].row for unit in circle)
        by = f"row{'s' * (len(rows) > 1)} {', '.join(map(str, rows))}"
        wrong.append(Contradiction(
            f"1 {edge.start} is {plain_ratio(edge.factor)} {edge.end} by row {edge.row}, "
            f"{plain_ratio(tree.gain[start] / tree.gain[end])} by {by}", edge.row,
        ))
    if wrong:
        tree.wrong[first] = min(wrong, key=lambda one: (one.row, one.said))
