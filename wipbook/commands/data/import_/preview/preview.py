"""The preview of an import, and the import that was looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from wipbook.commands.data.import_.apply import Prepared, prepared
from wipbook.commands.data.import_.book import take, tell
from wipbook.commands.data.import_.mapping import Mapping
from wipbook.commands.data.import_.mapping.sheet_writing import known_files
from wipbook.commands.data.import_.preview.as_read import as_imported, as_read
from wipbook.commands.data.import_.preview.lines import BALANCE, NOTE, balance_lines, lines_of, said
from wipbook.commands.data.import_.preview.seal import Sealed, Told, refuse_changed, seal, sealed_in
from wipbook.commands.data.import_.report import ImportReport
from wipbook.commands.workbench.filling import fill
from wipbook.commands.workbench.front.home_cells import read_fact
from wipbook.commands.workbench.front.tabs import arrange
from wipbook.commands.workbench.opening import Agree, nobody_asks, open_books
from wipbook.commands.workbench.settings import understood
from wipbook.commands.workbench.sheets import bring_back_sheets, head
from wipbook.errors import WipbookError
from wipbook.ledger.ledger import read_policy
from wipbook.port.tables import CellValue
from wipbook.port.workbook import Workbook
from wipbook.sheets.data.import_preview import LINES, SEALED, SHEET, Page

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Previewed:
    """What was previewed, and what it would do to the balances in lines for people."""

    report: ImportReport
    balances: tuple[str, ...]


def preview(
    workbook: Workbook, mapping: Mapping, given: Sequence[Path], told: Told, progress: Progress,
    notes: Sequence[str] = (),
) -> Previewed:
    """Fill Import Preview with what the import would do, its totals, and what it does to the balances; nothing else is
    written, and the caller saves. ``given``: the files and folders that ``mapping`` reads from, as follows from what
    was ``told``; ``notes`` are told with it.

    Errors: those of ``prepared``.
    """
    settings = understood(mapping.settings)
    bring_back_sheets(workbook)
    once = as_read(workbook)
    with prepared(once, mapping, given, progress) as found:
        lines = [said(NOTE, note) for note in (*notes, *_known(once, found))]
        progress("Costing what would be")
        effect = _balances(once, found, settings, progress)
        lines += [effect, lines_of(once, found)]
        sealed = seal(once, found, told)
    _show(workbook, pl.concat(lines), sealed)
    return Previewed(found.report, tuple(_spoken(effect)))


def _spoken(effect: pl.DataFrame) -> Iterator[str]:
    for row in effect.iter_rows(named=True):
        if row["State"] == NOTE:
            yield f"  {row['Why']}"
        elif row["Value"]:
            yield f"  {row['Key']}: {row['Old']} would be {row['New']}"
        else:
            yield f"  {row['Key']}: {row['Old']} stays"


def accept(
    workbook: Workbook, mapping: Mapping, given: Sequence[Path], told: Told, progress: Progress,
    now: dt.datetime | None = None, user: str | None = None, agree: Agree = nobody_asks,
) -> ImportReport:
    """Write what was previewed, while everything it stands on is as it was and whoever is asked agrees; the caller
    saves.

    Errors: ``NothingPreviewed``, ``PreviewOutdated`` (exit code 3), and those of the import; then nothing was written.
    """
    then = sealed_in(workbook)
    once = as_read(workbook)
    with prepared(once, mapping, given, progress) as found:
        refuse_changed(workbook, then, seal(once, found, told))
        asked = _asked(once, found)
    agree(asked)
    report = take(workbook, mapping, found, progress, strict=False)
    _show(workbook, pl.DataFrame(schema=LINES), [])
    return tell(workbook, report, now, user, "as previewed") if report.written else report


def _asked(workbook: Workbook, found: Prepared) -> str:
    """What accepting writes, in figures, as a question: rows of each table, and the balances as the preview shows
    them."""
    shown = workbook.read_table(SHEET.tables[0].name)
    cells = {name: shown.mixed.get(name) or shown.frame[name].to_list() for name in ("State", "Key", "Old", "New")}
    moves = [
        f"{key}: {old} becomes {new}" for state, key, old, new in zip(*cells.values(), strict=True)
        if state == BALANCE and old != new
    ]
    return "\n".join([
        "Write what Import Preview shows?",
        *(f"{one.sheet}: {one.new:,} new, {one.changed:,} changed, {one.rejected:,} rejected"
          for one in found.report.tables),
        *(moves or ["No balance changes."]),
    ])


def _known(workbook: Workbook, found: Prepared) -> list[str]:
    known = known_files(workbook)
    return [
        f"{one.path.name} was imported before, as it is: {known[one.sha256] or 'when is not known'}"
        for one in found.report.files if one.sha256 in known
    ]


def _balances(workbook: Workbook, found: Prepared, settings: dict[str, CellValue], progress: Progress) -> pl.DataFrame:
    """Before and after, costed as a refresh would; where that cannot be done, why."""
    try:
        before = open_books(workbook, progress)
        after = open_books(as_imported(workbook, found, settings), progress)
    except WipbookError as error:
        return said(NOTE, f"the effect on balances is not known: {error.message}")
    policy = after.policy
    if policy.currency_places != before.policy.currency_places:
        return said(NOTE, "the effect on balances is not known: the currency changes")
    return balance_lines(before.subledger, after.subledger, policy.currency_places, policy.currency)


def _show(workbook: Workbook, lines: pl.DataFrame, sealed: Sequence[Sealed]) -> None:
    policy = read_policy(workbook)
    page = Page(policy, lines, pl.DataFrame(sealed, schema=SEALED, orient="row"))
    fill(workbook, SHEET, page)
    line = read_fact(workbook, "header_line")
    if isinstance(line, str) and line:
        head(workbook, SHEET.name, line)
    arrange(workbook, policy.role, {SHEET.name: lines.height > 0})


