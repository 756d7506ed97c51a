"""``wipbook import``: rows of other systems into the input sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wipbook.commands.command import FILES, Answer, Argument, Call, Cause, Command, Grid, Press
from wipbook.commands.wording import NOT_SAVED
from wipbook.exit_code import ExitCode
from wipbook.port.tab import Button, Group

if TYPE_CHECKING:
    from wipbook.commands.data.import_ import ImportReport

LOOK = "Nothing is imported yet: look at sheet Import Preview, then accept it (Accept Import, --accept)."
TELL = "Nothing is previewed yet: complete sheet Imports, then import again."
_SHOWN = 20
"""Faults of a table that are printed."""


def run(call: Call) -> Answer:
    from wipbook.commands.data.import_.run import Asked, run_import

    given = call.given
    dry = given["dry_run"]
    asked = Asked(
        tuple(given["sources"] or ()), given["map_"], dry_run=dry, strict=given["strict"], preview=given["preview"],
        accept=given["accept"], partly=given["partly"], preset=given["preset"] or "",
    )
    done = run_import(call.workbook, asked, call.progress, agree=call.agree)
    report = done.report
    columns = ("sheet", "read", "new", "changed", "unchanged", "rejected")
    would = dry or given["preview"]
    shell: list[str | Grid] = [] if not report.tables else [
        Grid(f"{'Would import' if would else 'Imported'} into {call.path}",
             tuple(column.capitalize() for column in columns),
             [tuple(getattr(table, column) for column in columns) for table in report.tables])
    ]
    taken = [*(one.said for one in report.taken_in), *filter(None, [report.period])]
    told = [f"  {note}" for note in done.notes]
    shell += [*told, *_faults(report), *taken]
    if report.controls:
        good = sum(control.ok for control in report.controls)
        shell.append(f"Control totals: {good} of {len(report.controls)} come out to the last digit.")
        for control in report.differences:
            shell.append(
                f"  differs: {control.control} {control.figure}: expected {control.expected}, got {control.got}"
            )
    look = [LOOK if report.tables else TELL] if given["preview"] else []
    shell += [*done.balances, *look]
    return Answer(
        shell,
        [
            *told,
            *_faults(report),
            *(
                f"{t.sheet}: {t.read:,} read, {t.new:,} new, {t.changed:,} changed, {t.unchanged:,} unchanged, "
                f"{t.rejected:,} rejected"
                for t in report.tables
            ),
            *taken,
            f"Control totals: all {len(report.controls)} agree to the last digit."
            if report.controls and not report.differences else "",
            *(f"Control total {one.control} {one.figure}: expected {one.expected}, got {one.got}"
              for one in report.differences),
            *([*done.balances, *look] if given["preview"] else
              [NOT_SAVED if report.written else "There was nothing new: the workbook is as it was."]),
        ],
        {
            "written": report.written, "previewed": given["preview"], "proposed": done.proposed,
            "rows_taken_in": sum(one.rows for one in report.taken_in),
            "period": report.period, "said": list(done.notes),
            "tables": [
                {column: getattr(table, column) for column in columns}
                | {"rejections": [_named(row) for row in table.rejections.iter_rows(named=True)]}
                for table in report.tables
            ],
            "lines": [{"file": one.file, "row": one.line, "found": one.found, "expected": one.expected}
                      for one in report.lines],
            "notes": [{"file": one.file, "row": one.line, "found": one.found} for one in report.notes],
            "controls": [
                {"control": c.control, "figure": c.figure, "expected": c.expected, "got": c.got, "ok": c.ok}
                for c in report.controls
            ],
        },
        [
            *([Cause(f"{report.rejected:,} rows rejected")] if report.rejected else []),
            *([Cause(f"{done.asked:,} columns of proposals are yours to tell (sheet Imports)")] if done.asked else []),
            *([Cause(f"{len(report.differences)} control totals differ: nothing would be written", ExitCode.REFUSED)]
              if report.differences else []),
        ],
        saves=report.written or given["preview"],
        shows="" if not given["preview"] else None if report.tables else "Imports",
        then=None,
    )


def _faults(report: ImportReport) -> list[str]:
    """What was not taken, the first of each table by name; and what is to be known of the files."""
    said = [
        f"  {one.file}{f' line {one.line}' if one.line else ''}: {one.found}" for one in report.notes
    ]
    for table, faults in report.faults().group_by("Table", maintain_order=True):
        for row in faults.head(_SHOWN).iter_rows(named=True):
            place = f"{row['File']} row {row['Row']}" if row["File"] else f"row {row['Row']} of its query"
            where = ", ".join(filter(None, (row["Table"], place)))
            what = f"{row['Column']}: " if row["Column"] else ""
            said.append(f"  rejected, {where}: {what}found {row['Found']}, expected {row['Expected']}")
        if faults.height > _SHOWN:
            said.append(f"  and {faults.height - _SHOWN:,} more of {table[0] or 'the files'}: --json lists all of them")
    return said


def _named(row: dict[str, object]) -> dict[str, object]:
    return {name.lower(): value for name, value in row.items()}


COMMAND = Command(
    name="import", order=20, run=run, home=20, finds=("rows were rejected", "a proposal asks for columns"),
    reads_rows=True, shows="Import Preview",
    refuses="a control total differs; a key is in two rows; with --strict, a row was rejected; with --accept, a source "
    "or the workbook is not what it was at the preview",
    about="Bring rows from other systems into the input sheets: new, changed, unchanged and rejected rows by key. "
    "Without --map, as sheet Imports says.",
    arguments=(
        Argument("sources", "Files or folders, or sources of sheet Imports.  [default: all of that sheet]",
                 list[Path] | None, None, metavar="[SOURCE]..."),
        Argument("map_", "The mapping (TOML).  [default: sheet Imports]", Path | None, None, words=("--map",)),
        Argument("preview", "Fill sheet Import Preview and write nothing else; propose columns for files that sheet "
                 "Imports does not know.", bool, False, ("--preview",)),
        Argument("accept", "Write what sheet Import Preview shows.", bool, False, ("--accept",)),
        Argument("preset", "With --preview: the program that new files come from (see wipbook map).", str, "",
                 ("--preset",), metavar="NAME"),
        Argument("partly", "Of the mapping, only what draws on the sources given.", bool, False, ("--partly",)),
        Argument("strict", "Write nothing when a row cannot be taken.", bool, False, ("--strict",)),
        Argument("dry_run", "Report only; write nothing.", bool, False, ("--dry-run",)),
    ),
    presses=(
        Press(
            "import", asks=FILES, given={"preview": True},
            button=Button(
                Group.DATA, 20, "Import", "GetExternalDataFromText", "Look at rows from other systems",
                "Asks for the files to read (and a mapping, .toml, if you have one). Proposes columns on sheet Imports "
                "for files it does not know, and shows on Import Preview what would change. Writes no input.",
            ),
        ),
        Press(
            "accept_import", given={"accept": True}, confirms=True,
            button=Button(
                Group.DATA, 21, "Accept Import", "XmlImport", "Take over what Import Preview shows",
                "Writes the rows that Import Preview shows. Refused when a source or the workbook is not what it was "
                "then.",
            ),
        ),
    ),
)
