"""Low-level codes: in which order materials can be costed, and the circles that make it impossible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Levels:
    """``level`` of each material that is made or consumed (0 = made of nothing that is made).

    ``circles`` are chains of materials, first repeated last, that consume one another; ``circular`` are the
    (component, product) pairs inside such circles, whose issues cannot be costed.
    """

    level: dict[str, int]
    circles: tuple[tuple[str, ...], ...]
    circular: frozenset[tuple[str, str]]


def low_level_codes(pairs: Iterable[tuple[str, str]]) -> Levels:
    """Levels from (component, product) pairs: a product stands above all that goes into it.

    >>> low_level_codes([("steel", "frame"), ("frame", "bike"), ("wheel", "bike")]).level["bike"]
    2
    >>> low_level_codes([("a", "b"), ("b", "a")]).circles
    (('a', 'b', 'a'),)
    """
    edges = set(pairs)
    into: dict[str, set[str]] = defaultdict(set)
    for component, product in edges:
        into[component].add(product)
        into.setdefault(product, set())
    groups = _strongly_connected(into)
    circles = []
    circular: set[tuple[str, str]] = set()
    for members in groups:
        inside = {(c, p) for c in members for p in into[c] if p in members}
        if inside:
            circular |= inside
            circles.append(_chain(members, into))
    # a circle is costed as one: all its members stand on one level
    group_of = {material: number for number, members in enumerate(groups) for material in members}
    above: dict[int, set[int]] = defaultdict(set)
    for component, product in edges - circular:
        above[group_of[component]].add(group_of[product])
    waiting: dict[int, int] = defaultdict(int)
    for targets in above.values():
        for target in targets:
            waiting[target] += 1
    height = dict.fromkeys(range(len(groups)), 0)
    ready = [number for number in height if not waiting[number]]
    while ready:
        here = ready.pop()
        for target in above[here]:
            height[target] = max(height[target], height[here] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    level = {material: height[group_of[material]] for material in into}
    return Levels(level, tuple(sorted(circles)), frozenset(circular))


def _chain(members: set[str], into: dict[str, set[str]]) -> tuple[str, ...]:
    """One circle through the smallest member, for the message."""
    start = min(members)
    trail: dict[str, str | None] = {start: None}
    queue = [start]
    while queue:
        here = queue.pop(0)
        for product in sorted(into[here] & members):
            if product == start:
                chain = [start]
                step: str | None = here
                while step is not None:
                    chain.append(step)
                    step = trail[step]
                return tuple(reversed(chain))
            if product not in trail:
                trail[product] = here
                queue.append(product)
    raise AssertionError("a strongly connected group has a circle through each member")


def _strongly_connected(into: dict[str, set[str]]) -> list[set[str]]:
    """Tarjan's algorithm, iterative: deep bills of material must not exhaust the stack."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    standing: set[str] = set()
    groups: list[set[str]] = []
    for root in sorted(into):
        if root in index:
            continue
        work = [(root, iter(sorted(into[root])))]
        index[root] = low[root] = len(index)
        stack.append(root)
        standing.add(root)
        while work:
            here, successors = work[-1]
            for product in successors:
                if product not in index:
                    index[product] = low[product] = len(index)
                    stack.append(product)
                    standing.add(product)
                    work.append((product, iter(sorted(into[product]))))
                    break
                if product in standing:
                    low[here] = min(low[here], index[product])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[here])
                if low[here] == index[here]:
                    members = set()
                    while True:
                        member = stack.pop()
                        standing.discard(member)
                        members.add(member)
                        if member == here:
                            break
                    groups.append(members)
    return groups
