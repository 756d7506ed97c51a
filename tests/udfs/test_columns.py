"""Columns for single cells: each is answered as it would be alone, in their shape, for the work of one call."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import udfs
from udfs.boundary.arguments import OneCell
from udfs.boundary.cells import FromCell
from udfs.boundary.movements import Movements
from wipbook.costing import list_solutions

COLUMNS = [name for name, function in sorted(udfs.FUNCTIONS.items()) if function.card.columns]
TABLES = [name for name, function in sorted(udfs.FUNCTIONS.items()) if not function.card.columns]
NOT_AVAILABLE = -2146826246
LIST = (
    ("Date", "Material", "Quantity", "Unit Cost"),
    (46023.0, "A", 10.0, 2.0), (46024.0, "B", 4.0, 5.0), (46025.0, "A", 10.0, 3.0), (46026.0, "A", -15.0, None),
)
# FIFO: of A 5 are left at 3.00, of B all 4 at 5.00
LEFT = {"A": 15.0, "B": 20.0}


def cell(name: str, *arguments: Any) -> Any:
    return udfs.FUNCTIONS[name](*map(FromCell, arguments))


def column(*cells: Any) -> tuple[tuple[Any], ...]:
    return tuple((one,) for one in cells)


def floated(value: Any) -> Any:
    """An argument of an example as COM hands it over."""
    if isinstance(value, list | tuple):
        rows = value if isinstance(value[0], list | tuple) else [[one] for one in value]
        return tuple(tuple(map(floated, row)) for row in rows)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def columns_of_examples() -> list[Any]:
    """Each argument that may be a column, spoiled in all ways a single cell can be."""
    return [
        pytest.param(name, argument, id=f"{name}-{argument}")
        for name in COLUMNS for argument in udfs.FUNCTIONS[name].card.columns
    ]


@pytest.mark.parametrize(("name", "argument"), columns_of_examples())
def test_each_cell_is_answered_as_it_would_be_alone(name: str, argument: str) -> None:
    """The single calls answer published examples (test_contract)."""
    card = udfs.FUNCTIONS[name].card
    given = [floated(one) for one in card.example.arguments]
    given += [None] * (len(card.arguments) - len(given))
    at = list(card.arguments).index(argument)
    own = given[at]
    more = own / 2 if isinstance(own, float) else "FIFO"
    cells = [own, None, "twelve", NOT_AVAILABLE, more, 0.0, -1.0, True, "", 46023.0, own]

    def answer(one: Any) -> Any:
        return cell(name, *given[:at], one, *given[at + 1 :])

    together, alone = answer(column(*cells)), [answer(one) for one in cells]
    if not card.spills:
        assert together == [[one] for one in alone]
        assert len({str(one) for one in alone}) > 1
        return
    headers, *rows = together
    assert headers[-1] == "Status" and len(rows) == len(cells)
    for row, one in zip(rows, alone, strict=True):
        if one[0] == ["Status"]:
            assert row == [""] * (len(headers) - 1) + one[1]
        else:
            assert headers[: len(one[0])] == one[0]
            assert row == [*one[1], "ok"][: len(headers)] or row == one[1]


def test_the_answer_has_the_shape_of_its_cells() -> None:
    # over-applied: applied less actual
    assert cell("wip_over_under", column(1.0, 2.0), 5.0) == [[4.0], [3.0]]
    assert cell("wip_over_under", ((1.0, 2.0),), ((5.0, 7.0),)) == [[4.0, 5.0]]
    assert cell("wip_over_under", ((1.0, 2.0), (3.0, 4.0)), 5.0) == [[4.0, 3.0], [2.0, 1.0]]
    assert cell("wip_over_under", (1.0, 2.0), 5.0) == [[4.0, 3.0]], "an array constant is a row"
    assert cell("wip_over_under", column(1.0), ((5.0,),)) == 4.0, "a cell is a cell"


def test_one_row_answers_stand_under_their_headers() -> None:
    # Hardhat Construction, years 1 and 2: a price of 4,500,000, at first 1,000,000 spent of 4,000,000, then 2,916,000
    # of 4,050,000; earned 1,125,000 and 3,240,000 (Kieso, ch. 18)
    spent, left = (1000000.0, 2916000.0), (3000000.0, 1134000.0)
    down = cell("wip_contract", 4500000.0, column(*spent), column(*left))
    assert [row[1] for row in down] == ["Earned Revenue", 1125000.0, 3240000.0]
    assert [row[-1] for row in down] == ["Status", "ok", "ok"]
    across = cell("wip_contract", 4500000.0, (spent,), (left,))
    assert across == [list(line) for line in zip(*down, strict=True)], "a row of cells is answered across"
    assert "Status" not in cell("wip_contract", 4500000.0, spent[0], left[0])[0]
    refused = cell("wip_contract", 4500000.0, (spent, spent), (left, left))
    assert refused == [["Status"], ["#WIP: cost_to_date: found a range of 2 x 2 cells, expected one column or one row: "
                                    "each answer is a row by itself"]]


def test_a_table_with_a_status_of_its_own_keeps_one() -> None:
    amounts = column(9.5, 91.0, 120.0)
    rows = cell("wip_benford_mad", amounts, column("1", "fourth"))
    assert rows[0].count("Status") == 1
    assert rows[1] == cell("wip_benford_mad", amounts, "1")[1]
    assert rows[2][:-1] == [""] * (len(rows[0]) - 1) and rows[2][-1].startswith("#WIP: digits: found the text 'fourth'")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (column(1.0, 2.0, 3.0), column(1.0, 2.0), "found a column of 2 cells, expected one cell, or a column of 3 cells as in actual"),  # noqa: E501
        (column(1.0, 2.0), ((1.0, 2.0),), "found a row of 2 cells, expected one cell, or a column of 2 cells as in actual"),  # noqa: E501
        (((1.0, 2.0), (3.0, 4.0)), column(1.0, 2.0), "found a column of 2 cells, expected one cell, or a range of 2 x 2 cells as in actual"),  # noqa: E501
    ],
)
def test_columns_that_do_not_fit_together_are_named_with_both_lengths(first: Any, second: Any, said: str) -> None:
    assert cell("wip_over_under", first, second) == f"#WIP: applied: {said}"
    with pytest.raises(ValueError, match="applied: found a"):
        udfs.wip_over_under(first, second)


@pytest.mark.parametrize(
    "actual",
    [[1, 2, None], (1.0, 2.0, float("nan")), pd.Series([1, 2, None]), pl.Series([1.0, 2.0, None]),
     np.array([1, 2, np.nan])],
    ids=["list", "tuple", "pandas", "polars", "numpy"],
)
def test_from_python_lists_and_series_are_answered_with_a_list(actual: Any) -> None:
    said = "#WIP: actual: found a blank, expected a number of at least 0"
    assert udfs.wip_over_under(actual, [5, 6, 7]) == [4.0, 4.0, said]
    assert udfs.wip_over_under(actual, column(5, 6, 7)) == [[4.0], [4.0], [said]], "a range says what the shape is"
    assert udfs.wip_contract(actual, 5, 5)[3][-1].startswith("#WIP: price: found a blank")


def test_from_python_a_fault_of_all_answers_is_raised() -> None:
    with pytest.raises(ValueError, match="applied: found the text 'x'"):
        udfs.wip_over_under([1, 2], "x")
    assert cell("wip_over_under", column(1.0, 2.0), "x") == [
        ["#WIP: applied: found the text 'x', expected a number of at least 0"]
    ] * 2
    # in a cell each row says what it would say alone: its first argument comes first
    assert "actual" in cell("wip_over_under", column(1.0, "y"), "x")[1][0]


@pytest.mark.parametrize("name", TABLES)
def test_a_function_that_answers_a_table_refuses_a_column_by_name(name: str) -> None:
    card = udfs.FUNCTIONS[name].card
    given = [*map(floated, card.example.arguments)]
    given += [None] * (len(card.arguments) - len(given))
    for at, argument in enumerate(card.arguments):
        if isinstance(given[at], float | str):
            answer = cell(name, *given[:at], column(given[at], given[at]), *given[at + 1 :])
            if name in ("wip_equivalent_units", "wip_duplicates") and argument in ("begin_pct", "end_pct", "keys"):
                continue  # a column by nature
            text = answer if isinstance(answer, str) else answer[1][0]
            assert text.startswith(f"#WIP: {argument}: found a range of 2 x 1 cells, expected "), (argument, answer)
            assert text.endswith(" in one cell")


def test_the_value_of_each_material_reads_and_solves_the_list_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read, solved = [], []
    real_read, real_solve = Movements.read, list_solutions.solve_list
    monkeypatch.setattr(Movements, "read", lambda *a: (read.append(1), real_read(*a))[1])
    monkeypatch.setattr(list_solutions, "solve_list", lambda *a: (solved.append(1), real_solve(*a))[1])
    answer = cell("wip_value", LIST, None, None, column("A", "b", "C", None, *["A"] * 50))
    assert answer[:2] == [[LEFT["A"]], [LEFT["B"]]]
    assert answer[2] == ["#WIP: material: found 'C', expected a material of movements"]
    assert answer[3] == [sum(LEFT.values())], "a blank is all together, as in a single cell"
    assert answer[4:] == [[LEFT["A"]]] * 50
    assert (len(read), len(solved)) == (1, 1)


def test_a_fault_in_the_list_is_told_where_it_matters() -> None:
    broken = (*LIST, (46027.0, "B", "x", None))
    first, second = cell("wip_value", broken, "FIFO", None, column("A", "B"))
    assert first == [LEFT["A"]]
    assert second[0] == cell("wip_value", broken, "FIFO", None, "B")
    assert second[0].startswith("#WIP: movements, row 6, Quantity: found the text 'x'")


def test_a_column_of_equal_cells_is_read_once_for_each_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    real = OneCell.read
    monkeypatch.setattr(OneCell, "read", lambda *a: (looked.append(1), real(*a))[1])
    answer = cell("wip_newsvendor", column(*[50.0, None] * 10_000), 8.0, 0.18, 0.70)
    assert len(answer) == 20_000 and len({str(one) for one in answer}) == 2
    assert answer[0] == [cell("wip_newsvendor", 50.0, 8.0, 0.18, 0.70)]
    assert len(looked) < 20, "the number and the blank of the column, and each single cell"


def test_what_takes_columns_says_so() -> None:
    assert len(COLUMNS) == 25
    assert udfs.FUNCTIONS["wip_value"].card.columns == ("method", "as_of", "material", "places")
    assert "method, as_of, material or places may be a column: the answer then has a result" in udfs.wip_value.__doc__
    assert "Any argument may be a column: the answer then has a row for each cell" in udfs.wip_contract.__doc__
    assert all("may be a column" not in udfs.FUNCTIONS[name].__doc__ for name in TABLES)
