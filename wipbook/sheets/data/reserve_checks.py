"""Checks of the sheet NRV: against the Statement, and against what the close booked."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.books.stock.write_downs import shown_write_downs
from wipbook.schema.ledger.account_role import AccountRole
from wipbook.sheets.data.check import Check


def _booked(results: Results) -> tuple[float, float]:
    rows = shown_write_downs(results)
    moved = results.journals.filter(pl.col("Role") == AccountRole.INVENTORY_RESERVE)
    booked = int(rows["Booked"].sum()) - int(rows["Booked Before"].sum())
    return results.money(booked), -results.money(int(moved["Amount"].sum()))


RESERVE_CHECKS: tuple[Check, ...] = (
    Check(
        "nrv_cost", "What was tested against its net realisable value is all that the Statement ends with", "NRV",
        "=SUM(NRV[Cost])", "=SUM(Statement[Total])",
        lambda r: (
            r.money(int(shown_write_downs(r)["Cost"].sum())),
            r.money(sum(int(r.statement[stage].sum()) for stage in r.statement.columns if stage != "Line")),
        ),
        computed=True,
    ),
    Check(
        "reserve", "What closes of the period booked as a reserve is what the journals of the period hold of it", "NRV",
        "=SUM(NRV[Booked])-SUM(NRV[Booked Before])",
        '=SUMIFS(Journals[Credit],Journals[Role],"Inventory Reserve")'
        '-SUMIFS(Journals[Debit],Journals[Role],"Inventory Reserve")',
        _booked, lambda r: bool(r.ledger.closed.standing), untested="no period was closed",
    ),
)
