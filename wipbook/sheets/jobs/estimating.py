"""Estimating: what a unit cost in comparable jobs, with its spread; standard, next quote, who estimates well."""

from __future__ import annotations

import polars as pl

from wipbook.books.jobs.estimating import estimating
from wipbook.books.results import Results
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _rows(results: Results) -> pl.DataFrame:
    return estimating(results)


SHEET = OutputSheet(
    name="Estimating",
    order=251,
    title="Estimating",
    about="From finished jobs: what a unit costs with its spread, how good estimates were, standard and next quote",
    source="Median and quartiles of the last Comparable Jobs (Settings) of a product; below three, of its Family. "
    "Bias: mean of cost over estimate, as a share of it; Error: median, whatever the sign.",
    when_empty="hide",
    tables=(
        OutputTable(
            "Estimating",
            (
                OutputColumn("Of", Look.TEXT, width=11),
                OutputColumn("Code", Look.CODE, width=12),
                OutputColumn("Name", Look.TEXT, width=21),
                OutputColumn("Jobs", Look.COUNT, "Compared", width=9),
                OutputColumn("Comparable", Look.TEXT, "Which they are", width=16, wrap=True),
                OutputColumn("Unit Cost", Look.UNIT_COST, "Median", width=12),
                OutputColumn("Low", Look.UNIT_COST, "First quartile", width=12),
                OutputColumn("High", Look.UNIT_COST, "Third quartile", width=12),
                OutputColumn("Bias", Look.SHARE, "+ = too low", width=10),
                OutputColumn("Error", Look.SHARE, "Median", width=9),
                OutputColumn("Standard", Look.UNIT_COST, "As it is", width=12),
                OutputColumn("Proposed Standard", Look.UNIT_COST, "Beyond spread", width=13),
                OutputColumn("Lot", Look.QUANTITY, "Or usual lot", width=10),
                OutputColumn("Quote Cost", Look.MONEY, "Of the lot", width=12),
                OutputColumn("Margin", Look.SHARE, "As before", width=9, mark=Mark.BELOW_ZERO),
                OutputColumn("Quote Price", Look.MONEY, "At that margin", width=12),
                OutputColumn("Estimated", Look.UNIT_COST, "Median of a unit", width=14, detail=True),
                OutputColumn("Difference", Look.SHARE, "Cost to standard", width=13, detail=True),
                OutputColumn("Quote Low", Look.MONEY, "First quartile", width=13, detail=True),
                OutputColumn("Quote High", Look.MONEY, "Third quartile", width=13, detail=True),
                OutputColumn("Margin From", Look.TEXT, width=22, detail=True),
                *(OutputColumn(f"Unit {element}", Look.UNIT_COST, "Median", width=13, detail=True)
                  for element in ELEMENTS),
                OutputColumn("Least", Look.UNIT_COST, width=12, detail=True),
                OutputColumn("Most", Look.UNIT_COST, width=12, detail=True),
                OutputColumn("With Estimate", Look.COUNT, "In Bias and Error", width=14, detail=True),
            ),
            _rows,
            key=("Of", "Code"),
            shown=(
                "Of", "Code", "Name", "Jobs", "Unit Cost", "Low", "High", "Standard", "Proposed Standard",
                "Quote Cost", "Margin", "Quote Price",
            ),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
