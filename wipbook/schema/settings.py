"""Settings: one row per policy. Every choice an accountant may make stands here with what it does."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from wipbook.schema.column import Role
from wipbook.schema.jobs.relief_basis import RELIEF_BASES
from wipbook.schema.jobs.revenue import REVENUES, Revenue
from wipbook.schema.methods import methods
from wipbook.values.user_role import ALL_ROLES, UserRole

POLICIES = ("refuse", "warn", "allow")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")


class PolicySetting(BaseModel):
    """One row of the Settings sheet. ``default`` is text, as a user would type it; ``aliases`` are names that older
    releases gave it; ``since`` is the version of the template that brought it. One that ``informs`` decides nothing.
    ``meanings``: what choices of older releases are called now."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    default: str
    role: Role
    explanation: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    group: str = "General"
    aliases: tuple[str, ...] = ()
    since: int = 1
    informs: bool = False
    meanings: Mapping[str, str] = {}


def _setting(group: str, name: str, default: str, role: Role, explanation: str, **more: object) -> PolicySetting:
    return PolicySetting.model_validate(
        {"group": group, "name": name, "default": default, "role": role, "explanation": explanation, **more}
    )


SETTINGS: tuple[PolicySetting, ...] = (
    _setting("Company", "Company", "", Role.TEXT, "Printed on every report"),
    _setting("Company", "Currency", "EUR", Role.TEXT, "Shown in headers; amounts carry no sign of it"),
    _setting("Company", "Currency Places", "2", Role.WHOLE, "Decimal places of the currency: 2 for EUR, 0 for JPY"),
    _setting(
        "Company",
        "Framework",
        "IFRS",
        Role.CHOICE,
        "LIFO is refused under IFRS (IAS 2.25)",
        choices=("IFRS", "US GAAP"),
    ),
    _setting(
        "Period", "Period Start", "", Role.DATE,
        "First day of the period the reports cover; blank = from the first rows, which fill it in",
    ),
    _setting(
        "Period", "Period End", "", Role.DATE,
        "Last day of the period the reports cover; blank = from the first rows, which fill it in",
    ),
    _setting("Period", "As Of", "", Role.DATE, "Day balances are shown for; blank = Period End"),
    _setting(
        "Period",
        "Fiscal Year Start",
        "",
        Role.CHOICE,
        "Month in which income accounts of the ledger begin at zero; blank = as GL Accounts shows, else January",
        choices=MONTHS,
        since=4,
    ),
    _setting(
        "Period",
        "Closed Through",
        "",
        Role.DATE,
        "The last closed day: wipbook close sets it. What later rows change up to it is posted the day after",
    ),
    _setting(
        "Period", "Carried Forward Through", "", Role.DATE,
        "Last day of the workbook before this one: wipbook carry-forward sets it. Up to it all is opening balance",
        since=8,
    ),
    _setting(
        "Costing",
        "Valuation Method",
        "FIFO",
        Role.CHOICE,
        "Cost flow of materials that name none of their own",
        choices=tuple(method.name for method in methods()),
    ),
    _setting(
        "Costing",
        "Periodic Interval",
        "Month",
        Role.CHOICE,
        "Interval of the periodic methods",
        choices=("Month", "Quarter", "Year"),
    ),
    _setting("Costing", "Unit Cost Places", "4", Role.WHOLE, "Decimal places shown for unit costs"),
    _setting(
        "Costing",
        "Relief Basis",
        "equivalent units",
        Role.CHOICE,
        "What a completed unit takes out of its job: the average of the period, all it holds, planned or standard cost",
        choices=RELIEF_BASES,
        aliases=("Completion Basis",),
        meanings={"actual": "equivalent units"},
    ),
    _setting(
        "Costing",
        "Revenue",
        Revenue.ON_DELIVERY.value,
        Role.CHOICE,
        "When jobs earn their price: on delivery, or over time (their cost is contract cost, no inventory)",
        choices=REVENUES,
        since=5,
    ),
    _setting(
        "Costing",
        "Product Scrap",
        "abnormal",
        Role.CHOICE,
        "Scrapped product whose row does not say: expensed (abnormal), or borne by the good units (normal)",
        choices=("abnormal", "normal"),
        since=3,
    ),
    _setting(
        "Costing",
        "Normal Loss",
        "counted",
        Role.CHOICE,
        "Product scrapped normally: counted among the units that share the cost, and borne by the good ones; or "
        "neglected, so that good and abnormally lost units bear it alike",
        choices=("counted", "neglected"),
        since=5,
    ),
    _setting(
        "Costing",
        "Joint Cost Basis",
        "sales value",
        Role.CHOICE,
        "What several products of one job share its cost by",
        choices=("sales value", "NRV", "quantity", "percent"),
        since=3,
    ),
    _setting(
        "Costing",
        "Write-Downs",
        "at close",
        Role.CHOICE,
        "Stock above its net realisable value: the close books a reserve, or the sheet NRV only shows it",
        choices=("at close", "show only"),
        since=5,
    ),
    _setting(
        "Costing",
        "Negative Stock",
        "warn",
        Role.CHOICE,
        "When more goes out than is there: refuse the row, or carry the last cost and true it up at the next receipt",
        choices=POLICIES,
    ),
    _setting(
        "Costing",
        "Backdating",
        "warn",
        Role.CHOICE,
        "Rows entered more than Late Entry Days after their date",
        choices=POLICIES,
    ),
    _setting("Costing", "Late Entry Days", "5", Role.WHOLE, "Days an entry may follow its date", unit="days"),
    _setting(
        "Labor",
        "Overtime Premium %",
        "50",
        Role.PERCENT,
        "Premium on top of the base rate for overtime hours; another Multiplier than 1.5 or a Rate for Overtime on Pay "
        "Types wins",
        unit="%",
    ),
    _setting(
        "Labor",
        "Overtime Premium To",
        "overhead",
        Role.CHOICE,
        "Premium is overhead unless the job caused it; Premium To on Pay Types wins for its type",
        choices=("overhead", "job"),
    ),
    _setting(
        "Labor",
        "Burden To",
        "job",
        Role.CHOICE,
        "Payroll taxes and benefits: direct cost of the job, or overhead",
        choices=("job", "overhead"),
    ),
    _setting("Labor", "Labor Warning %", "80", Role.PERCENT, "Share of a limit that raises a warning", unit="%"),
    _setting("Labor", "Working Hours Start", "06:00", Role.TIME, "Entries before this are outside working hours"),
    _setting("Labor", "Working Hours End", "22:00", Role.TIME, "Entries after this are outside working hours"),
    _setting(
        "Labor", "Working Days", "Mon-Fri", Role.TEXT,
        "Days on which work is expected, and over which tickets of several days are spread",
    ),
    _setting(
        "Overhead",
        "Overhead Disposition",
        "expense",
        Role.CHOICE,
        "Where the over- or under-applied balance goes when it is material",
        choices=("expense", "prorate"),
    ),
    _setting(
        "Control",
        "Materiality",
        "1000",
        Role.AMOUNT,
        "Differences up to this are immaterial; the ledger may differ by it (0 = not at all)",
        unit="currency",
    ),
    *(
        _setting(
            "Control", f"Limit {stage}", "0", Role.AMOUNT,
            f"Most that should stand in {stage.lower()}; above it the sheet Rate says hold (0 = no limit)",
            unit="currency", since=5,
        )
        for stage in ("Raw Materials", "Work in Process", "Finished Goods")
    ),
    _setting("Control", "Approval Limit", "5000", Role.AMOUNT, "Orders above this need approval", unit="currency"),
    _setting("Control", "Count Tolerance A", "1", Role.PERCENT, "Allowed count difference, class A", unit="%"),
    _setting("Control", "Count Tolerance B", "3", Role.PERCENT, "Allowed count difference, class B", unit="%"),
    _setting("Control", "Count Tolerance C", "5", Role.PERCENT, "Allowed count difference, class C", unit="%"),
    _setting(
        "Control", "Flux %", "10", Role.PERCENT,
        "Lines that moved by more than this, and by more than Materiality, are to be explained on Flux", unit="%",
        since=5,
    ),
    _setting(
        "Planning", "Service Level", "95", Role.PERCENT, "Share of order cycles that do not run out of stock", unit="%"
    ),
    _setting(
        "Planning",
        "Carrying Cost %",
        "20",
        Role.PERCENT,
        "Yearly cost of holding stock, on its value",
        unit="%",
    ),
    _setting(
        "Planning", "Comparable Jobs", "10", Role.WHOLE,
        "Of so many of the last finished jobs the sheet Estimating takes the median and the spread", since=6,
    ),
    _setting(
        "Planning", "Schedule Effort", "3", Role.WHOLE,
        "How long the solver of wipbook[schedule] may look for a better schedule: some 3 seconds for each unit; 0 = "
        "dispatch rules and search alone", since=7,
    ),
    _setting(
        "Planning", "Country", "", Role.TEXT,
        "ISO 3166 code, a region after a hyphen (DE-BY): its public holidays go into Calendar; blank = none", since=7,
    ),
    _setting(
        "View", "Role", UserRole.CONTROLLER, Role.CHOICE,
        "Whose view the tabs are, at most twelve (button View); Go To shows any other sheet",
        choices=(*UserRole, ALL_ROLES), since=8,
    ),
    _setting("Files", "Export Folder", "", Role.TEXT, "Where exports go; blank = beside the workbook"),
    _setting(
        "Files", "Template", "", Role.WHOLE,
        "Version of the template; wipbook writes it and brings older workbooks up to date",
        since=2, informs=True,
    ),
    _setting(
        "Currencies", "Exchange Rate Days", "7", Role.WHOLE,
        "How many days old the spot rate of a row in another currency may be; 0 = of the very day", unit="days",
        since=8,
    ),
    _setting(
        "Import", "Import Folder", "", Role.TEXT, "Where the sources of sheet Imports lie; blank = beside the workbook",
        since=8,
    ),
)
