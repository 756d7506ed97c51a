"""GL Accounts: one ledger account in one period."""

from __future__ import annotations

from wipbook.schema.column import Column, Role
from wipbook.schema.ledger.account_role import ACCOUNT_ROLES
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER

SHEET = InputSheet(
    name="GL Accounts",
    order=180,
    grain="one ledger account in one period",
    about="The general ledger the workbook must agree with.",
    key=("Account", "Period"),
    packs=("ledger",),
    roles=(CONTROLLER, AUDITOR),
    pack_note=", to tie the statement to the general ledger",
    columns=(
        Column(name="Account", role=Role.CODE, required=True, note="Number", example="1320"),
        Column(
            name="Name",
            role=Role.TEXT,
            required=True,
            width=24,
            note="Name",
            example="Work in process",
        ),
        Column(
            name="Role",
            role=Role.CHOICE,
            required=True,
            choices=ACCOUNT_ROLES,
            listed_on="Accounts",
            width=18,
            note="What it stands for",
            example="WIP",
        ),
        Column(
            name="Period",
            role=Role.PERIOD,
            required=True,
            note="Month (its first day)",
            example="2026-03-01",
        ),
        Column(
            name="Opening",
            role=Role.AMOUNT,
            required=True,
            unit="currency",
            note="Balance at the start; debit positive",
            example="80000.00",
        ),
        Column(
            name="Debit",
            role=Role.AMOUNT,
            required=True,
            unit="currency",
            note="Debits of the period",
            example="52000.00",
        ),
        Column(
            name="Credit",
            role=Role.AMOUNT,
            required=True,
            unit="currency",
            note="Credits of the period",
            example="49500.00",
        ),
    ),
)
