"""What was used and sold of every material, period by period."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from wipbook.books.books import Books
from wipbook.books.views.basics import MILLION
from wipbook.calculators.demand.history import History
from wipbook.forecast.demand.panel import DemandPanel

EVERY = {"month": "1mo", "week": "1w", "day": "1d"}
SEASONS = {"month": 12, "week": 52, "day": 7}
"""Periods after which a pattern may repeat."""
ISSUES = ("Issue", "Return from Job")
SALES = ("Shipment", "Sales Return")


def demand_history(books: Books, by: str = "month", kinds: tuple[str, ...] = ISSUES + SALES) -> DemandPanel:
    """The demand of every material of the sheet Materials, in its order, to the last whole period before the as-of day.

    Issues less returns from jobs, and shipments less sales returns; where the sheet Demand has rows of the kind History
    for a material, they stand for its shipments in the months from its first to its last row (months before the first
    movement only if no job uses it: half a history is none; of a workbook that was carried forward they stand for all
    that left up to that day). ``by``: month, week (from Monday) or day.
    """
    names = books.ledger.table("Materials")["Material"].to_list()
    end = _last_whole(books.as_of, by)
    moved = moved_out(books, by, kinds).filter(pl.col("Period") <= end)
    told = _typed(books).filter(pl.col("Period") <= end) if by == "month" and SALES[0] in kinds else moved.clear()
    if told.height:
        issued = moved.filter(~pl.col("Sold"))["Material"].unique().implode()
        begin = moved["Period"].min()
        whole = pl.col("Period") <= pl.lit(books.policy.carried_forward_through, pl.Date)
        half = pl.col("Material").is_in(issued) & (pl.col("Period") < pl.lit(begin, pl.Date)) & ~whole.fill_null(False)
        told = told.filter(~half)
        spans = told.group_by("Material").agg(
            pl.col("Period").min().alias("_from"), pl.col("Period").max().alias("_to")
        )
        covered = pl.col("Sold") & pl.col("Period").is_between("_from", "_to")
        moved = pl.concat([
            moved.join(spans, on="Material", how="left").filter(~covered.fill_null(False)).drop("_from", "_to"), told
        ])
    typed = set(told["Material"].unique())
    periods = _calendar(moved["Period"].min(), end, by)
    source = tuple("Demand, Movements" if name in typed else "Movements" for name in names)
    return DemandPanel.of(matrix(moved, names, periods), tuple(names), periods, source, SEASONS[by])


def moved_out(books: Books, by: str, kinds: tuple[str, ...]) -> pl.DataFrame:
    """Material, Period (its first day), Units (a fraction; returns taken off), Sold (rather than issued)."""
    size = pl.max_horizontal("quantity_in", "quantity_out")
    out = pl.col("Type").is_in([ISSUES[0], SALES[0]])
    return (
        books.moves.lazy()
        .filter(pl.col("Type").is_in(kinds) & (pl.col("Date") <= books.as_of) & ~pl.col("direct").fill_null(False))
        .group_by(
            "Material", pl.col("Date").dt.truncate(EVERY[by]).alias("Period"), pl.col("Type").is_in(SALES).alias("Sold")
        ).agg((pl.when(out).then(size).otherwise(-size).sum() / MILLION).alias("Units"))
        .select("Material", "Period", "Units", "Sold").collect()
    )


def matrix(moved: pl.DataFrame, names: list[str], periods: tuple[dt.date, ...]) -> History:
    """Units by name and period; what lies outside of both is left out."""
    rows = pl.DataFrame(
        {"Material": names, "_row": range(len(names))}, schema={"Material": pl.String, "_row": pl.Int64}
    )
    columns = pl.DataFrame({"Period": periods, "_at": range(len(periods))}, schema={"Period": pl.Date, "_at": pl.Int64})
    cells = moved.join(rows, on="Material").join(columns, on="Period")
    quantity = np.zeros((len(names), len(periods)))
    np.add.at(quantity, (cells["_row"].to_numpy(), cells["_at"].to_numpy()), cells["Units"].to_numpy())
    return quantity


def _typed(books: Books) -> pl.DataFrame:
    rows = books.ledger.table("Demand").filter(pl.col("Kind").fill_null("History") == "History")
    return rows.group_by("Material", pl.col("Period").dt.truncate("1mo")).agg(
        (pl.col("Quantity").sum() / MILLION).alias("Units")
    ).select("Material", "Period", "Units", pl.lit(True).alias("Sold"))


def _last_whole(day: dt.date, by: str) -> dt.date:
    """The first day of the last period that was over at the end of ``day``.

    >>> _last_whole(dt.date(2026, 3, 31), "month"), _last_whole(dt.date(2026, 3, 30), "month")
    (datetime.date(2026, 3, 1), datetime.date(2026, 2, 1))
    """
    after = pl.Series([day + dt.timedelta(days=1)]).dt.truncate(EVERY[by])
    return dt.date.fromisoformat(str(after.dt.offset_by(f"-{EVERY[by]}").item()))


def _calendar(begin: object, end: dt.date, by: str) -> tuple[dt.date, ...]:
    if not isinstance(begin, dt.date) or begin > end:
        return ()
    return tuple(pl.date_range(begin, end, EVERY[by], eager=True))


def months_ahead(day: dt.date, count: int) -> list[dt.date]:
    """The first days of the ``count`` periods a forecast by month is for, after the last whole month.

    >>> months_ahead(dt.date(2026, 12, 31), 2)
    [datetime.date(2027, 1, 1), datetime.date(2027, 2, 1)]
    """
    first = pl.Series([_last_whole(day, "month")]).dt.offset_by("1mo").item()
    return pl.date_range(
        first, pl.select(pl.lit(first).dt.offset_by(f"{count - 1}mo")).item(), "1mo", eager=True
    ).to_list()
