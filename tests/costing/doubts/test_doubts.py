"""What is pointed at, what is left out, and that each is said once."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.plant import Plant, day


def listed(plant: Plant) -> list[tuple[str, str, str]]:
    frame = plant.solve().ledger.rejections.frame()
    return frame.select("Sheet", "Cell", "Effect").rows()


def test_a_circular_bill_is_listed_with_its_chain() -> None:
    plant = Plant().material("A").material("B").material("C").material("D")
    for product, component in (("A", "B"), ("B", "C"), ("C", "A"), ("A", "D")):
        plant.rows.setdefault("Bill of Materials", []).append(
            {"Product": product, "Component": component, "Quantity Per": 1}
        )
    books = plant.move(day(1), "Receipt", "D", 1, unit_cost=1).solve()
    frame = books.ledger.rejections.frame()
    assert frame["Cell"].to_list() == ["B6", "B7", "B8"]  # D is no part of the circle
    assert frame["Effect"].unique().to_list() == ["warning"]
    assert "A > C > B > A" in frame["Expected"][0]


def test_a_job_that_completes_something_else_than_its_product_is_pointed_at() -> None:
    plant = Plant().material("A", selling_price=3).material("FG", "finished", selling_price=9).job("J", "FG", 1)
    plant.move(day(1), "Receipt", "A", 5, unit_cost=2).move(day(2), "Issue", "A", 4, job="J")
    plant.move(day(3), "Completion", "A", 1, job="J")
    assert listed(plant) == [("Movements", "F8", "warning")]
    plant.add("Outputs", product="FG", output="A", kind="Co-Product")
    assert listed(plant) == []


def test_outputs_that_their_basis_cannot_weigh_are_pointed_at() -> None:
    def joint(basis: str, share: float | None, price: float | None) -> list[tuple[str, str, str]]:
        plant = Plant({"Joint_Cost_Basis": basis}).material("P", "finished", selling_price=price)
        plant.material("Q", "finished", selling_price=2).job("J", "P", 1).ticket(day(1), 1, job="J", rate=9)
        plant.add("Outputs", product="P", output="Q", cost_share_percent=share)
        for code in "PQ":
            plant.move(day(2), "Completion", code, 1, job="J")
        return listed(plant)

    assert joint("percent", 40, 1) == joint("sales value", None, 1) == joint("quantity", None, None) == []
    assert joint("percent", 100, 1) == joint("percent", None, 1) == [("Outputs", "E6", "warning")]
    assert joint("sales value", None, None) == [("Materials", "G6", "warning")]


def test_an_output_is_not_its_product() -> None:
    plant = Plant().material("P", "finished").job("J", "P", 1).add("Outputs", product="P", output="P")
    assert listed(plant) == [("Outputs", "B6", "row excluded")]


def test_returns_of_what_never_left_are_pointed_at() -> None:
    plant = Plant().material("FG", "finished").job("J", "FG", 1).move(day(1), "Receipt", "A", 9, unit_cost=2)
    plant.move(day(2), "Issue", "A", 3, job="J").move(day(3), "Return from Job", "A", 2, job="J")
    assert listed(plant) == []
    plant.move(day(4), "Return from Job", "A", 2, job="J")
    assert listed(plant) == [("Movements", "G9", "warning")]


def test_standard_without_a_standard_and_specific_without_a_lot_are_pointed_at() -> None:
    receipt = (day(1), "Receipt", "A", 1)
    assert listed(Plant({"Valuation_Method": "Standard"}).move(*receipt, unit_cost=1)) == [
        ("Materials", "F6", "warning")
    ]
    assert listed(Plant({"Valuation_Method": "Specific"}).move(*receipt, unit_cost=1)) == [
        ("Movements", "L6", "warning")
    ]


@pytest.mark.parametrize("policy", ["refuse", "warn"])
def test_nothing_is_listed_twice_however_often_costing_starts_again(policy: str) -> None:
    plant = Plant({"Negative_Stock": policy, "Closed_Through": day(1)}).material("FG", "finished").job("J", "FG", 1)
    plant.move(day(1), "Receipt", "A", 5, unit_cost=5, entered_at=dt.datetime(2026, 1, 9, 8))
    for number in range(9):
        plant.move(day(3 + number), "Shipment", "A", 2)
    plant.ticket(day(2), 1, job="J")  # nobody knows the rate
    books = plant.solve()
    frame = books.ledger.rejections.frame()
    assert frame.height == frame.unique().height == {"refuse": 1 + 1 + 7, "warn": 1 + 1 + 1}[policy]
    assert books.ledger.rows_used["Labor"] == 0


def test_what_went_before_a_count_is_not_to_blame_for_a_shortage_after_it() -> None:
    plant = Plant({"Negative_Stock": "refuse"}).move(day(1), "Receipt", "A", 10, unit_cost=1)
    plant.move(day(2), "Shipment", "A", 3, entered_at=dt.datetime(2026, 3, 1, 8))  # entered last, but before the count
    plant.move(day(5), "Count", "A", -2, document="CT").add("Counts", count="CT", date=day(5), material="A", counted=5)
    plant.move(day(6), "Shipment", "A", 4).move(day(7), "Shipment", "A", 4)
    books = plant.solve()
    assert books.ledger.rejections.frame()["Row Key"].to_list() == ["M5"]
    assert books.quantity("A") == 1


def test_a_refused_transfer_takes_what_was_used_at_its_end_with_it() -> None:
    plant = Plant({"Negative_Stock": "refuse"}).move(day(1), "Receipt", "A", 4, unit_cost=1, location="X")
    plant.move(day(2), "Transfer", "A", 5, location="X", to_location="Y").move(day(3), "Shipment", "A", 1, location="Y")
    books = plant.solve()
    assert sorted(books.ledger.rejections.frame()["Row Key"]) == ["M2", "M3"]
    assert books.quantity("A") == 4
    books.assert_conserved()


def test_each_lot_and_each_place_is_reset_to_its_own_count() -> None:
    plant = Plant()
    for lot, cost in (("L1", 5), ("L2", 6)):
        plant.move(day(1), "Receipt", "A", 5, unit_cost=cost, lot=lot, location="X")
    for lot, counted in (("L1", 3), ("L2", 6)):
        plant.move(day(3), "Count", "A", counted - 5, document="CT", lot=lot, location="X")
        plant.add("Counts", count="CT", date=day(3), material="A", lot=lot, location="X", counted=counted)
    assert plant.solve().value("A") == 3 * 5 + 6 * 6


def test_the_count_of_one_place_does_not_wipe_out_the_others() -> None:
    # some movements name no place, so the material is valued as one: the difference is booked, not the count
    plant = (
        Plant().move(day(1), "Receipt", "A", 50, unit_cost=1).move(day(2), "Receipt", "A", 5, unit_cost=1, location="X")
    )
    plant.move(day(3), "Count", "A", -1, document="CT", location="X")
    plant.add("Counts", count="CT", date=day(3), material="A", location="X", counted=4)
    assert plant.solve().quantity("A") == 54


def test_a_count_without_a_difference_still_resets_the_balance() -> None:
    plant = Plant().move(day(1), "Receipt", "A", 9, unit_cost=1).move(day(5), "Count", "A", 0, document="CT")
    plant.add("Counts", count="CT", date=day(5), material="A", counted=9)
    plant.move(day(3), "Receipt", "A", 4, unit_cost=1, entered_at=dt.datetime(2026, 2, 1, 8))
    assert plant.solve().quantity("A") == 9


def test_scrap_inside_a_job_does_not_stop_valuation_by_location() -> None:
    plant = Plant().material("FG", "finished").job("J", "FG", 10)
    plant.move(day(1), "Opening", "FG", 5, unit_cost=2, location="X").move(day(2), "Scrap", "FG", 1, job="J")
    plant.move(day(3), "Transfer", "FG", 2, location="X", to_location="Y")
    assert plant.solve().results.valuation["Location"].to_list() == ["X", "Y"]


def test_a_pool_that_changes_its_driver_is_charged_once() -> None:
    plant = Plant().material("FG", "finished").job("J", "FG", 1)
    pool = {"pool": "P", "budget_cost": 100, "budget_activity": 10}
    plant.add("Overhead", period=day(1), driver="labor hours", **pool)
    plant.add("Overhead", period=day(1, 2), driver="labor cost", **pool)
    plant.ticket(day(5), 2, job="J", rate=7).ticket(day(5, 2), 3, job="J", rate=7)
    # January: 2 h at 10.00; February: 21.00 of labor at 10.00 per unit of currency
    assert plant.solve().job("J")["Overhead Cost"] == 20.00 + 210.00


def test_overhead_by_hand_on_every_driver() -> None:
    plant = Plant().material("M").material("FG", "finished").job("J", "FG", 4)
    plant.add("Work Centers", work_center="W", name="w", hours_per_day=8, overhead_pool="MACHINE")
    rates = {
        "HOURS": ("labor hours", 1000, 400), "PAY": ("labor cost", 375, 1000), "MACHINE": ("machine hours", 90, 40),
             "STORES": ("material cost", 50, 1000), "OUTPUT": ("units", 7, 2)}
    for pool, (driver, cost, activity) in rates.items():
        plant.add("Overhead", pool=pool, period=day(1), driver=driver, budget_cost=cost, budget_activity=activity,
                  variable_percent=37.5)
    plant.move(day(2), "Receipt", "M", 100, unit_cost=3.33).move(day(3), "Issue", "M", 10, job="J")
    plant.ticket(day(4), 6, job="J", rate=21).ticket(day(4), 2, job="J", rate=0)  # the owner works for nothing
    plant.add("Machine Time", booking="B1", date=day(4), work_center="W", job="J", hours=3)
    plant.add("Machine Time", booking="B2", date=day(4), work_center="W", job="J", hours=9, kind="Down")
    plant.move(day(5), "Completion", "FG", 3, job="J")
    books = plant.solve()
    applied = {row["Pool"]: row["Applied"] / 100 for row in books.solution.overhead.to_dicts()}
    assert applied == {
        "HOURS": 8 * 2.50,  # also the hours that cost nothing
        "PAY": 47.25,  # 126.00 at 0.375
        "MACHINE": 6.75,  # 3 h at 2.25
        "STORES": 1.67,  # 33.30 at 0.05 is 1.665
        "OUTPUT": 10.50,  # 3 at 3.50
    }
    assert books.job("J")["Overhead Cost"] == sum(applied.values())


def test_a_part_of_a_percent_of_variable_cost_counts() -> None:
    plant = Plant().add("Overhead", pool="P", period=day(1), driver="labor hours", budget_cost=1000,
                        budget_activity=100, normal_activity=50, variable_percent=37.5)
    # 375 / 100 h variable + 625 / 50 h fixed
    assert plant.solve().solution.overhead["Rate"].to_list() == [16_250_000]


def test_one_blank_location_among_many_is_pointed_at() -> None:
    plant = Plant().move(day(1), "Receipt", "A", 5, unit_cost=1, location="MAIN")
    plant.move(day(2), "Receipt", "A", 5, unit_cost=3, location="LINE").move(day(3), "Shipment", "A", 2)
    listed = plant.solve().ledger.rejections.frame()
    assert listed.select("Row Key", "Column", "Effect").rows() == [("M3", "Location", "warning")]
    assert Plant().move(day(1), "Receipt", "A", 5, unit_cost=1).solve().ledger.rejections.frame().is_empty()
