"""What the user chose on the sheet Rules: which rules run, how severe, with which figures, and what is suppressed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from wipbook.audit.card import Rule, Severity


@dataclass(frozen=True)
class Suppression:
    """Findings of ``rule`` (its code, or one it had before) whose key matches ``key`` (``*`` stands for anything) are
    not shown as open.

    It counts only with a ``reason`` and a ``person``, and up to ``until`` (blank: always).
    """

    rule: str
    key: str
    reason: str
    person: str
    until: dt.date | None = None

    def problem(self, as_of: dt.date) -> str:
        """Why it does not count; blank when it does."""
        if not self.reason or not self.person:
            return "no reason or no person: it does not count"
        return f"expired on {self.until}" if self.until is not None and self.until < as_of else ""

    def covers(self, key: str) -> bool:
        return fnmatchcase(key, self.key or "*")


@dataclass(frozen=True)
class Choices:
    """``off``: codes that do not run; ``severities`` and ``settings`` by code, what differs from the rule's own."""

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    settings: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()

    def severity(self, rule: Rule) -> Severity:
        return self.severities.get(rule.code, rule.card.severity)

    def settings_of(self, rule: Rule) -> dict[str, float]:
        return {**rule.defaults, **self.settings.get(rule.code, {})}
