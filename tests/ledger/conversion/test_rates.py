"""Rates of exchange: the newest up to the day, of either direction, never too old and never a guess."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from wipbook.ledger.conversion.rates import NoRate, Quote, Rate, Rates


def march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


def quote(day: int, rate: str, start: str = "USD", end: str = "EUR", row: int = 7) -> Quote:
    return Quote(start, end, march(day), Fraction(rate), row)


def test_the_newest_rate_up_to_the_day_is_used_and_told() -> None:
    rates = Rates([quote(20, "0.95"), quote(2, "0.92"), quote(6, "0.93")], "EUR", most=7)
    assert rates.on("USD", march(6)) == Rate(Fraction(93, 100), march(6))
    assert rates.on("usd ", march(5)) == Rate(Fraction(92, 100), march(2))
    assert rates.on("USD", march(13)) == Rate(Fraction(93, 100), march(6)), "seven days old"
    old = rates.on("USD", march(14))
    assert isinstance(old, NoRate) and old.said == "the newest before is of 2026-03-06, 8 days old"
    early = rates.on("USD", march(1))
    assert isinstance(early, NoRate) and early.said == "the first is of 2026-03-02"


def test_of_the_very_day_where_none_may_be_older() -> None:
    rates = Rates([quote(2, "0.92")], "EUR", most=0)
    assert isinstance(rates.on("USD", march(2)), Rate) and isinstance(rates.on("USD", march(3)), NoRate)


def test_a_rate_the_other_way_is_turned_round_exactly() -> None:
    rates = Rates([quote(2, "1.0823", "EUR", "USD")], "eur", most=7)
    assert rates.on("USD", march(2)) == Rate(Fraction(10_000, 10_823), march(2))
    newer = Rates([quote(2, "0.92"), quote(3, "1.25", "EUR", "USD")], "EUR", most=7)
    assert newer.on("USD", march(3)) == Rate(Fraction(4, 5), march(3)), "the newer one, whichever way"
    both = Rates([quote(2, "1.25", "EUR", "USD"), quote(2, "0.92")], "EUR", most=7)
    assert both.on("USD", march(2)) == Rate(Fraction(92, 100), march(2)), "of one day the one into ours"


def test_two_rates_of_a_day_that_differ_are_none() -> None:
    rates = Rates([quote(2, "0.92", row=7), quote(2, "0.93", "usd", row=9), quote(1, "0.9", row=8)], "EUR", most=7)
    found = rates.on("USD", march(3))
    assert isinstance(found, NoRate) and found.rows == (7, 9)
    assert found.said == "0.92 and 0.93 of 2026-03-02 in rows 7, 9"
    assert isinstance(Rates([quote(2, "0.92"), quote(2, "0.92", "usd")], "EUR", 7).on("USD", march(2)), Rate)


def test_no_third_currency_is_gone_through_and_ours_is_one() -> None:
    rates = Rates([quote(2, "0.8", "USD", "GBP"), quote(2, "1.15", "GBP", "EUR")], "EUR", most=7)
    missing = rates.on("USD", march(2))
    assert isinstance(missing, NoRate) and missing.said == "there is none"
    assert rates.on("eur", march(2)) == Rate(Fraction(1), march(2)) and rates.currencies == ["GBP"]


days, chances = st.integers(1, 28), st.randoms(use_true_random=False)
quotes = st.lists(
    st.tuples(days, st.sampled_from(["USD", "usd", "GBP"]), st.booleans(), st.integers(1, 40)), max_size=12
)


@given(quotes, st.sampled_from(["USD", "gbp"]), days, st.integers(0, 10), chances)
def test_rates_by_trying_all_of_them(
    given_: list[tuple[int, str, bool, int]], currency: str, day: int, most: int, chance: object
) -> None:
    rows = [
        Quote(*((code, "EUR") if into else ("eur", code)), march(on), Fraction(tenths, 10), row)
        for row, (on, code, into, tenths) in enumerate(given_, 7)
    ]
    worth = [
        (row.day, row.end == "EUR", row.rate if row.end == "EUR" else 1 / row.rate) for row in rows
        if currency.upper() in (row.start.upper(), row.end.upper()) and 0 <= (march(day) - row.day).days <= most
    ]
    newest = [one for one in worth if one[0] == max(each[0] for each in worth)]
    into = {one[2] for one in newest if one[1]} or {one[2] for one in newest}
    shuffled = rows[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for order in (rows, shuffled):
        found = Rates(order, "EUR", most).on(currency, march(day))
        if len(into) == 1:
            assert found == Rate(next(iter(into)), newest[0][0])
        else:
            assert isinstance(found, NoRate)
