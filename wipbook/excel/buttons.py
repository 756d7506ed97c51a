"""What each button does: one entry a button, each the very command of the shell and a few words on its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wipbook.port.workbook import Workbook

NOT_SAVED = "The workbook is not saved yet."
_MOST_LINES = 6


@dataclass(frozen=True)
class Pressed:
    """``book`` is the ``xlwings.Book``, ``workbook`` its port, ``given`` text from the add-in."""

    book: Any
    workbook: Workbook
    progress: Callable[[str], None]
    given: str = ""


def refresh(pressed: Pressed) -> str:
    from wipbook.commands.value.refresh import refresh as run

    summary = run(pressed.workbook, pressed.progress)
    differs = [f"{name} differs by {amount:,.2f}" for name, amount in summary.failing.items()]
    return _lines(
        f"Refreshed {summary.workbook} as of {summary.as_of:%Y-%m-%d}. Checks: {summary.checks_line}.",
        *_most(differs, "the sheet Checks"),
        *(f"{stage}: {amount:,.2f} {summary.currency}" for stage, amount in summary.balances.items()),
        f"Rows: {summary.rows_read:,} read, {summary.rows_left_out:,} left out, {summary.warnings:,} warnings.",
        NOT_SAVED,
    )


def check(pressed: Pressed) -> str:
    from wipbook.commands.data.check import check as run

    report = run(pressed.workbook, pressed.progress)
    findings = [
        f"{row['Sheet']}!{row['Cell']}: found {row['Found']}, expected {row['Expected']} ({row['Effect']})"
        for row in report.exceptions.head(_MOST_LINES + 1).to_dicts()
    ]
    more = report.exceptions.height - len(findings)
    differs = [f"{name} differs by {amount:,.2f}" for name, amount in report.summary.failing.items()]
    if report.clean:
        return f"Nothing to say against {report.summary.workbook}. Checks: {report.summary.checks_line}."
    return _lines(
        f"{report.exceptions.height:,} cells need attention. Checks: {report.summary.checks_line}.",
        *_most(findings, "the sheet Exceptions after a refresh", more),
        *_most(differs, "the sheet Checks after a refresh"),
    )


def import_(pressed: Pressed) -> str:
    from wipbook.commands.data.import_ import import_into, read_mapping

    mapping, *sources = (Path(name) for name in pressed.given.split("\n"))
    report = import_into(pressed.workbook, read_mapping(mapping), sources, progress=pressed.progress)
    return _lines(
        *(
            f"{t.sheet}: {t.read:,} read, {t.new:,} new, {t.changed:,} changed, {t.unchanged:,} unchanged, "
            f"{t.rejected:,} rejected"
            for t in report.tables
        ),
        f"Control totals: all {len(report.controls)} agree to the last digit." if report.controls else "",
        NOT_SAVED if report.written else "There was nothing new: the workbook is as it was.",
    )


def audit(pressed: Pressed) -> str:
    from wipbook.commands.audit.audit import audit as run
    from wipbook.sheets.audit.findings import SHEET

    report = run(pressed.workbook, progress=pressed.progress)
    books = report.papers.books
    first = [
        f"{row['Rule']}, {row['Sheet']}!{row['Cell']}: {row['Finding']} ({books.money(row['Amount']):,.2f})"
        for row in report.open.head(_MOST_LINES + 1).to_dicts()
    ]
    return _lines(
        f"{report.line}. A finding is a question: rule out the innocent causes first.",
        *_most(first, f"the sheet {SHEET.name}", report.open.height - len(first)),
        *(f"Rule {one.rule.code} failed: {one.failure}" for one in report.audit.failures),
        NOT_SAVED,
    )


def count_plan(pressed: Pressed) -> str:
    from wipbook.commands.audit.count import plan as run

    return _lines(f"{run(pressed.workbook, pressed.progress).line}: see the sheet Count Plan.", NOT_SAVED)


def count_sheets(pressed: Pressed) -> str:
    from wipbook.commands.audit.count import sheets as run
    from wipbook.ledger.ledger import read_policy

    lines = run(pressed.workbook, read_policy(pressed.workbook).as_of, progress=pressed.progress)
    return _lines(
        f"{lines.height} tags of {lines['Count'][0]} are on the sheet Count Sheet: print, count, type what was found.",
        NOT_SAVED,
    )


def preview_counts(pressed: Pressed) -> str:
    return _posted(pressed, accept=False)


def post_counts(pressed: Pressed) -> str:
    return _posted(pressed, accept=True)


def _posted(pressed: Pressed, accept: bool) -> str:
    from wipbook.commands.audit.count_post import post as run
    from wipbook.values.fixed import quantity_text

    posting = run(pressed.workbook, accept, pressed.progress)
    differ = [
        f"{row['Tag']} {row['Material']}: {quantity_text(row['Counted'])} counted, "
        f"{quantity_text(row['Book'])} in the books, {row['Verdict']}"
        for row in posting.lines.to_dicts() if row["Difference"]
    ]
    done = "Posted" if posting.written else "Preview, nothing is written: to post are"
    return _lines(
        f"{done} {posting.posted.height} lines; {posting.held.height} are to be counted once more, "
        f"{len(posting.missing)} tags have no quantity.",
        *_most(differ, "the sheet Count Sheet"),
        f"Refresh now. {NOT_SAVED}" if posting.written else "",
    )


def sample(pressed: Pressed) -> str:
    from wipbook.commands.audit.sample import sample as run
    from wipbook.excel.question import answered

    words = answered(pressed.book.app, "Which list, how drawn, how many, which seed? For example:", _SAMPLE).split(";")
    source, method, size, seed = [word.strip() for word in (*words, *_SAMPLE.split(";")[len(words) :])][:4]
    drawn = run(pressed.workbook, source, method, int(size) if size.isdigit() else 0, seed, progress=pressed.progress)
    return _lines(
        f"{drawn.sample.items.height} of {drawn.sample.population:,} {source}, seed {seed}: see the sheet Sample.",
        NOT_SAVED,
    )


_SAMPLE = "Movements; monetary unit; 25; 1"


def sign(pressed: Pressed) -> str:
    from wipbook.commands.audit.sign import sign as run
    from wipbook.excel.question import answered

    name = answered(pressed.book.app, "Who signs these figures? Type the name.", "")
    signed = run(pressed.workbook, name, progress=pressed.progress)
    return _lines(f"{signed.name} signed the figures {signed.figures}. Checks: {signed.checks}.", NOT_SAVED)


def forecast(pressed: Pressed) -> str:
    from wipbook.commands.forecast.forecast import forecast as run

    report = run(pressed.workbook, progress=pressed.progress)
    late = [
        f"Job {row['Job']}, due {row['Due']}: {row['Days Late']} days late, {row['Cause']}"
        for row in report.late_jobs.head(_MOST_LINES + 1).to_dicts()
    ]
    return _lines(
        f"{report.line[0].upper()}{report.line[1:]}.",
        *_most(late, "the sheet Due Dates", report.late_jobs.height - len(late)),
        NOT_SAVED,
    )


def schedule(pressed: Pressed) -> str:
    return _scheduled(pressed, accept=False)


def accept_schedule(pressed: Pressed) -> str:
    return _scheduled(pressed, accept=True)


def _scheduled(pressed: Pressed, accept: bool) -> str:
    from wipbook.commands.forecast.schedule import schedule as run

    proposal = run(pressed.workbook, accept=accept, progress=pressed.progress)
    rules = [
        f"{row['Rule']}: {row['Late Jobs']} late jobs, {row['Days Late']:g} days late in all"
        for row in proposal.rules.to_dicts()
    ]
    if not proposal.written:
        would = f"{proposal.changed} of {proposal.steps.height} open steps would get other dates"
        return _lines(f"Preview by {proposal.rule}: {would}. Nothing was written.", *rules)
    done = f"{proposal.changed} of {proposal.steps.height} open steps have new planned dates"
    return _lines(f"{done}, by {proposal.rule}.", "Forecast again.", NOT_SAVED)


def new_period(pressed: Pressed) -> str:
    from wipbook.commands.data.new_period import new_period as run

    period = run(pressed.workbook, pressed.progress)
    return _lines(
        f"The period is now {period.start:%Y-%m-%d} to {period.end:%Y-%m-%d}. It opens as the last one closed:",
        *(f"{stage}: {amount:,.2f} {period.summary.currency}" for stage, amount in period.opening.items()),
        f"Checks: {period.summary.checks_line}.",
        NOT_SAVED,
    )


def compare_methods(pressed: Pressed) -> str:
    from wipbook.commands.value.compare_methods import compare_methods as run
    from wipbook.sheets.value.method_comparison import SHEET

    comparison = run(pressed.workbook, pressed.progress)
    left_out = [f"{method}: {reason}" for method, reason in comparison.notes.items() if method not in comparison.totals]
    return _lines(
        f"Valued by {len(comparison.totals) - 1} methods beside the one set: see the sheet {SHEET.name}.",
        "Left out:" if left_out else "",
        *_most(left_out, f"the sheet {SHEET.name}"),
        NOT_SAVED,
    )


def job_card(pressed: Pressed) -> str:
    from wipbook.commands.value.job_card import job_card as run
    from wipbook.excel.job_choice import chosen_job

    card = run(pressed.workbook, chosen_job(pressed.book, pressed.workbook), pressed.progress)
    return _lines(
        f"Job {card.job}{f', {card.description}' if card.description else ''} ({card.status or 'no status'}): "
        f"{card.charged:,.2f} charged, {card.wip:,.2f} in process, {card.entries:,} entries.",
        "Its card is on the sheet Job Card.",
        NOT_SAVED,
    )


def prove(pressed: Pressed) -> str:
    from wipbook.beside import functions
    from wipbook.commands.help.prove import prove as run

    report = run(pressed.workbook, functions(), pressed.progress)
    differs = [f"{one.function}: computed {one.got}, the source says {one.expected}" for one in report.failing]
    return _lines(f"{report.line}.", *_most(differs, "the sheet Functions"), NOT_SAVED)


def doctor(pressed: Pressed) -> str:
    from wipbook.addin.doctor import examine
    from wipbook.addin.finding import OK
    from wipbook.beside import functions

    report = examine(functions)
    fine = sum(line.status == OK for line in report.lines)
    told = [f"{line.what}: {line.found}. {line.cure}".rstrip(". ") + "." for line in report.lines if line.status != OK]
    return _lines(f"{fine} of {len(report.lines)} points are in order, {len(report.problems)} are problems.",
                  *_most(told, "wipbook doctor in a shell"))


def about(pressed: Pressed) -> str:
    from wipbook.excel.versions import running

    return _lines(running(), "MIT licence. Excel speaks to Python through xlwings (BSD 3-clause).")


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _most(lines: list[str], where: str, more: int = 0) -> list[str]:
    """The first few lines, and where the others are."""
    more += max(0, len(lines) - _MOST_LINES)
    return [*lines[:_MOST_LINES], *([f"and {more:,} more: see {where}"] if more else [])]


BUTTONS: dict[str, Callable[[Pressed], str]] = {
    "new_period": new_period,
    "import": import_,
    "check": check,
    "refresh": refresh,
    "compare_methods": compare_methods,
    "job_card": job_card,
    "audit": audit,
    "count_plan": count_plan,
    "count_sheets": count_sheets,
    "preview_counts": preview_counts,
    "post_counts": post_counts,
    "sample": sample,
    "sign": sign,
    "forecast": forecast,
    "schedule": schedule,
    "accept_schedule": accept_schedule,
    "prove": prove,
    "doctor": doctor,
    "about": about,
}
