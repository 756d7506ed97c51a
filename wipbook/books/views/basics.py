"""What every view of the books needs: the day, money, movements costed."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import polars as pl

from wipbook.books.results import Results
from wipbook.ledger.tables import ROW
from wipbook.values.columns import times_unit_cost
from wipbook.values.period import year_before

MILLION = 1_000_000
LARGEST_PRODUCT = 9e18
"""Of quantity and price in millionths, what a signed 64-bit integer still holds."""
OPEN = ("Planned", "Released")
"""Status of jobs that still want material and work."""
COSTED = ("value_in", "value_out", "quantity_in", "quantity_out", "quantity_after", "value_after", "shortage",
          "key", "position", "direct", "ours", "value")


def share(amount: str | pl.Expr, part: str | pl.Expr, whole: str | pl.Expr) -> pl.Expr:
    """``amount`` times ``part`` over ``whole``, rounded; 0 where there is no whole. Safe for large figures."""
    money, upper, lower = (pl.col(each) if isinstance(each, str) else each for each in (amount, part, whole))
    portion = money.cast(pl.Float64) * upper.cast(pl.Float64) / lower.cast(pl.Float64)
    return pl.when(lower != 0).then(portion).otherwise(0.0).round(0).cast(pl.Int64)


class Basics(Results):
    """The results of a workbook, with money and movements ready for views. Numbers are fixed-point integers."""

    @property
    def as_of(self) -> dt.date:
        return self.policy.as_of

    @property
    def year_ago(self) -> dt.date:
        """What is later than this day is of the last year."""
        return year_before(self.as_of)

    @property
    def places(self) -> int:
        return self.policy.currency_places

    def cents(self, amount: float) -> int:
        """An amount of the sheet Rules or Settings in the smallest currency unit."""
        return round(amount * float(10**self.places))

    def amount(self, quantity: pl.Series, price: pl.Series) -> pl.Series:
        """Quantity times unit price, in the smallest currency unit; null where either is blank, or where 64 bits do not
        hold the product: one order line typed with too many digits must not silence every rule of purchasing."""
        fits = (quantity.cast(pl.Float64) / MILLION * price.cast(pl.Float64)).abs() < LARGEST_PRODUCT
        known = fits.fill_null(False)
        quantity, price = (pl.select(pl.when(known).then(each).otherwise(0)).to_series() for each in (quantity, price))
        money = times_unit_cost(quantity.to_numpy(), price.to_numpy(), self.places)
        return pl.select(pl.when(known).then(pl.Series(money))).to_series()

    def _per_unit(self, value: str, size: str) -> pl.Expr:
        """An amount over a quantity as a unit cost in millionths, rounded; null where the quantity is null."""
        scale = float(10 ** (12 - self.places))
        return (pl.col(value).cast(pl.Float64) / pl.col(size) * scale).round(0).cast(pl.Int64, strict=False)

    @cached_property
    def moves(self) -> pl.DataFrame:
        """Every movement costed, in workbook order: the columns of Movements, ``COSTED`` and ``Amount``, what it
        moved in money."""
        costed = self.solution.movements.select(ROW, *COSTED)
        moved = pl.when(pl.col("direct")).then(pl.col("value")).otherwise(pl.max_horizontal("value_in", "value_out"))
        return self.ledger.table("Movements").join(
            costed, on=ROW, how="inner", maintain_order="left"
        ).with_columns(moved.alias("Amount"))
