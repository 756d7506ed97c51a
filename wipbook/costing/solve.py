"""The whole cost of the plant: facts in, a solution and its doubts out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from wipbook.costing.doubts.contracts import (
    list_contract_goods_at_standard,
    list_unestimated_contracts,
    list_unpriced_contracts,
)
from wipbook.costing.doubts.corrections import (
    list_bare_counts,
    list_gone_goods,
    list_unknown_costs,
    list_unused_costs,
)
from wipbook.costing.doubts.jobs import (
    list_guesses,
    list_missing_plans,
    list_undated_ends,
    list_undeclared_outputs,
    list_unshared_costs,
)
from wipbook.costing.doubts.oversights import (
    list_late_entries,
    list_missing_locations,
    list_missing_lots,
    list_missing_standards,
    list_missing_weights,
)
from wipbook.costing.doubts.plans import list_unknown_lines
from wipbook.costing.doubts.shortages import list_shortages, refuse_shortages
from wipbook.costing.doubts.unfounded_returns import list_unfounded_returns
from wipbook.costing.plant import Plant
from wipbook.costing.prepare.circles import list_circular_bills
from wipbook.costing.prepare.movements import prepare
from wipbook.costing.solution import Solution
from wipbook.costing.workings import Workings
from wipbook.ledger.ledger import Ledger


def solve(ledger: Ledger, progress: Callable[[str], None] = lambda step: None, jit: bool | None = None) -> Solution:
    """Cost every movement and job of the ledger up to its as-of date; the ledger stays as it was read.

    With Negative Stock = refuse, the entry that would drive a balance below zero is left out and listed: the last
    one entered among those that went before the shortage (accounting rule 18).
    """
    workings = Workings(ledger)
    list_late_entries(workings)
    list_circular_bills(workings)
    while True:
        prepared = prepare(workings)
        outcome = Plant(workings, prepared, jit).solved(progress)
        if workings.policy.negative_stock != "refuse" or not refuse_shortages(workings, outcome.movements):
            break
    list_shortages(workings, outcome.movements)
    list_unfounded_returns(workings, outcome.movements)
    list_unknown_costs(workings, outcome.movements)
    list_gone_goods(workings, outcome.movements)
    list_unused_costs(workings)
    list_bare_counts(workings)
    list_undeclared_outputs(workings)
    list_unshared_costs(workings)
    list_undated_ends(workings)
    list_guesses(workings, outcome.basis)
    list_unknown_lines(workings)
    list_unestimated_contracts(workings)
    list_unpriced_contracts(workings)
    list_contract_goods_at_standard(workings, prepared)
    list_missing_plans(workings, prepared)
    list_missing_standards(workings, prepared)
    list_missing_lots(workings, prepared)
    list_missing_weights(workings, prepared)
    list_missing_locations(workings, prepared)
    left_out = {sheet: frozenset(rows) for sheet, rows in workings.left_out.items()}
    return replace(outcome, doubts=workings.rejections.listed(), left_out=left_out)
