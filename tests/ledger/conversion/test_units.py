"""Factors between units: chains, the reverse, a material's own rows, and rows that contradict each other."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wipbook.ledger.conversion.units import Contradiction, Edge, Units


def units(*rows: tuple[str, str, str] | tuple[str, str, str, str]) -> Units:
    """Rows From, To, Factor and perhaps Material, from row 7 on."""
    return Units(
        Edge(row[0], row[1], Fraction(row[2]), number, row[3] if len(row) > 3 else None)
        for number, row in enumerate(rows, 7)
    )


DEFINED = (
    ("inch", "cm", "2.54"), ("cm", "m", "1/100"), ("foot", "inch", "12"), ("yard", "foot", "3"),
    ("mile", "yard", "1760"), ("km", "m", "1000"), ("mm", "cm", "0.1"), ("lb", "kg", "0.45359237"),
    ("oz", "lb", "1/16"), ("g", "kg", "1/1000"), ("gallon", "liter", "3.785411784"), ("quart", "gallon", "1/4"),
    ("hour", "minute", "60"), ("day", "hour", "24"),
)
"""Each unit by one row, as the treaties define them."""


def test_factors_are_those_of_another_program() -> None:
    """``pint`` (BSD) has the definitions of NIST; between any two units that it can convert we say what it says."""
    theirs = pint.UnitRegistry(non_int_type=Fraction)
    ours = units(*DEFINED)
    names = sorted({name for row in DEFINED for name in row[:2]})
    compared = 0
    for one, other in permutations(names, 2):
        same = theirs(one).dimensionality == theirs(other).dimensionality
        found = ours.factor("R", one, other)
        if found is None:
            assert not same, (one, other)
            continue
        assert isinstance(found, Fraction)
        assert found == (1 * theirs(one)).to(other).magnitude, (one, other)
        compared += 1
    assert compared == 8 * 7 + 4 * 3 + 3 * 2 + 3 * 2  # lengths, masses, volumes, times


def test_chains_and_the_reverse_are_found_whatever_the_case() -> None:
    found = units(("cm", "m", "1/100"), ("M", "km", "1/1000"))
    assert found.factor("R", "CM", "Km") == Fraction(1, 100_000)
    assert found.factor("R", "km", "cm") == 100_000
    assert found.factor("R", " m ", "m") == 1
    assert found.factor("R", "kg", "m") is None


def test_a_materials_own_row_comes_before_that_of_all() -> None:
    found = units(("box", "pcs", "10"), ("box", "pcs", "12", "B-1"), ("pcs", "doz", "1/12"))
    assert found.factor("A", "box", "pcs") == 10
    assert found.factor("b-1", "box", "pcs") == 12
    assert found.factor("B-1", "box", "doz") == 1, "what its own row does not say, that of all does"
    assert found.contradictions() == []


def test_its_own_rows_decide_where_they_lead_there_alone() -> None:
    """Ten pieces in a box of B-1, although one box is a dozen and a dozen twelve pieces for all."""
    found = units(("box", "doz", "1"), ("doz", "pcs", "12"), ("box", "pcs", "10", "B-1"))
    assert found.factor("B-1", "box", "pcs") == 10
    assert found.factor("A", "box", "pcs") == 12
    doubtful = found.factor("B-1", "doz", "pcs")
    assert isinstance(doubtful, Contradiction), "a dozen of B-1 is one box and so ten pieces, and it is twelve"


def test_ways_that_contradict_each_other_are_named_with_their_rows() -> None:
    found = units(("m", "cm", "100"), ("km", "m", "1000"), ("km", "cm", "10000"), ("in", "cm", "2.54"))
    (one,) = found.contradictions()
    assert one.said == "1 km is 1000 m by row 8, 100 by rows 7, 9"
    for pair in (("km", "m"), ("cm", "m"), ("km", "cm"), ("in", "m")):
        assert isinstance(found.factor("R", *pair), Contradiction), pair
    assert found.factor("R", "in", "cm") == Fraction("2.54"), "no contradiction lies on its way"


def test_two_rows_of_one_pair_agree_or_are_named() -> None:
    assert units(("cm", "m", "0.01"), ("m", "cm", "100")).contradictions() == []
    assert units(("cm", "m", "0.01"), ("CM", "M", "1/100")).factor("R", "cm", "m") == Fraction(1, 100)
    (one,) = units(("cm", "m", "0.01"), ("m", "cm", "10")).contradictions()
    assert "row 7" in one.said and "row 8" in one.said


numbers = st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000)
sizes = st.lists(numbers, min_size=2, max_size=7)


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Fraction], list[tuple[int, int]]]:
    """Sizes of units, and which of them rows connect."""
    held = draw(sizes)
    end = st.integers(0, len(held) - 1)
    ends = st.tuples(end, end).filter(lambda pair: pair[0] != pair[1])
    return held, draw(st.lists(ends, min_size=1, max_size=10))


def edges_of(held: list[Fraction], pairs: list[tuple[int, int]]) -> list[Edge]:
    return [Edge(f"u{one}", f"U{two}", held[one] / held[two], row) for row, (one, two) in enumerate(pairs, 7)]


def reached(pairs: list[tuple[int, int]], start: int) -> set[int]:
    found, ahead = {start}, [start]
    while ahead:
        one = ahead.pop()
        for pair in pairs:
            if one in pair:
                other = pair[0] + pair[1] - one
                if other not in found:
                    found.add(other)
                    ahead.append(other)
    return found


@given(networks(), st.randoms(use_true_random=False))
def test_consistent_rows_give_the_quotient_of_the_sizes_in_any_order(
    network: tuple[list[Fraction], list[tuple[int, int]]], chance: object
) -> None:
    held, pairs = network
    rows = edges_of(held, pairs)
    shuffled = rows[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found, again = Units(rows), Units(shuffled)
    assert found.contradictions() == again.contradictions() == []
    for one in range(len(held)):
        for two in range(len(held)):
            wanted = held[one] / held[two] if two in reached(pairs, one) else None
            assert found.factor("R", f"u{one}", f"u{two}") == wanted
            assert again.factor("R", f"U{one}", f" u{two} ") == wanted
            there, back = found.factor("R", f"u{one}", f"u{two}"), found.factor("R", f"u{two}", f"u{one}")
            assert there is None or there * back == 1, "there and back is where it began"  # type: ignore[operator]


def ways(rows: list[Edge], start: str, end: str, seen: frozenset[str] = frozenset()) -> set[Fraction]:
    """Every way from one unit to another that passes none twice, by trying them all."""
    if start == end:
        return {Fraction(1)}
    found: set[Fraction] = set()
    for row in rows:
        for here, there, factor in ((row.ends[0], row.ends[1], row.factor), (row.ends[1], row.ends[0], 1 / row.factor)):
            if here == start and there not in seen | {start}:
                found |= {factor * rest for rest in ways(rows, there, end, seen | {start})}
    return found


@settings(max_examples=150)
@given(networks(), st.integers(0, 9), st.sampled_from([Fraction(2), Fraction(3, 7)]))
def test_a_wrong_row_is_found_where_it_matters_and_nowhere_else(
    network: tuple[list[Fraction], list[tuple[int, int]]], which: int, by: Fraction
) -> None:
    held, pairs = network
    rows = edges_of(held, pairs)
    at = which % len(rows)
    rows[at] = Edge(rows[at].start, rows[at].end, rows[at].factor * by, rows[at].row)
    found = Units(rows)
    for one in range(len(held)):
        for two in range(len(held)):
            if one == two:
                continue
            all_ways = ways(rows, f"u{one}", f"u{two}")
            answer = found.factor("R", f"u{one}", f"u{two}")
            if len(all_ways) > 1:
                assert isinstance(answer, Contradiction)
            else:
                assert answer == (all_ways.pop() if all_ways else None)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_names_and_answers_do_not_depend_on_the_order_of_rows(order: tuple[int, ...]) -> None:
    rows = [("cm", "m", "1/100"), ("roll", "m", "50", "R-1"), ("m", "km", "1/1000")]
    found = units(*(rows[at] for at in order))
    assert found.names("r-1") == ["cm", "km", "m", "roll"] and found.names("X") == ["cm", "km", "m"]
    assert found.factor("R-1", "roll", "cm") == 5000 and found.factor("X", "roll", "cm") is None
