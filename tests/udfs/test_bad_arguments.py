"""Each function with each of its arguments spoiled: one readable line, never a traceback, never a wrong number."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

import udfs
from udfs.boundary.cells import FromCell

NOT_AVAILABLE = -2146826246  # what COM hands over for #N/A

# Where text in a cell is no fault: a code, a name, a list of choices is text by nature.
TEXT = "twelve"


def spoiled(value: Any, bad: Any) -> Iterator[Any]:
    """The argument with its numbers replaced, one place at a time (a table: the first row and the last)."""
    if isinstance(value, list):
        table = bool(value) and isinstance(value[0], list)
        places = sorted({1, len(value) - 1}) if table else sorted({0, len(value) - 1})
        for at in places:
            if table:
                for column, cell in enumerate(value[at]):
                    if is_number(cell):
                        changed = copy.deepcopy(value)
                        changed[at][column] = bad
                        yield changed
            elif is_number(value[at]) and len(value) > 1:
                changed = list(value)
                changed[at] = bad
                # a text in the first cell of a column of numbers is its header
                if at > 0 or bad != TEXT:
                    yield changed
    elif is_number(value):
        yield bad


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def cases(bad: Any) -> list[Any]:
    found = []
    for name, function in sorted(udfs.FUNCTIONS.items()):
        if name == "wip_duplicates":  # compares cells, whatever they hold
            continue
        arguments = list(function.card.example.arguments)
        for at, argument in enumerate(arguments):
            for number, worse in enumerate(spoiled(argument, bad)):
                given = [*arguments[:at], worse, *arguments[at + 1 :]]
                found.append(pytest.param(name, given, id=f"{name}-{at}-{number}"))
    return found


def in_a_cell(name: str, arguments: list[Any]) -> Any:
    return udfs.FUNCTIONS[name](*(FromCell(argument) for argument in arguments))


def said(result: Any) -> str:
    """The fault a cell shows: the text itself, or the Status of the spilled table."""
    if isinstance(result, str):
        return result
    if isinstance(result, list):
        assert all(len(row) == len(result[0]) for row in result), "a spilled table is rectangular"
        if "Status" in result[0]:
            at = result[0].index("Status")
            return next((str(row[at]) for row in result[1:] if str(row[at]).startswith("#WIP: ")), "")
        cells = [str(cell) for row in result for cell in row]  # an answer for each cell of a column
        return cells[0] if all(cell.startswith("#WIP: ") for cell in cells) else ""
    return ""


@pytest.mark.parametrize(("name", "arguments"), cases(TEXT))
def test_text_where_a_number_belongs_is_named(name: str, arguments: list[Any]) -> None:
    answer = said(in_a_cell(name, arguments))
    assert answer.startswith("#WIP: ")
    assert TEXT in answer
    assert_readable(answer)
    with_python(name, arguments)


@pytest.mark.parametrize(("name", "arguments"), cases(NOT_AVAILABLE))
def test_an_error_cell_is_named(name: str, arguments: list[Any]) -> None:
    answer = said(in_a_cell(name, arguments))
    assert answer.startswith("#WIP: ")
    assert "#N/A" in answer
    assert_readable(answer)


@pytest.mark.parametrize(("name", "arguments"), cases(None))
def test_a_blank_gives_a_number_or_a_reason(name: str, arguments: list[Any]) -> None:
    """Blank is zero for a weight, the default for an option, a gap in a history; elsewhere it is named."""
    result = in_a_cell(name, arguments)
    answer = said(result)
    if answer:
        assert_readable(answer)
    else:
        assert result not in ("", None, [])


@pytest.mark.parametrize("name", sorted(udfs.FUNCTIONS))
def test_every_argument_blank_or_missing(name: str) -> None:
    function = udfs.FUNCTIONS[name]
    for given in (None, "", "   ", ((None, None), (None, None))):
        answer = said(in_a_cell(name, [given for _ in function.card.arguments]))
        assert answer.startswith("#WIP: "), (name, given)
        assert_readable(answer)


def tables() -> list[Any]:
    found = []
    for name, function in sorted(udfs.FUNCTIONS.items()):
        for at, argument in enumerate(function.card.example.arguments):
            if isinstance(argument, list) and argument and isinstance(argument[0], list):
                found.append(pytest.param(name, at, id=f"{name}-{at}"))
    return found


def answer_with(name: str, at: int, table: Any) -> Any:
    arguments = list(udfs.FUNCTIONS[name].card.example.arguments)
    return in_a_cell(name, [*arguments[:at], table, *arguments[at + 1 :]])


@pytest.mark.parametrize(("name", "at"), tables())
def test_a_missing_column_is_named_or_optional(name: str, at: int) -> None:
    table = udfs.FUNCTIONS[name].card.example.arguments[at]
    named = 0
    for column, header in enumerate(table[0]):
        without = [[cell for number, cell in enumerate(row) if number != column] for row in table]
        if not without[0]:
            continue
        answer = said(answer_with(name, at, without))
        if answer:
            assert_readable(answer)
            named += repr(str(header)) in answer
    assert named or len(table[0]) == 1 or name in ("wip_roll_forward", "wip_duplicates")


@pytest.mark.parametrize(("name", "at"), tables())
def test_headers_in_any_case_and_columns_in_any_order(name: str, at: int) -> None:
    example = udfs.FUNCTIONS[name].card.example
    table = example.arguments[at]
    if name in ("wip_movement_costs", "wip_duplicates"):  # the table comes back as it was given
        table = [[str(header).upper() for header in table[0]], *table[1:]]
    else:
        table = [[str(header).upper() for header in reversed(table[0])], *(list(reversed(row)) for row in table[1:])]
    assert example.agrees(example.picked(answer_with(name, at, table)))


@pytest.mark.parametrize(("name", "at"), tables())
def test_header_alone_and_single_cells(name: str, at: int) -> None:
    table = udfs.FUNCTIONS[name].card.example.arguments[at]
    for odd in ([table[0]], [[cell] for cell in table[0]], 5.0, "text", [[NOT_AVAILABLE]], [table[0], table[0]]):
        answer = said(answer_with(name, at, odd))
        if answer:
            assert_readable(answer)


@pytest.mark.parametrize(("name", "at"), tables())
def test_whole_columns_with_blank_rows_below(name: str, at: int) -> None:
    example = udfs.FUNCTIONS[name].card.example
    table = example.arguments[at]
    blank = (None,) * len(table[0])
    whole = tuple(map(tuple, table)) + (blank,) * (1_048_576 - len(table))
    assert example.agrees(example.picked(answer_with(name, at, whole)))


@pytest.mark.parametrize(("name", "at"), tables())
def test_unsorted_rows_change_no_total(name: str, at: int) -> None:
    """Dates are sorted by the function; a list turned upside down must not raise anything but a reason."""
    table = udfs.FUNCTIONS[name].card.example.arguments[at]
    answer = said(answer_with(name, at, [table[0], *reversed(table[1:])]))
    if answer:
        assert_readable(answer)


def test_rows_of_movements_may_come_in_any_order() -> None:
    for name in ("wip_on_hand", "wip_value", "wip_cogs", "wip_layers", "wip_compare_methods"):
        example = udfs.FUNCTIONS[name].card.example
        table = example.arguments[0]
        assert example.agrees(example.picked(answer_with(name, 0, [table[0], *reversed(table[1:])]))), name


@pytest.mark.parametrize(
    ("name", "argument"),
    [(name, argument) for name, f in sorted(udfs.FUNCTIONS.items()) for argument in ("method", "basis", "by",
     "variant", "charged_to") if argument in f.card.arguments],
)
def test_an_unknown_choice_is_named_with_what_there_is(name: str, argument: str) -> None:
    function = udfs.FUNCTIONS[name]
    arguments = list(function.card.example.arguments)
    at = list(function.card.arguments).index(argument)
    arguments += [None] * (at + 1 - len(arguments))
    arguments[at] = "NIFO"
    answer = said(in_a_cell(name, arguments))
    assert answer.startswith(f"#WIP: {argument}: found the text 'NIFO', expected ")
    assert " or " in answer
    with pytest.raises(ValueError, match="NIFO"):
        function(*arguments)


def with_python(name: str, arguments: list[Any]) -> None:
    """From Python the same fault is an exception, but a table that tells it row by row stays a table."""
    if name == "wip_movement_costs":
        return
    with pytest.raises(ValueError, match=TEXT):
        udfs.FUNCTIONS[name](*arguments)


def assert_readable(answer: str) -> None:
    assert answer.startswith("#WIP: ")
    assert len(answer) <= 255
    for sign in ("Traceback", "please report it", "Error(", "NoneType", "\n"):
        assert sign not in answer
