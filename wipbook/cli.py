"""The shell's way in: one thin function per command. Heavy imports wait until a command runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from wipbook import __version__, cli_addin
from wipbook.errors import WipbookError

app = typer.Typer(
    name="wipbook",
    help="An Excel workbook as the system of record for work-in-process inventory, that proves its own numbers.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(cli_addin.app)

Book = Annotated[Path, typer.Argument(help="The workbook (.xlsx or .xlsm).", metavar="BOOK")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for machines.")]


def main() -> None:
    """Run a command; errors a user can act on become one message and an exit code of 2 or 3."""
    try:
        app()
    except WipbookError as error:
        if "--json" in sys.argv:
            parts = ("where", "found", "expected", "difference", "remedy")
            answer = {"error": type(error).__name__, "message": str(error)}
            answer.update({part: getattr(error, part) for part in parts if getattr(error, part)})
            print(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            print(f"wipbook: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:
        print(f"wipbook: {error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("wipbook: stopped; the workbook on disk is as it was", file=sys.stderr)
        sys.exit(130)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    if version:
        print(f"wipbook {__version__}")
        raise typer.Exit


@app.command()
def new(
    book: Book,
    with_: Annotated[
        str, typer.Option("--with", help="Packs to switch on, separated by commas; 'all' for every one.")
    ] = "",
    company: Annotated[str, typer.Option(help="Name printed on every report.")] = "",
    currency: Annotated[str, typer.Option(help="Currency code.")] = "",
) -> None:
    """Make a new workbook from the template."""
    import datetime as dt

    from wipbook.commands.new import check_packs, copy_template, prepare
    from wipbook.hosts.file import open_file
    from wipbook.schema import packs

    chosen = list(packs()[1:]) if with_.strip() == "all" else [p.strip() for p in with_.split(",") if p.strip()]
    check_packs(chosen)
    copy_template(book)
    workbook = open_file(book, backups=0)
    settings = {name: value for name, value in (("Company", company), ("Currency", currency)) if value}
    prepare(workbook, chosen, settings, dt.datetime.now())
    workbook.save()
    print(f"Made {book}. Type or import materials, movements, jobs and labor, then: wipbook refresh {book}")


@app.command("import")
def import_(
    book: Book,
    sources: Annotated[list[Path], typer.Argument(help="Files or folders to read.", metavar="SOURCE...")],
    map_: Annotated[Path, typer.Option("--map", help="The mapping (TOML).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report only; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring rows from other systems into the input sheets: new, changed, unchanged and rejected rows by key."""
    from wipbook.commands.import_ import import_into, read_mapping
    from wipbook.hosts.file import open_file

    mapping = read_mapping(map_)
    workbook = open_file(book)
    with _progress(as_json) as step:
        report = import_into(workbook, mapping, sources, dry_run=dry_run, progress=step)
        if report.written:
            step("Saving")
            workbook.save()
    if as_json:
        _print_json(
            {
                "written": report.written,
                "tables": [
                    {
                        name: getattr(table, name)
                        for name in ("sheet", "read", "new", "changed", "unchanged", "rejected")
                    }
                    for table in report.tables
                ],
                "controls": [
                    {"control": c.control, "figure": c.figure, "expected": c.expected, "got": c.got, "ok": c.ok}
                    for c in report.controls
                ],
            }
        )
    else:
        _print_table(
            f"{'Would import' if dry_run else 'Imported'} into {book}",
            ("Sheet", "Read", "New", "Changed", "Unchanged", "Rejected"),
            [(t.sheet, t.read, t.new, t.changed, t.unchanged, t.rejected) for t in report.tables],
        )
        for table in report.tables:
            for row in table.rejections.head(5).iter_rows():
                print(f"  rejected, {table.sheet} source row {row[0]}: {row[1]}: found {row[2]}, expected {row[3]}")
        if report.controls:
            good = sum(control.ok for control in report.controls)
            print(f"Control totals: {good} of {len(report.controls)} come out to the last digit.")
            for control in report.differences:
                print(f"  differs: {control.control} {control.figure}: expected {control.expected}, got {control.got}")
    raise typer.Exit(report.exit_code)


@app.command()
def check(book: Book, as_json: AsJson = False) -> None:
    """Validate the inputs and recompute every check; nothing is written. Exit code 1 when something is found."""
    from wipbook.commands.check import check as run
    from wipbook.hosts.file import open_file

    workbook = open_file(book)
    with _progress(as_json) as step:
        report = run(workbook, step)
    if as_json:
        _print_json(
            {"exceptions": report.exceptions.to_dicts(), "checks": report.checks.to_dicts(), **_facts(report.summary)}
        )
    else:
        for row in report.exceptions.head(40).to_dicts():
            print(
                f"{row['Sheet']}!{row['Cell']}: {row['Column']}: found {row['Found']}, expected {row['Expected']}. "
                f"What to do: {row['What To Do']} ({row['Effect']})"
            )
        if report.exceptions.height > 40:
            print(f"... and {report.exceptions.height - 40:,} more: see the sheet Exceptions after a refresh")
        _print_summary(report.summary)
    raise typer.Exit(0 if report.clean else 1)


