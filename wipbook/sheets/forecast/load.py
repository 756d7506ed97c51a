"""Load: hours before each work center against what it can do, the options where it is too much, week by week."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.planning import Plan
from wipbook.forecast.shop.overload_options import MOST_CENTERS
from wipbook.port.tab import Button, Group
from wipbook.sheets.forecast.shop_frames import rounded
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.user_role import SHOP

CENTERS, WEEKS, OPTIONS = 10, 13, MOST_CENTERS * 5
OPTIONS_ROW = HEADER_ROW + CENTERS + 4
FEED_ROW = OPTIONS_ROW + 1
WEEKS_ROW = OPTIONS_ROW + OPTIONS + 4
RIGHT = 13


def _centers(plan: Plan) -> pl.DataFrame:
    return exactly(rounded(plan.shop.center_load, finer=("Peak Load",)), CENTERS)


def _options(plan: Plan) -> pl.DataFrame:
    return exactly(rounded(plan.shop.overload_options), OPTIONS)


def _fullest(plan: Plan) -> pl.DataFrame:
    """The next weeks of the work center with the most work before it."""
    name = plan.shop.center_load["Work Center"].head(1)
    weeks = plan.shop.week_load.filter(pl.col("Work Center").is_in(name.implode())).head(WEEKS)
    return exactly(
        rounded(
            weeks.select(
                pl.col("Week").dt.strftime("%m-%d").alias("Week Of"), "Work Center", "Hours", "Capacity", "Load",
                pl.lit(1.0).alias("Full"),
            ), finer=("Load",),
        ), WEEKS,
    )


def _weeks(plan: Plan) -> pl.DataFrame:
    busy = plan.shop.week_load.filter((pl.col("Hours") > 0) | (pl.col("Backlog") > 0))
    return rounded(busy.sort("Overload", descending=True, maintain_order=True).sort("Week", maintain_order=True),
                   finer=("Load",))


SHEET = OutputSheet(
    name="Load",
    order=271,
    title="Load",
    about="Hours before each work center, week by week, and what to do about too many",
    source="Planned hours of open steps less what is booked, on their planned dates. Capacity: Work Centers x working "
    "days. Unreleased and hidden hours are plans, not facts.",
    filled_by="forecast",
    when_empty="hide",
    tables=(
        OutputTable(
            "LoadWeeks",
            (
                OutputColumn("Week", Look.DATE, width=13),
                OutputColumn("Work Center", Look.CODE, width=24),
                OutputColumn("Days", Look.COUNT, width=12),
                OutputColumn("Hours", Look.QUANTITY, width=12),
                OutputColumn("Capacity", Look.QUANTITY, width=12),
                OutputColumn("Load", Look.SHARE, width=11),
                OutputColumn("Overload", Look.QUANTITY, width=12, mark=Mark.ABOVE_ZERO),
                OutputColumn("Backlog", Look.QUANTITY, width=12, mark=Mark.ABOVE_ZERO),
                OutputColumn("Steps", Look.COUNT, width=10),
            ),
            _weeks, key=("Work Center", "Week"), header_row=WEEKS_ROW,
            heading="Week by week: Overload is above the week's capacity, Backlog is carried over to the next",
        ),
        OutputTable(
            "LoadCenters",
            (
                OutputColumn("Work Center", Look.CODE, width=13),
                OutputColumn("Name", Look.TEXT, "Fullest first", width=24),
                OutputColumn("Hours Left", Look.COUNT, width=12, total=True),
                OutputColumn("Not Released", Look.COUNT, "Of them", width=11, total=True),
                OutputColumn("Hidden Hours", Look.COUNT, "For missing parts", width=12, total=True),
                OutputColumn("Late Hours", Look.COUNT, "Planned by now", width=12, mark=Mark.ABOVE_ZERO, total=True),
                OutputColumn("Per Week", Look.COUNT, "Capacity", width=11),
                OutputColumn("Weeks", Look.QUANTITY, "To work it off", width=12),
                OutputColumn("Peak Week", Look.DATE, width=12),
                OutputColumn("Peak Load", Look.SHARE, width=10),
                OutputColumn("Overload", Look.COUNT, "Hours too many", width=12, mark=Mark.ABOVE_ZERO, total=True),
            ),
            _centers, rows=CENTERS,
        ),
        OutputTable(
            "LoadOptions",
            (
                OutputColumn("Work Center", Look.CODE),
                OutputColumn("Option", Look.TEXT),
                OutputColumn("Overload", Look.QUANTITY),
                OutputColumn("Covered", Look.QUANTITY),
                OutputColumn("Cost per Hour", Look.MONEY),
                OutputColumn("Cost", Look.MONEY, width=12),
                OutputColumn("Late Jobs", Look.COUNT),
                OutputColumn("Late Jobs Avoided", Look.COUNT),
                OutputColumn("Days Late Avoided", Look.QUANTITY),
                OutputColumn("Basis", Look.TEXT),
            ),
            _options, rows=OPTIONS, header_row=OPTIONS_ROW,
            heading="Options for overloaded work centers (each made by scheduling again)",
        ),
        OutputTable(
            "LoadFullest",
            (
                OutputColumn("Week Of", Look.TEXT, width=10),
                OutputColumn("Work Center", Look.CODE, width=13),
                OutputColumn("Hours", Look.QUANTITY, width=11),
                OutputColumn("Capacity", Look.QUANTITY, width=11),
                OutputColumn("Load", Look.SHARE, width=11),
                OutputColumn("Full", Look.SHARE, width=11),
            ),
            _fullest, rows=WEEKS, header_row=FEED_ROW, first_column=RIGHT, heading="The fullest work center by week",
        ),
    ),
    charts=(
        Chart("Load of the fullest work center by week", "compared", "LoadFullest", "Week Of", ("Load", "Full"),
              "M7", 560, 225),
    ),
    button=Button(
        Group.FORECAST, 40, "Load", "ChartTypeColumnInsertGallery", "Go to the load of the work centers",
        "Hours left against capacity by week, and what an overload would cost to cover.",
    ),
    roles=(SHOP,),
    tabs=(SHOP,),
    packs=("routing",),
)
