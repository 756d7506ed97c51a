"""Aging: the textbook's buckets of layers and the sheet's bands of a costed workbook are one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.plant import Plant, day
from wipbook.books.stock.aging import BANDS, aging
from wipbook.calculators.stock.stock_age import Layer, stock_age

AS_OF = dt.date(2026, 12, 31)
# days old, value: powers of two, so that a sum says what is in it
AGES = {0: 1, 30: 2, 31: 4, 60: 8, 61: 16, 90: 32, 91: 64, 180: 128, 181: 256, 365: 512, 366: 1024}
BY_HAND = {
    "0-30 days": 1 + 2, "31-60 days": 4 + 8, "61-90 days": 16 + 32, "91-180 days": 64 + 128,
    "181-365 days": 256 + 512, "over 365 days": 1024,
}


def since(days: int) -> dt.date:
    return AS_OF - dt.timedelta(days=days)


def sheet(plant: Plant, stage: str) -> dict[str, int]:
    """Band to value in currency, as on the sheet Aging."""
    solved = plant.solve()
    frame = aging(solved.ledger, solved.solution)
    return dict(zip(frame["Age"], (frame[stage] // 100).to_list(), strict=True))


def textbook() -> dict[str, int]:
    layers = [Layer(Decimal(1), since(days), value=Decimal(value)) for days, value in AGES.items()]
    return {row.age: int(row.value) for row in stock_age(layers, AS_OF)}


def test_a_limit_belongs_to_the_younger_band_of_stock() -> None:
    plant = Plant({"As_Of": AS_OF})
    for days, value in sorted(AGES.items(), reverse=True):
        plant.move(since(days), "Receipt", "STEEL", 1, unit_cost=value)
    found = sheet(plant, "Raw Materials")
    assert {band: found[band] for band in BY_HAND} == BY_HAND
    assert {band: textbook()[band] for band in BY_HAND} == BY_HAND
    assert found["without a date"] == 0


def test_a_limit_belongs_to_the_younger_band_of_jobs() -> None:
    plant = Plant({"As_Of": AS_OF}).material("BIKE", "finished").move(since(400), "Opening", "STEEL", 5000, unit_cost=1)
    for days, value in AGES.items():
        plant.job(f"J{days}", "BIKE", 1, released=since(days))
        plant.move(AS_OF, "Issue", "STEEL", value, job=f"J{days}")
    found = sheet(plant, "Work in Process")
    assert {band: found[band] for band in BY_HAND} == BY_HAND


@pytest.mark.parametrize("days", AGES)
def test_every_age_stands_in_the_same_band(days: int) -> None:
    plant = Plant({"As_Of": AS_OF}).move(since(days), "Receipt", "STEEL", 1, unit_cost=7)
    [band] = [name for name, value in sheet(plant, "Raw Materials").items() if value]
    [same] = [row.age for row in stock_age([Layer(Decimal(1), since(days), value=Decimal(7))], AS_OF)[:-1] if row.value]
    assert band == same


def test_what_is_owed_has_no_date() -> None:
    plant = Plant({"As_Of": AS_OF}).material("STEEL", standard_cost=7).move(day(5), "Shipment", "STEEL", 1)
    assert set(sheet(plant, "Raw Materials")) == set(BANDS)
