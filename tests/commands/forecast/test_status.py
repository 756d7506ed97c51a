"""Where each job stands: what is told, to whom, and what is never told."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest

from tests.shell import run
from wipbook.commands.data.new import copy_template
from wipbook.commands.forecast.status import UnknownCustomer, status
from wipbook.commands.forecast.status_page import NotOurPage, status_page, write_page
from wipbook.commands.value.job_card import UnknownJob
from wipbook.commands.workbench.front.chosen_view import choose_view
from wipbook.commands.workbench.settings import write_settings
from wipbook.forecast.performance.standing import STANDING
from wipbook.hosts.file.workbook import FileWorkbook, open_file

HOSTILE = '<script>alert("1")</script> & Söhne'
SECRETS = {"Contract Price": 87_654.0, "Budget Material": 43_219.0, "Budget Labor": 5_551.0}


def day(number: int, month: int = 3) -> dt.date:
    return dt.date(2026, month, number)


@pytest.fixture
def shop(tmp_path: Path) -> FileWorkbook:
    """J1 for C1: half its hours done, the second of two steps next; J2 for C2: nothing done; J3 of C1 finished."""
    path = copy_template(tmp_path / "shop.xlsx")
    with open_file(path, backups=0) as book:
        write_settings(book, {
            "Company": "Frames Ltd", "Period Start": day(1, 1), "Period End": day(31), "As Of": day(10),
        })
        book.write_table("Materials", pl.DataFrame({
            "Material": ["S", "F"], "Description": ["Steel", "Frame"], "Kind": ["raw", "finished"],
            "Unit": ["kg", "pcs"],
        }))
        book.write_table("Customers", pl.DataFrame({"Customer": ["C1", "C2", "C3"], "Name": ["One", HOSTILE, "None"]}))
        book.write_table("WorkCenters", pl.DataFrame({
            "Work Center": ["SAW", "WELD"], "Name": ["Saw", "Weld"], "Hours per Day": [8.0, 8.0],
        }))
        book.write_table("Jobs", pl.DataFrame({
            "Job": ["J1", "J2", "J3"], "Description": ["Ten frames", HOSTILE, "Two frames"],
            "Customer": ["C1", "C2", "C1"], "Material": ["F"] * 3, "Quantity": [10.0, 4.0, 2.0],
            "Status": ["Released", "Released", "Finished"],
            "Released": [day(2)] * 3, "Due": [day(20), day(2, 3), day(9)], "Promised": [day(21), None, day(9)],
            "Finished": [None, None, day(8)],
            **{name: [amount] * 3 for name, amount in SECRETS.items()},
        }))
        book.write_table("Operations", pl.DataFrame({
            "Job": ["J1", "J1", "J2"], "Step": ["10", "20", "10"], "Operation": ["Cut", "Weld", "Cut"],
            "Work Center": ["SAW", "WELD", "SAW"], "Planned Hours": [8.0, 8.0, 4.0],
            "Actual Start": [day(3), None, None], "Actual Finish": [day(4), None, None],
        }))
        book.write_table("Movements", pl.DataFrame({
            "Movement": ["M1", "M2", "M3"], "Date": [day(1), day(2), day(8)],
            "Type": ["Receipt", "Issue", "Completion"], "Material": ["S", "S", "F"], "Quantity": [100.0, 40.0, 2.0],
            "Unit Cost": [33.37, None, None], "Job": [None, "J1", "J3"],
        }))
        book.save()
    return open_file(path, backups=0)


def by_job(frame: pl.DataFrame) -> dict[str, dict[str, object]]:
    return {row["Job"]: row for row in frame.iter_rows(named=True)}


def test_step_done_promised_and_projected(shop: FileWorkbook) -> None:
    found = by_job(status(shop).jobs)
    assert list(found) == ["J2", "J3", "J1"]  # by due date
    one = found["J1"]
    assert (one["Step"], one["Steps"], one["Done"]) == ("20 Weld at WELD", "1 of 2", 0.5)
    assert (one["Due"], one["Promised"]) == (day(20), day(21))
    assert one["Projected"] is not None
    assert (found["J2"]["State"], found["J2"]["Done"]) == ("overdue", 0.0)
    assert (found["J3"]["State"], found["J3"]["Projected"], found["J3"]["Made"]) == ("finished", day(8), 2_000_000)


def test_one_job_or_one_customer_whatever_the_case(shop: FileWorkbook) -> None:
    assert status(shop, job=" j1 ").jobs["Job"].to_list() == ["J1"]
    assert sorted(status(shop, customer="c1").jobs["Job"]) == ["J1", "J3"]
    nobody = status(shop, customer="C3")
    assert nobody.jobs.is_empty() and "No jobs." in nobody.page
    with pytest.raises(UnknownJob, match="did you mean 'J1'"):
        status(shop, job="J11")
    with pytest.raises(UnknownCustomer):
        status(shop, customer="Z")


def test_a_job_finished_long_ago_is_not_shown(shop: FileWorkbook) -> None:
    write_settings(shop, {"As Of": day(31)})
    assert "J3" in by_job(status(shop).jobs)
    write_settings(shop, {"Period End": dt.date(2026, 5, 31), "As Of": dt.date(2026, 4, 8)})
    assert "J3" not in by_job(status(shop).jobs)


def test_no_cost_and_no_price_is_told(shop: FileWorkbook) -> None:
    found = status(shop)
    assert not [name for name in STANDING if re.search("cost|price|amount|wip|budget|margin", name, re.IGNORECASE)]
    shown = shop.read_table("Status").frame.write_csv() + found.page
    cost = 40 * 33.37
    for secret in (*SECRETS.values(), cost):
        for text in (f"{secret:.0f}", f"{secret:,.0f}", f"{secret:.2f}", f"{secret:,.2f}"):
            assert text not in shown, text


def test_the_page_runs_nothing_and_loads_nothing(shop: FileWorkbook, tmp_path: Path) -> None:
    page = status(shop).page
    assert "<script" not in page.lower()
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; Söhne" in page
    assert not re.search(r"(?:src|href)=|url\(|https?:", page)
    assert 'name="viewport"' in page
    assert page.count("<article") == 3


def test_a_page_is_written_over_a_page_and_nothing_else(tmp_path: Path) -> None:
    page = status_page(pl.DataFrame(schema=STANDING), "Frames Ltd", "all jobs", day(10))
    path = tmp_path / "hall.html"
    write_page(path, page)
    write_page(path, page.replace("2026-03-10", "2026-03-11"))
    assert "2026-03-11" in path.read_text("utf-8")
    path.write_text("<p>Menu</p>", "utf-8")
    with pytest.raises(NotOurPage):
        write_page(path, page)
    assert path.read_text("utf-8") == "<p>Menu</p>"
    assert [each.name for each in tmp_path.iterdir()] == ["hall.html"]


def test_the_command_fills_the_sheet_and_writes_the_page(shop: FileWorkbook, tmp_path: Path) -> None:
    page = tmp_path / "hall.html"
    said = run("status", shop.path, "--customer", "C1", "--html", page)
    assert said.returncode == 0, said.stderr
    assert "2 jobs of customer C1" in said.stdout
    assert page.read_text("utf-8").count("<article") == 2
    book = open_file(shop.path)
    choose_view(book, "Shop")
    assert book.is_visible("Status")
    assert sorted(book.read_table("Status").frame["Job"]) == ["J1", "J3"]
    assert zipfile.is_zipfile(shop.path)
