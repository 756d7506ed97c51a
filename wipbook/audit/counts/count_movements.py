"""The movements that a count comes to: when each is dated, and of which type."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.books import Books
from wipbook.ledger.tables import TIME
from wipbook.schema.methods import methods
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

_DAY = 86_400_000_000  # microseconds


def with_booking(books: Books, lines: pl.DataFrame, moment: dt.datetime) -> pl.DataFrame:
    """``lines`` (Date, Material, Difference and more) with ``Booked``, the day their difference is booked on, and
    ``Type``, as what.

    A Count sets the balance to what was counted, at its place in time. That is the difference that was previewed only
    where nothing comes between the end of the day counted and the Count. Elsewhere the difference itself is booked, as
    an Adjustment: on the first open day when the day counted is closed (Closed Through), since what moved meanwhile is
    not the count's; under a periodic method, which puts all that came in an interval before all that left; and when a
    movement of that day has a time of day later than ``moment``, at which the count is entered.
    """
    closed = books.policy.closed_through
    shut = pl.lit(False) if closed is None else pl.col("Date") <= closed
    first_open = pl.col("Date") if closed is None else pl.lit(closed + dt.timedelta(days=1))
    periodic = [method.name for method in methods() if method.periodic]
    materials = books.solution.materials.select("Material", pl.col("method_name").is_in(periodic).alias("_periodic"))
    found = looked_up(looked_up(lines, "Material", materials), ["Date", "Material"], _last_times(books, moment))
    between = pl.col("_periodic").fill_null(False) | (pl.col("_last").fill_null(-1) > _since("Date", moment))
    return found.with_columns(
        pl.when(shut).then(first_open).otherwise(pl.col("Date")).alias("Booked"),
        pl.when(shut | between).then(pl.lit(MovementType.ADJUSTMENT.value))
        .otherwise(pl.lit(MovementType.COUNT.value)).alias("Type"),
    ).drop("_periodic", "_last")


def _since(day: str, moment: dt.datetime | pl.Expr) -> pl.Expr:
    """Microseconds from the beginning of a day to a moment, a whole day at most: costing orders a day's rows by it."""
    at = pl.lit(moment) if isinstance(moment, dt.datetime) else moment
    return (at.cast(pl.Datetime("us")) - pl.col(day).cast(pl.Datetime("us"))).dt.total_microseconds().clip(0, _DAY)


def _last_times(books: Books, moment: dt.datetime) -> pl.DataFrame:
    """Date, Material and ``_last``, the latest time of a movement of that day, of the days that have one."""
    moves = books.ledger.table("Movements")
    entered = _since("Date", pl.col("Entered At"))
    # what was entered before the count on a later day stands before it, whatever the clock said
    earlier = (pl.col("Entered At") <= moment).fill_null(False) & (entered >= _DAY)
    times = moves.select("Date", "Material", pl.coalesce(TIME, pl.when(~earlier).then(entered)).alias("_last"))
    return times.drop_nulls("_last").group_by("Date", "Material").agg(pl.col("_last").max())
