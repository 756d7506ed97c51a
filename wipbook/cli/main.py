"""The shell's way in: one thin function per command. Heavy imports wait until a command runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from wipbook import __version__
from wipbook.cli import addin as cli_addin
from wipbook.cli import audit as cli_audit
from wipbook.cli import forecast as cli_forecast
from wipbook.cli.options import AsJson, Book
from wipbook.cli.output import facts, print_json, print_summary, print_table, progress
from wipbook.errors import WipbookError

app = typer.Typer(
    name="wipbook",
    help="An Excel workbook as the system of record for work-in-process inventory, that proves its own numbers.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(cli_addin.app)


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

    from wipbook.commands.data.new import check_packs, copy_template, prepare
    from wipbook.hosts.file.workbook import open_file
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
    from wipbook.commands.data.import_ import import_into, read_mapping
    from wipbook.hosts.file.workbook import open_file

    mapping = read_mapping(map_)
    workbook = open_file(book)
    with progress(as_json) as step:
        report = import_into(workbook, mapping, sources, dry_run=dry_run, progress=step)
        if report.written:
            step("Saving")
            workbook.save()
    if as_json:
        print_json(
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
        print_table(
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
    from wipbook.commands.data.check import check as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        report = run(workbook, step)
    if as_json:
        print_json(
            {"exceptions": report.exceptions.to_dicts(), "checks": report.checks.to_dicts(), **facts(report.summary)}
        )
    else:
        for row in report.exceptions.head(40).to_dicts():
            print(
                f"{row['Sheet']}!{row['Cell']}: {row['Column']}: found {row['Found']}, expected {row['Expected']}. "
                f"What to do: {row['What To Do']} ({row['Effect']})"
            )
        if report.exceptions.height > 40:
            print(f"... and {report.exceptions.height - 40:,} more: see the sheet Exceptions after a refresh")
        print_summary(report.summary)
    raise typer.Exit(0 if report.clean else 1)


@app.command()
def refresh(
    book: Book,
    out: Annotated[Path | None, typer.Option("--out", help="Write a copy here instead of saving in place.")] = None,
    as_json: AsJson = False,
) -> None:
    """Cost everything and fill every report. Exit code 1 when a check differs."""
    from wipbook.commands.value.refresh import refresh as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        summary = run(workbook, step)
        step("Saving")
        saved = workbook.save(out) if out else workbook.save()
    if as_json:
        print_json({"saved": str(saved), **facts(summary)})
    else:
        print_summary(summary)
        print(f"Saved {saved}")
    raise typer.Exit(1 if summary.failing else 0)


cli_audit.register(app)
cli_forecast.register(app)


@app.command("new-period")
def new_period(
    book: Book,
    despite_checks: Annotated[bool, typer.Option("--despite-checks", help="Move on although a check differs.")] = False,
    as_json: AsJson = False,
) -> None:
    """Move the workbook to its next period; the opening balances must equal the last closing balances."""
    from wipbook.commands.data.new_period import new_period as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        moved = run(workbook, step, despite_checks=despite_checks)
        saved = workbook.save()
    if as_json:
        print_json({"saved": str(saved), "start": moved.start, "end": moved.end, "opening": moved.opening})
    else:
        print(f"The period is now {moved.start} to {moved.end}. Its opening balances equal the last closing balances:")
        for stage, amount in moved.opening.items():
            print(f"  {stage}: {amount:,.2f} {moved.summary.currency}")
        print(f"Saved {saved}")


@app.command("compare-methods")
def compare_methods(book: Book, as_json: AsJson = False) -> None:
    """Value the whole workbook by every valuation method, side by side, on the sheet Method Comparison."""
    from wipbook.commands.value.compare_methods import compare_methods as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        compared = run(workbook, step)
        saved = workbook.save()
    scale = float(10**compared.policy.currency_places)
    amounts = {name: {stage: cents / scale for stage, cents in of.items()} for name, of in compared.totals.items()}
    if as_json:
        print_json({"saved": str(saved), "methods": amounts, "notes": compared.notes})
        return
    print_table(
        f"Valuation methods ({compared.policy.currency})",
        ("Method", *next(iter(amounts.values()))),
        [(name, *(f"{amount:,.2f}" for amount in of.values())) for name, of in amounts.items()],
    )
    for name in compared.notes.keys() - amounts.keys():
        print(f"  left out: {name}: {compared.notes[name]}")
    print(f"Saved {saved}: see the sheet Method Comparison")


@app.command("job-card")
def job_card(
    book: Book, job: Annotated[str, typer.Argument(help="Number of the job.", metavar="JOB")], as_json: AsJson = False
) -> None:
    """Write the card of one job: plan, cost by element, and every entry that touched it."""
    from wipbook.commands.value.job_card import job_card as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        card = run(workbook, job, step)
        saved = workbook.save()
    if as_json:
        print_json({"saved": str(saved), **vars(card)})
    else:
        print(f"{card.job} {card.description} ({card.status}): {card.charged:,.2f} charged, {card.wip:,.2f} in process")
        print(f"Saved {saved}: see the sheet Job Card ({card.entries:,} entries)")


@app.command()
def prove(book: Book, as_json: AsJson = False) -> None:
    """Compute every function's published example inside the workbook. Exit code 1 when one differs."""
    from wipbook.beside import functions
    from wipbook.commands.help.prove import prove as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        report = run(workbook, functions(), step)
        saved = workbook.save()
    if as_json:
        print_json({"saved": str(saved), "line": report.line, "proofs": [vars(proof) for proof in report.proofs]})
    else:
        print_table(
            "Functions against their sources",
            ("Function", "Expected", "Got", "Difference"),
            [
                (one.function, one.expected, one.got, "" if one.difference is None else f"{one.difference:g}")
                for one in report.proofs
            ],
        )
        for one in report.failing:
            print(f"  {one.function} differs from {one.source}")
        print(report.line)
        print(f"Saved {saved}: see the sheet Functions")
    raise typer.Exit(1 if report.failing else 0)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Examine this machine: Python, packages, add-in, trust, folders, LibreOffice. Exit code 1: a problem."""
    from wipbook.addin.doctor import examine
    from wipbook.beside import functions

    with progress(as_json) as step:
        step("Examining")
        found = examine(functions)
    if as_json:
        print_json([vars(line) for line in found.lines])
    else:
        for line in found.lines:
            print(f"{line.status:<8}{line.what}: {line.found}")
            if line.cure:
                print(f"{'':8}  {'cure' if line.status == 'problem' else 'hint'}: {line.cure}")
        print(f"{len(found.problems)} problems." if found.problems else "No problem found.")
    raise typer.Exit(1 if found.problems else 0)


@app.command()
def dump(book: Book) -> None:
    """Print the workbook's tables as text that version control can compare."""
    from wipbook.commands.data.dump import dump as run
    from wipbook.hosts.file.workbook import open_file

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

    from wipbook.commands.data.diff import diff as run
    from wipbook.hosts.file.workbook import open_file

    found = run(open_file(before), open_file(after), include_log=log)
    if as_json:
        print_json([asdict(one) for one in found])
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

    with progress(as_json) as step:
        report = make(out, seed, size, step)
    if as_json:
        print_json(
            {
                "path": str(report.path),
                "rows": report.rows,
                **facts(report.summary),
                "planted": [vars(problem) for problem in report.planted],
            }
        )
        return
    print_table("Simulated rows", ("Sheet", "Rows"), list(report.rows.items()))
    print_summary(report.summary)
    if report.planted:
        print(f"{len(report.planted)} problems were planted for the audits to find: see examples/demo/README.md")
    print(f"The workbook is {report.path}")


if __name__ == "__main__":
    main()
