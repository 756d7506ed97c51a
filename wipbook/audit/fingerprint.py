"""Fingerprints: of the rows a workbook holds, and of the figures computed from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import polars as pl

from wipbook.books.results import Results

LENGTH = 16
"""Hexadecimal digits shown of a SHA-256; enough to tell workbooks apart, short enough to read aloud."""


def fingerprint(tables: Iterable[tuple[str, pl.DataFrame]]) -> str:
    """SHA-256, in hexadecimal, over the names, headers and rows of tables as CSV (UTF-8, ISO dates, integers and
    shortest floats), in the order given.

    >>> fingerprint([("A", pl.DataFrame({"x": [1]}))]) == fingerprint([("A", pl.DataFrame({"x": [2]}))])
    False
    """
    found = hashlib.sha256()
    for name, frame in tables:
        found.update(f"[{name}]\n".encode())
        found.update(frame.write_csv().encode())
    return found.hexdigest()


def of_inputs(results: Results) -> str:
    """Of every input row that was taken, typed, and of the policies: two workbooks with the same facts have it in
    common, however they are laid out."""
    ledger = results.ledger
    tables = [(name, frame.drop("_row")) for name, frame in sorted(ledger.tables.items()) if frame.height]
    policy = pl.DataFrame({"policy": [f"{name}={value}" for name, value in sorted(vars(ledger.policy).items())]})
    return fingerprint([*tables, ("Settings", policy), ("Exceptions", ledger.rejections.frame())])


def of_figures(results: Results) -> str:
    """Of the figures somebody signs: statement, valuation, job costs, roll-forward, overhead, what was left out."""
    return fingerprint(
        [
            ("Statement", results.statement), ("Valuation", results.valuation), ("Job Costs", results.job_costs),
            ("Roll-Forward", results.roll_forward), ("Overhead", results.solution.overhead),
            ("Exceptions", results.exceptions),
        ]
    )


def figures(results: Results) -> str:
    """The fingerprint of the figures as it is shown: on Home, with a sign-off."""
    return short(of_figures(results))


def short(full: str) -> str:
    """The part of a fingerprint that is shown.

    >>> short("0f" * 32)
    '0f0f0f0f0f0f0f0f'
    """
    return full[:LENGTH]
