"""The rows of the Settings table by the names they bear, wherever somebody moved them."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from wipbook.errors import WipbookError
from wipbook.ledger.cells.shown import (
    DOUBTFUL_ELAPSED,
    DOUBTFUL_PERCENT,
    TYPE_PERCENT,
    as_clock,
    as_percentage,
    is_number,
    is_percent,
    percent,
)
from wipbook.ledger.rejections import WARNING, Reason, Rejections
from wipbook.ledger.tables import BRING_IN, CALCULATE, FROM_OUTSIDE, NOT_CALCULATED, ColumnMissing
from wipbook.port.tables import TableCells
from wipbook.schema.column import NUMBERS
from wipbook.schema.settings import SETTINGS, PolicySetting

_LARGE = 10
"""From which usual value on a percent below one is doubtful: tolerances of half a percent are usual."""
_ALIKE = 0.8
"""From which likeness on a name that is no setting's is taken for a slip of the pen."""


class SettingNotUnderstood(WipbookError):
    """A row of the Settings sheet that cannot be used: its name is doubled or mistyped, its value blank, of the wrong
    kind, or none of its choices."""


class SettingMissing(WipbookError):
    """No row of the Settings sheet bears the name of a setting."""


def folded(name: object) -> str:
    """A name as it is looked up: case and blanks do not count.

    >>> folded("  Period   start ")
    'period start'
    """
    return " ".join(str(name).split()).casefold()


def setting_called(name: object) -> PolicySetting | None:
    """The setting of this name; an older release's name for it counts as well."""
    return _CALLED.get(folded(name))


_CALLED: Mapping[str, PolicySetting] = {
    folded(name): setting for setting in SETTINGS for name in (setting.name, *setting.aliases)
}


def rows_by_setting(cells: TableCells) -> dict[str, int]:
    """The 0-based row of each setting that the table states, by the setting's name.

    Rows whose name is nothing like a setting's are the user's own and stay out. Errors: ``ColumnMissing``;
    ``SettingNotUnderstood`` for a name that stands twice, for one that is nearly a setting's, and for a value without
    a name.
    """
    for header in ("Setting", "Value"):
        if header not in cells.place.headers:
            raise ColumnMissing(
                where=f"{cells.place.sheet}!{cells.place.name}",
                found=f"no column {header!r}",
                expected="the columns 'Setting' and 'Value'",
                remedy=f"rename the header to {header!r}, or bring the sheet back from the template",
            )
    found: dict[str, int] = {}
    doubtful: list[tuple[int, str]] = []
    values = column(cells, "Value")
    for row, name in enumerate(column(cells, "Setting")):
        if is_blank(name):
            if not is_blank(values[row]):
                doubtful.append((row, ""))
            continue
        setting = setting_called(name)
        if setting is None:
            doubtful.append((row, str(name)))
        elif setting.name in found:
            raise SettingNotUnderstood(
                where=cells.address(row, "Setting"),
                found=f"{setting.name!r} once more",
                expected=f"each setting once; it stands in {cells.address(found[setting.name], 'Setting')} already",
                remedy="delete the row that does not count",
            )
        else:
            found[setting.name] = row
    for row, name in doubtful:
        _refuse_slip(cells, row, name, found)
    return found


def stated(cells: TableCells) -> tuple[dict[str, Any], dict[str, str]]:
    """The value of every setting by its name, and where it stands.

    Errors: those of ``rows_by_setting``; ``SettingMissing`` when one is not there.
    """
    rows = rows_by_setting(cells)
    for setting in SETTINGS:
        if setting.name not in rows and not setting.informs:
            raise SettingMissing(
                where=f"{cells.place.sheet}!{cells.place.name}",
                found=f"no row {setting.name!r}",
                expected=f"a row {setting.name!r}: {setting.explanation}",
                remedy=f"type {setting.name!r} in the column Setting of a row, with its value beside it",
            )
    values = column(cells, "Value")
    for kind, rows_of, remedy in (
        (NOT_CALCULATED, cells.uncalculated, CALCULATE), (FROM_OUTSIDE, cells.outside, BRING_IN)
    ):
        for name, row in rows.items():
            if row in rows_of.get("Value", ()):
                raise SettingNotUnderstood(
                    where=cells.address(row, "Value"), found=kind, expected=f"the value of {name}", remedy=remedy
                )
    shown = cells.percents.get("Value", ())
    return (
        {
            name: _meant(_CALLED[folded(name)], values[row], is_number(values[row]) and row in shown)
            for name, row in rows.items()
        },
        {name: cells.address(row, "Value") for name, row in rows.items()},
    )


def list_doubtful(cells: TableCells, rejections: Rejections) -> None:
    """List settings whose number may mean another: a percentage or an elapsed time where a plain number is asked for,
    and 0.5 where 50 would be usual."""
    rows, values = rows_by_setting(cells), column(cells, "Value")
    percents, elapsed = cells.percents.get("Value", ()), cells.elapsed.get("Value", ())
    for name, row in rows.items():
        setting, value = _CALLED[folded(name)], values[row]
        if setting.role not in NUMBERS or not is_number(value):
            continue
        if row in percents and not is_percent(setting):
            found = as_percentage(value), "a plain number", DOUBTFUL_PERCENT
        elif row in elapsed:
            found = as_clock(value), "a plain number", DOUBTFUL_ELAPSED
        elif row not in percents and is_percent(setting) and 0 < value < 1 and float(setting.default) >= _LARGE:
            found = str(value), f"percents: {setting.default} means {setting.default} %", TYPE_PERCENT
        else:
            continue
        rejections.add(
            cells, [row], "Value", [found[0]], f"{name} as {found[1]}", found[2], WARNING, [name], Reason.DOUBTFUL
        )


def _meant(setting: PolicySetting, value: Any, as_percent: bool) -> Any:
    """The value of a cell; of one that shows a percentage the percents, where the setting is one of percents."""
    return percent(value) if as_percent and is_percent(setting) and is_number(value) else value


def column(cells: TableCells, header: str) -> list[Any]:
    """The cells of a column as they stand."""
    return list(cells.mixed.get(header) or cells.frame[header].to_list())


def is_blank(value: object) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def _refuse_slip(cells: TableCells, row: int, name: str, found: Mapping[str, int]) -> None:
    missing = [setting.name for setting in SETTINGS if setting.name not in found]
    if not name:
        raise SettingNotUnderstood(
            where=cells.address(row, "Setting"),
            found="no name beside a value",
            expected="the name of a setting" + (f", such as {missing[0]!r}, which is missing" if missing else ""),
            remedy="type the name of the setting the value is for, or clear the value",
        )
    near = get_close_matches(folded(name), list(_CALLED), n=1, cutoff=_ALIKE)
    if near:
        meant = _CALLED[near[0]].name
        raise SettingNotUnderstood(
            where=cells.address(row, "Setting"),
            found=repr(name),
            expected=f"the name of a setting: did you mean {meant!r}?",
            remedy=f"type {meant!r}" if meant in missing else "delete the row, or give a row of your own another name",
        )
