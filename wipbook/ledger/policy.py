"""The Settings sheet as typed policies, the only settings the engines ever see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from wipbook.errors import WipbookError
from wipbook.ledger.settings_table import SettingNotUnderstood, folded, is_blank
from wipbook.port.tables import CellError, CellMoment
from wipbook.schema.column import Role
from wipbook.schema.methods import method_called
from wipbook.schema.settings import MONTHS, SETTINGS, PolicySetting
from wipbook.values.user_role import UserRole

# Between which bounds a number setting makes sense; every other number: zero or more. ISO 4217 knows no currency
# of more than four places.
_BOUNDS = {"Currency Places": (0, 4), "Unit Cost Places": (0, 6), "Late Entry Days": (0, 36_500),
           "Comparable Jobs": (1, 10**6), "Exchange Rate Days": (0, 3_660)}
_NUMBER_BOUNDS = {Role.PERCENT: (0, 1_000), Role.AMOUNT: (0, 10**12), Role.WHOLE: (0, 10**6)}
FIRST_DAY, LAST_DAY = dt.date(1950, 1, 1), dt.date(2199, 12, 31)


NO_PERIOD = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
"""What stands in for the period of a workbook without one: there are no dated rows then."""


class LifoUnderIfrs(WipbookError):
    """LIFO is not permitted under IFRS (IAS 2.25)."""


@dataclass(frozen=True)
class Policy:
    """What the company decided. Field names are the setting names in lower case with underscores.

    Dates are ``datetime.date``; percents are plain numbers (50 means 50 %); amounts are in currency units.
    """

    company: str = ""
    currency: str = "EUR"
    currency_places: int = 2
    framework: str = "IFRS"
    period_start: dt.date = NO_PERIOD[0]
    period_end: dt.date = NO_PERIOD[1]
    as_of: dt.date = NO_PERIOD[1]
    fiscal_year_start: str = ""
    closed_through: dt.date | None = None
    carried_forward_through: dt.date | None = None
    valuation_method: str = "FIFO"
    periodic_interval: str = "Month"
    unit_cost_places: int = 4
    relief_basis: str = "equivalent units"
    revenue: str = "on delivery"
    product_scrap: str = "abnormal"
    normal_loss: str = "counted"
    joint_cost_basis: str = "sales value"
    write_downs: str = "at close"
    negative_stock: str = "warn"
    backdating: str = "warn"
    late_entry_days: int = 5
    overtime_premium_percent: float = 50.0
    overtime_premium_to: str = "overhead"
    burden_to: str = "job"
    labor_warning_percent: float = 80.0
    working_hours_start: str = "06:00"
    working_hours_end: str = "22:00"
    working_days: str = "Mon-Fri"
    overhead_disposition: str = "expense"
    materiality: float = 1000.0
    flux_percent: float = 10.0
    limit_raw_materials: float = 0.0
    limit_work_in_process: float = 0.0
    limit_finished_goods: float = 0.0
    approval_limit: float = 5000.0
    count_tolerance_a: float = 1.0
    count_tolerance_b: float = 3.0
    count_tolerance_c: float = 5.0
    service_level: float = 95.0
    carrying_cost_percent: float = 20.0
    comparable_jobs: int = 10
    country: str = ""
    schedule_effort: int = 3
    role: str = UserRole.CONTROLLER.value
    export_folder: str = ""
    import_folder: str = ""
    exchange_rate_days: int = 7
    period_known: bool = True
    """Whether the period is stated, or was taken from the rows (``ledger.period_of_rows``)."""

    def seen_on(self, day: dt.date) -> Policy:
        """The same policies as of another day; the period ends with it."""
        return replace(self, as_of=day, period_end=max(day, self.period_start))


def field_name(setting: str) -> str:
    """The Policy field of a setting.

    >>> field_name("Carrying Cost %")
    'carrying_cost_percent'
    """
    return setting.lower().replace("%", "percent").replace(" ", "_").replace("-", "_")


def policy_from(values: Mapping[str, Any], cells: Mapping[str, str] | None = None) -> Policy:
    """The policies that ``values`` (setting name to cell value) state; settings it does not name take the default.

    ``cells`` says where each setting stands, for error messages. Errors: ``SettingNotUnderstood`` (a blank is one too,
    where a setting may not be blank), ``LifoUnderIfrs``.

    >>> policy_from({"Valuation Method": "moving average"}).valuation_method
    'Moving Average'
    """
    where = cells or {}
    known = {field.name for field in fields(Policy)}
    chosen: dict[str, Any] = {}
    given = {folded(name): value for name, value in values.items() if name is not None}
    for setting in SETTINGS:
        if setting.informs:
            continue
        name = field_name(setting.name)
        if name not in known:
            raise AssertionError(f"Policy has no field for the setting {setting.name}")
        value = given.get(folded(setting.name), setting.default)
        place = where.get(setting.name, f"Settings, {setting.name}")
        understood = setting_value(setting, value, place)
        if understood is not None:
            chosen[name] = understood
    chosen = _with_period(chosen)
    policy = Policy(**chosen)
    if policy.period_end < policy.period_start:
        raise SettingNotUnderstood(
            where=where.get("Period End", "Settings, Period End"),
            found=str(policy.period_end),
            expected=f"a day on or after Period Start ({policy.period_start})",
            remedy="mend Period Start or Period End on the Settings sheet",
        )
    refuse_lifo_under_ifrs(policy.framework, policy.valuation_method, "Settings, Valuation Method")
    return policy


def _with_period(chosen: dict[str, Any]) -> dict[str, Any]:
    """What was chosen, and a whole period: one end alone means from, or to, the end of its fiscal year; where there is
    none, a year that nobody chose stands in for it."""
    start, end = chosen.get("period_start"), chosen.get("period_end")
    known = bool(start or end)
    month = chosen.get("fiscal_year_start") or MONTHS[0]
    if known:
        begins = fiscal_year_of(MONTHS.index(month) + 1, start or end or NO_PERIOD[0])
        start, end = start or begins, end or begins.replace(year=begins.year + 1) - dt.timedelta(days=1)
    else:
        start, end = NO_PERIOD
    day = chosen.get("as_of") or end
    return {**chosen, "period_start": start, "period_end": end, "as_of": day, "period_known": known}


def fiscal_year_of(month: int, day: dt.date) -> dt.date:
    """The first day of the year that ``day`` lies in, when years begin with ``month``.

    >>> fiscal_year_of(4, dt.date(2026, 3, 31)), fiscal_year_of(1, dt.date(2026, 3, 31))
    (datetime.date(2025, 4, 1), datetime.date(2026, 1, 1))
    """
    return dt.date(day.year if month <= day.month else day.year - 1, month, 1)


def refuse_lifo_under_ifrs(framework: str, method: str, where: str) -> None:
    """Accounting rule 1: IFRS knows FIFO, weighted average and specific identification, not LIFO."""
    if framework == "IFRS" and not method_called(method).under_ifrs:
        raise LifoUnderIfrs(
            where=where,
            found=f"{method} with Framework IFRS",
            expected="FIFO, an average, Specific or Standard (IAS 2.25 does not permit LIFO)",
            remedy="choose another method, or set Framework to US GAAP",
        )


def setting_value(setting: PolicySetting, value: Any, where: str) -> Any:
    """What a cell states for a setting, None for a blank where blank is allowed. Errors: ``SettingNotUnderstood``.

    >>> from wipbook.schema.settings import SETTINGS
    >>> places = next(setting for setting in SETTINGS if setting.name == "Currency Places")
    >>> setting_value(places, 3.0, "Settings!B9")
    3
    """
    if is_blank(value):
        if not setting.default:
            return None
        raise SettingNotUnderstood(
            where=where,
            found="(blank)",
            expected=_expected(setting),
            remedy=f"type {setting.default}, which is usual, or what your company decided for {setting.name}",
        )
    try:
        match setting.role:
            case Role.CHOICE:
                chosen = str(value).strip().casefold()
                chosen = setting.meanings.get(chosen, chosen).casefold()
                return {choice.casefold(): choice for choice in setting.choices}[chosen]
            case Role.DATE:
                return _date(value)
            case Role.WHOLE | Role.PERCENT | Role.AMOUNT:
                return _number(setting, value)
            case Role.TIME:
                return _clock(value)
            case _ if isinstance(value, CellError):
                raise ValueError(value)
            case _:
                return str(value).strip()
    except (KeyError, ValueError, TypeError):
        raise SettingNotUnderstood(
            where=where,
            found=value.code if isinstance(value, CellError) else repr(value),
            expected=_expected(setting),
            remedy=f"correct {setting.name} on the Settings sheet",
        ) from None


def _expected(setting: PolicySetting) -> str:
    if setting.choices:
        return " or ".join(setting.choices)
    if setting.role is Role.DATE:
        return f"a date between {FIRST_DAY.year} and {LAST_DAY.year}"
    if setting.role in _NUMBER_BOUNDS:
        low, high = _bounds(setting)
        return f"a {'whole number' if setting.role is Role.WHOLE else 'number'} between {low} and {high:,}"
    return f"a {setting.role.value}"


def _bounds(setting: PolicySetting) -> tuple[int, int]:
    return _BOUNDS.get(setting.name, _NUMBER_BOUNDS[setting.role])


def _number(setting: PolicySetting, value: Any) -> int | float:
    number = value.serial if isinstance(value, CellMoment) else float(value)
    low, high = _bounds(setting)
    # written so that NaN, which compares with nothing, is refused as well
    if isinstance(value, bool) or not low <= number <= high:
        raise ValueError(value)
    if setting.role is not Role.WHOLE:
        return number
    if number != int(number):
        raise ValueError(value)
    return int(number)


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        day = value.date()
    else:
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value).strip()[:10])
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(value)
    return day


def _clock(value: Any) -> str:
    if isinstance(value, dt.datetime | dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        minutes = round(float(value) * 1440) % 1440
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return dt.time.fromisoformat(str(value).strip()).strftime("%H:%M")
