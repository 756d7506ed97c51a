"""Valuation functions: textbook figures, the workbook's own engine, conservation, and movements as people pass them."""

from __future__ import annotations

import datetime as dt
from collections import deque
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import strategies as st

import udfs
from tests.draws import holds, in_two_parts
from udfs.boundary.cells import FromCell
from udfs.stock.valuation import SPY

HEADER = ["Date", "Quantity", "Unit Cost"]
ROWS = [["2026-01-02", 10, 2.5], ["2026-01-05", -4, None], ["2026-01-09", 6, 3.0], ["2026-01-12", -8, None]]
# FIFO: 6 of the first 10 left, 6 at 3.00 come, 8 leave: 6 at 2.50 and 2 at 3.00; 4 at 3.00 stay
LEFT, GONE = 12.0, 31.0


@pytest.mark.parametrize(
    ("method", "left", "sold"),
    [
        # OpenStax, Principles of Accounting vol. 1, ch. 10: The Spy Who Loves You (see tests/costing)
        ("FIFO", 8955.00, 7200.00),
        ("LIFO", 8775.00, 7380.00),
        ("Moving Average", 8902.06, 7252.94),
        ("Periodic FIFO", 8955.00, 7200.00),
        ("Periodic LIFO", 6795.00, 9360.00),
        ("Periodic Average", 7870.38, 8284.62),
    ],
)
def test_value_and_cost_of_goods_by_method(method: str, left: float, sold: float) -> None:
    assert udfs.wip_value(SPY, method) == left
    assert udfs.wip_cogs(SPY, method) == sold
    assert sum(row[4] for row in udfs.wip_layers(SPY, method)[1:]) == pytest.approx(left, abs=0.001)


def test_standard_and_specific_from_columns_of_their_own() -> None:
    # OpenStax vol. 2, 8.2: 2,500 bought at 8.90 against a standard of 9.00: 250 favorable
    sugar = [
        ["Date", "Quantity", "Unit Cost", "Standard Cost"],
        ["2026-01-01", 2500, 8.9, 9],
        ["2026-01-02", -1000, None, 9],
    ]
    assert udfs.wip_value(sugar, "Standard") == 13500.00
    assert udfs.wip_movement_costs(sugar, "standard")[1][-1] == "price variance -250.00"
    # OpenStax vol. 1, 10.2, specific identification: 120 of the first 150 and 180 of the 225 sold
    lots = [["Date", "Quantity", "Unit Cost", "Lot"], ["2026-07-01", 150, 21, "A"], ["2026-07-05", -120, None, "A"],
            ["2026-07-10", 225, 27, "B"], ["2026-07-15", -180, None, "B"], ["2026-07-25", 210, 33, "C"]]
    assert udfs.wip_cogs(lots, "specific") == 7380.00
    with pytest.raises(ValueError, match="no Standard Cost for all"):
        udfs.wip_value(SPY, "Standard")


def test_a_shortage_is_carried_and_trued_up() -> None:
    # ERPNext's test (accounting rule 14): 10 at 10, -15, -5, then 15 at 15: the balance moves by 175
    table = [
        HEADER,
        ["2026-01-01", 10, 10],
        ["2026-01-02", -15, None],
        ["2026-01-03", -5, None],
        ["2026-01-04", 15, 15],
    ]
    rows = udfs.wip_movement_costs(table)
    assert [row[5] for row in rows[1:]] == [100.0, -50.0, -100.0, 75.0]
    assert rows[2][-1] == "short by 5, carried at the last known cost"
    assert rows[4][-1] == "trues up an earlier shortage by 50.00"
    assert udfs.wip_on_hand(table, "2026-01-03") == -10.0


def as_serial(day: str) -> float:
    return float((dt.date.fromisoformat(day) - dt.date(1899, 12, 30)).days)


