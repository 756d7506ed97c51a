"""Analytics: digits, repetitions, sizes and hours of every list of amounts, with what they do and do not say."""

from __future__ import annotations

import polars as pl

from wipbook.audit.analytics.digit_analysis import TESTS_A_POPULATION, TOP, WEEK
from wipbook.audit.working_papers import WorkingPapers
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.exact_rows import exactly
from wipbook.values.user_role import AUDITOR

POPULATIONS = ("Movements", "Receipts", "Invoices", "Tickets", "Adjustments")
TESTS_ROW = HEADER_ROW + len(POPULATIONS) + 3
ROUND_ROW = TESTS_ROW + len(POPULATIONS) * TESTS_A_POPULATION + 3
SIZES_ROW = ROUND_ROW + len(POPULATIONS) + 3
REPEATED_ROW = SIZES_ROW + TOP + 3
SAME_ROW = REPEATED_ROW + TOP + 3
RIGHT = 9
FIRST_ROW_OF_FEEDS = 57
HOURS_ROW = FIRST_ROW_OF_FEEDS + 9 + 3
PAIRS_ROW = HOURS_ROW + 24 + 3


def _profile(papers: WorkingPapers) -> pl.DataFrame:
    return papers.analytics.profile


def _round(papers: WorkingPapers) -> pl.DataFrame:
    names = ("Tens", "Hundreds", "Thousands")
    return papers.analytics.profile.rename({f"Round {name}": name for name in names})


def _tests(papers: WorkingPapers) -> pl.DataFrame:
    return papers.analytics.tests


def _sizes(papers: WorkingPapers) -> pl.DataFrame:
    return exactly(papers.analytics.relative_size, TOP).rename({"Key": "Document"})


def _repeated(papers: WorkingPapers) -> pl.DataFrame:
    frame = papers.analytics.repeated.with_columns(pl.format("with {} parties", "Parties").alias("Spread"))
    return exactly(frame, TOP)


def _same(papers: WorkingPapers) -> pl.DataFrame:
    frame = papers.analytics.same_same_different.with_columns(
        pl.format("{} and {}", "Key", "Other Key").alias("Documents")
    )
    return exactly(frame, TOP)


def _first(papers: WorkingPapers) -> pl.DataFrame:
    return papers.analytics.digits("1")


def _pairs(papers: WorkingPapers) -> pl.DataFrame:
    return papers.analytics.digits("2")


def _hours(papers: WorkingPapers) -> pl.DataFrame:
    return papers.analytics.hours


def _digit_table(name: str, header_row: int, rows: int, heading: str, build: object) -> OutputTable:
    return OutputTable(
        name,
        (
            OutputColumn("Digits", Look.TEXT, width=9),
            OutputColumn("Expected", Look.SHARE, width=11),
            *(OutputColumn(population, Look.SHARE, width=13) for population in POPULATIONS),
        ),
        build,  # type: ignore[arg-type]
        rows=rows, header_row=header_row, first_column=RIGHT, heading=heading,
    )


