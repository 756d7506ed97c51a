"""Who works with a workbook, by what he does."""

from __future__ import annotations

from enum import StrEnum


class UserRole(StrEnum):
    """A sheet says which of them want to see its tab."""

    CONTROLLER = "Controller"
    SHOP = "Shop"
    PURCHASING = "Purchasing"
    AUDITOR = "Auditor"


CONTROLLER, SHOP, PURCHASING, AUDITOR = UserRole
