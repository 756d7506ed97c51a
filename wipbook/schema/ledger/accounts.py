"""Accounts: the ledger account of one role."""

from __future__ import annotations

from wipbook.schema.column import Column, Role
from wipbook.schema.ledger.account_role import ACCOUNT_ROLES
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import AUDITOR, CONTROLLER

SHEET = InputSheet(
    name="Accounts",
    order=178,
    grain="the ledger account of one role",
    about="Which account of the general ledger each role is; journals are written on them.",
    key=("Role",),
    packs=("ledger",),
    roles=(CONTROLLER, AUDITOR),
    pack_note=", for journals that the ledger can import",
    since=4,
    rows=tuple((role, None, None, None) for role in ACCOUNT_ROLES),
    columns=(
        Column(
            name="Role", role=Role.CHOICE, required=True, choices=ACCOUNT_ROLES, listed_on="Accounts", width=28,
            note="What it stands for", example="Wages Clearing",
        ),
        Column(name="Account", role=Role.CODE, width=14, note="Number in the ledger; blank = none", example="2150"),
        Column(name="Name", role=Role.TEXT, width=40, note="Its name there", example="Wages and salaries clearing"),
        Column(
            name="Cost Center", role=Role.CODE, width=16, note="Written beside every line", example="4100",
        ),
    ),
)
