"""What an hour of a person costs on a day: dated rates, the master's, and what the ticket itself says."""

from __future__ import annotations

import polars as pl

from wipbook.costing.workings import Workings
from wipbook.values.codes import folded
from wipbook.values.lookup import looked_up

_MILLION = 1_000_000


def with_straight_rates(workings: Workings, hours: pl.DataFrame) -> pl.DataFrame:
    """``hours`` (Employee, Date, …) with ``_straight``, ``_burden`` (%) and ``_home`` (work center) of the person.

    The newest row of Rates up to the day decides, else the sheet Employees (for a closed day as it stood at the close);
    a Burden % that Rates leaves blank is the newest one said before, else that of Employees, else none.
    """
    people = workings.table("Employees").select(
        "Employee", pl.col("Rate").alias("_master"), pl.col("Burden %").alias("_usual"),
        pl.col("Work Center").alias("_home"),
    )
    dated = workings.table("Rates").select(
        folded(pl.col("Employee")).alias("_who"), pl.col("From").alias("Date"), pl.col("Rate").alias("_dated"),
        pl.col("Burden %").alias("_said"),
    )
    frame = looked_up(hours, "Employee", people).with_columns(folded(pl.col("Employee")).alias("_who"))
    frame = _as_closed(workings, frame)
    frame = newest(frame, dated.select("_who", "Date", "_dated"))
    frame = newest(frame, dated.select("_who", "Date", "_said").drop_nulls("_said"))
    return frame.with_columns(
        pl.coalesce("_dated", "_master").alias("_straight"),
        pl.coalesce("_said", "_usual", pl.lit(0, dtype=pl.Int64)).alias("_burden"),
    ).drop("_master", "_usual", "_dated", "_said")


def _as_closed(workings: Workings, frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with the master's values as they stood when the period of each day was closed: what is typed over there
    since counts from the first open day."""
    kept = workings.closed.rates
    if kept.is_empty():
        return frame
    kept = kept.select(
        folded(pl.col("Employee")).alias("_who"), pl.col("Through").alias("Date"), pl.col("Rate").alias("_kept_rate"),
        pl.col("Burden %").alias("_kept_burden"), pl.lit(True).alias("_kept"),
    ).sort("Date")
    frame = frame.with_row_index("_order").sort("Date").join_asof(
        kept, on="Date", by="_who", strategy="forward", check_sortedness=False
    ).sort("_order")
    is_kept = pl.col("_kept").is_not_null()
    return frame.with_columns(
        pl.when(is_kept).then("_kept_rate").otherwise("_master").alias("_master"),
        pl.when(is_kept).then("_kept_burden").otherwise("_usual").alias("_usual"),
    ).drop("_order", "_kept", "_kept_rate", "_kept_burden")


def newest(frame: pl.DataFrame, dated: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with the further column of ``dated`` (``_who``, Date, a figure): the newest up to each row's Date, the
    highest of several of one day; rows keep their order."""
    figure = dated.columns[-1]
    one = dated.sort("_who", "Date", figure, nulls_last=False).unique(["_who", "Date"], keep="last").sort("Date")
    return frame.with_row_index("_order").sort("Date").join_asof(
        one, on="Date", by="_who", strategy="backward", check_sortedness=False
    ).sort("_order").drop("_order")


def with_pay_rates(hours: pl.DataFrame) -> pl.DataFrame:
    """``hours`` with Rate (of base pay; null where nobody knows one) and ``_pay`` (rate with everything, null where the
    premium follows from a percentage).

    A Rate typed on hours with a premium is the whole agreed pay when it is above the person's straight rate: base pay
    is the straight rate, the premium what is above. It is the base rate, as in the first release, when it is not above,
    or when no straight rate is known. Straight is what Rates or Employees say, else the newest rate that the person's
    tickets without a premium say up to that day.
    """
    premium = (pl.col("_premium") > 0) | pl.col("_whole").is_not_null()
    straight = hours.filter(~premium & pl.col("Rate").is_not_null() & (pl.col("Hours") > 0)).select(
        "_who", "Date", pl.col("Rate").alias("_own")
    )
    frame = newest(hours, straight).with_columns(pl.coalesce("_straight", "_own").alias("_known"))
    typed, known, whole = pl.col("Rate"), pl.col("_known"), pl.col("_whole")
    all_in = premium & (typed > known).fill_null(False)
    usual = pl.when(premium).then(known).otherwise("_straight")
    base = pl.when(all_in).then(known).otherwise(pl.coalesce(typed, usual))
    less = pl.col("_premium") < 0
    cut = (base * (100 * _MILLION + pl.col("_premium")) + 50 * _MILLION) // (100 * _MILLION)
    return frame.with_columns(
        pl.when(all_in).then(base).when(whole.is_not_null()).then(pl.min_horizontal(base, whole))
        .when(less).then(cut).otherwise(base).alias("Rate"),
        pl.when(all_in).then(typed).otherwise(whole).alias("_pay"),
        pl.col("_premium").clip(0),
    ).drop("_own", "_known")
