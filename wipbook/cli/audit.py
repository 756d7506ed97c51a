"""The shell's way to audit, rules, count, sample and sign: one thin function per command."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from wipbook.cli.options import AsJson, Book, date_option
from wipbook.cli.output import print_json, print_table, progress

count_app = typer.Typer(
    name="count", help="Cycle counts: plan, blind sheets, posting.", no_args_is_help=True, rich_markup_mode=None
)
SHOWN = 40


class Level(StrEnum):
    """A severity, or never."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NEVER = "never"


class Shown(StrEnum):
    """A severity."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the shell."""
    app.command()(audit)
    app.command("rules")(list_rules)
    app.add_typer(count_app)
    app.command()(sample)
    app.command()(sign)


def audit(
    book: Book,
    as_of: Annotated[str, typer.Option("--as-of", help="Another day than Settings says (2026-06-30).")] = "",
    rules: Annotated[
        str, typer.Option("--rules", help="Codes or families, separated by commas: INV001,Labor. Default: all.")
    ] = "",
    min_severity: Annotated[Shown, typer.Option(help="Print findings of this severity or above.")] = Shown.LOW,
    fail_on: Annotated[
        Level, typer.Option(help="Exit code 1 when one of this severity or above is open.")
    ] = Level.HIGH,
    pack: Annotated[Path | None, typer.Option("--pack", help="Folder for the audit pack: workbook and PDF.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask every audit rule: findings with evidence, tie-out, analytics. Exit code 1: open findings of --fail-on."""
    from wipbook.audit.card import Severity
    from wipbook.commands.audit.audit import audit as run
    from wipbook.commands.audit.audit_pack import audit_pack
    from wipbook.hosts.file.workbook import open_file

    day = date_option(as_of, "--as-of")
    workbook = open_file(book)
    with progress(as_json) as step:
        report = run(workbook, [name for name in rules.split(",") if name.strip()], day, step)
        step("Saving")
        saved = workbook.save()
        packed = audit_pack(saved, pack, step) if pack else None
    books, audited = report.papers.books, report.audit
    shown = report.at_least(Severity(min_severity.value))
    failed = fail_on is not Level.NEVER and report.at_least(Severity(fail_on.value)).height > 0
    if as_json:
        print_json(
            {
                "saved": str(saved), "as_of": books.as_of, "line": report.line,
                "facts": dict(report.papers.facts),
                "findings": [row | {"Amount": books.money(row["Amount"])} for row in shown.to_dicts()],
                "rules": [
                    {"rule": one.rule.code, "severity": one.severity.value, "findings": one.count,
                     "suppressed": one.suppressed, "amount": books.money(one.amount), "seconds": round(one.seconds, 3),
                     "failure": one.failure}
                    for one in audited.outcomes
                ],
                "notes": list(audited.notes),
                "pack": None if packed is None else vars(packed),
            }
        )
        raise typer.Exit(1 if failed or audited.failures else 0)
    print_table(
        f"Open findings as of {books.as_of} ({books.policy.currency})",
        ("Rule", "Severity", "Where", "What was found", "At risk"),
        [
            (row["Rule"], row["Severity"], f"{row['Sheet']}!{row['Cell']}", f"{row['Finding']}: {row['Evidence']}",
             f"{books.money(row['Amount']):,.2f}")
            for row in shown.head(SHOWN).to_dicts()
        ],
    )
    if shown.height > SHOWN:
        print(f"... and {shown.height - SHOWN:,} more: see the sheet Audit")
    for one in audited.failures:
        print(f"rule {one.rule.code} failed: {one.failure}")
    for note in audited.notes:
        print(note)
    print(f"{report.line}\nSaved {saved}: see the sheets Audit Summary, Audit, Tie-Out, Analytics, Rules")
    if packed is not None:
        print(f"Packed {packed.workbook}" + (f" and {packed.pdf}" if packed.pdf else f"; no PDF: {packed.why}"))
    raise typer.Exit(1 if failed or audited.failures else 0)


def list_rules(
    code: Annotated[str, typer.Argument(help="A code, or a family; all when left out.", metavar="[CODE]")] = "",
    as_json: AsJson = False,
) -> None:
    """Print the audit rules, or all that one says of itself."""
    from wipbook.audit.run import chosen_rules

    found = chosen_rules([code] if code else [])
    if as_json:
        print_json([_as_facts(rule) for rule in found])
    elif len(found) == 1:
        rule = found[0]
        print(f"{rule.code} {rule.fault} ({rule.card.severity}, {', '.join(rule.card.assertions)})")
        for heading, text in rule.text.items():
            print(f"\n{heading}\n{text}")
        for setting in rule.card.settings:
            print(f"\nSetting {setting.name}: {setting.default:g} {setting.unit}. {setting.explanation}")
    else:
        print_table(
            f"{len(found)} audit rules",
            ("Rule", "Family", "Severity", "What it finds"),
            [(rule.code, rule.family, rule.card.severity.value, rule.fault) for rule in found],
        )


def _as_facts(rule: Any) -> dict[str, Any]:
    return {
        "rule": rule.code, "family": rule.family, "fault": rule.fault, "severity": rule.card.severity.value,
        "assertions": [one.value for one in rule.card.assertions], "statistical": rule.card.statistical,
        "settings": [vars(setting) for setting in rule.card.settings], **rule.text,
    }


@count_app.command("plan")
def count_plan(book: Book, as_json: AsJson = False) -> None:
    """Plan the counts of the year by class, and prove that they cover every place."""
    from wipbook.commands.audit.count import plan as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        report = run(workbook, step)
        saved = workbook.save()
    if as_json:
        print_json({"saved": str(saved), "line": report.line, "coverage": report.coverage.to_dicts()})
        return
    print_table(
        "Counts a year by class",
        ("Class", "Places", "Wanted", "Taken", "Next year", "Covered"),
        [
            (row["Class"], row["Places"], row["Wanted"], row["Taken"], row["Next Year"], str(row["Covered"]))
            for row in report.coverage.to_dicts()
        ],
    )
    print(f"{report.line}\nSaved {saved}: see the sheet Count Plan")


@count_app.command("sheets")
def count_sheets(
    book: Book,
    date: Annotated[str, typer.Option("--date", help="Day of the count; default: As Of of the workbook.")] = "",
    classes: Annotated[str, typer.Option("--class", help="Only these classes, separated by commas.")] = "",
    material: Annotated[str, typer.Option("--material", help="These materials, separated by commas.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every place, due or not.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make blind count sheets to print: without the quantity of the books."""
    from wipbook.commands.audit.count import sheets as run
    from wipbook.hosts.file.workbook import open_file
    from wipbook.ledger.ledger import read_policy

    workbook = open_file(book)
    day = date_option(date, "--date") or read_policy(workbook).as_of
    with progress(as_json) as step:
        lines = run(workbook, day, _words(classes), _words(material), every, step)
        saved = workbook.save()
    if as_json:
        print_json({"saved": str(saved), "tags": lines["Tag"].to_list()})
    else:
        print(f"{lines.height} tags of {lines['Count'][0]} for {day}\nSaved {saved}: print the sheet Count Sheet")


@count_app.command("post")
def count_post(
    book: Book,
    accept: Annotated[bool, typer.Option("--accept", help="Post it; without this it is a preview.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare the count sheet with the books; with --accept post it. Exit code 1 when lines are held or missing."""
    from wipbook.commands.audit.count_post import post as run
    from wipbook.hosts.file.workbook import open_file
    from wipbook.ledger.ledger import read_policy
    from wipbook.values.fixed import money_text, quantity_text

    workbook = open_file(book)
    with progress(as_json) as step:
        posting = run(workbook, accept, step)
        saved = workbook.save() if posting.written else None
    places = read_policy(workbook).currency_places
    rows = [
        (row["Tag"], row["Material"], quantity_text(row["Book"]), quantity_text(row["Counted"]),
         "" if row["Recounted"] is None else quantity_text(row["Recounted"]), quantity_text(row["Difference"]),
         money_text(row["Value"], places), row["Verdict"])
        for row in posting.lines.to_dicts()
    ]
    names = ("Tag", "Material", "Book", "Counted", "Recounted", "Difference", "Value", "Verdict")
    if as_json:
        print_json({"posted": posting.written, "saved": str(saved or ""), "missing": list(posting.missing),
                    "lines": [dict(zip(names, row, strict=True)) for row in rows]})
    else:
        print_table("Posted" if posting.written else "Preview: nothing is written", names, rows)
        if posting.held.height:
            print(f"{posting.held.height} lines are outside their tolerance: count them once more (Recounted)")
        if posting.missing:
            print(f"{len(posting.missing)} tags have no quantity, the first {posting.missing[0]}")
        print(f"Saved {saved}: now refresh" if saved else "To post it: wipbook count post BOOK --accept")
    raise typer.Exit(1 if posting.held.height or posting.missing else 0)


def sample(
    book: Book,
    source: Annotated[
        str, typer.Option("--from", help="Movements, Receipts, Invoices, Tickets, Adjustments, Stock or Jobs.")
    ] = "Movements",
    method: Annotated[str, typer.Option(help="'monetary unit' or random.")] = "monetary unit",
    size: Annotated[int, typer.Option(help="How many items.")] = 25,
    seed: Annotated[str, typer.Option(help="Any text; the same seed draws the same items.")] = "1",
    discard: Annotated[bool, typer.Option("--discard", help="Give up results typed beside the last sample.")] = False,
    as_json: AsJson = False,
) -> None:
    """Draw items to test, by chance or by money; the same seed draws the same items."""
    from wipbook.commands.audit.sample import sample as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        drawn = run(workbook, source, method, size, seed, discard, step)
        saved = workbook.save()
    scale = float(10**drawn.policy.currency_places)
    if as_json:
        items = [row | {"Amount": row["Amount"] / scale} for row in drawn.items.to_dicts()]
        print_json({"saved": str(saved), "facts": list(drawn.facts), "items": items})
        return
    print_table(
        f"{drawn.sample.items.height} of {drawn.sample.population:,} {source}, {drawn.sample.method}",
        ("Key", "Date", "Where", "Amount", "Why"),
        [
            (row["Key"], row["Date"], f"{row['Sheet']}!{row['Cell']}", f"{row['Amount'] / scale:,.2f}", row["Why"])
            for row in drawn.items.head(SHOWN).to_dicts()
        ],
    )
    print(f"Saved {saved}: see the sheet Sample")


def sign(
    book: Book,
    name: Annotated[str, typer.Option("--as", help="Who signs.", metavar="NAME")],
    role: Annotated[str, typer.Option(help="In which role: preparer, reviewer …")] = "",
    note: Annotated[str, typer.Option(help="A remark kept with the sign-off.")] = "",
    as_json: AsJson = False,
) -> None:
    """Sign the figures as they stand; when they change the sign-off turns amber."""
    from wipbook.commands.audit.sign import sign as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        signed = run(workbook, name, role, note, step)
        saved = workbook.save()
    if as_json:
        print_json({"saved": str(saved), **vars(signed)})
    else:
        print(f"{signed.name} signed the figures {signed.figures} (checks: {signed.checks})\nSaved {saved}")


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
