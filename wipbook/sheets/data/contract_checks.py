"""Checks of contracts: the schedule against the journals and the Statement."""

from __future__ import annotations

import polars as pl

from wipbook.books.contracts.schedule import contract_rows
from wipbook.books.results import Results
from wipbook.schema.ledger.account_role import AccountRole
from wipbook.sheets.data.check import Check

_UNTESTED = "no job earns its revenue over time"
_TABLES = ("WIPSchedule", "CompletedContracts")


def _changed(*names: str) -> str:
    """What columns of both tables came to in the period: each with what it was before."""
    return "=" + "+".join(
        f"SUM({table}[{name}])-SUM({table}[{before}])" for name, before in zip(names[::2], names[1::2], strict=True)
        for table in _TABLES
    )


def _journaled(results: Results, role: str) -> float:
    return results.money(int(results.journals.filter(pl.col("Role") == role)["Amount"].sum()))


def _net(role: str, first: str = "Debit", then: str = "Credit") -> str:
    return f'=SUMIFS(Journals[{first}],Journals[Role],"{role}")-SUMIFS(Journals[{then}],Journals[Role],"{role}")'


def _sums(results: Results, *names: str) -> float:
    rows = contract_rows(results)
    return results.money(sum(
        int(rows[name].sum()) - int(rows[before].sum()) for name, before in zip(names[::2], names[1::2], strict=True)
    ))


def _applies(results: Results) -> bool:
    return bool(results.contracts)


CONTRACT_CHECKS: tuple[Check, ...] = (
    Check(
        "contract_revenue", "What contracts earned in the period is the contract revenue of the journals",
        "WIP Schedule", _changed("Earned Revenue", "Earned Before"), _net("Contract Revenue", "Credit", "Debit"),
        lambda r: (_sums(r, "Earned Revenue", "Earned Before"), -_journaled(r, AccountRole.CONTRACT_REVENUE)),
        _applies, untested=_UNTESTED,
    ),
    Check(
        "contract_cost", "What contracts cost in the period, with losses provided for, is the contract cost of the "
        "journals", "WIP Schedule",
        "=SUM(WIPSchedule[Cost to Date])+SUM(WIPSchedule[Uninstalled Material])-SUM(WIPSchedule[Cost Before])"
        "+SUM(WIPSchedule[Loss Provision])-SUM(WIPSchedule[Provision Before])+SUM(CompletedContracts[Cost])"
        "-SUM(CompletedContracts[Cost Before])-SUM(CompletedContracts[Provision Before])", _net("Contract Cost"),
        lambda r: (
            _sums(r, "Cost", "Cost Before", "Loss Provision", "Provision Before"),
            _journaled(r, AccountRole.CONTRACT_COST),
        ),
        _applies, untested=_UNTESTED,
    ),
    Check(
        "contract_relief", "Contract cost left work in process as the roll-forward says", "Statement",
        '=SUMIFS(Statement[Work in Process],Statement[Line],"Contract cost")', "=-SUM(RollForward[Contract Cost])",
        lambda r: (
            r.money(int(r.statement.filter(pl.col("Line") == "Contract cost")["Work in Process"].sum())),
            -r.money(int(r.roll_forward["Contract Cost"].sum())),
        ),
        _applies, untested=_UNTESTED,
    ),
)
