"""Who works with a workbook, by what he does."""

from __future__ import annotations

from enum import StrEnum


class UserRole(StrEnum):
    """A sheet says which of them work with it, and in whose view its tab stands."""

    CONTROLLER = "Controller"
    SHOP = "Shop"
    PURCHASING = "Purchasing"
    AUDITOR = "Auditor"


CONTROLLER, SHOP, PURCHASING, AUDITOR = UserRole

ALL_ROLES = "All"
"""The view that shows every sheet with something in it."""
