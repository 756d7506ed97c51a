"""A workbook that states no period takes it from its first rows, once a command writes."""

from __future__ import annotations

from wipbook.commands.workbench.settings import write_settings
from wipbook.ledger.ledger import SheetMissing, read_policy
from wipbook.ledger.policy import Policy
from wipbook.ledger.settings_table import stated
from wipbook.port.workbook import Workbook

_ENDS = ("Period Start", "Period End")


def take_period(workbook: Workbook) -> str:
    """Write the period of the rows where Settings states none, and the end that it lacks where it states one; one line
    that says so, blank where there is nothing to do: there is a period, or no row yet that tells it."""
    try:
        values, _ = stated(workbook.read_table("Settings"))
        stands = [values.get(name) not in (None, "") for name in _ENDS]
        if all(stands):
            return ""
        policy = read_policy(workbook)
    except SheetMissing:
        return ""
    if not policy.period_known:
        return ""
    write_settings(workbook, dict(zip(_ENDS, (policy.period_start, policy.period_end), strict=True)))
    return _said(policy, "completed to whole years" if any(stands) else "taken from the rows")


def _said(policy: Policy, what: str) -> str:
    """One line for people.

    >>> import datetime as dt
    >>> _said(Policy(period_start=dt.date(2031, 1, 1), period_end=dt.date(2031, 12, 31)), "taken from the rows")
    'Period taken from the rows: 2031-01-01 to 2031-12-31 (Settings)'
    """
    return f"Period {what}: {policy.period_start} to {policy.period_end} (Settings)"
