"""Ledger and subledger by account, with income accounts that open as ledgers open them.

100 units at 10 come in January; in month m, m units are sold: cost of sales 10, 20, 30 … 70 in July. By the end of June
that is 10 + 20 + … + 60 = 210, and the stock is 1,000 - 210 = 790.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.plant import Plant, day
from wipbook.audit.rules.ledger import led005_subledger_differs_from_ledger as led005
from wipbook.audit.tie_out import BALANCE, CHANGES, YEAR, tie_out
from wipbook.books.books import Books

JULY = {"Period_Start": "2026-07-01", "Period_End": "2026-07-31"}


def _plant(settings: dict[str, str], months: range = range(1, 8), year: int = 2026) -> Plant:
    plant = Plant(settings=dict(settings)).material("A")
    plant.move(day(5, months[0], year), "Receipt", "A", 100, unit_cost=10)
    for month in months:
        plant.move(day(15, month, year), "Shipment", "A", month)
    return plant


def _row(plant: Plant, role: str, month: int, opening: float, debit: float, credit: float = 0) -> None:
    account = {"COGS": "5000", "Raw Materials": "1310", "Scrap": "5200"}[role]
    plant.add("GL Accounts", account=account, name=role, role=role, period=day(1, month), opening=opening,
              debit=debit, credit=credit)


def _books(plant: Plant) -> Books:
    done = plant.solve()
    return Books(done.ledger, done.solution)


def _account(books: Books, role: str = "COGS") -> dict[str, Any]:
    row = next(row for row in tie_out(books).accounts.to_dicts() if row["Role"] == role)
    money = [name for name in row if name.split()[0] in ("Subledger", "Ledger", "Difference")]
    return {name: row[name] / 100 for name in money} | {"Basis": row["Basis"]}


def _findings(books: Books) -> list[tuple[str, str, int]]:
    found = led005.check(books.ledger, books, {"Tolerance": 1})
    return found.select("Key", "Cell", "Amount").rows()


def test_in_july_an_income_account_opens_with_the_year_so_far() -> None:
    plant = _plant(JULY)
    _row(plant, "COGS", 7, 210, 70)
    _row(plant, "Raw Materials", 7, 790, 0, 70)
    books = _books(plant)
    assert _account(books) == {
        "Subledger Opening": 210, "Subledger Change": 70, "Subledger Closing": 280, "Ledger Opening": 210,
        "Ledger Change": 70, "Ledger Closing": 280, "Difference": 0, "Basis": YEAR,
    }
    assert _account(books, "Raw Materials")["Basis"] == BALANCE
    assert _findings(books) == []
    assert tie_out(books).months.is_empty()


def test_a_ledger_that_shows_months_by_themselves_is_compared_by_its_changes() -> None:
    plant = _plant(JULY)
    for month in range(1, 8):
        _row(plant, "COGS", month, 0, 10 * month)
    books = _books(plant)
    account = _account(books)
    assert (account["Subledger Opening"], account["Ledger Opening"], account["Difference"]) == (0, 0, 0)
    assert (account["Subledger Change"], account["Basis"]) == (70, CHANGES)
    assert _findings(books) == []


def test_a_ledger_of_july_alone_may_stand_for_the_whole_year() -> None:
    """Period January to July, and the ledger's only row is July's: its opening is what six months came to."""
    plant = _plant({"Period_Start": "2026-01-01", "Period_End": "2026-07-31"})
    _row(plant, "COGS", 7, 210, 70)
    books = _books(plant)
    account = _account(books)
    assert (account["Subledger Opening"], account["Subledger Change"], account["Difference"]) == (210, 70, 0)
    assert _findings(books) == []
    assert tie_out(books).months.is_empty(), "what came before July stands in July's opening"


def test_a_wrong_opening_and_a_wrong_month_are_still_found_at_their_cells() -> None:
    """COGS: 200 instead of 210 brought forward. Stock: July's credit is 60 instead of 70, 10 apart at the end."""
    plant = _plant(JULY)
    _row(plant, "COGS", 7, 200, 70)
    _row(plant, "Raw Materials", 7, 790, 0, 60)
    books = _books(plant)
    assert _account(books)["Difference"] == 10
    # the sheet's columns: Account, Name, Role, Period, Opening (E), Debit (F), Credit; rows from 6
    assert sorted(_findings(books)) == [("COGS", "E6", 1000), ("Raw Materials", "F7", 1000)]


