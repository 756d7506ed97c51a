"""What a stock movement can be."""

from __future__ import annotations

from enum import StrEnum


class MovementType(StrEnum):
    """The column Type of Movements; the type says which way the quantity went."""

    OPENING = "Opening"
    RECEIPT = "Receipt"
    RETURN_TO_SUPPLIER = "Return to Supplier"
    ISSUE = "Issue"
    RETURN_FROM_JOB = "Return from Job"
    COMPLETION = "Completion"
    SHIPMENT = "Shipment"
    SALES_RETURN = "Sales Return"
    SCRAP = "Scrap"
    ADJUSTMENT = "Adjustment"
    COUNT = "Count"
    TRANSFER = "Transfer"
    REVALUATION = "Revaluation"
