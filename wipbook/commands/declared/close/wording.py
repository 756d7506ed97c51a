"""What the commands of the month's end are told alike, and say alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wipbook.commands.command import Argument, Field, Form

if TYPE_CHECKING:
    from wipbook.commands.close.close import Closing

AS = Argument("by", "Who closes: stands with the record.", str, "", ("--as",), "NAME")
DESPITE = Argument(
    "despite", "Close although this speaks against it: checks, rows, counts, findings, ledger, adjustments.", list[str],
    [], ("--despite",), "WHAT",
)
REASON = Argument("reason", "Why it is overruled; stands with the record.", str, "", ("--reason",), "TEXT")
WHO = Form("Where something speaks against closing (sheet Close), say what you overrule, and why.", (
    Field("by", "Your name"),
    Field("despite", "Close despite", "", ("checks", "rows", "counts", "findings", "ledger", "adjustments")),
    Field("reason", "Why (kept with the record)"),
))
"""What a button asks before it closes."""
ACCEPT = Argument("accept", "Accept the adjustments of prior periods in that name.", bool, False, ("--accept",))


def closing_lines(closing: Closing) -> list[str]:
    """What was closed, overruled and accepted, and where the copy is."""
    first, last = closing.records[0], closing.records[-1]
    lines = [f"Closed {first.start} to {last.end} by {last.by}: "
             + (f"{len(closing.records)} periods." if len(closing.records) > 1 else f"record {last.number}.")]
    lines += [f"Despite {each.name}: {each.found} ({each.where})." for each in closing.despite]
    if closing.accepted:
        lines.append(f"Adjustments of prior periods taken over: {closing.accepted}.")
    return [*lines, f"A copy of the file as it was closed: {last.copy}, in its folder of backups."]


def closing_facts(closing: Closing) -> dict[str, object]:
    """The same for machines."""
    return {
        "through": closing.through,
        "records": [{"number": each.number, "start": each.start, "end": each.end, "hash": each.hash}
                    for each in closing.records],
        "by": closing.records[-1].by, "despite": [each.name for each in closing.despite],
        "reason": closing.records[-1].reason, "accepted": closing.accepted, "copy": closing.records[-1].copy,
    }


def overruled(despite: Sequence[str] | str, despite_checks: bool = False) -> list[str]:
    """What is overruled, out of the shell's words or of a word from a button's box."""
    return [*([despite] if isinstance(despite, str) else despite), *(["checks"] if despite_checks else [])]
