"""The workbook of the next year: what it opens with, what goes along, and that it costs what it would have."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.shell import run
from wipbook.books.books import Books
from wipbook.books.closed.stock_at import stock_at
from wipbook.commands.close.carrying.carry_forward import CarriedForward, carry_forward
from wipbook.commands.close.carrying.not_carried import NotCarried
from wipbook.commands.close.close import close
from wipbook.commands.close.verify import verify
from wipbook.commands.data.new import FileExists, copy_template
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.forecast.demand.history import demand_history
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ledger.ledger import read_policy
from wipbook.port.tables import letters

NOW = dt.datetime(2026, 1, 9, 9)
OVERRULED: Mapping[str, Any] = {
    "by": "Ann", "despite": ["checks", "rows", "counts", "findings", "ledger", "adjustments"], "reason": "a sample",
    "accept": True, "now": NOW,
}


def rows(names: str, *lines: tuple[object, ...]) -> pl.DataFrame:
    return pl.DataFrame([*lines], schema=[name.strip() for name in names.split(",")], orient="row", strict=False)


def day(number: int, month: int, year: int = 2025) -> dt.date:
    return dt.date(year, month, number)


def old_year(path: Path) -> FileWorkbook:
    """Steel comes 3 kg at 10.00 in all, and 1 kg is worth no whole cent: 3.33, then 3.34, then 3.33 (running totals).

    J1 makes two frames. In 2025 it takes 2 kg and two hours at 20, and one frame is made of all it held by then, 3.33 +
    40.00; the second kg comes after. J0 is done and gone. Nuts are averaged: 10 at 0.50 and 10 at 7.01 in all.
    """
    book = open_file(copy_template(path), backups=0)
    book.write_table("Materials", rows(
        "Material, Description, Kind, Unit, Method", ("STEEL", "Steel", "raw", "kg", "FIFO"),
        ("NUT", "Nut", "raw", "pcs", "Moving Average"), ("FRAME", "Frame", "finished", "pcs", "FIFO"),
    ))
    book.write_table("Employees", rows("Employee, Name, Rate", ("E1", "Kim", 20.0)))
    book.write_table("Jobs", rows(
        "Job, Description, Material, Quantity, Status, Due, Relief Basis",
        ("J0", "Done", "FRAME", 1.0, "Finished", day(1, 6), "to date"),
        ("J1", "Two frames", "FRAME", 2.0, "Released", day(31, 1, 2026), "to date"),
    ))
    book.write_table("Movements", rows(
        "Movement, Date, Type, Material, Quantity, Amount, Job, Document",
        ("M1", day(10, 1), "Receipt", "STEEL", 3.0, 10.0, None, "PO-1"),
        ("M2", day(1, 3), "Receipt", "NUT", 10.0, 5.0, None, "PO-2"),
        ("M3", day(2, 3), "Receipt", "NUT", 10.0, 7.01, None, "PO-3"),
        ("M4", day(1, 4), "Issue", "NUT", 4.0, None, "J0", None),
        ("M5", day(2, 4), "Completion", "FRAME", 1.0, None, "J0", None),
        ("M6", day(3, 4), "Shipment", "FRAME", 1.0, None, None, None),
        ("M7", day(1, 11), "Issue", "STEEL", 1.0, None, "J1", None),
        ("M8", day(10, 11), "Completion", "FRAME", 1.0, None, "J1", None),
        ("M9", day(20, 12), "Issue", "STEEL", 1.0, None, "J1", None),
    ))
    book.write_table("Labor", rows(
        "Ticket, Date, Employee, Job, Hours", ("T1", day(1, 4), "E1", "J0", 1.0), ("T2", day(5, 11), "E1", "J1", 2.0),
    ))
    write_settings(book, {"Period Start": day(1, 12), "Period End": day(31, 12), "As Of": day(31, 12)})
    book.save()
    return book


def next_year(book: FileWorkbook) -> None:
    """January 2026: the last kg, an hour, the second frame; both are shipped."""
    book.append_rows("Movements", rows(
        "Movement, Date, Type, Material, Quantity, Job",
        ("N1", day(5, 1, 2026), "Issue", "STEEL", 1.0, "J1"),
        ("N2", day(20, 1, 2026), "Completion", "FRAME", 1.0, "J1"),
        ("N3", day(25, 1, 2026), "Shipment", "FRAME", 2.0, None),
    ))
    book.append_rows("Labor", rows("Ticket, Date, Employee, Job, Hours", ("T9", day(6, 1, 2026), "E1", "J1", 1.0)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, CarriedForward]:
    folder = tmp_path_factory.mktemp("years")
    old, new = folder / "plant-2025.xlsx", folder / "plant-2026.xlsx"
    book = old_year(old)
    close(book, **OVERRULED)
    book.save()
    before = old.read_bytes()
    carried = carry_forward(book, new, by="Ann", now=NOW)
    assert old.read_bytes() == before, "the workbook before stays as it is"
    return old, new, carried


@pytest.fixture
def path(made: tuple[Path, Path, CarriedForward], tmp_path: Path) -> Path:
    return Path(shutil.copy(made[1], tmp_path / "plant-2026.xlsx"))


def _stock(books: Books, last: dt.date) -> dict[str, tuple[float, float]]:
    return {material: (quantity / 10**6, value / 100) for material, quantity, value in
            stock_at(books.solution, last).select("Material", "Quantity", "Value").iter_rows()}


def test_it_opens_with_what_was_closed(made: tuple[Path, Path, CarriedForward]) -> None:
    _, new, carried = made
    assert (carried.through, carried.start, carried.end) == (day(31, 12), day(1, 1, 2026), day(31, 1, 2026))
    # steel, two of nuts, the frame; two issues and a frame
    assert (carried.jobs, carried.layers, carried.told) == (1, 4, 3)
    with open_file(new) as book:
        statement = book.read_table("Statement").frame
        opening = statement.filter(pl.col("Line") == "Opening").select("Raw Materials", "Work in Process",
                                                                       "Finished Goods").row(0)
        # 16 of 20 nuts of 12.01 are 9.61 and steel is 3.33; the second kg of steel waits in J1; a frame at 43.33
        assert opening == (12.94, 3.34, 43.33)
        assert statement.filter(pl.col("Line") == "Opening").height == 1
        books = open_books(book)
        assert _stock(books, day(31, 12)) == {"STEEL": (1, 3.33), "NUT": (16, 9.61), "FRAME": (1, 43.33)}
        assert verify(book).faults == ()
        # of the year before only its balances: all other sides are opening balances
        past = books.entries.filter(pl.col("Date") <= day(31, 12)).group_by("Role").agg(pl.col("Amount").sum())
        assert dict(past.iter_rows()) == {
            "Raw Materials": 1294, "WIP": 334, "Finished Goods": 4333, "Opening Balances": -5961,
        }


def test_the_rows_that_go_along(path: Path) -> None:
    with open_file(path) as book:
        moves = book.read_table("Movements").frame.select("Movement", "Type", "Quantity", "Amount", "Job", "Carried")
        assert moves.rows() == [
            ("OB-2026-000001", "Opening", 3.0, 10.0, None, "M1"),  # the whole of it: 3.33 is no third of 10.00
            ("OB-2026-000002", "Opening", 6.0, 3.6, None, "M2"),  # 9.61 x 6 / 16, and the rest of it
            ("OB-2026-000003", "Opening", 10.0, 6.01, None, "M3"),
            ("OB-2026-000004", "Opening", 1.0, 43.33, None, "M8"),
            ("OB-2026-000001-U", "Opening", -2.0, None, None, "M1"),
            ("M7", "Issue", 1.0, 3.33, "J1", "M7"),
            ("M8", "Completion", 1.0, None, "J1", "M8"),
            ("M9", "Issue", 1.0, 3.34, "J1", "M9"),
        ]
        assert book.read_table("Jobs").frame["Job"].to_list() == ["J1"]
        assert book.read_table("Labor").frame["Ticket"].to_list() == ["T2"]
        assert book.read_table("Materials").frame.height == 3
        log = book.read_table("ChangeLog").frame["Command"].to_list()
        assert log[:2] == ["carry-forward", "refresh"] or log[0] == "carry-forward"
        periods = book.read_table("Periods").frame
        assert periods["Period End"].dt.date().to_list() == [day(31, 12)]
        assert periods["Reason"][0].startswith("of plant-2025.xlsx: record 1, ")


def test_the_next_year_costs_what_it_would_have(made: tuple[Path, Path, CarriedForward], path: Path) -> None:
    """By hand: the last kg is 3.33, so J1 holds 3.34 + 3.33 + 20.00 = 26.67 for its second frame; 43.33 + 26.67 = 70.00
    are shipped, nuts are left."""
    last = day(31, 1, 2026)
    found = []
    for one in (path, Path(shutil.copy(made[0], path.parent / "plant-2025.xlsx"))):
        with open_file(one) as book:
            next_year(book)
            write_settings(book, {"Period Start": day(1, 1, 2026), "Period End": last, "As Of": last})
            summary = refresh(book, now=NOW)
            assert not summary.failing and not summary.rows_left_out
            books = open_books(book)
            assert _stock(books, last) == {"NUT": (16, 9.61)}
            assert int(books.solution.job_entries.filter(pl.col("Job") == "J1")["Amount"].sum()) == 0
            year = books.entries.filter(pl.col("Date") >= day(1, 1, 2026))
            found.append(dict(year.group_by("Role").agg(pl.col("Amount").sum()).sort("Role").iter_rows()))
            assert found[-1]["COGS"] == 7000
    assert found[0] == found[1]
    assert {role: amount for role, amount in found[0].items() if amount} == {
        "Raw Materials": -333, "WIP": -334, "Finished Goods": -4333, "Wages Clearing": -2000, "COGS": 7000,
    }


def test_what_was_closed_holds_still_there_too(path: Path) -> None:
    with open_file(path) as book:
        moves = book.read_table("Movements")
        book.write_cells("Movements", {moves.cell(7, "Amount"): 4.34})  # what waits in J1: a euro more
        summary = refresh(book, now=NOW)
        assert summary.pending
        statement = book.read_table("Statement").frame
        opening, prior = (
            statement.filter(pl.col("Line") == line).select("Raw Materials", "Work in Process", "Finished Goods").row(0)
            for line in ("Opening", "Prior periods")
        )
        assert opening == (12.94, 3.34, 43.33)
        assert prior == (0.0, 1.0, 0.0)


def test_late_cost_of_a_lot_goes_to_what_is_left_of_it(made: tuple[Path, Path, CarriedForward], path: Path) -> None:
    """J1 is finished in January without output; 3.34 and a late hour of 20.00 are the frame's that was made in 2025."""
    last = day(31, 1, 2026)
    for one in (path, Path(shutil.copy(made[0], path.parent / "plant-2025.xlsx"))):
        with open_file(one) as book:
            book.append_rows("Labor", rows("Ticket, Date, Employee, Job, Hours",
                                           ("T9", day(6, 1, 2026), "E1", "J1", 1.0)))
            jobs = book.read_table("Jobs")
            at = jobs.frame["Job"].to_list().index("J1")
            book.write_cells("Jobs", {jobs.cell(at, "Status"): "Finished", jobs.cell(at, "Finished"): day(7, 1, 2026)})
            write_settings(book, {"Period Start": day(1, 1, 2026), "Period End": last, "As Of": last})
            books = open_books(book)
            assert _stock(books, last)["FRAME"] == (1, 66.67), one.name  # 43.33 + 3.34 + 20.00
            assert int(books.solution.job_entries.filter(pl.col("Job") == "J1")["Amount"].sum()) == 0


