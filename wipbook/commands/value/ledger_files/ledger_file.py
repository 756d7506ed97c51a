"""What a format of journal files is told, and what it answers."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from wipbook.values.fixed import money_text

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet takes for a formula."""


@dataclass(frozen=True)
class Journal:
    """An export: its number, the company, the currency and its places, its ``lines`` (see ``LINE``), the ``names`` of
    accounts by their numbers, the name of the tax rate that does not tax, and the accounts that an earlier file of the
    same format has opened."""

    number: int
    company: str
    currency: str
    places: int
    lines: pl.DataFrame
    names: dict[str, str]
    tax_rate: str
    opened: frozenset[tuple[str, str]] = frozenset()

    def entries(self) -> Iterator[pl.DataFrame]:
        """The lines of each entry."""
        yield from self.lines.partition_by("Entry", maintain_order=True)

    def text(self, amount: int) -> str:
        """An amount with a point and the places of the currency, nothing between its digits.

        >>> Journal(1, "", "EUR", 2, pl.DataFrame(), {}, "").text(-123456)
        '-1234.56'
        """
        return money_text(amount, self.places).replace(",", "")


@dataclass(frozen=True)
class LedgerFormat:
    """A format: what it is called, the ending of its files, and ``write``: a journal as the text of each file."""

    name: str
    about: str
    ending: str
    write: Callable[[Journal], list[str]]


def csv_text(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A file of values between commas, as RFC 4180 has it.

    >>> csv_text(["Account"], [["a, b"]])
    'Account\\r\\n"a, b"\\r\\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def as_text(text: str) -> str:
    """A text for a file that people open: one that a spreadsheet would take for a formula gets an apostrophe in front.
    For texts only; a number is never changed. Source: OWASP, *CSV injection*.

    >>> as_text("=HYPERLINK(1)"), as_text("-5 pcs"), as_text("Frame")
    ("'=HYPERLINK(1)", "'-5 pcs", 'Frame')
    """
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def debit_and_credit(journal: Journal, amount: int) -> tuple[str, str]:
    """An amount in its column, the other blank."""
    text = journal.text(abs(amount))
    return (text, "") if amount > 0 else ("", text)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_in_words(day: dt.date) -> str:
    """A day that no country reads otherwise.

    >>> day_in_words(dt.date(2026, 6, 3))
    '03 Jun 2026'
    """
    return f"{day:%d} {MONTHS[day.month - 1]} {day:%Y}"


def in_pieces(entries: Iterable[pl.DataFrame], most: int) -> Iterator[list[pl.DataFrame]]:
    """Entries in runs of at most ``most`` lines; an entry is never torn, one that is longer has a run of its own."""
    piece: list[pl.DataFrame] = []
    for entry in entries:
        if piece and sum(each.height for each in piece) + entry.height > most:
            yield piece
            piece = []
        piece.append(entry)
    if piece:
        yield piece
