"""Lead Times: how long jobs of each product took from release to finish."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.planning import Plan
from wipbook.sheets.forecast.shop_frames import rounded
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import SHOP


def _lead_times(plan: Plan) -> pl.DataFrame:
    return rounded(plan.performance.job_lead_times)


SHEET = OutputSheet(
    name="Lead Times",
    order=275,
    title="Lead Times",
    about="Days from the release of a job to its finish, by product: what may be promised",
    source="Jobs finished in the last 365 days. P85: so many days were enough for 85 of 100 jobs.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "LeadTimes",
            (
                OutputColumn("Product", Look.CODE, width=16),
                OutputColumn("Description", Look.TEXT, width=30),
                OutputColumn("Finished Jobs", Look.COUNT, width=12),
                OutputColumn("Shortest", Look.COUNT, "Days", width=11),
                OutputColumn("Mean", Look.QUANTITY, "Days", width=11),
                OutputColumn("P50", Look.QUANTITY, "Half took no longer", width=18),
                OutputColumn("P85", Look.COUNT, "To be promised", width=15),
                OutputColumn("Longest", Look.COUNT, "Days", width=11),
                OutputColumn("Last Finish", Look.DATE, width=12),
            ),
            _lead_times, key=("Product",),
        ),
    ),
    roles=(SHOP,),
)
