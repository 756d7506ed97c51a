"""Stakeholders: who gets which pack, when, how, in which language."""

from __future__ import annotations

from wipbook.schema.column import Column, Role
from wipbook.schema.sheet import InputSheet
from wipbook.values.user_role import CONTROLLER

DAILY, WEEKLY, MONTHLY, AT_CLOSE, ON_REQUEST = "daily", "weekly", "monthly", "at close", "on request"

SHEET = InputSheet(
    name="Stakeholders",
    order=135,
    grain="one person and the pack he or she gets",
    about="Who gets what when. wipbook pack --due writes the drafts of mails; nothing is sent.",
    key=("Stakeholder", "Pack"),
    packs=("contracts", "sales"),
    roles=(CONTROLLER,),
    since=6,
    columns=(
        Column(name="Stakeholder", role=Role.CODE, required=True, width=16, note="Who", example="BANK-1"),
        Column(
            name="Pack", role=Role.CHOICE, required=True, choices=("cfo", "plant", "bank", "auditor", "customer"),
            width=12, note="Which pack", example="bank",
        ),
        Column(
            name="Customer", role=Role.CODE, references="Customers.Customer", note="Of a customer pack",
            example="C-200",
        ),
        Column(name="Name", role=Role.TEXT, width=26, note="Person", example="Ana Ruiz"),
        Column(name="Email", role=Role.TEXT, width=28, note="Address", example="ana@example.com"),
        Column(name="Language", role=Role.TEXT, width=10, note="en, de, fr, es; blank: en", example="en"),
        Column(
            name="When", role=Role.CHOICE, choices=(DAILY, WEEKLY, MONTHLY, AT_CLOSE, ON_REQUEST), width=12,
            note="Blank: on request", example=AT_CLOSE,
        ),
        Column(
            name="Format", role=Role.CHOICE, choices=("pdf", "xlsx", "html"), width=10,
            note="Attached; blank: pdf", example="pdf",
        ),
    ),
)
