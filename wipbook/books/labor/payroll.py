"""The payroll of the period, computed anew: ticket by ticket, in decimals, from the input sheets alone.

It shares no line with what distributes labor (``wipbook.costing.charges``), so that each can be held against the other.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

import polars as pl

from wipbook.ledger.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.ledger.working_days import working_days

_MILLION, _CENT = 1_000_000, Decimal(100)
Paid = tuple[int, int, int]
"""Base, premium and burden in the smallest currency unit."""
_SCHEMA = {"Pay Type": pl.String, "Hours": pl.Int64, "Payroll": pl.Int64}


def payroll(ledger: Ledger) -> pl.DataFrame:
    """Pay Type, Hours (millionths), Payroll (smallest currency unit) of the period, sorted by pay type."""
    policy = ledger.policy
    before = policy.period_start - dt.timedelta(days=1)
    hours: dict[str, int] = defaultdict(int)
    money: dict[str, int] = defaultdict(int)
    anew = _Tickets(ledger)
    for name, worked, pay in anew.single_days(policy.period_start, policy.as_of):
        hours[name] += worked
        money[name] += pay
    for row in anew.others:
        name = anew.name_of(row)
        (late, paid_late), (early, paid_early) = anew.upto(row, policy.as_of), anew.upto(row, before)
        hours[name] += late - early
        money[name] += sum(paid_late) - sum(paid_early)
    for number, rows in anew.reversals.items():
        original = anew.by_number[number]
        whole, paid = anew.upto(original, dt.date.max)
        back = [sum(anew.hours_upto(row, day) for row in rows) for day in (policy.as_of, before)]
        name = anew.name_of(original)
        hours[name] += back[0] - back[1]
        money[name] += sum(
            _rounded(Decimal(part * back[0]) / whole) - _rounded(Decimal(part * back[1]) / whole) for part in paid
        )
    found = [(name, hours[name], money[name]) for name in sorted(hours) if hours[name] or money[name]]
    return pl.DataFrame(found, schema=_SCHEMA, orient="row")


def _rounded(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True)
class _Kind:
    name: str
    factor: Decimal
    whole: int | None

    @property
    def has_premium(self) -> bool:
        return self.factor > 1 or self.whole is not None


class _Tickets:
    """The tickets of a ledger and what an hour of each costs."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._unit = Decimal(10) ** (ledger.policy.currency_places - 12)
        columns = [ROW, "Ticket", "Date", "Through", "Employee", "Hours", "Pay Type", "Rate", "Reverses"]
        table = ledger.table("Labor").select(columns).filter(pl.col("Date") <= ledger.policy.as_of)
        self._own = table.filter(pl.col("Reverses").is_null())
        taken = table["Reverses"].drop_nulls().implode()
        special = (pl.col("Through") > pl.col("Date")).fill_null(False)
        self._days = self._own.filter(~special)
        self.others = self._own.filter(special).to_dicts()
        self.by_number = {row["Ticket"]: row for row in self._own.filter(pl.col("Ticket").is_in(taken)).to_dicts()}
        self.reversals: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in table.filter(pl.col("Reverses").is_not_null()).to_dicts():
            self.reversals[row["Reverses"]].append(row)

    @cached_property
    def _kinds(self) -> dict[str, _Kind]:
        policy = self._ledger.policy
        by_settings = 1 + Decimal(str(policy.overtime_premium_percent)) / 100
        kinds = {"regular": _Kind("Regular", Decimal(1), None)}
        rows = self._ledger.table("Pay Types").to_dicts()
        if not rows:
            kinds |= {"overtime": _Kind("Overtime", by_settings, None), "idle": _Kind("Idle", Decimal(1), None)}
        for row in rows:
            said = None if row["Multiplier"] is None else Decimal(row["Multiplier"]) / _MILLION
            name, factor = row["Pay Type"], Decimal(1) if said is None else said
            if name.lower() == "overtime" and row["Rate"] is None and said in (None, Decimal("1.5")):
                factor = by_settings
            kinds[name.lower()] = _Kind(name, factor, row["Rate"])
        return kinds

    def _kind(self, row: dict[str, Any]) -> _Kind:
        return self._kinds[(row["Pay Type"] or "Regular").strip().lower()]

    def name_of(self, row: dict[str, Any]) -> str:
        return self._kind(row).name

    @cached_property
    def _people(self) -> dict[str, tuple[int | None, int | None]]:
        people = self._ledger.table("Employees").select("Employee", "Rate", "Burden %")
        return {name: (rate, burden) for name, rate, burden in people.iter_rows()}

    @cached_property
    def _closed(self) -> dict[str, list[tuple[dt.date, int | None, int | None]]]:
        """What the sheet Employees said of a person when a period was closed, in the order of the closes."""
        found: dict[str, list[tuple[dt.date, int | None, int | None]]] = defaultdict(list)
        for name, through, rate, burden in self._ledger.closed.rates.iter_rows():
            found[name.lower()].append((through, rate, burden))
        return found

    @cached_property
    def _dated(self) -> dict[str, list[tuple[dt.date, int, int | None]]]:
        found: dict[str, list[tuple[dt.date, int, int | None]]] = defaultdict(list)
        for name, day, rate, burden in self._ledger.table("Rates").select(
            "Employee", "From", "Rate", "Burden %"
        ).iter_rows():
            found[name.lower()].append((day, rate, burden))
        return {name: sorted(rows, key=lambda row: row[:2]) for name, rows in found.items()}

    @cached_property
    def _typed(self) -> dict[str, list[tuple[dt.date, int]]]:
        """Rates that tickets without a premium say, by person and day."""
        found: dict[str, set[tuple[dt.date, int]]] = defaultdict(set)
        priced = self._own.filter(pl.col("Rate").is_not_null() & (pl.col("Hours") > 0))
        for row in priced.select("Employee", "Date", "Through", "Rate", "Pay Type").unique().to_dicts():
            if not self._kind(row).has_premium:
                for day in self._spread(row):
                    found[row["Employee"].lower()].add((day, row["Rate"]))
        return {name: sorted(rows) for name, rows in found.items()}

    def _straight(self, employee: str, day: dt.date) -> tuple[int | None, int]:
        """Rate and burden percent of a person on a day."""
        rate, burden = self._people.get(employee, (None, None))
        for through, *kept in self._closed.get(employee.lower(), ()):
            if day <= through:
                rate, burden = kept
                break
        for start, dated, said in self._dated.get(employee.lower(), ()):
            if start <= day:
                rate, burden = dated, said if said is not None else burden
        return rate, burden or 0

    def _hour(self, row: dict[str, Any], day: dt.date) -> tuple[int, Decimal, int]:
        """Base rate, whole rate of an hour (millionths of currency; 0 where the multiplier says it), burden percent."""
        kind, typed = self._kind(row), row["Rate"]
        straight, burden = self._straight(row["Employee"], day)
        known = straight
        if known is None and kind.has_premium:
            said = self._typed.get(row["Employee"].lower(), [])
            at = bisect_right(said, (day, 1 << 62))
            known = said[at - 1][1] if at else None
        if kind.has_premium and typed is not None and known is not None and typed > known:
            return known, Decimal(typed), burden
        base = typed if typed is not None else known
        if kind.whole is not None:
            return kind.whole if base is None else min(base, kind.whole), Decimal(kind.whole), burden
        assert base is not None, "costing has left out what nobody can price"
        return (_rounded(base * kind.factor) if kind.factor < 1 else base), Decimal(0), burden

    def _paid(self, row: dict[str, Any], hours: int, day: dt.date) -> Paid:
        rate, whole, burden = self._hour(row, day)
        base = _rounded(Decimal(hours * rate) * self._unit)
        if whole:
            premium = _rounded(hours * whole * self._unit) - base
        else:
            premium = _rounded(base * max(self._kind(row).factor - 1, Decimal(0)))
        return base, premium, _rounded(Decimal(base) * burden / _MILLION / _CENT)

    def single_days(self, first: dt.date, last: dt.date) -> Iterable[tuple[str, int, int]]:
        """Pay type, hours and pay of the tickets of one day, those alike at once."""
        alike = self._days.filter(pl.col("Date").is_between(first, last)).group_by(
            "Employee", "Date", "Hours", "Pay Type", "Rate"
        ).len()
        for row in alike.iter_rows(named=True):
            yield self.name_of(row), row["len"] * row["Hours"], row["len"] * sum(
                self._paid(row, row["Hours"], row["Date"])
            )

    def _spread(self, row: dict[str, Any]) -> list[dt.date]:
        last = max(row["Through"] or row["Date"], row["Date"])
        days = [row["Date"] + dt.timedelta(days=at) for at in range((last - row["Date"]).days + 1)]
        expected = working_days(self._ledger.policy.working_days)
        worked = [day for day in days if day.isoweekday() in expected]
        if len(days) == 1 or not worked or abs(row.get("Hours") or 0) > 24 * _MILLION * len(worked):
            return days
        return worked

    def hours_upto(self, row: dict[str, Any], day: dt.date) -> int:
        """Hours of a ticket that fall on days up to ``day``."""
        days = self._spread(row)
        return _rounded(Decimal(row["Hours"] * sum(one <= day for one in days)) / len(days))

    def upto(self, row: dict[str, Any], day: dt.date) -> tuple[int, Paid]:
        """Hours of a ticket up to ``day``, and what they cost at the rates of their days."""
        paid, reached = (0, 0, 0), 0
        for one in self._spread(row):
            if one > day:
                break
            now = self.hours_upto(row, one)
            later, sooner = self._paid(row, now, one), self._paid(row, reached, one)
            paid = (paid[0] + later[0] - sooner[0], paid[1] + later[1] - sooner[1], paid[2] + later[2] - sooner[2])
            reached = now
        return reached, paid
