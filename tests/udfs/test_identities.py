"""What must hold for any figures: shares sum, reports reconcile, schedules foot, to the cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import udfs

FEW = settings(max_examples=80, deadline=None)
CENT = Decimal("0.01")


def numbers(least: float, most: float, places: int = 2) -> st.SearchStrategy[float]:
    return st.decimals(str(least), str(most), places=places).map(float)


def exact(cell: Any) -> Decimal:
    return Decimal(repr(cell))


def total(cells: Any) -> Decimal:
    return sum(map(exact, cells), Decimal(0))


def cents(number: Decimal) -> Decimal:
    return number.quantize(CENT, ROUND_HALF_UP)


AMOUNTS = numbers(0, 1e6)
FRACTIONS = numbers(0, 1, 4)


@FEW
@given(numbers(-1e9, 1e9, 4), st.lists(numbers(0, 1e6, 6), min_size=1, max_size=30), st.integers(0, 6))
def test_shares_sum_to_the_amount(amount: float, weights: list[float], places: int) -> None:
    assume(any(weights))
    shares = [row[0] for row in udfs.wip_allocate(amount, weights, places)[1:]]
    step = Decimal(1).scaleb(-places)
    assert total(shares) == exact(amount).quantize(step, ROUND_HALF_UP)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(exact(share) - exact(amount) * exact(weight) / total(weights)) < 2 * step
        assert weight or not share


@FEW
@given(st.lists(st.tuples(numbers(0, 1e4), numbers(0, 1e4, 4), numbers(0, 99)), min_size=1, max_size=12),
       AMOUNTS, st.sampled_from(["value", "quantity", "weight"]))
def test_landed_shares_sum_to_the_charge(lines: list[Any], charge: float, basis: str) -> None:
    at = {"value": 1, "quantity": None, "weight": 2}[basis]
    assume(any(line[0] * (1 if at is None else line[at]) for line in lines))
    rows = udfs.wip_landed_cost([["Quantity", "Unit Cost", "Weight"], *lines], charge, basis)[1:]
    assert total(row[3] for row in rows) == cents(exact(charge))
    value = sum((cents(exact(q) * exact(c)) for q, c, _ in lines), Decimal(0))
    assert total(row[4] for row in rows) == value + cents(exact(charge))


@FEW
@given(numbers(-1e6, 1e6), st.lists(numbers(0, 1e6), min_size=1, max_size=5))
def test_prorated_overhead_is_all_disposed_of(amount: float, balances: list[float]) -> None:
    assume(any(balances))
    rows = udfs.wip_prorate(amount, balances)[1:]
    assert total(row[1] for row in rows) == -exact(amount)
    assert all(exact(row[0]) + exact(row[1]) == exact(row[2]) for row in rows)


@FEW
@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000),
       st.lists(st.tuples(FRACTIONS, numbers(0.01, 1, 2), AMOUNTS, AMOUNTS), min_size=1, max_size=4),
       st.sampled_from(["FIFO", "Weighted Average"]))
def test_a_process_report_reconciles(begin: int, through: int, ending: int, elements: list[Any], method: str) -> None:
    assume(through + ending)
    units = [["Begin", "Started", "Completed", "Ending"], [begin, through + ending, begin + through, ending]]
    names = ["Element", "Begin %", "End %", "Begin Cost", "Added Cost"]
    costs = [names, *([f"E{n}", *one] for n, one in enumerate(elements))]
    report = {row[0]: row[1:] for row in udfs.wip_process_cost(units, costs, method)[1:]}
    assert not any(report["Difference"])
    for at, (_, _, before, added) in enumerate(elements):
        out, left = report["Completed and transferred out"][at], report["Ending work in process"][at]
        assert exact(out) + exact(left) == exact(before) + exact(added)
        assert out >= 0 and left >= 0
    assert report["Units to account for"][-1] == report["Units accounted for"][-1]
    rows = udfs.wip_equivalent_units(
        begin, through + ending, begin + through, ending, [e[0] for e in elements], [e[1] for e in elements], method
    )
    assert [row[4] for row in rows[1:]] == report["Equivalent units"][:-1]


@FEW
@given(numbers(0.01, 1e4), numbers(0, 1e4), numbers(0, 1e4, 4), FRACTIONS, FRACTIONS, st.booleans())
def test_spoilage_accounts_for_every_cent(
    good: float, spoiled: float, cost: float, fetched: float, rate: float, to_job: bool
) -> None:
    disposal = float((exact(cost) * exact(fetched)).quantize(Decimal("0.0001")))
    assume(disposal <= cost)
    row = udfs.wip_spoilage(good, spoiled, cost, disposal, rate, "job" if to_job else "overhead")[1]
    normal_units, abnormal_units, normal, loss, recovered, kept, each = row
    spent = cents((exact(good) + exact(spoiled)) * exact(cost))
    assert exact(kept) + (0 if to_job else exact(normal)) + exact(loss) + exact(recovered) == spent
    assert exact(normal_units) + exact(abnormal_units) == exact(spoiled)
    assert abnormal_units or not loss
    assert abs(each * good - kept) <= 0.01 + 1e-6 * good


@FEW
@given(st.lists(st.lists(AMOUNTS, min_size=7, max_size=7), min_size=1, max_size=10))
def test_a_roll_forward_foots(jobs: list[list[float]]) -> None:
    header = ["Job", "Opening", "Material", "Labor", "Overhead", "Subcontract", "Completed", "Scrapped"]
    rows = udfs.wip_roll_forward([header, *([f"J{n}", *job] for n, job in enumerate(jobs))])
    for row in rows[1:]:
        assert total(row[1:6]) - total(row[6:8]) == exact(row[8])
    for at in range(1, 9):
        assert total(row[at] for row in rows[1:-1]) == exact(rows[-1][at])
    assert rows[-1][9] == "foots and cross-foots"
    closed = [[*header, "Closing"], *([*row[:8], row[8]] for row in rows[1:-1])]
    assert udfs.wip_roll_forward(closed)[-1][9] == "foots and cross-foots"
    closed[1][8] += 0.01
    again = udfs.wip_roll_forward(closed)
    assert again[1][9] == "the closing given differs by 0.01"
    assert again[-1][9] == f"1 of {len(jobs)} closings given differ"


@FEW
@given(st.lists(st.tuples(AMOUNTS, st.lists(numbers(0, 999), min_size=3, max_size=3), numbers(0, 99)), min_size=1,
                max_size=5))
def test_activity_costs_sum_to_their_pools(pools: list[Any]) -> None:
    assume(all(any(used) for _, used, _ in pools))
    capacity = [total(used) + exact(idle) for _, used, idle in pools]
    table = [["Pool", "Cost", "Activity"], *([f"P{n}", pools[n][0], float(capacity[n])] for n in range(len(pools)))]
    drivers = [["Product", "Pool", "Activity"]]
    drivers += [
        [product, f"P{n}", used[at]] for n, (_, used, _) in enumerate(pools) for at, product in enumerate("abc")
    ]
    rows = udfs.wip_activity_cost(table, drivers)
    for at, (cost, _, _) in enumerate(pools, 1):
        assert total(row[at] for row in rows[1:-1]) == exact(rows[-1][at]) == exact(cost)
    assert exact(rows[-1][-1]) == total(pool[0] for pool in pools)
    assert all(total(row[1:-1]) == exact(row[-1]) for row in rows[1:])


@FEW
@given(numbers(0, 1e7), numbers(0, 1e7), numbers(0.01, 1e7), numbers(0, 1e7))
def test_a_contract_takes_its_whole_loss_at_once(price: float, to_date: float, to_come: float, billed: float) -> None:
    share, earned, profit, under, over, provision = udfs.wip_contract(price, to_date, to_come, billed)[1]
    expected = exact(price) - exact(to_date) - exact(to_come)
    assert exact(earned) - exact(to_date) == exact(profit)
    assert exact(under) - exact(over) == exact(earned) - exact(billed)
    assert not (under and over)
    assert 0 <= share <= 1
    if expected < 0:
        assert exact(profit) - exact(provision) == expected
        assert provision >= 0
    else:
        assert provision == 0


@FEW
@given(*[numbers(0, 1e4, 4)] * 6)
def test_overhead_variances_are_actual_less_applied(
    actual: float, used: float, allowed: float, variable: float, budget: float, fixed: float
) -> None:
    spending, efficiency, flexible, volume, whole = map(
        exact, udfs.wip_overhead_variance(actual, used, allowed, variable, budget, fixed)[1]
    )
    assert whole == cents(exact(actual) - exact(allowed) * (exact(variable) + exact(fixed)))
    assert spending + efficiency == flexible
    assert flexible + volume == whole
    assert efficiency == cents((exact(used) - exact(allowed)) * exact(variable))


@FEW
@given(numbers(0, 1e6), numbers(0.01, 1e5), numbers(0, 1e5))
def test_fixed_cost_is_absorbed_or_idle(cost: float, normal: float, actual: float) -> None:
    _, absorbed, idle = udfs.wip_absorption(cost, normal, actual)[1]
    assert exact(absorbed) + exact(idle) == exact(cost)
    assert idle >= 0
    assert actual < normal or idle == 0


@FEW
@given(st.lists(AMOUNTS, min_size=9, max_size=9))
def test_each_level_of_the_schedule_feeds_the_next(given_: list[float]) -> None:
    materials, bought, _, labor, overhead, opening, _, goods, _ = given_
    used = total((materials, bought)) - exact(min(given_[2], materials))
    rows = {
        row[0]: exact(row[1])
        for row in udfs.wip_cogm(materials, bought, min(given_[2], materials), labor, overhead, opening,
                                 min(given_[6], opening), goods, min(given_[8], goods))[1:]
    }
    assert rows["Direct materials used"] == used
    assert rows["Manufacturing costs incurred"] == used + total((labor, overhead))
    added = rows["Beginning work in process"] + rows["Ending work in process"]
    assert rows["Cost of goods manufactured"] == rows["Manufacturing costs incurred"] + added
    assert rows["Cost of goods sold"] == rows["Goods available for sale"] + rows["Ending finished goods"]


@FEW
@given(st.lists(st.tuples(numbers(0, 999), numbers(0, 999, 4), numbers(-99, 999, 4), st.sampled_from(["x", "Y", ""])),
                min_size=1, max_size=10), st.sampled_from(["item", "group"]))
def test_cost_is_carried_or_written_down(items: list[Any], by: str) -> None:
    assume(by == "item" or any(item[3] for item in items))
    table = [["Item", "Quantity", "Unit Cost", "NRV", "Group"], *([f"I{n}", *item] for n, item in enumerate(items))]
    rows = udfs.wip_lcnrv(table, by)
    for row in rows[1:]:
        assert exact(row[3]) + exact(row[4]) == exact(row[1])
        assert 0 <= row[3] <= row[1]
    for at in range(1, 5):
        assert total(row[at] for row in rows[1:-1]) == exact(rows[-1][at])
    single = udfs.wip_lcnrv(table)[-1]
    if all(item[2] >= 0 for item in items):  # goods that cost to be rid of take a group below the others
        assert rows[-1][4] <= single[4]  # groups net, items do not


@FEW
@given(numbers(0, 999), numbers(0, 999), numbers(0, 99), numbers(1, 3))
def test_gross_pay_is_direct_cost_and_premium(hours: float, regular: float, rate: float, multiplier: float) -> None:
    direct, premium, gross = udfs.wip_overtime(hours, regular, rate, multiplier)[1]
    assert exact(direct) + exact(premium) == exact(gross)
    assert direct == float(cents(exact(hours) * exact(rate)))
    assert (premium > 0) <= (hours > regular)
