"""The worked examples of the books the functions cite, figure by figure; a source that only defines is "by hand"."""

from __future__ import annotations

from typing import Any

import pytest

import udfs

# Horngren, Datar, Rajan, Cost Accounting, ch. 17: 225 units begun (conversion 60 %), 275 started, 400 completed, 100
# left (conversion 50 %); direct materials 18,000 + 19,800, conversion 8,100 + 16,380
UNITS = [["Begin", "Started", "Completed", "Ending"], [225, 275, 400, 100]]
COSTS = [
    ["Element", "Begin %", "End %", "Begin Cost", "Added Cost"],
    ["Direct materials", 1, 1, 18000, 19800],
    ["Conversion", 0.6, 0.5, 8100, 16380],
]


def by_line(spilled: list[list[Any]]) -> dict[str, list[Any]]:
    return {row[0]: row[1:] for row in spilled[1:]}


def test_pacific_electronics_weighted_average() -> None:
    """Horngren ch. 17: 500 and 450 equivalent units at 75.60 and 54.40; 52,000 transferred out
    at 130, 10,280 in process, 62,280 accounted for."""
    report = by_line(udfs.wip_process_cost(UNITS, COSTS))
    assert report["Units to account for"][-1] == report["Units accounted for"][-1] == 500
    assert report["Equivalent units"][:2] == [500, 450]
    assert report["Beginning work in process"] == [18000, 8100, 26100]
    assert report["Costs added"] == [19800, 16380, 36180]
    assert report["Costs to account for"] == report["Costs accounted for"] == [37800, 24480, 62280]
    assert report["Cost per equivalent unit"] == [75.6, 54.4, 130]
    assert report["Completed and transferred out"] == [30240, 21760, 52000]
    assert report["Ending work in process"] == [7560, 2720, 10280]
    assert report["Difference"] == [0, 0, 0]
    units = udfs.wip_equivalent_units(225, 275, 400, 100, [1, 0.6], [1, 0.5])
    assert [row[1:] for row in units[1:]] == [[225, 175, 100, 500], [225, 175, 50, 450]]


def test_pacific_electronics_fifo() -> None:
    """Horngren ch. 17: 275 and 315 equivalent units at 72 and 52; 26,100 + 4,680 = 30,780 from
    the beginning work, 21,700 started and completed, 52,480 transferred out, 9,800 in process."""
    report = by_line(udfs.wip_process_cost(UNITS, COSTS, "FIFO"))
    assert report["Equivalent units"][:2] == [275, 315]
    assert report["Cost per equivalent unit"] == [72, 52, 124]
    assert report["Finished from beginning work"] == [18000, 12780, 30780]
    assert report["Started and completed"] == [12600, 9100, 21700]
    assert report["Completed and transferred out"] == [30600, 21880, 52480]
    assert report["Ending work in process"] == [7200, 2600, 9800]
    assert report["Costs accounted for"] == [37800, 24480, 62280]
    assert report["Difference"] == [0, 0, 0]
    units = udfs.wip_equivalent_units(225, 275, 400, 100, [1, 0.6], [1, 0.5], "fifo")
    assert [row[1:] for row in units[1:]] == [[0, 175, 100, 275], [90, 175, 50, 315]]


def test_webb_company_variances() -> None:
    """Horngren ch. 7 and 8, April: materials price 44,400 F and efficiency 66,000 U; labor 9,000 hours at 22 for 8,000
    at 20: price 18,000 U, efficiency 20,000 U; variable overhead spending 4,500 F, efficiency 15,000 U; fixed overhead
    spending 9,000 U, production-volume 46,000 U."""
    assert udfs.wip_price_variance(22200, 28, 30) == -44400
    assert udfs.wip_quantity_variance(22200, 20000, 30) == 66000
    assert udfs.wip_price_variance(9000, 22, 20) == 18000
    assert udfs.wip_quantity_variance(9000, 8000, 20) == 20000
    assert udfs.wip_overhead_variance(130500, 4500, 4000, 30, 0, 0)[1] == [-4500, 15000, 10500, 0, 10500]
    assert udfs.wip_overhead_variance(285000, 4500, 4000, 0, 276000, 57.5)[1] == [9000, 0, 9000, 46000, 55000]
    # the 4-variance analysis put together (ch. 8): 4,500 U, 15,000 U, 46,000 U, 65,500 U under-allocated
    assert udfs.wip_overhead_variance(415500, 4500, 4000, 30, 276000, 57.5)[1] == [4500, 15000, 19500, 46000, 65500]


