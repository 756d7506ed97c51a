"""History from the books: gaps are zeros, returns count against, the month under way does not count."""

from __future__ import annotations

import pytest

from tests.plant import Plant, day
from wipbook.books.books import Books
from wipbook.forecast.demand.history import demand_history, months_ahead
from wipbook.forecast.demand.panel import DemandPanel


def books(plant: Plant) -> Books:
    solved = plant.solve()
    return Books(solved.ledger, solved.solution)


def plant(as_of: str = "2026-06-30") -> Plant:
    return Plant({"As_Of": as_of}).material("STEEL").material("BIKE", "finished").job("J1", "BIKE", 10)


def row(panel: DemandPanel, material: str) -> list[float]:
    return panel.quantity[panel.names.index(material)].tolist()


def used(as_of: str = "2026-06-30") -> Plant:
    made = plant(as_of)
    made.move(day(2), "Opening", "STEEL", 500, unit_cost=1)
    made.move(day(5), "Issue", "STEEL", 30, job="J1").move(day(9), "Issue", "STEEL", 20, job="J1")
    made.move(day(5, 3), "Issue", "STEEL", 40, job="J1").move(day(8, 3), "Return from Job", "STEEL", 10, job="J1")
    return made.move(day(20, 6), "Issue", "STEEL", 7, job="J1")


def test_gaps_are_zeros_and_returns_are_taken_off() -> None:
    assert row(demand_history(books(used())), "STEEL") == [50, 0, 30, 0, 0, 7]


def test_the_month_under_way_is_no_history() -> None:
    panel = demand_history(books(used("2026-06-20")))
    assert row(panel, "STEEL") == [50, 0, 30, 0, 0]
    assert panel.periods[-1] == day(1, 5)
    assert months_ahead(day(20, 6), 2) == [day(1, 6), day(1, 7)]


def test_weeks_and_days() -> None:
    weeks = demand_history(books(used()), "week")
    assert weeks.quantity.sum() == 87 - 0
    assert weeks.periods[0].isoweekday() == 1
    days = demand_history(books(used()), "day")
    assert (len(days.periods), days.season) == (177, 7)
    assert row(days, "STEEL")[:5] == [30, 0, 0, 0, 20]


def test_more_came_back_than_went_out_is_set_against_earlier_months() -> None:
    made = used()
    made.move(day(3, 4), "Return from Job", "STEEL", 35, job="J1")
    panel = demand_history(books(made))
    assert row(panel, "STEEL") == [45, 0, 0, 0, 0, 7]
    assert panel.returned.tolist()[panel.names.index("STEEL")] == 1


def test_rows_of_the_sheet_demand_stand_for_shipments() -> None:
    made = plant("2026-04-30").move(day(2), "Opening", "BIKE", 100, unit_cost=5)
    for month, shipped in ((1, 4), (2, 5), (3, 6), (4, 7)):
        made.move(day(10, month), "Shipment", "BIKE", shipped)
    for month, asked in ((2, 9), (3, 0)):
        made.add("Demand", material="BIKE", period=day(1, month), quantity=asked, kind="History")
    made.add("Demand", material="BIKE", period=day(1, 12, 2025), quantity=3)
    panel = demand_history(books(made))
    assert panel.periods[0] == day(1, 12, 2025)
    # from December to March the sheet speaks (it has no row for January), in April the shipment
    assert row(panel, "BIKE") == [3, 0, 9, 0, 7]
    assert panel.source[panel.names.index("BIKE")] == "Demand, Movements"


def test_half_a_history_is_none_where_jobs_use_a_material_that_is_also_sold() -> None:
    made = used("2026-03-31")
    made.add("Demand", material="STEEL", period=day(1, 10, 2025), quantity=3)
    made.add("Demand", material="STEEL", period=day(1, 2), quantity=4)
    panel = demand_history(books(made))
    assert panel.periods[0] == day(1)
    assert row(panel, "STEEL") == [50, 4, 30]


@pytest.mark.parametrize("by", ["month", "week", "day"])
def test_empty_books_have_no_history(by: str) -> None:
    panel = demand_history(books(plant()), by)
    assert panel.periods == ()
    assert panel.length.tolist() == [0, 0]
