"""A role is chosen: Settings keeps it, and its tabs are shown."""

from __future__ import annotations

from wipbook.commands.workbench.front.tabs import view
from wipbook.commands.workbench.settings import write_settings
from wipbook.ledger.ledger import read_policy
from wipbook.port.workbook import Workbook


def choose_view(workbook: Workbook, role: str = "") -> tuple[str, list[str]]:
    """Show the tabs of a role (blank: that of Settings) and hide the others; the role and the tabs, in their order.

    Errors: ``SettingNotUnderstood`` for a role that is none.
    """
    if role.strip():
        write_settings(workbook, {"Role": role.strip()})
    chosen = read_policy(workbook).role
    return chosen, view(workbook, chosen)
