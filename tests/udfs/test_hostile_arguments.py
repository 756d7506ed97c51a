"""What a hostile user, or a tired one, passes: percents, signs, floats, gaps, errors of other functions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import udfs
from udfs.boundary.cells import FromCell

MOVES = ["Date", "Quantity", "Unit Cost"]
IN = ["2026-01-02", 10, 2.5]
UNITS = [["Begin", "Started", "Completed", "Ending"], [225, 275, 400, 100]]
ELEMENTS = ["Element", "Begin %", "End %", "Begin Cost", "Added Cost"]
DELIVERY = ["Promised", "Quantity Ordered", "Delivered", "Quantity Delivered"]
GAP = [None, None, None]


def cell(name: str, *arguments: Any) -> Any:
    return udfs.FUNCTIONS[name](*map(FromCell, arguments))


def fault(result: Any) -> str:
    spilled = result if isinstance(result, list) else [["Status"], [str(result)]]
    text = spilled[1][0] if spilled[0] == ["Status"] else ""
    return text.removeprefix("#WIP: ") if text.startswith("#WIP: ") else ""


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        # 60 for 60 %
        ("wip_process_cost", (UNITS, [ELEMENTS, ["DM", 60, 1, 0, 5]]), "costs, row 2, Begin %: found 60, expected a number from 0 to 1 (60 % is 0.6)"),  # noqa: E501
        ("wip_process_cost", (UNITS, [ELEMENTS, ["DM", 1, 50, 0, 5]]), "costs, row 2, End %: found 50"),
        ("wip_equivalent_units", (225, 275, 400, 100, 60, 50), "begin_pct, cell 1: found 60"),
        ("wip_spoilage", (45, 5, 2000, 600, 20), "normal_rate: found 20, expected a number from 0 to 1 (60 % is 0.6)"),
        ("wip_overtime", (45, 40, 20, 150), "multiplier: found 150, expected a number from 1 to 10"),
        ("wip_eoq", (1000, 8, 30, [["From Quantity", "Unit Price"], [0, 5]]), "holding_cost: found 30, expected with price_breaks a fraction"),  # noqa: E501
        # deductions typed with their sign, and more out than there was
        ("wip_cogm", (11, 73, -8, 9, 20), "end_materials: found -8"),
        ("wip_cogm", (11, 73, 800, 9, 20), "end_materials: found 800, expected at most the 84 there were"),
        ("wip_cogm", (11, 73, 8, 9, 20, 6, 112), "end_wip: found 112, expected at most the 111 there were"),
        ("wip_cogm", (11, 73, 8, 9, 20, 6, 7, 22, 127), "end_fg: found 127, expected at most the 126 there were"),
        ("wip_roll_forward", ([["Job", "Opening", "Completed"], ["J", 5, -6]],), "table, row 2, Completed: found -6"),
        ("wip_roll_forward", ([["Job", "Opening", "Hours"], ["J", 5, 6]],), "table: found numbers in a column 'Hours'"),
        ("wip_equivalent_units", (100, 0, 60, 40, 1, 1, "FIFO"), "completed: found 60, expected at least the 100"),
        ("wip_process_cost", (UNITS, [ELEMENTS, ["DM", 1, 1, 0, "x"]]), "costs, row 2, Added Cost: found the text 'x'"),
        ("wip_process_cost", ([UNITS[0], [0, 10, 0, 10]], [ELEMENTS, ["Labor", 0, 0, 0, 5]]), "costs, Labor: found a cost of 5.00 without equivalent units"),  # noqa: E501
        ("wip_spoilage", (1, 100, 1, 5, 1), "disposal_per_unit: found 5, expected at most the cost of a unit, 1"),
        ("wip_earned_value", (1000, 500, 4000, 600), "earned_value: found 4000, expected at most the budget of 1000"),
        ("wip_earned_value", (1000, 5000, 400, 600), "planned_value: found 5000, expected at most the budget of 1000"),
        # what the row does not say
        ("wip_job_cost", ("J", [["Job", "Quantity", "Cost", "Type"], ["J", 2, 3, "Isue"]]), "movements, row 2, Type: found 'Isue'"),  # noqa: E501
        ("wip_job_cost", ("J", [["Job", "Quantity", "Cost"], ["J", -2, 3]]), "movements, row 2, Quantity: found -2"),
        ("wip_job_cost", ("J", [["Job", "Quantity", "Cost"], ["J", 2, -3]]), "movements, row 2, Cost: found -3"),
        ("wip_job_cost", ("J", [["Job", "Quantity", "Cost"], ["J", 2, 3]], None,
                          [["Job", "Activity", "Rate"], ["J", 1, 1], [None, 1, 1]]), "overhead, row 3, Job: found a blank"),  # noqa: E501
        ("wip_otif", ([["Promised", "Quantity Ordered", "Delivered On"], ["2026-01-01", 1, "2026-01-01"]],), "lines: found no column 'Delivered'"),  # noqa: E501
        ("wip_lcnrv", ([["Item", "Quantity", "Unit Cost", "NRV"], ["A", 1, 5, 4]], "group"), "items: found no Group"),
        ("wip_activity_cost", ([["Pool", "Cost"], ["S", 1], ["s", 2]], [["Product", "Pool", "Activity"], ["A", "S", 1]]), "pools, row 3: found 's' again"),  # noqa: E501
        ("wip_landed_cost", ([["Quantity", "Unit Cost"], [5, 0]], 9), "basis: found a value of zero in all lines"),
        ("wip_prorate", (-10, [0, 0]), "balances: found a sum of zero"),
        # numbers that are no dates, dates that are no numbers, logical values
        ("wip_value", ([MOVES, IN], "FIFO", 2026.0), "as_of: found 2026, expected a date"),
        ("wip_value", ([MOVES, [60.0, 10, 2.5]],), "movements, row 2, Date: found 60, expected a date"),
        ("wip_value", ([MOVES, [IN[0], True, 2.5]],), "movements, row 2, Quantity: found TRUE"),
        ("wip_value", ([MOVES, [IN[0], 9e9, 2.5]],), "movements, row 2, Quantity: found 9e+09, expected a number below 9,000,000,000"),  # noqa: E501
        ("wip_nrv", (dt.datetime(2026, 1, 1),), "selling_price: found the date 2026-01-01"),
        ("wip_overhead_rate", (1e15, 1), "budget_cost: found 1e+15, expected a number of at least 0, of at most 15 digits"),  # noqa: E501
        # the fault of another function
        ("wip_aging", ([["Status"], ["#WIP: movements, row 2, Date: found a blank"]],), "layers: found the error #WIP: movements, row 2, Date"),  # noqa: E501
        ("wip_reorder_point", (5, 1, "#WIP: demand: found a blank"), "safety_stock: found the error #WIP: demand"),
    ],
)
def test_a_reason_instead_of_a_wrong_number(name: str, arguments: tuple[Any, ...], said: str) -> None:
    answer = fault(cell(name, *arguments))
    assert answer.startswith(said)
    assert len(answer) < 250


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("wip_value", ([MOVES, IN, GAP, ["2026-01-05", "x", 1]],), "movements, row 4, Quantity: found the text 'x'"),
        ("wip_value", ([["day", "Qty"], GAP[:2], ["2026-01-05", 5]],), "movements: found no column 'Date'"),
        ("wip_value", ([["Date", "QTY", "Price"], IN, ["", " ", None], ["2026-01-05", "x", 1]],), "movements, row 4, QTY"),  # noqa: E501
        ("wip_cogs", ([MOVES, GAP, IN, GAP, ["soon", 1, 1]],), "movements, row 5, Date: found the text 'soon'"),
        ("wip_layers", ([MOVES, GAP, ["2026-01-05", 5, None]],), "movements, row 3, Unit Cost: found a blank"),
        ("wip_lcnrv", ([["Item", "Quantity", "Unit Cost", "NRV"], [None] * 4, ["A", 1, 1, "x"]],), "items, row 3, NRV"),
        ("wip_landed_cost", ([["Quantity", "Unit Cost", "Weight"], [1, 1, 1], GAP, [1, 1, None]], 5, "weight"), "lines, row 4: found no Weight"),  # noqa: E501
        ("wip_job_cost", ("J", [["Job", "Quantity", "Cost"], GAP, ["J", 2, None]]), "movements, row 3: found neither"),
        ("wip_activity_cost", ([["Pool", "Cost"], ["S", 1]], [["Product", "Pool", "Activity"], GAP, ["A", "T", 1]]), "drivers, row 3, Pool: found 'T', expected a pool of pools (S)"),  # noqa: E501
        ("wip_aging", ([["Date", "Quantity"], [None, None], ["2026-01-05", 5]],), "layers, row 3: found no Value"),
        ("wip_count_plan", ([["Class"], ["A"], [None], ["D"]],), "classes, row 4: found class 'D'"),
        ("wip_duplicates", ([["A"], [None], [-2146826246]],), "table, row 3, A: found the error #N/A"),
        ("wip_otif", ([DELIVERY, [None] * 4, ["soon", 1, None, None]],), "lines, row 3, Promised: found the text 'soon'"),  # noqa: E501
    ],
)
def test_rows_are_counted_as_the_range_counts_them(name: str, arguments: tuple[Any, ...], said: str) -> None:
    assert fault(cell(name, *arguments)).startswith(said)


def test_movement_costs_stand_beside_their_rows_though_some_are_blank() -> None:
    rows = cell("wip_movement_costs", [MOVES, IN, GAP, ["2026-01-03", -4, None]])
    assert [row[-1] for row in rows] == ["Status", "ok", "", "ok"]
    assert rows[2] == [""] * 8
    rows = cell("wip_movement_costs", [MOVES, IN, GAP, ["2026-01-03", "four", None]])
    assert rows[1][-1] == "not valued: see row 4"


def test_one_movement_number_twice_is_told_with_the_row_that_has_it() -> None:
    rows = [["Movement", *MOVES], ["M1", *IN], ["M1", *IN]]
    assert fault(cell("wip_value", rows)).startswith("movements, row 3, Movement: found M1, already in row 2")


def test_floats_are_read_as_the_cell_shows_them() -> None:
    assert 0.1 + 0.2 != 0.3
    assert cell("wip_over_under", 0.1 + 0.2, 0.3) == 0
    table = [["Begin", "Started", "Completed", "Ending"], [0.0, 0.1 + 0.2, 0.3, 0.0]]
    assert cell("wip_process_cost", table, [ELEMENTS, ["DM", 1, 1, 0, 5]])[-2][1] == 5
    rolled = cell("wip_roll_forward", [["Job", "Opening", "Labor", "Closing"], ["J", 0.1, 0.2, 0.1 + 0.2]])
    assert rolled[1][-1] == "ok"
    # =1.15*0.3 is 0.345, held as 0.34499999999999997: half-up it is 0.35, in Excel and here
    assert cell("wip_overhead_rate", 1.15 * 0.3, 1, 2) == 0.35
    assert cell("wip_duplicates", [["A"], [0.1 + 0.2], [0.3]])[1:] != []


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("wip_price_variance", (1e14, 1e14, 0), 1e28),
        ("wip_quantity_variance", (999999999999999.0, 0, 999999999999999.0), 9.99999999999998e29),
        ("wip_overhead_rate", (1e14, 1e-9, 10), 1e23),
        ("wip_allocate", (100, [[1e-13], [3e-13]]), [["Share"], [25], [75]]),
        ("wip_allocate", (999999999999999.0, [[999999999999999.0], [1e-9]], 6), [["Share"], [999999999999999], [0]]),
        ("wip_landed_cost", ([["Quantity", "Unit Cost"], [1e14, 1e14]], 5), None),
        ("wip_job_cost", ("J", [["Job", "Quantity", "Unit Cost"], ["J", 9e14, 9e14]]), None),
        ("wip_lcnrv", ([["Item", "Quantity", "Unit Cost", "NRV"], ["A", 9e14, 9e14, 1e-9]],), None),
        ("wip_contract", (1e-9, 9e14, 9e14), None),
        ("wip_absorption", (9e14, 1e-9, 9e14), None),
        ("wip_spoilage", (1e-9, 9e14, 9e14, 1e-9, 1), None),
        ("wip_prorate", (9e14, [9e14, 1e-9]), None),
    ],
)
def test_very_large_and_very_small_numbers(name: str, arguments: tuple[Any, ...], expected: Any) -> None:
    answer = cell(name, *arguments)
    assert fault(answer) == ""
    assert expected is None or answer == expected


def test_no_minus_before_a_zero() -> None:
    rows = cell("wip_prorate", 0, [30, 70]) + cell("wip_cogm", 0, 0, 0, 0, 0)
    assert "-0.0" not in str(rows)


def test_goods_are_never_carried_below_zero() -> None:
    assert cell("wip_lcm", 10, 5, -5, 2) == 0
    assert cell("wip_lcnrv", [["Item", "Quantity", "Unit Cost", "NRV"], ["A", 2, 5, -1]])[1][1:] == [10, -2, 0, 10]


def test_goods_without_a_group_stand_by_themselves() -> None:
    table = [["Item", "Group", "Quantity", "Unit Cost", "NRV"], ["A", "G", 1, 5, 9], ["B", "g ", 1, 5, 2],
             ["C", None, 1, 5, 9], ["D", "", 1, 5, 2]]
    rows = cell("wip_lcnrv", table, "group")
    assert [(row[0], row[4]) for row in rows[1:]] == [("G", 0), ("C", 0), ("D", 3), ("Total", 3)]


def test_a_quantity_needs_no_cost() -> None:
    assert cell("wip_on_hand", [["Date", "Quantity"], ["2026-01-02", 10], ["2026-01-03", -4]]) == 6
    assert (
        cell("wip_on_hand", [MOVES, ["2026-01-02", 10, -2146826246], [None, None, None], ["2026-01-03", -4, "?"]]) == 6
    )
    assert cell("wip_on_hand", [["Date", "Type", "Quantity"], ["2026-01-02", "Receipt", 10]]) == 10


def test_units_finished_from_the_beginning_work_are_no_more_than_were_finished() -> None:
    # by hand: 60 of 100 begun are finished, 40 are left at 50 %: 60 + 20 equivalent units
    assert cell("wip_equivalent_units", 100, 0, 60, 40, 0.5, 0.5)[1][1:] == [60, 0, 20, 80]


def test_costs_of_a_job_from_the_costed_movements() -> None:
    table = [["Date", "Type", "Job", "Quantity", "Unit Cost"], ["2026-01-02", "Receipt", None, 10, 2.5],
             ["2026-01-03", "Issue", "J", 6, None], ["2026-01-04", "Return from Job", "J", 2, None]]
    spilled = udfs.wip_movement_costs(table)
    rows = [spilled[0], *(row for row in spilled[1:] if row[2])]
    rows = [[one for at, one in enumerate(row) if at != 4] for row in rows]
    sheet = cell("wip_job_cost", "j", rows)
    assert sheet[1] == ["Direct material", 4, 2.5, 10]
    assert cell("wip_job_cost", "J", [["Job", "Quantity", "Cost"], ["J", 2, 3.005]])[-1][-1] == 3.01


def test_more_out_of_a_job_than_went_in_is_said() -> None:
    rows = cell("wip_roll_forward", [["Job", "Beginning", "Labour", "COGM"], ["J", 5, 1, 7]])
    assert rows[1][-2:] == [-1, "below zero: more was taken out than was put in"]
    assert rows[2][-1] == "foots and cross-foots"


def test_codes_are_texts_and_whole_numbers() -> None:
    table = [["Date", "Material", "Quantity", "Unit Cost"], ["2026-01-02", "22E1", 1, 1], ["2026-01-02", "00123", 2, 1],
             ["2026-01-02", 123.0, 4, 1], ["2026-01-02", "Straße ☃", 8, 1]]
    wanted = {"22e1": 1, "00123": 2, 123.0: 4, "123": 4, "STRASSE ☃": None, "straße ☃": 8}
    for code, quantity in wanted.items():
        answer = cell("wip_on_hand", table, None, code)
        assert answer == quantity if quantity else fault(answer).startswith("material: found 'STRASSE ☃'")
    assert cell("wip_duplicates", [["Code"], ["00123"], [123.0], ["22E1"], [2.2e11]]) == [["Group", "Row", "Code"]]


def test_a_fault_in_a_numbered_material_leaves_the_others_alone() -> None:
    table = [["Date", "Material", "Quantity", "Unit Cost"], ["2026-01-02", 7.0, "x", 1], ["2026-01-02", "B", 2, 3]]
    rows = cell("wip_movement_costs", table)
    assert rows[2][4:] == [6, 2, 6, 3, "ok"]
    assert cell("wip_value", table, "FIFO", None, "B") == 6


def test_cells_formatted_as_currency_and_headers_of_merged_cells() -> None:
    table = ((None, "Date", "Quantity", None, "Unit Cost"), (None, IN[0], 10.0, None, Decimal("2.5")))
    assert cell("wip_value", table) == 25
    assert cell("wip_allocate", Decimal("100"), ((Decimal("1"),), (Decimal("3"),))) == [["Share"], [25], [75]]
    assert cell("wip_duplicates", [["A"], [Decimal("5.00")], [5.0]])[1:] == [[1, 2, Decimal("5.00")], [1, 3, 5.0]]
    assert "twice" in fault(cell("wip_value", [["Date", "Quantity", "Qty"], ["2026-01-02", 1, 1]]))


def test_what_one_function_spills_another_takes() -> None:
    moves = [MOVES, IN, ["2026-01-03", 5, 4], ["2026-01-04", -12, None]]
    layers = udfs.wip_layers(FromCell(moves))
    assert cell("wip_aging", layers, "2026-01-10")[-1][1:] == [3, 12, 1]
    short = udfs.wip_layers(FromCell([MOVES, IN, ["2026-01-04", -12, None]]))
    assert cell("wip_aging", short)[-2][:3] == ["without a date", -2, -5]
    assert fault(cell("wip_aging", udfs.wip_layers(FromCell([MOVES, ["?", 1, 1]])))).startswith(
        "layers: found the error"
    )
    values = [[row[4]] for row in layers]
    assert cell("wip_abc", values)[1][0] == "A"
    stock = [["Item", *layers[0][2:4], "NRV"], *([row[0], row[2], row[3], 3] for row in layers[1:])]
    assert cell("wip_lcnrv", stock)[-1] == ["Total", 12, 9, 9, 3]
    assert cell("wip_count_plan", udfs.wip_abc(FromCell(values)))[-1][0] == "Total"
    rate = udfs.wip_overhead_rate(FromCell(250000), FromCell(62500))
    assert cell("wip_over_under", 100, 30 * rate) == 20


def tables() -> list[Any]:
    found = []
    for name, function in sorted(udfs.FUNCTIONS.items()):
        for at, argument in enumerate(function.card.example.arguments):
            if isinstance(argument, list) and argument and isinstance(argument[0], list):
                found.append(pytest.param(name, at, id=f"{name}-{at}"))
    return found


@pytest.mark.parametrize(("name", "at"), tables())
@pytest.mark.parametrize("form", ["pandas", "polars", "numpy", "arrays"])
def test_frames_and_arrays_are_tables(form: str, name: str, at: int) -> None:
    example = udfs.FUNCTIONS[name].card.example
    header, *body = example.arguments[at]
    table = {
        "pandas": lambda: pd.DataFrame(body, columns=header),
        "polars": lambda: pl.DataFrame(body, schema=header, orient="row", strict=False),
        "numpy": lambda: np.array([header, *body], dtype=object),
        "arrays": lambda: [np.array(row, dtype=object) for row in (header, *body)],
    }[form]()
    arguments = [*example.arguments[:at], table, *example.arguments[at + 1 :]]
    assert example.agrees(example.picked(udfs.FUNCTIONS[name](*arguments)))


@pytest.mark.parametrize("form", [pd.Series, pl.Series, np.array, tuple])
def test_columns_of_numbers_in_any_form(form: Any) -> None:
    assert udfs.wip_allocate(100, form([1.0, 3.0]))[1:] == [[25], [75]]
    assert udfs.wip_abc(form([1, 99]))[2][0] == "A"
    assert udfs.wip_croston(form([0.0, 2.0, 0.0, 1.0])) == 0.95


def test_nothing_to_spill_is_a_header() -> None:
    assert cell("wip_layers", [MOVES]) == [["Material", "Date", "Quantity", "Unit Cost", "Value"]]
    assert cell("wip_movement_costs", [MOVES])[0][-1] == "Status"
    assert cell("wip_duplicates", [["A"], [1.0], [2.0]]) == [["Group", "Row", "A"]]


@pytest.mark.parametrize("name", ["wip_lcnrv", "wip_roll_forward", "wip_allocate"])
def test_a_hundred_thousand_rows(name: str) -> None:
    rows = 100_000
    whole = {
        "wip_allocate": (1e6, [[float(n % 97)] for n in range(rows)]),
        "wip_lcnrv": (
            [["Item", "Quantity", "Unit Cost", "NRV"], *([f"I{n}", 2.0, 3.0, 2.5] for n in range(rows - 1))],
        ),
        "wip_roll_forward": (
            [["Job", "Opening", "Labor", "Completed"], *([f"J{n}", 1.25, 0.1, 1.0] for n in range(rows - 1))],
        ),
    }[name]
    spilled = cell(name, *whole)
    assert len(spilled) in (rows + 1, rows)  # an amount is shared without a total row
    if name == "wip_allocate":
        assert round(sum(row[0] for row in spilled[1:]), 2) == 1e6
    else:
        assert (
            spilled[-1][-2:]
            == {"wip_lcnrv": [499995.0, 99999.0], "wip_roll_forward": [34999.65, "foots and cross-foots"]}[name]
        )
