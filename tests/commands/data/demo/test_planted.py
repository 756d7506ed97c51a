"""Every planted problem is really there, in the rows it names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from wipbook.commands.data.demo.planted.problems import PLANTED
from wipbook.commands.data.demo.simulate import Demo, simulate


@pytest.fixture(scope="module", params=(1, 2, 3))
def demo(request: pytest.FixtureRequest) -> Demo:
    return simulate(request.param)


def rows(demo: Demo, code: str) -> pl.DataFrame:
    planted = next(each for each in demo.planted if each.code == code)
    frame = demo.tables[planted.sheet]
    return frame.filter(pl.col(frame.columns[0]).is_in(list(planted.keys)))


def test_all_are_planted_and_all_but_the_diffuse_ones_name_their_rows(demo):
    assert [each.code for each in demo.planted] == [each.code for each in PLANTED]
    assert {each.code for each in demo.planted if not each.keys} == {"late-jobs"}


def test_one_invoice_stands_on_two_orders_of_a_supplier(demo):
    found = rows(demo, "duplicate-invoice").drop_nulls("Invoice")
    pairs = found.group_by("Invoice", "Supplier", "Material").agg(pl.col("Order").n_unique())
    assert 2 in pairs["Order"].to_list()


def test_the_split_order_stays_twice_just_under_the_limit(demo):
    found = rows(demo, "split-order").with_columns((pl.col("Quantity") * pl.col("Unit Price")).alias("value"))
    limit = demo.settings["Approval Limit"]
    assert found.select("Ordered", "Supplier", "Buyer").n_unique() == 1
    assert all(limit - 100 < value < limit for value in found["value"])


def test_the_price_jumps_in_order_and_receipt(demo):
    lines = demo.tables["Purchases"]
    jump = rows(demo, "price-jump")
    usual = lines.group_by("Material").agg(pl.col("Unit Price").median().alias("usual"))
    assert ((jump.join(usual, on="Material")["Unit Price"] / jump.join(usual, on="Material")["usual"]) > 1.4).any()


def test_the_invoice_is_above_the_agreed_price(demo):
    found = rows(demo, "invoice-above-order")
    assert (found["Invoice Price"] > found["Unit Price"] * 1.07).any()


def test_the_supplier_shares_an_employees_account(demo):
    found = rows(demo, "supplier-like-employee")
    assert found["Payment Account"][0] in demo.tables["Employees"]["Payment Account"].to_list()
    assert found["Address"][0].startswith("PO Box")


def test_the_count_is_ten_times_the_books(demo):
    found = rows(demo, "count-times-ten")
    assert found["Counted"][0] == 10 * found["Book Quantity"][0]
    assert found["Approved By"][0] is None


def test_entries_stand_where_they_should_not(demo):
    sunday = rows(demo, "sunday-night-entry")["Entered At"][0]
    assert (sunday.weekday(), sunday.hour) == (6, 23)
    late = rows(demo, "backdated-entry")
    assert (late["Entered At"][0].date() - late["Date"][0]).days >= 45
    assert rows(demo, "adjustment-without-reason")["Reason"][0] is None


def test_the_issue_follows_the_close_of_its_job(demo):
    issue = rows(demo, "issue-to-closed-job").join(demo.tables["Jobs"], on="Job")
    assert issue["Date"][0] > issue["Closed"][0]


def test_the_issue_is_there_twice_within_a_minute(demo):
    found = rows(demo, "double-issue")
    assert found.select("Date", "Type", "Material", "Quantity", "Job", "Entered By").n_unique() == 1
    assert found["Entered At"][1] - found["Entered At"][0] == dt.timedelta(seconds=40)


def test_bad_rows_wait_for_the_exceptions(demo):
    assert rows(demo, "look-alike-codes")["Material"].to_list() == ["00123", "123"]
    assert rows(demo, "unknown-material")["Material"][0] not in demo.tables["Materials"]["Material"].to_list()
    (text,) = demo.texts
    assert (text.sheet, text.header, text.text) == ("Movements", "Quantity", "12 pcs")
    assert demo.tables["Movements"]["Movement"][text.row] == rows(demo, "text-in-number")["Movement"][0]


def test_tickets_are_wrong_in_their_own_ways(demo):
    people = demo.tables["Employees"]
    ghost = rows(demo, "ghost-ticket").join(people, on="Employee")
    assert ghost["Date"][0] > ghost["Left"][0]
    both = rows(demo, "two-tickets-at-once")
    assert both.select("Employee", "Date").n_unique() == 1 and both["Job"].n_unique() == 2
    assert rows(demo, "hours-against-clock")["Hours"][0] == 18
    wrong = rows(demo, "rate-times-ten").join(people, on="Employee")
    assert wrong["Rate"][0] == 10 * wrong["Rate_right"][0]


def test_a_finished_step_has_no_ticket_and_a_closed_job_no_output(demo):
    (job,) = next(each.keys for each in demo.planted if each.code == "missing-labor")
    done = demo.tables["Operations"].filter((pl.col("Job") == job) & pl.col("Actual Finish").is_not_null())
    booked = demo.tables["Labor"].filter(pl.col("Job") == job)["Step"].unique()
    assert set(done["Step"]) - set(booked)
    closed = rows(demo, "job-without-output")
    moves = demo.tables["Movements"].filter(pl.col("Job") == closed["Job"][0])
    assert closed["Status"][0] == "Closed"
    assert set(moves["Type"]) == {"Issue"}


def test_the_burst_the_late_supplier_and_the_rest_show_in_the_figures(demo):
    steps = demo.tables["Operations"].filter(pl.col("Work Center") == "WC-20").drop_nulls("Actual Finish")
    burst = pl.col("Actual Finish").is_between(dt.date(2026, 9, 14), dt.date(2026, 9, 25))
    inside, outside = steps.filter(burst), steps.filter(~burst)
    assert inside["Scrapped"].sum() / inside.height > 5 * outside["Scrapped"].sum() / outside.height
    late = demo.tables["Purchases"].drop_nulls("Received").with_columns(
        (pl.col("Received") > pl.col("Promised") + pl.duration(days=2)).alias("late")
    )
    share = dict(late.group_by("Supplier").agg(pl.col("late").mean()).rows())
    assert max(share, key=lambda supplier: share[supplier]) == "S-060"
    jobs = demo.tables["Jobs"]
    assert (jobs["Finished"] > jobs["Due"]).sum() > 5
    owner = demo.tables["Materials"].filter(pl.col("Material") == "CL-1")["Owner"][0]
    assert "consigned" in owner
    cheap = demo.tables["Materials"].filter(pl.col("Selling Price") < pl.col("Standard Cost"))
    assert cheap["Material"].to_list() == ["TR-300"]


def test_planned_jobs_need_more_than_there_is(demo):
    jobs = rows(demo, "short-materials")
    assert set(jobs["Status"]) == {"Planned"}
    need = (
        jobs.join(demo.tables["Bill of Materials"], left_on="Material", right_on="Product")
        .group_by("Component").agg((pl.col("Quantity") * pl.col("Quantity Per")).sum().alias("need"))
    )
    moves = demo.tables["Movements"]
    sign = pl.when(pl.col("Type").is_in(["Issue", "Shipment", "Return to Supplier", "Scrap"])).then(-1).otherwise(1)
    stock = (
        moves.filter(~((pl.col("Type") == "Scrap") & pl.col("Job").is_not_null()) & (pl.col("Type") != "Transfer"))
        .group_by("Material").agg((pl.col("Quantity") * sign).sum().alias("there"))
    )
    short = need.join(stock, left_on="Component", right_on="Material").filter(pl.col("need") > pl.col("there"))
    assert short.height >= 2


def test_the_page_names_every_problem_with_its_rows():
    page = (Path(__file__).parents[4] / "examples" / "demo" / "README.md").read_text(encoding="utf-8")
    faults = {each.code: each.fault for each in PLANTED}
    for each in simulate(1).planted:
        line = next(line for line in page.splitlines() if f"`{each.code}`" in line)
        assert faults[each.code] in line
        assert ", ".join(each.keys) in line
