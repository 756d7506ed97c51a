"""What the subledgers say the general ledger should hold: every posting with the role of its account."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE, postings, went_to_jobs

CONTRA = {
    "Shipped to customers": "COGS",
    "Returned by customers": "COGS",
    "Scrapped": "Scrap",
    "Adjustments and counts": "Adjustment",
    "Price differences": "Variance",
    "Standard cost variance": "Variance",
    "Standards changed": "Variance",
    "Expensed from closed jobs": "Variance",
    "Overhead applied": "Overhead Applied",
}
"""The account that takes the other side of a line of the statement. Purchases, charges and wages have theirs
elsewhere; late cost and the price of what had been short go where their goods went (``_CONTRA_OF_TYPE``)."""
_FOLLOWED = ("Late cost of jobs", "Negative stock true-up")
_CONTRA_OF_TYPE = {
    "Shipment": "COGS", "Sales Return": "COGS", "Scrap": "Scrap", "Adjustment": "Adjustment", "Count": "Adjustment",
}

ROLES = ("Raw Materials", "WIP", "Finished Goods", "COGS", "Overhead Control", "Overhead Applied", "Scrap", "Variance",
         "Adjustment")


def ledger_postings(results: Results) -> pl.DataFrame:
    """Date, Role, Amount (debit positive, smallest currency unit), up to the as-of date.

    The three stages follow the postings of the statement; their contra accounts take the other side; Overhead Control
    takes the actual cost of the pools at the end of its month. Moving goods between jobs and stores needs no contra.
    """
    stage_role = {stage: role for role, stage in GL_ROLE.items()}
    posted = postings(results.solution)
    own = posted.select("Date", pl.col("Stage").replace_strict(stage_role).alias("Role"), "Amount")
    other = posted.filter(pl.col("Line").is_in(list(CONTRA))).select(
        "Date", pl.col("Line").replace_strict(CONTRA).alias("Role"), (-pl.col("Amount")).alias("Amount")
    )
    went = went_to_jobs(results.solution).filter(~pl.col("Into Job") & pl.col("Line").is_in(_FOLLOWED))
    followed = went.select(
        "Date", pl.col("Type").replace_strict(_CONTRA_OF_TYPE, default="Variance", return_dtype=pl.String)
        .fill_null("Variance").alias("Role"), "Amount",
    )
    actual = results.solution.overhead.filter(pl.col("Actual Cost") > 0).select(
        pl.col("Period").dt.month_end().alias("Date"),
        pl.lit("Overhead Control").alias("Role"),
        pl.col("Actual Cost").alias("Amount"),
    )
    return pl.concat([own, other, followed, actual]).filter(pl.col("Date") <= results.policy.as_of)
