"""The statistical working paper: Nigrini's tests on every population, and the lists they lead to."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import polars as pl

from wipbook.audit.analytics import digit_tests
from wipbook.audit.analytics.populations import Population, populations
from wipbook.books.books import Books
from wipbook.values.columns import Integers
from wipbook.values.fixed import currency_text

LEAST = 10
"""Amounts below ten units of currency are left out of the digit tests (Nigrini 2012, ch. 4, data profile)."""
TESTS_A_POPULATION = 8
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TOP = 15


class Analytics:
    """All tables of the sheet Analytics, each made once. Amounts in the smallest currency unit."""

    def __init__(self, books: Books) -> None:
        self.books = books

    @cached_property
    def populations(self) -> tuple[Population, ...]:
        return populations(self.books)

    def tested(self, population: Population) -> Integers:
        """The amounts the digit tests look at."""
        amounts = population.amounts["Amount"].to_numpy()
        return np.asarray(amounts[amounts >= self.books.cents(LEAST)], dtype=np.int64)

    @cached_property
    def reasons(self) -> dict[str, str]:
        """By population: why Benford's law is not to be expected of it; blank when it is."""
        return {one.name: digit_tests.why_not(self.tested(one)) for one in self.populations}

    def readings(self, population: Population) -> list[digit_tests.Reading]:
        """The eight tests of one population."""
        amounts, reason = self.tested(population), self.reasons[population.name]
        books = self.books
        return [
            *(digit_tests.first_order(amounts, test, reason) for test in digit_tests.FIRST_ORDER),
            digit_tests.last_two(amounts),
            digit_tests.summation(amounts, reason),
            digit_tests.second_order(amounts),
            digit_tests.duplication(amounts, lambda cents: currency_text(books.money(cents), books.places)),
        ]

    @cached_property
    def tests(self) -> pl.DataFrame:
        """Population, Test, Amounts (tested), Statistic, Value, Class, What It Says."""
        rows = [
            (one.name, r.test, r.n, r.statistic, r.value, r.conformity, r.says)
            for one in self.populations for r in self.readings(one)
        ]
        names = ("Population", "Test", "Amounts", "Statistic", "Value", "Class", "What It Says")
        kinds = (pl.String, pl.String, pl.Int64, pl.String, pl.Float64, pl.String, pl.String)
        return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")

    @cached_property
    def profile(self) -> pl.DataFrame:
        """Population, Amounts, Total, Below Ten (amounts not tested), Round Tens, Hundreds, Thousands (shares of the
        tested amounts that are whole multiples), Benford (whether it is expected to hold)."""
        rows = []
        for one in self.populations:
            every, tested = one.amounts["Amount"], self.tested(one)
            shares = [_share(tested, self.books.cents(step)) for step in (10, 100, 1000)]
            reason = self.reasons[one.name]
            rows.append((one.name, one.about, every.len(), int(every.sum()), every.len() - tested.size, *shares,
                         f"not expected: {reason}" if reason else "expected"))
        names = ("Population", "What It Is", "Amounts", "Total", "Below Ten", "Round Tens", "Round Hundreds",
                 "Round Thousands", "Benford")
        kinds = (pl.String, pl.String, pl.Int64, pl.Int64, pl.Int64, pl.Float64, pl.Float64, pl.Float64, pl.String)
        return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")

    def digits(self, test: str) -> pl.DataFrame:
        """Digits, Expected, and the share in each population (null where it has no amounts)."""
        frame: pl.DataFrame | None = None
        for one in self.populations:
            amounts = self.tested(one)
            table = digit_tests.frequencies(amounts, test)
            share = table["Actual"] if amounts.size else pl.Series([None] * table.height, dtype=pl.Float64)
            frame = table.select("Digits", "Expected") if frame is None else frame
            frame = frame.with_columns(share.alias(one.name))
        assert frame is not None
        return frame.with_columns(pl.col("Digits").cast(pl.String))

    @cached_property
    def hours(self) -> pl.DataFrame:
        """Hour (00 to 23) and the entries typed in it by weekday, movements and tickets together."""
        moments = pl.concat(
            [self.books.ledger.table(name).select("Entered At").drop_nulls() for name in ("Movements", "Labor")]
        )["Entered At"]
        tally = np.zeros((24, 7), dtype=np.int64)
        np.add.at(tally, (moments.dt.hour().to_numpy(), moments.dt.weekday().to_numpy() - 1), 1)
        return pl.DataFrame({"Hour": [f"{hour:02d}" for hour in range(24)]}).with_columns(
            pl.Series(name, tally[:, number]) for number, name in enumerate(WEEK)
        )

    @cached_property
    def relative_size(self) -> pl.DataFrame:
        """Population, Party, Key, Sheet, Row, Largest, Next, Factor: the largest amount of a party over its next.

        Parties with at least four amounts. Source: Nigrini 2012, ch. 6 (relative size factor).
        """
        parts = []
        for one in self.populations:
            ranked = one.amounts.drop_nulls("Party").sort("Amount", descending=True)
            groups = ranked.group_by("Party", maintain_order=True).agg(
                pl.len().alias("_n"), pl.col("Key").first(), pl.col("_row").first(), pl.col("Date").first(),
                pl.col("Amount").first().alias("Largest"), pl.col("Amount").get(1, null_on_oob=True).alias("Next"),
            )
            parts.append(
                groups.filter((pl.col("_n") >= 4) & (pl.col("Largest") > pl.col("Next"))).select(
                    pl.lit(one.name).alias("Population"), "Party", "Key", "_row", "Largest", "Next",
                    (pl.col("Largest") / pl.col("Next")).alias("Factor"),
                )
            )
        return pl.concat(parts).sort("Factor", descending=True)

    @cached_property
    def repeated(self) -> pl.DataFrame:
        """Population, Amount, Times, Parties: the amounts that occur most often."""
        parts = [
            one.amounts.group_by("Amount").agg(pl.len().alias("Times"), pl.col("Party").n_unique().alias("Parties"))
            .filter(pl.col("Times") > 1)
            .select(pl.lit(one.name).alias("Population"), "Amount", pl.col("Times", "Parties").cast(pl.Int64))
            .sort(["Times", "Amount"], descending=True).head(TOP)
            for one in self.populations
        ]
        return pl.concat(parts).sort(["Times", "Amount"], descending=True)

    @cached_property
    def same_same_different(self) -> pl.DataFrame:
        """Population, Date, Amount, Party, Other Party, Key, Other Key, ``_row``, ``_other``: one amount on one day
        with two parties, where a party usually stands alone. Source: Nigrini 2012, ch. 12 (same-same-different)."""
        parts = []
        for one in self.populations:
            if one.party != "Supplier":
                continue
            named = one.amounts.drop_nulls("Party").sort("_row")
            pairs = named.join(named, on=["Date", "Amount"], suffix=" Other").filter(
                (pl.col("_row") < pl.col("_row Other")) & (pl.col("Party") != pl.col("Party Other"))
            )
            parts.append(
                pairs.select(
                    pl.lit(one.name).alias("Population"), "Date", "Amount", "Party",
                    pl.col("Party Other").alias("Other Party"), "Key", pl.col("Key Other").alias("Other Key"), "_row",
                    pl.col("_row Other").alias("_other"),
                )
            )
        return pl.concat(parts).sort("Amount", descending=True)


def _share(amounts: Integers, step: int) -> float | None:
    return float((amounts % step == 0).mean()) if amounts.size else None
