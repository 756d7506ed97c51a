"""The sheet Customer Updates: what each customer was told of each job, and what is asked or noted."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.results import Results
from wipbook.commands.workbench.filling import write_report
from wipbook.commands.workbench.front.tabs import arrange
from wipbook.port.columns import in_columns
from wipbook.port.workbook import Workbook
from wipbook.sheets.forecast.customer_updates import SHEET, Updates
from wipbook.sheets.front import home

_TOLD = {
    "Job": pl.String, "Told": pl.Date, "Told State": pl.String, "Told On": pl.Date, "Question": pl.String,
    "Note": pl.String,
}


def updates_of(workbook: Workbook) -> pl.DataFrame:
    """Job, Told, Told State, Told On, Question, Note, as they stand; nothing where the sheet is not there yet."""
    place = workbook.find_table(SHEET.tables[0].name)
    if place is None:
        return pl.DataFrame(schema=_TOLD)
    frame = workbook.read_table(place.name).frame
    return in_columns(frame, _TOLD).filter(pl.col("Job").is_not_null() & (pl.col("Job") != "")).unique(
        "Job", keep="first", maintain_order=True
    )


def write_updates(
    workbook: Workbook, standing: pl.DataFrame, books: Results, told_now: frozenset[str] = frozenset(),
    day: dt.date | None = None,
) -> None:
    """Fill the sheet: every job of a customer, as it stands; for the customers ``told_now`` this is what they were told
    on ``day``. Questions and notes stay with their job."""
    before = updates_of(workbook)
    jobs = standing.filter(pl.col("Customer").is_not_null() & (pl.col("Customer") != ""))
    rows = jobs.join(before.select("Job", "Told", "Told State", "Told On"), on="Job", how="left", maintain_order="left")
    told = pl.col("Customer").is_in(list(told_now))
    rows = rows.with_columns(
        pl.when(told).then("Projected").otherwise("Told").alias("Told"),
        pl.when(told).then("State").otherwise("Told State").alias("Told State"),
        pl.when(told).then(pl.lit(day, dtype=pl.Date)).otherwise("Told On").alias("Told On"),
    )
    write_report(workbook, SHEET, Updates(rows, books), home.header_line(books))
    arrange(workbook, books.policy.role, {SHEET.name: rows.height > 0})
