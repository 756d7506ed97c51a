"""What an account of the general ledger stands for."""

from __future__ import annotations

from enum import StrEnum


class AccountRole(StrEnum):
    """The roles of the sheets Accounts and GL Accounts, each declared here and nowhere else, in the order of a ledger:
    inventory, what waits for its other side, manufacturing overhead, expense, contracts and reserves."""

    RAW_MATERIALS = "Raw Materials"
    WIP = "WIP"
    FINISHED_GOODS = "Finished Goods"
    COGS = "COGS"
    OVERHEAD_CONTROL = "Overhead Control"
    OVERHEAD_APPLIED = "Overhead Applied"
    SCRAP = "Scrap"
    VARIANCE = "Variance"
    ADJUSTMENT = "Adjustment"
    GRNI = "Goods Received Not Invoiced"
    WAGES_CLEARING = "Wages Clearing"
    FREIGHT_CLEARING = "Freight Clearing"
    OVERHEAD_CLEARING = "Overhead Clearing"
    OPENING_BALANCES = "Opening Balances"
    REVALUATION = "Revaluation"
    PRICE_DIFFERENCES = "Price Differences"
    LATE_JOB_COST = "Late Job Cost"
    IDLE_CAPACITY = "Idle Capacity"
    BILLING_CLEARING = "Billing Clearing"
    CONTRACT_ASSET = "Contract Asset"
    CONTRACT_LIABILITY = "Contract Liability"
    CONTRACT_REVENUE = "Contract Revenue"
    CONTRACT_COST = "Contract Cost"
    LOSS_PROVISION = "Loss Provision"
    INVENTORY_RESERVE = "Inventory Reserve"


ACCOUNT_ROLES = tuple(role.value for role in AccountRole)
WITHOUT_ACCOUNT = {
    AccountRole.PRICE_DIFFERENCES.value: AccountRole.VARIANCE.value,
    AccountRole.LATE_JOB_COST.value: AccountRole.COGS.value,
}
"""The older role whose account takes the amounts of a newer one that has none; Tie-Out compares both as one."""
