"""What is wrong with a contract is named at its cell, and the books hold all the same."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from tests.plant import Books, Plant, day
from wipbook.books.contracts.schedule import in_progress


def contract(**more: Any) -> Plant:
    """400 bought for a job whose revenue is earned over time; 400 are still to come."""
    book = Plant({"As_Of": day(31, 3), "Period_Start": day(1), "Period_End": day(31, 3)})
    book.material("FG", "finished", **more.pop("product", {})).material("RM")
    book.job("J", "FG", 2, **{"revenue": "over time", "contract_price": 1000, **more})
    book.move(day(1, 2), "Receipt", "RM", 1, unit_cost=400).move(day(2, 2), "Issue", "RM", 1, job="J")
    return book.add("Estimates", job="J", date=day(28, 2), cost_to_complete=400)


def told(books: Books, sheet: str, column: str) -> list[str]:
    books.assert_conserved()
    rows = books.ledger.rejections.frame().filter((pl.col("Sheet") == sheet) & (pl.col("Column") == column))
    assert rows["Cell"].str.contains(r"^[A-Z]+\d+$").all()
    return rows["Found"].to_list()


def earned(books: Books) -> float:
    return books.results.money(int(in_progress(books.results)["Earned Revenue"].item()))


def test_a_sound_contract_has_nothing_to_tell() -> None:
    assert contract().solve().ledger.rejections.frame().is_empty()


def test_a_job_without_a_price_is_named_and_is_a_loss() -> None:
    books = contract(contract_price=None).solve()
    assert told(books, "Jobs", "Contract Price") == ["(blank)"]
    # 800 to be spent for nothing, of which 400 show
    assert books.results.money(int(in_progress(books.results)["Loss Provision"].item())) == 400


def test_elements_that_do_not_come_to_the_whole_are_named_and_the_whole_counts() -> None:
    book = contract()
    book.rows["Estimates"][0] |= {
        f"{element} to Complete": amount
        for element, amount in zip(("Material", "Labor", "Overhead", "Subcontract"), (100, 100, 100, 0), strict=True)
    }
    books = book.solve()
    assert told(books, "Estimates", "Cost to Complete") == ["400"]
    assert earned(books) == 500
    book.rows["Estimates"][0]["Subcontract to Complete"] = 100
    assert told(book.solve(), "Estimates", "Cost to Complete") == []


def test_more_than_the_whole_bill_cannot_be_held_back() -> None:
    book = contract(**{"Retention %": 110})
    assert told(book.solve(), "Jobs", "Retention %") == ["110"]


def test_a_product_at_standard_cost_is_named_and_its_other_side_is_a_variance() -> None:
    book = contract(product={"method": "Standard", "standard_cost": 30})
    books = book.move(day(5, 3), "Completion", "FG", 2, job="J").solve()
    assert told(books, "Movements", "Material") == ["'FG'"]
    assert books.value("FG") == 60
    entries = books.results.entries
    sums = dict(entries.group_by("Role").agg(pl.col("Amount").sum()).iter_rows())
    assert (sums["Variance"], sums["Contract Cost"], sums.get("WIP", 0)) == (-6000, 40_000, 0)


@pytest.mark.parametrize("kind", ["Progress", "Final"])
def test_a_bill_of_an_unknown_job_bills_nobody(kind: str) -> None:
    book = contract().add("Billing", document="B-1", date=day(1, 3), job="K", kind=kind, amount=300)
    books = book.solve()
    assert in_progress(books.results)["Billed"].to_list() == [0]
    assert told(books, "Billing", "Job") == ["'K'"]


def test_nothing_is_estimated_of_a_day_to_come() -> None:
    book = contract()
    book.add("Estimates", job="J", date=day(1, 4), cost_to_complete=10_000)
    assert earned(book.solve()) == 500
