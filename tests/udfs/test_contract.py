"""Every function of the published contract exists, with the arguments it promises, and answers its cited example."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import udfs
from tests.conftest import ROOT, reference_data
from udfs.boundary.cells import FromCell
from udfs.boundary.example import LONGEST_FORMULA

NAMES = sorted(udfs.FUNCTIONS)


def contract() -> dict[str, list[str]]:
    text = (reference_data().parent / "design" / "functions.md").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        if line.startswith("| wip_"):
            for name, arguments in re.findall(r"(wip_\w+)\(([^)]*)\)", line.split("|")[1]):
                found[name] = [one.strip() for one in arguments.split(",")]
    return found


PLACED = ("wip_value", "wip_cogs", "wip_layers", "wip_movement_costs", "wip_compare_methods", "wip_lcnrv",
          "wip_roll_forward", "wip_relief")


@pytest.mark.reference_data
def test_the_functions_are_those_of_the_contract_with_its_arguments() -> None:
    promised = contract()
    assert len(promised) == 48
    built = {name: list(inspect.signature(f).parameters) for name, f in udfs.FUNCTIONS.items()}
    more = {name: found[len(promised[name]) :] for name, found in built.items() if found != promised[name]}
    assert {name: found[: len(promised[name])] for name, found in built.items()} == promised
    # The places of the currency, behind all others: an input is an argument, and a cell cannot know them otherwise.
    assert more == {name: ["places"] for name in PLACED}


def test_the_package_exposes_every_function() -> None:
    assert len(NAMES) == 48
    for name in NAMES:
        assert getattr(udfs, name) is udfs.FUNCTIONS[name]
        assert name == udfs.FUNCTIONS[name].__name__


@pytest.mark.parametrize("name", NAMES)
def test_the_cited_example_comes_out(name: str) -> None:
    function = udfs.FUNCTIONS[name]
    example = function.card.example
    got = example.picked(function(*example.arguments))
    assert example.agrees(got), f"{name}: {example.source}: expected {example.expects}, got {got}"


@pytest.mark.parametrize("name", NAMES)
def test_the_cited_example_comes_out_of_cells(name: str) -> None:
    """The same through the marks a spreadsheet puts on its arguments: tuples of tuples, floats, blanks as None."""
    function = udfs.FUNCTIONS[name]
    example = function.card.example
    got = function(*(FromCell(as_cells(argument)) for argument in example.arguments))
    assert example.agrees(example.picked(got))


def as_cells(value: object) -> object:
    """What COM hands over for a range or constant: rows of tuples, every number a float."""
    if isinstance(value, list | tuple):
        rows = value if value and isinstance(value[0], list | tuple) else [[one] for one in value]
        return tuple(tuple(as_cells(cell) for cell in row) for row in rows)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@pytest.mark.parametrize("name", NAMES)
def test_the_wizard_can_describe_it(name: str) -> None:
    card = udfs.FUNCTIONS[name].card
    assert 10 < len(card.summary) <= 255
    assert list(card.arguments) == list(inspect.signature(udfs.FUNCTIONS[name]).parameters)
    assert all(3 < len(text) <= 255 for text in card.arguments.values())
    assert len(card.example.source) > 10
    assert len(card.example.formula(name)) <= LONGEST_FORMULA


@pytest.mark.parametrize("name", NAMES)
def test_the_body_is_one_line(name: str) -> None:
    """What a function computes lives in the pure rooms, where it is tested without any cell."""
    source = inspect.getsource(inspect.unwrap(udfs.FUNCTIONS[name]))
    body = source.split('"""')[-1].strip()
    assert body.startswith("return ")
    assert ";" not in body


def test_no_function_is_volatile_or_reads_sheets() -> None:
    for path in (one for one in Path(ROOT / "udfs").rglob("*.py") if one.parent.name != "boundary"):
        text = path.read_text("utf-8")
        assert "volatile" not in text
        assert "caller" not in text