@pytest.mark.parametrize(
    "table",
    [
        [HEADER, *ROWS],
        tuple(map(tuple, [HEADER, *ROWS])),
        [HEADER, *([as_serial(row[0]), *row[1:]] for row in ROWS)],
        [HEADER, *([dt.datetime.fromisoformat(row[0]).replace(tzinfo=dt.UTC), *row[1:]] for row in ROWS)],
        [HEADER, *([dt.date.fromisoformat(row[0]), *row[1:]] for row in ROWS)],
        pd.DataFrame(ROWS, columns=HEADER),
        pd.DataFrame(ROWS, columns=HEADER).assign(Date=lambda frame: pd.to_datetime(frame["Date"])),
        pl.DataFrame(ROWS, schema=HEADER, orient="row", strict=False),
        np.array([HEADER, *ROWS], dtype=object),
        [["date ", "QTY", "unit_cost"], *ROWS],
        [["Date", "Type", "Quantity", "Unit Cost"], *(
            [row[0], "receipt" if row[1] > 0 else "Issue", abs(row[1]), row[2]] for row in ROWS
        )],
        [["Unit Cost", "Note", "Quantity", "Date"], *([row[2], "x", row[1], row[0]] for row in reversed(ROWS))],
        [HEADER, *ROWS, [None, None, None], ["", "", ""]],
    ],
    ids=["lists", "tuples", "serials", "zoned", "dates", "pandas", "pandas dates", "polars", "numpy", "aliases",
         "types", "unsorted", "blank rows"],
)
def test_the_same_movements_in_whatever_form(table: Any) -> None:
    assert udfs.wip_value(table) == LEFT
    assert udfs.wip_cogs(table) == GONE
    assert udfs.wip_on_hand(FromCell(table), FromCell(as_serial("2026-01-09"))) == 12.0


def test_the_period_of_the_cost_of_goods() -> None:
    table = [HEADER, *ROWS]
    assert udfs.wip_cogs(table, "FIFO", "2026-01-06") == 21.0
    assert udfs.wip_cogs(table, "FIFO", "2026-01-01", "2026-01-05") == 10.0
    assert udfs.wip_cogs(table, "FIFO", None, "2026-01-03") == 0.0


def test_materials_apart_and_together() -> None:
    table = [["Date", "Material", "Quantity", "Unit Cost"], ["2026-01-02", "A", 1, 5], ["2026-01-02", 7, 2, 3]]
    assert udfs.wip_value(table) == 11.0
    assert udfs.wip_value(table, "FIFO", None, "a") == 5.0
    assert udfs.wip_value(table, "FIFO", None, 7) == 6.0
    assert udfs.wip_value(FromCell(table), FromCell("FIFO"), FromCell(None), FromCell("B")).startswith(
        "#WIP: material: found 'B', expected a material of movements"
    )


def test_a_row_that_cannot_be_read_takes_its_material_with_it_and_no_other() -> None:
    table = [["Date", "Material", "Quantity", "Unit Cost"], ["2026-01-02", "A", 1, 5], ["2026-01-03", "A", "two", 5],
             ["2026-01-02", "B", 2, 3]]
    rows = udfs.wip_movement_costs(table)
    assert rows[1][4:] == [None, None, None, None, "not valued: see row 3"]
    assert rows[2][4:8] == [None] * 4
    assert rows[2][8].startswith("#WIP: Quantity: found the text 'two'")
    assert rows[3][4:] == [6.0, 2.0, 6.0, 3.0, "ok"]
    with pytest.raises(ValueError, match="movements, row 3, Quantity: found the text 'two'"):
        udfs.wip_value(table)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["2026-01-02", "Receipt", 5, None], "Unit Cost: found a blank"),
        (["2026-01-02", "Completion", 5, None], "Unit Cost: found a blank"),
        (["2026-01-02", "Issue", -5, None], "Quantity: found a negative number"),
        (["2026-01-02", "Borrowed", 5, None], "Type: found the text 'Borrowed'"),
        (["2026-01-02", None, 5, None], "Type: found a blank"),
        (["soon", "Issue", 5, None], "Date: found the text 'soon'"),
        (["2026-01-02", "Issue", 1e15, None], "Quantity: found 1e+15, expected a number below 9,000,000,000"),
        (["2026-01-02", "Receipt", 5, -1], "Unit Cost: found -1"),
    ],
)
def test_rows_that_say_too_little_are_named(row: list[Any], says: str) -> None:
    answer = udfs.wip_value(FromCell([["Date", "Type", "Quantity", "Unit Cost"], row]), FromCell("FIFO"))
    assert answer.startswith(f"#WIP: movements, row 2, {says}")


