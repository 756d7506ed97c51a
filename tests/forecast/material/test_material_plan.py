"""Planning of materials as a whole: on the demo, on empty books, on books full of faults; and what its sheets show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.plant import Plant, day
from wipbook.books.books import Books
from wipbook.costing.solve import solve
from wipbook.forecast.demand.forecast_tables import MONTHS, accuracy, material_forecasts, months_shown
from wipbook.forecast.material.material_tables import replenish_table, shortage_table, state_table
from wipbook.forecast.planning import Plan
from wipbook.hosts.file.workbook import open_file
from wipbook.ledger import read
from wipbook.sheets.forecast import forecast, replenish, shortages
from wipbook.sheets.layout import OutputSheet, to_cells

SHEETS = (forecast.SHEET, replenish.SHEET, shortages.SHEET)


@pytest.fixture(scope="module")
def demo(demo_file: Path) -> Plan:
    ledger = read(open_file(demo_file))
    return Plan(Books(ledger, solve(ledger)))


def planning(plant: Plant, **more: float) -> Plan:
    solved = plant.solve()
    return Plan(Books(solved.ledger, solved.solution), **more)  # type: ignore[arg-type]


def shop() -> Plant:
    made = (
        Plant({"As_Of": "2026-12-31"}).material("STEEL", lead_time_days=10, order_cost=20).material("BIKE", "finished")
    )
    made.add("Bill of Materials", product="BIKE", component="STEEL", quantity_per=4)
    made.rows["Bill of Materials"][0]["Quantity Per"] = 4
    made.move(day(1), "Opening", "STEEL", 1000, unit_cost=3)
    for month in range(1, 13):
        job = f"J{month}"
        made.job(job, "BIKE", 10, status="Finished", released=day(1, month), finished=day(8, month), due=day(9, month))
        made.move(day(2, month), "Issue", "STEEL", 40, job=job).move(day(8, month), "Completion", "BIKE", 10, job=job)
        made.move(day(20, month), "Shipment", "BIKE", 9)
    return made


def test_the_demo_names_the_jobs_that_were_planted_short(demo: Plan) -> None:
    assert set(demo.material.stopped_jobs["Job"]) == {"J-1165", "J-1166", "J-1167", "J-1168"}
    assert {"RM-16", "FB-600", "FR-400"} <= set(demo.material.shortages["Material"])


def test_the_demo_measures_the_late_supplier(demo: Plan) -> None:
    times = demo.supply.lead_times.filter(pl.col("Supplier") == "S-060")
    assert times.filter(pl.col("Measured") >= 3)["Lead Time"].min() > 16.8  # twelve working days


def test_needs_of_jobs_are_those_of_the_books_where_nothing_is_made_below(demo: Plan) -> None:
    direct = demo.demand.requirements.requirements.filter((pl.col("Source") == "job") & pl.col("For").is_null())
    assert direct["Units"].sum() == pytest.approx(demo.books.need["Open"].sum() / 1e6)


def test_what_stock_and_orders_cover_is_not_asked_for_again(demo: Plan) -> None:
    rows = demo.demand.requirements.requirements
    coming = (
        demo.supply.receipts_ahead.filter(pl.col("Counted")).group_by("Material").agg(pl.col("Units").sum().alias("Coming"))
    )
    sums = rows.group_by("Material").agg(pl.col("Units", "Net").sum()).join(coming, on="Material", how="left")
    sums = sums.join(demo.supply.on_hand.rename({"Units": "Stock"}), on="Material")
    left = (pl.col("Units") - pl.col("Stock") - pl.col("Coming").fill_null(0)).clip(0)
    assert sums.select((pl.col("Net") - left).abs().max()).item() < 1e-6


@pytest.mark.parametrize("horizon", [1, 6, 12, 36])
def test_any_horizon_fills_the_sheets(demo: Plan, horizon: int) -> None:
    plan = Plan(demo.books, horizon)
    found = material_forecasts(plan)
    assert found["Month 1"].null_count() == 0
    assert found[f"Month {MONTHS}"].null_count() == (found.height if horizon < MONTHS else 0)
    assert months_shown(plan).height == 24
    _fits(plan)


def test_more_service_asks_for_more_money(demo: Plan) -> None:
    low, high = (Plan(demo.books, 6, level).material.ordering.replenishment for level in (80.0, 99.0))
    assert (low["Safety Stock"] <= high["Safety Stock"]).all()
    worth = [(each["Safety Stock"] * each["Unit Cost"]).sum() for each in (low, high)]
    assert worth[0] < worth[1]


def test_totals_of_the_states_are_those_of_the_list(demo: Plan) -> None:
    rows, states = replenish_table(demo), state_table(demo)
    assert states["Materials"].sum() == rows.height
    for name in ("Cash", "Excess Value", "Carrying Cost"):
        assert states[name].sum() == rows[name].sum()


def test_the_most_urgent_stand_first(demo: Plan) -> None:
    found = replenish_table(demo)["State"].to_list()
    assert found == sorted(
        found, key=["order now", "order soon", "below safety stock", "enough", "excess", "no demand"].index
    )
    assert shortage_table(demo)["Short From"].is_sorted()


def test_classes_add_up(demo: Plan) -> None:
    found = accuracy(demo)
    assert found["Materials"][:-1].sum() == found["Materials"][-1] == len(demo.demand.history)


def test_a_small_shop_by_hand() -> None:
    plan = planning(shop(), horizon=3)
    steel = plan.demand.history.names.index("STEEL")
    assert plan.demand.demand_forecast.point[steel] == pytest.approx([40, 40, 40])
    assert plan.demand.demand_forecast.mase.tolist()[steel] is not None
    # nothing is sold of steel; nine bikes a month are, 12 are in stock: 15 of 27 are to be made of four pieces each
    asked = plan.demand.dependent_demand.filter(pl.col("Material") == "STEEL")
    assert asked["From Sales"].sum() == pytest.approx((27 - 12) * 4)
    row = plan.material.ordering.replenishment.row(steel, named=True)
    assert (row["On Hand"], row["State"], row["Basis"]) == (520, "excess", "Lead Time Days, not measured")


def test_a_job_without_a_bill_asks_for_nothing_and_a_typed_forecast_counts() -> None:
    made = shop().job("J99", "STEEL", 5)
    made.add("Demand", material="BIKE", period=day(1, 2, 2027), quantity=500, kind="Forecast")
    made.add("Demand", material="BIKE", period=day(1, 1, 2027), quantity=30, kind="Order")
    asked = planning(made, horizon=2).demand.sales_ahead.filter(pl.col("Material") == "BIKE")
    assert asked.select("Date", "Units", "Source").rows() == [
        (day(1, 1, 2027), 30.0, "order"), (day(1, 2, 2027), 500.0, "forecast"),
    ]


def _fits(plan: Plan) -> None:
    for sheet in SHEETS:
        for table in sheet.tables:
            frame = to_cells(table.build(plan), table.columns, 2)
            assert frame.columns == list(table.headers)
            if table.rows:
                assert frame.height == table.rows, table.name
            for name, kind in frame.schema.items():
                assert not kind.is_float() or frame[name].is_nan().sum() == 0, (table.name, name)


def circular() -> Plant:
    made = shop()
    for product, component in (("FRAME", "WELD"), ("WELD", "FRAME"), ("BIKE", "FRAME")):
        made.add("Bill of Materials", product=product, component=component)
        made.rows["Bill of Materials"][-1]["Quantity Per"] = 1
    made.material("FRAME", "subassembly").material("WELD", "subassembly").job("J77", "BIKE", 5)
    return made


def faults() -> dict[str, Plant]:
    late = shop().job("J88", "BIKE", 5000, status="Planned", released=day(20, 12), due=day(1, 12))
    below = shop().move(day(3, 12), "Issue", "STEEL", 9999, job="J12")
    gone = shop()
    gone.rows["Materials"][0]["Active"] = False
    returned = shop().move(day(4, 12), "Return from Job", "STEEL", 999, job="J12")
    one = Plant({"As_Of": "2026-12-31"}).move(day(2, 11), "Opening", "NUT", 5, unit_cost=1)
    one.move(day(3, 11), "Shipment", "NUT", 5)
    return {
        "nothing at all": Plant(), "materials only": Plant().material("NUT"), "one point": one, "circular": circular(),
        "due before release": late, "stock below zero": below, "not active": gone, "returns prevail": returned,
    }


@pytest.mark.parametrize("name", list(faults()))
def test_bad_input_gives_rows_that_say_so(name: str) -> None:
    plan = planning(faults()[name])
    _fits(plan)
    assert np.isfinite(plan.material.ordering.replenishment["Safety Stock"].to_numpy()).all()


def test_what_is_wrong_is_said() -> None:
    notes = {
        name: " ".join(
            filter(None, [*replenish_table(planning(plant))["Note"], *material_forecasts(planning(plant))["Note"]])
        )
        for name, plant in faults().items()
    }
    assert "leads back to itself" in notes["circular"]
    assert "below zero" in notes["stock below zero"]
    assert "not active" in notes["not active"]
    assert "more came back than went out" in notes["returns prevail"]
    assert "new: 2 months" in notes["one point"]
    assert planning(circular()).demand.requirements.circular == ["FRAME", "WELD"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_says_what_it_is_made_from_and_is_hidden_while_empty(sheet: OutputSheet) -> None:
    assert (sheet.kind, sheet.filled_by, sheet.when_empty) == ("report", "forecast", "hide")
    assert sheet.source and len(sheet.about) <= 70
    assert sheet.charts
    assert sheet.tables[0].build(planning(Plant())).height == 0
