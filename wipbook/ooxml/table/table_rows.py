"""Putting rows into a table: the body replaced from one row on, neighbours kept, what hangs on it following."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from wipbook.ooxml.address import LAST_ROW, Area, cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import CellsInTheWay, NoSuchColumn, ProtectedFormula, TooManyRows
from wipbook.ooxml.markup import attributes, set_attribute
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.ooxml.sheet.rows import LIKE_A_FORMULA, TEXT_KINDS, Beside, ColumnLayout, RowBlock, refuse_unwritable
from wipbook.ooxml.sheet.rowscan import cells, outside_columns, rows
from wipbook.ooxml.sheet.worksheet import Segment, Worksheet, holds_content
from wipbook.ooxml.table.follow import Growth
from wipbook.ooxml.table.tables import Table, resized

_MASTER = re.compile(rb"""<(?:[\w.\-]+:)?f\s(?=[^>]*t=["']shared)(?=[^>]*\sref=)[^>]*\ssi=["'](\d+)["']""")


def put_rows(
    document: Document, table: Table, frame: pl.DataFrame, formulas: Mapping[str, str], first_row: int,
    *, plain: bool = False,
) -> Table:
    """Replace the rows of a table from sheet row ``first_row`` on; returns the table as it stands then.

    ``frame`` names its columns by header; ``formulas`` maps a header to a formula (with or without ``=``; ""
    takes a calculated column's formula away). Header and body rows above ``first_row`` are untouched. ``plain``
    numbers have no format that shows them as percentages or elapsed times.
    """
    _check_columns(table, [*frame.columns, *formulas])
    refuse_unwritable(frame, table.name, document.date1904)
    body, totals = table.body, table.totals_rows
    if not frame.height and first_row == body.first_row:
        frame = pl.DataFrame({name: pl.Series([None], dtype=kind) for name, kind in frame.schema.items()})
        frame = frame if frame.width else pl.DataFrame({table.headers[0]: pl.Series([None], dtype=pl.Float64)})
    new_last = first_row + frame.height - 1
    if new_last + totals > LAST_ROW:
        raise TooManyRows(
            where=f"table {table.name} ({table.sheet})",
            found=f"{frame.height:,} rows",
            expected=f"at most {LAST_ROW - totals - first_row + 1:,} below the header",
            remedy="split the data by period, or keep old periods in another workbook",
        )
    sheet = document.worksheet(table.sheet)
    _refuse_neighbours(document, sheet, table, new_last + totals)
    codes = {column.name: column.formula for column in table.columns if column.formula}
    codes.update({header: text.removeprefix("=") for header, text in formulas.items()})
    layout = []
    for number, header in enumerate(table.headers, body.first_column):
        style, code = _style(document, sheet, table, header, number, frame, plain), codes.get(header, "")
        quoted = "" if code else _quoted(document, style, header, frame)
        layout.append(ColumnLayout(header, number, style, code, quoted))
    totals_cells = _totals(sheet, table)
    region_last = max(body.last_row, new_last) + totals
    region = sheet.stretch(first_row, region_last)
    if re.search(b"</" + sheet.prefix + b"f>", region) or b't="shared"' in region or any(codes.values()):
        document.formulas_touched = True
        _refuse_shared_formulas(sheet, table, region)
    beside, left_over = _neighbours(sheet, table, region, new_last)
    document.touch(table.sheet)
    block = RowBlock(first_row, frame, layout, sheet.prefix, document.date1904, beside=beside)
    document.known.unvalued |= block.unvalued
    for column in layout:
        if column.formula and column.header in frame.columns:
            document.known.vouched.area(table.sheet, Area(first_row, column.column, new_last, column.column))
    pieces: list[Segment] = [block, left_over]
    sheet.replace_rows(first_row, region_last, pieces)
    if totals_cells:
        sheet.set_cells(
            {new_last + 1: {column: _at_row(cell, new_last + 1, column) for column, cell in totals_cells.items()}}
        )
    _state_used_area(sheet, table, new_last + totals)
    new = document.write_table_part(table, resized(table, new_last, {h: t for h, t in codes.items() if h in formulas}))
    document.grow(Growth.of(table, new_last))
    return new


def _check_columns(table: Table, named: list[str]) -> None:
    unknown = sorted({name for name in named if name not in table.headers})
    if unknown:
        raise NoSuchColumn(
            where=f"table {table.name} ({table.sheet}!{table.area.text})",
            found=f"the columns {', '.join(table.headers)}",
            expected=f"a column {', '.join(map(repr, unknown))}",
            remedy="restore the header in the sheet, or drop the column",
        )


def _refuse_neighbours(document: Document, sheet: Worksheet, table: Table, new_end: int) -> None:
    """Raise CellsInTheWay when the rows the table needs are taken by somebody else."""
    old_end = table.area.last_row
    if new_end <= old_end:
        return
    need = Area(old_end + 1, table.area.first_column, new_end, table.area.last_column)

    def refuse(place: str, found: str) -> CellsInTheWay:
        return CellsInTheWay(
            where=f"{table.sheet}!{place}",
            found=found,
            expected=f"free cells in {need.text}, where table {table.name} has to grow",
            remedy=f"move what stands below the table to another place or below row {new_end}",
        )

    for other in document.tables().values():
        if other.part != table.part and other.sheet == table.sheet and other.area.meets(need):
            raise refuse(other.area.text, f"table {other.name}")
    for area in sheet.merged():
        if area.meets(need):
            raise refuse(area.text, "merged cells")
    for number, row in sheet.rows_between(old_end + 1, new_end):
        for one in cells(row, sheet.prefix, row.index(b">") + 1):
            if need.first_column <= one.column <= need.last_column and holds_content(row[one.start : one.end]):
                raise refuse(cell_text(number, one.column), "a cell that is not part of the table")


def _style(
    document: Document, sheet: Worksheet, table: Table, header: str, column: int, frame: pl.DataFrame, plain: bool
) -> str:
    """The format of a column: that of the first data row; dates get a date format where it has none, and ``plain``
    numbers none that shows them in another way."""
    style = sheet.style_for(table.body.first_row, column)
    style = str(document.styles.with_quote_prefix(int(style or 0), False))  # its mark is that of one text
    if style == "0":
        style = ""
    if header in frame.columns and frame[header].dtype in (pl.Date, pl.Datetime):
        index = int(style or 0)
        if not document.styles.is_date(index):
            timed = frame[header].dtype == pl.Datetime and not (frame[header].dt.truncate("1d") == frame[header]).all()
            return str(document.styles.with_number_format(index, "yyyy-mm-dd hh:mm" if timed else "yyyy-mm-dd"))
    elif plain and header in frame.columns and frame[header].dtype.is_numeric():
        index = int(style or 0)
        if document.styles.shown(index) in (Shown.PERCENT, Shown.ELAPSED):
            return str(document.styles.with_number_format(index, "General"))
    return style


def _quoted(document: Document, style: str, header: str, frame: pl.DataFrame) -> str:
    """The format of texts of a column that look like formulas; blank when it has none."""
    if header not in frame.columns or frame[header].dtype not in TEXT_KINDS:
        return ""
    texts = frame[header]
    if texts.null_count() == len(texts) or not texts.cast(pl.String).str.contains(LIKE_A_FORMULA).any():
        return ""
    return str(document.styles.with_quote_prefix(int(style or 0), True))


def _totals(sheet: Worksheet, table: Table) -> dict[int, bytes]:
    """The cells of the totals row, by column."""
    if not table.totals_rows:
        return {}
    columns = range(table.area.first_column, table.area.last_column + 1)
    found = {column: sheet.cell(table.area.last_row, column) for column in columns}
    return {column: cell for column, cell in found.items() if cell is not None}


def _at_row(cell: bytes, row: int, column: int) -> bytes:
    end = cell.index(b">") + 1
    return set_attribute(cell[:end], "r", cell_text(row, column)) + cell[end:]


def _refuse_shared_formulas(sheet: Worksheet, table: Table, region: bytes) -> None:
    """A shared formula whose text stands in the table but which other cells use must not lose its text."""
    masters = set(_MASTER.findall(region))
    if not masters:
        return
    columns = range(table.area.first_column, table.area.last_column + 1)
    everywhere = b"".join(sheet.chunks())
    for one in masters:
        mark = re.compile(rb"""\ssi=["']""" + one + rb"""["']""")
        inside = 0
        for found in rows(region, sheet.prefix):
            for cell in cells(region, sheet.prefix, found.tag_end, found.end):
                inside += cell.column in columns and len(mark.findall(region, cell.start, cell.end))
        if len(mark.findall(everywhere)) > inside:
            raise ProtectedFormula(
                where=f"table {table.name} ({table.sheet}!{table.area.text})",
                found="a formula that cells outside the table share",
                expected="formulas of its own",
                remedy="type the formula beside the table again, cell by cell",
            )


def _neighbours(sheet: Worksheet, table: Table, region: bytes, new_last: int) -> tuple[dict[int, Beside], bytes]:
    """The cells beside the table by row, and the rows that the table leaves, with only the neighbours in them."""
    first, last, p = table.area.first_column, table.area.last_column, sheet.prefix
    if not outside_columns(p, first, last).search(region):
        return {}, b""
    beside: dict[int, Beside] = {}
    left_over = []
    for row in rows(region, p, number=table.body.first_row - 1):
        inside = list(cells(region, p, row.tag_end, row.end))
        left = b"".join(region[one.start : one.end] for one in inside if one.column < first)
        right = b"".join(region[one.start : one.end] for one in inside if one.column > last)
        tag = set_attribute(set_attribute(region[row.start : row.tag_end], "hidden", None), "spans", None)
        if row.number > new_last:
            if left or right:
                closed = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
                left_over.append(closed + left + right + b"</" + p + b"row>")
            continue
        kept = {key: value for key, value in attributes(tag).items() if key != "r" and ":" not in key}
        text = "".join(f' {key}="{value}"' for key, value in kept.items())
        if left or right or text:
            beside[row.number] = Beside(text, left.decode(), right.decode())
    return beside, b"".join(left_over)


def _state_used_area(sheet: Worksheet, table: Table, end: int) -> None:
    used = sheet.dimension()
    if used is None:
        return
    last = end if used.last_row <= table.area.last_row else max(used.last_row, end)
    sheet.set_dimension(
        Area(
            min(used.first_row, table.area.first_row),
            min(used.first_column, table.area.first_column),
            last,
            max(used.last_column, table.area.last_column),
        )
    )
