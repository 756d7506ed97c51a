"""Overhead Applied: rates, what they charged, what was really spent, and what remains over or under."""

from __future__ import annotations

import polars as pl

from wipbook.books.overhead.disposition import BALANCES, disposition
from wipbook.books.results import Results
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

_OVER = (
    '=IF(OverheadApplied[[#This Row],[Actual Cost]]="","",'
    "OverheadApplied[[#This Row],[Applied]]-OverheadApplied[[#This Row],[Actual Cost]])"
)


def _rows(results: Results) -> pl.DataFrame:
    return results.solution.overhead


def _shares(results: Results) -> pl.DataFrame:
    return disposition(results)


SHEET = OutputSheet(
    name="Overhead Applied",
    order=270,
    title="Overhead applied",
    about="Predetermined rates by pool and month, applied against actual",
    source="From Overhead, Labor, Machine Time and Movements. Applied ties to the jobs' overhead cost; "
    "beside it, where the balance of the year to date goes.",
    when_empty="hide",
    tables=(
        OutputTable(
            "OverheadApplied",
            (
                OutputColumn("Pool", Look.CODE, width=14),
                OutputColumn("Period", Look.DATE, width=12),
                OutputColumn("Driver", Look.TEXT, width=16),
                OutputColumn("Rate", Look.UNIT_COST, "Per driver unit", width=13),
                OutputColumn("Activity", Look.QUANTITY, "Driver units on jobs", width=15),
                OutputColumn("Applied", Look.MONEY, width=15, total=True),
                OutputColumn("Budget Cost", Look.MONEY, width=15, total=True),
                OutputColumn("Normal Activity", Look.QUANTITY, width=14),
                OutputColumn(
                    "Actual Cost", Look.MONEY, "Blank = not in yet; its labor: Labor Distribution", width=15, total=True
                ),
                OutputColumn("Over Applied", Look.MONEY, "+ = over-applied", width=15, total=True, formula=_OVER),
                OutputColumn("Idle Capacity", Look.MONEY, "Fixed cost of unused normal capacity", width=15, total=True),
            ),
            _rows,
            key=("Pool", "Period"),
        ),
        OutputTable(
            "OverheadDisposition",
            (
                OutputColumn("Balance Of", Look.TEXT, "Year to date; wipbook close books it", width=22),
                OutputColumn("Balance", Look.MONEY, width=16),
                OutputColumn("Takes", Look.MONEY, "+ = lowers it", width=15, total=True),
                OutputColumn("Why", Look.TEXT, width=58),
                OutputColumn("Contained Overhead", Look.MONEY, "What is prorated on", width=17),
                OutputColumn("Share", Look.SHARE, "Of the overhead contained", width=10),
                OutputColumn("Since", Look.DATE, "First month of pools", width=12),
            ),
            _shares,
            key=("Balance Of",),
            rows=len(BALANCES),
            first_column=13,
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
    packs=("overhead",),
)
