"""Audit functions as cells and Python call them: shapes, odd cells, long columns."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pandas as pd
import pytest

import udfs
from udfs.boundary.cells import FromCell

NOT_AVAILABLE = -2146826246
INVOICES = [
    ["Supplier", "Invoice", "Date", "Amount"],
    ["Acme", "4711", dt.datetime(2026, 1, 5), 100.0],
    ["ACME ", 4711.0, dt.datetime(2026, 1, 5), 100.0],
    ["Bolt", "4711", dt.datetime(2026, 1, 5), 100.0],
    [None, None, None, None],
    ["Acme", "4712", dt.datetime(2026, 1, 6), None],
    ["Bolt", "4711", dt.datetime(2026, 1, 5), 90.0],
]


def cell(name: str, *arguments: Any) -> Any:
    return udfs.FUNCTIONS[name](*map(FromCell, arguments))


def fault(result: Any) -> str:
    text = result if isinstance(result, str) else result[1][0] if result[0] == ["Status"] else ""
    return text if text.startswith("#WIP: ") else ""


@pytest.mark.parametrize(
    ("digits", "rows"), [(1.0, 9), ("1", 9), (2.0, 90), (3, 900), ("Second", 10), ("last_two", 100)]
)
def test_digits_in_any_spelling(digits: Any, rows: int) -> None:
    spilled = cell("wip_benford", [[12.5], [-130.0], [None], [0.0], [9.99]], digits)
    assert spilled[0] == ["Digits", "Count", "Actual", "Expected", "Difference", "Z"]
    assert len(spilled) == rows + 1
    assert sum(row[1] for row in spilled[1:]) == 3


def test_the_headers_of_the_mad() -> None:
    assert cell("wip_benford_mad", [[12.5]])[0] == ["n", "Chi-Square", "MAD", "Conformity", "Status"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("wip_benford", ([[None], [None]],), "amounts: found"),
        ("wip_benford", ([[0.0], [0.0]],), "amounts: found no amount other than 0"),
        ("wip_benford", ([[1.0], ["1,000"], [2.0]],), "amounts, cell 2: found the text '1,000'"),
        ("wip_benford", ([[1.0], [NOT_AVAILABLE]],), "amounts, cell 2: found the error #N/A"),
        ("wip_benford", ([[1.0], [True], [2.0]],), "amounts, cell 2: found TRUE"),
        ("wip_benford", ([[1.0]], 4), "digits: found 4, expected 1 or 2 or 3 or second or last two"),
        ("wip_benford_mad", ([[1.0, 2.0], [3.0, 4.0]],), "amounts: found a range of 2 x 2 cells"),
        ("wip_duplicates", (INVOICES, "Vendor"), "table: found no column 'Vendor' (there is: Supplier, Invoice"),
        ("wip_duplicates", ([["A"], [NOT_AVAILABLE]],), "table, row 2, A: found the error #N/A"),
        ("wip_duplicates", ([["A", "A"], [1.0, 2.0]], "A"), "table: found the column 'A' twice"),
        ("wip_duplicates", ([[None, None]],), "table: found"),
        ("wip_aging", ([["Date", "Value"], ["2026-01-01", 1.0]],), "layers: found no column 'Quantity'"),
        ("wip_aging", ([["Date", "Quantity"], ["2026-01-01", 1.0]],), "layers, row 2: found no Value and no Unit Cost"),
        (
            "wip_aging",
            ([["Date", "Quantity", "Value"], ["1/2/26", 1.0, 1.0]],),
            "layers, row 2, Date: found the text '1/2/26', expected a date",
        ),
        ("wip_aging", ([["Quantity", "Value"], [1.0, 1.0]], None, [[60.0, 30.0]]), "buckets: found 60, 30"),
        ("wip_aging", ([["Quantity", "Value"], [1.0, 1.0]], "soon"), "as_of: found the text 'soon', expected a date"),
        ("wip_aging", ([["Quantity", "Value"]],), "layers: found no row below the header"),
        ("wip_count_plan", ([["Items"], [5.0]],), "classes: found no column 'Class'"),
        ("wip_count_plan", ([["Class"], ["D"]],), "classes, row 2: found class 'D' without Counts per Year"),
        ("wip_count_plan", ([["Class"], ["A"]], 0), "working_days: found 0"),
        ("wip_count_plan", ([["Class", "Items"], ["A", -1.0]],), "classes, row 2, Items: found -1"),
    ],
)
def test_faults_name_the_argument_in_cells_and_in_python(name: str, arguments: tuple[Any, ...], said: str) -> None:
    assert said in fault(cell(name, *arguments))
    with pytest.raises(ValueError, match=re.escape(said)):
        udfs.FUNCTIONS[name](*arguments)


def test_duplicates_by_key_whatever_case_spaces_or_type() -> None:
    spilled = cell("wip_duplicates", INVOICES, [["Supplier", "invoice"]])
    assert spilled[0] == ["Group", "Row", *INVOICES[0]]
    assert [(row[0], row[1]) for row in spilled[1:]] == [(1, 2), (1, 3), (2, 4), (2, 7)]
    assert spilled[2][2:4] == ["ACME ", 4711.0]  # the rows come back as they were given


def test_duplicates_in_all_columns_and_keys_separated_by_commas() -> None:
    assert [row[1] for row in cell("wip_duplicates", INVOICES)[1:]] == [2, 3]
    assert cell("wip_duplicates", INVOICES, "Supplier, Invoice") == cell(
        "wip_duplicates", INVOICES, [["Supplier", "Invoice"]]
    )


def test_blank_keys_are_not_duplicates_and_no_duplicates_are_a_header() -> None:
    table = [["Document", "Amount"], [None, 5.0], [None, 5.0], ["A", 5.0]]
    assert cell("wip_duplicates", table, "Document") == [["Group", "Row", "Document", "Amount"]]
    assert len(cell("wip_duplicates", table, "Amount")) == 4


def test_an_error_beside_the_keys_stays_an_error_text() -> None:
    table = [["Key", "Amount"], ["A", NOT_AVAILABLE], ["A", 5.0]]
    assert [row[3] for row in cell("wip_duplicates", table, "Key")[1:]] == ["#N/A", 5.0]


def test_a_number_and_a_logical_value_are_not_the_same() -> None:
    assert len(cell("wip_duplicates", [["Key"], [1.0], [True], [0.0], [False]])) == 1


def test_aging_reads_what_layers_spill() -> None:
    layers = [
        ["Material", "Date", "Quantity", "Unit Cost", "Value"],
        ["M1", dt.datetime(2026, 1, 1), 5.0, 2.0, 10.0],
        ["M2", 46022.0, 3.0, 4.0, None],  # 2025-12-31 as a serial number
        ["M2", None, 1.0, None, 7.0],
        [None] * 5,
    ]
    rows = cell("wip_aging", layers, dt.datetime(2026, 1, 31), [[30.0, 60.0]])
    assert [row[:3] for row in rows] == [
        ["Age", "Quantity", "Value"],
        ["0-30 days", 5, 10],
        ["31-60 days", 3, 12],
        ["over 60 days", 0, 0],
        ["without a date", 1, 7],
        ["Total", 9, 29],
    ]
    assert cell("wip_aging", layers, "2026-01-31", 30)[1][2] == 10


def test_frames_with_missing_dates_and_numbers() -> None:
    frame = pd.DataFrame({"Date": pd.to_datetime(["2026-01-01", None]), "Quantity": [1, 2], "Value": [3.0, 4.0]})
    assert [row[2] for row in udfs.wip_aging(frame)[-2:]] == [4, 7]
    assert [row[1] for row in udfs.wip_duplicates(pd.DataFrame({"a": [1, 1, 2], "b": [None, None, 1]}))[1:]] == [2, 3]


def test_a_count_plan_takes_what_abc_spills() -> None:
    classes = udfs.wip_abc([5, 80, 15, 1])
    # 80 of 101 are less than 80 %, so the next one is A as well
    assert [row[1] for row in udfs.wip_count_plan(classes)[1:]] == [2, 1, 1, 4]


@pytest.mark.heavy
@pytest.mark.soak
def test_a_full_sheet_of_amounts_layers_and_invoices() -> None:
    rows = 1_048_575
    amounts = [[1.07 ** (number % 400)] for number in range(rows)]
    assert cell("wip_benford_mad", amounts)[1][0] == rows
    day = dt.datetime(2026, 1, 1)
    layers = [["Date", "Quantity", "Value"], *([day, 1.0, 2.0] for _ in range(rows - 1))]
    assert cell("wip_aging", layers)[-1][1:3] == [rows - 1, 2 * (rows - 1)]
    invoices = [["Invoice"], *([f"I{number // 2}"] for number in range(rows - 1))]
    spilled = cell("wip_duplicates", invoices)
    assert len(spilled) == rows
    assert spilled[-1][0] == (rows - 1) // 2
