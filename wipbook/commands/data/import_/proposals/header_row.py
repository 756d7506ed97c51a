"""In which row the names of the columns stand: above them there may be titles, dates of printing, and blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wipbook.commands.data.import_.proposals.normal import normal, squeezed
from wipbook.commands.data.import_.proposals.words import notions
from wipbook.commands.data.import_.text import dates, numbers

LOOKED_AT = 40
"""Rows from the top in which the header is looked for."""
_BELOW = 4


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """The row of the header, counted from 1; 0 where no row looks like one.

    >>> header_row([["Stock on hand"], ["printed 2026-03-01"], ["Item No.", "Qty"], ["00123", "4"]])
    3
    >>> header_row([["00123", "4"], ["00124", "7"]])
    0
    """
    scores = [_score(row, rows[number : number + _BELOW]) for number, row in enumerate(rows[:LOOKED_AT], 1)]
    best = max(scores, key=lambda score: (score.known * 2 + score.fits + score.width / 10), default=_NONE)
    first = next((score for score in scores if score.fits == 1), best)
    chosen = best if best.known > 2 and not first.known else first
    return scores.index(chosen) + 1 if chosen is not _NONE and chosen.fits + chosen.known else 0


def is_known(header: str) -> bool:
    """Whether a header is one that programs print, in whatever language.

    >>> is_known("Buchungsdatum"), is_known("Karl Meier GmbH")
    (True, False)
    """
    return squeezed(normal(header)) in notions()


@dataclass(frozen=True)
class _Score:
    """How much a row looks like a header: names that are ``known``, how it ``fits`` what is below, its width."""

    known: int
    fits: float
    width: int


_NONE = _Score(0, 0, 0)


def _score(row: Sequence[str], below: Sequence[Sequence[str]]) -> _Score:
    said = [cell.strip() for cell in row if cell.strip()]
    if not said or len({cell.casefold() for cell in said}) * 2 <= len(said):
        return _NONE
    if sum(_is_value(cell) for cell in said) * 4 > len(said):
        return _NONE
    known = sum(is_known(cell) for cell in said)
    width = max((sum(bool(cell.strip()) for cell in other) for other in below), default=0)
    if len(said) == 1 and width > 1:
        return _NONE
    fits = 1.0 if len(said) >= width else 0.5 if len(said) * 2 >= width else 0.0
    if not known and _is_like(row, below):
        return _NONE
    return _Score(known, fits, min(len(said), 10))


def _is_like(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row is one more of those below, which have values in it where it has."""
    alike = sum(_shape(row) == _shape(other) for other in below)
    return bool(below) and alike == len(below) and any(_is_value(cell) for cell in row)


def _is_value(cell: str) -> bool:
    return numbers.printed(cell) is not None or dates.printed(cell) is not None


def _shape(row: Sequence[str]) -> tuple[str, ...]:
    return tuple("" if not cell.strip() else "v" if _is_value(cell) else "t" for cell in row)
