"""What holds of the entries of any plant: both sides of each, the stages of the Statement, the Roll-Forward by job."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.entries import MOVED
from wipbook.books.jobs.job_costs import roll_forward
from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE, statement

GROUP = ("Date", "Line", "Job", "Material", "Kind")


def assert_double(entries: pl.DataFrame) -> None:
    """Every group of entries sums to zero; what moves between jobs by its day."""
    groups = entries.filter(pl.col("Line") != MOVED).group_by(GROUP).agg(pl.col("Amount").sum())
    assert groups.filter(pl.col("Amount") != 0).is_empty()
    by_line = entries.group_by("Date", "Line").agg(pl.col("Amount").sum())
    assert by_line.filter(pl.col("Amount") != 0).is_empty()


def assert_statement(books: Results, start: dt.date) -> None:
    """Line by line and stage by stage, from a day on; what lies before it is the opening."""
    entries = books.entries
    line = pl.when(pl.col("Date") < start).then(pl.lit("Opening")).otherwise("Line")
    sums = entries.group_by(line.alias("Line"), "Role").agg(pl.col("Amount").sum())
    found = {(of, role): amount for of, role, amount in sums.iter_rows()}
    shown = statement(books.ledger, books.solution, start)
    for role, stage in GL_ROLE.items():
        for of, amount in shown.select("Line", stage).iter_rows():
            assert found.pop((of, role), 0) == amount, (of, role)
        found.pop((MOVED, role), 0)
    assert not [key for key, amount in found.items() if key[1] in GL_ROLE and amount]


def assert_roll_forward(books: Results, start: dt.date) -> None:
    wip = books.entries.filter(pl.col("Role") == "WIP").group_by("Job").agg(pl.col("Amount").sum())
    found = {job: amount for job, amount in wip.iter_rows() if amount}
    shown = roll_forward(books.ledger, books.solution, start)
    assert found == {job: amount for job, amount in shown.select("Job", "Closing").iter_rows() if amount}
