"""The lines that are compared: of the Statement by stage, and the accounts of the journals."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.windows import Window
from wipbook.books.statement import GL_ROLE
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.ledger.account_role import ACCOUNT_ROLES
from wipbook.schema.ledger.statement_line import LINES, OPENING, PRIOR_PERIODS, name_of_line

STATEMENT, ACCOUNT = "Statement", "Account"
LINE = {"Of": pl.String, "Line": pl.String, "Stage": pl.String}


def amounts(posted: pl.DataFrame, window: Window) -> pl.DataFrame:
    """``LINE``, Item (the job, else the material, else the kind) and Amount of what was posted in a window, debit
    positive, in the smallest currency unit.

    A line of the Statement has a row for each stage it changes, an account one. What was there at the beginning is no
    change: Opening movements and balances are left out.
    """
    rows = posted.filter(pl.col("Date").is_between(window.start, window.end) & (pl.col("Line") != OPENING))
    item = pl.coalesce("Job", "Material", "Kind").alias("Item")
    in_stage = pl.col("Role").is_in(list(GL_ROLE))
    stages = rows.filter(in_stage & pl.col("Line").is_in(LINES)).select(
        pl.lit(STATEMENT).alias("Of"), "Line", pl.col("Role").replace_strict(GL_ROLE, default=None).alias("Stage"),
        item, "Amount",
    )
    accounts = rows.filter(~in_stage).select(
        pl.lit(ACCOUNT).alias("Of"),
        pl.when(pl.col("Line") == PRIOR_PERIODS).then(pl.format("{}, prior periods", "Role")).otherwise("Role")
        .alias("Line"),
        pl.lit(None, dtype=pl.String).alias("Stage"), item, "Amount",
    )
    return pl.concat([stages, accounts]).group_by(*LINE, "Item").agg(pl.col("Amount").sum())


def amount_of(posted: pl.DataFrame, job_entries: pl.DataFrame, line: str, window: Window) -> int | None:
    """What was posted on a line in a window; None where no line is called so.

    A line is an account role (debit positive), a cost element (what was charged to jobs), or a line of the Statement
    (what it changed of all stages together). The case of letters does not matter.
    """
    name = name_of_line(line)
    between = pl.col("Date").is_between(window.start, window.end)
    for role in ACCOUNT_ROLES:
        if name_of_line(role) == name:
            return int(posted.filter(between & (pl.col("Role") == role) & (pl.col("Line") != OPENING))["Amount"].sum())
    for element in ELEMENTS:
        if name_of_line(element) == name:
            return int(job_entries.filter(between & (pl.col("Entry") == element))["Amount"].sum())
    for each in LINES:
        if name_of_line(each) == name:
            mine = (pl.col("Line") == each) & pl.col("Role").is_in(list(GL_ROLE))
            return int(posted.filter(between & mine)["Amount"].sum())
    return None
