"""The facts of the workbook, validated: what the engines compute from, and what could not be taken."""

from wipbook.ledger.ledger import Ledger, SheetMissing, read
from wipbook.ledger.policy import Policy, policy_from

__all__ = ["Ledger", "Policy", "SheetMissing", "policy_from", "read"]
