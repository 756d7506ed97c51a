"""Sample: the items drawn for testing, how they were drawn, and room for what the tester found."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.audit.analytics.sampling import Sample
from wipbook.ledger.policy import Policy
from wipbook.sheets.layout import HEADER_ROW, Look, OutputColumn, OutputSheet, OutputTable
from wipbook.sheets.links import link, linked
from wipbook.values.user_role import AUDITOR

FACTS = ("Drawn from", "Items in it", "Their total", "Method", "Size asked for", "Seed", "Interval", "Start", "Drawn",
         "Their share")
ITEMS_ROW = HEADER_ROW + len(FACTS) + 4


@dataclass(frozen=True)
class Drawn:
    """A sample and what it was drawn from; ``facts`` in the order of ``FACTS``. Items: Key, Date, Party, Amount, Why,
    Sheet, Cell."""

    sample: Sample
    facts: tuple[str, ...]
    items: pl.DataFrame
    policy: Policy
    rows_left_out: int = 0


def _facts(drawn: Drawn) -> pl.DataFrame:
    return pl.DataFrame({"Fact": FACTS, "Value": drawn.facts}, schema={"Fact": pl.String, "Value": pl.String})


def _items(drawn: Drawn) -> pl.DataFrame:
    blank = [pl.lit(None, pl.String).alias(name) for name in ("Result", "Tested By", "Remark")]
    return drawn.items.with_columns(linked("Sheet", "Cell").alias("Where"), *blank)


SHEET = OutputSheet(
    name="Sample",
    order=360,
    title="Audit sample",
    about="Items drawn by chance or by money; the same seed draws them again",
    source="Chance of an item: SHA-256 of seed|key; the lowest are drawn. By money: every interval-th unit from the "
    "start that the seed gives.",
    kind="control",
    when_empty="hide",
    filled_by="sample",
    tables=(
        OutputTable(
            "SampleItems",
            (
                OutputColumn("Key", Look.CODE, width=22),
                OutputColumn("Date", Look.DATE, width=30),
                OutputColumn("Party", Look.CODE, width=16),
                OutputColumn("Amount", Look.MONEY, width=16),
                OutputColumn("Why", Look.TEXT, "How it was drawn", width=36),
                OutputColumn("Where", Look.TEXT, "Click to go there", width=22,
                             formula=link("SampleItems", "Sheet", "Cell")),
                OutputColumn("Result", Look.TEXT, width=14, typed=True, choices=("agrees", "differs", "not found")),
                OutputColumn("Tested By", Look.TEXT, width=14, typed=True),
                OutputColumn("Remark", Look.TEXT, width=36, typed=True),
                OutputColumn("Sheet", Look.TEXT, width=12),
                OutputColumn("Cell", Look.TEXT, width=9),
            ),
            _items, header_row=ITEMS_ROW, heading="Items to test",
        ),
        OutputTable(
            "SampleFacts",
            (OutputColumn("Fact", Look.TEXT), OutputColumn("Value", Look.TEXT)),
            _facts, rows=len(FACTS),
        ),
    ),
    roles=(AUDITOR,),
)
