"""A day's work: who worked on what, what was finished, scrapped and done again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from wipbook.commands.data.demo.plant import factory
from wipbook.commands.data.demo.plant.calendar import after
from wipbook.commands.data.demo.plant.factory import MAIN
from wipbook.commands.data.demo.plant.planning import operation, start_step
from wipbook.commands.data.demo.plant.shop import Job, Person, Shop
from wipbook.commands.data.demo.plant.stock import MILLI
from wipbook.commands.data.demo.work.quality import losses

_DAY, _OVERTIME, _SEVEN = 32, 8, 28  # quarters of an hour
_HANDS = 2  # people who can work on one step at once
_MACHINE_CENTERS = ("WC-10", "WC-20")
POOL = {each[0]: each[4] for each in factory.WORK_CENTERS}
REASON = {each[0]: each[5] for each in factory.WORK_CENTERS}


def work(shop: Shop, day: date) -> None:
    """Every person works eight hours, two more in a backlog; a step done today lets the next begin tomorrow."""
    busy: dict[str, list[Job]] = {each[0]: [] for each in factory.WORK_CENTERS}
    for job in shop.jobs:
        if job.issued and job.ready <= day:
            busy[job.step.work_center].append(job)
    for center, queue in busy.items():
        queue.sort(key=lambda job: (job.due, job.code))
        people = [
            each for each in shop.people if each.work_center == center and each.works(day) and not shop.chance.of(0.05)
        ]
        backlog = sum(job.left for job in queue)
        overtime = backlog > 2 * _DAY * len(people) and day.weekday() in (1, 2, 3)
        before = {job.code: job.left for job in queue}
        for job in queue:
            job.hands = 0
        first = 0
        for person in people:
            while first < len(queue) and (queue[first].left <= 0 or queue[first].hands >= _HANDS):
                first += 1
            _shift(shop, day, person, queue[first:] if shop.scale == 1 else queue[first : first + 40], overtime)
        for job in queue:
            spent = before[job.code] - job.left
            if spent:
                _book_machine(shop, day, job, spent)
                _end_of_day(shop, day, job)
    shop.jobs = [job for job in shop.jobs if job.row["Status"] == "Released"]


def _shift(shop: Shop, day: date, person: Person, queue: list[Job], overtime: bool) -> None:
    clock, left, last = _SEVEN, _DAY, None
    for job in queue:
        if job.left <= 0 or job.hands >= _HANDS:
            continue
        part = min(left, job.left)
        job.hands += 1
        _ticket(shop, day, person, job, clock, part, "Regular")
        clock, left, last = clock + part, left - part, job
        if not left:
            break
    if left >= _DAY // 2:
        _ticket(shop, day, person, None, clock, left, "Idle")
    elif overtime and last is not None and last.left > 0:
        _ticket(shop, day, person, last, clock, min(_OVERTIME, last.left), "Overtime")


def _ticket(shop: Shop, day: date, person: Person, job: Job | None, clock: int, part: int, pay: str) -> None:
    entered = datetime.combine(day, time(17, 15)) + timedelta(minutes=shop.chance.between(0, 40))
    shop.books.add(
        "Labor",
        Ticket=shop.books.number("T-", 6),
        Date=day,
        Entered_At=entered,
        Entered_By="foreman",
        Employee=person.code,
        Job=job.code if job else "",
        Step=str(job.step.number) if job else "",
        Start=time(clock // 4, clock % 4 * 15),
        End=time((clock + part) // 4, (clock + part) % 4 * 15),
        Hours=part / 4,
        Pay_Type=pay,
    )
    if job:
        if POOL[job.step.work_center] == "SHOP":
            shop.activity["labor hours", day.month] += part / 4
        job.left -= part
        job.booked += part


def _book_machine(shop: Shop, day: date, job: Job, spent: int) -> None:
    if "Actual Start" not in operation(job):
        operation(job)["Actual Start"] = day
    center = job.step.work_center
    if center not in _MACHINE_CENTERS:
        return
    hours = max(0.25, round(spent * 0.8) / 4)
    if POOL[center] == "MACHINES":
        shop.activity["machine hours", day.month] += hours
    shop.books.add(
        "Machine Time",
        Booking=shop.books.number("MB-", 5),
        Date=day,
        Work_Center=center,
        Job=job.code,
        Step=str(job.step.number),
        Hours=hours,
        Kind="Run",
    )
    if shop.chance.of(0.02):
        shop.books.add(
            "Machine Time",
            Booking=shop.books.number("MB-", 5),
            Date=day,
            Work_Center=center,
            Hours=shop.chance.between(2, 12) / 4,
            Kind="Down",
            Reason=shop.chance.pick(("Nozzle blocked", "No material", "Maintenance")),
        )


def _end_of_day(shop: Shop, day: date, job: Job) -> None:
    job.row["Percent Complete"] = float(min(99, round(100 * job.booked / job.planned)))
    last = job.index == len(job.product.steps) - 1
    if job.left > 0:
        half = job.good // 2
        if last and not job.completed and half >= 10 and job.left * 2 <= job.needed:
            _complete(shop, day, job, half)
        return
    _finish_step(shop, day, job)
    if not last:
        job.index += 1
        start_step(shop, job, after(day, 1))
        return
    _complete(shop, day, job, job.good - job.completed)
    job.row.update({"Status": "Finished", "Finished": day, "Percent Complete": 100.0})
    shop.finished.append(job)


def _finish_step(shop: Shop, day: date, job: Job) -> None:
    row, reason = operation(job), REASON[job.step.work_center]
    room = job.good - job.completed
    scrapped, reworked = losses(shop.chance, day, job.step.work_center, job.quantity, room)
    if scrapped:
        shop.books.movement(
            day, "Scrap", job.product.code, scrapped * MILLI, Job=job.code, Location=MAIN, Reason=reason
        )
        job.good -= scrapped
        row["Scrap Reason"] = reason
    row.update({"Actual Finish": day, "Good": float(job.good), "Scrapped": float(scrapped)})
    row["Reworked"] = float(reworked)
    for rejected, disposition in ((scrapped, "Scrap"), (reworked, "Rework")):
        if rejected:
            shop.books.add(
                "Inspections",
                Inspection=shop.books.number("Q-", 4),
                Date=day,
                Job=job.code,
                Step=str(job.step.number),
                Material=job.product.code,
                Checked=float(job.quantity),
                Rejected=float(rejected),
                Cause=reason,
                Disposition=disposition,
                Inspector="Noor",
            )


def _complete(shop: Shop, day: date, job: Job, units: int) -> None:
    if units <= 0:
        return
    shop.books.movement(day, "Completion", job.product.code, units * MILLI, Job=job.code, Location=MAIN)
    shop.stock.put(job.product.code, MAIN, "", units * MILLI)
    job.completed += units


def close_jobs(shop: Shop, day: date) -> None:
    """Five working days after its end a job is closed; some get left-over material back first."""
    open_still = []
    for job in shop.finished:
        finished = job.row["Finished"]
        assert isinstance(finished, date)
        if after(finished, 5) > day:
            open_still.append(job)
            continue
        if shop.chance.of(0.04):
            code = shop.chance.pick(
                [part for part in job.product.components if part in ("22E1", "RF-1", "HB-1")] or [""]
            )
            if code:
                units = shop.chance.between(1, 3)
                shop.books.movement(
                    day, "Return from Job", code, units * MILLI, Job=job.code, Location=MAIN, Reason="Left over"
                )
                shop.stock.put(code, MAIN, "", units * MILLI)
        job.row.update({"Status": "Closed", "Closed": day})
    shop.finished = open_still
