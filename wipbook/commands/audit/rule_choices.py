"""What the sheet Rules says: use, severity and figures of each rule, and the suppressions."""

from __future__ import annotations

import datetime as dt

from wipbook.audit.card import Rule, Setting, Severity
from wipbook.audit.choices import Choices, Suppression
from wipbook.audit.faults import RuleSettingNotUnderstood
from wipbook.audit.rules import rules
from wipbook.ledger.cells.shown import PERCENT, is_number, percent
from wipbook.port.workbook import CellError, TableCells, Workbook

_YES, _NO = ("yes", "y", "true", "x", ""), ("no", "n", "false", "off")


def read_choices(workbook: Workbook) -> Choices:
    """The choices of a workbook; a rule that the sheet does not list, or lists blank, keeps its own.

    Errors: ``RuleSettingNotUnderstood``, with the cell, for a severity, a use or a figure that cannot be.
    """
    if workbook.find_table("Rules") is None:
        return Choices()
    cells = workbook.read_table("Rules")
    known = {code: rule for rule in rules() for code in rule.codes}
    off: set[str] = set()
    severities: dict[str, Severity] = {}
    settings: dict[str, dict[str, float]] = {}
    columns = {name: _column(cells, name) for name in ("Rule", "Severity", "Use", "Setting", "Value")}
    for row in range(cells.frame.height):
        rule = known.get(_text(columns["Rule"][row]).upper())
        if rule is None:
            continue
        use = _text(columns["Use"][row]).casefold()
        if use in _NO:
            off.add(rule.code)
        elif use not in _YES:
            raise _fault(cells, row, "Use", columns["Use"][row], "yes or no")
        severity = _text(columns["Severity"][row]).casefold()
        if severity:
            if severity not in set(Severity):
                raise _fault(cells, row, "Severity", columns["Severity"][row], ", ".join(Severity))
            severities[rule.code] = Severity(severity)
        setting = _setting(rule, _text(columns["Setting"][row]))
        if setting is not None and columns["Value"][row] is not None:
            stated = columns["Value"][row]
            if row in cells.percents.get("Value", ()) and setting.unit == PERCENT and is_number(stated):
                stated = percent(stated)
            value = _figure(cells, row, stated, setting)
            settings.setdefault(rule.code, {})[setting.name] = value
    return Choices(frozenset(off), severities, settings, _suppressions(workbook))


def _setting(rule: Rule, name: str) -> Setting | None:
    return next((one for one in rule.card.settings if one.name.casefold() == name.casefold()), None)


def _figure(cells: TableCells, row: int, value: object, setting: Setting) -> float:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    if not fits or not setting.least <= float(value) <= setting.most:  # type: ignore[arg-type]
        expected = f"a number between {setting.least:g} and {setting.most:g} ({setting.unit})"
        raise _fault(cells, row, "Value", value, expected, f"; {setting.default:g} is the rule's own")
    return float(value)  # type: ignore[arg-type]


def _suppressions(workbook: Workbook) -> tuple[Suppression, ...]:
    if workbook.find_table("Suppressions") is None:
        return ()
    cells = workbook.read_table("Suppressions")
    columns = {name: _column(cells, name) for name in ("Rule", "Key", "Reason", "Person", "Until")}
    found = []
    for row in range(cells.frame.height):
        rule, key, reason, person = (_text(columns[name][row]) for name in ("Rule", "Key", "Reason", "Person"))
        until = columns["Until"][row]
        if not any((rule, key, reason, person)):
            continue
        if until is not None and not isinstance(until, dt.date):
            raise _fault(cells, row, "Until", until, "a date, or nothing")
        day = until.date() if isinstance(until, dt.datetime) else until
        found.append(Suppression(rule.upper(), key, reason, person, day))
    return tuple(found)


def _column(cells: TableCells, name: str) -> list[object]:
    if name not in cells.frame.columns:
        return [None] * cells.frame.height
    mixed = cells.mixed.get(name)
    return list(mixed) if mixed is not None else cells.frame[name].to_list()


def _text(value: object) -> str:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _fault(
    cells: TableCells, row: int, column: str, value: object, expected: str, hint: str = ""
) -> RuleSettingNotUnderstood:
    return RuleSettingNotUnderstood(
        where=cells.address(row, column), found=repr(_text(value)), expected=expected,
        remedy=f"correct the cell on the sheet Rules, or leave it blank{hint}",
    )
