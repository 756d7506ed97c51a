"""``wipbook sign``: somebody stands behind the figures; a later change turns the sign-off amber."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

import wipbook
from wipbook.audit import fingerprint
from wipbook.commands.audit.sign_offs import SCHEMA, inventory_of, put, signed
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.front.home_cells import read_fact
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.sheets import bring_back_sheets
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.port.workbook import Workbook
from wipbook.sheets.audit.sign_off import AS_SIGNED
from wipbook.sheets.data.checks import CHECKS, outcome
from wipbook.sheets.front import home


class StaleFigures(RefusedToProtectData):
    """The reports do not show what the inputs come to: nobody can sign for them."""


class NobodySigns(WipbookError):
    """A sign-off without a name."""


@dataclass(frozen=True)
class SignOff:
    """``figures`` and ``inputs`` are fingerprints; ``inventory`` is in currency units; ``period`` is in words."""

    name: str
    role: str
    period: str
    at: dt.datetime
    figures: str
    inputs: str
    inventory: float
    checks: str
    checks_differing: int
    rows_left_out: int


def sign(
    workbook: Workbook,
    name: str,
    role: str = "",
    note: str = "",
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
) -> SignOff:
    """Append a sign-off of the figures of the period in which the workbook stands; the caller saves.

    Errors: ``NobodySigns``; ``StaleFigures`` when the reports are not those of the inputs, so that what is signed is
    what everybody sees.
    """
    if not name.strip():
        raise NobodySigns(where="--as", found="no name", expected="the name of who signs", remedy="--as 'Dana Kowal'")
    results = open_books(workbook, progress)
    figures = fingerprint.figures(results)
    bring_back_sheets(workbook)
    there = read_fact(workbook, home.FIGURES)
    if there != figures:
        raise StaleFigures(
            where=f"{home.SHEET_NAME}, {home.FIGURES}", found=f"figures {there or '(none)'}",
            expected=f"{figures}, what the inputs come to", remedy="refresh, look at the figures, then sign",
        )
    policy = results.policy
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    agree = sum(outcome(check, results)[3] for check in CHECKS)
    period = f"{policy.period_start} to {policy.period_end} as of {policy.as_of}"
    mark = SignOff(
        name.strip(), role.strip(), period, moment, figures, fingerprint.short(fingerprint.of_inputs(results)),
        inventory_of(results), f"{agree} of {len(CHECKS)} agree",
        len(CHECKS) - agree, results.ledger.rows_left_out,
    )
    row = {
        "Signed By": mark.name, "As": mark.role or None, "Signed At": moment, "Period From": policy.period_start,
        "Period To": policy.period_end, "As Of": policy.as_of, "State": AS_SIGNED,
        "Inventory": mark.inventory, "Checks": mark.checks, "Open Findings": _open_findings(workbook),
        "Figures": figures, "Inputs": mark.inputs, "Version": wipbook.__version__, "Note": note.strip() or None,
    }
    rows = pl.concat([signed(workbook), pl.DataFrame([row], schema=SCHEMA)])
    put(workbook, rows, results)
    said = f"{mark.name} signed the figures {figures} of {mark.period}"
    change_log.append(workbook, "sign", said, result=mark.checks, now=moment)
    return mark


def _open_findings(workbook: Workbook) -> float | None:
    """As the last audit left them; nothing when there was none."""
    from wipbook.audit.followed import as_left, still_open

    table = as_left(workbook.read_table("Audit").frame, 2) if workbook.find_table("Audit") else None
    return float(still_open(table).height) if table is not None and table.height else None
