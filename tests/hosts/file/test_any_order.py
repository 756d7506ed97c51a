"""Whatever is written in whatever order, the file says what a plain dictionary of cells says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import polars as pl
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wipbook.errors import RefusedToProtectData
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.address import cell_text

TABLES = {"Left": (2, 1), "Right": (4, 5)}  # header row and first column of two tables side by side

cells = st.tuples(
    st.just("cell"), st.integers(1, 30), st.integers(1, 9), st.one_of(st.none(), st.integers(0, 99), st.just("text"))
)
tables = st.tuples(st.sampled_from(["write", "append"]), st.sampled_from(["Left", "Right"]), st.integers(0, 12))
saves = st.just(("save",))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(work=st.lists(st.one_of(cells, tables, saves), max_size=14))
def test_any_order(tmp_path: Path, work: list[tuple[object, ...]]) -> None:
    path = tmp_path / "any.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    model: dict[tuple[int, int], object] = {}
    rows = dict.fromkeys(TABLES, 1)
    used = dict.fromkeys(TABLES, 0)
    for name, (row, column) in TABLES.items():
        sheet.add_table(row - 1, column - 1, row, column, {"name": name, "columns": [{"header": "k"}, {"header": "v"}]})
        model |= {(row, column): "k", (row, column + 1): "v"}
    out.close()
    book = open_file(path, backups=0)
    for step in work:
        if step[0] == "save":
            book.save()
        elif step[0] == "cell":
            _, row, column, value = step
            if any(row == r and column in (c, c + 1) for r, c in TABLES.values()):
                continue
            book.write_cells("S", {cell_text(row, column): value})
            model[row, column] = value
            for name, (r, c) in TABLES.items():
                if value is not None and column in (c, c + 1) and r < row <= r + rows[name]:
                    used[name] = max(used[name], row - r)
        else:
            kind, name, count = step
            row, column = TABLES[name]
            used[name] = max(
                (
                    n
                    for n in range(rows[name] + 1)
                    if n and any(model.get((row + n, column + c)) is not None for c in (0, 1))
                ),
                default=0,
            )
            start = 0 if kind == "write" else used[name]
            if kind == "append" and not count:
                continue
            size = max(start + count, 1)
            blocked = any(
                model.get((row + n, column + c)) is not None for n in range(rows[name] + 1, size + 1) for c in (0, 1)
            )
            frame = pl.DataFrame({"k": [f"{name}{n}" for n in range(count)], "v": [n / 4 for n in range(count)]})
            try:
                (book.write_table if kind == "write" else book.append_rows)(name, frame)
            except RefusedToProtectData:
                assert blocked
                continue
            assert not blocked
            for n in range(start + 1, max(rows[name], size) + 1):
                inside = n - start <= count
                model[row + n, column] = f"{name}{n - start - 1}" if inside else None
                model[row + n, column + 1] = (n - start - 1) / 4 if inside else None
            rows[name] = size if kind == "write" else max(rows[name], start + count)
            assert book.tables()[name].rows == rows[name]
    book.save()
    book.close()
    read = openpyxl.load_workbook(path)["S"]
    for (row, column), value in model.items():
        assert read.cell(row, column).value == value, (cell_text(row, column), work)
    said = {(cell.row, cell.column) for line in read.iter_rows() for cell in line if cell.value is not None}
    assert said == {place for place, value in model.items() if value is not None}
    for name, (row, column) in TABLES.items():
        assert read.tables[name].ref == f"{cell_text(row, column)}:{cell_text(row + rows[name], column + 1)}"
