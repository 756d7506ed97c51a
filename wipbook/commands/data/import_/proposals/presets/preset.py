"""What is known of an export of a program: its headers, the sheet it fills, and what its codes mean here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from wipbook.commands.data.import_.errors import MappingUnreadable
from wipbook.errors import WipbookError


class UnknownPreset(MappingUnreadable):
    """A preset was asked for that there is none of."""


class NotOfPreset(WipbookError):
    """A file lacks the columns that exports of the preset's program have."""


OUTWARDS = frozenset({"Issue", "Shipment", "Scrap", "Return to Supplier"})
"""Kinds of movements whose quantity goes out here, without a sign."""


@dataclass(frozen=True)
class Codes:
    """What codes of movements mean by themselves, for files that have them without being an export of the program.

    ``kinds``: the kind of each. ``minus``: those whose quantity the program prints with a minus, ``signed``: those that
    go up or down as their sign says. ``made``: those that are a completion where an order is named beside them, and a
    receipt where a purchase is. ``moved``: halves of a transfer, two rows each. ``turns``: what a kind is when its
    quantity has the other sign than the program's."""

    kinds: Mapping[str, str]
    minus: frozenset[str] = frozenset()
    signed: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    turns: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.kinds) | self.moved


@dataclass(frozen=True)
class Preset:
    """An export of a program. ``fields``: what a column is called there, in the languages that are known, by a name of
    ours; those of ``needs`` every export has, and ``one_of`` one each. ``columns``: for a header of the ``sheet`` what
    it is made of, as ``{name}``, or as SQL in which ``{name}`` is the text of the field; of several the first whose
    fields the file has. ``where`` leaves rows out. ``codes``: what its kinds of movements mean in files of others.
    ``read_from`` names where the headers and codes were read."""

    name: str
    about: str
    sheet: str
    fields: Mapping[str, Sequence[str]]
    needs: Sequence[str]
    columns: Mapping[str, Sequence[str]]
    read_from: Sequence[str]
    where: str = ""
    remarks: Sequence[str] = ()
    one_of: Sequence[Sequence[str]] = field(default=())
    codes: Codes | None = None


def is_negative(name: str) -> str:
    """SQL: whether the text of a number has a minus, before or behind it, or brackets."""
    return f"(starts_with({{{name}}}, '-') OR ends_with({{{name}}}, '-') OR starts_with({{{name}}}, '('))"


def unsigned(name: str) -> str:
    """SQL: the text of a number without its sign."""
    return f"trim({{{name}}}, '-+() ')"


def turned(name: str) -> str:
    """SQL: the text of a number with the other sign."""
    return f"CASE WHEN {is_negative(name)} THEN {unsigned(name)} ELSE '-' || {unsigned(name)} END"


def cases(name: str, meant: Mapping[str, str], otherwise: str) -> str:
    """SQL: what each code means; one without a meaning stays, so that the import names it."""
    by_meaning: dict[str, list[str]] = {}
    for code, said in meant.items():
        by_meaning.setdefault(said, []).append(code)
    whens = " ".join(
        f"WHEN {{{name}}} IN ({listed(codes)}) THEN '{said}'" for said, codes in by_meaning.items()
    )
    return f"CASE {whens} ELSE {otherwise} END"


def listed(codes: Sequence[str]) -> str:
    """SQL: codes as texts.

    >>> listed(["101", "102"])
    "'101', '102'"
    """
    return ", ".join("'" + code.replace("'", "''") + "'" for code in codes)


def some(codes: Sequence[str]) -> str:
    """Codes as a sentence names them, the first of many.

    >>> some(["Z33", "Z34"]), some(list("abcdefg"))
    ('Z33, Z34', 'a, b, c, d and 3 more')
    """
    return ", ".join(codes[:4]) + (f" and {len(codes) - 4} more" if len(codes) > 4 else "")


def unknown(name: str, known: Sequence[str]) -> UnknownPreset:
    close = get_close_matches(name.casefold(), known, n=1, cutoff=0.5)
    return UnknownPreset(
        where="--preset", found=f"{name!r}", expected=f"one of {', '.join(known)}",
        remedy=f"did you mean {close[0]!r}?" if close else "leave it out to have any file proposed",
    )