def test_robinson_company_overhead() -> None:
    """Horngren ch. 4: 1,120,000 over 28,000 hours is 40; 27,000 hours apply 1,080,000 of 1,215,000; 135,000 prorated on
    overhead allocated (2,025, 3,915, 129,060) and on ending balances (2,700, 4,050, 128,250)."""
    assert udfs.wip_overhead_rate(1120000, 28000) == 40
    assert udfs.wip_over_under(1215000, 27000 * 40) == -135000
    balances = [50000, 75000, 2375000]
    on_overhead = udfs.wip_prorate(-135000, balances, [16200, 31320, 1032480])
    assert [row[1] for row in on_overhead[1:]] == [2025, 3915, 129060]
    assert [row[2] for row in on_overhead[1:]] == [52025, 78915, 2504060]
    on_balances = udfs.wip_prorate(-135000, balances)
    assert [row[1] for row in on_balances[1:]] == [2700, 4050, 128250]
    assert [row[2] for row in on_balances[1:]] == [52700, 79050, 2503250]


def test_robinson_company_job() -> None:
    """Horngren ch. 4, job WPP 298: materials 4,606, labor 1,579, overhead 88 hours at the budgeted 40 = 3,520, total
    9,705; at the actual rate of 45 overhead is 3,960 and the job cost record says 10,145."""
    example = udfs.FUNCTIONS["wip_job_cost"].card.example
    sheet = by_line(udfs.wip_job_cost(*example.arguments))
    assert [row[-1] for row in sheet.values()] == [4606, 1579, 3520, 9705]
    actual = [["Pool", "Activity", "Rate"], ["Manufacturing overhead", 88, udfs.wip_overhead_rate(1215000, 27000)]]
    sheet = by_line(udfs.wip_job_cost(*example.arguments[:3], actual))
    assert [row[-1] for row in sheet.values()] == [4606, 1579, 3960, 10145]


def test_hardhat_construction_year_by_year() -> None:
    """Kieso, Intermediate Accounting, ch. 18, price 4,500,000: 25 %, 72 % and 100 % complete; revenue to date
    1,125,000, 3,240,000 and 4,500,000; gross profit to date 125,000, 324,000 and 450,000."""
    years = [
        udfs.wip_contract(4500000, cost, more, billed)[1]
        for cost, more, billed in ((1000000, 3000000, 900000), (2916000, 1134000, 3300000), (4050000, 0, 4500000))
    ]
    assert [year[0] for year in years] == [0.25, 0.72, 1]
    assert [year[1] for year in years] == [1125000, 3240000, 4500000]
    assert [year[2] for year in years] == [125000, 324000, 450000]
    # first year: recognized more than billed; second: 3,300,000 billed, 60,000 more than earned
    assert [year[3:] for year in years] == [[225000, 0, 0], [0, 60000, 0], [0, 0, 0]]


def test_hardhat_construction_when_it_loses() -> None:
    """Kieso ch. 18, year 2 with costs to complete of 1,468,962 (66.5 %, a loss of the period of 48,500 on a contract
    that still earns) and of 1,640,250 (64 %, a loss of 56,250 on the contract: 36,000 to date and 20,250 to come)."""
    current = udfs.wip_contract(4500000, 2916000, 1468962)[1]
    assert round(current[0], 4) == 0.665
    # the book rounds to 66.5 % first: 2,992,500; unrounded 28 cents more
    assert current[1] == pytest.approx(2992500, abs=0.5)
    assert current[2] - 125000 == pytest.approx(-48500, abs=0.5)
    assert current[5] == 0
    whole = udfs.wip_contract(4500000, 2916000, 1640250)[1]
    assert whole[0] == 0.64
    assert [whole[1], whole[2], whole[5]] == [2880000, -36000, 20250]
    assert whole[2] - whole[5] == 4500000 - 2916000 - 1640250 == -56250
    # the loss of year 2 takes back the profit of year 1: 181,250; construction expenses are 1,916,000 + 20,250
    assert whole[2] - whole[5] - 125000 == -181250


