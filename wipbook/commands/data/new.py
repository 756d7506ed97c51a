"""``wipbook new``: a workbook of one's own from the template."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from wipbook.beside import template_path
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.front.tabs import arrange, pack_sheets
from wipbook.commands.workbench.placing import SheetPlaces
from wipbook.commands.workbench.settings import write_settings
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.ledger.ledger import read_policy
from wipbook.port.tables import letters
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.schema import packs
from wipbook.sheets import output_sheets
from wipbook.sheets.front import home


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
    place = workbook.tables()["Packs"]
    names = workbook.read_table("Packs").frame["Pack"].to_list()
    show = letters(place.first_column + place.headers.index("Show"))
    shown: dict[str, CellValue | Formula] = {
        f"{show}{place.first_row + names.index(pack)}": "yes" for pack in chosen if pack != "core"
    }
    if shown:
        workbook.write_cells(home.SHEET_NAME, shown)
    write_settings(workbook, settings)
    arrange(workbook, read_policy(workbook).role, pack_sheets(workbook))
    for report in output_sheets():
        workbook.vouch_for(report.name, _blank_formulas(SheetPlaces.of(workbook, report)))
    change_log.append(workbook, "new", "made from the template", now=now)


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
