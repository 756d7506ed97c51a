"""Amounts laid over the way the units went: period by period, and in each from raw material up to the product."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from tests.model.history import Event, History, Job
from tests.model.relief import COMPONENT, ZERO, Lot, Month, Outcome, State
from tests.model.units import Part, Units

PURCHASES = ("buy", "revalue")


@dataclass
class Model:
    """All figures at the end of every period, in cents. ``sold`` holds late cost of what was sold, too."""

    history: History
    ends: list[dt.date] = field(default_factory=list)
    wip: list[dict[str, Fraction]] = field(default_factory=list)
    stock: list[dict[str, Fraction]] = field(default_factory=list)
    sold: Fraction = ZERO
    wasted: Fraction = ZERO
    revalued: Fraction = ZERO
    scrapped: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    expensed: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    late: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    charged: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    completed: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    kinds: list[str] = field(default_factory=list)


class Cost:
    """The run of one history."""

    def __init__(self, history: History) -> None:
        self.history = history.until
        self.units = Units(self.history)
        self.full: dict[int, Fraction] = {}  # of a whole lot, as if nothing of it had been taken back
        self.since: dict[int, Fraction] = {}  # what came to it in this period
        self.states = {job.code: State(job, self.history) for job in self.history.jobs}
        self.ratio: dict[int, Fraction] = {}  # equivalents of the main product in a unit of a lot
        self.lots: dict[int, tuple[str, Lot]] = {}
        self.extra: dict[str, list[tuple[str, Fraction]]] = {}
        self.model = Model(history)

    def run(self) -> Model:
        waiting = sorted(self.history.events, key=lambda event: (event.day, event.number))
        for start, end in self.history.periods():
            events = [event for event in waiting if start <= event.day <= end]
            for event in events:
                self.units.step(event)
            self._period(start, end, events)
        return self.model

    def _period(self, start: dt.date, end: dt.date, events: list[Event]) -> None:
        self.since, self.extra = defaultdict(Fraction), defaultdict(list)
        for event in events:
            if event.kind == "buy":
                self.full[event.number] = Fraction(event.amount)
        for event in events:
            if event.kind == "revalue":
                self.model.revalued += event.amount
                self._post(event.of, Fraction(event.amount), "")
        for level in (0, 1):
            for job in self.history.jobs:
                if job.level == level:
                    self._job(job, start, end, [e for e in events if job.code in (e.job, e.to_job)])
        for event in events:
            if event.kind == "ship":
                self.model.sold += self.worth(self.units.moved[event.number])
            elif event.kind == "ship_back":
                self.model.sold -= self.worth(self.units.moved[event.number])
            elif event.kind == "waste":
                self.model.wasted += self.worth(self.units.moved[event.number])
        for lot, amount in self.since.items():
            self.full[lot] += amount
        for _, lot in self.lots.values():
            lot.cost = self.full[lot.number] * self._share_left(lot.number)
        stock: dict[str, Fraction] = defaultdict(Fraction)
        for number, places in self.units.where.items():
            for (place, material, _), share in places.items():
                if place == "stock" and share:
                    stock[material] += self.full[number] * share
        self.model.stock.append(dict(stock))
        self.model.wip.append({code: state.balance for code, state in self.states.items()})
        self.model.ends.append(end)

    def worth(self, part: Part) -> Fraction:
        """What these units cost before anything of this period came to their lots; that is posted to where they are."""
        return sum((share * self.full[lot] for lot, share in part.items()), ZERO)

    def _share_left(self, lot: int) -> Fraction:
        """Of a lot, the share that was not taken back."""
        places = self.units.where[lot].items()
        return sum((share for place, share in places if place[0] != "taken back"), ZERO)

    def _post(self, lot: int, amount: Fraction, maker: str) -> None:
        """An amount that comes to a lot goes to where its units are at the end of the period."""
        left = self._share_left(lot)
        self.since[lot] += amount / left
        for (place, name, material), share in self.units.where[lot].items():
            value = amount * share / left
            if not share or place in ("stock", "taken back"):
                continue
            if place == "job":
                self.extra[name].append((self._pool(name, material), value))
            elif place == "sold":
                self.model.sold += value
            elif place == "wasted":
                self.model.wasted += value
            elif place == "scrapped":
                self.model.scrapped[name] += value

    def _pool(self, job: str, material: str) -> str:
        makes = self.states[job].job.makes
        return COMPONENT + material if material in self.history.bill.get(makes, {}) else "material"

    def _ratio(self, job: Job, material: str) -> Fraction:
        if material == job.makes or self.history.joint == "quantity":
            return Fraction(1)
        return Fraction(self.history.prices[material], self.history.prices[job.makes])

    def _job(self, job: Job, start: dt.date, end: dt.date, events: list[Event]) -> None:
        state = self.states[job.code]
        month = Month(start, end)
        for event in events:
            self._charge(job, month, event)
            self._output(job, month, event)
        month.charges += self.extra[job.code]
        self.model.charged[job.code] += sum((amount for pool, amount in month.charges if pool != "taken back"), ZERO)
        before = {lot.number for lot in state.lots}
        result: Outcome = state.period(month)
        for lot in (*month.good, *month.scrapped):
            # of the whole lot, as if what was taken back in the same period had cost the same
            self.full[lot.number] = lot.each * self.units.size[lot.number] * self.ratio[lot.number]
            # the difference to planned cost is no late cost of the lot that ends the job
            late = result.late.pop(lot.number, ZERO) if state.done else ZERO
            if late:
                lot.cost += late
                self.full[lot.number] = lot.cost / self._share_left(lot.number)
            self.lots[lot.number] = (job.code, lot)
        for lot in month.scrapped:
            self.model.scrapped[job.code] += lot.cost
        self.model.completed[job.code] += sum((lot.cost for lot in month.good), ZERO)
        for number, amount in result.late.items():
            self._post(number, amount, job.code)
            if not self.lots[number][1].scrap:
                self.model.late[job.code] += amount
        self.model.expensed[job.code] += result.expensed
        self.model.kinds += result.kinds
        if before and any(number in before for number in result.late):
            self.model.kinds.append("late cost to earlier lots")

    def _charge(self, job: Job, month: Month, event: Event) -> None:
        if event.kind in ("issue", "back") and event.job == job.code:
            pool = self._pool(job.code, event.material)
            sign = 1 if event.kind == "issue" else -1
            month.charges.append((pool, sign * self.worth(self.units.moved[event.number])))
            month.issues.append((event.day, pool, Fraction(sign * event.quantity)))
        elif event.kind == "ticket":
            month.charges.append(("labor", Fraction(event.amount)))
            month.charges.append(("overhead", Fraction(self.history.overhead * event.quantity)))
            month.hours += event.quantity
        elif event.kind in ("direct", "direct_back"):
            month.charges.append(("subcontract", Fraction(event.amount if event.kind == "direct" else -event.amount)))
        elif event.kind == "adjust":
            sign = -1 if event.job == job.code else 1
            month.charges.append((event.element.lower(), Fraction(sign * event.amount)))

    def _output(self, job: Job, month: Month, event: Event) -> None:
        quantity = Fraction(event.quantity)
        if event.kind == "complete":
            month.first_completion = month.first_completion or event.day
            left = quantity * self._share_left(event.number)  # what was taken back in the same period is netted
            self.ratio[event.number] = self._ratio(job, event.material)
            month.good.append(Lot(event.number, left * self.ratio[event.number]))
            if event.material == job.makes:
                month.main += left
        elif event.kind == "scrap":
            month.main += quantity
            abnormal = self.history.product_scrap == "abnormal" if event.abnormal is None else event.abnormal
            self.ratio[event.number] = Fraction(1)
            if abnormal:
                month.scrapped.append(Lot(event.number, quantity, scrap=True))
            else:
                month.normal += quantity
        elif event.kind == "uncomplete" and event.of in self.lots:
            _, lot = self.lots[event.of]
            value = self.worth(self.units.moved[event.number])
            equivalents = quantity * self._ratio(job, event.material)
            lot.cost -= value
            lot.units -= equivalents
            month.charges.append(("taken back", value))
            month.taken += equivalents
            self.model.completed[job.code] -= value


def cost(history: History) -> Model:
    return Cost(history).run()