SHEET = OutputSheet(
    name="Analytics",
    order=340,
    title="Analytics",
    about="Digit tests, repeated and outsized amounts, hours of entry",
    source="Tests: Nigrini, Benford's Law (Wiley 2012). Amounts below 10 are not tested. A hit is a question: "
    "prices, lots and packs make patterns too.",
    kind="control",
    filled_by="audit",
    tables=(
        OutputTable(
            "AnalyticsProfile",
            (
                OutputColumn("Population", Look.TEXT, width=16),
                OutputColumn("What It Is", Look.TEXT, width=42),
                OutputColumn("Amounts", Look.COUNT, width=12),
                OutputColumn("Total", Look.MONEY, width=18),
                OutputColumn("Below Ten", Look.COUNT, "Not tested", width=14),
                OutputColumn("Round Tens", Look.SHARE, "Multiples of 10", width=26),
                OutputColumn("Benford", Look.TEXT, "Is the law to be expected?", width=74),
            ),
            _profile, key=("Population",), rows=len(POPULATIONS),
        ),
        OutputTable(
            "AnalyticsTests",
            (
                OutputColumn("Population", Look.TEXT),
                OutputColumn("Test", Look.TEXT),
                OutputColumn("Amounts", Look.COUNT),
                OutputColumn("Statistic", Look.TEXT),
                OutputColumn("Value", Look.UNIT_COST),
                OutputColumn("Class", Look.TEXT),
                OutputColumn("What It Says", Look.TEXT),
            ),
            _tests, key=("Population", "Test"), rows=len(POPULATIONS) * TESTS_A_POPULATION, header_row=TESTS_ROW,
            heading="Digit tests of each population",
        ),
        OutputTable(
            "RoundAmounts",
            (
                OutputColumn("Population", Look.TEXT),
                OutputColumn("What It Is", Look.TEXT),
                OutputColumn("Tens", Look.SHARE),
                OutputColumn("Hundreds", Look.SHARE),
                OutputColumn("Thousands", Look.SHARE),
            ),
            _round, key=("Population",), rows=len(POPULATIONS), header_row=ROUND_ROW,
            heading="Round amounts: share of the tested amounts that are whole multiples of 10, 100, 1,000",
        ),
        OutputTable(
            "RelativeSize",
            (
                OutputColumn("Population", Look.TEXT),
                OutputColumn("Document", Look.CODE),
                OutputColumn("Party", Look.CODE),
                OutputColumn("Largest", Look.MONEY),
                OutputColumn("Next", Look.MONEY),
                OutputColumn("Factor", Look.QUANTITY),
            ),
            _sizes, rows=TOP, header_row=SIZES_ROW,
            heading="Relative size factor: the largest amount of a party over its next (parties with four or more)",
        ),
        OutputTable(
            "RepeatedAmounts",
            (
                OutputColumn("Population", Look.TEXT),
                OutputColumn("Spread", Look.TEXT),
                OutputColumn("Times", Look.COUNT),
                OutputColumn("Amount", Look.MONEY),
            ),
            _repeated, rows=TOP, header_row=REPEATED_ROW, heading="Amounts that occur most often",
        ),
        OutputTable(
            "SameSameDifferent",
            (
                OutputColumn("Population", Look.TEXT),
                OutputColumn("Documents", Look.CODE),
                OutputColumn("Date", Look.DATE),
                OutputColumn("Amount", Look.MONEY),
                OutputColumn("Party", Look.CODE),
                OutputColumn("Other Party", Look.CODE),
            ),
            _same, rows=TOP, header_row=SAME_ROW,
            heading="Same amount, same day, different supplier",
        ),
        _digit_table("FirstDigits", FIRST_ROW_OF_FEEDS, 9, "First digit: share of the tested amounts", _first),
        _digit_table("FirstTwoDigits", PAIRS_ROW, 90, "First two digits", _pairs),
        OutputTable(
            "EntryHours",
            (OutputColumn("Hour", Look.TEXT), *(OutputColumn(name, Look.COUNT) for name in WEEK)),
            _hours, rows=24, header_row=HOURS_ROW, first_column=RIGHT,
            heading="When movements and tickets were typed",
        ),
    ),
    charts=(
        Chart("First digit of movements against Benford's law", "compared", "FirstDigits", "Digits",
              ("Movements", "Expected"), f"I{HEADER_ROW}", 620, 300),
        Chart("First two digits of movements against Benford's law", "compared", "FirstTwoDigits", "Digits",
              ("Movements", "Expected"), f"I{HEADER_ROW + 16}", 620, 300),
        Chart("Entries by hour and weekday", "stacked", "EntryHours", "Hour", WEEK, f"I{HEADER_ROW + 32}", 620, 300),
    ),
    roles=(AUDITOR,),
    tabs=(AUDITOR,),
)
