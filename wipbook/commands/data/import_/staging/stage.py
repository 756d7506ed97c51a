"""One table of the mapping: its rows drawn from the sources, typed, and parted into accepted and rejected."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import polars as pl

from wipbook.commands.data.import_.mapping import Limits, TableMap
from wipbook.commands.data.import_.source.load import Opened
from wipbook.commands.data.import_.sql import fetch, identifier
from wipbook.commands.data.import_.staging.draw import ROW, Cells, Drawn, draw, failed, refuse_too_many
from wipbook.commands.data.import_.staging.no_rows import NO_ROW, SOUND, no_rows
from wipbook.commands.data.import_.staging.readings import CLOCK, ISO, PLAIN, decimal_of, read_column
from wipbook.commands.data.import_.staging.rejections import NONE_REJECTED, rejections_of
from wipbook.commands.data.import_.staging.typed import TypedColumn, typed_column
from wipbook.schema import InputSheet, Role


@dataclass(frozen=True)
class Staged:
    """The rows of one table before they meet the workbook.

    ``frame``: accepted rows, typed (Decimal, Date, Datetime, Time, Boolean, Int64, String), source order, one
    column per mapped header. ``rejections``: File, Row, Column, Found, Expected (see ``rejections_of``), one line per
    fault. ``rejected`` counts rows, not faults. ``source`` is the alias whose lines the rows are; blank for a query.
    """

    sheet: InputSheet
    read: int
    rejected: int
    frame: pl.DataFrame
    rejections: pl.DataFrame
    source: str = ""


def stage(opened: Opened, sheet: InputSheet, table: TableMap, most: int = Limits().rows) -> Staged:
    """Draw, type and check the rows of ``sheet``, ``most`` of them at most; the accepted ones become the view
    ``imported.<Table>``.

    Errors: ``QueryFailed``, ``UnknownColumn``.
    """
    connection = opened.connection
    drawn = draw(opened, sheet, table, most)
    columns = [_typed(connection, drawn, cells, table) for cells in drawn.cells]
    staged, twice = identifier(f"staged:{sheet.table}"), identifier(f"twice:{sheet.table}")
    values = ", ".join(f"{each.value} AS {identifier(each.column.name)}" for each in columns)
    apart = "".join(f", {each.joined}.fault AS {each.read_fault}" for each in columns if each.read)
    sound = " AND ".join(f"({each.fault}) IS NULL" for each in columns)
    try:
        connection.execute(
            f"CREATE TABLE {staged} AS"
            f" WITH typed AS (SELECT drawn.*, {values}{apart} FROM {drawn.rows} AS drawn"
            f"{''.join(each.join for each in columns)})"
            f" SELECT *, {sound} AS {SOUND}, CAST(NULL AS VARCHAR) AS {NO_ROW} FROM typed"
        )
    except duckdb.Error as fault:
        raise failed(sheet.name, fault) from fault
    read = refuse_too_many(connection, sheet, staged, most)
    no_rows(connection, sheet, drawn)
    headers = [each.column.name for each in columns]
    key = ", ".join(identifier(header) for header in sheet.key if header in headers)
    connection.execute(
        f"CREATE TABLE {twice} AS SELECT {key}, list({ROW} ORDER BY {ROW}) AS rows"
        f" FROM {staged} WHERE {SOUND} GROUP BY {key} HAVING count(*) > 1"
    )
    wanted = ", ".join(identifier(header) for header in headers)
    connection.execute(
        f"CREATE VIEW imported.{identifier(sheet.table)} AS SELECT {wanted} FROM {staged} WHERE {SOUND}"
        f" AND {ROW} NOT IN (SELECT unnest(rows) FROM {twice}) ORDER BY {ROW}"
    )
    frame = fetch(connection, f"SELECT * FROM imported.{identifier(sheet.table)}")
    rejected = read - frame.height
    rejections = rejections_of(opened, sheet, drawn, columns) if rejected else NONE_REJECTED
    return Staged(sheet, read, rejected, frame, rejections, drawn.source)


def _typed(connection: duckdb.DuckDBPyConnection, drawn: Drawn, cells: Cells, table: TableMap) -> TypedColumn:
    column, decimal, read = cells.column, table.decimal_of(cells.column.name), ""
    if column.is_date and not cells.raw:
        read = read_column(connection, drawn, cells, ISO, "", table.date_of(column.name))
    elif column.role is Role.TIME and not cells.raw:
        read = read_column(connection, drawn, cells, CLOCK, "", "")
    elif column.role is Role.FACTOR:
        decimal = table.decimal_of(column.name)
    elif column.is_number and not cells.raw:
        decimal = decimal_of(connection, drawn, cells, decimal)
        read = read_column(connection, drawn, cells, PLAIN[decimal], decimal, "", table.is_elapsed(column.name))
    return typed_column(cells, decimal, read, table)

