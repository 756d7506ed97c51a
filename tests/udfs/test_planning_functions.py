"""Planning functions as cells and Python call them: shapes, blanks, limits of arguments, long columns."""

from __future__ import annotations

import re
from typing import Any

import pytest

import udfs
from udfs.boundary.cells import FromCell

NOT_AVAILABLE = -2146826246
DEMAND = [[3.0], [0.0], [5.0], [0.0], [4.0], [2.0], [0.0], [6.0], [1.0], [0.0], [4.0], [3.0]]


def cell(name: str, *arguments: Any) -> Any:
    return udfs.FUNCTIONS[name](*map(FromCell, arguments))


def fault(result: Any) -> str:
    text = result if isinstance(result, str) else result[1][0] if result[0] == ["Status"] else ""
    return text if text.startswith("#WIP: ") else ""


def test_a_column_a_row_and_a_list_say_the_same() -> None:
    row = [one[0] for one in DEMAND]
    answers = [udfs.wip_forecast(DEMAND, 3), udfs.wip_forecast([row], 3), udfs.wip_forecast(row, 3)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == ["Period", "Forecast", "Low", "High", "Method", "Back-Test Error", "Status"]
    assert len(answers[0]) == 4


def test_a_gap_is_a_period_without_demand_but_the_end_of_a_column_is_not() -> None:
    gaps = [[value if value else None for value in row] for row in DEMAND]
    assert cell("wip_croston", gaps) == cell("wip_croston", DEMAND)
    assert cell("wip_classify", [*gaps, *[[None]] * 1_048_000]) == cell("wip_classify", DEMAND)


def test_a_header_above_the_history_is_skipped() -> None:
    assert cell("wip_croston", [["Demand"], *DEMAND]) == cell("wip_croston", DEMAND)


@pytest.mark.parametrize("method", ["auto", "AUTO", "Moving Average", "moving_average", "ets", "TSB"])
def test_methods_in_any_spelling(method: str) -> None:
    assert len(cell("wip_forecast", DEMAND, 2.0, method)) == 3


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("wip_forecast", (DEMAND, 0), "periods: found 0, expected a whole number from 1 to 520"),
        ("wip_forecast", (DEMAND, 2.5), "periods: found 2.5, expected a whole number"),
        ("wip_forecast", (DEMAND, 3, "arima"), "method: found the text 'arima', expected auto or mean"),
        ("wip_forecast", ([[None]] * 4,), "history: found"),
        ("wip_forecast", ([[1.0], ["x"], [2.0]],), "history, cell 2: found the text 'x'"),
        ("wip_forecast", ([[1.0], [NOT_AVAILABLE]],), "history, cell 2: found the error #N/A"),
        ("wip_forecast", ([[1.0, 2.0], [3.0, 4.0]],), "history: found a range of 2 x 2 cells"),
        ("wip_forecast", ([[1.0]] * 10_001,), "history: found 10,001 periods"),
        ("wip_croston", (DEMAND, 0), "alpha: found 0, expected a number above 0"),
        ("wip_croston", (DEMAND, 1.5), "alpha: found 1.5"),
        ("wip_croston", (DEMAND, 0.1, "holt"), "variant: found the text 'holt', expected croston or sba"),
        ("wip_safety_stock", (95, 50, 5, 1), "service_level: found 95, expected a number of at least 0.5 below 1"),
        ("wip_safety_stock", (1, 50, 5, 1), "service_level: found 1"),
        ("wip_safety_stock", (0.95, -50, 5, 1), "demand: found -50"),
        ("wip_reorder_point", ("", 1), "demand: found a blank"),
        ("wip_eoq", (0, 8, 1), "demand: found 0, expected a number above 0"),
        ("wip_eoq", (10, 8, 1, [["Price"], [5.0]]), "price_breaks: found no column 'From Quantity'"),
        ("wip_eoq", (10, 8, 1, [["From Quantity", "Unit Price"]]), "price_breaks: found no row below the header"),
        ("wip_eoq", (10, 8, 1, None, "partial"), "discount: found the text 'partial'"),
        ("wip_lot_sizes", ([[5.0], [-1.0]], 1, 1), "demand, cell 2: found -1"),
        ("wip_newsvendor", (50, 8, 0, 1), "holding_cost: found 0"),
        ("wip_newsvendor", (50, 8, 1e-30, 1e14), "holding_cost, shortage_cost: found 1e-30 and 1.00e+14"),
        ("wip_littles_law", (1, 2, 3), "wip, throughput, cycle_time: found all three"),
        ("wip_littles_law", (1,), "found no throughput and no cycle_time"),
        ("wip_oee", (10, 11, 1, 5, 5), "run: found 11, more than was planned"),
        ("wip_abc", ([[5.0], [-1.0]],), "values, cell 2: found -1"),
        ("wip_abc", ([[0.0], [0.0]],), "values: found only zeros"),
        ("wip_abc", ([[5.0], [3.0]], [[0.95, 0.8]]), "cuts: found 0.95, 0.8"),
        ("wip_abc", ([[5.0], [3.0]], [[80.0, 95.0]]), "cuts, cell 1: found 80"),
        ("wip_otif", ([["Promised"], ["2026-01-01"]],), "lines: found no column 'Quantity Ordered'"),
        (
            "wip_otif",
            ([["Promised", "Quantity Ordered", "Delivered", "Quantity Delivered"], ["tomorrow", 1.0, None, None]],),
            "lines, row 2, Promised: found the text 'tomorrow', expected a date",
        ),
        ("wip_ppm", (5, 0), "units: found 0"),
        ("wip_turnover", (5, 0, 0), "begin, end: found an average inventory of 0"),
    ],
)
def test_faults_name_the_argument_in_cells_and_in_python(name: str, arguments: tuple[Any, ...], said: str) -> None:
    assert fault(cell(name, *arguments)).startswith("#WIP: ")
    assert said in fault(cell(name, *arguments))
    with pytest.raises(ValueError, match=re.escape(said)):
        udfs.FUNCTIONS[name](*arguments)


