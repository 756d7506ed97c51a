"""Dashboard: where the money stands, at a glance."""

from __future__ import annotations

import polars as pl

from wipbook.books.jobs.job_costs import COSTS
from wipbook.books.results import Results
from wipbook.books.statement import STAGES
from wipbook.books.stock.aging import BANDS
from wipbook.port.tables import CellValue, Formula
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.sheets.layout import Chart, Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER, PURCHASING, SHOP

TOP = 7
KINDS = ("raw", "component", "supply", "subassembly", "finished")
FEED_ROW = 40
"""The figures behind the charts stand below them, from this header row on."""


def _top_jobs(results: Results) -> pl.DataFrame:
    jobs = results.job_costs.filter(pl.col("WIP") != 0).sort("WIP", descending=True)
    top = jobs.head(TOP).select("Job", "WIP")
    rest = int(jobs.slice(TOP)["WIP"].sum())
    rows: list[tuple[str | None, int | None]] = [*top.iter_rows()]
    if rest:
        rows.append(("all others", rest))
    # The table has a fixed length because a chart is bound to it; rows without a job stay blank, not zero.
    rows += [(None, None)] * (TOP + 1 - len(rows))
    return pl.DataFrame(rows, schema={"Job": pl.String, "WIP": pl.Int64}, orient="row")


def _elements(results: Results) -> pl.DataFrame:
    open_ = results.solution.job_entries.group_by("Element").agg(pl.col("Amount").sum())
    sums = dict(open_.iter_rows())
    charged = [int(results.roll_forward[cost].sum()) for cost in COSTS]
    return pl.DataFrame(
        {
            "Element": ELEMENTS,
            "In Process": [int(sums.get(element, 0)) for element in ELEMENTS],
            "Charged in Period": charged,
        },
        schema={"Element": pl.String, "In Process": pl.Int64, "Charged in Period": pl.Int64},
    )


def _kinds(results: Results) -> pl.DataFrame:
    sums = dict(results.valuation.group_by("Kind").agg(pl.col("Value").sum()).iter_rows())
    return pl.DataFrame(
        {"Kind": KINDS, "On Hand": [int(sums.get(kind, 0)) for kind in KINDS]},
        schema={"Kind": pl.String, "On Hand": pl.Int64},
    )


def _ages(results: Results) -> pl.DataFrame:
    return results.aging.select(pl.col("Age"), pl.col("Work in Process").alias("WIP by Age"))


def _trend(results: Results) -> pl.DataFrame:
    return results.trend.with_columns(pl.col("Month").dt.strftime("%Y-%m").alias("Month"))


def _tiles(results: Results) -> dict[str, CellValue | Formula]:
    jobs = results.job_costs
    late = jobs.filter(
        (pl.col("Due") < results.policy.as_of) & pl.col("Status").is_in([JobStatus.PLANNED, JobStatus.RELEASED])
    ).height
    return {
        "tile_wip": Formula("=SUM(JobCosts[WIP])", results.money(int(jobs["WIP"].sum()))),
        "tile_stock": Formula("=SUM(Valuation[Value])", results.money(int(results.valuation["Value"].sum()))),
        "tile_jobs": Formula('=COUNTIFS(JobCosts[WIP],"<>0")', float(jobs.filter(pl.col("WIP") != 0).height)),
        "tile_late": Formula("=COUNTIFS(JobCosts[Late],TRUE)", float(late)),
        "tile_checks": Formula("=COUNTIFS(Checks[OK],FALSE)", _failing(results)),
        "tile_rows": Formula("=N(rows_left_out)", float(results.ledger.rows_left_out)),
    }


def _failing(results: Results) -> float:
    from wipbook.sheets.data.checks import CHECKS, outcome

    return float(sum(not outcome(check, results)[3] for check in CHECKS))


TILES = {
    "tile_wip": ("A", "Work in process"),
    "tile_stock": ("D", "Stock on hand"),
    "tile_jobs": ("G", "Jobs in process"),
    "tile_late": ("J", "Late jobs"),
    "tile_checks": ("M", "Checks that differ"),
    "tile_rows": ("P", "Input rows left out"),
}
"""The name of each tile's figure, its first column and its label in the row above. A tile is three columns wide."""
TILE_ROW = 6
_SIZE = (458, 286)
"""Three charts of this width, some pixels apart, are as wide as the six tiles above them."""

SHEET = OutputSheet(
    name="Dashboard",
    order=200,
    title="Dashboard",
    about="Where the money stands",
    source="From Job Costs, Valuation, Aging and the Statement; the figures behind the charts stand below them.",
    tables=(
        OutputTable(
            "DashboardJobs",
            (OutputColumn("Job", Look.CODE), OutputColumn("WIP", Look.MONEY)),
            _top_jobs, rows=TOP + 1, header_row=FEED_ROW, first_column=1,
        ),
        OutputTable(
            "DashboardAges",
            (OutputColumn("Age", Look.TEXT), OutputColumn("WIP by Age", Look.MONEY)),
            _ages, rows=len(BANDS), header_row=FEED_ROW, first_column=4,
        ),
        OutputTable(
            "DashboardElements",
            (
                OutputColumn("Element", Look.TEXT),
                OutputColumn("In Process", Look.MONEY),
                OutputColumn("Charged in Period", Look.MONEY),
            ),
            _elements, rows=len(ELEMENTS), header_row=FEED_ROW, first_column=7,
        ),
        OutputTable(
            "DashboardKinds",
            (OutputColumn("Kind", Look.TEXT), OutputColumn("On Hand", Look.MONEY)),
            _kinds, rows=len(KINDS), header_row=FEED_ROW, first_column=11,
        ),
        OutputTable(
            "DashboardTrend",
            (OutputColumn("Month", Look.TEXT), *(OutputColumn(stage, Look.MONEY) for stage in STAGES)),
            _trend, rows=12, header_row=FEED_ROW, first_column=14,
        ),
    ),
    charts=(
        Chart("Work in process by job", "bar", "DashboardJobs", "Job", ("WIP",), "A8", *_SIZE),
        Chart("Work in process by age", "column", "DashboardAges", "Age", ("WIP by Age",), "G8", *_SIZE, shift=5),
        Chart("Work in process by cost element", "column", "DashboardElements", "Element", ("In Process",), "M8",
              *_SIZE, shift=10),
        Chart("Stock on hand by kind", "bar", "DashboardKinds", "Kind", ("On Hand",), "A23", *_SIZE),
        Chart("Month-end balances", "line", "DashboardTrend", "Month", STAGES, "G23", *_SIZE, shift=5),
        Chart("Charged to jobs in the period", "column", "DashboardElements", "Element", ("Charged in Period",),
              "M23", *_SIZE, shift=10),
    ),
    cells=_tiles,
    named={name: f"{column}{TILE_ROW}" for name, (column, _) in TILES.items()},
    roles=(CONTROLLER, SHOP, PURCHASING, AUDITOR),
    tabs=(CONTROLLER, SHOP, PURCHASING, AUDITOR),
)
