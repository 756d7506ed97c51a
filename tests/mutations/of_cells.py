"""Mutations of what a sheet says: references, kinds, values, rows."""

from __future__ import annotations

import re
from random import Random

ROW = re.compile(rb"<row\b[^>]*?(?:/>|>.*?</row>)", re.DOTALL)
CELL = re.compile(rb"<c\b[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
NUMBERS = (
    b"2958465", b"2958466", b"-1", b"-693594", b"1e300", b"1e400", b"-1e308", b"60", b"0", b"0.5", b"NaN", b"inf",
    b"1,200", b"0x78",
    b"1_000", b"", b" 5 ", b"9" * 400, b"1e", b"--1", b"\xd9\xa3", b"99999999999999999999", b"4294967295", b"TRUE",
    b"#N/A", b"_x0000_",
    b"text", b"2026-03-31", b"1e-400", b"&#48;",
)
REFERENCES = (
    b"XFD1048576", b"XFD20000", b"XFE1", b"A1048577", b"A0", b"A", b"7", b"", b"a6", b"$A$6", b"A6:B6", b"AAAA1",
    b"A99999999999999999999",
    b"A6 ", b"A-6", b"ZZ9999", b"A1048576", b"BL70000", b"A6\x00",
)
KINDS = (b"s", b"str", b"b", b"e", b"n", b"d", b"inlineStr", b"x", b"", b"S")
CELLS = (
    b'<c r="XFD1048576"><v>1</v></c>', b'<c><v>1</v></c>', b"<c/>", b'<c r="A6"><v>1</v><v>2</v></c>',
    b'<c r="A6"><f>1+1</f></c>', b'<c r="A6"><v>1</v><f>1</f></c>', b'<c r="A6" t="shared"><f t="shared" si="9"/></c>',
    b'<c r="A6"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c>',
    b'<c r="A6" t="inlineStr"><is><r><t>a</t></r></is></c>',
    b'<c r="A6" t="inlineStr"><is><t>row r="x"</t></is></c>', b'<c r="A6"><c r="B6"/></c>',
    b'<c r="A6" t="d"><v>2026-99-99</v></c>',
    b'<c r="A6" s="99999"><v>1</v></c>', b'<x:c r="XFD1048576"><v>1</v></x:c>', b'<c t="inlineStr" r="D6"><is/></c>',
    b'<c r="A6" t="inlineStr"><is><t>_x0000__x001B_[31m</t></is></c>', b'<c r="B6" t="e"><v>#BAD</v></c>',
)


def _one(pattern: re.Pattern[bytes], data: bytes, random: Random) -> re.Match[bytes] | None:
    return random.choice(list(pattern.finditer(data)) or [None])


def _in_cell(data: bytes, random: Random, inner: bytes, new: bytes) -> bytes:
    """One cell with what ``inner`` finds in it replaced."""
    cell = _one(CELL, data, random)
    if cell is None:
        return data
    changed, count = re.subn(inner, lambda _: new, cell[0], count=1)
    if not count and new.startswith(b" "):
        changed = cell[0][:2] + new + cell[0][2:]
    return data[: cell.start()] + changed + data[cell.end() :]


def set_value(data: bytes, random: Random) -> bytes:
    return _in_cell(data, random, rb"<v>[^<]*</v>", b"<v>" + random.choice(NUMBERS) + b"</v>")


def set_reference(data: bytes, random: Random) -> bytes:
    return _in_cell(data, random, rb'\sr="[^"]*"', b' r="' + random.choice(REFERENCES) + b'"')


def set_kind(data: bytes, random: Random) -> bytes:
    return _in_cell(data, random, rb'\st="[^"]*"', b' t="' + random.choice(KINDS) + b'"')


def set_style(data: bytes, random: Random) -> bytes:
    return _in_cell(data, random, rb'\ss="[^"]*"', b' s="' + random.choice((b"0", b"1", b"2", b"3", b"99999", b"-1",
    b"x", b"")) + b'"')


def set_all_kinds(data: bytes, random: Random) -> bytes:
    return re.sub(rb'\st="[^"]*"', b' t="' + random.choice(KINDS) + b'"', data)


def set_formula(data: bytes, random: Random) -> bytes:
    return _in_cell(data, random, rb"<v>", random.choice((
        b'<f t="shared" ref="A1:XFD1048576" si="0">A1</f><v>', b'<f t="shared" si="7"/><v>', b"<f>", b"<f/><v>",
        b"<f>1</f><f>2</f><v>",
    )))


def add_cell(data: bytes, random: Random) -> bytes:
    rows = _one(ROW, data, random)
    if rows is None:
        return data
    at = random.choice((rows.end() - 6, rows.start(), data.find(b">", rows.start()) + 1))
    return data[:at] + random.choice(CELLS) + data[at:]


def set_row(data: bytes, random: Random) -> bytes:
    row = _one(ROW, data, random)
    if row is None:
        return data
    number = random.choice((b"0", b"1", b"6", b"1048576", b"1048577", b"99999999999", b"x", b"", b"-3", b"70000",
    b"5000"))
    changed = re.sub(rb'\sr="[^"]*"', b' r="' + number + b'"' if random.random() < 0.9 else b"", row[0], count=1)
    return data[: row.start()] + changed + data[row.end() :]


def double_row(data: bytes, random: Random) -> bytes:
    row = _one(ROW, data, random)
    return data if row is None else data[: row.end()] + row[0] * random.choice((1, 2, 50)) + data[row.end() :]


def swap_rows(data: bytes, random: Random) -> bytes:
    rows = list(ROW.finditer(data))
    if len(rows) < 2:
        return data
    one, other = sorted(random.sample(rows, 2), key=lambda row: row.start())
    return data[: one.start()] + other[0] + data[one.end() : other.start()] + one[0] + data[other.end() :]


def drop_row(data: bytes, random: Random) -> bytes:
    row = _one(ROW, data, random)
    return data if row is None else data[: row.start()] + data[row.end() :]


def state_dimension(data: bytes, random: Random) -> bytes:
    area = random.choice((b"A1", b"A1:XFD1048576", b"", b"x", b"B2:A1", b"A1:A99999999999"))
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + area + b'"', data)


def merge(data: bytes, random: Random) -> bytes:
    area = random.choice((b"A1:XFD1048576", b"A6:B7", b"x", b"", b"A6"))
    return data.replace(b"</sheetData>",
    b'</sheetData><mergeCells count="1"><mergeCell ref="' + area + b'"/></mergeCells>')


def hide(data: bytes, random: Random) -> bytes:
    row = _one(re.compile(rb"<row "), data, random)
    return data if row is None else data[: row.end()] + b'hidden="1" ' + data[row.end() :]


ALL = (
    set_value, set_value, set_value, set_reference, set_reference, set_kind, set_kind, set_style, set_all_kinds,
    set_formula, add_cell,
    add_cell, set_row, set_row, double_row, swap_rows, drop_row, state_dimension, merge, hide,
)
