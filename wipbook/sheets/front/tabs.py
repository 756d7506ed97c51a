"""Whose tabs are shown: at most twelve in the view of a role, everything in the view of all."""

from __future__ import annotations

from functools import cache

from wipbook.port.tables import CellValue, Formula
from wipbook.schema import InputSheet, input_sheets
from wipbook.sheets import output_sheets
from wipbook.sheets.layout import OutputSheet
from wipbook.values.user_role import ALL_ROLES, CONTROLLER, UserRole

HOME, SETTINGS = "Home", "Settings"
TABLE = "Tabs"
"""On Home, in columns that are hidden: the sheets of ours and whether wipbook left each shown or hidden."""
SHOWN, HIDDEN = "shown", "hidden"
INDEX_COLUMNS = ("A", "C", "E")
"""Of Home, that name the sheets one types on, those that prove, and those one reads."""
_SETTINGS_OF = (CONTROLLER,)


@cache
def sheet_names() -> tuple[str, ...]:
    """Every sheet of ours in the order of a new workbook."""
    outputs = [sheet.name for sheet in output_sheets()]
    inputs = [sheet.name for sheet in input_sheets()]
    return (HOME, outputs[0], SETTINGS, *inputs, *outputs[1:])


@cache
def _ours() -> dict[str, InputSheet | OutputSheet]:
    found: dict[str, InputSheet | OutputSheet] = {sheet.name: sheet for sheet in input_sheets()}
    return found | {sheet.name: sheet for sheet in output_sheets()}


@cache
def tabs_of(role: str) -> frozenset[str]:
    """The sheets in the view of a role, as the row Role of Settings names it.

    >>> sorted(tabs_of("Controller") & {"Home", "Statement", "Load", "Exceptions"})
    ['Exceptions', 'Home', 'Statement']
    >>> tabs_of("All") == set(sheet_names())
    True
    """
    if role == ALL_ROLES:
        return frozenset(sheet_names())
    mine = {name for name, sheet in _ours().items() if role in sheet.tabs}
    return frozenset(mine | {HOME} | ({SETTINGS} if role in _SETTINGS_OF else set()))


def role_of(sheet: str) -> UserRole:
    """Under whom a sheet of ours is listed: the first in whose view its tab stands, else the first who works with it.

    >>> role_of("Load").value, role_of("Statement").value, role_of("Settings").value
    ('Shop', 'Controller', 'Controller')
    """
    one = _ours().get(sheet)
    return ((*one.tabs, *one.roles) if one is not None else _SETTINGS_OF)[0]


def link_where_shown(sheet: str, text: str, value: CellValue) -> Formula:
    """A cell that goes to a sheet while its tab is shown, and else says the same: a link to a hidden sheet does
    nothing. ``text`` is what it says as the text of a formula (in quotation marks when it is a constant). It
    reads nothing but what it says and the tabs: rows that somebody writes leave its value alone.

    >>> link_where_shown("Load", '"Load"', "Load").text
    '=IF(COUNTIFS(Tabs[Sheet],"Load",Tabs[Shown],"shown")>0,HYPERLINK("#\\'Load\\'!A1","Load"),"Load")'
    """
    shown = f'COUNTIFS({TABLE}[Sheet],"{sheet}",{TABLE}[Shown],"{SHOWN}")>0'
    return Formula(f'=IF({shown},HYPERLINK("#\'{sheet}\'!A1",{text}),{text})', value)
