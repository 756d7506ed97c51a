"""Home of an older release gives way to this one's: what it knew goes along, what somebody added to it keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wipbook.beside import template_path
from wipbook.commands.workbench.front.first_screen import has_screen, write_on_screen
from wipbook.commands.workbench.front.home_cells import fact_cells, write_facts
from wipbook.commands.workbench.front.tabs import vouch_for_links
from wipbook.ooxml.address import Area
from wipbook.port.tables import letters
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.sheets.front import home
from wipbook.sheets.front.screen import AUDITED, HIGH_FINDINGS, high_findings
from wipbook.sheets.front.tabs import HIDDEN, SHOWN, TABLE

_LISTS = {"Packs": ("Pack", ("Show",)), "LastRuns": ("Command", ("When", "Result"))}
"""What of each list on Home is the workbook's own, by the key of its rows."""
_ROWS, _COLUMNS = 160, 6
"""What an older Home filled at most."""
_LOOKED_AT = Area(1, _COLUMNS + 1, _ROWS, _COLUMNS + 20)


def renew_home(workbook: Workbook) -> Iterator[str]:
    """Put this release's Home in place of an older one; a line for the Change Log.

    The values of the facts, the packs that are on and the last runs are kept. A Home with cells of somebody's beside
    ours, or one that cannot be replaced, stays as it is, and the line says why.
    """
    if home.SHEET_NAME not in workbook.sheets() or has_screen(workbook):
        return
    own = _own_cells(workbook)
    if own:
        yield (f"Home keeps its older form, since {home.SHEET_NAME}!{own} is yours: move it to a sheet of your own and "
               "run wipbook upgrade")
        return
    facts: dict[str, CellValue | Formula] = {}
    places = fact_cells(workbook)
    for fact in home.FACTS:
        if fact.name in places:
            value: Any = workbook.read_cell(home.SHEET_NAME, places[fact.name])
            facts[fact.name] = Formula(fact.formula, value) if fact.formula else value
    lists = {
        table: workbook.read_table(table).frame.to_dicts() for table in _LISTS if workbook.find_table(table) is not None
    }
    shown = {sheet for sheet in workbook.sheets() if workbook.is_visible(sheet)}
    why = workbook.replace_sheet(template_path(), home.SHEET_NAME)
    if why:
        yield f"Home keeps its older form, since {why}"
        return
    company = facts.get("company")
    write_facts(workbook, facts | (
        {home.COMPANY_LINE: Formula("=company", company.value)} if isinstance(company, Formula) else {}
    ))
    for table, rows in lists.items():
        _keep(workbook, table, rows)
    write_on_screen(workbook, _audited(workbook, lists))
    tabs = workbook.read_table(TABLE)
    workbook.write_cells(home.SHEET_NAME, {
        tabs.cell(row, "Shown"): SHOWN if name in shown else HIDDEN for row, name in enumerate(tabs.frame["Sheet"])
    })
    vouch_for_links(workbook, home.SHEET_NAME)
    yield "Home of this release: figures, what is wrong, the next step"


def _own_cells(workbook: Workbook) -> str:
    """The first cell beside what an older Home held; blank for none."""
    for row in range(_LOOKED_AT.first_row, _LOOKED_AT.last_row + 1):
        for column in range(_LOOKED_AT.first_column, _LOOKED_AT.last_column + 1):
            address = f"{letters(column)}{row}"
            if workbook.read_cell(home.SHEET_NAME, address) not in (None, ""):
                return address
    return ""


def _audited(workbook: Workbook, lists: dict[str, list[dict[str, Any]]]) -> dict[str, CellValue | Formula]:
    """What Home says of findings, by the sheet Audit as the last audit left it."""
    ran = any(row.get("Command") == "audit" and row.get("When") for row in lists.get("LastRuns", ()))
    if not ran or workbook.find_table("Audit") is None:
        return {}
    listed = workbook.read_table("Audit").frame
    if not {"Severity", "Seen", "Status"} <= set(listed.columns):
        return {}
    return {AUDITED: 1, HIGH_FINDINGS: high_findings(listed)}


def _keep(workbook: Workbook, table: str, rows: list[dict[str, Any]]) -> None:
    key, kept = _LISTS[table]
    new = workbook.read_table(table)
    names = new.frame[key].to_list()
    cells: dict[str, CellValue | Formula] = {}
    for row in rows:
        if row.get(key) in names:
            cells |= {
                new.cell(names.index(row[key]), header): row[header]
                for header in kept if row.get(header) is not None
            }
    workbook.write_cells(home.SHEET_NAME, cells)
