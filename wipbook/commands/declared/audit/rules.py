"""``wipbook rules``: the audit rules, and all that one says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wipbook.commands.command import Answer, Argument, Call, Command, Grid


def run(call: Call) -> Answer:
    from wipbook.audit.run import chosen_rules

    code = call.given["code"]
    found = chosen_rules([code] if code else [])
    table = Grid(
        f"{len(found)} audit rules",
        ("Rule", "Family", "Severity", "What it finds"),
        [(rule.code, rule.family, rule.card.severity.value, rule.fault) for rule in found],
    )
    lines = "\n".join(_described(found[0])).split("\n") if len(found) == 1 else [table]
    return Answer(lines, (), [_as_facts(rule) for rule in found])


def _described(rule: Any) -> Iterator[str]:
    yield f"{rule.code} {rule.fault} ({rule.card.severity}, {', '.join(rule.card.assertions)})"
    for heading, text in rule.text.items():
        yield f"\n{heading}\n{text}"
    for setting in rule.card.settings:
        yield f"\nSetting {setting.name}: {setting.default:g} {setting.unit}. {setting.explanation}"


def _as_facts(rule: Any) -> dict[str, Any]:
    return {
        "rule": rule.code, "family": rule.family, "fault": rule.fault, "severity": rule.card.severity.value,
        "assertions": [one.value for one in rule.card.assertions], "statistical": rule.card.statistical,
        "settings": [vars(setting) for setting in rule.card.settings], **rule.text,
    }


COMMAND = Command(
    name="rules", order=60, about="Print the audit rules, or all that one says of itself.", run=run, needs_book=False,
    arguments=(Argument("code", "A code, or a family; all when left out.", default="", metavar="[CODE]"),),
)
