"""The codes that a workbook has: materials, jobs, suppliers and such. A column of theirs is told by its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wipbook.commands.data.import_.proposals.profile import Profile
from wipbook.port.workbook import Workbook
from wipbook.schema import input_sheet

_MASTERS = (
    "Materials.Material", "Jobs.Job", "Suppliers.Supplier", "Customers.Customer", "Employees.Employee",
    "Work Centers.Work Center", "GL Accounts.Account", "Pay Types.Pay Type",
)
_ENOUGH = 0.5


@dataclass(frozen=True)
class Known:
    """How many of the different values of a column are codes of a master, of how many."""

    master: str
    found: int
    of: int

    @property
    def enough(self) -> bool:
        return (self.found >= 2 and self.found >= _ENOUGH * self.of) or 0 < self.found == self.of

    @property
    def said(self) -> str:
        return f"{self.found:,} of {self.of:,} values are in {self.master.partition('.')[0]} of the workbook"


Codes = Mapping[str, frozenset[str]]


def codes_of(workbook: Workbook | None) -> Codes:
    """The codes of each master of a workbook, in one case; of none, nothing."""
    found: dict[str, frozenset[str]] = {}
    if workbook is None:
        return found
    for master in _MASTERS:
        sheet, _, column = master.partition(".")
        table = input_sheet(sheet).table
        if workbook.find_table(table) is None:
            continue
        frame = workbook.read_table(table).frame
        if column in frame.columns:
            codes = frozenset(_plain(value) for value in frame[column].to_list() if value not in (None, ""))
            if codes:
                found[master] = codes
    return found


def known(profile: Profile, codes: Codes) -> dict[str, Known]:
    """How a column's values do among the codes of each master."""
    texts = {text.casefold() for text in profile.texts}
    return {
        master: Known(master, sum(text in there for text in texts), len(texts)) for master, there in codes.items()
    }


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().casefold()
