"""Budgets: what a line of the reports was planned to be in one month."""

from __future__ import annotations

from wipbook.schema.column import Column, Role
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER

SHEET = InputSheet(
    name="Budgets",
    order=182,
    grain="the budget of one line in one month",
    about="What was planned: by account role, cost element, overhead pool or line of the Statement.",
    key=("Line", "Period"),
    packs=("ledger",),
    roles=(CONTROLLER,),
    pack_note=", for Flux and Budget against Actual",
    since=5,
    columns=(
        Column(
            name="Line", role=Role.TEXT, required=True, width=28,
            note="An account role, a cost element, a pool of Overhead, a line of the Statement", example="COGS",
        ),
        Column(name="Period", role=Role.PERIOD, required=True, note="Month (its first day)", example="2026-03-01"),
        Column(
            name="Amount", role=Role.AMOUNT, required=True, unit="currency",
            note="Debit positive, as Flux shows it", example="12000.00",
        ),
        Column(name="Note", role=Role.TEXT, width=30, note="What it rests on", example="Two shifts from March"),
    ),
)
