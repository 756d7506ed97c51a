"""Every function through xlwings' real call and conversion code, with values as COM delivers them."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wipbook.beside import functions

FUNCTIONS = functions()
NAMES = sorted(FUNCTIONS)
MISSING = {"missing": True}
DIV0, NA = -2146826281, -2146826246
MOVEMENTS = [
    ["Date", "Quantity", "Unit Cost"],
    [{"date": "2026-01-05"}, 10, 2.0],
    [{"date": "2026-01-20"}, 10, 3.0],
    [{"date": "2026-02-01"}, -15, None],
]


def call(*calls: tuple[str, list[Any]]) -> list[Any]:
    script = Path(__file__).with_name("call_functions.py")
    done = subprocess.run(
        [sys.executable, str(script)], input=json.dumps(calls), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def com(value: Any) -> Any:
    """An argument of an example, in the shapes of ``call_functions``: ranges for lists, cells within."""
    if value is None:
        return MISSING
    if isinstance(value, list | tuple):
        rows = value if isinstance(value[0], list | tuple) else [[one] for one in value]
        return {"range": [[com_cell(one) for one in row] for row in rows]}
    return com_cell(value)


def com_cell(value: Any) -> Any:
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return value if isinstance(value, str | bool | int | float | None) else float(value)


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """What every function answers to its own published example."""
    calls = [(name, [com(one) for one in FUNCTIONS[name].card.example.arguments]) for name in NAMES]
    return dict(zip(NAMES, call(*calls), strict=True))


def published_cell(example: Any, answer: Any) -> Any:
    """The one cell of an answer over COM that a published example speaks of."""
    if example.at:
        lines = answer if isinstance(answer[0], list) else [answer]
        answer = lines[example.at[0] - 1][example.at[1] - 1]
    while isinstance(answer, list):
        answer = answer[0]
    return answer


def rows(answer: Any) -> list[list[Any]]:
    return answer if isinstance(answer, list) else [[answer]]


@pytest.mark.parametrize("name", NAMES)
def test_its_published_example_comes_out_in_excel(name: str, answers: dict[str, Any]) -> None:
    example = FUNCTIONS[name].card.example
    grid = rows(answers[name])
    got = grid[example.at[0] - 1][example.at[1] - 1] if example.at else grid[0][0]
    assert example.agrees(got), (got, example.expects)
    # None, NaN or a text beyond 255 characters would turn the whole result into #VALUE!
    assert {type(one) for row in grid for one in row} <= {float, int, str, bool, dict}, "a dict is a date"
    assert all(len(one) <= 255 for row in grid for one in row if isinstance(one, str))
    assert len({len(row) for row in grid}) == 1
    assert (len(grid) > 1) is FUNCTIONS[name].card.spills


def test_arguments_left_out_take_their_defaults() -> None:
    whole, fifo, given = call(
        ("wip_value", [{"range": MOVEMENTS}, MISSING, MISSING, MISSING]),
        ("wip_value", [{"range": MOVEMENTS}, "fifo", MISSING, MISSING]),
        ("wip_value", [{"range": MOVEMENTS}, "LIFO", {"range": [[{"date": "2026-01-31"}]]}, MISSING]),
    )
    assert rows(whole) == rows(fifo) == [[15.0]] and rows(given) == [[50.0]]


def test_blank_cells_are_blanks() -> None:
    (blank,) = call(("wip_value", [{"range": MOVEMENTS}, {"range": [[None]]}, {"range": [[None]]}, None]))
    assert rows(blank) == [[15.0]]


def test_error_cells_are_named_and_not_computed_with() -> None:
    broken = [*MOVEMENTS[:2], [{"date": "2026-01-20"}, {"error": DIV0}, 3.0]]
    table, scalar = call(
        ("wip_value", [{"range": broken}, MISSING, MISSING, MISSING]),
        ("wip_overhead_rate", [{"range": [[{"error": NA}]]}, 10, MISSING]),
    )
    assert "#WIP:" in rows(table)[0][0] and "#DIV/0!" in rows(table)[0][0]
    assert rows(scalar)[0][0].startswith("#WIP: budget_cost") and "#N/A" in rows(scalar)[0][0]


def test_a_table_with_nothing_in_some_cells_spills_without_holes() -> None:
    (spilled,) = call(("wip_movement_costs", [{"range": MOVEMENTS}, "FIFO"]))
    assert len(spilled) == len(MOVEMENTS) and {type(one) for row in spilled for one in row} <= {float, str, dict}


def test_dates_are_the_same_as_cells_numbers_and_texts() -> None:
    as_numbers = [
        MOVEMENTS[0],
        *([46027 + n, row[1], row[2]] for n, row in zip((0, 15, 27), MOVEMENTS[1:], strict=True)),
    ]
    as_texts = [MOVEMENTS[0], *([row[0]["date"], *row[1:]] for row in MOVEMENTS[1:])]
    first, second, third = call(
        *(("wip_layers", [{"range": one}, "FIFO", MISSING, MISSING]) for one in (MOVEMENTS, as_numbers, as_texts))
    )
    assert first == second == third


def test_columns_of_cells_are_answered_by_one_call() -> None:
    """5,000 contracts in one call; the first is Hardhat Construction, year 1 (see the example of wip_contract)."""
    prices = {"range": [[4500000.0 + number] for number in range(5000)]}
    spilled, single, across, values = call(
        ("wip_contract", [prices, 1000000, 3000000, 900000]),
        ("wip_contract", [4504999.0, 1000000, 3000000, 900000]),
        ("wip_over_under", [{"range": [[1, None]]}, 5]),
        ("wip_value", [{"range": [[*row, code] for row, code in zip(MOVEMENTS, ("Material", *"AAB"), strict=True)]},
                       MISSING, MISSING, {"range": [["A"], ["B"], ["C"]]}, MISSING]),
    )
    assert len(spilled) == 5001 and spilled[0][1] == "Earned Revenue"
    assert spilled[1] == [0.25, 1125000, 125000, 225000, 0, 0, "ok"]
    assert spilled[-1] == [*single[1], "ok"]
    assert across[0][0] == 4 and across[0][1].startswith("#WIP: actual: found a blank")
    # 10 at 2.00 and 10 at 3.00 are left of A; of B 15 left that never came, at no known cost
    assert values[:2] == [[50.0], [0.0]] and "found 'C'" in values[2][0]
