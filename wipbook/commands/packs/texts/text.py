"""What a language has to say: words by what they mean, and how it writes days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """``day`` is how a day is written (strftime), ``day_format`` the same for a cell; ``decimal`` and ``grouping`` how
    numbers are. ``words`` by key; a key that English has, each language has."""

    code: str
    name: str
    day: str
    day_format: str
    decimal: str
    grouping: str
    words: Mapping[str, str]

    def __call__(self, key: str, **given: object) -> str:
        return self.words[key].format(**given)

    def of_day(self, day: dt.date | None) -> str:
        return "" if day is None else day.strftime(self.day)

    def number(self, text: str) -> str:
        """A number written the English way (1,234.5), in the way of the language."""
        return text.translate({ord(","): self.grouping, ord("."): self.decimal})
