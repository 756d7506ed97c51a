"""Published process costing, each example as a plant's own books."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from tests.plant import Plant, day
from tests.process.departments import ENDS, OPENED, count, department, figures, labor, material, plant, report, units

AVERAGE = ("Opening", "Added", "Equivalent Units", "Unit Cost", "Completed", "Abnormal Loss", "Closing")
FIFO = ("FIFO Added", "FIFO Units", "FIFO Unit Cost", "From Opening", "Through", "FIFO Abnormal", "FIFO Closing")
WHOLE, NONE = {"Material": 100.0}, {}


def assembly() -> Plant:
    """Horngren, Datar, Rajan, Cost Accounting, 14th ed., ch. 17, Assembly of Pacific Electronics in March: 225 units,
    60 % converted, 275 started, 400 completed, 100 half converted."""
    book = department(
        plant(), "Assembly", "UNIT", (225, {"Material": 100, "Labor": 60}, {"Material": 18_000, "Labor": 8_100}),
        (100, {"Material": 100, "Labor": 50}),
    )
    labor(material(book, "Assembly", 19_800), "Assembly", 16_380)
    return book.move(day(20, 3), "Completion", "UNIT", 400, job="Assembly")


def test_average_and_fifo_of_the_same_department() -> None:
    # exhibits 17-6 and 17-7 (weighted average), 17-8 and 17-9 (FIFO)
    books = assembly().solve()
    found = report(books)
    assert units(found, "Assembly", "Opening Units", "Started", "Completed", "In Process") == (225, 275, 400, 100)
    assert figures(found.average, "Assembly", *AVERAGE) == {
        "Material": (18_000, 19_800, 500, 75.60, 30_240, 0, 7_560),
        "Labor": (8_100, 16_380, 450, 54.40, 21_760, 0, 2_720),
    }
    assert figures(found.fifo, "Assembly", *FIFO) == {
        "Material": (19_800, 275, 72.00, 18_000, 12_600, 0, 7_200),
        "Labor": (16_380, 315, 52.00, 8_100 + 4_680, 9_100, 0, 2_600),
    }
    assert books.value("UNIT") == 52_000.00
    assert units(found, "Assembly", "WIP Average", "WIP FIFO", "FIFO Difference") == (10_280, 9_800, -480)


def second(transferred: float) -> Plant:
    """The Testing department of the same chapter: 240 units, 62.5 % converted, 400 transferred in, 440 completed, 200
    units 80 % converted; its material is added at the end."""
    book = plant()
    book.material("UNIT", "subassembly").job("Feed", "UNIT", 400, department="Assembly")
    labor(book, "Feed", transferred).move(day(10, 3), "Completion", "UNIT", 400, job="Feed")
    book.material("SET", "finished").job("Testing", "SET", 1_000_000, department="Testing")
    # the opening stock of 240 comes out of the month before, as cost of a department that is not in the report
    book.job("Before", "UNIT", 240).ticket(day(10, 2), 10, job="Before", rate=3_360)
    book.move(day(15, 2), "Completion", "UNIT", 240, job="Before")
    book.move(day(16, 2), "Issue", "UNIT", 240, job="Testing").ticket(day(17, 2), 10, job="Testing", rate=1_800)
    count(book, "Testing", OPENED, 240, {"Material": 0, "Labor": 62.5})
    book.move(day(11, 3), "Issue", "UNIT", 400, job="Testing")
    labor(material(book, "Testing", 13_200), "Testing", 48_600)
    count(book, "Testing", ENDS, 200, {"Material": 0, "Labor": 80})
    return book.move(day(25, 3), "Completion", "SET", 440, job="Testing")


def test_a_second_department_by_weighted_average() -> None:
    # exhibits 17-10 and 17-11: what Assembly transferred out by weighted average, 52,000
    books = second(52_000).solve()
    found = report(books)
    assert figures(found.average, "Testing", *AVERAGE) == {
        "Transferred In": (33_600, 52_000, 640, 133.75, 58_850, 0, 26_750),
        "Material": (0, 13_200, 440, 30.00, 13_200, 0, 0),
        "Labor": (18_000, 48_600, 600, 111.00, 48_840, 0, 17_760),
    }
    assert books.value("SET") == 120_890.00
    assert units(found, "Testing", "Opening Units", "Started", "Completed", "In Process") == (240, 400, 440, 200)


def test_a_second_department_by_fifo() -> None:
    # exhibits 17-12 and 17-13: what Assembly transferred out first in, first out, 52,480
    found = report(second(52_480).solve())
    assert figures(found.fifo, "Testing", *FIFO) == {
        "Transferred In": (52_480, 400, 131.20, 33_600, 26_240, 0, 26_240),
        "Material": (13_200, 440, 30.00, 7_200, 6_000, 0, 0),
        "Labor": (48_600, 450, 108.00, 18_000 + 9_720, 21_600, 0, 17_280),
    }
    completed = found.fifo.filter(pl.col("Department") == "Testing").filter(pl.col("Period") == ENDS).select(
        pl.col("From Opening").sum(), pl.col("Through").sum(), pl.col("FIFO Closing").sum()
    ).row(0)
    assert completed == (68_520_00, 53_840_00, 43_520_00)


def anzio(opened: dt.date = OPENED) -> Plant:
    """The same book, ch. 18, Forming of Anzio Company: 1,500 units, 60 % converted, 8,500 started, 7,000 good, a tenth
    of them lost normally, 300 abnormally, 2,000 half converted; inspected when complete."""
    book = department(
        plant(), "Forming", "BAG", (1_500, {"Material": 100, "Labor": 60}, {"Material": 12_000, "Labor": 9_000}),
        (2_000, {"Material": 100, "Labor": 50}), opened,
    )
    labor(material(book, "Forming", 76_500), "Forming", 89_100)
    book.move(day(20, 3), "Completion", "BAG", 7_000, job="Forming")
    book.move(day(20, 3), "Scrap", "BAG", 700, job="Forming", abnormal=False)
    return book.move(day(20, 3), "Scrap", "BAG", 300, job="Forming", abnormal=True)


def test_normal_and_abnormal_loss() -> None:
    # exhibits 18-1 and 18-2 (weighted average), 18-3 (FIFO)
    books = anzio().solve()
    found = report(books)
    assert units(found, "Forming", "Opening Units", "Started", "Completed", "Normal Loss", "Abnormal Loss",
                 "In Process") == (1_500, 8_500, 7_000, 700, 300, 2_000)
    assert figures(found.average, "Forming", *AVERAGE) == {
        "Material": (12_000, 76_500, 10_000, 8.85, 61_950 + 6_195, 2_655, 17_700),
        "Labor": (9_000, 89_100, 9_000, 10.90, 76_300 + 7_630, 3_270, 10_900),
    }
    assert (books.value("BAG"), books.job("Forming")["Scrapped"]) == (152_075.00, 5_925.00)
    assert figures(found.fifo, "Forming", *FIFO) == {
        "Material": (76_500, 8_500, 9.00, 12_000, 49_500 + 6_300, 2_700, 18_000),
        "Labor": (89_100, 8_100, 11.00, 9_000 + 6_600, 60_500 + 7_700, 3_300, 11_000),
    }


def test_opening_work_in_process_dated_in_the_period_itself() -> None:
    book = anzio()
    for row in book.rows["Movements"]:
        if row["Type"] == "Opening":
            row["Date"] = day(1, 3)
    found, before = report(book.solve()), report(anzio().solve())
    columns = ("Element", "Opening", "Added", "Equivalent Units", "Completed", "Abnormal Loss", "Closing")
    assert found.average.select(columns).equals(before.average.filter(pl.col("Period") == ENDS).select(columns))
    assert found.fifo.drop("Period").equals(before.fifo.filter(pl.col("Period") == ENDS).drop("Period"))


def kaplan(lost: float, good: float, **settings: str) -> Plant:
    """Kaplan, ACCA F2, ch. 9: 1,000 kg at 18, labor 1,800, overhead 900; a tenth is lost normally and sells at 1.80."""
    book = plant(Normal_Loss="neglected", **settings)
    book.material("OIL", "finished").material("SCRAP", "raw", selling_price=1.80)
    book.add("Outputs", product="OIL", output="SCRAP", kind="By-Product")
    book.job("Heating", "OIL", 1_000, department="Heating", status="Finished", finished=ENDS)
    labor(material(book, "Heating", 18_000), "Heating", 2_700)
    book.move(day(20, 3), "Completion", "OIL", good, job="Heating")
    book.move(day(20, 3), "Completion", "SCRAP", 100, job="Heating")
    book.move(day(20, 3), "Scrap", "OIL", 100, job="Heating", abnormal=False)
    if lost:
        book.move(day(20, 3), "Scrap", "OIL", lost, job="Heating", abnormal=True)
    return book


@pytest.mark.parametrize(("lost", "good", "output", "loss"), [(0, 900, 20_520, 0), (100, 800, 18_240, 2_280)])
def test_a_process_account_with_scrap_that_sells(lost: float, good: float, output: float, loss: float) -> None:
    # p. 146 and 148: (20,700 - 180) / 900 = 22.80 a kilogram
    books = kaplan(lost, good).solve()
    found = report(books)
    assert (books.value("OIL"), books.job("Heating")["Scrapped"]) == (output, loss)
    assert units(found, "Heating", "Started", "Completed", "Normal Loss", "Abnormal Loss") == (1_000, good, 100, lost)
    whole = found.average.select(pl.col("Completed", "Abnormal Loss", "Other").sum()).row(0)
    assert whole == (output * 100, loss * 100, 180_00)
    assert found.average["Unit Cost"].sum() == 22_800_000


def test_normal_loss_counted_is_borne_by_good_units_alone() -> None:
    # counted: 1,000 share the cost, abnormal loss has 100 x 20.52, all else the 800 good ones
    book = kaplan(100, 800)
    book.settings["Normal_Loss"] = "counted"
    books = book.solve()
    report(books)
    assert (books.job("Heating")["Scrapped"], books.value("OIL")) == (2_052.00, 18_468.00)