def test_hull_machine_shop_spoilage() -> None:
    """Horngren ch. 18, p. 751: 5 of 50 spoiled at 2,000, disposal 600. Due to the job: net 7,000 stays, (100,000 -
    3,000) / 45 = 2,155.56. Common to all jobs: 7,000 to overhead, 90,000. Abnormal: a loss of 7,000, 90,000 / 45."""
    normal, abnormal, cost, loss, disposal, kept, each = udfs.wip_spoilage(45, 5, 2000, 600, 0.2, "job")[1]
    assert [normal, abnormal, cost, loss, disposal, kept] == [5, 0, 7000, 0, 3000, 97000]
    assert round(each, 2) == 2155.56
    assert udfs.wip_spoilage(45, 5, 2000, 600, 0.2, "overhead")[1] == [5, 0, 7000, 0, 3000, 90000, 2000]
    assert udfs.wip_spoilage(45, 5, 2000, 600)[1] == [0, 5, 0, 7000, 3000, 90000, 2000]


def test_cellular_products_line_by_line() -> None:
    """Horngren ch. 2, Cellular Products: materials used 76,000, costs incurred 105,000, to account for 111,000 (105,000
    + 6,000), cost of goods manufactured 104,000, available for sale 126,000, cost of goods sold 108,000."""
    schedule = by_line(udfs.wip_cogm(11000, 73000, 8000, 9000, 20000, 6000, 7000, 22000, 18000))
    assert schedule["Direct materials used"] == [76000]
    assert schedule["Manufacturing costs incurred"] == [105000]
    assert schedule["Manufacturing costs incurred"][0] + schedule["Beginning work in process"][0] == 111000
    assert schedule["Cost of goods manufactured"] == [104000]
    assert schedule["Goods available for sale"] == [126000]
    assert schedule["Cost of goods sold"] == [108000]


# Kieso ch. 9, lower of cost or market: replacement cost, ceiling (NRV), floor (NRV less normal margin), cost, result
FOODS = [
    ("Spinach", 88000, 120000, 104000, 80000, 80000),
    ("Carrots", 90000, 100000, 70000, 100000, 90000),
    ("Cut beans", 45000, 40000, 27500, 50000, 40000),
    ("Peas", 36000, 72000, 48000, 90000, 48000),
    ("Mixed vegetables", 105000, 92000, 80000, 95000, 92000),
]


@pytest.mark.parametrize(("food", "replacement", "ceiling", "floor", "cost", "final"), FOODS)
def test_the_five_foods_at_lower_of_cost_or_market(
    food: str, replacement: int, ceiling: int, floor: int, cost: int, final: int
) -> None:
    """Kieso ch. 9, determination of final inventory value: 80,000, 90,000, 40,000, 48,000, 92,000."""
    assert udfs.wip_lcm(cost, replacement, ceiling, ceiling - floor) == final, food


def test_the_five_foods_at_lower_of_cost_and_nrv() -> None:
    """Kieso ch. 9 (IFRS edition), item by item: 80,000, 100,000, 40,000, 72,000, 92,000, together 384,000; by major
    groups, frozen 230,000 and canned 164,000, 394,000."""
    items = udfs.FUNCTIONS["wip_lcnrv"].card.example.arguments[0]
    rows = udfs.wip_lcnrv(items)
    assert [row[3] for row in rows[1:]] == [80000, 100000, 40000, 72000, 92000, 384000]
    assert [row[4] for row in rows[1:]] == [0, 0, 10000, 18000, 3000, 31000]
    groups = udfs.wip_lcnrv(items, "group")
    assert groups[1:] == [
        ["Frozen", 230000, 270000, 230000, 0],
        ["Canned", 185000, 164000, 164000, 21000],
        ["Total", 415000, 434000, 394000, 21000],
    ]


