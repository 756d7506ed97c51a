"""Some columns of a row are found without reading the others; whatever a row looks like, they are the same cells."""

from __future__ import annotations

import random

import pytest

from wipbook.ooxml.address import column_letters
from wipbook.ooxml.sheet.rowscan import cells, cells_named, names_its_cells, rows


def _all(row: bytes, prefix: bytes, columns: frozenset[int]) -> list[tuple[int, bytes]]:
    start = next(rows(row, prefix)).tag_end
    return [(one.column, row[one.start : one.end]) for one in cells(row, prefix, start) if one.column in columns]


def _named(row: bytes, prefix: bytes, columns: frozenset[int]) -> list[tuple[int, bytes]]:
    return [(one.column, row[one.start : one.end]) for one in cells_named(row, prefix, columns)]


PLAIN = [
    b'<row r="7"><c r="A7"><v>1</v></c><c r="B7" t="s" s="4"><v>2</v></c><c r="AA7"/><c r="AB7" s="1"/></row>',
    b'<row r="7"><c r="b7"><v>1</v></c><c r="BB7"><v>2</v></c></row>',
    b'<row r="7"><c r="A7" t="inlineStr"><is><t>a &lt;c r="B7"&gt; b</t></is></c><c r="B7"><f>A7</f><v>1</v></c></row>',
    b'<x:row r="7"><x:c r="A7"><x:v>1</x:v></x:c><x:c r="B7" s=\'2>1\'><x:v>2</x:v></x:c></x:row>',
    b'<row r="7"></row>',
]


@pytest.mark.parametrize("row", PLAIN)
def test_the_same_cells_by_hand(row: bytes) -> None:
    prefix = b"x:" if row.startswith(b"<x:") else b""
    assert names_its_cells(row, prefix)
    for columns in (frozenset({1}), frozenset({2}), frozenset({1, 2, 27}), frozenset({28, 54})):
        assert _named(row, prefix, columns) == _all(row, prefix, columns)


@pytest.mark.parametrize("row", [
    b'<row r="7"><c><v>1</v></c><c r="B7"><v>2</v></c></row>',
    b'<row r="7"><c s="1" r="A7"><v>1</v></c></row>',
    b'<row r="7"><c r="A7" t="inlineStr"><is><r><rPr><color rgb="FF0000"/></rPr><t>red</t></r></is></c></row>',
    b'<row r="7"><!--<c r="B7"><v>9</v></c>--><c  r="B7"><v>2</v></c></row>',
])
def test_a_row_that_may_hide_a_cell_is_read_cell_by_cell(row: bytes) -> None:
    assert not names_its_cells(row, b"")


def test_the_same_cells_on_random_rows() -> None:
    dice = random.Random(20261130)
    for _ in range(400):
        those = sorted(dice.sample(range(1, 120), dice.randint(0, 40)))
        body = b"".join(
            b'<c r="%s9" s="3"/>' % column_letters(one).encode() if dice.random() < 0.3
            else b'<c r="%s9"><v>%d</v></c>' % (column_letters(one).encode(), one) for one in those
        )
        row = b'<row r="9" ht="12">' + body + b"</row>"
        columns = frozenset(dice.sample(range(1, 120), dice.randint(1, 12)))
        assert _named(row, b"", columns) == _all(row, b"", columns)
