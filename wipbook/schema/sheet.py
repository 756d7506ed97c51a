"""One input sheet: its grain, its key, its columns, and the pack that switches it on."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, model_validator

from wipbook.schema.carried import Carried
from wipbook.schema.column import Column
from wipbook.values.user_role import UserRole


class InputSheet(BaseModel):
    """An input sheet holds one Excel table of the same name without spaces; one row is one ``grain``.

    ``key`` names the columns that identify a row (those after the first may be blank). ``packs`` are the subjects
    that show the sheet in a new workbook; ``core`` is always shown, and no workbook can do without it.

    ``master``: rows that others name. A wrong cell that no cost depends on must not take a whole material or job, and
    with it all its movements, out of the books. ``costing_reference``: a row elsewhere that names an unknown one of
    these cannot be costed and is left out.

    ``roles``: who works with it; ``tabs``: in whose view its tab stands, at most twelve in each. Where a pack is
    described its sheets are named in workbook order, or by
    ``named`` where that is told, each followed by its ``pack_note``. ``since`` is the version of the template that
    brought the sheet. ``rows`` are those a new workbook has, cells as typed in the order of the columns; where a
    workbook has none of them, what is usual holds, and nothing that refers to the sheet is asked. A sheet without
    ``facts`` says how data come in; no figure depends on it, and the ledger does not read it. ``carried``: which of its
    rows the workbook of the next year gets.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    order: int
    grain: str
    about: str
    key: tuple[str, ...]
    packs: tuple[str, ...]
    columns: tuple[Column, ...]
    roles: tuple[UserRole, ...]
    tabs: tuple[UserRole, ...] = ()
    master: bool = False
    costing_reference: bool = False
    pack_note: str = ""
    named: int = 0
    since: int = 1
    rows: tuple[tuple[str | float | bool | None, ...], ...] = ()
    facts: bool = True
    carried: Carried = Carried.ALL

    @property
    def core(self) -> bool:
        return "core" in self.packs

    @property
    def newest_last(self) -> bool:
        """Whether its rows come day by day, so that one looks at the last ones first."""
        return not self.master and any(column.required and column.is_date for column in self.columns)

    @property
    def table(self) -> str:
        return self.name.replace(" ", "")

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column with this header; ``KeyError`` when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    @model_validator(mode="after")
    def _is_consistent(self) -> InputSheet:
        seen: set[str] = set()
        for column in self.columns:
            for name in (column.name, *column.aliases):
                if name.casefold() in seen:
                    raise ValueError(f"{self.name}: the name {name!r} is used twice")
                seen.add(name.casefold())
        if not self.column(self.key[0]).required:
            raise ValueError(f"{self.name}: the first key column {self.key[0]!r} must be required")
        for name in self.key:
            self.column(name)
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.name}: a row of a new workbook has a cell for each column")
        return self
