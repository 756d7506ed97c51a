"""``wipbook new``: a workbook of one's own from the template."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from wipbook.beside import template_path
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.home_cells import read_fact, write_facts
from wipbook.commands.workbench.placing import SheetPlaces
from wipbook.commands.workbench.settings import understood, write_settings
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.port.tables import letters
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.schema import input_sheets, packs
from wipbook.sheets import output_sheets
from wipbook.sheets.front import home
from wipbook.sheets.layout import COMPANY_ROW


class FileExists(RefusedToProtectData):
    """A workbook of that name is already there."""


class NoWorkbookName(WipbookError):
    """The name of a new workbook ends as that of no workbook that this house makes."""


class UnknownPack(WipbookError):
    """No pack of that name."""


def check_packs(chosen: Sequence[str]) -> None:
    """Every name must be a pack; ``UnknownPack`` names the nearest."""
    for pack in chosen:
        if pack not in packs():
            near = get_close_matches(pack, packs(), n=1)
            raise UnknownPack(
                where="--with", found=repr(pack), expected="one of " + ", ".join(packs()[1:]),
                remedy=f"did you mean {near[0]!r}?" if near else "choose from the list",
            )


def refuse_name(path: Path) -> None:
    """Raise ``NoWorkbookName`` for a name that ends neither in .xlsx nor in .xlsm."""
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise NoWorkbookName(
            where=str(path), found=f"the ending {path.suffix!r}" if path.suffix else "a name without an ending",
            expected=".xlsx, or .xlsm for a workbook with macros",
            remedy=f"name it {path.with_suffix('.xlsx').name}; other programs can save it as their own kind from there",
        )


def refuse_taken(path: Path) -> None:
    """Raise ``FileExists`` when ``path`` leads to anything, be it a link to nothing."""
    if path.exists() or path.is_symlink():
        raise FileExists(
            where=str(path), found="a file of that name", expected="a free name",
            remedy="choose another name, or remove the file first",
        )


def copy_template(path: Path, *, overwrite: bool = False) -> Path:
    """Put a fresh copy of the template at ``path``; ``FileExists`` rather than overwrite."""
    if not overwrite:
        refuse_taken(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template_path(), path)
    return path


def prepare(
    workbook: Workbook, chosen: Sequence[str], settings: Mapping[str, CellValue], now: dt.datetime
) -> None:
    """Show the sheets of the chosen packs and write the settings; the caller saves."""
    check_packs(chosen)
    wanted = set(chosen)
    for sheet in input_sheets():
        if set(sheet.packs) & wanted:
            workbook.set_visible(sheet.name, True)
    place = workbook.tables()["Packs"]
    names = workbook.read_table("Packs").frame["Pack"].to_list()
    show = letters(place.first_column + place.headers.index("Show"))
    shown: dict[str, CellValue | Formula] = {
        f"{show}{place.first_row + names.index(pack)}": "yes" for pack in chosen if pack != "core"
    }
    if shown:
        workbook.write_cells(home.SHEET_NAME, shown)
    line = _line_with(workbook, settings)
    write_settings(workbook, settings)
    if line:
        _head_all(workbook, line)
    for report in output_sheets():
        workbook.vouch_for(report.name, _blank_formulas(SheetPlaces.of(workbook, report)))
    change_log.append(workbook, "new", "made from the template", now=now)


def _line_with(workbook: Workbook, settings: Mapping[str, CellValue]) -> str:
    """The header line of every sheet with another company and currency, which stand first in it; blank where it is
    left to whoever calculates the workbook: other settings decide on the rest of the line."""
    wanted = understood(settings)
    if not wanted or set(wanted) - {"Company", "Currency"}:
        return ""
    company, currency, line = (str(read_fact(workbook, name) or "") for name in ("company", "currency", "header_line"))
    head = _head(company, currency)
    if not line.startswith(head):
        return ""
    new = _head(str(wanted.get("Company", company)).strip(), str(wanted.get("Currency", currency)).strip())
    return new + line[len(head) :]


def _head(company: str, currency: str) -> str:
    """How the header line begins.

    >>> _head("Acme Pumps", "USD"), _head("", "EUR")
    ('Acme Pumps  ·  USD', 'EUR')
    """
    return f"{company}  ·  {currency}" if company else currency


def _head_all(workbook: Workbook, line: str) -> None:
    """The header line on Home, and on every sheet that repeats it."""
    there = read_fact(workbook, "header_line")
    for sheet in workbook.sheets():
        if workbook.read_cell(sheet, f"A{COMPANY_ROW}") == there:
            workbook.write_cells(sheet, {f"A{COMPANY_ROW}": Formula("=header_line", line)})
    formula = next(fact.formula for fact in home.FACTS if fact.name == "header_line")
    write_facts(workbook, {"header_line": Formula(formula, line)})


def _blank_formulas(places: SheetPlaces) -> Iterator[str]:
    """The formulas in the tables of a blank report and above them: they come to nothing, whatever the settings are."""
    for table in places.sheet.tables:
        place = places.places.get(table.name)
        if place is None:
            continue
        for column in table.columns:
            if column.total:
                yield places.total(table, column.name)
            if column.formula:
                yield from (place.cell(row, column.name) for row in range(place.rows))
