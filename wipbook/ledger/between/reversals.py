"""Time tickets and machine bookings that take back another one: whose they are, and never more than there was."""

from __future__ import annotations

from typing import Any

import polars as pl

from wipbook.ledger.rejections import ROW_EXCLUDED, WARNING, Reason, Rejections
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TableCells
from wipbook.schema.sheet import InputSheet
from wipbook.schema.shop.pay_types import REGULAR
from wipbook.values.codes import agreed, folded
from wipbook.values.fixed import cell_text, quantity_text

TAKEN_OVER = {
    "Labor": ("Employee", "Job", "Step", "Pay Type", "Rate", "Work Center"),
    "Machine Time": ("Work Center", "Job", "Step", "Kind"),
}
"""What a row that reverses another has from it: blank, or the same."""
_USUAL = {"Pay Type": REGULAR, "Kind": "Run"}
"""What a blank means."""


def take_back(sheet: InputSheet, frame: pl.DataFrame, cells: TableCells, rejections: Rejections) -> pl.DataFrame:
    """``frame`` with rows that reverse another made whole: blanks taken from it, its number as it is spelled there,
    hours below zero whichever sign was typed.

    Listed and left out is a reversal of a number that is not there, is dated later or is no hours above zero; one that
    names other people, jobs or steps than its original; and one that would take back more than is left, the earliest
    by day and number first. Hours below zero that name no original are a correction: listed where they leave a person
    with less than nothing on a job that day.
    """
    if sheet.name not in TAKEN_OVER:
        return frame
    if frame["Reverses"].null_count() < frame.height:
        frame = _made_whole(sheet, frame, cells, rejections)
    if sheet.name == "Labor":
        _list_corrections_of_nothing(sheet, frame, cells, rejections)
    return frame


def _made_whole(
    sheet: InputSheet, frame: pl.DataFrame, cells: TableCells, rejections: Rejections
) -> pl.DataFrame:
    number, same = sheet.key[0], TAKEN_OVER[sheet.name]
    frame = frame.with_columns(agreed(frame["Reverses"], frame[number]))
    is_reversal = frame["Reverses"].is_not_null()
    originals = {row[number]: row for row in frame.filter(~is_reversal & (frame["Hours"] > 0)).to_dicts()}
    left = {name: row["Hours"] for name, row in originals.items()}
    kept: list[int] = []
    for row in frame.filter(is_reversal).sort("Date", number).to_dicts():
        original, hours = originals.get(row["Reverses"]), abs(row["Hours"])
        other = [] if original is None else [
            name for name in same if row[name] is not None and _plain(row, name) != _plain(original, name)
        ]
        if original is None or original["Date"] > row["Date"]:
            fault = ("Reverses", row["Reverses"], f"the {number} of hours above zero, dated up to the day of this row",
                     "correct the number; without one, leave Reverses blank and type hours below zero")
        elif other:
            fault = (other[0], _shown(sheet, row, other[0]),
                     f"{_shown(sheet, original, other[0])}, as {row['Reverses']} says, or blank",
                     f"clear {other[0]}, or correct Reverses")
        elif hours > left[row["Reverses"]]:
            fault = ("Hours", quantity_text(row["Hours"]),
                     f"at most {quantity_text(left[row['Reverses']])} hours, what is left of {row['Reverses']}",
                     "correct the hours, or remove the row if it was typed twice")
        else:
            left[row["Reverses"]] -= hours
            kept.append(row[ROW])
            continue
        column, found, expected, remedy = fault
        rejections.add(
            cells, [row[ROW]], column, [found], expected, remedy, ROW_EXCLUDED, [row[number]], Reason.SENSE
        )
    filled = frame.filter(is_reversal & frame[ROW].is_in(kept)).join(
        frame.filter(~is_reversal).select(
            pl.col(number).alias("Reverses"), *(pl.col(name).alias(f"_{name}") for name in same)
        ),
        on="Reverses", how="left", maintain_order="left",
    ).with_columns(
        *(pl.coalesce(name, f"_{name}").alias(name) for name in same), (-pl.col("Hours").abs()).alias("Hours")
    )
    return pl.concat([frame.filter(~is_reversal), filled.select(frame.columns)]).sort(ROW)


def _plain(row: dict[str, Any], name: str) -> object:
    """A cell without what does not tell two of them apart."""
    value = row[name] if row[name] is not None else _USUAL.get(name)
    return value.strip().lower() if isinstance(value, str) else value


def _shown(sheet: InputSheet, row: dict[str, Any], name: str) -> str:
    value = row[name]
    if value is None:
        return "(blank)"
    return cell_text(value) if sheet.column(name).is_number else str(value)


def _list_corrections_of_nothing(
    sheet: InputSheet, frame: pl.DataFrame, cells: TableCells, rejections: Rejections
) -> None:
    corrections = frame.filter((pl.col("Hours") < 0) & pl.col("Reverses").is_null())
    if corrections.is_empty():
        return
    keys = [folded(pl.col("Employee")).alias("_who"), pl.col("Job").fill_null("").alias("_on")]
    daily = frame.group_by(*keys, "Date").agg(pl.col("Hours").sum()).sort("Date").select(
        "_who", "_on", "Date", pl.col("Hours").cum_sum().over("_who", "_on").alias("_left")
    )
    short = corrections.with_columns(keys).join(
        daily, on=["_who", "_on", "Date"], how="left", maintain_order="left"
    ).filter(pl.col("_left") < 0)
    rejections.add(
        cells, short[ROW].to_list(), "Hours", [quantity_text(hours) for hours in short["Hours"]],
        "no more hours below zero than this employee booked on this job until then",
        "name the ticket in Reverses, or correct the hours, the employee or the job", WARNING,
        short[sheet.key[0]].to_list(), Reason.SENSE,
    )
