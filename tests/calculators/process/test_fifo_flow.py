"""First in, first out through a process: nothing is lost, and the published figures of one element."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.process.fifo_flow import fifo_flow

money = st.integers(-10_000_00, 10_000_000_00)
units = st.integers(0, 10_000_000_000)


@given(money, money, units, units, units, units, units)
def test_what_there_is_to_account_for_is_accounted_for(
    opening: int, added: int, opening_held: int, out: int, held: int, begun: int, lost: int
) -> None:
    flow = fifo_flow(opening, added, opening_held, out, held, begun, min(lost, out))
    assert flow.closing + flow.lost + flow.finished + flow.through == opening + added
    assert flow.work == out + held - opening_held


def test_the_second_department_of_a_textbook() -> None:
    # Horngren, Cost Accounting, ch. 17, Testing: 600 equivalent units of conversion, 150 of them in March's opening
    flow = fifo_flow(18_000, 48_600, 150, 440, 160, 240)
    assert (flow.work, flow.closing, flow.finished, flow.through) == (450, 17_280, 27_720, 21_600)


def test_what_was_begun_and_not_finished_stays_with_its_cost() -> None:
    # 100 at the start at 10, one made, nothing worked but that one: 99 of the opening stay
    assert fifo_flow(1_000, 0, 100, 1, 99, 100).closing == 990
