"""Settings are written to the row that bears their name."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from difflib import get_close_matches

from wipbook.commands.workbench.front.home_cells import read_fact, write_facts
from wipbook.commands.workbench.sheets import head_all
from wipbook.errors import WipbookError
from wipbook.ledger.cells.shown import fraction, is_percent
from wipbook.ledger.ledger import read_policy
from wipbook.ledger.policy import Policy, setting_value
from wipbook.ledger.settings_table import SettingMissing, rows_by_setting, setting_called
from wipbook.port.workbook import CellValue, Formula, TableCells, Workbook
from wipbook.schema.column import Role
from wipbook.schema.settings import SETTINGS
from wipbook.sheets.front import home


class UnknownSetting(WipbookError):
    """No setting of that name."""


def understood(settings: Mapping[str, CellValue]) -> dict[str, CellValue]:
    """The settings by their proper names, days written as text as dates.

    Errors: ``UnknownSetting``; ``SettingNotUnderstood`` for a value of the wrong kind.
    """
    found: dict[str, CellValue] = {}
    for name, value in settings.items():
        setting = setting_called(name)
        if setting is None:
            near = get_close_matches(name, [setting.name for setting in SETTINGS], n=1)
            raise UnknownSetting(
                where="Settings", found=repr(name), expected="the name of a setting",
                remedy=f"did you mean {near[0]!r}?" if near else "see the Settings sheet",
            )
        meant = setting_value(setting, value, f"Settings, {setting.name}")
        found[setting.name] = meant if setting.role in (Role.DATE, Role.CHOICE) else value
    return found


def write_settings(workbook: Workbook, settings: Mapping[str, CellValue]) -> None:
    """Write policies on the Settings sheet by their names; dates as ``datetime.date`` or ISO text.

    Errors: those of ``understood`` and ``rows_by_setting``, ``SettingMissing``; then nothing was written.
    """
    wanted = understood(settings)
    if not wanted:
        return
    table = workbook.read_table("Settings")
    rows = rows_by_setting(table)
    cells: dict[str, CellValue | Formula] = {}
    for name, value in wanted.items():
        if name not in rows:
            raise SettingMissing(
                where=f"{table.place.sheet}!{table.place.name}", found=f"no row {name!r}",
                expected="a row of that name", remedy=f"type {name!r} in the column Setting of a row",
            )
        cells[table.cell(rows[name], "Value")] = _as_held(table, name, rows[name], value)
    workbook.write_cells(table.place.sheet, cells)
    # Home says them too, and every total is rounded to the currency's places there: without its value none had one.
    with suppress(WipbookError):
        _tell(workbook, read_policy(workbook))


def _tell(workbook: Workbook, policy: Policy) -> None:
    """The facts on Home that the settings decide, and the line under every title; what else is in it stays as it is."""
    left_out, note = (read_fact(workbook, name) for name in (home.LEFT_OUT, home.CLOSED_NOTE))
    count = int(left_out) if isinstance(left_out, int | float) else 0
    checks = workbook.read_table("Checks").frame
    agree = "OK" in checks.columns and False not in checks["OK"].to_list()
    line = home.header_text(policy, agree, count, str(note or ""))
    formula = next(fact.formula for fact in home.FACTS if fact.name == "header_line")
    write_facts(workbook, home.cells_of_settings(policy) | {"header_line": Formula(formula, line)})
    head_all(workbook, line)


def _as_held(table: TableCells, name: str, row: int, value: CellValue) -> CellValue:
    """A value as its cell holds it: one that shows percentages holds 0.5 for 50 %."""
    setting = setting_called(name)
    shown = row in table.percents.get("Value", ()) and setting is not None and is_percent(setting)
    return fraction(float(value)) if shown and isinstance(value, int | float | str) else value
