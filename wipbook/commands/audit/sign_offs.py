"""The sign-offs of a workbook, each of its period, and whether the figures are still those that were signed."""

from __future__ import annotations

import polars as pl

from wipbook.audit import fingerprint
from wipbook.books.results import Results
from wipbook.port.columns import in_columns
from wipbook.port.workbook import TableCells, Workbook
from wipbook.sheets.audit import sign_off
from wipbook.sheets.audit.sign_off import AS_SIGNED, CHANGED, COLUMNS, COMPARED, NO_PERIOD, NOW, STATE
from wipbook.sheets.layout import Look
from wipbook.values.fixed import half_unit

_KINDS = {Look.TIMESTAMP: pl.Datetime("us"), Look.DATE: pl.Date(), Look.MONEY: pl.Float64(), Look.COUNT: pl.Float64()}
SCHEMA = {column.name: _KINDS.get(column.look, pl.String()) for column in COLUMNS}


def restate(workbook: Workbook, results: Results) -> None:
    """Say anew of every sign-off whether its figures are still those of the workbook; refresh calls it."""
    if workbook.find_table("SignOffs"):
        rows = signed(workbook)
        if rows.height:
            put(workbook, rows, results)
        else:
            _vouch_for_blank_rows(workbook)


def _vouch_for_blank_rows(workbook: Workbook) -> None:
    """Rows that nobody signed say nothing, whatever the figures are."""
    cells = workbook.read_table("SignOffs")
    blank = [header for header in ("State", "Compared") if cells.formulas.get(header) and _says_nothing(cells, header)]
    workbook.vouch_for(
        cells.place.sheet, [cells.cell(row, header) for header in blank for row in cells.formulas[header]]
    )


def _says_nothing(cells: TableCells, header: str) -> bool:
    return not any(value not in (None, "") for value in cells.frame[header].to_list())


def signed(workbook: Workbook) -> pl.DataFrame:
    """The sign-offs so far."""
    frame = workbook.read_table("SignOffs").frame
    return in_columns(frame, SCHEMA).filter(pl.col("Signed By").is_not_null())


def put(workbook: Workbook, rows: pl.DataFrame, results: Results) -> None:
    """Write the sign-offs, each with its state.

    One of the period and as-of day in which the workbook stands is compared with its figures; the state of any other
    is the one it had when the workbook last stood there. One that a release before template 4 made names no period:
    while its figures are those of the workbook it is of the workbook's period, and is given it.
    """
    policy = results.policy
    figures, inventory = fingerprint.figures(results), inventory_of(results)
    apart = (pl.col("Inventory") - inventory).abs()
    same = (pl.col("Figures") == figures) & (apart < half_unit(policy.currency_places))
    stands = {"Period From": policy.period_start, "Period To": policy.period_end, "As Of": policy.as_of}
    unnamed = pl.col("As Of").is_null()
    rows = rows.with_columns(
        pl.when(unnamed & same).then(pl.lit(day)).otherwise(pl.col(name)).alias(name) for name, day in stands.items()
    )
    here = pl.all_horizontal([pl.col(name) == day for name, day in stands.items()]).fill_null(False)
    compared = pl.when(same).then(pl.lit(AS_SIGNED)).otherwise(pl.lit(CHANGED))
    state = pl.when(here | unnamed).then(compared).otherwise(pl.coalesce("Last State", "State", pl.lit(CHANGED)))
    when = (
        pl.when(unnamed).then(pl.lit(NO_PERIOD))
        .when(here).then(pl.lit(NOW))
        .otherwise(pl.format("last as of {}", pl.col("As Of").dt.to_string("%Y-%m-%d")))
    )
    rows = rows.rechunk().with_columns(state.alias("State"), when.alias("Compared"))
    rows = rows.with_columns(pl.col("State").alias("Last State"))
    workbook.write_table(sign_off.SHEET.tables[0].name, rows, {"State": STATE, "Compared": COMPARED})


def inventory_of(results: Results) -> float:
    """What the three stages come to."""
    return results.money(sum(results.subledger.values()))
