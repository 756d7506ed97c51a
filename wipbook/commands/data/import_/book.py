"""The import as a user runs it: rows, settings of the mapping, and a row in the Change Log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from wipbook.commands.data.import_.apply import Prepared, Progress, prepared, write
from wipbook.commands.data.import_.mapping import Mapping
from wipbook.commands.data.import_.mapping.sheet_writing import tell_run
from wipbook.commands.data.import_.report import ImportReport
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.inputs.taking_period import take_period
from wipbook.commands.workbench.settings import understood, write_settings
from wipbook.port.workbook import Workbook


def import_into(
    workbook: Workbook,
    mapping: Mapping,
    sources: Sequence[Path],
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
    user: str | None = None,
    strict: bool = False,
) -> ImportReport:
    """``import_rows``, then the mapping's settings, then the log with each source's SHA-256; the caller saves.

    Errors: those of ``import_rows`` and ``understood``; then nothing was written.
    """
    understood(mapping.settings)
    with prepared(workbook, mapping, sources, progress) as found:
        pass
    if dry_run:
        return found.report
    report = take(workbook, mapping, found, progress, strict=strict)
    return tell(workbook, report, now, user) if report.written else report


def take(workbook: Workbook, mapping: Mapping, found: Prepared, progress: Progress, *, strict: bool) -> ImportReport:
    """Write what was prepared and the mapping's settings. Errors: those of ``write`` and ``understood``; then nothing
    was written."""
    settings = understood(mapping.settings)
    report = write(workbook, found, progress, strict)
    if not report.written:
        return report
    write_settings(workbook, settings)
    return replace(report, period=take_period(workbook))


def tell(
    workbook: Workbook, report: ImportReport, now: dt.datetime | None, user: str | None, how: str = ""
) -> ImportReport:
    """Log an import that was written, on the Change Log and on the sheet Imports; the report again."""
    files = ", ".join([
        *(f"{file.path.name} {file.sha256[:12]}" for file in report.files),
        *(f"{rows.alias} ({rows.server}) {rows.sha256[:12]}" for rows in report.databases),
    ])
    tables = "; ".join(
        f"{table.sheet} {table.new} new, {table.changed} changed"
        for table in report.tables
        if table.new or table.changed
    )
    tell_run(
        workbook, {(table.sheet, table.source): table.read for table in report.tables},
        [(file.path.name, file.sha256) for file in report.files], now or dt.datetime.now(),
    )
    change_log.append(
        workbook,
        "import",
        "; ".join(filter(None, [
            f"{tables} ({how}{', ' if how else ''}from {files})"[:2000], *(one.said for one in report.taken_in),
            report.period,
        ])),
        result=f"{len(report.controls)} control totals" if report.controls else "",
        rows_read=sum(table.read for table in report.tables),
        rows_left_out=report.rejected,
        now=now,
        user=user,
    )
    return report
