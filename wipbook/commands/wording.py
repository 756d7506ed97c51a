"""Words that the answers of several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wipbook.commands.command import Cause, Grid

if TYPE_CHECKING:
    from wipbook.commands.workbench.summary import Summary

NOT_SAVED = "The workbook is not saved yet."
SAVED_BY_EXCEL = "Excel saves the workbook by itself (AutoSave)."
TAKEN_BACK = "Button Restore takes it back."
"""Behind either, where an earlier state is kept."""
ONLY_ONLINE = "It lies only online, where wipbook keeps no earlier state: File, Info, Version History has them."
MOST_LINES = 6
"""Of one kind, in the box a button shows."""


def first_lines(lines: list[str], where: str, more: int = 0) -> list[str]:
    """The first few lines, and where the others are.

    >>> first_lines(["a", "b"], "the sheet Checks", 3)
    ['a', 'b', 'and 3 more: see the sheet Checks']
    """
    more += max(0, len(lines) - MOST_LINES)
    return [*lines[:MOST_LINES], *([f"and {more:,} more: see {where}"] if more else [])]


def rows_left_out(number: int) -> list[Cause]:
    """The cause when rows of the inputs did not count.

    >>> rows_left_out(3)[0].why, rows_left_out(0)
    ('3 rows left out (sheet Exceptions)', [])
    """
    rows = "1 row" if number == 1 else f"{number:,} rows"
    return [Cause(f"{rows} left out (sheet Exceptions)", rows_left_out=number)] if number else []


def checks_differ(number: int) -> list[Cause]:
    """The cause when checks do not agree."""
    checks = "1 check differs" if number == 1 else f"{number:,} checks differ"
    return [Cause(f"{checks} (sheet Checks)")] if number else []


def adjustments_pending(number: int) -> list[Cause]:
    """The cause when closed periods are otherwise now and nobody said yes to it.

    >>> adjustments_pending(1)[0].why
    '1 adjustment of prior periods nobody accepted (sheet Prior Periods)'
    """
    rows = "1 adjustment" if number == 1 else f"{number:,} adjustments"
    return [Cause(f"{rows} of prior periods nobody accepted (sheet Prior Periods)")] if number else []


def summary_facts(summary: Summary) -> dict[str, Any]:
    """A summary for machines."""
    return {
        "as_of": summary.as_of.isoformat() if summary.as_of else None,
        "currency": summary.currency, "rows_read": summary.rows_read,
        "rows_left_out": summary.rows_left_out, "rows_taken_in": summary.rows_taken_in,
        "warnings": summary.warnings, "balances": summary.balances,
        "checks": summary.checks, "failing": summary.failing, "untested": list(summary.untested),
        "adjustments_pending": summary.pending, "closed": summary.closed_note,
        "period": list(summary.of_period),
    }


def summary_lines(summary: Summary) -> list[str | Grid]:
    """A summary for people: balances, rows, checks."""
    tested = f" ({len(summary.untested)} not tested: see Note on Checks)" if summary.untested else ""
    return [
        Grid(
            f"Balances {f'as of {summary.as_of} ' if summary.as_of else ''}({summary.currency})",
            ("Stage", "Value"),
            [(stage, summary.text(amount)) for stage, amount in summary.balances.items()],
        ),
        f"Rows: {summary.rows_read:,} read, {summary.rows_left_out:,} left out, {summary.warnings:,} warnings",
        *(one.said for one in summary.taken_in),
        *summary.of_period,
        f"Checks: {summary.checks_line}{tested}",
        *([f"Prior periods: {summary.pending:,} adjustments nobody accepted yet, see Prior Periods"]
          if summary.pending else []),
        *([f"Closed periods: {summary.closed_note}"] if summary.closed_note else []),
        *(f"  chk_{name} differs by {summary.text(difference)}" for name, difference in summary.failing.items()),
    ]