@app.command()
def refresh(
    book: Book,
    out: Annotated[Path | None, typer.Option("--out", help="Write a copy here instead of saving in place.")] = None,
    as_json: AsJson = False,
) -> None:
    """Cost everything and fill every report. Exit code 1 when a check differs."""
    from wipbook.commands.refresh import refresh as run
    from wipbook.hosts.file import open_file

    workbook = open_file(book)
    with _progress(as_json) as step:
        summary = run(workbook, step)
        step("Saving")
        saved = workbook.save(out) if out else workbook.save()
    if as_json:
        _print_json({"saved": str(saved), **_facts(summary)})
    else:
        _print_summary(summary)
        print(f"Saved {saved}")
    raise typer.Exit(1 if summary.failing else 0)


@app.command()
def dump(book: Book) -> None:
    """Print the workbook's tables as text that version control can compare."""
    from wipbook.commands.dump import dump as run
    from wipbook.hosts.file import open_file

    for line in run(open_file(book)):
        print(line)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="The older workbook.")],
    after: Annotated[Path, typer.Argument(help="The newer workbook.")],
    log: Annotated[bool, typer.Option("--log", help="Compare the Change Log as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare two workbooks row by row by key. Exit code 1 when they differ."""
    from dataclasses import asdict

    from wipbook.commands.diff import diff as run
    from wipbook.hosts.file import open_file

    found = run(open_file(before), open_file(after), include_log=log)
    if as_json:
        _print_json([asdict(one) for one in found])
    else:
        for one in found:
            print(f"{one.table}: {len(one.added)} added, {len(one.removed)} removed, {len(one.changed)} cells changed")
            for name in one.columns:
                print(f"  column {name}")
            for sign, rows in (("+", one.added), ("-", one.removed)):
                for key in rows[:20]:
                    print(f"  {sign} {key}")
            for change in one.changed[:50]:
                print(f"  {change.key}: {change.column}: {change.before or '(blank)'} -> {change.after or '(blank)'}")
            if len(one.changed) > 50:
                print(f"  ... and {len(one.changed) - 50} more")
        if not found:
            print("No difference.")
    raise typer.Exit(1 if found else 0)


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the demo workbook.")] = Path("demo"),
    seed: Annotated[int, typer.Option(help="Another seed, another year.")] = 1,
    size: Annotated[str, typer.Option(help="small, medium or large.")] = "small",
    as_json: AsJson = False,
) -> None:
    """Simulate a small factory's year and build its workbook."""
    from wipbook.commands.demo.make import make

    with _progress(as_json) as step:
        report = make(out, seed, size, step)
    if as_json:
        _print_json(
            {
                "path": str(report.path),
                "rows": report.rows,
                **_facts(report.summary),
                "planted": [vars(problem) for problem in report.planted],
            }
        )
        return
    _print_table("Simulated rows", ("Sheet", "Rows"), list(report.rows.items()))
    _print_summary(report.summary)
    if report.planted:
        print(f"{len(report.planted)} problems were planted for the audits to find: see examples/demo/README.md")
    print(f"The workbook is {report.path}")


def _facts(summary: Any) -> dict[str, Any]:
    return {
        "as_of": summary.as_of.isoformat(), "currency": summary.currency, "rows_read": summary.rows_read,
        "rows_left_out": summary.rows_left_out, "warnings": summary.warnings, "balances": summary.balances,
        "checks": summary.checks, "failing": summary.failing, "untested": list(summary.untested),
    }  # fmt: skip


def _print_summary(summary: Any) -> None:
    _print_table(
        f"Balances as of {summary.as_of} ({summary.currency})",
        ("Stage", "Value"),
        [(stage, f"{amount:,.2f}") for stage, amount in summary.balances.items()],
    )
    print(f"Rows: {summary.rows_read:,} read, {summary.rows_left_out:,} left out, {summary.warnings:,} warnings")
    tested = f" ({len(summary.untested)} not tested: nothing to compare with)" if summary.untested else ""
    print(f"Checks: {summary.checks_line}{tested}")
    for name, difference in summary.failing.items():
        print(f"  chk_{name} differs by {difference:,.2f}")


def _print_table(title: str, headers: tuple[str, ...], rows: list[Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold")
    for number, header in enumerate(headers):
        table.add_column(header, justify="left" if number == 0 else "right")
    for row in rows:
        table.add_row(*(f"{value:,}" if isinstance(value, int) else str(value) for value in row))
    Console().print(table)


def _print_json(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A line that says what is being done, on a terminal; silence in a pipe or with --json."""
    if quiet or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda step: status.update(step)


if __name__ == "__main__":
    main()
