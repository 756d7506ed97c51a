"""What spreading the booked variances would do: a preview, nothing is posted."""

from __future__ import annotations

import polars as pl

from wipbook.books.closed.fiscal_year import year_of
from wipbook.books.overhead.contained import contained
from wipbook.books.results import Results
from wipbook.schema.jobs.cost_element import ELEMENTS, CostElement
from wipbook.values.allocate import allocate

ALL_ELSE = "All else"
OF = (*ELEMENTS, ALL_ELSE)
BALANCES = ("Work in Process", "Finished Goods", "Cost of Goods Sold")
PRORATION = {"Variances Of": pl.String, "Booked": pl.Int64, **dict.fromkeys(BALANCES, pl.Int64), "Why": pl.String}
_MATERIAL = CostElement.MATERIAL.value


def proration(results: Results) -> pl.DataFrame:
    """``PRORATION``: what booked variances would add to each balance, a row per element of cost and one for all else.

    By what the balances contain of that element (Horngren, Cost Accounting, ch. 7: proration by the components at
    standard), through all levels of made goods; material is what is no other element. What cannot be spread stays cost
    of goods sold. Standards that are used must come to actual cost in inventory (ASC 330-10-30, IAS 2.21).
    """
    booked, solution, entries = results.variances.booked, results.solution, results.entries
    held: dict[str, tuple[int, ...]] = {}
    if any(booked.values()):
        since = year_of(results.ledger, results.policy.period_start)
        whole = contained(solution, entries, since, frozenset(ELEMENTS))
        parts = {element: contained(solution, entries, since, frozenset({element}))
                 for element in ELEMENTS if element != _MATERIAL}
        others = [sum(part[at] for part in parts.values()) for at in range(len(BALANCES))]
        held = parts | {_MATERIAL: tuple(max(0, all_ - rest) for all_, rest in zip(whole, others, strict=True)),
                        ALL_ELSE: whole}
    rows = []
    for name in OF:
        amount = booked.get("" if name == ALL_ELSE else name, 0)
        weights = held.get(name, ())
        spread = any(weights)
        shares = allocate(amount, weights) if spread else [0, 0, amount]
        why = None if not amount else "by what the balances contain of it" if spread else "nothing contains it"
        rows.append((name, amount, *shares, why))
    return pl.DataFrame(rows, schema=PRORATION, orient="row")
