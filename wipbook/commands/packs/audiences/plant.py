"""For the plant: where jobs stand, what holds them up, what to buy, and what quality costs."""

from __future__ import annotations

from wipbook.commands.packs.audience import Audience
from wipbook.commands.packs.document import Section
from wipbook.commands.packs.sections import section
from wipbook.commands.packs.sources import Sources
from wipbook.commands.packs.texts.text import Text
from wipbook.forecast.performance.standing import FINISHED
from wipbook.forecast.shop.due_dates import LATE, OVERDUE
from wipbook.sheets.analysis import rate
from wipbook.sheets.forecast import (
    due_dates,
    flow,
    labor_limits,
    load,
    quality,
    replenish,
    schedule,
    shortages,
    status,
    supplier_scorecard,
)

DUE = {"DueJobs": (
    "Job", "Description", "Customer", "Product", "Quantity", "Due", "Promised", "Expected", "Latest", "Days Late",
    "State", "Cause",
), "DueStates": (), "DueMilestones": ()}
BUY = {"Replenish": (
    "Material", "Description", "Supplier", "On Hand", "On Order", "Reorder Point", "Order Quantity", "Order By",
    "State",
), "ReplenishStates": ()}
LIMITS = {"LaborLimits": (
    "Job", "Description", "State", "Hours", "Hour Limit", "Hours Used", "Hours at End", "Burn", "Runs Out", "Note",
), "LaborNeed": ()}
SUPPLIERS = {"SupplierCards": (
    "Supplier", "Name", "Score", "Class", "Trend", "Lines", "OTIF", "On Time", "In Full", "Delay", "PPM", "Price Share",
), "SupplierHeldUp": ()}
SHORT = {"Shortages": (
    "State", "Material", "Description", "Short From", "Short", "Job", "Job Due", "Jobs Hit", "Ready On", "Order By",
    "Supplier", "Needed", "On Hand",
), "StoppedJobs": ()}


def _sections(sources: Sources, text: Text) -> tuple[Section, ...]:
    plan, books = sources.plan, sources.books
    found = (
        section(status.SHEET, status.Standing(sources.standing, books.policy), text),
        section(due_dates.SHEET, plan, text, DUE),
        section(flow.SHEET, plan, text),
        section(load.SHEET, plan, text, {"LoadCenters": (), "LoadOptions": (), "LoadFullest": ()}),
        section(schedule.SHEET, plan, text),
        section(shortages.SHEET, plan, text, SHORT),
        section(replenish.SHEET, plan, text, BUY),
        section(labor_limits.SHEET, plan, text, LIMITS),
        section(quality.SHEET, plan, text),
        section(supplier_scorecard.SHEET, plan, text, SUPPLIERS),
        section(rate.SHEET, books, text),
    )
    return tuple(one for one in found if one is not None)


def _facts(sources: Sources, text: Text) -> tuple[tuple[str, str], ...]:
    jobs = sources.standing
    states = dict(jobs.group_by("State").len().iter_rows())
    shop = sources.plan.shop
    return (
        ("Open jobs", f"{jobs.height - states.get(FINISHED, 0):,}"),
        ("Overdue or late", f"{states.get(OVERDUE, 0) + states.get(LATE, 0):,}"),
        ("Finished lately", f"{states.get(FINISHED, 0):,}"),
        ("Bottleneck", shop.bottleneck or "none"),
        ("Materials that run short", f"{sources.plan.material.shortages.height:,}"),
    )


AUDIENCE = Audience(
    "plant", 20, "where jobs stand, due dates, flow, load, schedule, shortages, orders, limits, quality, suppliers",
    True, _sections, _facts,
)
