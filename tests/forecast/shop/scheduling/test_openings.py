"""Days off and short days of one work center: by hand, and against walking in small steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.forecast.shop.scheduling.openings import Openings

shares = st.dictionaries(st.integers(0, 12), st.sampled_from([0.0, 0.25, 0.5, 1.5, 2.0]), max_size=8)


def test_by_hand() -> None:
    openings = Openings({1: 0.0, 2: 0.5})
    assert openings.opens(0.5) == 0.5
    assert openings.opens(1.0) == 2.0
    assert openings.ends(0.5, 0.5) == 1.0  # the rest of day 0
    assert openings.ends(0.5, 0.75) == 2.5  # then a quarter, at half speed, on day 2
    assert openings.ends(2.0, 1.0) == 3.5  # half of it on day 2
    assert openings.ends(5.0, 2.25) == 7.25
    assert openings.worked(0.0, 4.0) == 2.5


@given(shares, st.integers(0, 24), st.integers(0, 24))
def test_work_ends_when_as_much_is_worked(given_shares: dict[int, float], start: int, days: int) -> None:
    openings = Openings(given_shares)
    begin, asked = start / 4, days / 4
    end = openings.ends(begin, asked)
    done, at = 0.0, begin  # walked in sixty-fourths of a day
    while done < asked - 1e-9:
        done += given_shares.get(int(at), 1.0) / 64
        at += 1 / 64
    assert end == pytest.approx(at, abs=1 / 64 + 1e-9)
    assert openings.worked(begin, end) == pytest.approx(asked)
    assert given_shares.get(int(openings.opens(begin)), 1.0) > 0
