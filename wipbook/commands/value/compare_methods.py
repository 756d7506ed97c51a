"""``wipbook compare-methods``: what the inventory would be worth under every valuation method."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from wipbook.books.results import Results
from wipbook.books.statement import STAGES
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import write_report
from wipbook.costing.solve import solve
from wipbook.ledger import Ledger, read
from wipbook.ledger.closed.closed import Closed
from wipbook.port.workbook import Workbook
from wipbook.schema.methods import method_called
from wipbook.sheets.front import home
from wipbook.sheets.value.method_comparison import AS_SET, METHODS, SHEET, Comparison

Progress = Callable[[str], None]


def compare_methods(
    workbook: Workbook, progress: Progress = lambda step: None, now: dt.datetime | None = None
) -> Comparison:
    """Cost the whole workbook once per method and write the comparison; the caller saves. No input changes.

    Every material takes the method compared, whatever its own. LIFO is left out under IFRS, Standard where materials
    lack a standard cost, Specific where movements lack a lot; the notes say so.
    """
    ledger = read(workbook, None, progress)
    own = _computed(ledger)
    totals, values, notes = {AS_SET: _totals(own)}, {AS_SET: _values(own)}, {AS_SET: "the methods of this workbook"}
    for method in METHODS[1:]:
        reason = _why_not(ledger, method)
        if reason:
            notes[method] = reason
            continue
        progress(f"costing by {method}")
        book = _with_method(ledger, method)
        results = _computed(book)
        totals[method], values[method] = _totals(results), _values(results)
    comparison = Comparison(ledger.policy, totals, values, notes, own.ledger.rows_left_out)
    progress(f"writing {SHEET.name}")
    write_report(workbook, SHEET, comparison, home.header_line(Results(ledger, own.solution)))
    change_log.append(workbook, "compare-methods", f"{len(totals) - 1} methods beside the one set", now=now)
    return comparison


def _computed(ledger: Ledger) -> Results:
    """What all rows come to, cut where periods were closed; the balances that were closed are those of one method."""
    return Results(replace(ledger, closed=Closed()), solve(ledger))


def _with_method(ledger: Ledger, method: str) -> Ledger:
    materials = ledger.table("Materials").with_columns(pl.lit(None, dtype=pl.String).alias("Method"))
    return replace(
        ledger, policy=replace(ledger.policy, valuation_method=method), tables={**ledger.tables, "Materials": materials}
    )


def _why_not(ledger: Ledger, method: str) -> str:
    moved, said = ledger.table("Movements"), method_called(method)
    if not said.under_ifrs and ledger.policy.framework == "IFRS":
        return "not permitted under IFRS (IAS 2.25)"
    if said.needed_in == "Materials":
        used = ledger.table("Materials").join(moved.select("Material").unique(), on="Material", how="semi")
        missing = used.filter(pl.col(said.needs).is_null())
        return (
            f"{missing.height:,} materials have no {said.needs}, such as {missing['Material'][0]}"
            if len(missing)
            else ""
        )
    if said.needed_in == "Movements":
        without = moved[said.needs].null_count()
        return f"{without:,} movements have no {said.needs}" if without else ""
    return ""


def _totals(results: Results) -> dict[str, int]:
    statement = results.statement
    goods = statement.filter(pl.col("Line").is_in(["Shipped to customers", "Returned by customers"]))
    found = {stage: int(statement[stage].sum()) for stage in STAGES}
    return found | {"Cost of Goods Sold": -int(goods["Finished Goods"].sum()) - int(goods["Raw Materials"].sum())}


def _values(results: Results) -> pl.DataFrame:
    return results.valuation.group_by("Material", maintain_order=True).agg(
        pl.col("Description").first(), pl.col("Quantity").sum(), pl.col("Value").sum()
    )
