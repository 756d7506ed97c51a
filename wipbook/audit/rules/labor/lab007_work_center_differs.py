"""Work center differs from the routing or the usual one.

What it finds:
    Tickets and machine bookings with a work center that is not that of their step (without a step: of none of the
    steps of their job); and people who booked on steps of another work center than their usual one. One finding per
    person or machine, work center and month, from the hours set; what was taken back does not count.

Why it matters:
    Overhead and efficiency are charged to the center that is booked, else to that of the step; a mistyped step or
    center charges the wrong one, and the routing plans where nobody works.

Innocent causes:
    - People help out where work piles up.
    - The step was done on another machine, and the routing does not know it.
    - The person changed places and the sheet Employees was not updated.
    - The step number was mistyped.

What to do:
    Correct the step or the center, the routing where it is always so, or the usual work center of the person.

Source:
    Customer's wish: labor by work center.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity, shown
from wipbook.books.books import MILLION, Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.LOW,
    (Assertion.PRESENTATION,),
    (Setting("Least Hours", 1, "hours", "Hours of a month from which it is listed", was=((8, 6),)),),
)
_MONTH = pl.col("Date").dt.strftime("%Y-%m").alias("_month")


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    least = round(settings["Least Hours"] * MILLION)
    typed = ledger.table("Labor").select(ROW, pl.col("Work Center").alias("_booked"))
    tickets = _routed(ledger, looked_up(books.tickets, ROW, typed))
    machines = _routed(
        ledger,
        ledger.table("Machine Time").filter(pl.col("Date") <= books.as_of).with_columns(
            pl.col("Work Center").alias("_booked"), pl.lit(0, pl.Int64).alias("Cost")
        ),
    )
    elsewhere = pl.col("_booked") != pl.col("_routed")
    return pl.concat([
        _off_the_routing(ledger, tickets.filter(elsewhere), "Labor", "Ticket", "Employee", least),
        _off_the_routing(ledger, machines.filter(elsewhere), "Machine Time", "Booking", "Work Center", least),
        _away_from_home(ledger, tickets.filter(~elsewhere.fill_null(False)), least),
    ])


def _routed(ledger: Ledger, bookings: pl.DataFrame) -> pl.DataFrame:
    """``bookings`` with ``_center``, that of their step, and ``_routed``: the same, or without a step the one that is
    booked where the job has it among its steps, else all of them."""
    steps = ledger.table("Operations").filter(pl.col("Work Center").is_not_null())
    of_step = steps.select("Job", "Step", pl.col("Work Center").alias("_center"), pl.col(ROW).alias("_step"))
    of_job = steps.sort(ROW).group_by("Job", maintain_order=True).agg(
        pl.col("Work Center").unique(maintain_order=True).alias("_centers"), pl.col(ROW).first().alias("_first")
    )
    of_step = of_step.unique(["Job", "Step"], keep="first", maintain_order=True)
    found = looked_up(looked_up(bookings, ["Job", "Step"], of_step), "Job", of_job)
    anywhere = pl.when(pl.col("_booked").is_in(pl.col("_centers"))).then("_booked").otherwise(
        pl.col("_centers").list.join(", ")
    )
    return found.with_columns(
        pl.when(pl.col("Step").is_null()).then(anywhere).otherwise("_center").alias("_routed"),
        pl.coalesce("_step", "_first").alias("_step"),
    ).drop("_centers", "_first")


def _off_the_routing(
    ledger: Ledger, bookings: pl.DataFrame, sheet: str, number: str, who: str, least: int
) -> pl.DataFrame:
    named = dict.fromkeys((who, "_booked"))
    months = bookings.group_by(*named, "_routed", _MONTH, maintain_order=True).agg(
        pl.col(number, "_step", ROW).first(), pl.col("Hours", "Cost").sum(), pl.len().alias("_rows")
    )
    thing = "tickets" if sheet == "Labor" else "bookings"
    key = pl.format("{} for {}/{}", "_booked", "_routed", "_month")
    return findings(
        ledger,
        months.filter(pl.col("Hours") >= least).rechunk(),
        Place(sheet, "Work Center"),
        key=pl.format("{}/{}", who, key) if who == "Employee" else key,
        evidence=pl.format(
            f"{{}} booked where the routing says {{}}: {{}} hours in {{}} {thing} of {{}}, the first {{}}",
            pl.format("{} has {}", who, "_booked") if who == "Employee" else pl.format("{} is", "_booked"), "_routed",
            quantity("Hours"), "_rows", "_month", number,
        ),
        amount=pl.col("Cost"),
        other=Place("Operations", "Work Center", "_step"),
    )


def _away_from_home(ledger: Ledger, tickets: pl.DataFrame, least: int) -> pl.DataFrame:
    people = ledger.table("Employees").filter(pl.col("Work Center").is_not_null())
    people = people.select("Employee", pl.col("Work Center").alias("_home"), pl.col(ROW).alias("_person"))
    away = tickets.join(people, on="Employee", how="inner", maintain_order="left").filter(
        pl.col("_center") != pl.col("_home")
    )
    months = away.group_by("Employee", "_center", _MONTH, maintain_order=True).agg(
        pl.col("Ticket", "_home", "_person", ROW).first(), pl.col("Hours", "Cost").sum(), pl.len().alias("_tickets")
    )
    return findings(
        ledger,
        months.filter(pl.col("Hours") >= least).rechunk(),
        Place("Labor", "Step"),
        key=pl.format("{}/{}/{}", "Employee", "_center", "_month"),
        evidence=pl.format(
            "{} of {} booked {} hours in {} tickets on steps of {} in {}, the first {}", "Employee", shown("_home"),
            quantity("Hours"), "_tickets", "_center", "_month", "Ticket",
        ),
        amount=pl.col("Cost"),
        other=Place("Employees", "Work Center", "_person"),
    )
