"""Which rows below a table count: every kind of line, and rows typed below are worth what rows typed inside are."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.ledger.around.reach import ADDS_UP, AFTER, MERGED, TakenIn, reach
from wipbook.ledger.rejections import Rejections
from wipbook.ledger.tables import read_table
from wipbook.port.columns import typed_column
from wipbook.port.tables import Around, CellError, TableCells, TablePlace, Unread, letters
from wipbook.schema import input_sheet

MOVEMENTS = input_sheet("Movements")
STANDARDS = input_sheet("Standards")
HEADERS = ("Movement", "Date", "Type", "Material", "Quantity", "Unit Cost", "Reason")
Row = dict[str, Any]


def receipt(number: int, quantity: float = 5.0, **more: Any) -> Row:
    return {"Movement": f"M{number}", "Date": dt.datetime(2026, 3, number % 28 + 1), "Type": "Receipt",
            "Material": "A", "Quantity": quantity, "Unit Cost": 2.0, **more}


def cells_of(rows: list[Row], first: int, headers: tuple[str, ...], name: str, column: int = 1) -> TableCells:
    columns, mixed = [], {}
    for header in headers:
        values = [row.get(header) for row in rows]
        series, differ = typed_column(header, values)
        columns.append(series)
        if differ:
            mixed[header] = values
    place = TablePlace(name, name, first, first + len(rows) - 1, column, headers)
    return TableCells(place, pl.DataFrame(columns), mixed)


def table(
    inside: list[Row], below: list[Row], headers: tuple[str, ...] = HEADERS,
    texts: dict[tuple[int, str], str] | None = None, name: str = "Movements", merged: tuple[str, ...] = (),
) -> TableCells:
    """A table whose header stands in row 6, as a host hands it over."""
    cells = cells_of(inside, 7, headers, name)
    first = 7 + len(inside)
    unread = []
    for at, row in enumerate(below, first):
        held = [(number, row[header]) for number, header in enumerate(headers) if row.get(header) is not None]
        if held:
            unread.append(Unread(f"{chr(65 + held[0][0])}{at}", held[0][1], len(held), True))
    rows = replace(cells_of(below, first, headers, name), merged=merged)
    return replace(cells, unread=unread, around=Around(None, rows, texts or {}))


def judged(cells: TableCells, sheet: Any = MOVEMENTS) -> tuple[int, list[tuple[str, str]]]:
    """How many rows were taken in, and the others with the reason why not."""
    found, taken = reach(sheet, cells)
    return taken.rows if taken else 0, [(one.cell, one.why) for one in found.unread]


def test_rows_right_below_and_after_blank_rows_count() -> None:
    cells = table([receipt(1)], [receipt(2), {}, {}, receipt(3)])
    found, taken = reach(MOVEMENTS, cells)
    assert taken == TakenIn("Movements", "Movements", 2, 8, 11)
    assert found.frame["Movement"].to_list() == ["M1", "M2", None, None, "M3"]
    assert found.address(4, "Quantity") == "Movements!E11"
    assert found.unread == [] and found.around is None


HALF = {"Movement": "M7", "Date": dt.datetime(2026, 3, 7), "Type": "Receipt", "Material": "A"}


@pytest.mark.parametrize(("line", "why"), [
    ({"Movement": "see mail of 3 March"}, "Date, Type, Material, Quantity"),
    (HALF, "Quantity"),
    (HALF | {"Quantity": "12 pcs"}, "Quantity"),
    (HALF | {"Quantity": 5.0, "Date": "3/7/2026"}, "Date"),
    (HALF | {"Quantity": 5.0, "Type": "Recieved"}, "Type"),
    ({"Quantity": 10.0}, ADDS_UP),
    ({"Movement": "Total", "Quantity": 10.0}, ADDS_UP),
    ({"Quantity": 11.0}, "Movement, Date, Type, Material"),
])
def test_a_line_of_another_kind_is_left_out_with_all_below_it(line: Row, why: str) -> None:
    """Two receipts of 5 stand above: 10 is their sum, 11 is nobody's."""
    cells = table([receipt(1)], [receipt(2), line, receipt(3)])
    first = next(letters(number) for number, name in enumerate(HEADERS, 1) if name in line)
    assert judged(cells) == (1, [(f"{first}9", why), ("A10", AFTER)])


def test_a_formula_over_the_column_above_is_a_sum_whatever_else_stands_in_its_row() -> None:
    line = receipt(9, 10.0)
    below = [receipt(2), line]
    assert judged(table([receipt(1)], below))[0] == 2
    for text, taken in (("=SUM(E7:E8)", 1), ("=SUBTOTAL(109,Movements[Quantity])", 1), ("=AGGREGATE(9,5,$E$7:$E$8)", 1),
                        ("=SUM(F9:G9)", 2), ("=2*5", 2), ("=SUM(Movements[[#This Row],[Unit Cost]],8)", 2)):
        assert judged(table([receipt(1)], below, texts={(1, "Quantity"): text}))[0] == taken, text