def test_one_point_gives_a_forecast_with_its_reason() -> None:
    row = cell("wip_forecast", 7.0, 1)[1]
    assert row[1:4] == [7.0, "", ""]
    assert "too few periods" in row[-1]
    assert cell("wip_classify", 7.0)[1] == [1.0, 0.0, "smooth"]
    assert cell("wip_lot_sizes", 7.0, 10, 1)[-1][-1] == 10


def test_all_zeros() -> None:
    nothing = [[0.0]] * 24
    assert cell("wip_croston", nothing) == 0
    assert cell("wip_classify", nothing)[1] == ["", "", "no demand"]
    assert [row[1] for row in cell("wip_forecast", nothing, 3)[1:]] == [0, 0, 0]
    assert cell("wip_lot_sizes", nothing, 10, 1)[-1][-1] == 0


def test_returns_are_negative_demand() -> None:
    assert cell("wip_forecast", [[5.0], [-1.0], [2.0]], 1, "mean")[1][1] == 2
    assert cell("wip_classify", [[5.0], [-5.0]])[1][2] == "demand and returns cancel out"


def test_a_quantity_discount_in_cells() -> None:
    table = (("from quantity", "Unit price"), (0.0, 0.75), (400.0, 0.72), (800.0, 0.68), (None, None))
    assert cell("wip_eoq", 1300.0, 8.0, 0.3, table)[1][:2] == [800, 978.6]
    assert cell("wip_eoq", 1300.0, 8.0, 0.3, table, "Incremental")[1][0] == pytest.approx(304.04678003)


def test_an_undelivered_line_is_a_miss() -> None:
    table = [
        ["Order", "PROMISED", "quantity ordered", "Delivered", "Quantity Delivered"],
        ["1", 46023.0, 5.0, 46022.0, 5.0],
        ["2", 46023.0, 5.0, None, None],
    ]
    assert cell("wip_otif", table) == 0.5


def test_abc_stands_beside_its_items() -> None:
    rows = cell("wip_abc", [["Usage"], [5.0], [None], [80.0], [15.0], [None]])
    assert rows[0] == ["Class", "Rank", "Share", "Cumulative Share"]
    assert [row[0] for row in rows[1:]] == ["C", "C", "A", "B"]


@pytest.mark.heavy
@pytest.mark.soak
def test_a_full_column_of_values_is_classed() -> None:
    values = [[float(number % 9973)] for number in range(1_048_575)]
    rows = cell("wip_abc", values)
    assert len(rows) == 1_048_576
    assert {row[0] for row in rows[1:]} == {"A", "B", "C"}


def test_a_full_column_of_history_is_refused_not_waited_for() -> None:
    assert "1,048,575 periods" in fault(cell("wip_forecast", [[1.0]] * 1_048_575))
    assert "1,048,575 periods" in fault(cell("wip_lot_sizes", [[1.0]] * 1_048_575, 1.0, 1.0))
