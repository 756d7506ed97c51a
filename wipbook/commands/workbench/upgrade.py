"""A workbook of an older release is brought up to date by name: what it lacks is added, and what it has is moved
only where a table of this release needs the room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

import wipbook
from wipbook.beside import template_path
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import totals_of
from wipbook.commands.workbench.front.home_cells import fact_cells
from wipbook.commands.workbench.front.renewed import renew_home
from wipbook.commands.workbench.longer_tables import make_room_below, room_for
from wipbook.commands.workbench.placing import SheetPlaces
from wipbook.commands.workbench.sheets import bring_back_sheets
from wipbook.commands.workbench.user_columns import UserColumns
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.hosts.file.workbook import open_file
from wipbook.ledger.settings_table import column, rows_by_setting, setting_called
from wipbook.ooxml.saving.backups import BACKUP_FOLDER
from wipbook.port.tables import letters
from wipbook.port.workbook import Workbook
from wipbook.schema import InputSheet, input_sheets
from wipbook.schema.settings import SETTINGS
from wipbook.schema.template import FIRST, NEEDS_PROPERTY, PROPERTY, SETTING, template_version
from wipbook.sheets import output_sheets
from wipbook.sheets.front import home
from wipbook.sheets.front.tabs import TABLE
from wipbook.sheets.layout import FIRST_ROW, HEADER_ROW, NOTE_ROW, OutputSheet, OutputTable

_EXPLAINED, _BROUGHT = "What it does", "What it brings"
"""Columns of Settings and of the packs on Home that tell of the release."""
_LONGEST = 30_000
"""Characters of a row of the Change Log; a cell holds 32,767."""


class NewerWorkbook(RefusedToProtectData):
    """A workbook that a newer release of wipbook made or brought up to date."""


class ReportLacksTable(RefusedToProtectData):
    """A report of an older workbook has columns of the user's and lacks a table of this release's."""


@dataclass(frozen=True)
class Upgrade:
    """From which version of the template to which, and what was added, a line each."""

    before: int
    after: int
    additions: tuple[str, ...]

    @property
    def said(self) -> str:
        """One line for people."""
        count = len(self.additions)
        return f"from template {self.before} to {self.after}: {count} addition{'' if count == 1 else 's'}"

    @property
    def brought(self) -> str:
        """What is said when the workbook was saved."""
        return f"Brought up to date {self.said}, listed in the Change Log; {BACKUP_FOLDER} keeps the file before it"

    @property
    def copied(self) -> str:
        """What is said when a copy was saved."""
        return f"The copy is brought up to date {self.said}, listed in its Change Log; the workbook is as it was"

    @property
    def read(self) -> str:
        """What is said when it was not."""
        return f"Read as brought up to date {self.said}; nothing was written: wipbook upgrade does it"


def version_of(workbook: Workbook) -> int | None:
    """The version of the template a workbook was made from; None for a workbook that is none of ours.

    The custom property is read first, then the row Template of Settings; with neither it is of the first release.
    """
    if workbook.find_table("Settings") is None:
        return None
    stated: object = workbook.custom_property(PROPERTY)
    if stated is None:
        cells = workbook.read_table("Settings")
        if {"Setting", "Value"} <= set(cells.place.headers):
            for name, value in zip(column(cells, "Setting"), column(cells, "Value"), strict=True):
                setting = None if name is None else setting_called(name)
                if setting is not None and setting.name == SETTING:
                    stated = value
    try:
        return FIRST if stated is None else int(float(str(stated)))
    except ValueError:
        return FIRST


def bring_up_to_date(workbook: Workbook, now: dt.datetime | None = None, user: str | None = None) -> Upgrade | None:
    """Add by name what this release's template has and the workbook lacks; None when there was nothing to do.

    Input sheets, columns and settings that are newer than the workbook; output sheets, their columns and named cells;
    facts on Home; validations. What stands below a table that has more rows now goes down. What the user added or moved
    stays as it is otherwise. Nothing is saved: the caller decides, and
    the file as it was then stays among the backups. A row of the Change Log names each addition. Errors:
    ``NewerWorkbook``, ``ReportLacksTable``; ``CellsInTheWay`` when something stands where a column must go.
    """
    before, after = version_of(workbook), template_version()
    if before is None or before == after:
        return None
    if before > after:
        needs = workbook.custom_property(NEEDS_PROPERTY)
        raise NewerWorkbook(
            where=workbook.name,
            found=f"a workbook of template {before}",
            expected=f"template {after} at most, which is what wipbook {wipbook.__version__} knows",
            remedy=f"install wipbook {needs} or newer" if needs else "install a newer wipbook",
        )
    workbook.keep_original(f"template {before}")
    replaced = list(renew_home(workbook))
    there = fact_cells(workbook)
    additions = [
        *_input_sheets(workbook, before), *_settings(workbook), *_reports(workbook), *_rules(workbook, before),
        *replaced, *_home(workbook),
    ]
    if home.SHEET_NAME in workbook.sheets():  # no setting and no figure came to say anything else
        workbook.vouch_for(home.SHEET_NAME, there.values())
    workbook.set_custom_property(PROPERTY, str(after))
    workbook.set_custom_property(NEEDS_PROPERTY, wipbook.__version__)
    upgrade = Upgrade(before, after, tuple(additions))
    change_log.append(
        workbook, "upgrade", f"from template {before} to {after}: {'; '.join(additions)}"[:_LONGEST], now=now,
        user=user, takes_in=False,
    )
    return upgrade


def _input_sheets(workbook: Workbook, before: int) -> Iterator[str]:
    tables, sheets = workbook.tables(), workbook.sheets()
    new = [
        sheet.name for sheet in input_sheets()
        if sheet.table not in tables and sheet.since > before and sheet.name not in sheets
    ]
    if new:
        workbook.adopt_sheet(template_path(), *new)
    for sheet in input_sheets():
        if sheet.name in new:
            yield f"sheet {sheet.name}"
        elif sheet.table in tables:
            yield from _columns(workbook, sheet, before)


def _columns(workbook: Workbook, sheet: InputSheet, before: int) -> Iterator[str]:
    for one in sheet.columns:
        place = workbook.tables()[sheet.table]
        known = {header.strip().casefold() for header in place.headers}
        if one.since > before and not known & {name.casefold() for name in (one.name, *one.aliases)}:
            address = workbook.adopt_column(template_path(), sheet.table, one.name)
            yield f"column {one.name} in {sheet.name}!{address}"
    for header in workbook.adopt_validations(template_path(), sheet.table):
        yield f"choices of {sheet.name}, {header}"


def _settings(workbook: Workbook) -> Iterator[str]:
    """Rows for settings that the workbook does not know, below the last one, with the usual value.

    A name that is nearly a setting's is refused by ``rows_by_setting``: a slip of the pen must not bring a second row.
    """
    table = workbook.read_table("Settings")
    there = rows_by_setting(table)
    template = open_file(template_path())
    theirs = template.read_table("Settings")
    rows = rows_by_setting(theirs)
    for setting in SETTINGS:
        if setting.name in there:
            if setting.informs:
                workbook.write_cells(table.place.sheet, {table.cell(there[setting.name], "Value"): template_version()})
            if _EXPLAINED in table.place.headers:
                cell = table.cell(there[setting.name], _EXPLAINED)
                if workbook.read_cell(table.place.sheet, cell) != setting.explanation:
                    workbook.write_cells(table.place.sheet, {cell: setting.explanation})
            continue
        workbook.append_rows("Settings", theirs.frame[rows[setting.name] : rows[setting.name] + 1].select("Setting"))
        table = workbook.read_table("Settings")
        at = column(table, "Setting").index(setting.name)
        headers = [header for header in theirs.place.headers if header in table.place.headers]
        workbook.adopt_cells(
            template_path(), "Settings",
            {theirs.cell(rows[setting.name], header): table.cell(at, header) for header in headers},
        )
        yield f"setting {setting.name} in {table.address(at, 'Value')}"
    template.close()


def _reports(workbook: Workbook) -> Iterator[str]:
    present = workbook.sheets()
    bring_back_sheets(workbook)
    yield from (f"sheet {sheet.name}" for sheet in output_sheets() if sheet.name not in present)
    for sheet in output_sheets():
        if sheet.name in present:
            yield from _report(workbook, sheet)


def _report(workbook: Workbook, sheet: OutputSheet) -> Iterator[str]:
    for table in sheet.tables:
        place = workbook.find_table(table.name)
        if place is None:
            raise ReportLacksTable(
                where=f"{workbook.name}, sheet {sheet.name}", found=f"no table {table.name}",
                expected="the tables of this release",
                remedy="copy what you added to the sheet to one of your own, delete the sheet and run wipbook upgrade: "
                "it comes back from the template",
            )
        for one in table.columns:
            if one.name not in place.headers:
                address = workbook.adopt_column(template_path(), table.name, one.name)
                yield f"column {one.name} in {sheet.name}!{address}"
        if table.of_release:
            yield from _rows_of_release(workbook, table, place.sheet)
    yield from make_room_below(workbook, sheet)
    yield from _notes(workbook, sheet)
    names = workbook.names()
    if sheet.named and not set(sheet.named) <= set(names):
        places = SheetPlaces.of(workbook, sheet)
        for name in sheet.named:
            if name not in names:
                address = next(iter(places.placed({name: None})))
                workbook.define_name(name, sheet.name, address)
                yield f"name {name} for {sheet.name}!{address}"


def _notes(workbook: Workbook, sheet: OutputSheet) -> Iterator[str]:
    """What columns mean, above their headers, where nothing stands yet."""
    for table in sheet.tables:
        place = workbook.find_table(table.name)
        up = FIRST_ROW - NOTE_ROW
        if table.header_row != HEADER_ROW or place is None or place.first_row - up < 1:
            continue
        moves = {}
        for number, one in enumerate(table.columns, table.first_column):
            if one.name in place.headers:
                column = letters(place.first_column + place.headers.index(one.name))
                there = f"{column}{place.first_row - up}"
                if workbook.read_cell(place.sheet, there) in (None, ""):
                    moves[f"{letters(number)}{NOTE_ROW}"] = there
        if moves:
            workbook.adopt_cells(template_path(), sheet.name, moves)
            yield f"{len(moves)} notes of columns on {sheet.name}"


def _rows_of_release(workbook: Workbook, table: OutputTable, sheet: str) -> Iterator[str]:
    template = open_file(template_path())
    theirs, ours = template.read_table(table.name), workbook.read_table(table.name)
    known = [header for header in theirs.place.headers if header in ours.place.headers]
    told = [column.name for column in table.columns if column.name in known and not column.formula]
    if theirs.frame.select(told).equals(ours.frame.select(told)):
        template.close()
        return
    workbook.write_table(table.name, theirs.frame.select(known[:1]))
    place = workbook.find_table(table.name)
    assert place is not None
    moves = {theirs.cell(row, header): place.cell(row, header) for row in range(theirs.place.rows) for header in known}
    template.close()
    workbook.adopt_cells(template_path(), sheet, moves)
    yield f"rows of {sheet}"


_CAME_OUT = ("Findings", "Amount", "Suppressed", "Result")


def _rules(workbook: Workbook, before: int) -> Iterator[str]:
    """The rules and figures of this release on the sheet Rules, with what was chosen there and how the last audit came
    out. A figure that was the rule's own in the older release gives way to the one that is now. A sheet that cannot be
    understood is left as it is: the audit names the cell."""
    from wipbook.audit.rules import rules
    from wipbook.commands.audit.rule_choices import read_choices
    from wipbook.sheets.audit.rules import RULES, SHEET, chosen
    from wipbook.sheets.layout import to_cells

    if workbook.find_table(RULES.name) is None:
        return
    try:
        choices = read_choices(workbook)
    except WipbookError:
        return
    own = [
        (rule.code, setting) for rule in rules() for setting in rule.card.settings
        if any(
            before <= last and choices.settings.get(rule.code, {}).get(setting.name) == figure
            for figure, last in setting.was
        )
    ]
    kept = {code: dict(figures) for code, figures in choices.settings.items()}
    for code, setting in own:
        del kept[code][setting.name]
    there = workbook.read_table(RULES.name).frame
    rows = to_cells(chosen(replace(choices, settings=kept)), RULES.columns, 2)
    if set(_CAME_OUT) <= set(there.columns):
        last = there.filter(pl.col("Result").is_not_null()).unique("Rule", keep="first").select("Rule", *_CAME_OUT)
        first = pl.col("Result").is_not_null()
        rows = rows.join(last, on="Rule", how="left", maintain_order="left", suffix=" Then").with_columns(
            pl.when(first & pl.col("Result Then").is_not_null()).then(pl.col(f"{name} Then").cast(rows.schema[name]))
            .otherwise(pl.col(name)).alias(name)
            for name in _CAME_OUT
        ).select(rows.columns)
    if there.height == rows.height and there.select(RULES.headers).equals(
        rows.cast({name: there.schema[name] for name in RULES.headers}, strict=False), null_equal=True
    ):
        return
    theirs = UserColumns.of(workbook, RULES)
    workbook.write_table(RULES.name, theirs.beside(rows) if theirs else rows)
    if theirs:
        theirs.put_back(workbook, rows)
    workbook.write_cells(RULES.name, totals_of(SheetPlaces.of(workbook, SHEET), RULES, rows))
    yield "rules of this release on Rules"
    for code, setting in own:
        yield f"{code} {setting.name} on Rules is {setting.default:g} now"


def _home(workbook: Workbook) -> Iterator[str]:
    """Facts that Home lacks, at their place in the template where it is free, else below the facts that are there."""
    if home.SHEET_NAME not in workbook.sheets():
        return
    there = fact_cells(workbook)
    if home.COMPANY_LINE not in workbook.names():
        workbook.define_name(home.COMPANY_LINE, home.SHEET_NAME, "A2")
        yield f"name {home.COMPANY_LINE} for {home.SHEET_NAME}!A2"
    for fact in home.FACTS:
        if fact.name in there:
            continue
        row = next(
            row for row in (fact.row, *range(home.FACTS[0].row, 1_000))
            if all(workbook.read_cell(home.SHEET_NAME, f"{at}{row}") in (None, "") for at in "AB")
        )
        workbook.adopt_cells(
            template_path(), home.SHEET_NAME, {f"{at}{fact.row}": f"{at}{row}" for at in "AB"}
        )
        workbook.define_name(fact.name, home.SHEET_NAME, f"B{row}")
        yield f"{fact.label} in {home.SHEET_NAME}!B{row}"
    for table, key in (("LastRuns", "Command"), ("Packs", "Pack"), (TABLE, "Sheet")):
        yield from _rows_by_name(workbook, table, key)


def _rows_by_name(workbook: Workbook, table: str, key: str) -> Iterator[str]:
    """Rows of a list on Home that the template has and the workbook lacks; what it says of a pack is this release's."""
    if workbook.find_table(table) is None:
        return
    template = open_file(template_path())
    theirs = template.read_table(table).frame
    template.close()
    ours = workbook.read_table(table).frame
    lacking = theirs.filter(~theirs[key].is_in(ours[key].drop_nulls().implode()))
    if lacking.height:
        room_for(workbook, table, lacking.height)
        workbook.append_rows(table, lacking)
        yield from (f"{key} {name} on {home.SHEET_NAME}" for name in lacking[key])
    if _BROUGHT in theirs.columns and _BROUGHT in ours.columns:
        cells = workbook.read_table(table)
        said = dict(theirs.select(key, _BROUGHT).iter_rows())
        changed = {
            cells.cell(row, _BROUGHT): said[name]
            for row, (name, text) in enumerate(cells.frame.select(key, _BROUGHT).iter_rows())
            if name in said and text != said[name]
        }
        if changed:
            workbook.write_cells(home.SHEET_NAME, changed)