def test_a_row_whose_figure_happens_to_be_the_sum_is_a_row_and_a_total_is_none() -> None:
    """Standards ask for a code and a figure alone: there a line ``Total`` looks like a row."""
    headers = STANDARDS.headers
    code, figure = headers[0], next(c.name for c in STANDARDS.columns if c.is_number and c.required)
    more = {c.name: dt.datetime(2026, 1, 1) for c in STANDARDS.columns if c.required and c.is_date}
    rows = [{code: name, figure: amount, **more} for name, amount in (("A", 10.0), ("B", 20.0), ("C", 30.0))]
    assert judged(table(rows[:1], rows[1:], headers, name="Standards"), STANDARDS) == (2, [])
    total = {code: "Total", figure: 30.0, **more}
    taken, left = judged(table(rows[:1], [rows[1], total, rows[2]], headers, name="Standards"), STANDARDS)
    assert (taken, [why for _, why in left]) == (1, [ADDS_UP, AFTER])


def test_merged_rows_are_left_out() -> None:
    cells = table([receipt(1)], [receipt(2), receipt(3), receipt(4)], merged=("F9:G9",))
    assert judged(cells) == (1, [("A9", MERGED), ("A10", AFTER)])


def test_an_error_in_a_required_cell_is_not_understood_and_a_bad_optional_one_is_the_rows_own_matter() -> None:
    assert judged(table([receipt(1)], [receipt(2, Quantity=CellError("#N/A"))])) == (0, [("A8", "Quantity")])
    cells, taken = reach(MOVEMENTS, table([receipt(1)], [receipt(2, **{"Unit Cost": "two"})]))
    rejections = Rejections()
    read_table(MOVEMENTS, cells, rejections, 2)
    assert taken is not None and [(row[1], row[7]) for row in rejections.rows] == [("F8", "row excluded")]


def beside(cells: TableCells, headers: tuple[str, ...], rows: list[Row]) -> TableCells:
    more = cells_of(rows, cells.place.first_row, headers, cells.place.name, 1 + len(cells.place.headers))
    unread = [Unread(f"{chr(65 + len(cells.place.headers))}7", "x", 1, False)]
    return replace(cells, unread=[*cells.unread, *unread], around=Around(more, None))


def test_a_column_with_a_header_of_theirs_is_theirs_and_a_known_one_is_the_column() -> None:
    inside = cells_of([receipt(1)], 7, HEADERS, "Movements")
    theirs, taken = reach(MOVEMENTS, beside(inside, ("Colour",), [{"Colour": "red"}]))
    assert (theirs.place.headers, list(theirs.unread), taken) == (HEADERS, [], None)
    known, taken = reach(MOVEMENTS, beside(inside, ("Colour", "document"), [{"Colour": "red", "document": "PO 7"}]))
    assert taken is not None
    assert taken.said == "Movements: 2 columns typed beside the table were taken in: Colour, document"
    assert known.address(0, "document") == "Movements!I7"
    assert read_table(MOVEMENTS, known, Rejections(), 2)[0]["Document"].to_list() == ["PO 7"]
    bare, taken = reach(MOVEMENTS, replace(inside, unread=[Unread("H7", "x", 1, False)]))
    assert len(bare.unread) == 1 and taken is None, "without a header it is listed"


@given(
    numbers=st.lists(st.integers(1, 400), min_size=1, max_size=12, unique=True), cut=st.integers(0, 12),
    gaps=st.lists(st.integers(0, 3), min_size=12, max_size=12), data=st.data(),
)
def test_rows_typed_below_are_read_as_rows_typed_inside(
    numbers: list[int], cut: int, gaps: list[int], data: st.DataObject
) -> None:
    """Wherever the table ends and whatever blank rows lie between: the same rows; in another order, the same rows."""
    rows = [receipt(number, float(number), Reason=data.draw(st.sampled_from([None, "x", 5.0]))) for number in numbers]
    cut = min(cut, len(rows))
    below = [one for row, gap in zip(rows[cut:], gaps, strict=False) for one in ([{}] * gap + [row])]
    whole, _ = read_table(MOVEMENTS, cells_of(rows, 7, HEADERS, "Movements"), Rejections(), 2)
    cells, taken = reach(MOVEMENTS, table(rows[:cut] or [{}], below or [{}]))
    split, count = read_table(MOVEMENTS, cells, Rejections(), 2)
    assert count == len(rows) and (taken.rows if taken else 0) == len(rows) - cut
    assert split.drop("_row").rows() == whole.drop("_row").rows()
    mixed = data.draw(st.permutations(rows))
    other, _ = read_table(MOVEMENTS, reach(MOVEMENTS, table([{}], list(mixed)))[0], Rejections(), 2)
    assert sorted(map(repr, other.drop("_row").rows())) == sorted(map(repr, whole.drop("_row").rows()))
