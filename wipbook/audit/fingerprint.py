"""Fingerprints: of the rows a workbook holds, and of the figures computed from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import polars as pl

from wipbook.books.results import Results
from wipbook.ledger.policy import Policy

LENGTH = 16
"""Hexadecimal digits shown of a SHA-256; enough to tell workbooks apart, short enough to read aloud."""

SIGNED: Mapping[str, tuple[str, ...]] = {
    "Statement": ("Line", "Raw Materials", "Work in Process", "Finished Goods"),
    "Valuation": ("Material", "Description", "Kind", "Stage", "Unit", "Owner", "Location", "Lot", "Method", "Quantity",
                  "Value", "Last Movement"),
    "Job Costs": ("Job", "Description", "Customer", "Material", "Status", "Due", "Quantity", "Completed Quantity",
                  "Material Cost", "Labor Cost", "Overhead Cost", "Subcontract Cost", "Completed", "Scrapped",
                  "Expensed", "Late Cost", "Contract Cost", "WIP", "Budget", "Released", "First Cost"),
    "Roll-Forward": ("Job", "Description", "Status", "Opening", "Material Cost", "Labor Cost", "Overhead Cost",
                     "Subcontract Cost", "Completed", "Scrapped", "Expensed", "Late Cost", "Contract Cost", "Closing",
                     "Prior Periods"),
    "Overhead": ("Pool", "Period", "Driver", "Rate", "Activity", "Applied", "Budget Cost", "Normal Activity",
                 "Actual Cost", "Over Applied", "Idle Capacity"),
    "Exceptions": ("Sheet", "Cell", "Row Key", "Column", "Found", "Expected", "What To Do", "Effect"),
}
"""The columns a sign-off covers. A column that a later release adds to these results is not among them: upgrading would
turn sign-offs amber although no figure moved. A new one that must be signed for stands in ``LATER``, or in a table of
its own here."""
LATER: Mapping[str, tuple[str, ...]] = {
    "Job Costs": ("Late Cost", "Contract Cost"),
    "Roll-Forward": ("Late Cost", "Contract Cost", "Prior Periods"),
    "Statement": (
        "Prior periods", "Late cost of jobs", "Revaluations", "Landed cost charges", "Standards changed",
        "Price differences", "Contract cost",
    ),
}
"""A column, or lines of the statement, that the first release had not: they are signed for where they hold an amount,
so that figures that did not move have the fingerprint they had."""


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
    common, however they are laid out.

    Columns without a value and policies that are as usual do not count: those a later release brings change nothing.
    """
    ledger, usual = results.ledger, Policy()
    tables = [(name, _filled(frame.drop("_row"))) for name, frame in sorted(ledger.tables.items()) if frame.height]
    stated = [
        f"{name}={value}" for name, value in sorted(vars(ledger.policy).items()) if value != getattr(usual, name)
    ]
    policy = pl.DataFrame({"policy": stated}, schema={"policy": pl.String})
    return fingerprint([*tables, ("Settings", policy), ("Exceptions", ledger.rejections.frame())])


def _filled(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns that hold a value, by name."""
    return frame.select(sorted(name for name in frame.columns if frame[name].null_count() < frame.height))


def of_figures(results: Results) -> str:
    """Of the figures somebody signs: statement, valuation, job costs, roll-forward, overhead, what was left out."""
    frames = {
        "Statement": results.statement, "Valuation": results.valuation, "Job Costs": results.job_costs,
        "Roll-Forward": results.roll_forward, "Overhead": results.solution.overhead, "Exceptions": results.exceptions,
    }
    return fingerprint((name, _signed(name, frame)) for name, frame in frames.items())


def _signed(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """What a sign-off covers of a result."""
    frame, later = frame.select(SIGNED[name]), LATER.get(name, ())
    if name != "Statement":
        return frame.drop([column for column in later if not frame.select((pl.col(column) != 0).any()).item()])
    lines, *amounts = SIGNED[name]
    return frame.filter(~pl.col(lines).is_in(later) | pl.any_horizontal(pl.col(amounts) != 0)) if later else frame


def figures(results: Results) -> str:
    """The fingerprint of the figures as it is shown: on Home, with a sign-off."""
    return short(of_figures(results))


def short(full: str) -> str:
    """The part of a fingerprint that is shown.

    >>> short("0f" * 32)
    '0f0f0f0f0f0f0f0f'
    """
    return full[:LENGTH]
