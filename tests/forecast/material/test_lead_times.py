"""Lead times measured, borrowed, believed or assumed; what open orders will bring, and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from tests.plant import Plant, day
from wipbook.books.books import Books
from wipbook.forecast.material.lead_times import delays, deliveries, expected_receipts, lead_times, sources


def books(plant: Plant) -> Books:
    solved = plant.solve()
    return Books(solved.ledger, solved.solution)


def order(plant: Plant, number: int, material: str, ordered: dt.date, **more: Any) -> None:
    plant.add(
        "Purchases", order=f"PO-{number}", line="1", ordered=ordered, supplier=more.pop("supplier", "S1"),
        material=material, quantity=more.pop("quantity", 10), unit_price=2, **more,
    )


def plant() -> Plant:
    made = Plant({"As_Of": "2026-06-30"})
    for code in ("BOLT", "NUT", "WIRE", "RARE"):
        made.material(code)
    return made.material("TYPED", lead_time_days=9).material("BIKE", "finished")


def row(frame: pl.DataFrame, material: str) -> dict[str, Any]:
    return frame.filter(pl.col("Material") == material).to_dicts()[0]


def test_from_its_own_receipts_then_its_supplier_then_the_sheet_then_the_plant() -> None:
    made = plant()
    for number, days in enumerate((10, 12, 14)):
        order(made, number, "BOLT", day(1, 3), received=day(1, 3) + dt.timedelta(days), promised=day(11, 3))
    order(made, 9, "NUT", day(1, 4), received=day(21, 4))
    found = lead_times(books(made))
    bolt = row(found, "BOLT")
    assert (bolt["Lead Time"], bolt["Lead Time SD"], bolt["Measured"]) == (12, pytest.approx(2.0), 3)
    assert bolt["Basis"] == "3 receipts"
    nut = row(found, "NUT")  # one receipt of its own is none: all four of its supplier
    assert (nut["Lead Time"], nut["Basis"]) == (14, "4 receipts of the supplier")
    assert (row(found, "TYPED")["Lead Time"], row(found, "TYPED")["Lead Time SD"]) == (9, 0)
    assert row(found, "TYPED")["Basis"] == "Lead Time Days, not measured"
    assert row(found, "WIRE")["Basis"] == "all 4 receipts of the plant"
    assert delays(books(made)).rows() == [("S1", 2.0, 2.0, 3)]


def test_a_receipt_that_names_the_order_line_tells_before_the_typed_day() -> None:
    made = plant()
    order(made, 1, "BOLT", day(1, 3), received=day(20, 3))
    made.move(day(8, 3), "Receipt", "BOLT", 10, unit_cost=2, document="PO-1", line="1", supplier="S1")
    assert deliveries(books(made))["Days"].to_list() == [7]


def test_nothing_known_is_assumed_and_said() -> None:
    found = lead_times(books(plant()))
    assert row(found, "RARE")["Lead Time"] == 14
    assert row(found, "RARE")["Basis"] == "nothing known: 14 days assumed"


def test_what_is_made_is_measured_by_its_jobs() -> None:
    made = plant()
    for number, days in enumerate((4, 5, 9)):
        made.job(f"J{number}", "BIKE", 5, status="Finished", released=day(1, 5), finished=day(1 + days, 5))
    made.job("J9", "BIKE", 5, released=day(1, 6))
    found = lead_times(books(made))
    assert (row(found, "BIKE")["Lead Time"], row(found, "BIKE")["Basis"]) == (6, "3 finished jobs")
    assert dict(sources(books(made)).iter_rows())["BIKE"] == "make"
    assert dict(sources(books(made)).iter_rows())["BOLT"] == "buy"


def test_impossible_deliveries_do_not_count() -> None:
    made = plant()
    order(made, 1, "BOLT", day(9, 3), received=day(1, 3))  # came before it was ordered
    order(made, 2, "BOLT", day(9, 6), received=day(9, 7))  # comes after the as-of day
    assert deliveries(books(made)).height == 0


def test_open_orders_come_when_promised_and_as_late_as_their_supplier_is() -> None:
    made = plant()
    for number in range(3):
        order(made, number, "BOLT", day(1, 3), received=day(17, 3), promised=day(11, 3))
    order(made, 7, "NUT", day(20, 6), promised=day(10, 7), received_quantity=4)
    order(made, 8, "NUT", day(1, 6), promised=day(15, 6))
    order(made, 9, "NUT", day(1, 1), promised=day(1, 2))
    order(made, 10, "NUT", day(1, 6), promised=day(15, 7), status="Cancelled")
    made.job("J1", "BIKE", 5, due=day(15, 7))
    kept = books(made)
    found = expected_receipts(kept, lead_times(kept)).filter(pl.col("Material") != "BOLT")
    told = {r["Document"]: (r["Expected"], r["Units"], r["Counted"]) for r in found.iter_rows(named=True)}
    assert told["PO-7/1"] == (day(16, 7), 6, True)
    assert told["PO-8/1"] == (day(1, 7), 10, True)  # overdue: tomorrow at the earliest
    assert told["PO-9/1"] == (day(1, 7), 10, False)
    assert told["J1"] == (day(15, 7), 5, True)
    assert "PO-10/1" not in told


def test_an_empty_workbook_has_no_lead_times() -> None:
    kept = books(Plant())
    assert lead_times(kept).height == 0
    assert expected_receipts(kept, lead_times(kept)).height == 0
