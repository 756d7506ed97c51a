"""The statistical working paper: Nigrini's tests on every population, and the lists they lead to."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
import polars as pl

from wipbook.audit.analytics import digit_tests
from wipbook.audit.analytics.peaks import rows_needed
from wipbook.audit.analytics.populations import MOVEMENTS, Population, populations
from wipbook.audit.analytics.same_amounts import PAIR, same_amounts
from wipbook.books.books import Books
from wipbook.values.columns import Integers
from wipbook.values.fixed import currency_text

LEAST = 10
"""Amounts below ten units of currency are left out of the digit tests (Nigrini 2012, ch. 4, data profile)."""
EXCESS = 0.1
"""Share by which an issue may exceed the need of its bill and still match it, as in JOB004."""
TESTS_A_POPULATION = 8
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TOP = 15
FAINT = (0.01, 0.02, 0.05)
"""Shares of a list of which is said whether a peak of that size would be seen in it."""


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
            *(
                _with_need(digit_tests.first_order(amounts, test, reason), reason) if test == "2"
                else digit_tests.first_order(amounts, test, reason)
                for test in digit_tests.FIRST_ORDER
            ),
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
        """Population, Party, Key, ``_row``, Largest, Next, Factor: the largest amount of a party that no bill of
        materials explains, over the next smaller one of all.

        Parties with at least four amounts. Source: Nigrini 2012, ch. 6 (relative size factor).
        """
        parts = []
        for one in self.populations:
            explained = pl.lit(False)
            if one.name == MOVEMENTS:
                explained = pl.col("_row").is_in(self._by_the_bill.implode())
            ranked = one.amounts.drop_nulls("Party").sort("Amount", "Key", descending=[True, False])
            ranked = ranked.filter(pl.len().over("Party") >= 4).with_columns(
                pl.col("Amount").shift(-1).over("Party").alias("Next")
            )
            groups = ranked.filter(~explained).unique("Party", keep="first", maintain_order=True)
            parts.append(
                groups.filter(pl.col("Amount") > pl.col("Next")).select(
                    pl.lit(one.name).alias("Population"), "Party", "Key", "_row", pl.col("Amount").alias("Largest"),
                    "Next", (pl.col("Amount") / pl.col("Next")).alias("Factor"),
                )
            )
        return pl.concat(parts).sort("Factor", "Key", descending=[True, False])

    @property
    def _by_the_bill(self) -> pl.Series:
        """``_row`` of the issues of what the job's bill needs: in all, less returns, at most ``EXCESS`` above it."""
        needed = self.books.consumption.filter(pl.col("Issued") <= pl.col("Required").cast(pl.Float64) * (1 + EXCESS))
        return self.books.issues.join(needed, on=["Job", "Material"], how="semi")["_row"]

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
        """Population and the columns of ``PAIR``: one amount on one day at two suppliers; pairs that share a number
        first, then those of the same goods, then the largest of each two suppliers that share neither."""
        parts = []
        for one in self.populations:
            if one.party == "Supplier":
                same = same_amounts(one, self.books.cents(LEAST))
                alike = same.parties.with_columns(pl.lit(None, pl.String).alias("Said")).select(PAIR)
                for rank, frame in enumerate((same.numbers, same.goods, alike)):
                    parts.append(frame.with_columns(pl.lit(one.name).alias("Population"), pl.lit(rank).alias("_rank")))
        order = ["_rank", "Amount", "Date", "Key", "Other Key"]
        return pl.concat(parts).sort(order, descending=[False, True, False, False, False]).drop("_rank")


def _share(amounts: Integers, step: int) -> float | None:
    return float((amounts % step == 0).mean()) if amounts.size else None


def _with_need(reading: digit_tests.Reading, reason: str) -> digit_tests.Reading:
    """What the test says, and how small a pattern a list of this length shows."""
    if reason or not reading.n:
        return reading
    seen = next((share for share in FAINT if reading.n >= rows_needed(share)), None)
    words = f"a peak of {FAINT[-1]:.0%} takes {rows_needed(FAINT[-1]):,} amounts" if seen is None else (
        f"a peak of {seen:.0%} of the list would be seen"
    )
    return replace(reading, says=f"{reading.says}; {words}")
