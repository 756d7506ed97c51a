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

_SHOWN = 20
"""Faults of a table that are printed."""


def run(call: Call) -> Answer:
    from wipbook.commands.data.import_ import import_into, read_mapping

    given, dry = call.given, call.given["dry_run"]
    mapping = read_mapping(given["map_"])
    report = import_into(
        call.workbook, mapping, given["sources"], dry_run=dry, progress=call.progress, strict=given["strict"]
    )
    columns = ("sheet", "read", "new", "changed", "unchanged", "rejected")
    shell: list[str | Grid] = [
        Grid(f"{'Would import' if dry else 'Imported'} into {call.path}",
             tuple(column.capitalize() for column in columns),
             [tuple(getattr(table, column) for column in columns) for table in report.tables])
    ]
    taken = [*(one.said for one in report.taken_in), *filter(None, [report.period])]
    shell += [*_faults(report), *taken]
    if report.controls:
        good = sum(control.ok for control in report.controls)
        shell.append(f"Control totals: {good} of {len(report.controls)} come out to the last digit.")
        for control in report.differences:
            shell.append(
                f"  differs: {control.control} {control.figure}: expected {control.expected}, got {control.got}"
            )
    return Answer(
        shell,
        [
            *_faults(report),
            *(
                f"{t.sheet}: {t.read:,} read, {t.new:,} new, {t.changed:,} changed, {t.unchanged:,} unchanged, "
                f"{t.rejected:,} rejected"
                for t in report.tables
            ),
            *taken,
            f"Control totals: all {len(report.controls)} agree to the last digit." if report.controls else "",
            NOT_SAVED if report.written else "There was nothing new: the workbook is as it was.",
        ],
        {
            "written": report.written, "rows_taken_in": sum(one.rows for one in report.taken_in),
            "period": report.period,
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
            *([Cause(f"{len(report.differences)} control totals differ: nothing would be written", ExitCode.REFUSED)]
              if report.differences else []),
        ],
        saves=report.written,
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
    name="import", order=20, run=run, home=20, finds=("rows were rejected",), reads_rows=True,
    refuses="a control total differs; a key is in two rows; with --strict, a row was rejected",
    about="Bring rows from other systems into the input sheets: new, changed, unchanged and rejected rows by key.",
    arguments=(
        Argument("sources", "Files or folders to read.", list[Path], metavar="SOURCE..."),
        Argument("map_", "The mapping (TOML).", Path, words=("--map",)),
        Argument("strict", "Write nothing when a row cannot be taken.", bool, False, ("--strict",)),
        Argument("dry_run", "Report only; write nothing.", bool, False, ("--dry-run",)),
    ),
    presses=(
        Press(
            "import", asks=FILES,
            button=Button(
                Group.DATA, 20, "Import", "GetExternalDataFromText", "Import rows from other systems",
                "Asks for a mapping (.toml) and for the files to read. New and changed rows are matched by key; when a "
                "control total differs nothing is written.",
            ),
        ),
    ),
)
