"""What could be done about an overloaded work center: hours it brings, what it costs, which delays it avoids."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.forecast.shop.scheduling.dispatch import measures
from wipbook.forecast.shop.scheduling.schedule import judged, scheduled
from wipbook.forecast.shop.scheduling.work_calendar import WorkCalendar
from wipbook.schema.stock.movement_type import MovementType

OVERTIME_HOURS = 2.0
"""Hours a day that overtime adds to each machine or place."""
MOST_CENTERS = 2
"""So many overloaded work centers get options, the most overloaded ones."""
WAIT, OVERTIME, EXTRA_DAY, EXTRA_SHIFT, OUTSIDE = (
    "leave it to later weeks", "overtime, 2 hours a day", "one more day a week", "a second shift",
    "subcontract the excess",
)


@dataclass(frozen=True)
class Rates:
    """``hour``: cost of one regular hour by work center (base and burden, smallest currency unit), None where nobody
    has booked or is paid there; ``premium``: share paid on top of it for overtime; ``outside``: what past subcontract
    receipts cost per planned hour of their jobs, None when there were none."""

    hour: dict[str, float]
    premium: float
    outside: float | None


def rates(books: Books, steps: pl.DataFrame) -> Rates:
    """Rates from the tickets of the books, else from the people whose usual work center it is."""
    regular = books.tickets.filter((pl.col("Pay Type") == "Regular") & (pl.col("Hours") > 0))
    booked = regular.group_by("Work Center").agg(
        (pl.col("Cost").sum() / pl.col("Hours").sum() * MILLION).alias("_rate")
    )
    burden = 1 + pl.col("Burden %").fill_null(0) / MILLION / 100
    people = books.ledger.table("Employees").group_by("Work Center").agg(
        (pl.col("Rate") * 10.0 ** (books.places - 6) * burden).mean().alias("_rate")
    )
    found = {name: rate for name, rate in people.iter_rows() if name and rate is not None}
    found |= {name: rate for name, rate in booked.iter_rows() if name and rate is not None}
    spent = books.moves.filter(pl.col("direct") & (pl.col("Type") == MovementType.RECEIPT)).group_by("Job").agg(
        pl.col("Amount").sum()
    )
    planned = steps.group_by("Job").agg(pl.col("Planned").sum())
    both = spent.join(planned, on="Job", how="inner").filter(pl.col("Planned") > 0)
    outside = float(both["Amount"].sum()) / float(both["Planned"].sum()) if both.height else None
    return Rates(found, books.policy.overtime_premium_percent / 100, outside)


def options(
    tasks: pl.DataFrame, centers: pl.DataFrame, calendar: WorkCalendar, by_week: pl.DataFrame, rule: str, paid: Rates,
    days_a_week: int,
) -> pl.DataFrame:
    """Options for each overloaded work center: Work Center, Option, Overload (hours above capacity), Covered (hours of
    it), Cost per Hour, Cost (smallest currency unit; blank where no rate is known), Late Jobs, Late Jobs Avoided, Days
    Late Avoided (sum over jobs, working days; both by making the schedule again with the option), Basis.

    Overtime and extra shifts run until the backlog is worked off, at most over the weeks of ``by_week``; their whole
    pay counts as cost. Subcontracting takes the excess out of the schedule.
    """
    over = by_week.group_by("Work Center").agg(
        pl.col("Overload").sum(), (pl.col("Backlog") > 1e-6).sum().alias("_weeks"),
        pl.col("Days").filter(pl.col("Backlog") > 1e-6).sum().alias("_days"),
    ).filter(pl.col("Overload") > 1e-6).sort("Overload", descending=True).head(MOST_CENTERS)
    base = measures(judged(scheduled(tasks, centers, calendar, rule)))
    rows = []
    for name, overload, weeks, days in over.iter_rows():
        place = centers.row(by_predicate=pl.col("Work Center") == name, named=True)
        capacity, each, machines = place["Capacity"], place["Hours"], place["Machines"]
        if capacity <= 0:
            continue
        rate = paid.hour.get(name)
        at_premium = None if rate is None else rate * (1 + paid.premium)
        left = float(tasks.filter(pl.col("Work Center") == name)["Left"].sum())
        excess = min(overload / left, 1.0) if left else 0.0
        overtime = f"rate and {paid.premium:.0%} premium"
        outside = "no past price: ask" if paid.outside is None else "past subcontract per hour"
        choices = [
            (WAIT, 0.0, 1.0, 0.0, "nothing changes"),
            (OVERTIME, days * OVERTIME_HOURS * machines, 1 + OVERTIME_HOURS / each, at_premium, overtime),
            (EXTRA_DAY, weeks * capacity, 1 + 1 / days_a_week, at_premium, overtime),
            (EXTRA_SHIFT, days * capacity, 2.0, rate, "rate, as many people again"),
            (OUTSIDE, overload, 1 - excess, paid.outside, outside),
        ]
        for option, hours, factor, price, basis in choices:
            if option == EXTRA_DAY and days_a_week >= 7:
                continue
            covered = min(hours, overload)
            change = 1 / factor if option != OUTSIDE else factor
            changed = tasks.with_columns(
                pl.when(pl.col("Work Center") == name).then(pl.col("Days") * change).otherwise("Days").alias("Days")
            )
            worth = base if option == WAIT else measures(judged(scheduled(changed, centers, calendar, rule)))
            cost = None if price is None else round(covered * price)
            rows.append(
                (name, option, overload, covered, None if price is None else round(price), cost,
                 int(worth["Late Jobs"]), int(base["Late Jobs"] - worth["Late Jobs"]),
                 round(base["Total Tardiness"] - worth["Total Tardiness"], 1), basis)
            )
    schema = {"Work Center": pl.String, "Option": pl.String, "Overload": pl.Float64, "Covered": pl.Float64,
              "Cost per Hour": pl.Int64, "Cost": pl.Int64, "Late Jobs": pl.Int64, "Late Jobs Avoided": pl.Int64,
              "Days Late Avoided": pl.Float64, "Basis": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")