def test_woodland_developers_lots() -> None:
    """Kieso ch. 9, relative sales value: 1,000,000 over lots that sell for 1,000,000, 600,000 and 900,000 is 400,000,
    240,000 and 360,000."""
    assert udfs.wip_allocate(1000000, [1000000, 600000, 900000])[1:] == [[400000], [240000], [360000]]


def test_sultan_company_activities() -> None:
    """Garrison, Noreen, Brewer, exercise Sultan Company, the published variant with pools of 270,900,
    11,745, 78,570, 72,400 and 212,400: products A to D 154,990, 242,015, 130,015 and 118,995."""
    pools = {
        "Labor-related": (270900, (7100, 13800, 4000, 5200)),
        "Purchase orders": (11745, (78, 37, 47, 99)),
        "Parts management": (78570, (38, 15, 30, 14)),
        "Board etching": (72400, (550, 740, 520, 0)),
        "General factory": (212400, (2900, 6200, 3900, 4700)),
    }
    cost = [["Pool", "Cost"], *([pool, amount] for pool, (amount, _) in pools.items())]
    drivers = [["Product", "Pool", "Activity"]]
    drivers += [[p, pool, n] for pool, (_, used) in pools.items() for p, n in zip("ABCD", used, strict=True)]
    rows = udfs.wip_activity_cost(cost, drivers)
    assert [row[-1] for row in rows[1:]] == [154990, 242015, 130015, 118995, 646015]
    assert rows[1][1:6] == [63900, 3510, 30780, 22000, 34800]
    assert rows[4][1:6] == [46800, 4455, 11340, 0, 56400]


def test_the_spy_by_every_method() -> None:
    """OpenStax, Principles of Accounting vol. 1, ch. 10, 10.2 and 10.3: ending inventory and cost of goods sold of 300
    units; periodic average 285 at 27.6154 = 7,870.38, perpetual average at unrounded rates 8,902.06."""
    spy = udfs.FUNCTIONS["wip_compare_methods"].card.example.arguments[0]
    rows = {row[0]: row[1:] for row in udfs.wip_compare_methods(spy)[1:]}
    assert {name: (row[2], row[3]) for name, row in rows.items()} == {
        "FIFO": (8955, 7200), "LIFO": (8775, 7380), "Moving Average": (8902.06, 7252.94),
        "Periodic FIFO": (8955, 7200), "Periodic LIFO": (6795, 9360), "Periodic Average": (7870.38, 8284.62),
    }
    assert {row[0] for row in rows.values()} == {285}
    assert udfs.wip_layers(spy, "Periodic LIFO")[1][2:] == [150, 21, 3150]


def test_openstax_roll_forward_and_overhead() -> None:
    """OpenStax, Principles of Accounting vol. 2, 4.4: 250,000 over direct labor of 62,500 is 400 %; the roll-forward is
    by hand from the identity of 4.3: two jobs and their total."""
    assert udfs.wip_overhead_rate(250000, 62500) == 4
    table = [
        ["Job", "Opening", "Material", "Labor", "Overhead", "Completed"],
        ["A", 10, 20, 5, 20, 55],
        ["B", 0, 7, 1, 4, None],
    ]
    rows = udfs.wip_roll_forward(table)
    assert [row[8] for row in rows[1:]] == [0, 12, 12]
    assert rows[3][9] == "foots and cross-foots"


@pytest.mark.parametrize(("share", "unit"), [(1, 7), (0.75, 9.0323), (0.5, 12.7273), (0.25, 21.5385), (0, 70)])
def test_relief_of_a_published_table(share: float, unit: float) -> None:
    # an ERP's manual: 70 charged to an order of ten, one made, nine holding a part of their material
    assert udfs.wip_relief([70], 1, 9, [share], 4)[1][4] == unit


def test_relief_of_equivalent_units() -> None:
    # 7,000 started, 5,000 done, the rest with all material and half converted
    rows = udfs.wip_relief([76500, 89100], 5000, 2000, [1, 0.5])
    assert [row[4] for row in rows[1:]] == [54642.86, 74250.00, 128892.86]
    assert rows[3][5] == 165600 - 128892.86