def test_no_movement_is_worth_nothing() -> None:
    assert udfs.wip_value([HEADER]) == 0.0
    assert udfs.wip_on_hand([HEADER]) == 0.0
    assert udfs.wip_layers([HEADER]) == [["Material", "Date", "Quantity", "Unit Cost", "Value"]]
    assert udfs.wip_value([HEADER, *ROWS], "FIFO", "2020-01-01") == 0.0


def test_dates_come_back_to_cells_as_dates_and_blanks_as_empty_text() -> None:
    spilled = udfs.wip_layers(FromCell([HEADER, ["2026-01-02", -3, None]]), FromCell("FIFO"))
    assert spilled[1] == ["all", "", -3.0, 0.0, 0.0]
    assert udfs.wip_layers(FromCell([HEADER, *ROWS]))[1][1] == dt.datetime(2026, 1, 9)


moves = st.lists(
    st.tuples(st.integers(0, 20), st.decimals(-40, 40, places=2), st.decimals(0, 99, places=4)), min_size=1, max_size=25
)


@in_two_parts(15, 60)
def test_what_comes_in_is_what_left_and_what_is_there(draws: int) -> None:
    methods = st.sampled_from(["FIFO", "LIFO", "Moving Average", "Periodic Average"])
    holds(_in_is_out_and_there, draws, moves, methods)


def _in_is_out_and_there(rows: list[Any], method: str) -> None:
    table = [HEADER, *([dt.date(2026, 1, 1) + dt.timedelta(days=d), q, c if q > 0 else None] for d, q, c in rows if q)]
    value = Decimal(repr(udfs.wip_value(table, method)))
    came = sum(((q * c).quantize(Decimal("0.01"), ROUND_HALF_UP) for _, q, c in rows if q > 0), Decimal(0))
    assert came - Decimal(repr(udfs.wip_cogs(table, method))) == value
    assert udfs.wip_on_hand(table) == float(sum(q for _, q, _ in rows))
    layers = sum((Decimal(repr(row[4])) for row in udfs.wip_layers(table, method)[1:]), Decimal(0))
    assert layers == value


@in_two_parts(12, 40)
def test_fifo_against_a_queue_of_decimals(draws: int) -> None:
    """A second, simple-minded FIFO; where stock never falls short the two differ by rounding alone."""
    holds(_near_the_queue, draws, moves)


def _near_the_queue(rows: list[Any]) -> None:
    ordered = sorted(((d, q, c) for d, q, c in rows if q), key=lambda row: row[0])
    queue: deque[list[Decimal]] = deque()
    for _, quantity, cost in ordered:
        if quantity > 0:
            queue.append([quantity, cost])
            continue
        rest = -quantity
        while rest and queue:
            take = min(rest, queue[0][0])
            queue[0][0] -= take
            rest -= take
            if not queue[0][0]:
                queue.popleft()
        if rest:
            return
    table = [HEADER, *([dt.date(2026, 1, 1) + dt.timedelta(days=d), q, c if q > 0 else None] for d, q, c in ordered)]
    exact = sum((q * c for q, c in queue), Decimal(0))
    assert abs(Decimal(repr(udfs.wip_value(table))) - exact) <= Decimal("0.005") * (len(ordered) + 1)


