"""One amount on one day at two suppliers (ANA005), on payments of the kind that real data has."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import polars as pl
import pytest

from benchmarks.seeded.payments import ROWS, SHARED, payments, payments_book
from wipbook.audit.analytics.populations import Population
from wipbook.audit.analytics.same_amounts import CROWD, GOODS_LISTED, SameAmounts, same_amounts
from wipbook.audit.rules.analytics import ana005_same_amount_at_two_suppliers as ana005
from wipbook.books.books import Books
from wipbook.costing.solve import solve
from wipbook.ledger import read

LEAST = 100_00


def _findings(frame: pl.DataFrame) -> pl.DataFrame:
    ledger = read(payments_book(frame))
    return ana005.check(ledger, Books(ledger, solve(ledger)), {"Least Amount": 100})


@pytest.fixture(scope="module")
def paid() -> pl.DataFrame:
    return payments()


@pytest.fixture(scope="module")
def found(paid: pl.DataFrame) -> pl.DataFrame:
    return _findings(paid)


def _twins(paid: pl.DataFrame) -> set[str]:
    """The keys of the pairs that were made to share a number: their places among the payments are their orders."""
    twins = paid.with_row_index("at").drop_nulls("twin").sort("twin", "at")
    rows = twins.group_by("twin", maintain_order=True).agg("at")
    return {f"PO-{one:06d}/1 + PO-{two:06d}/1" for one, two in rows["at"].to_list()}


def test_a_year_of_payments_is_a_list_that_a_person_can_read(paid: pl.DataFrame, found: pl.DataFrame) -> None:
    """185,000 payments, 729 of them entered at two suppliers: all of these, and at most a thousand lines."""
    assert paid.height == ROWS
    twins = _twins(paid)
    assert len(twins) == SHARED
    assert twins <= set(found["Key"])
    assert set(found.filter(pl.col("Evidence").str.contains("both with the number"))["Key"]) == twins
    assert found.height <= 1_000


def test_every_coincidence_is_in_some_line(paid: pl.DataFrame, found: pl.DataFrame) -> None:
    """Counted again with plain loops: tens of thousands of pairs of suppliers and days, none lost, none twice."""
    at: dict[tuple[object, int], set[str]] = defaultdict(set)
    for supplier, day, amount in paid.select("supplier", "day", "amount").iter_rows():
        if amount >= LEAST:
            at[day, amount].add(supplier)
    few = [suppliers for suppliers in at.values() if len(suppliers) <= CROWD]
    pairs = sum(1 for suppliers in few for _ in combinations(sorted(suppliers), 2))
    assert pairs > 20_000, "the kind of data that floods"
    crowds = sum(len(suppliers) > CROWD for suppliers in at.values())
    said = found["Evidence"].str
    counted = said.extract(r"had (\d+) amounts of one day").cast(pl.Int64).sum()
    single = found.filter(
        ~said.contains("both with|amounts of one day|more pair|more than 20 suppliers")
    ).height
    rest = int((said.extract(r"common, ([\d,]+) times").drop_nulls().item() or "0").replace(",", ""))
    assert SHARED + counted + single + rest == pairs
    asked = said.extract(r"^([\d,]+) amounts? (?:was|were) asked").drop_nulls().to_list()
    assert [int(text.replace(",", "")) for text in asked] == [crowds] * bool(crowds)


def test_neither_the_order_of_rows_nor_the_case_of_codes_changes_a_finding(paid: pl.DataFrame) -> None:
    some = paid.filter(pl.col("twin").is_not_null() | (pl.int_range(pl.len()) % 20 == 0))
    book = payments_book(some)
    lines = book.frames["Purchases"]
    turned = lines.with_columns(pl.col("Invoice").str.to_lowercase()).reverse()

    def keys(purchases: pl.DataFrame) -> list[tuple[object, ...]]:
        other = payments_book(some)
        other.frames["Purchases"] = purchases
        ledger = read(other)
        answer = ana005.check(ledger, Books(ledger, solve(ledger)), {"Least Amount": 100})
        return sorted(answer.select("Key", "Amount").rows())

    assert keys(lines) == keys(turned)
    assert len(keys(lines)) > SHARED


def _population(rows: list[tuple[str, int, str, str | None, str | None, int | None]]) -> Population:
    names = ("Key", "Amount", "Party", "Number", "Material", "Quantity")
    amounts = pl.DataFrame(rows, schema=dict(zip(
        names, (pl.String, pl.Int64, pl.String, pl.String, pl.String, pl.Int64), strict=True
    )), orient="row").with_row_index("_row").with_columns(
        pl.col("_row").cast(pl.Int32), pl.date(2026, 3, 10).alias("Date")
    )
    return Population("Invoices", "", "Purchases", "Invoice Price", "Supplier", amounts)


def _sizes(same: SameAmounts) -> tuple[int, int, int, int, int]:
    frames = (same.numbers, same.goods, same.parties, same.other_parties, same.crowds)
    return tuple(frame.height for frame in frames)  # type: ignore[return-value]


def test_what_every_line_says_is_no_coincidence() -> None:
    """100 lines of one piece of PAYMENT: the two of one amount share nothing that tells them from the rest. Two of the
    100 that are of 7 CASTING do."""
    rows = [(f"P{n:03}", 10_000 + n, f"S{n:03}", f"V{n}", "PAYMENT", 1) for n in range(98)]
    alike = _population([*rows, ("P98", 50_000, "S1", "x", "PAYMENT", 1), ("P99", 50_000, "S2", "y", "PAYMENT", 1)])
    assert _sizes(same_amounts(alike)) == (0, 0, 1, 0, 0)
    cast = _population([*rows, ("P98", 50_000, "S1", "x", "CASTING", 7), ("P99", 50_000, "S2", "y", "CASTING", 7)])
    assert _sizes(same_amounts(cast)) == (0, 1, 0, 0, 0)


def test_an_amount_that_many_ask_on_one_day_is_a_fee() -> None:
    """21 suppliers have 210 pairs; that they ask one amount is one line. 20 suppliers have 190 pairs, by party."""
    fee = [(f"P{n:03}", 15_000, f"S{n:03}", f"V{n}", None, None) for n in range(21)]
    assert _sizes(same_amounts(_population(fee))) == (0, 0, 0, 0, 1)
    assert _sizes(same_amounts(_population(fee[:20]))) == (0, 0, 150, 40, 0)


def test_numbers_that_share_only_signs_and_case_are_one_and_blanks_are_none() -> None:
    """Three suppliers with one number are two pairs, each with the first; no number is no number in common."""
    rows = [("P1", 9_000, "S1", "RE-2026/7", None, None), ("P2", 9_000, "S2", "re 2026 7", None, None),
            ("P3", 9_000, "s2", "RE20267", None, None), ("P4", 9_000, "S3", "RE20267", None, None)]
    same = same_amounts(_population(rows))
    assert same.numbers.select("Key", "Other Key", "Said").rows() == [
        ("P1", "P2", "RE-2026/7"), ("P1", "P4", "RE-2026/7")
    ]
    assert same.parties.select("Party", "Other Party").rows() == [("S2", "S3")]
    blank = _population([("P1", 9_000, "S1", "--", None, None), ("P2", 9_000, "S2", "-", None, None)])
    assert _sizes(same_amounts(blank)) == (0, 0, 1, 0, 0)


def test_goods_beyond_the_list_are_summed_by_party() -> None:
    """120 lots of goods of their own at two suppliers: 100 pairs by themselves, the 20 smallest in one line."""
    rows = [
        (f"P{n:03}{party}", 10_000 + n, party, f"{party}{n}", f"M{n}", 2_000_000)
        for n in range(120) for party in ("S1", "S2")
    ]
    same = same_amounts(_population(rows))
    assert _sizes(same) == (0, GOODS_LISTED, 1, 0, 0)
    assert same.parties.select("Times", "Total").rows() == [(20, sum(10_000 + n for n in range(20)))]
