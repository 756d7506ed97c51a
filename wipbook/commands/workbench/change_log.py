"""The Change Log: one row per command that wrote, and its echo among the last runs on Home."""

from __future__ import annotations

import datetime as dt
import getpass

import polars as pl

import wipbook
from wipbook.commands.workbench.inputs.taking_in import take_in
from wipbook.commands.workbench.inputs.taking_period import take_period
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.sheets.data.change_log import COLUMNS
from wipbook.sheets.layout import Look
from wipbook.values.fixed import currency_text, half_unit

_LONGEST = 30_000
"""Characters of what changed; a cell holds 32,767."""
_KINDS: dict[Look, pl.DataType] = {
    Look.TIMESTAMP: pl.Datetime("us"),
    Look.COUNT: pl.Float64(),
    Look.MONEY: pl.Float64(),
}


def append(
    workbook: Workbook,
    command: str,
    what: str,
    *,
    result: str = "",
    rows_read: int | None = None,
    rows_left_out: int | None = None,
    balances: dict[str, float] | None = None,
    backup: str | None = None,
    now: dt.datetime | None = None,
    user: str | None = None,
    takes_in: bool = True,
) -> None:
    """Append a row and echo it on Home. ``what`` says what changed, ``result`` how the checks stand.

    What was typed around input tables and counts is theirs from here on, a workbook without a period has that of its
    rows, and the row tells it: a command that writes has read it (``takes_in``).

    ``balances`` are the three stages in currency units; commands that compute nothing leave them blank. The file as it
    was before the command stays among the backups, and the row names it (``backup`` where the caller keeps it).
    """
    taken = [*(one.said for one in take_in(workbook)), take_period(workbook)] if takes_in else []
    what = "; ".join(filter(None, [what, *taken]))[:_LONGEST]
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    values = {
        "When": moment,
        "Command": command,
        "User": user or getpass.getuser(),
        "Version": wipbook.__version__,
        "Rows Read": rows_read,
        "Rows Left Out": rows_left_out,
        **(balances or {}),
        "Checks": result or None,
        "What Changed": what,
        "Backup": (workbook.keep_before(command, moment) if backup is None else backup) or None,
    }
    place = workbook.find_table("ChangeLog")
    there = COLUMNS if place is None else [column for column in COLUMNS if column.name in place.headers]
    kinds = {column.name: _KINDS.get(column.look, pl.String()) for column in there}
    workbook.append_rows("ChangeLog", pl.DataFrame({n: [values.get(n)] for n in kinds}, schema=kinds, strict=False))
    echo(workbook, command, moment, result or what)


def echo(workbook: Workbook, command: str, moment: dt.datetime, result: str) -> None:
    """The last run of a command, on Home."""
    if workbook.find_table("LastRuns") is None:
        return
    runs = workbook.read_table("LastRuns")
    listed = runs.frame["Command"].to_list()
    if command not in listed or not {"When", "Result"} <= set(runs.place.headers):
        return
    row = listed.index(command)
    cells: dict[str, CellValue | Formula] = {runs.cell(row, "When"): moment, runs.cell(row, "Result"): result}
    workbook.write_cells(runs.place.sheet, cells)


def changes(workbook: Workbook, balances: dict[str, float], places: int) -> str:
    """What moved since the last row of the log that has balances, which are amounts of so many places."""
    before = workbook.read_table("ChangeLog").frame
    if not set(balances) <= set(before.columns):
        return "the log lost its columns of figures"
    previous = before.filter(pl.col("Work in Process").is_not_null()) if before.height else before
    if not previous.height:
        return "first figures"
    moves = []
    for stage, amount in balances.items():
        was = float(previous[stage][-1] or 0)
        if abs(was - amount) >= half_unit(places):
            moves.append(f"{stage} {currency_text(was, places)} to {currency_text(amount, places)}")
    return "; ".join(moves) or "no figure changed"
