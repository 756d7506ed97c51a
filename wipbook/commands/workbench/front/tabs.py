"""Which tabs are shown: those in the view of a role that have something in them. What the user shows stays shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wipbook.commands.workbench.placing import cell_of
from wipbook.port.workbook import CellValue, Formula, TableCells, Workbook
from wipbook.schema import input_sheets
from wipbook.sheets import output_sheets
from wipbook.sheets.front.home import COMPANY_LINE
from wipbook.sheets.front.screen import CHECKS, FIGURES, HIGH_FINDINGS, LEFT_OUT, NEXT_HOW, PERIOD, label_of
from wipbook.sheets.front.tabs import HIDDEN, INDEX_COLUMNS, SHOWN, TABLE, sheet_names, tabs_of

LINKS = (CHECKS, LEFT_OUT, HIGH_FINDINGS, PERIOD, NEXT_HOW, *map(label_of, FIGURES))
"""Cells of Home that lead to a sheet while it is shown."""
_SEARCHED = 200
"""Rows of Home that are looked through for the index."""


def arrange(workbook: Workbook, role: str, filled: Mapping[str, bool]) -> None:
    """Show the sheets of the role's view among ``filled`` that have something in them (True); hide the others of the
    view, unless the user has shown them.

    What wipbook itself has shown or hidden stands in the table Tabs of Home: a sheet that is visible and was not shown
    by it was shown by the user.
    """
    record = _Record.of(workbook)
    mine = tabs_of(role)
    for name, something in filled.items():
        if name not in mine:
            continue
        if something:
            if record.before.get(name) == SHOWN or not workbook.is_visible(name):
                workbook.set_visible(name, True)
                record.now[name] = SHOWN
        elif record.before.get(name) == SHOWN:
            workbook.set_visible(name, False)
            record.now[name] = HIDDEN
    record.write(workbook)


def pack_sheets(workbook: Workbook) -> dict[str, bool]:
    """The input sheets of every pack that Home says yes to, for ``arrange``."""
    packs, present = packs_on(workbook), workbook.sheets()
    return {sheet.name: True for sheet in input_sheets() if sheet.name in present and set(sheet.packs) & packs}


def view(workbook: Workbook, role: str) -> list[str]:
    """Show the tabs of a role's view and hide all other sheets of ours, whoever showed them; the visible ones in their
    order. Sheets of the user's own stay as they are."""
    record = _Record.of(workbook)
    present = workbook.sheets()
    wanted = _with_something(workbook, tabs_of(role), present)
    for name in [*(name for name in present if name in wanted), *(name for name in present if name not in wanted)]:
        if name in sheet_names() and workbook.is_visible(name) is not (name in wanted):
            workbook.set_visible(name, name in wanted)
    record.now.update({name: SHOWN if name in wanted else HIDDEN for name in sheet_names()})
    record.write(workbook)
    return [name for name in present if workbook.is_visible(name)]


def reveal(workbook: Workbook, sheet: str) -> None:
    """Show a sheet that somebody asked for by name, in whosever view it is; it stays until a view is chosen anew."""
    workbook.set_visible(sheet, True)


def _with_something(workbook: Workbook, mine: Iterable[str], present: list[str]) -> set[str]:
    """Those of a view that are not blank: reports that hide when empty need rows, inputs a pack that is on, or rows."""
    packs = packs_on(workbook)
    found = {name for name in mine if name in present}
    for sheet in output_sheets():
        if sheet.name in found and sheet.when_empty == "hide":
            decides = sheet.decided_by or sheet.tables[0].name
            if not _has_rows(workbook, decides):
                found.discard(sheet.name)
    for one in input_sheets():
        if one.name in found and not (one.core or set(one.packs) & packs or _has_rows(workbook, one.table)):
            found.discard(one.name)
    return found


def packs_on(workbook: Workbook) -> set[str]:
    """The packs that Home says yes to."""
    if workbook.find_table("Packs") is None:
        return set()
    packs = workbook.read_table("Packs").frame
    return {
        str(name) for name, show in packs.select("Pack", "Show").iter_rows()
        if str(show or "").strip().casefold() in ("yes", "y", "true", "x")
    }


def _has_rows(workbook: Workbook, table: str) -> bool:
    place = workbook.find_table(table)
    if place is None:
        return False
    if place.rows > 1:
        return True
    read = workbook.read_table(table)
    # a blank table keeps one row, whose calculated columns show zero or nothing
    return any(
        value not in (None, "") for header, value in read.frame.row(0, named=True).items()
        if header not in read.formulas
    )


class _Record:
    """What the table Tabs says, and what it is to say. An older Home has none: then nobody knows who showed what."""

    def __init__(self, cells: TableCells | None) -> None:
        self._cells = cells
        self.before: dict[str, str] = {}
        if cells is not None and {"Sheet", "Shown"} <= set(cells.place.headers):
            self.before = {str(name): str(shown) for name, shown in cells.frame.select("Sheet", "Shown").iter_rows()}
        self.now = dict(self.before)

    @classmethod
    def of(cls, workbook: Workbook) -> _Record:
        return cls(workbook.read_table(TABLE) if workbook.find_table(TABLE) is not None else None)

    def write(self, workbook: Workbook) -> None:
        if self._cells is None or self.now == self.before:
            return
        names = self._cells.frame["Sheet"].to_list()
        cells: dict[str, CellValue | Formula] = {
            self._cells.cell(row, "Shown"): self.now[name]
            for row, name in enumerate(names) if name in self.now and self.now[name] != self.before.get(name)
        }
        workbook.write_cells(self._cells.place.sheet, cells)
        vouch_for_links(workbook, self._cells.place.sheet)


def vouch_for_links(workbook: Workbook, home: str) -> None:
    """Links of Home say the same whether they lead somewhere or not: no program has to compute them anew."""
    names = workbook.names()
    if workbook.computes(home, cell_of(names.get(COMPANY_LINE, "")) or "A2", "=company"):
        return
    known = set(sheet_names())
    links = [cell_of(names[one]) for one in LINKS if one in names]
    links += [
        f"{column}{row}" for row in range(1, _SEARCHED) for column in INDEX_COLUMNS
        if workbook.read_cell(home, f"{column}{row}") in known
    ]
    workbook.vouch_for(home, links)


