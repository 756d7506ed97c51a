"""What each button does: one entry a button, each the very command of the shell and a few words on its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wipbook.hosts.port import Workbook

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
    from wipbook.commands.refresh import refresh as run

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
    from wipbook.commands.check import check as run

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
    from wipbook.commands.import_ import import_into, read_mapping

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


def new_period(pressed: Pressed) -> str:
    from wipbook.commands.new_period import new_period as run

    period = run(pressed.workbook, pressed.progress)
    return _lines(
        f"The period is now {period.start:%Y-%m-%d} to {period.end:%Y-%m-%d}. It opens as the last one closed:",
        *(f"{stage}: {amount:,.2f} {period.summary.currency}" for stage, amount in period.opening.items()),
        f"Checks: {period.summary.checks_line}.",
        NOT_SAVED,
    )


def compare_methods(pressed: Pressed) -> str:
    from wipbook.commands.compare_methods import compare_methods as run
    from wipbook.sheets.method_comparison import SHEET

    comparison = run(pressed.workbook, pressed.progress)
    left_out = [f"{method}: {reason}" for method, reason in comparison.notes.items() if method not in comparison.totals]
    return _lines(
        f"Valued by {len(comparison.totals) - 1} methods beside the one set: see the sheet {SHEET.name}.",
        "Left out:" if left_out else "",
        *_most(left_out, f"the sheet {SHEET.name}"),
        NOT_SAVED,
    )


def job_card(pressed: Pressed) -> str:
    from wipbook.commands.job_card import job_card as run
    from wipbook.excel.job_choice import chosen_job

    card = run(pressed.workbook, chosen_job(pressed.book, pressed.workbook), pressed.progress)
    return _lines(
        f"Job {card.job}{f', {card.description}' if card.description else ''} ({card.status or 'no status'}): "
        f"{card.charged:,.2f} charged, {card.wip:,.2f} in process, {card.entries:,} entries.",
        "Its card is on the sheet Job Card.",
        NOT_SAVED,
    )


def prove(pressed: Pressed) -> str:
    import udfs
    from wipbook.commands.prove import prove as run

    report = run(pressed.workbook, udfs.FUNCTIONS, pressed.progress)
    differs = [f"{one.function}: computed {one.got}, the source says {one.expected}" for one in report.failing]
    return _lines(f"{report.line}.", *_most(differs, "the sheet Functions"), NOT_SAVED)


def doctor(pressed: Pressed) -> str:
    import udfs
    from wipbook.addin.doctor import examine
    from wipbook.addin.finding import OK

    report = examine(lambda: udfs.FUNCTIONS)
    fine = sum(line.status == OK for line in report.lines)
    told = [f"{line.what}: {line.found}. {line.cure}".rstrip(". ") + "." for line in report.lines if line.status != OK]
    return _lines(f"{fine} of {len(report.lines)} points are in order, {len(report.problems)} are problems.",
                  *_most(told, "wipbook doctor in a shell"))  # fmt: skip


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
    "prove": prove,
    "doctor": doctor,
    "about": about,
}