def test_a_raw_material_of_the_demo_is_worth_what_the_valuation_sheet_says(demo_file: Path) -> None:
    """The function over the rows of the Movements sheet, as a user would point at them."""
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(demo_file)
    cells = workbook.read_table("Movements")
    as_they_stand = [
        None if value is None or isinstance(value, str) else float(value) for value in cells.mixed["Quantity"]
    ]
    movements = cells.frame.with_columns(pl.Series("Quantity", as_they_stand)).drop("Job").drop_nulls("Quantity")
    valued = workbook.read_table("Valuation").frame.filter(pl.col("Kind") == "raw")
    kept = movements.filter(pl.col("Material").is_in(valued["Material"].implode()))
    for method, material, value in valued.select("Method", "Material", "Value").head(12).iter_rows():
        assert udfs.wip_value(kept, method, "2026-12-31", material) == pytest.approx(value, abs=0.005), material


def test_returns_find_their_line_and_their_movement() -> None:
    # bought at 10, 20 and 60, sold line by line: line 2 came back at 20, then the third shipment at 60
    headers = ["Movement", "Date", "Type", "Quantity", "Unit Cost", "Document", "Line", "Reverses"]
    bought = enumerate((10, 20, 60), 1)
    rows = [[f"R{n}", dt.date(2026, 1, n), "Receipt", 1, cost, None, None, None] for n, cost in bought]
    rows += [[f"S{n}", dt.date(2026, 1, 10 + n), "Shipment", 1, None, "SO1", str(n), None] for n in (1, 2, 3)]
    rows += [["B1", dt.date(2026, 1, 20), "Sales Return", 1, None, "SO1", "2", None],
             ["B2", dt.date(2026, 1, 21), "Sales Return", 1, None, None, None, "S3"]]
    spilled = udfs.wip_movement_costs([headers, *rows], "FIFO")
    assert [row[len(headers)] for row in spilled[-2:]] == [20.0, 60.0]


@pytest.mark.parametrize("name", ["wip_value", "wip_cogs", "wip_layers", "wip_movement_costs", "wip_compare_methods"])
def test_a_row_that_costing_cannot_use_is_named_and_not_left_out(name: str) -> None:
    """Eight billion at eight billion each is more than can be counted: without that row the answer would be 10."""
    rows = [
        ["Date", "Material", "Quantity", "Unit Cost"], ["2026-01-01", "A", 5, 2], ["2026-01-02", "B", 8e9, 8e9],
        ["2026-01-03", "B", 8e9, 8e9],
    ]
    with pytest.raises(ValueError, match=r"movements, row 3, Unit Cost: found 8000000000 at .*worth less than") as told:
        udfs.FUNCTIONS[name](rows)
    assert "1 more row cannot be used" in str(told.value)
    if name == "wip_value":
        assert udfs.FUNCTIONS[name](rows, "FIFO", None, "A") == 10, "the other material does not depend on it"


@pytest.mark.parametrize("column", ["Unit", "Currency"])
def test_a_list_in_several_units_or_currencies_is_refused_and_one_in_a_single_one_is_not(column: str) -> None:
    """A formula has no rates: adding 300 cm to 2 m would be 302 of nothing."""
    rows = [["Date", "Material", "Quantity", "Unit Cost", column], ["2026-01-02", "A", 3, 5, "cm"],
            ["2026-01-03", "a", 2, 5, "CM "], ["2026-01-03", "B", 2, 5, ""]]
    assert udfs.wip_value(rows, "FIFO") == 35.0
    mixed = [*rows, ["2026-01-04", "B", 2, 5, "m"]]
    assert udfs.wip_value(mixed, "FIFO", None, "A") == 25.0, "of A nothing is in doubt"
    with pytest.raises(ValueError, match=f"{column}.*'m'.*one {column.lower()} for all rows of a material"):
        udfs.wip_value(mixed, "FIFO", None, "B")
