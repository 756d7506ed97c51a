"""Plants in which the model of ``tests/model`` and the product once differed, reduced to what it takes."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.plant import Books, Plant, day


def plant(**settings: object) -> Plant:
    return Plant(dict(settings)).material("FG", "finished").material("SUB", "subassembly").material("RM")


def shown(book: Plant) -> Books:
    books = book.solve()
    books.assert_conserved()
    assert sum(books.line("Standard cost variance").values()) == 0
    return books


def with_material(planned: int, issued: int, **more: object) -> Plant:
    """A job that got ``issued`` units of material at 10 on the 2nd of January."""
    book = plant().job("J", "FG", planned, **more).move(day(1), "Receipt", "RM", 100, unit_cost=10)
    return book.move(day(2), "Issue", "RM", issued, job="J")


def test_a_lot_taken_back_whole_and_made_again_in_its_month() -> None:
    book = with_material(8, 10).move(day(5), "Completion", "FG", 8, job="J")
    book.move(day(6), "Completion", "FG", 8, reverses="M3").move(day(7), "Completion", "FG", 8, job="J")
    assert shown(book).value("FG") == 100.00


def test_a_part_of_a_lot_taken_back_after_a_later_one_was_made() -> None:
    # ten of thirteen made in the end, three hold their material: 130 x 10 / 13
    book = with_material(13, 13).move(day(5), "Completion", "FG", 10, job="J")
    book.move(day(6), "Completion", "FG", 2, job="J").move(day(7), "Completion", "FG", 2, reverses="M3")
    books = shown(book)
    assert (books.layers("FG"), books.job("J")["WIP"]) == ([(8, 80.00), (2, 20.00)], 30.00)


def test_what_is_issued_to_make_units_again_waits_for_them() -> None:
    # done in January; in February four are taken back, so that it is not done: new material is theirs
    book = with_material(10, 10).move(day(5), "Completion", "FG", 10, job="J")
    book.move(day(5, 2), "Issue", "RM", 4, job="J").move(day(6, 2), "Completion", "FG", 4, reverses="M3")
    books = shown(book)
    assert (books.value("FG"), books.job("J")["WIP"], books.job("J")["Late Cost"]) == (60.00, 80.00, 0)


def test_units_taken_back_can_be_in_process() -> None:
    # seven of ten made after four were taken back, 24 of 20 hours booked: three in process; labor 400 x 1 / (1 + 3),
    # and of the 40 of the four that came back a quarter
    book = plant().job("J", "FG", 10)
    book.add("Operations", job="J", step="10", work_center="WC", planned_hours=20)
    book.ticket(day(2), 20, job="J", rate=5).move(day(5), "Completion", "FG", 10, job="J")
    book.move(day(5, 2), "Completion", "FG", 4, reverses="M1").ticket(day(6, 2), 4, job="J", rate=100)
    book.move(day(7, 2), "Completion", "FG", 1, job="J")
    books = shown(book)
    assert (books.value("FG"), books.job("J")["WIP"]) == (60.00 + 100.00 + 10.00, 300.00 + 30.00)


def test_nothing_is_in_process_of_a_pool_below_zero() -> None:
    # material: 100, half of it with the first five; a credit of 80 leaves -30, all of it for the sixth, with labor 100
    book = plant().job("J", "FG", 10).add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    book.move(day(1), "Receipt", "RM", 10, unit_cost=10, document="D1").move(day(2), "Issue", "RM", 10, job="J")
    book.move(day(5), "Completion", "FG", 5, job="J").ticket(day(5, 2), 1, job="J", rate=100)
    book.move(day(6, 2), "Revaluation", "RM", 0, amount=-80, document="D1")
    book.move(day(7, 2), "Completion", "FG", 1, job="J")
    books = shown(book)
    assert ([value for _, value in books.layers("FG")], books.job("J")["WIP"]) == ([50.00, 70.00], 0)


def test_leftovers_of_a_job_that_made_nothing_lower_what_it_holds() -> None:
    book = with_material(10, 3, status="Finished", finished=day(10))
    book.move(day(5, 2), "Return from Job", "RM", 2, job="J")
    books = shown(book)
    assert (books.job("J")["WIP"], books.job("J")["Expensed"]) == (10.00, 0)


def test_planned_relief_of_a_lot_for_which_nothing_is_held() -> None:
    # 60 of 100 spent, all of it on the first eight: the last two cost the average of the job, 60 x 2 / 10
    book = plant(Relief_Basis="planned").job("J", "FG", 10, budget_labor=100).ticket(day(2), 6, job="J", rate=10)
    book.move(day(5), "Completion", "FG", 8, job="J").move(day(5, 2), "Completion", "FG", 2, job="J")
    books = shown(book)
    assert [value for _, value in books.layers("FG")] == [48.00, 12.00]
    assert books.job("J")["Late Cost"] == -12.00


def test_normal_scrap_after_the_last_unit_takes_nothing_back_into_the_job() -> None:
    book = with_material(6, 6).move(day(5), "Completion", "FG", 6, job="J")
    book.move(day(5, 2), "Scrap", "FG", 1, job="J", abnormal=False)
    books = shown(book)
    assert (books.value("FG"), books.job("J")["WIP"], books.job("J")["Late Cost"]) == (60.00, 0, 0)


def test_abnormal_scrap_beside_normal_scrap_and_no_good_unit() -> None:
    # two of ten lost, eight hold their material: ten each; the normal one waits
    book = with_material(10, 10).move(day(5), "Scrap", "FG", 1, job="J", abnormal=True)
    book.move(day(6), "Scrap", "FG", 1, job="J", abnormal=False)
    books = shown(book)
    assert (books.job("J")["Scrapped"], books.job("J")["WIP"]) == (10.00, 90.00)


def test_units_lost_bear_late_cost_as_if_it_had_come_in_time() -> None:
    # in time 120 for ten of which two are lost: 24 and 96
    book = with_material(10, 10).move(day(5), "Completion", "FG", 8, job="J")
    book.move(day(6), "Scrap", "FG", 2, job="J", abnormal=True).move(day(5, 3), "Issue", "RM", 2, job="J")
    books = shown(book)
    job = books.job("J")
    assert (books.value("FG"), job["Scrapped"], job["Late Cost"], job["WIP"]) == (96.00, 24.00, 16.00, 0)


def test_material_held_while_units_were_only_lost_is_not_theirs() -> None:
    # January: two of eight lost, 20; the other 60 and the 10 issued later are for the three made in February
    book = with_material(8, 8).move(day(5), "Scrap", "FG", 2, job="J", abnormal=True)
    book.move(day(13, 2), "Completion", "FG", 3, job="J").move(day(19, 2), "Issue", "RM", 1, job="J")
    books = shown(book)
    assert (books.job("J")["Scrapped"], books.value("FG"), books.job("J")["WIP"]) == (20.00, 70.00, 0)


def test_a_report_of_progress_is_something_to_go_by() -> None:
    # 40 % done at the end of January, so that the material that is left is of three units, whatever is issued later
    book = with_material(10, 10).move(day(5), "Completion", "FG", 1, job="J")
    book.move(day(5, 2), "Issue", "RM", 1, job="J").add("Estimates", job="J", date=day(28, 2), percent_complete=40)
    books = shown(book)
    assert (books.value("FG"), books.job("J")["WIP"], books.job("J")["Late Cost"]) == (10.00, 100.00, 0)


def test_over_production_takes_its_charges_though_a_component_is_new() -> None:
    # books.md: over-production after done takes its period's charges
    book = plant().job("J", "FG", 10).add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    book.add("Bill of Materials", product="FG", component="SUB", quantity_per=1)
    book.move(day(1), "Receipt", "RM", 10, unit_cost=10).move(day(1), "Receipt", "SUB", 2, unit_cost=7)
    book.move(day(2), "Issue", "RM", 9, job="J").move(day(5), "Completion", "FG", 9, job="J")
    book.move(day(2, 2), "Issue", "RM", 1, job="J").move(day(5, 2), "Completion", "FG", 1, job="J")
    book.move(day(2, 3), "Issue", "SUB", 2, job="J").move(day(5, 3), "Completion", "FG", 2, job="J")
    books = shown(book)
    assert [value for _, value in books.layers("FG")] == [90.00, 10.00, 14.00]


def test_late_cost_goes_to_the_units_that_are_not_taken_back_in_its_month() -> None:
    # six made, one of them in another job, five taken back: what comes to the one that is left is that job's
    book = plant().job("S", "SUB", 10, status="Finished", finished=day(1, 2)).job("J", "FG", 16)
    book.move(day(26), "Completion", "SUB", 6, job="S").move(day(27), "Issue", "SUB", 1, job="J")
    book.move(day(3, 2), "Receipt", "RM", 12, unit_cost=10).move(day(21, 2), "Completion", "SUB", 5, reverses="M1")
    book.move(day(28, 2), "Issue", "RM", 10, job="S")
    books = shown(book)
    assert (books.job("J")["WIP"], books.job("S")["WIP"]) == (100.00, 0)


def test_under_an_average_a_lot_may_take_all_that_is_there() -> None:
    # four for nothing and four for 20.10, six of them issued: 5.02 is left, and the one taken back cost 5.025
    book = plant(Valuation_Method="Moving Average").job("S", "SUB", 4).job("T", "SUB", 4).job("J", "FG", 9)
    book.move(day(1), "Completion", "SUB", 4, job="S").ticket(day(2), 1, job="T", rate=20.10)
    book.move(day(2), "Completion", "SUB", 4, job="T").move(day(3), "Issue", "SUB", 6, job="J")
    books = book.move(day(5, 2), "Completion", "SUB", 1, reverses="M2").solve()
    books.assert_conserved()
    assert (books.value("SUB"), books.job("T")["WIP"]) == (0, 5.03)
    assert abs(books.line("Standard cost variance")["Finished Goods"]) <= 0.01


def test_a_component_that_is_new_when_a_job_is_done_again() -> None:
    # six made, one of them taken back and made again: five sixths of the component are of the five
    book = plant().job("J", "FG", 6).add("Bill of Materials", product="FG", component="RM", quantity_per=1)
    book.move(day(1), "Receipt", "RM", 6, unit_cost=10).move(day(4), "Completion", "FG", 6, job="J")
    book.move(day(4, 2), "Completion", "FG", 1, reverses="M2").move(day(1, 3), "Completion", "FG", 1, job="J")
    books = shown(book.move(day(22, 3), "Issue", "RM", 6, job="J"))
    assert [value for _, value in books.layers("FG")] == [50.00, 10.00]


def test_a_lost_unit_takes_a_credit_as_a_good_one_would() -> None:
    # ten made for 100; five taken back bring 50 into the job, of which a unit lost then takes 10; a credit of 20 to its
    # labor is of the units made: 50 + 10 - 20 over six, and the other 40 wait
    book = plant().job("J", "FG", 10).job("K", "FG", 1).ticket(day(2), 1, job="J", rate=100)
    book.move(day(5), "Completion", "FG", 10, job="J").move(day(5, 2), "Completion", "FG", 5, reverses="M1")
    book.add("Job Adjustments", adjustment="A", date=day(6, 2), from_job="J", to_job="K", element="Labor", amount=20)
    book.move(day(7, 2), "Scrap", "FG", 1, job="J", abnormal=True)
    books = shown(book)
    job = books.job("J")
    assert (books.value("FG"), job["Scrapped"], job["WIP"]) == (33.33, 6.67, 40.00)


def test_a_variance_closes_no_job() -> None:
    # ten at a standard of 4 with nothing charged, all taken back: the 40 are in the job, and so is a later ticket
    book = plant(Relief_Basis="standard")
    book.rows["Materials"][0]["Standard Cost"] = 4
    book.job("J", "FG", 10, status="Finished", finished=day(24, 2)).move(day(20), "Completion", "FG", 10, job="J")
    book.move(day(1, 2), "Completion", "FG", 10, reverses="M1").ticket(day(19, 2), 1, job="J", rate=27)
    books = shown(book)
    assert (books.job("J")["WIP"], books.job("J")["Expensed"]) == (67.00, -40.00)


def test_planned_cost_of_a_lost_unit_is_that_of_one() -> None:
    # planned 10 a unit, 120 spent; eight made, one lost as usual in February, which waits; one by fault in March
    book = plant(Relief_Basis="planned").job("J", "FG", 10, budget_labor=100).ticket(day(2), 12, job="J", rate=10)
    book.move(day(5), "Completion", "FG", 8, job="J").move(day(5, 2), "Scrap", "FG", 1, job="J", abnormal=False)
    book.move(day(5, 3), "Scrap", "FG", 1, job="J", abnormal=True)
    books = shown(book)
    # 120 over eight at 80 and the one at 10, in proportion to these
    assert (books.job("J")["Scrapped"], books.value("FG"), books.job("J")["WIP"]) == (13.33, 106.67, 0)


def test_a_return_by_name_changes_no_earlier_one() -> None:
    # issue of ten at 10; two come back in January without a name, for 20; one more by its document in February
    book = with_material(20, 10).move(day(5), "Return from Job", "RM", 2, job="J")
    book.rows["Movements"][1]["Document"] = "D2"
    book.move(day(20), "Receipt", "RM", 1, unit_cost=99)
    before = shown(book).movement(3)["value_in"]
    book.move(day(5, 2), "Return from Job", "RM", 1, job="J", document="D2")
    books = shown(book)
    assert not books.solution.movements["remark"].sum()
    assert before == books.movement(3)["value_in"] == 20.00
    assert len(books.ledger.rejections.frame().filter(books.ledger.rejections.frame()["Sheet"] == "Movements")) == 0


@pytest.mark.parametrize("method", ["FIFO", "LIFO", "Moving Average", "Periodic Average"])
def test_goods_that_come_back_may_pay_for_the_shortage_they_left_by(method: str) -> None:
    """5 at 5 there, 10 shipped (5 of them short), 4 of them come back, 1 arrives at 15: nothing is left, and the 6 sold
    cost 25 + 15 = 40. The cost of what came back goes to the shipment it came from, which once never ended."""
    plant = Plant({"Valuation_Method": method, "Framework": "US GAAP"})
    plant.move(day(1), "Opening", "A", 5, unit_cost=5).move(day(2), "Shipment", "A", 10, document="S1")
    plant.move(day(3), "Sales Return", "A", 4, document="S1").move(day(4), "Receipt", "A", 1, unit_cost=15)
    books = plant.solve()
    books.assert_conserved()
    assert (books.quantity("A"), books.value("A")) == (0, 0)
    lines = {row[0]: sum(row[1:]) for row in books.results.statement.iter_rows()}
    sold = ("Shipped to customers", "Returned by customers", "Negative stock true-up")
    assert -sum(lines[name] for name in sold) == 4000


def test_a_random_plant_on_which_cost_went_round_for_ever() -> None:
    plant = Plant({"Valuation_Method": "Periodic Average", "Framework": "US GAAP"})
    plant.material("SUB", "subassembly", standard_cost=7.77).job("J1", "SUB", 40)
    plant.move(day(17, 3), "Sales Return", "SUB", 20.26, location="B")
    plant.move(day(8, 3), "Completion", "SUB", 0.94, job="J1", location="B")
    plant.move(day(24, 2), "Transfer", "SUB", 17.29, to_location="B").move(day(19), "Shipment", "SUB", 30.32)
    for at in (94, 101):
        plant.ticket(dt.date(2026, 1, 1) + dt.timedelta(at), 8, job="J1", rate=21.5)
    plant.solve().assert_conserved()
