"""Where a contract stands on a day: progress by cost, what is earned, what is billed, what a loss is still to cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from wipbook.books.contracts.facts import Contract
from wipbook.ledger.closed.record import CONTRACTS
from wipbook.values.columns import HUNDRED_PERCENT
from wipbook.values.fixed import multiply_divide

IN_PROGRESS, COMPLETED, CANCELLED = "in progress", "completed", "cancelled"
CONTRACT = CONTRACTS
"""A contract on a day. Cost is all that was spent, Uninstalled Material of it what is no progress yet; Percent Complete
in millionths; Estimated Cost and Percent Complete are blank where nothing says what it will cost. Basis: what Estimated
Cost rests on."""
_MILLION = 1_000_000


def positions(contracts: Sequence[Contract], day: dt.date, as_of: dt.date) -> pl.DataFrame:
    """``CONTRACT``, a row per contract of which anything is known by ``day``, amounts in the smallest currency unit.

    Cost-to-cost (ASC 606-10-25-31, IFRS 15.B18): progress is the cost to date over the estimated cost, both without
    what is delivered and not installed; that part of the price is earned without profit (IFRS 15.B19(b), Example 19).
    Estimated cost is the cost on the day of the estimate dated last, and what was still to come then; change orders
    approved later add their cost; it is never below the cost so far. Without an estimate it is the budget; without
    both, cost over the percent reported; without all three revenue is the cost, no profit (IFRS 15.45). The price has
    the changes that were approved by the day. A loss that is expected is provided for whole: what of it the progress
    has not shown yet (ASC 605-35-25-46, IAS 37.66). A contract that was cancelled has earned what was billed.
    ``as_of``: from that day on, the column Percent Complete of Jobs counts.
    """
    rows = [_position(each, day, as_of) for each in contracts if any(when <= day for when in each.days())]
    return pl.DataFrame(rows, schema=CONTRACT, orient="row")


def _position(contract: Contract, day: dt.date, as_of: dt.date) -> tuple[object, ...]:
    cost = contract.cost(day)
    approved = sum(each.price for each in contract.changes if each.approved is not None and each.approved <= day)
    pending = sum(
        each.price for each in contract.changes
        if each.day <= day and (each.approved is None or each.approved > day)
    )
    gross = sum(amount for when, released, amount in contract.bills if when <= day and not released)
    released = sum(amount for when, released, amount in contract.bills if when <= day and released)
    held = max(0, multiply_divide(gross, contract.retention, HUNDRED_PERCENT) - released)
    price = contract.price + approved
    said = (contract.job, contract.price, approved, pending, cost, gross, held)
    if contract.ended is not None and contract.ended <= day:
        if contract.cancelled:
            return _row(said, CANCELLED, cost, 0, None, gross, 0, "cancelled: earned what was billed")
        return _row(said, COMPLETED, cost, 0, _MILLION, price, 0, "completed")
    estimated, basis = _estimated(contract, day, as_of, cost)
    uninstalled = min(max(0, cost), _uninstalled(contract, day))
    if estimated is None:
        return _row(said, IN_PROGRESS, None, uninstalled, None, min(cost, price), 0, basis)
    work, whole = cost - uninstalled, estimated - uninstalled
    done = multiply_divide(_MILLION, work, whole) if whole > 0 else 0
    earned = (multiply_divide(price - uninstalled, work, whole) if whole > 0 else 0) + uninstalled
    expected = price - estimated
    provision = max(0, earned - cost - expected) if expected < 0 else 0
    return _row(said, IN_PROGRESS, estimated, uninstalled, done, earned, provision, basis)


def _row(
    said: tuple[str, int, int, int, int, int, int], stage: str, estimated: int | None, uninstalled: int,
    done: int | None, earned: int, provision: int, basis: str,
) -> tuple[object, ...]:
    job, price, approved, pending, cost, billed, held = said
    return (job, stage, price, approved, pending, estimated, cost, uninstalled, done, earned, billed, held, provision,
            basis)


def _estimated(contract: Contract, day: dt.date, as_of: dt.date, cost: int) -> tuple[int | None, str]:
    """The estimated cost of the whole contract, and what it rests on."""
    told = [each for each in contract.estimates if each.day <= day]
    with_cost = [each for each in told if each.to_complete is not None]

    def later(since: dt.date | None) -> int:
        """What changes approved after a day cost."""
        return sum(each.cost for each in contract.changes
                   if each.approved is not None and each.approved <= day and (since is None or each.approved > since))

    if with_cost:
        last = with_cost[-1]
        whole = contract.cost(last.day) + (last.to_complete or 0) + later(last.day)
        return max(whole, cost), f"estimate of {last.day:%Y-%m-%d}"
    if contract.budget > 0:
        return max(contract.budget + later(None), cost), "budget"
    percent = next((each.percent for each in reversed(told) if each.percent is not None), None)
    if day >= as_of and contract.percent_now is not None:
        percent = contract.percent_now
    if percent:
        return max(cost, multiply_divide(cost, HUNDRED_PERCENT, min(percent, HUNDRED_PERCENT))), "percent reported"
    return None, "nothing says what it will cost: earned what it cost"


def _uninstalled(contract: Contract, day: dt.date) -> int:
    """What the report dated last says is not installed; one that says neither this nor the cost to complete says
    nothing about it."""
    told = [each for each in contract.estimates
            if each.day <= day and (each.to_complete is not None or each.uninstalled is not None)]
    return (told[-1].uninstalled or 0) if told else 0
