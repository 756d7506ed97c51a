"""The import itself: everything is drawn, checked and compared before the first row is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import duckdb

from wipbook.commands.data.import_.comparison.compare import Comparison, compare
from wipbook.commands.data.import_.controls import run_control
from wipbook.commands.data.import_.errors import ControlsDiffer, RowsRejected, TableMissing, UnknownColumn, nearest
from wipbook.commands.data.import_.mapping import Mapping
from wipbook.commands.data.import_.report import ControlResult, ImportReport, SourceFile, TableReport, Total
from wipbook.commands.data.import_.source.find import find
from wipbook.commands.data.import_.source.load import Opened, open_sources
from wipbook.commands.data.import_.sql import ending, identifier
from wipbook.commands.data.import_.staging.convertible import refuse_unconvertible
from wipbook.commands.data.import_.staging.no_rows import NO_ROW
from wipbook.commands.data.import_.staging.stage import Staged, stage
from wipbook.commands.workbench.front.first_screen import inputs_changed
from wipbook.commands.workbench.front.tabs import arrange
from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.commands.workbench.inputs.taking_in import take_in
from wipbook.ledger.ledger import read_policy
from wipbook.port.workbook import Workbook
from wipbook.schema import input_sheet

Progress = Callable[[str], None]


def _silent(step: str) -> None:
    return None


@dataclass
class Prepared:
    """An import that was drawn, checked and compared, and not written: ``report`` says what it would do, ``staged`` and
    ``comparisons`` hold it, a table each. ``opened`` are its sources, while they are open."""

    report: ImportReport
    staged: list[Staged]
    comparisons: list[Comparison]
    opened: Opened

    @property
    def pending(self) -> bool:
        """Whether anything is new or changed."""
        return any(each.new or each.changed for each in self.comparisons)


@contextmanager
def prepared(
    workbook: Workbook, mapping: Mapping, sources: Sequence[Path], progress: Progress = _silent
) -> Iterator[Prepared]:
    """Read, check and compare; nothing is written. The sources are open within the block.

    Errors: those of the mapping's sources and queries (see ``errors``), ``TableMissing``, ``KeyTwice``.
    """
    progress("Reading sources")
    opened, limits = open_sources(mapping, sources), mapping.limits
    connection = opened.connection
    try:
        staged = []
        for name, table in mapping.tables.items():
            progress(f"Checking {name}")
            with ending(connection, f"query of {name}", limits.seconds):
                staged.append(stage(opened, input_sheet(name), table, limits.rows))
        staged = refuse_unconvertible(opened, staged, workbook, mapping.settings)
        progress("Computing control totals")
        controls: list[ControlResult] = []
        for name, control in mapping.controls.items():
            with ending(connection, f"control {name}", limits.seconds):
                controls += run_control(connection, name, control, sources, mapping.root)
        totals = [_totals(connection, each) for each in staged]
        progress("Comparing with the workbook")
        comparisons = [_compared(workbook, each) for each in staged]
        tables = tuple(map(_report, staged, comparisons, totals))
        report = ImportReport(
            tables, tuple(controls), _files(mapping, sources), False, tuple(opened.told),
            databases=tuple(opened.databases.values()),
        )
        yield Prepared(report, staged, comparisons, opened)
    finally:
        opened.close()


def import_rows(
    workbook: Workbook,
    mapping: Mapping,
    sources: Sequence[Path],
    dry_run: bool = False,
    progress: Progress = _silent,
    strict: bool = False,
) -> ImportReport:
    """Bring the rows that ``mapping`` finds in ``sources`` (files and folders) into the tables of a workbook.

    Rows are matched by the key of their sheet, so a second import of the same sources changes nothing.
    Sources are only read. ``workbook`` is not saved: that is the caller's. A dry run reports and writes
    nothing; it reports differing control totals instead of refusing.

    Errors: those of ``prepared``; ``ControlsDiffer`` (exit code 3) when a control total does not come out, with nothing
    written; ``RowsRejected`` (exit code 3) when ``strict`` and a row or line of a source cannot be taken, likewise.
    """
    with prepared(workbook, mapping, sources, progress) as found:
        pass
    return found.report if dry_run else write(workbook, found, progress, strict)


def write(workbook: Workbook, found: Prepared, progress: Progress = _silent, strict: bool = False) -> ImportReport:
    """Write what was prepared; the caller saves. Errors: ``ControlsDiffer``, ``RowsRejected``; then nothing was."""
    report = found.report
    if strict and report.rejected:
        raise _rejected(report)
    if report.differences:
        raise _controls_differ(report.differences)
    if not found.pending:
        return report
    # what is written goes below rows that were typed there, and into columns typed beside
    report = replace(report, written=True, taken_in=tuple(take_in(workbook)))
    pairs = list(zip(found.staged, found.comparisons, strict=True))
    for each, comparison in pairs:
        progress(f"Writing {each.sheet.name}")
        _write(workbook, each, comparison)
    # a pack that was switched off may hold facts that count now
    arrange(workbook, read_policy(workbook).role, {one.sheet.name: True for one, c in pairs if c.new or c.changed})
    inputs_changed(workbook)
    return report


def _compared(workbook: Workbook, staged: Staged) -> Comparison:
    tables = workbook.tables()
    if staged.sheet.table not in tables:
        raise TableMissing(
            where=workbook.name,
            found=f"no table {staged.sheet.table!r}",
            expected=f"the sheet {staged.sheet.name!r}",
            remedy=f"bring the sheet back, or {nearest(staged.sheet.table, tables)}",
        )
    cells = read_whole(workbook, staged.sheet.table)
    there = cells.place.headers
    for header in staged.frame.columns:
        if header not in there:
            raise UnknownColumn(
                where=f"{workbook.name}, table {staged.sheet.table}",
                found=f"no column {header!r}",
                expected="every column the mapping fills",
                remedy=f"bring the column back, or {nearest(header, there)}",
            )
    return compare(staged.sheet, staged.frame, cells)


def _write(workbook: Workbook, staged: Staged, comparison: Comparison) -> None:
    name = staged.sheet.table
    if not (comparison.new or comparison.changed):
        return
    if comparison.whole is not None:
        workbook.write_table(name, comparison.whole, plain=True)
    elif comparison.was_empty:
        workbook.write_table(name, comparison.rows_to_add, plain=True)
    elif comparison.new:
        workbook.append_rows(name, comparison.rows_to_add)
    sheet = workbook.tables()[name].sheet
    if comparison.cells_to_change:
        workbook.write_cells(sheet, comparison.cells_to_change)


def _report(staged: Staged, comparison: Comparison, totals: tuple[Total, ...]) -> TableReport:
    return TableReport(
        sheet=staged.sheet.name,
        read=staged.read,
        new=comparison.new,
        changed=comparison.changed,
        unchanged=comparison.unchanged,
        rejected=staged.rejected,
        rejections=staged.rejections,
        totals=totals,
        source=staged.source,
    )


def _totals(connection: duckdb.DuckDBPyConnection, staged: Staged) -> tuple[Total, ...]:
    headers = [header for header in staged.frame.columns if staged.sheet.column(header).is_number]
    if not headers:
        return ()
    sums = ", ".join(f"coalesce(sum({identifier(header)}), 0)" for header in headers)
    name = staged.sheet.table
    read = connection.execute(
        f"SELECT {sums} FROM {identifier(f'staged:{name}')} WHERE {NO_ROW} IS NULL"
    ).fetchall()[0]
    accepted = connection.execute(f"SELECT {sums} FROM imported.{identifier(name)}").fetchall()[0]
    return tuple(
        Total(header, Decimal(source), Decimal(taken))
        for header, source, taken in zip(headers, read, accepted, strict=True)
    )


def _files(mapping: Mapping, given: Sequence[Path]) -> tuple[SourceFile, ...]:
    paths = {
        path for alias, source in mapping.sources.items() if source.file
        for path in find(alias, source, given, mapping.root)
    }
    return tuple(SourceFile(path, path.stat().st_size, _sha256(path)) for path in sorted(paths))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _controls_differ(differences: Sequence[ControlResult]) -> ControlsDiffer:
    first = differences[0]
    more = f" (and {len(differences) - 1} more)" if len(differences) > 1 else ""
    return ControlsDiffer(
        where=f"control {first.control} {first.figure}".rstrip() + more,
        found=first.got,
        expected=first.expected,
        remedy="look at all of them with --dry-run; correct the source, the mapping or the expectation."
        " Nothing was written",
    )


def _rejected(report: ImportReport) -> RowsRejected:
    first = report.faults().row(0, named=True)
    rows = "1 row in all" if report.rejected == 1 else f"{report.rejected:,} rows in all"
    place = f"{first['File'] or first['Table']} row {first['Row']}"
    return RowsRejected(
        where=f"{place}, {first['Column']}" if first["Column"] else place,
        found=f"{first['Found']}; {rows} cannot be taken",
        expected=str(first["Expected"]),
        remedy="correct the source or the mapping (--dry-run lists all of them), or import without --strict: the other "
        "rows are written then. Nothing was written",
    )
