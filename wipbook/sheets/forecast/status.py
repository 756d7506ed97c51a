"""Status: where each job stands, for the shop and for customers; no cost."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.ledger.policy import Policy
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import CONTROLLER, SHOP


@dataclass(frozen=True)
class Standing:
    """The jobs that were asked for, as of ``forecast.performance.standing``."""

    jobs: pl.DataFrame
    policy: Policy


def _rows(standing: Standing) -> pl.DataFrame:
    return standing.jobs


SHEET = OutputSheet(
    name="Status",
    order=277,
    title="Status of jobs",
    about="Where each job stands: step, done, promised, projected, what it waits for",
    source="From Jobs, Operations, Labor and the forecast. No cost and no price: it may be shown to anyone. wipbook "
    "status fills it for all jobs, one job or one customer.",
    filled_by="status",
    when_empty="hide",
    tables=(
        OutputTable(
            "Status",
            (
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Customer", Look.CODE, width=11),
                OutputColumn("Description", Look.TEXT, width=26),
                OutputColumn("Product", Look.CODE, width=12, detail=True),
                OutputColumn("Quantity", Look.QUANTITY, width=11),
                OutputColumn("Made", Look.QUANTITY, width=10),
                OutputColumn("Done", Look.SHARE, "Of the work", width=9),
                OutputColumn("Step", Look.TEXT, "Now, or next", width=28),
                OutputColumn("Steps", Look.TEXT, "Done", width=9),
                OutputColumn("Due", Look.DATE, width=12),
                OutputColumn("Promised", Look.DATE, width=12),
                OutputColumn("Projected", Look.DATE, width=12),
                OutputColumn("State", Look.TEXT, width=12, mark=Mark.OUTSTANDING),
                OutputColumn("Waits For", Look.TEXT, width=40, wrap=True),
            ),
            _rows,
            key=("Job",),
            shown=(
                "Job", "Customer", "Description", "Made", "Done", "Step", "Steps", "Due", "Promised", "Projected",
                "State", "Waits For",
            ),
        ),
    ),
    roles=(SHOP, CONTROLLER),
    tabs=(SHOP,),
)