def test_a_month_that_the_ledger_lacks_is_found_at_a_cell_that_is_there() -> None:
    """The ledger stops in May; the period is April to July: 60 + 70 of June and July are missing."""
    plant = _plant({"Period_Start": "2026-04-01", "Period_End": "2026-07-31"})
    for month in (4, 5):
        _row(plant, "COGS", month, sum(10 * m for m in range(1, month)), 10 * month)
    books = _books(plant)
    assert _findings(books) == [("COGS", "F6", 13000)]
    months = tie_out(books).months.select("Month", "Difference", "Side").rows()
    assert months == [(day(1, 6), 6000, "in the subledger, not in the ledger"),
                      (day(1, 7), 7000, "in the subledger, not in the ledger")]


def test_a_year_that_begins_in_april_shows_in_the_openings() -> None:
    """January to March: 60. From April: 40 + 50 + 60 = 150 by the end of June."""
    plant = _plant(JULY)
    held = 0
    for month in range(1, 8):
        held = 0 if month == 4 else held
        _row(plant, "COGS", month, held, 10 * month)
        held += 10 * month
    books = _books(plant)
    account = _account(books)
    assert (account["Ledger Opening"], account["Subledger Opening"], account["Difference"]) == (150, 150, 0)
    assert _findings(books) == []


@pytest.mark.parametrize(("stated", "opening", "differs"), [("April", 150, 0), ("", 150, 60), ("April", 210, -60)])
def test_settings_say_when_the_year_begins_where_one_month_cannot_show_it(
    stated: str, opening: float, differs: float
) -> None:
    """Only July's row is there. Blank means January: then 210 are expected, and 150 are 60 too few."""
    plant = _plant(JULY | {"Fiscal_Year_Start": stated})
    _row(plant, "COGS", 7, opening, 70)
    assert _account(_books(plant))["Difference"] == differs


def test_a_year_of_its_own_lies_across_new_year() -> None:
    """Fiscal year from October 2025: sold 10 + 11 + 12 units by December, 330; January 10, opening 330."""
    plant = Plant(settings={"Period_Start": "2026-01-01", "Period_End": "2026-01-31", "Fiscal_Year_Start": "October"})
    plant.material("A").move(day(5, 9, 2025), "Receipt", "A", 100, unit_cost=10)
    plant.move(day(6, 9, 2025), "Shipment", "A", 9)
    for month in (10, 11, 12):
        plant.move(day(15, month, 2025), "Shipment", "A", month)
    plant.move(day(15), "Shipment", "A", 1)
    _row(plant, "COGS", 1, 330, 10)
    account = _account(_books(plant))
    assert (account["Subledger Opening"], account["Ledger Opening"], account["Difference"]) == (330, 330, 0)


def test_what_the_ledger_had_before_the_workbook_began_is_not_compared() -> None:
    """The workbook begins in April; the ledger's year to date includes 500 of another system."""
    plant = _plant(JULY, range(4, 8))
    _row(plant, "COGS", 7, 500 + 40 + 50 + 60, 70)
    books = _books(plant)
    account = _account(books)
    assert (account["Subledger Opening"], account["Ledger Opening"], account["Difference"]) == (0, 0, 0)
    assert account["Basis"] == CHANGES
    assert _findings(books) == []


def test_a_change_that_differs_is_found_on_every_basis() -> None:
    """July's debit is 75 instead of 70."""
    for opening in (0, 210):
        plant = _plant(JULY)
        _row(plant, "COGS", 7, opening, 75)
        assert _findings(_books(plant)) == [("COGS", "F6", 500)]
