"""The problems put into the simulated year, so that every check and audit has something to find.

``PLANTED`` lists them in the order they are put in: code, what it is, where it stands, and how it gets there.
The ones without a recipe are part of the simulation itself (a supplier that is late, a work center that is
too small …). Every recipe returns the keys of its rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wipbook.commands.data.demo import year
from wipbook.commands.data.demo.plant.shop import Shop
from wipbook.commands.data.demo.planted import paper, people, stock


@dataclass(frozen=True)
class Problem:
    """One planted problem; ``keys`` describes its rows when no recipe does."""

    code: str
    fault: str
    sheet: str
    recipe: Callable[[Shop], list[str]] | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planted:
    """A problem as it stands in one simulated workbook: ``keys`` are the first key columns of its rows."""

    code: str
    fault: str
    sheet: str
    keys: tuple[str, ...]


PLANTED = (
    Problem("duplicate-invoice", "One invoice number on two orders of a supplier", "Purchases",
            paper.duplicate_invoice),
    Problem("split-order", "Two orders just under the approval limit, same day, supplier and buyer", "Purchases",
            paper.split_order),
    Problem("price-jump", "A price 60 % above the usual one", "Purchases", paper.price_jump),
    Problem("invoice-above-order", "An invoice above the agreed price", "Purchases", paper.invoice_above_order),
    Problem("supplier-like-employee", "A supplier with a post box and an employee's bank account", "Suppliers",
            paper.supplier_like_employee),
    Problem("count-times-ten", "A count line typed with one digit too many, not approved", "Counts",
            paper.count_times_ten),
    Problem("sunday-night-entry", "A movement typed on a Sunday shortly before midnight", "Movements",
            stock.sunday_night_entry),
    Problem("backdated-entry", "A movement typed 45 days after its date", "Movements", stock.backdated_entry),
    Problem("adjustment-without-reason", "A round adjustment nobody explained", "Movements",
            stock.adjustment_without_reason),
    Problem("issue-to-closed-job", "Material issued to a job that was closed before", "Movements",
            stock.issue_to_closed_job),
    Problem("double-issue", "An issue typed twice within a minute", "Movements", stock.double_issue),
    Problem("look-alike-codes", "Material 123 beside material 00123", "Materials", stock.look_alike_codes),
    Problem("unknown-material", "A movement of a material that does not exist", "Movements", stock.unknown_material),
    Problem("text-in-number", "A quantity typed as '12 pcs'", "Movements", stock.text_in_number),
    Problem("negative-stock", "More issued than there is", "Movements", stock.negative_stock),
    Problem("ghost-ticket", "A time ticket after the employee had left", "Labor", people.ghost_ticket),
    Problem("two-tickets-at-once", "One person on two jobs at the same time", "Labor", people.two_tickets_at_once),
    Problem("hours-against-clock", "Hours that do not fit start and end", "Labor", people.hours_against_clock),
    Problem("rate-times-ten", "An hourly rate typed with one digit too many", "Labor", people.rate_times_ten),
    Problem("missing-labor", "A finished step nobody booked time on", "Operations", people.missing_labor),
    Problem("job-without-output", "A job closed with cost and no output", "Jobs", people.job_without_output),
    Problem("scrap-burst", "Two weeks of paint runs in September", "Operations", keys=("WC-20",)),
    Problem("late-supplier", "A supplier late on most orders", "Suppliers", keys=("S-060",)),
    Problem("bottleneck", "A work center that holds up the others", "Work Centers", keys=("WC-20",)),
    Problem("price-below-cost", "A product sold below what it costs", "Materials", keys=("TR-300",)),
    Problem("consigned-material", "Stock that belongs to someone else", "Materials", keys=("CL-1",)),
    Problem("late-jobs", "Jobs finished after their due date", "Jobs"),
    Problem("short-materials", "Jobs planned for January beyond the components on hand", "Jobs", year.planned_jobs),
)


def plant(shop: Shop) -> tuple[Planted, ...]:
    """Put every problem in; returns them with the keys of their rows."""
    return tuple(
        Planted(each.code, each.fault, each.sheet, tuple(each.recipe(shop)) if each.recipe else each.keys)
        for each in PLANTED
    )
