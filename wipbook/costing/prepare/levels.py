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
    waiting: dict[str, int] = defaultdict(int)
    for _, product in edges - circular:
        waiting[product] += 1
    level = dict.fromkeys(into, 0)
    ready = [material for material in sorted(into) if not waiting[material]]
    while ready:
        component = ready.pop()
        for product in into[component]:
            if (component, product) in circular:
                continue
            level[product] = max(level[product], level[component] + 1)
            waiting[product] -= 1
            if not waiting[product]:
                ready.append(product)
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
