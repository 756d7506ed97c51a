"""A blank among the arguments: its documented default or a line that says so, never an empty answer, never a 0."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

import udfs
from tests.udfs.test_kept import as_range
from udfs.boundary.cells import FromCell
from udfs.boundary.kept import Kept

NAMES = sorted(udfs.FUNCTIONS)
BLANKS = (None, "", " ", ((None,),), Kept(None), ((None, None), (None, None)))


def call(name: str, arguments: list[Any]) -> Any:
    return udfs.FUNCTIONS[name](*map(FromCell, arguments))


def cells(answer: Any) -> list[Any]:
    return [one for row in answer for one in row] if isinstance(answer, list) else [answer]


def example(name: str) -> list[Any]:
    function = udfs.FUNCTIONS[name]
    given = [as_range(one) for one in function.card.example.arguments]
    return given + [None] * (len(function.card.arguments) - len(given))


def says_what_is_missing(answer: Any) -> bool:
    """A line for every answer, and no figure beside it."""
    found = [one for one in cells(answer) if one != "Status"]
    return bool(found) and all(isinstance(one, str) and one.startswith("#WIP: ") for one in found)


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_ever_handed_nothing(name: str) -> None:
    """An Empty would be shown as 0, and a None turns a whole array into #VALUE!."""
    given = example(name)
    asked = [given, *([*given[:at], blank, *given[at + 1 :]] for at in range(len(given)) for blank in BLANKS)]
    for arguments in asked:
        answer = call(name, arguments)
        assert cells(answer) and all(one is not None for one in cells(answer)), arguments
        assert isinstance(answer, list) or answer != "", arguments


@pytest.mark.parametrize("name", NAMES)
def test_without_any_argument_it_says_what_is_missing(name: str) -> None:
    for blank in BLANKS:
        assert says_what_is_missing(call(name, [blank for _ in example(name)])), blank


@pytest.mark.parametrize("name", NAMES)
def test_a_blank_is_the_argument_left_out_or_is_named(name: str) -> None:
    function, given = udfs.FUNCTIONS[name], example(name)
    for at, argument in enumerate(function.card.arguments):
        marked = {key: FromCell(one) for key, one in zip(function.card.arguments, given, strict=True)}
        del marked[argument]
        left_out = repr(function(**marked)) if marked else ""
        for blank in BLANKS[:-1]:
            answer = call(name, [*given[:at], blank, *given[at + 1 :]])
            assert not marked or repr(answer) == left_out
            if argument not in function.card.optional:
                assert says_what_is_missing(answer), argument
                assert argument in str(cells(answer)[-1])


@pytest.mark.parametrize("name", NAMES)
def test_a_default_is_what_the_documentation_says(name: str) -> None:
    """``Left out: 2.`` in the description of an argument, and 2 in its place, are the same."""
    function, given = udfs.FUNCTIONS[name], example(name)
    defaults = {key: one.default for key, one in inspect.signature(function).parameters.items()}
    for at, argument in enumerate(function.card.arguments):
        if argument in function.card.optional and isinstance(defaults[argument], int | float | str):
            typed = [*given[:at], as_range(defaults[argument]), *given[at + 1 :]]
            assert repr(call(name, typed)) == repr(call(name, [*given[:at], None, *given[at + 1 :]])), argument
            told = function.card.arguments[argument]
            shown = f"{defaults[argument]:g}" if isinstance(defaults[argument], int | float) else defaults[argument]
            assert "eft out" in told and shown.casefold() in told.casefold(), argument


@pytest.mark.parametrize(
    ("name", "arguments", "zero"),
    [
        ("wip_over_under", (5.0, 5.0), 0.0), ("wip_nrv", (0.0, None), 0.0), ("wip_ppm", (0.0, 10.0), 0.0),
        ("wip_croston", (((0.0,), (0.0,)),), 0.0),
        ("wip_on_hand", ((("Date", "Quantity"), (46023.0, 5.0), (46024.0, -5.0)),), 0.0),
    ],
)
def test_a_zero_is_answered_where_it_is_the_truth(name: str, arguments: tuple[Any, ...], zero: float) -> None:
    assert call(name, list(arguments)) == zero
