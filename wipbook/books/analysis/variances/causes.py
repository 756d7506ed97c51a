"""What a variance can come from, and what a row of the report says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

PURCHASE_PRICE, ISSUE_PRICE, USAGE, MIX, YIELD = (
    "Purchase price", "Material price at issue", "Usage", "Mix", "Yield",
)
LABOR_RATE, LABOR_EFFICIENCY = "Labor rate", "Labor efficiency"
SPENDING, VARIABLE_SPENDING, FIXED_SPENDING, OVERHEAD_EFFICIENCY, VOLUME = (
    "Overhead spending", "Variable overhead spending", "Fixed overhead spending", "Overhead efficiency",
    "Overhead volume",
)
MATERIAL_BUDGET, LABOR_BUDGET, OVERHEAD_BUDGET, SUBCONTRACT_BUDGET = (
    "Material against budget", "Labor against budget", "Overhead against budget", "Subcontract against budget",
)
REVALUED, STANDARDS_CHANGED, PRICE_DIFFERENCES, LATE_JOB_COST, EXPENSED, OTHER, UNEXPLAINED = (
    "Landed cost and revaluations", "Standards changed", "Price differences", "Late job cost",
    "Expensed from closed jobs", "Other movements at standard", "Not explained",
)
CAUSES = (
    PURCHASE_PRICE, ISSUE_PRICE, USAGE, MIX, YIELD, LABOR_RATE, LABOR_EFFICIENCY, SPENDING, VARIABLE_SPENDING,
    FIXED_SPENDING, OVERHEAD_EFFICIENCY, VOLUME, MATERIAL_BUDGET, LABOR_BUDGET, OVERHEAD_BUDGET, SUBCONTRACT_BUDGET,
    REVALUED, STANDARDS_CHANGED, PRICE_DIFFERENCES, LATE_JOB_COST, EXPENSED, OTHER, UNEXPLAINED,
)
BOOKED, MEMO = "booked", "memo"


@dataclass(frozen=True)
class Variance:
    """One row, amounts in the smallest currency unit: + (``actual`` above ``standard``) is unfavorable. ``center``: a
    work center, or the pool of overhead."""

    cause: str
    booked: bool
    actual: int
    standard: int
    job: str | None = None
    material: str | None = None
    center: str | None = None
    note: str | None = None

    @property
    def amount(self) -> int:
        return self.actual - self.standard


@dataclass
class Lacking:
    """What could not be told for want of an input: by cause, what is missing, and of which rows."""

    found: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def add(self, causes: tuple[str, ...], missing: str, of: str) -> None:
        for cause in causes:
            self.found[cause][missing].add(of)

    def text(self, cause: str) -> str | None:
        """What is missing for a cause, with the first three it is missing of; None where nothing is."""
        said = []
        for missing, of in sorted(self.found.get(cause, {}).items()):
            names = sorted(of)
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            said.append(f"{missing}: {', '.join(names[:3])}{more}")
        return f"not told, {'; '.join(said)}" if said else None