def test_from_the_shell_and_on_to_a_third_year(path: Path, tmp_path: Path) -> None:
    with open_file(path) as book:
        next_year(book)
        write_settings(book, {"Period Start": day(1, 1, 2026), "Period End": day(31, 12, 2026),
                              "As Of": day(31, 12, 2026)})
        close(book, **{**OVERRULED, "now": dt.datetime(2027, 1, 5)})
        book.save()
    answer = run("carry-forward", path.name, "--to", "plant-2027.xlsx", "--as", "Ann", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "opens on 2027-01-01 with what was closed through 2026-12-31" in answer.stdout
    assert "2 layers of stock, 0 jobs with the 0 movements of their story" in answer.stdout
    with open_file(tmp_path / "plant-2027.xlsx") as book:
        assert book.read_table("Movements").frame.select("Movement", "Carried").rows() == [
            ("OB-2027-000001", "M2"), ("OB-2027-000002", "M3"),
        ]
        policy = read_policy(book)
        assert (policy.carried_forward_through, policy.closed_through) == (day(31, 12, 2026), day(31, 12, 2026))
        assert book.read_table("Jobs").frame.drop_nulls().is_empty()
    again = run("carry-forward", path.name, "--to", "plant-2027.xlsx", cwd=tmp_path)
    assert again.returncode == FileExists.exit_code and "a file of that name" in again.stderr


def test_what_stops_it(tmp_path: Path) -> None:
    book = old_year(tmp_path / "plant.xlsx")
    to = tmp_path / "next.xlsx"
    with pytest.raises(NotCarried, match="no closed period"):
        carry_forward(book, to, now=NOW)
    close(book, **OVERRULED)
    book.save()
    book.append_rows("Movements", rows("Movement, Date, Type, Material, Quantity, Amount",
                                       ("L1", day(30, 12), "Receipt", "STEEL", 1.0, 5.0)))
    with pytest.raises(NotCarried, match="balances that rows changed after the close, the first stock STEEL"):
        carry_forward(book, to, now=NOW)
    assert not to.exists()
    book.close()


def test_a_balance_below_zero_cannot_open(tmp_path: Path) -> None:
    book = old_year(tmp_path / "plant.xlsx")
    book.append_rows("Movements", rows("Movement, Date, Type, Material, Quantity, Job",
                                       ("S1", day(30, 12), "Issue", "STEEL", 5.0, "J1")))
    close(book, **OVERRULED)
    book.save()
    with pytest.raises(NotCarried, match=r"the first STEEL: found -4 on hand"):
        carry_forward(book, tmp_path / "next.xlsx", now=NOW)
    book.close()


def test_orders_later_rows_and_columns_of_the_user(tmp_path: Path) -> None:
    book = old_year(tmp_path / "plant.xlsx")
    book.write_table("Suppliers", rows("Supplier, Name", ("S1", "Mill")))
    book.write_table("Purchases", rows(
        "Order, Line, Ordered, Supplier, Material, Quantity, Unit Price, Received Quantity, Invoice Quantity, Status",
        ("PO-1", "1", day(2, 1, 2024), "S1", "STEEL", 3.0, 3.3, 3.0, 3.0, None),  # settled, and long ago
        ("PO-6", "1", day(2, 6), "S1", "STEEL", 3.0, 3.3, 3.0, 3.0, None),  # settled in the last year
        ("PO-7", "1", day(1, 12), "S1", "NUT", 10.0, 0.5, None, None, None),  # four of ten came, as Movements say
        ("PO-8", "1", day(1, 12), "S1", "NUT", 5.0, 0.5, None, None, None),  # all of it came
        ("PO-2", "1", day(3, 1), "S1", "NUT", 10.0, 0.5, 10.0, None, None),  # not invoiced
        ("PO-4", "1", day(3, 1, 2024), "S1", "NUT", 10.0, 0.5, 0.0, None, "Cancelled"),
        ("PO-9", "1", day(3, 1, 2026), "S1", "NUT", 10.0, 0.5, None, None, None),  # of the new year
    ))
    book.write_table("Overhead", rows(
        "Pool, Period, Driver, Budget Cost, Budget Activity, Actual Cost",
        ("SHOP", day(1, 12), "labor hours", 100.0, 10.0, 130.0),
        ("SHOP", day(1, 1, 2026), "labor hours", 100.0, 10.0, None),
    ))
    book.append_rows("Movements", rows(
        "Movement, Date, Type, Material, Quantity, Amount, Document, Line",
        ("R1", day(9, 12), "Receipt", "NUT", 4.0, 2.0, "PO-7", "1"),
        ("R2", day(9, 12), "Receipt", "NUT", 5.0, 2.5, "PO-8", "1"),
    ))
    close(book, **OVERRULED)
    book.append_rows("Movements", rows("Movement, Date, Type, Material, Quantity, Amount",
                                       ("L1", day(8, 1, 2026), "Receipt", "STEEL", 1.0, 5.0)))
    book.save()
    carry_forward(book, tmp_path / "next.xlsx", now=NOW)
    book.close()
    with open_file(tmp_path / "next.xlsx") as new:
        orders = new.read_table("Purchases").frame
        assert orders.select("Order", "Quantity", "Received Quantity").rows() == [
            ("PO-6", 3, 3), ("PO-7", 6, None), ("PO-8", 5, 5), ("PO-2", 10, 10), ("PO-9", 10, None),
        ]
        assert orders["Received"].dt.date().to_list()[2] == day(9, 12)
        assert new.read_table("Movements").frame["Movement"].to_list()[-1] == "L1"
        overhead = new.read_table("Overhead").frame
        assert overhead.select("Budget Cost", "Actual Cost").rows() == [(100, None), (100, None)]
        books = open_books(new, policy=replace(read_policy(new), as_of=day(31, 1, 2026)))
        assert _stock(books, day(31, 1, 2026))["STEEL"] == (2, 8.33)


def test_forecasts_of_the_next_year_know_what_left(made: tuple[Path, Path, CarriedForward], path: Path) -> None:
    """Month by month, what was used and sold in the year before, and nothing twice."""
    last = day(31, 1, 2026)
    found = []
    for one in (path, Path(shutil.copy(made[0], path.parent / "plant-2025.xlsx"))):
        with open_file(one) as book:
            next_year(book)
            policy = replace(read_policy(book), period_start=day(1, 1, 2026), period_end=last, as_of=last)
            panel = demand_history(open_books(book, policy=policy))
            found.append({
                (name, str(month)): panel.quantity[row, column]
                for row, name in enumerate(panel.names) for column, month in enumerate(panel.periods)
                if panel.quantity[row, column]
            })
    assert found[0] == found[1] == {
        ("STEEL", "2025-11-01"): 1, ("STEEL", "2025-12-01"): 1, ("STEEL", "2026-01-01"): 1, ("NUT", "2025-04-01"): 4,
        ("FRAME", "2025-04-01"): 1, ("FRAME", "2026-01-01"): 2,
    }


def test_closed_months_of_the_year_before_are_shown_as_they_were(tmp_path: Path) -> None:
    """November and December are closed one by one: the trend and the statement of each say in the new workbook what
    they said in the old one, and the period of the new year opens with the end of it."""
    book = old_year(tmp_path / "plant-2025.xlsx")
    for first, last in ((day(1, 11), day(30, 11)), (day(1, 12), day(31, 12))):
        write_settings(book, {"Period Start": first, "Period End": last, "As Of": last})
        close(book, **OVERRULED)
        book.save()
    carry_forward(book, tmp_path / "plant-2026.xlsx", now=NOW)
    with open_file(tmp_path / "plant-2026.xlsx") as new:
        assert new.read_table("Periods").frame["Period End"].dt.date().to_list() == [day(30, 11), day(31, 12)]
        assert verify(new).faults == ()
        opening = open_books(new).statement.filter(pl.col("Line") == "Opening").row(0)[1:]
        for first, last, balances in (
            # 2 kg of steel at 6.67, 16 nuts at 9.61; the frame took all of J1
            (day(1, 11), day(30, 11), (1628, 0, 4333)), (day(1, 12), day(31, 12), (1294, 334, 4333)),
        ):
            old_books, new_books = (
                open_books(one, policy=replace(read_policy(one), period_start=first, period_end=last, as_of=last))
                for one in (book, new)
            )
            months = [one.trend.filter(pl.col("Month") == last).row(0)[1:] for one in (old_books, new_books)]
            assert months == [balances, balances]
            assert new_books.statement.equals(old_books.statement)
        assert opening == (1294, 334, 4333)
    book.close()


def test_rows_typed_below_a_table_after_the_close_go_along_once(tmp_path: Path) -> None:
    book = old_year(tmp_path / "plant-2025.xlsx")
    close(book, **OVERRULED)
    book.save()
    place = book.read_table("Movements").place
    at = place.last_row + 1
    typed = {"Movement": "B1", "Date": day(8, 1, 2026), "Type": "Receipt", "Material": "STEEL", "Quantity": 1.0,
             "Amount": 5.0}
    book.write_cells("Movements", {
        f"{letters(place.first_column + place.headers.index(name))}{at}": value for name, value in typed.items()
    })
    book.save()
    carry_forward(book, tmp_path / "next.xlsx", now=NOW)
    book.close()
    with open_file(tmp_path / "next.xlsx") as new:
        assert new.read_table("Movements").frame["Movement"].to_list()[-2:] == ["M9", "B1"]
        books = open_books(new, policy=replace(read_policy(new), as_of=day(31, 1, 2026)))
        assert _stock(books, day(31, 1, 2026))["STEEL"] == (2, 8.33)  # 3.33 of the year before and 5.00
