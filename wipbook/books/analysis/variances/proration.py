"""What spreading the booked variances would do: a preview, nothing is posted."""

from __future__ import annotations

import polars as pl

from wipbook.books.closed.fiscal_year import year_of
from wipbook.books.overhead.contained import SOLD, contained
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
    booked = results.variances.booked
    held = _held(results, {element for element, amount in booked.items() if amount})
    rows = []
    for name in OF:
        amount = booked.get("" if name == ALL_ELSE else name, 0)
        weights = held.get(name, ())
        spread = any(weights)
        shares = allocate(amount, weights) if spread else [0, 0, amount]
        why = None if not amount else "by what the balances contain of it" if spread else "nothing contains it"
        rows.append((name, amount, *shares, why))
    return pl.DataFrame(rows, schema=PRORATION, orient="row")


def _held(results: Results, wanted: set[str]) -> dict[str, tuple[int, ...]]:
    """What each balance contains of the elements that are wanted; of all else it is the balance."""
    since = year_of(results.ledger, results.policy.period_start)
    sold = results.entries.filter(pl.col("Role").is_in(SOLD) & (pl.col("Date") >= since))
    whole = tuple(max(0, amount) for amount in (
        *(int(results.statement[stage].sum()) for stage in BALANCES[:2]), int(sold["Amount"].sum())
    ))
    others = [element for element in ELEMENTS if element != _MATERIAL]
    asked = others if _MATERIAL in wanted else [element for element in others if element in wanted]
    found = {element: contained(results.solution, results.entries, since, frozenset({element})) for element in asked}
    rest = [sum(found[element][at] for element in asked) for at in range(len(BALANCES))]
    material = tuple(max(0, all_ - part) for all_, part in zip(whole, rest, strict=True))
    return {**found, _MATERIAL: material, ALL_ELSE: whole}
